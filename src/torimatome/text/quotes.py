"""What a text quotes and from whom: direct speech in any marks, and "said that"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torimatome.text.sentences import Span, split
from torimatome.text.speech import UNSPACED, Speech, speech

_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“”", '"': '"', "‟": "”", "〝": "〟"}
_WORDS = re.compile(r"\w+")
# Fewer words in marks are a title or a word held at arm's length; in Japanese, letters.
_SPEECH_WORDS = 4
_SPEECH_LETTERS = 8
# Not what was said, but when, where and to whom: "said on Friday", "told reporters in Kest".
_WHEN = re.compile(
    r"[\s,]*(?:\w+\s+)?(?:on|in|at|to|during|late|early|в|во|на|у|о|під)\s+\w+(?:\s+\w+)?[\s.,]*",
    re.IGNORECASE,
)
# Behind a verb that ends its sentence, at most so many words: "… said on Monday".
_TAIL = 3
_VERB_LAST = frozenset(["tr", "az", "fa", "ka", "ja"])
# How far from the marks the verb of saying may stand, in characters.
_NEAR = 160
_LEADS = re.compile(r"[\s,:：]*(?:that|что|що|ki|که|թե|որ|რომ)?[\s,:：]*$")
_JOINS = re.compile(
    r"[\s,،、は]*(?:է,?\s)?(?:(?:(?:[A-ZА-ЯҐЄІЇ]\w+|reporters|journalists|журналист\w+|журналіст\w+)"
    r"[\s,]+){0,3}(?:that|что|що|ki|که|որ|რომ)[\s,]+)?[\s,]*"
)
_STOP = re.compile(r"[.!?。](?:[\s”»」\"]|$)|\n")


@dataclass(frozen=True)
class Speaker:
    """Someone who may speak, where the text names them."""

    start: int
    end: int
    name: str  # resolved: the full name, however the text shortens it


@dataclass(frozen=True)
class Quote:
    """Words somebody said: `text[start:end]`, without the marks."""

    start: int
    end: int
    speaker: str  # as given by `who`; "" = the text does not say
    direct: bool = True  # False: reported without marks ("said that …")


def quotes(text: str, language: str = "", who: Sequence[Speaker] = ()) -> list[Quote]:
    """The quotations of `text` in order, each with its speaker out of `who`.

    A pronoun, or a quotation that follows another without a name between, keeps the speaker
    before it. Words in marks that are too few for a sentence are titles and left out, unless a
    verb of saying leads to them.
    """
    page = _Page(text, lower(text), speech(language), tuple(sorted(who, key=_place)),
                 language in _VERB_LAST)  # fmt: skip
    spans = split(text, language or "en")
    marked = list(_marked(text))
    found: list[Quote] = []
    last = ""
    for number, span in enumerate(spans):
        inside = [mark for mark in marked if span.start <= mark.start < span.end]
        for mark in inside:
            verb = page.verb_of(mark, span)
            if _short(text, mark) and not (verb and page.beside(verb, mark)):
                continue
            if verb is not None:
                speaker = page.speaker(verb, mark)
            else:
                speaker = page.carried(spans[number - 1]) if number else ""
            last = speaker or last
            found.append(Quote(mark.start, mark.end, last))
        if not inside:
            told = page.told(span, last)
            if told is not None:
                found.append(told)
                last = told.speaker
    return found


def _place(one: Speaker) -> tuple[int, int]:
    return one.start, -one.end


def _marked(text: str) -> Iterator[Span]:
    at = 0
    straight = text.count('"') % 2 == 0  # an odd one cannot be paired
    while at < len(text):
        closers = _PAIRS.get(text[at], "")
        if text[at] == '"' and not straight:
            closers = ""
        if closers:
            end = min((p for c in closers if (p := text.find(c, at + 1)) > 0), default=-1)
            if end > at + 1 and "\n\n" not in text[at:end]:
                yield Span(at + 1, end)
                at = end
        at += 1


def _short(text: str, mark: Span) -> bool:
    said = text[mark.start : mark.end]
    if UNSPACED.search(said):
        return len(said) < _SPEECH_LETTERS
    return len(_WORDS.findall(said)) < _SPEECH_WORDS


@dataclass(frozen=True)
class _Page:
    """A text with what is asked of it again and again."""

    text: str
    low: str
    words: Speech
    who: tuple[Speaker, ...]
    verb_last: bool  # of a language whose verb ends the sentence

    def verb_of(self, mark: Span, sentence: Span) -> Span | None:
        """The verb of saying that belongs to the marks: leading to them, behind, or before."""
        behind = Span(mark.end + 1, min(sentence.end, mark.end + _NEAR))
        before = Span(max(sentence.start, mark.start - _NEAR), mark.start - 1)
        ahead = list(self.verbs(before))
        if ahead and _LEADS.match(self.text[ahead[-1].end : mark.start - 1]):
            return ahead[-1]
        follows = next(self.verbs(behind), None)
        if follows or ahead:
            return follows or ahead[-1]
        cue = self.words.before.search(self.low, before.start, before.end)
        cue = cue or self.words.before.search(self.low, behind.start, behind.end)
        return Span(*cue.span()) if cue else None

    def verbs(self, where: Span) -> Iterator[Span]:
        """Verbs of saying; the "States" of a name is none."""
        for found in self.words.verb.finditer(self.low, where.start, where.end):
            named = (
                self.text[found.start()].isupper() and self.text[max(0, found.start() - 1)] == " "
            )
            if not named:
                yield Span(*found.span())

    def beside(self, verb: Span, mark: Span) -> bool:
        """Whether verb and marks touch: a short "No" is speech when "he said" stands next to it."""
        if verb.end <= mark.start:
            return bool(_LEADS.match(self.text[verb.end : mark.start - 1]))
        return not self.text[mark.end + 1 : verb.start].strip(" ,—–-")

    def speaker(self, verb: Span, mark: Span) -> str:
        """Who stands nearest to the verb outside the marks, on the verb's own side of them."""
        first, last = (mark.end, verb.end + _NEAR) if verb.start >= mark.end else (0, mark.start)
        sides = [one for one in self.who if first <= one.start and one.end <= last]
        sides = [one for one in sides if self._one_sentence(one, verb)]
        if sides:
            return min(sides, key=lambda one: (_distance(one, verb), one.start)).name
        # Japanese and Turkic sentences name the speaker first, the quotation and the verb later.
        opening = [x for x in self.who if x.end <= mark.start and self._one_sentence(x, mark)]
        return opening[-1].name if opening else ""

    def carried(self, before: Span) -> str:
        """Whom the sentence before lets speak, for a quotation that stands alone."""
        verb = next(self.verbs(before), None)
        if verb is None:
            return ""
        inside = [x for x in self.who if before.start <= x.start and x.end <= verb.start]
        return inside[0].name if inside else ""

    def told(self, sentence: Span, last: str) -> Quote | None:
        """ "X said that …" as a Quote without marks; None where next to nothing is said."""
        verbs = list(self.verbs(sentence))
        if not verbs or self.words.pointing.match(self.low, sentence.start, sentence.end):
            return None
        inside = [x for x in self.who if sentence.start <= x.start and x.end <= sentence.end]
        opens = any(not self.low[x.end : verbs[0].start].strip() for x in inside)
        known = opens and self._says(Span(verbs[0].end, sentence.end))
        if not known and len(self.low[verbs[-1].end : sentence.end].split()) <= _TAIL:
            speaker, said = self._at_the_end(verbs[-1], sentence, inside)
        else:
            speaker, said = self._in_the_middle(verbs[0], sentence, inside)
            if not speaker and self.words.pronoun.search(self.low, sentence.start, verbs[0].start):
                speaker = last
        lead = _JOINS.match(self.text, said.start, said.end)
        end = said.start + len(self.text[said.start : said.end].rstrip(" ,،—–"))
        said = Span(lead.end() if lead else said.start, end)
        keep = speaker and self._says(said)
        return Quote(said.start, said.end, speaker, direct=False) if keep else None

    def _at_the_end(
        self, verb: Span, sentence: Span, inside: Sequence[Speaker]
    ) -> tuple[str, Span]:
        """ "…, X said on Monday", "…, said X", and of languages whose verb is last "X … said"."""
        lead = Span(sentence.start, verb.start)
        behind = [x for x in inside if x.start >= verb.end]
        if behind:
            return behind[0].name, lead
        before = [x for x in inside if x.end <= verb.start]
        comma = max(self.text.rfind(mark, lead.start, lead.end) for mark in ",،—–")
        own = [x for x in before if x.start > comma]
        if own and comma > 0 and self._says(Span(sentence.start, comma)):
            return own[-1].name, Span(sentence.start, comma)
        if not before or not self.verb_last:
            return "", lead
        first = before[0]
        opens = not self.text[sentence.start : first.start].strip()
        return self._subject(before, verb), Span(first.end, verb.start) if opens else lead

    def _in_the_middle(
        self, verb: Span, sentence: Span, inside: Sequence[Speaker]
    ) -> tuple[str, Span]:
        """ "X said that …"; "…, said X in Kest on Monday, when …"."""
        before = [x for x in inside if x.end <= verb.start]
        behind = [x for x in inside if x.start >= verb.end]
        touches = bool(before) and not self.low[before[-1].end : verb.start].strip()
        opens = bool(behind) and not self.low[verb.end : behind[0].start].strip(" ,")
        if self.text[sentence.start : verb.start].rstrip()[-1:] in {",", "—", "–"} or (
            opens and not touches
        ):
            return behind[0].name if behind else "", Span(sentence.start, verb.start)
        return self._subject(before, verb) if before else "", Span(verb.end, sentence.end)

    def _says(self, said: Span) -> bool:
        """Whether the words are enough to say something: "on Friday" is not."""
        words = self.text[said.start : said.end]
        if words.rstrip().endswith(":"):  # "said the following:"
            return False
        if UNSPACED.search(words):
            return len(words.strip(" 。、」")) >= _SPEECH_LETTERS
        return len(_WORDS.findall(words)) > 1 and not _WHEN.fullmatch(words)

    def _one_sentence(self, one: Speaker, other: Span) -> bool:
        low, high = min(one.end, other.end), max(one.start, other.start)
        return not _STOP.search(self.text[low:high])

    def _subject(self, before: Sequence[Speaker], verb: Span) -> str:
        """Of several named before the verb the one right at it; else the first named."""
        nearest = before[-1]
        between = self.text[nearest.end : verb.start].split()
        return nearest.name if len(between) <= 1 else before[0].name


def _distance(one: Speaker, verb: Span) -> int:
    # The subject stands before its verb when names stand on both sides.
    return verb.start - one.end if one.end <= verb.start else one.start - verb.end + 1


def lower(text: str) -> str:
    """`text` in lower case, each letter at its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)

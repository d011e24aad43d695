"""According to whom: the origin a report repeats, and the state someone speaks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from torimatome.model import House, Outlet
from torimatome.text.folding import fold
from torimatome.text.quotes import lower
from torimatome.text.sentences import Span, split
from torimatome.text.speech import UNSPACED, speech

# Reports name their origin in the opening sentences or in the last one.
_OPENING = 3
# Words a named origin may have: "the press service of the State Border Service of Orvenia".
_MOST_WORDS = 12
# Words a name right before its cue may have: Turkic sentences run on without a comma.
_BEFORE_CUE = 6
_ENDS = re.compile(
    r"[,;:.!?()«»“”\"「」、。،؛՝։\n–—]|\s(?=[۰-۹])"
    r"|\s(?:that|что|що|ki|که|as|said|on|in|at|while|barədə|haqda|haqqında)\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:(?:the|a|an|its|his|her|their|в|во|у|з|bu barədə|bu haqda|konuyla ilgili"
    r"|об этом|про це|այս մասին|ამის შესახებ)\s+)+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    r"(?:['’](?:n?[ıiuü]n|s|[ae]|y[ae]|[dt][ae]n?|n[ae]|[ıiuü]|y[ıiuü])"
    r"|(?<=\w)-[a-zəıöüçşğա-ևა-ჰ]{1,4})$"
)
_FILLER = frozenset(
    """haberine muhabirine ajansına ajansının kaynaklarına xəbərinə məlumatına agentliyinə
    agentliyi agency news website site portal newspaper daily outlet broadcaster tv channel
    агентство агентства агентству портал издание газета telegram-канал сайт""".split()
)


@dataclass(frozen=True)
class Attribution:
    """An origin the text names: `text[start:end]`."""

    start: int
    end: int
    words: str  # as written, without article and ending
    outlet: str = ""  # Outlet.id when it is an outlet of the desk


@dataclass(frozen=True)
class Origin:
    """According to whom an article reports."""

    outlet: str  # Outlet.id that published it
    repeats: str = ""  # Outlet.id whose report it repeats; "" = none named
    words: str = ""  # the origin as the text names it, outlet or body
    state: str = ""  # the state the publisher speaks for, as Outlet.official says


def attributions(text: str, language: str, outlets: Sequence[Outlet] = ()) -> list[Attribution]:
    """The origins `text` names in its opening and closing sentences, in order, each once."""
    spans = split(text, language or "en")
    looked = spans[:_OPENING] + spans[max(_OPENING, len(spans) - 1) :]
    known = _known(outlets)
    found: list[Attribution] = []
    for span in looked:
        for start, end in _named(text, span, language):
            one = _made(text, start, end, known)
            if one is not None and one.words not in {x.words for x in found}:
                found.append(one)
    return found


def origin(text: str, language: str, outlet: Outlet | None, house: House) -> Origin:
    """The publisher of a report, whom it repeats, and for which state the publisher speaks."""
    own = outlet.id if outlet else ""
    named = [x for x in attributions(text, language, house.outlets) if not own or x.outlet != own]
    other = next((x for x in named if x.outlet), None)
    chosen = other or (named[0] if named else None)
    return Origin(
        own,
        other.outlet if other else "",
        chosen.words if chosen else "",
        outlet.official if outlet else "",
    )


def speaks_for(country: str, outlet: Outlet | None, house: House) -> str:
    """The state for which a speaker of `country` speaks, by the name its term gives.

    A speaker without a country, such as "the ministry", speaks for its publisher's state.
    """
    code = country.removeprefix("country:") or (outlet.official if outlet else "")
    for term in house.terms:
        if term.kind == "country" and fold(code) in {fold(term.country), fold(term.en)}:
            return term.en
    return code


def _named(text: str, span: Span, language: str) -> list[tuple[int, int]]:
    words = speech(language)
    low = lower(text)
    found: list[tuple[int, int]] = []
    for cue in words.before.finditer(low, span.start, span.end):
        ends = [_ENDS.search(text, cue.end() + 1, span.end)]
        ends += [words.before.search(low, cue.end() + 1, span.end)]
        end = min((e.start() for e in ends if e), default=span.end)
        found.append((cue.end(), _to_last_capital(text, cue.end(), end, language)))
    for cue in words.after.finditer(low, span.start, span.end):
        starts = [m.end() for m in _ENDS.finditer(text, span.start, cue.start())]
        words_before = list(re.finditer(r"\S+", text[span.start : cue.start()]))[-_BEFORE_CUE:]
        starts += [span.start + words_before[0].start()] if words_before else []
        start = max(starts, default=span.start)
        if any(a <= start < b or a < cue.start() <= b for a, b in found):
            continue
        found.append((start, cue.start()))
    return sorted(found)


def _to_last_capital(text: str, start: int, end: int, language: str) -> int:
    """Where an English name ends before its sentence goes on in small letters."""
    if language != "en" or not any(c.isupper() for c in text[start:end]):
        return end
    named = False
    for word in re.finditer(r"\S+", text[start:end]):
        if word.group()[0].isupper():
            named = True
        elif named and word.group() not in _INSIDE:
            return start + word.start()
    return end


_INSIDE = frozenset("of the for and on in de al bin news agency website newspaper ministry".split())


def _made(text: str, start: int, end: int, known: Sequence[tuple[str, str]]) -> Attribution | None:
    written = text[start:end]
    start += len(written) - len(written.lstrip())
    written = written.strip()
    end = start + len(written)
    reported = _REPORTED_JA.match(written)
    written = reported[1] if reported else written
    bare = _POSSESSIVE.sub("", _ARTICLE.sub("", written)).strip(" '’-")
    count = len(bare) / 4 if UNSPACED.search(bare) else len(bare.split())
    if bare.split()[:1] and bare.split()[0].lower() in _NOBODY:
        return None
    if not bare or count > _MOST_WORDS or not (UNSPACED.search(bare) or _names(bare)):
        return None
    return Attribution(start, end, bare, _outlet(bare, known))


# カゼッチが国防省の発表として報じたところ(によると): the outlet alone.
_REPORTED_JA = re.compile("([^がは]{2,20})[がは].*(?:ところ|内容)$")
# "It is reported that …", "he reported" name no origin.
_NOBODY = frozenset(
    """it he she they this that there who which as his her their them later earlier он она они это
    как его ее её их ним ней ними вони він вона його її їх o bu onlar onun onların وی او ایشان آنها
    նա նրա նրանց მისი მან მათი 同氏 同省""".split()
)


def _names(words: str) -> bool:
    """Whether they hold a name, or a body that speaks: "the ministry", "the press service"."""
    cased = any(c.lower() != c.upper() for c in words)
    return not cased or any(c.isupper() for c in words) or bool(_BODY.search(words.lower()))


_BODY = re.compile(
    r"minist|министерств|міністерств|ведомств|пресс-служб|прес-служб|nazirlik|bakanlı|nazirliy"
    r"|service|agency|police|officials|source|источник|джерел|mənbə|kaynak|media|сми|змі"
)


def _known(outlets: Sequence[Outlet]) -> list[tuple[str, str]]:
    """Every spelling of every outlet, folded, the longest first."""
    every = {
        (_bare(form), outlet.id)
        for outlet in outlets
        for form in (outlet.name, outlet.citation, *outlet.spellings, *outlet.hosts)
    }
    return sorted((row for row in every if row[0]), key=lambda row: (-len(row[0]), row))


def _outlet(words: str, known: Sequence[tuple[str, str]]) -> str:
    said = f" {_bare(words)} "
    return next((ident for form, ident in known if f" {form} " in said), "")


def _bare(words: str) -> str:
    kept = [_POSSESSIVE.sub("", word) for word in words.split()]
    return " ".join(word for word in fold(" ".join(kept)).split() if word not in _FILLER)

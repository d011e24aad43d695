"""Slips of English: grammar by table, and words that are no words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from torimatome.draft.check.ground import Ground, Slip
from torimatome.draft.check.sheet import Part, Sheet, around
from torimatome.model import Finding

# Titles of office that stand before a name, besides the desk's own terms.
_OFFICES = (
    "President", "Vice President", "Prime Minister", "PM", "FM", "Deputy FM", "Deputy PM",
    "Foreign Minister", "Defense Minister", "Defence Minister", "Minister", "Deputy Minister",
    "Speaker", "Ambassador", "King", "Chancellor",
)  # fmt: skip
_WORD = re.compile(r"(?<![\w'’.\-/@])[A-Za-z]?[a-z]{4,}(?![\w\-/@]|['’][a-z]{2}|\.[a-z])")
_ACRONYM_S = re.compile(r"\b(?P<root>[A-Z]{2,}[A-Z])S\b|\b(?P<short>[A-Z]{2,})S\b")
_PHRASE = re.compile(r"\b[A-Z][\w'’]+(?: (?:[A-Z][\w'’]+|of|the|to|and|for))* [A-Z][\w'’]+")
# A misprint is at least so long: shorter words have too many neighbours that are words.
_SHORTEST = 6
_ENDED = re.compile(r"(?:['’]s?|s['’]?|n)$")
# Three letters that fewer of the common words hold look like a slip of the keys. Chosen on news
# text: below 3 real words stay out, above 8 rare ones come in.
_ODD = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers", "or", "al", "ally", "ness", "ment",
            "ments", "able", "ation", "ations", "ism", "ist", "ists", "ian", "ians", "ize", "ized",
            "izing", "ization", "ised", "ful", "less", "y", "ity", "ive", "ish")  # fmt: skip
_STARTS = ("un", "re", "non", "pre", "post", "inter", "anti", "over", "under", "mis", "dis", "co",
           "multi", "out", "sub", "trans", "pro", "counter", "micro", "self", "semi", "cyber",
           "geo", "neo", "bi", "tri")  # fmt: skip


@dataclass(frozen=True)
class English:
    """The table of slips with the desk's countries filled in, compiled once."""

    ground: Ground

    @cached_property
    def slips(self) -> tuple[tuple[Slip, re.Pattern[str]], ...]:
        """Every slip with its pattern."""
        fill = _fillings(self.ground)
        compiled = []
        for slip in self.ground.tables.english:
            pattern = slip.pattern
            for name, words in fill.items():
                pattern = pattern.replace(f"<{name}>", f"(?:{words})")
            compiled.append((slip, re.compile(pattern)))
        return tuple(compiled)

    @cached_property
    def british(self) -> re.Pattern[str]:
        """British spellings, for a desk that writes American."""
        words = sorted(self.ground.tables.british, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)

    @cached_property
    def known(self) -> Counter[str]:
        """Words of past issues and terms, lower case, with counts."""
        counts: Counter[str] = Counter()
        for word, count in self.ground.latin.items():
            counts[word.lower()] += count
        for term in self.ground.house.terms:
            for form in (term.en, *term.aliases):
                counts.update(word.lower() for word in re.findall(r"[A-Za-z]{4,}", form))
        return counts

    @cached_property
    def threes(self) -> Counter[str]:
        """How many common words hold each run of three letters, their ends marked."""
        counts: Counter[str] = Counter()
        for word in self.ground.words:
            marked = f"^{word}$"
            counts.update({marked[at : at + 3] for at in range(len(marked) - 2)})
        return counts

    def odd(self, word: str) -> bool:
        """Whether a word has letters in a row that English words hardly have."""
        marked = f"^{word}$"
        return min(self.threes[marked[at : at + 3]] for at in range(len(marked) - 2)) < _ODD

    @cached_property
    def phrases(self) -> dict[str, str]:
        """Terms of two words and more in Latin letters, by their letters in lower case."""
        found: dict[str, str] = {}
        for term in self.ground.house.terms:
            if term.kind in {"office", "organisation", "topic", "place"}:
                for form in (term.en, *term.aliases):
                    if " " in form and form.isascii():
                        found[form.lower()] = form
        return found

    @cached_property
    def near_phrases(self) -> dict[str, str]:
        """The same terms with one letter of one word left out, to find near misses by."""
        near: dict[str, str] = {}
        for low, form in self.phrases.items():
            for at, letter in enumerate(low):
                if letter.isalpha():
                    near.setdefault(low[:at] + low[at + 1 :], form)
        return near


def check(sheet: Sheet, english: English, issue_words: Counter[str]) -> Iterator[Finding]:
    """Slips of English in one Item."""
    table = english.ground.tables.british
    american = sum(issue_words[w] for w in table.values()) >= sum(issue_words[w] for w in table)
    for part in sheet.parts:
        if part.japanese:
            continue
        for slip, pattern in english.slips:
            yield from _slip(sheet, part, slip, pattern)
        yield from _acronyms(sheet, part, english.ground)
        yield from _misprints(sheet, part, english, issue_words)
        yield from _near_terms(sheet, part, english)
        for match in english.british.finditer(part.text) if american else ():
            if match.group()[:1].isupper() and match.start():
                continue  # "the Millbrook Theatre": a name keeps its spelling
            right = english.ground.tables.british[match.group().lower()]
            yield replace(
                sheet.finding(part.place, "en_spelling_variant", "low", match.group(),
                              f"American spelling here: {right}"),
                suggestion=right,
            )  # fmt: skip


def _slip(sheet: Sheet, part: Part, slip: Slip, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for match in pattern.finditer(part.text):
        right = match.expand(slip.suggest) if slip.suggest else ""
        words = (match.groupdict().get("words") or match.group()).strip(" ,;")
        if len(words.split()) < 3:
            words = around(part.text, match.start(), match.end(), 1)
            right = ""
        yield replace(
            sheet.finding(part.place, slip.kind, slip.severity, words, slip.why),
            suggestion=right.strip(),
        )


def _fillings(ground: Ground) -> dict[str, str]:
    nouns: list[str] = []
    demonyms: list[str] = []
    for term in ground.house.terms:
        if term.kind != "country":
            continue
        for form in (term.en, *term.aliases):
            if not re.fullmatch(r"[A-Z][A-Za-zü]+(?: [A-Z][a-z]+)*", form) or form.isupper():
                continue
            if re.search(
                r"(?:ian|ean|an|ish|ese|i|ic|ch|sh|Czech|Turkmen|Uzbek|Kazakh)$", form
            ) and (form != term.en):
                demonyms.append(form)
            elif form == term.en or form.split()[0] == term.en.split()[0]:
                nouns.append(form)
    also = set(ground.tables.also_names)
    only = [d for d in demonyms if d not in nouns]
    plain = [n for n in nouns if not re.match(r"United|Czech|European|Vatican|UAE", n)]

    def either(words: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))

    offices = sorted(_OFFICES, key=len, reverse=True)
    return {
        "office": "|".join(offices),
        "country": either(nouns) or "\0",
        "country_not_name": either([n for n in nouns if n not in also]) or "\0",
        "country_no_article": either(plain) or "\0",
        "country_not_adjective": either([n for n in plain if n not in also]) or "\0",
        "demonym": either(demonyms) or "\0",
        "demonym_only": either(only) or "\0",
    }


def _acronyms(sheet: Sheet, part: Part, ground: Ground) -> Iterator[Finding]:
    """The plural of an abbreviation with a capital S."""
    for match in _ACRONYM_S.finditer(part.text):
        word = match.group()
        plural = word[:-1] + "s"
        if any(word in (t.en, *t.aliases) for t in ground.house.terms) or not (
            re.search(rf"\b{re.escape(plural)}\b", sheet.english)
            or (ground.termbase.get(word[:-1]) and len(word) > 3)
        ):
            continue
        yield replace(
            sheet.finding(part.place, "en_typo", "mid", word, "the plural s is lower case"),
            suggestion=plural,
        )


def _misprints(
    sheet: Sheet, part: Part, english: English, issue_words: Counter[str]
) -> Iterator[Finding]:
    """Words nobody knows, one letter away from one that is well known."""
    for match in _WORD.finditer(part.text):
        word = match.group()
        low = word.lower()
        if len(low) < _SHORTEST or _is_word(low, english, issue_words):
            continue
        capital = word[0].isupper()
        if capital and not _opens_sentence(part.text, match.start()):
            continue  # names are the names' check's
        right = _neighbour(low, english, issue_words)
        if right:
            at_home = english.known[right] + issue_words[right] > 0
            if not at_home and not english.odd(low):
                continue  # a rare word near one that this bulletin never uses
            severity = "high" if at_home and english.odd(low) else "mid"
            yield replace(
                sheet.finding(part.place, "en_typo", severity, word, f"{right!r} is meant?"),
                suggestion=right.capitalize() if capital else right,
            )


def _opens_sentence(text: str, at: int) -> bool:
    return at == 0 or text[:at].rstrip()[-1:] in tuple('.!?"“')


def _is_word(low: str, english: English, issue_words: Counter[str]) -> bool:
    words, known = english.ground.words, english.known

    def listed(form: str) -> bool:
        return form in words or known[form] > 0 or issue_words[form] > 1

    if listed(low) or listed(low.capitalize()) or low in english.ground.tables.british:
        return True
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            stem = low[: -len(ending)]
            doubled = len(stem) > 4 and stem[-1] == stem[-2] and listed(stem[:-1])
            if listed(stem) or listed(stem + "e") or doubled:
                return True
            if stem.endswith("i") and listed(stem[:-1] + "y"):
                return True
            if any(listed(stem + other) for other in ("s", "ed", "ing", "es", "tion", "y")):
                return True
    return any(
        low.startswith(start) and len(low) - len(start) >= 4 and listed(low[len(start) :])
        for start in _STARTS
    )


def _neighbour(low: str, english: English, issue_words: Counter[str]) -> str:
    """The one well-known word a slip of one key away; "" for none, or when it is no slip."""
    known, words = english.known, english.ground.words

    def good(form: str) -> bool:
        return len(form) >= 5 and (known[form] + issue_words[form] > 1 or form in words)

    options = {low[:at] + low[at + 1 :] for at in range(len(low))}
    options |= {
        low[:at] + low[at + 1] + low[at] + low[at + 2 :]
        for at in range(len(low) - 1)
        if low[at] != low[at + 1]
    }
    for at in range(len(low) + 1):
        options |= {low[:at] + letter + low[at:] for letter in _LETTERS}
    options.discard(low)
    found = sorted(o for o in options if good(o))
    # A changed letter at the end is a form of the word more often than a slip.
    found = [f for f in found if f[:-1] != low and low[:-1] != f]
    if found:
        return max(found, key=lambda f: (known[f] + issue_words[f], f))
    if len(low) < 8:
        return ""
    changed = {
        low[:at] + letter + low[at + 1 :]
        for at in range(1, len(low) - 2)
        for letter in _LETTERS
        if letter != low[at]
    }
    found = sorted(o for o in changed if good(o))
    return found[0] if len(found) == 1 else ""


def _near_terms(sheet: Sheet, part: Part, english: English) -> Iterator[Finding]:
    """A term of the desk with one letter lost or added."""
    for match in _PHRASE.finditer(part.text):
        tokens = match.group().split()
        for size in range(min(5, len(tokens)), 1, -1):
            for start in range(len(tokens) - size + 1):
                words = " ".join(tokens[start : start + size])
                low = words.lower()
                if low in english.phrases or low.rstrip("s") in english.phrases:
                    continue
                right = english.near_phrases.get(low, "") or next(
                    (
                        english.phrases[short]
                        for at in range(len(low))
                        if (short := low[:at] + low[at + 1 :]) in english.phrases
                    ),
                    "",
                )
                if right and not _inflected(low, right.lower()):
                    yield replace(
                        sheet.finding(part.place, "en_typo", "mid", words,
                                      f"the desk's term is {right!r}"),
                        suggestion=_like(words, right),
                    )  # fmt: skip
                    return


def _inflected(low: str, right: str) -> bool:
    """A plural or a possessive more or less is no misprint."""
    pairs = list(zip(low.split(), right.split(), strict=False))
    return any(a != b and (_ENDED.sub("", a) == _ENDED.sub("", b))
               for a, b in pairs)  # fmt: skip


def _like(words: str, right: str) -> str:
    return " ".join(
        new.capitalize() if old[:1].isupper() and new.islower() else new
        for old, new in zip(words.split(), right.split(), strict=False)
    )

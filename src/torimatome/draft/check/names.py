"""Names in English: two spellings of one, bodies called otherwise, names that are missing."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from torimatome.draft.check.ground import Ground
from torimatome.draft.check.known_names import SHORTEST, SOUNDS, TERM, Names
from torimatome.draft.check.people import full_names
from torimatome.draft.check.sheet import Sheet
from torimatome.draft.check.spelling import same_sound, sound
from torimatome.model import Finding
from torimatome.text.folding import fold

_CAPITAL = re.compile(r"(?<![\w@/.-])[A-ZÀ-ÖØ-ÞƏĞİŞ][^\W\d_]+(?:-[A-Z][^\W\d_]+)*(?![\w@])")
_HEADS = "Council|Committee|Commission|Organization|Union|Board|Forum|Assembly|Agency|Service|Foundation|Group|Office|Alliance|League|Conference|Summit"  # noqa: E501
_BODY = re.compile(
    rf"\b(?:[A-Z][\w’'-]+ (?:(?:[A-Z][\w’'-]+|of|the|for|and) ){{0,6}})?(?:{_HEADS})\b"
    rf"(?: of(?: the)? [A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|the|for|and))*)?"
)
_OFFICIAL = re.compile(
    r"(?:(?<=by )|(?<=with )|(?<=^)|(?<=received )|(?<=met )|(?<=^The ))"
    r"(?:the )?(?:(?:[Ff]irst|[Dd]eputy|Vice|Prime|Foreign|Defen[cs]e) )*"
    r"(?:[Pp]resident|[Mm]inister|Secretary[- ]General|Speaker|Chairman|Ambassador|FM|PM|King)"
    r" of (?:the )?[A-Z]\w+(?: (?:[A-Z]\w+|of))*"
)


def check(
    sheet: Sheet, names: Names, seen: Mapping[str, set[str]], counts: Counter[str]
) -> Iterator[Finding]:
    """Names in one Item's English against the desk, past issues and the rest of its own Issue.

    `seen` has the Issue's name words by sound, `counts` how often each was printed.
    """
    yield from _latin(sheet, names, seen, counts)
    yield from _missing(sheet, names)
    yield from _imprecise(sheet)
    yield from _nameless(sheet, names)


def _latin(
    sheet: Sheet, names: Names, seen: Mapping[str, set[str]], counts: Counter[str]
) -> Iterator[Finding]:
    done: set[str] = set()
    for part in sheet.parts:
        if part.japanese:
            continue
        for match in _CAPITAL.finditer(part.text):
            word = match.group()
            if word in done or len(word) < SHORTEST:
                continue
            right, why, severity = _right_spelling(word, sheet, names, seen, counts)
            if not right:
                continue
            before = re.search(r"([A-ZÀ-ÖØ-Þ][\w’'-]+) $", part.text[: match.start()])
            given = re.match(r" ([A-Z][\w’'-]+|oglu|oğlu|qizi|qızı|bin|ibn|al)\b",
                             part.text[match.end() :])  # fmt: skip
            if (
                given
                and given[1].lower() not in names.ground.words
                and _only_given(word, given[1], names)
            ):
                continue
            done.add(word)
            words = f"{before[1]} {word}" if before and severity == "high" else word
            if severity == "high" and not re.search(rf"\b{right}\b", sheet.english):
                severity = "mid"
            country = names.spellings.get(word)
            kind = (
                "en_country_variant" if country and country[1].kind == "country"
                else "en_name_variant"
            )  # fmt: skip
            yield replace(
                sheet.finding(part.place, kind, severity, words, why),
                suggestion=words.replace(word, right),
            )


def _right_spelling(
    word: str, sheet: Sheet, names: Names, seen: Mapping[str, set[str]], counts: Counter[str]
) -> tuple[str, str, str]:
    """(the usual spelling, why, severity); the first is "" for a name that stands."""
    known = names.spellings.get(word)
    if known:
        right, term = known
        other = fold(word) == fold(right) or same_sound(word, right)
        severity = "high" if term.kind == "person" else "mid" if other else "low"
        return right, f"the desk writes {right} ({term.en})", severity
    if names.known[word] >= TERM or word.lower() in names.ground.words:
        return "", "", ""
    key = sound(word)
    alike = names.by_sound.get(key, set()) | seen.get(key, set())
    options = {w for w in alike if w != word and min(len(w), len(word)) >= SOUNDS}
    options = {
        w for w in options if not _inflected(w, word) and w.lower() not in names.ground.words
    } or _a_vowel_off(word, names, counts)
    total = counts[word] + names.known[word]
    best = max(options, key=lambda w: (names.known[w] + counts[w], w), default="")
    if not best:
        return "", "", ""
    weight = names.known[best] + counts[best]
    if weight < total or (weight == total and _earlier(word, best, sheet)):
        return "", "", ""
    accent = re.sub(r"\W", "", fold(best)) == re.sub(r"\W", "", fold(word))
    why = f"{best} elsewhere ({weight} times)"
    return best, why, "low" if accent else "high"


def _a_vowel_off(word: str, names: Names, counts: Counter[str]) -> set[str]:
    """Known names that differ by one vowel: Karlen, Karlin."""
    low = fold(word)
    found = set()
    for at, letter in enumerate(low[:-1]):
        if letter not in "aeiou" or at == 0:
            continue
        for other in "aeiou":
            found |= names.by_fold.get(low[:at] + other + low[at + 1 :], set())
    return {w for w in found if fold(w) != low and names.known[w] > 2 and not counts[word] > 2}


def _earlier(word: str, other: str, sheet: Sheet) -> bool:
    """Of two spellings printed equally often the first one stands."""
    first, second = sheet.english.find(word), sheet.english.find(other)
    return second < 0 or first < second


def _inflected(one: str, other: str) -> bool:
    a, b = sorted((fold(one), fold(other)), key=len)
    return b.startswith(a) and b[len(a) :] in {"s", "n", "an", "ian", "i", "ese", "a", "es", "d"}


def _only_given(word: str, surname: str, names: Names) -> bool:
    """A given name: two people may share its sound unless their surnames agree as well."""
    return names.known[surname] < TERM or not any(
        same_sound(word, t.en.split()[0]) and t.en.split()[0] != word
        for t in names.ground.termbase.surname(surname)
    )


def _missing(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A person the Japanese headline names and the English headline does not."""
    rest = sheet.item.headline_ja
    low = fold(sheet.item.headline_en)
    for ja in sorted(names.surnames, key=lambda n: (-len(n), n)):
        if len(ja) < 2 or not re.search(rf"(?<![ァ-ヴー]){re.escape(ja)}(?![ァ-ヴー])", rest):
            continue
        rest = rest.replace(ja, "　" * len(ja))
        people = names.surnames[ja]
        if any(fold(form).split()[-1] in low for t in people for form in (t.en, *t.aliases)
               if form.isascii() or form == t.en):  # fmt: skip
            continue
        yield sheet.finding(
            "headline_en", "en_headline_missing_name", "low", sheet.item.headline_en[:60],
            f"the Japanese names {ja}",
        )  # fmt: skip


def _imprecise(sheet: Sheet) -> Iterator[Finding]:
    """A body that the English headline calls otherwise than the text does."""
    headline = sheet.item.headline_en
    told = {m.group() for m in _BODY.finditer(sheet.told)}
    for match in _BODY.finditer(headline):
        name = match.group()
        short = re.sub(r"^[A-Z]\w+(?:ian|ani|ish|ese)? ", "", name)
        if name in sheet.body or len(name.split()) < 3:
            continue
        for other in sorted(told):
            if _shortened(name, other) or _shortened(short, other):
                yield sheet.finding(
                    "headline_en", "en_headline_imprecise", "mid", name, f"the text: {other}"
                )
                break


def content(name: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{2,}", fold(name))
    return frozenset(w for w in words if w not in {"of", "the", "for", "and", "on", "in", "to"})


def _shortened(name: str, other: str) -> bool:
    """Whether `name` is `other` with a word of its middle lost: same words, other meaning."""
    few, many = content(name), content(other)
    return len(few) >= 3 and few < many and len(many) - len(few) <= 2 and name not in other


def _nameless(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A foreign or international official who is never named in the Item."""
    ground = names.ground
    people = list(full_names(sheet.english, ground))
    guests = [n for n in people if not _at_home(n, ground)]
    if guests or any(
        t.ja in sheet.item.headline_ja for t in ground.house.terms
        if t.kind == "person" and t.country != ground.house.country and t.ja
    ):  # fmt: skip
        return
    first = next((p.text for p in sheet.parts if p.place == "body" and p.kind != "note"), "")
    for place, text in (("headline_en", sheet.item.headline_en), ("body", first[:160])):
        match = _OFFICIAL.search(text)
        if match and not _of_home(match.group(), ground):
            yield sheet.finding(
                place, "missing_name", "mid", match.group(), "the item never gives the name"
            )
            return


def _of_home(words: str, ground: Ground) -> bool:
    return any(hit.term.country == ground.house.country for hit in ground.termbase.hits(words))


def _at_home(name: str, ground: Ground) -> bool:
    term = ground.termbase.get(name, ("person",))
    return term is not None and term.country == ground.house.country

"""The first gate: what a drafted sentence says must stand in the passages it rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from torimatome.draft import days
from torimatome.draft.house_style import HouseForm, house_day, say
from torimatome.draft.terms import fold
from torimatome.model import Check, Passage, Sentence
from torimatome.text.listed import listed

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.UNICODE)
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")
_SAID_NUMBERS = {
    word: str(n)
    for n, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty"
        )
    )
}
_NO = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t|"
    r"den(?:y|ies|ied|ying))\b",
    re.IGNORECASE,
)
_MONTH_NAMES = frozenset(
    listed(
        "jan feb mar apr may jun jul aug sep sept oct nov dec "
        "january february march april june july august september october november december"
    )
)
_HOUSE_DAY = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.\s?(\d{1,2})(?:-(\d{1,2}))?\b"
    r"(?:,\s*(\d{4}))?"
)
# Abbreviations that say in other letters what the passage spells out, in house style.
_EXPANSIONS = {
    "fm": "foreign minister|minister of foreign affairs|foreign affairs minister",
    "pm": "prime minister",
    "mfa": "foreign ministry|ministry of foreign affairs|foreign affairs ministry",
    "mod": "defen[cs]e ministry|ministry of defen[cs]e",
    "spox": "spokes(?:man|woman|person)",
    "dm": "defen[cs]e minister|minister of defen[cs]e",
}


@dataclass(frozen=True)
class _Ground:
    """All that the passages give, in their own words and in house form."""

    quotes: tuple[str, ...]
    numbers: frozenset[str]
    days: frozenset[tuple[int, int]]  # (month, day)
    words: frozenset[str]
    folded: str


def check_sentence(sentence: Sentence, form: HouseForm | None = None) -> tuple[Check, ...]:
    """What of `sentence` its passages do not bear out; empty when all of it stands there.

    Looked at: numbers, days, names, negations and words in quotation marks. With the desk's
    `form` its own abbreviations and spellings count as the same; without, only the common ones.
    A sentence without a passage fails.
    """
    if not sentence.passages:
        return (Check("uncited", "The sentence points at no passage", "high"),)
    if any(_flat(sentence.text) == _flat(p.quote) for p in sentence.passages):
        return ()
    ground = _ground(sentence.passages, form)
    text, said_days = _take_days(sentence.text, form)
    checks = [
        *_days_checked(said_days, ground),
        *_numbers_checked(text, ground),
        *_names_checked(text, ground),
        *_negation_checked(text, ground),
        *_quotations_checked(text, ground),
    ]
    return tuple(checks)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _even(text: str) -> str:
    table = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-"})
    return _flat(text.translate(table))


def _ground(passages: Sequence[Passage], form: HouseForm | None) -> _Ground:
    own = [p.quote for p in passages]
    house = [say(p.quote, p.published, form) for p in passages] if form else []
    named: set[tuple[int, int]] = set()
    for passage in passages:
        if passage.published:
            day = date.fromisoformat(passage.published)
            named.add((day.month, day.day))
        for mention in days.find(passage.quote, passage.published):
            named.add((mention.first.month, mention.first.day))
            if mention.last:
                named.add((mention.last.month, mention.last.day))
    every = " \n ".join([*own, *house])
    words = {w for text in (*own, *house) for w in _split_words(text)}
    for short, long in _EXPANSIONS.items():
        if re.search(rf"\b(?:{long})\b", every, re.IGNORECASE):
            words.add(short)
    numbers = frozenset(n for text in own for n in _numbers(text))
    return _Ground(tuple(own), numbers, frozenset(named), frozenset(words), fold(_even(every)))


def _split_words(text: str) -> list[str]:
    found: list[str] = []
    for match in _WORDS.finditer(text):
        word = re.sub(r"'s?$", "", fold(match.group()).strip("."))
        found += [word, word.replace(".", ""), *re.split(r"[-'.]", word)]
    return found


def _numbers(text: str) -> list[str]:
    found = []
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[\u00a0\u202f]", "", match.group())
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
            digits = digits.replace(",", "")
        found.append(digits.replace(",", ".").lstrip("0") or "0")
    found += [_SAID_NUMBERS[w] for w in fold(text).replace("-", " ").split() if w in _SAID_NUMBERS]
    return found


def _take_days(text: str, form: HouseForm | None) -> tuple[str, list[tuple[int, int]]]:
    """The text without its days, and those days."""
    found: list[tuple[int, int]] = []
    names = list(form.style.months) if form else []
    if form:
        for match in house_day(form).finditer(text):
            month = next((n for n, m in enumerate(names, 1) if match.group().startswith(m)), 0)
            found.append((month, int(re.findall(r"\d+", match.group())[-1])))
        text = house_day(form).sub(" ", text)
    for match in _HOUSE_DAY.finditer(text):
        month = "JanFebMarAprMayJunJulAugSepOctNovDec".index(match[1]) // 3 + 1
        found += [(month, int(d)) for d in (match[2], match[3]) if d]
    text = _HOUSE_DAY.sub(" ", text)
    kept = text
    for mention in reversed(days.find(text, "")):
        found.append((mention.first.month, mention.first.day))
        if mention.last:
            found.append((mention.last.month, mention.last.day))
        kept = kept[: mention.start] + " " + kept[mention.end :]
    return re.sub(r"^\s*On\s*,", "", kept), found


def _days_checked(said: Sequence[tuple[int, int]], ground: _Ground) -> list[Check]:
    return [
        Check("days", f"The passage does not name the day {month:02d}-{day:02d}", "high")
        for month, day in said
        if (month, day) not in ground.days
    ]


def _numbers_checked(text: str, ground: _Ground) -> list[Check]:
    strange = [n for n in dict.fromkeys(_numbers(text)) if n not in ground.numbers]
    return [Check("numbers", f"The passage does not give the number {n}", "high") for n in strange]


def _names_checked(text: str, ground: _Ground) -> list[Check]:
    strange: list[str] = []
    for match in _WORDS.finditer(text):
        word = match.group()
        if not word[:1].isupper():
            continue
        folded = re.sub(r"'s?$", "", fold(word).strip("."))
        parts = [p for p in re.split(r"[-'.]", folded) if p]
        known = folded in ground.words or folded.replace(".", "") in ground.words
        if known or all(p in ground.words for p in parts) or folded in _MONTH_NAMES:
            continue
        if folded == "on" and not text[: match.start()].strip():
            continue
        strange.append(word)
    return [
        Check("names", f"The passage does not say {word!r}", "high")
        for word in dict.fromkeys(strange)
    ]


def _negation_checked(text: str, ground: _Ground) -> list[Check]:
    said = len(_NO.findall(text))
    given = sum(len(_NO.findall(quote)) for quote in ground.quotes)
    if said == given:
        return []
    return [Check("negation", "A negation of the passage was lost or added", "high")]


def _quotations_checked(text: str, ground: _Ground) -> list[Check]:
    plain = [_even(quote) for quote in ground.quotes]
    checks = []
    for match in _QUOTED.finditer(text):
        words = _even(next(group for group in match.groups() if group))
        if not any(words in quote for quote in plain):
            checks.append(Check("quotation", f"Not the words of the passage: {words!r}", "high"))
    return checks

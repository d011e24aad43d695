"""The rules of kind "synonym": one word in the place of another that says the same."""

import re
from functools import cache
from pathlib import Path

from mutations.base import Change, Pools, Real, either, in_quotes, put, roll

_PAIRS = Path(__file__).with_name("synonyms.txt")


@cache
def pairs() -> dict[str, tuple[str, ...]]:
    """What may stand for each word, from synonyms.txt."""
    table: dict[str, list[str]] = {}
    for line in _PAIRS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        old, sign, new = (part.strip() for part in re.split("([=>])", line))
        table.setdefault(old, []).append(new)
        if sign == "=":
            table.setdefault(new, []).append(old)
    return {old: tuple(new) for old, new in table.items()}


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either(pairs())}(?![\w-])")


def _found(text: str) -> list[re.Match[str]]:
    return [m for m in _anywhere().finditer(text) if not in_quotes(text, m.start())]


def synonym(real: Real, pools: Pools) -> Change | None:
    """One word or phrase becomes another that says the same, by synonyms.txt."""
    found = _found(real.text)
    if not found:
        return None
    match = found[roll("synonym" + real.text) % len(found)]
    options = pairs()[match.group()]
    return put(real.text, match.span(), options[roll(real.text) % len(options)])


def two_synonyms(real: Real, pools: Pools) -> Change | None:
    """Two words or phrases become others that say the same, by synonyms.txt."""
    found = _found(real.text)
    if len(found) < 2:
        return None
    text, was, now = real.text, [], []
    for match in (found[-1], found[0]):
        options = pairs()[match.group()]
        new = options[roll(real.text) % len(options)]
        text = put(text, match.span(), new).text
        was.append(match.group())
        now.append(new)
    return Change(text, " … ".join(reversed(was)), " … ".join(reversed(now)))


SPELLINGS = {
    "defense": "defence", "center": "centre", "labor": "labour", "program": "programme",
    "organization": "organisation", "organizations": "organisations", "neighbors": "neighbours",
    "criticized": "criticised", "recognize": "recognise", "recognized": "recognised",
    "favor": "favour", "honor": "honour", "behavior": "behaviour", "color": "colour",
    "meters": "metres", "kilometers": "kilometres", "theater": "theatre", "traveled": "travelled",
    "emphasized": "emphasised", "organized": "organised",
    "realize": "realise", "authorized": "authorised", "stabilize": "stabilise",
    "percent": "per cent", "toward": "towards", "among": "amongst", "U.S.": "US",
}  # fmt: skip
_SPELT = re.compile(rf"(?<![\w-]){either([*SPELLINGS, *SPELLINGS.values()])}(?![\w-])")


def spelling(real: Real, pools: Pools) -> Change | None:
    """British spelling for American, or the other way round."""
    both = SPELLINGS | {new: old for old, new in SPELLINGS.items()}
    for match in _SPELT.finditer(real.text):
        state = match.group() in {"U.S.", "US"}
        if state and (roll(real.text) % 6 or real.text[match.end() :][:1] in {"", ".", "”", '"'}):
            # One in six, or it would be all there is to see; and its stop may be the sentence's.
            continue
        if not in_quotes(real.text, match.start()):
            return put(real.text, match.span(), both[match.group()])
    return None


_LONG = {
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not",
    "wasn't": "was not", "weren't": "were not", "won't": "will not", "can't": "cannot",
    "couldn't": "could not", "wouldn't": "would not", "hasn't": "has not", "haven't": "have not",
    "aren't": "are not", "hadn't": "had not", "shouldn't": "should not",
    "it's been": "it has been", "they're": "they are", "we're": "we are", "he'll": "he will",
    "they've": "they have", "we've": "we have",
}  # fmt: skip
_SHORT = re.compile(either([*_LONG, *(s.replace("'", "’") for s in _LONG)]))


def contraction(real: Real, pools: Pools) -> Change | None:
    """A contraction is written out: didn't → did not."""
    if real.text.endswith("?"):
        return None
    for match in _SHORT.finditer(real.text):
        if not in_quotes(real.text, match.start()):
            return put(real.text, match.span(), _LONG[match.group().replace("’", "'")])
    return None


_DIGITS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "twelve": "12", "fifteen": "15", "twenty": "20",
}  # fmt: skip
_LETTERS = re.compile(rf"(?<![\w-]){either(_DIGITS)}(?= [a-z]+s\b)")


def number_in_figures(real: Real, pools: Pools) -> Change | None:
    """A number in letters is written in figures: three days → 3 days."""
    match = _LETTERS.search(real.text)
    if not match or in_quotes(real.text, match.start()):
        return None
    return put(real.text, match.span(), _DIGITS[match.group()])

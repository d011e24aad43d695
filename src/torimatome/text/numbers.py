"""Numbers with their units, alike in every language: "3,146 people", "3 тыс. человек", "１２人"."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from torimatome.text.days_words import level, month_of
from torimatome.text.yamls import read_yaml

# Languages that write 1.234,5; in the others 1,234.5. Where a group of three follows the mark and
# the language is not known, it parts thousands.
_COMMA_DECIMAL = frozenset({"ru", "uk", "az", "tr", "hy", "ka", "de", "fr", "es", "it"})
_DIGITS = re.compile(
    r"(?<![^\W\u3040-\u9fff])(?<![.,-])(?:(?P<sign>[$€£¥₼₽₺₾֏])\s?)?"
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|\d{1,3}(?:[.,٬]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,٫]\d+)?)"
    r"(?!\d|(?i:st|nd|rd|th)\b|-?(?:й|го|му|м|ым|я|е|ый|ая|ої|ій)\b|['’-]?(?:n?c[iıuü]|inci|ıncı)\b)"
)
_CJK_NUMBER = re.compile(
    r"[\d.,]*[一二三四五六七八九十百千万億兆][\d一二三四五六七八九十百千万億兆]*"
)
_KANJI = {k: n for n, k in enumerate("〇一二三四五六七八九")}
_KANJI_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[$€£¥₼₽₺₾֏%％٪]")
_SENTENCE_END = re.compile(r"[.!?;։]\s|[。！？\n]")
# How many words a unit may stand behind its number: "12 more Armenian servicemen".
_UNIT_WITHIN = 4
# How far what befell them may stand: "three of the soldiers who … were wounded".
_FATE_WITHIN = 8
# Behind these stands something else than what was counted: "one injured in a landmine explosion".
_ENDS_COUNTED = frozenset(
    "in from by at on with after during for to and or as в на из от по и у з від та під".split()
)
_NO_NOUN = frozenset(
    "of its their his her our the this these were was is are be been have has had more other others"
    " new further из их было были был".split()
)
_TENS = range(20, 100, 10)
_YEARS = range(1000, 2200)


@dataclass(frozen=True)
class Figure:
    """A number of something, where it stands: `text[start:end]`."""

    start: int
    end: int
    value: float
    unit: str  # "person", "USD", "%", "km", "mine" …; "" = the noun is not one we know
    fate: str = ""  # of people: killed, wounded, detained, missing, evacuated, released
    noun: str = ""  # the word behind the number as it stands, lower case
    about: str = ""  # "over", "under", "about" or "" = exact

    @property
    def kind(self) -> str:
        """What is counted, in one word that compares across languages: "killed", "USD", "km"."""
        return self.fate if self.unit in {"person", ""} and self.fate else self.unit


class _Lists(msgspec.Struct, frozen=True):
    words: dict[str, dict[str, int]]
    scales: dict[str, int]
    units: dict[str, tuple[str, ...]]
    fates: dict[str, tuple[str, ...]]
    about: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Finder:
    """Finds which of many words stand in a text, each under what it means."""

    whole: Mapping[str, str]
    stems: Mapping[str, tuple[tuple[str, str], ...]]  # by their first three letters
    unspaced: re.Pattern[str]

    def means(self, word: str) -> str:
        low = word.lower()
        if low in self.whole:
            return self.whole[low]
        spaced = " " in low
        near = self.stems.get(low[:3], ()) + self.stems.get(low[:2], ())
        return next((m for s, m in near if (" " in s) == spaced and low.startswith(s)), "")

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Where its words stand between two places, each with what it means."""
        words = list(_WORD.finditer(text, start, end))
        for number, match in enumerate(words):
            meaning = self.means(match.group())
            if meaning:
                yield match.start(), match.end(), meaning
            elif number + 1 < len(words):
                both = text[match.start() : words[number + 1].end()]
                meaning = self.means(both)
                if meaning:
                    yield match.start(), words[number + 1].end(), meaning
        if _JAPANESE.search(text, start, end):
            for match in self.unspaced.finditer(text, start, end):
                yield match.start(), match.end(), self.whole[match.group()]


def figures(text: str, language: str = "") -> list[Figure]:
    """The numbers of things in `text`, left to right; days, years and lone ordinals are left out.

    `language` is an ISO 639-1 code and says which mark parts thousands; "" when not known.
    """
    plain = _plain(text)
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(plain)), len(plain)]
    found: list[Figure] = []
    for start, end, value in _numbers(plain, language):
        place = bisect_right(ends, start)
        sentence = ends[place - 1], ends[min(place, len(ends) - 1)]
        figure = _figure(plain, (start, end), value, sentence)
        if figure is not None and not (found and figure.start < found[-1].end):
            found.append(figure)
    return found


def _plain(text: str) -> str:
    """Digits of any script as 0 to 9, each letter at its place."""
    if text.isascii():
        return text
    return "".join(
        str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text
    )  # fmt: skip


def _numbers(text: str, language: str) -> Iterator[tuple[int, int, float]]:
    found: list[tuple[int, int, float]] = []
    for match in _DIGITS.finditer(text):
        value = _value(match["number"], language)
        found.append((match.start(), match.end(), value))
    known = _lists().whole_words
    for match in _WORD.finditer(text):
        word = match.group().lower()
        said = known.get(word)
        if said is None and word.count("-") == 1:  # twenty-two
            tens, ones = (known.get(part, 0) for part in word.split("-"))
            said = tens + ones if tens in _TENS and 0 < ones < 10 else None
        if said is not None:
            found.append((match.start(), match.end(), float(said)))
    if _JAPANESE.search(text):
        for match in _CJK_NUMBER.finditer(text):
            value_ja = _japanese(match.group())
            if value_ja is not None:
                found.append((match.start(), match.end(), value_ja))
    found.sort(key=lambda row: (row[0], -row[1]))
    end = -1
    for start, stop, value in found:
        if start >= end:
            stop, value = _scaled(text, stop, value)
            yield start, stop, value
            end = stop


def _value(number: str, language: str) -> float:
    number = re.sub(r"[ \u00a0\u202f٬]", "", number).replace("٫", ".")
    marks = [c for c in number if c in ".,"]
    if not marks:
        return float(number)
    last = marks[-1]
    grouped = bool(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number))
    decimal_comma = language in _COMMA_DECIMAL
    if len(set(marks)) == 2:
        other = "," if last == "." else "."
        point = "." if marks.count(last) == 1 else ""  # "1,234.567,8" has none
        return float(number.replace(other, "").replace(last, point))
    if grouped and (len(marks) > 1 or last == ("." if decimal_comma else ",") or not language):
        return float(number.replace(last, ""))
    return float(number.replace(",", ".")) if len(marks) == 1 else float(number.replace(last, ""))


def _japanese(written: str) -> float | None:
    """三, 十二, 1億2千万, 3万5000 as numbers; None for what is none."""
    total, section, digits = 0.0, 0.0, ""
    try:
        for letter in written.replace(",", ""):
            if letter.isdigit() or letter == ".":
                digits += letter
            elif letter in _KANJI:
                digits += str(_KANJI[letter])
            elif letter in _KANJI_SCALES:
                section += (float(digits) if digits.strip(".") else 1.0) * _KANJI_SCALES[letter]
                digits = ""
            elif letter in _MYRIADS:
                section += float(digits) if digits.strip(".") else 0.0
                total += (section or 1.0) * _MYRIADS[letter]
                section, digits = 0.0, ""
        return total + section + (float(digits) if digits else 0.0)
    except ValueError:  # "1.2.3千"
        return None


def _scaled(text: str, end: int, value: float) -> tuple[int, float]:
    """ "3.5 million", "3 тыс.", "2 yüz min": the words of scale behind a number, multiplied in."""
    while True:
        match = _SCALE_NEXT.match(text, end)
        scale = _lists().scale(match["word"]) if match else 0
        if match is None or not scale:
            return end, value
        value *= scale
        end = match.end("word")


_SCALE_NEXT = re.compile(r"[\s-]{0,2}(?P<word>[^\W\d_]+)\.?")


def _figure(
    text: str, span: tuple[int, int], value: float, sentence: tuple[int, int]
) -> Figure | None:
    start, end = span
    lists = _lists()
    if _in_day(text, start, end):
        return None
    written = text[start:end]
    behind = text[end : min(sentence[1], end + 120)]
    unit, noun, stop = "", "", end
    if re.match(r"\s?[$€£¥₼₽₺₾֏]", written):
        unit = lists.units.means(written.strip()[0])
    elif written[-1] in "%％٪" or re.match(r"\s?[%％٪]", behind):
        unit = "%"
    elif _JAPANESE.match(behind):
        unit = next((u for u, form in lists.japanese if behind.startswith(form)), "")
    else:
        unit, noun, stop = _unit(behind, end)
    before = text[max(sentence[0], start - 40) : start]
    if not unit and re.search(r"(?i:yüzde)\s*$", before):
        unit = "%"
    fate = ""
    if unit in {"person", ""}:
        fate = _fate(text, (start, end), sentence)
    bare = written.strip().replace(",", "")
    if not unit and not fate:
        year = bare.isdigit() and len(bare) == 4 and int(bare) in _YEARS
        if year or not noun:
            return None
        if not bare[:1].isdigit() and not _counts(text, start, value, noun):
            return None
    if unit == "year" and (value in _YEARS or _ERA.search(before) or _MONTH_JA.match(behind)):
        return None
    if written.lower() in _ARTICLES and not (unit == "person" and fate):
        return None
    return Figure(start, max(stop, end), value, unit, fate, noun, _about(before, behind))


# Turkic and Persian "one" is "a", too: it counts people whom something befell.
_ARTICLES = frozenset(["bir", "یک"])
_ERA = re.compile("(?:令和|平成|昭和)$")
_MONTH_JA = re.compile(r"年\d{1,2}月")
# Behind these a number word counts nothing anew: "the two sides", "one of these three".
_KNOWN_ALREADY = re.compile(
    r"\b(?:the|these|those|both|its|their|his|her|our|your|my|any|or|every|either|neither|one\s+in|"
    r"day|week|round|phase|stage|part|article|level|section|group|number|chapter|war|top)\s+$",
    re.IGNORECASE,
)
_ASCII_PLURALS = frozenset("men women people children police troops personnel cattle sheep".split())
_MANY = re.compile(r"[a-z]{2,}(?<![suiaoy])s")


def _counts(text: str, start: int, value: float, noun: str) -> bool:
    """Whether a number written as a word counts the word behind it: "three gendarmes".

    Only where what is counted is plural, as far as its letters tell; "two" and more.
    """
    if value < 2 or _KNOWN_ALREADY.search(text[max(0, start - 12) : start]):
        return False
    return _plural(noun) if noun.isascii() else len(noun) > 3


def _plural(noun: str) -> bool:
    if not noun.isascii():
        return False
    return (
        bool(_MANY.fullmatch(noun))
        or noun.endswith(("ies", "oes", "eys"))
        or (noun in _ASCII_PLURALS or noun.endswith("men"))
    )


_MONTH_AHEAD = re.compile(r"([^\W\d_]{3,})\.?\s*(?:\d{1,2}\s*[-–]\s*)?$")
_MONTH_BEHIND = re.compile(r"(?:\s*[-–]\s*\d{1,2})?\s+(?:of\s+)?([^\W\d_]{3,})")


def _in_day(text: str, start: int, end: int) -> bool:
    """Whether a number is the day of a month: "March 5", "5 марта", "3-5 mart"."""
    if not text[start].isdigit() or end - start > 2:
        return False
    ahead = _MONTH_AHEAD.search(text, max(0, start - 24), start)
    behind = _MONTH_BEHIND.match(text, end)
    return any(match and month_of(level(match[1])) for match in (ahead, behind))


def _unit(behind: str, end: int) -> tuple[str, str, int]:
    lists = _lists()
    words = list(_WORD.finditer(behind))[:_UNIT_WITHIN]
    noun, many = "", ""  # the first word that may be it; the first in the plural
    for number, match in enumerate(words):
        gap = behind[words[number - 1].end() if number else 0 : match.start()]
        if re.search(r"[,.:;()0-9—–،؛՝、]", gap):
            break
        if match.group().lower() in _ENDS_COUNTED or lists.fates.means(match.group()):
            noun = many or noun or match.group().lower()
            break
        for size in (3, 2, 1):
            phrase = " ".join(w.group() for w in words[number : number + size])
            unit = lists.units.means(phrase) if len(phrase.split()) == size else ""
            if unit:
                return unit, noun or match.group().lower(), end + words[number + size - 1].end()
        if match.group().islower() and match.group() not in _NO_NOUN:
            noun = noun or match.group()
            many = many or (match.group() if _plural(match.group()) else "")
    return "", many or noun, end


def _fate(text: str, span: tuple[int, int], sentence: tuple[int, int]) -> str:
    """What befell those counted: the nearest such word, one behind the number before one ahead."""
    start, end = span
    best: tuple[int, str] | None = None
    for first, last, fate in _lists().fates.find(text, *sentence):
        between = text[end:first] if first >= end else text[last:start]
        away = len(between.split())
        if _JAPANESE.search(text[start : end + 1]):
            away = len(between) // 2
        # Another number between the two takes the word for itself.
        if re.search(r"\d", between) or away > _FATE_WITHIN:
            continue
        commas = sum(between.count(mark) for mark in ",、،") + len(_AND.findall(between))
        away = away * 2 + (3 if first < start else 0) + 3 * commas
        if best is None or away < best[0]:
            best = away, fate
    return best[1] if best else ""


# Parts two things that befell people as a comma does: "17 killed and 32 wounded".
_AND = re.compile(r"(?<!\w)(?:and|и|та|й|və|ve|و|և|ու|და)(?!\w)")


def _about(before: str, behind: str) -> str:
    low, after = before.lower(), behind[:14].lower()
    for meaning, words in _lists().about:
        for word in words:
            if re.search(rf"(?:^|\W){re.escape(word)}\s*$", low):
                return meaning
            if word in {"以上", "超", "未満", "以下", "den fazla", "dan fazla"} and word in after:
                return meaning
    return ""


@dataclass(frozen=True)
class _Compiled:
    whole_words: Mapping[str, int]
    scales: Mapping[str, int]
    scale_stems: tuple[tuple[str, int], ...]
    units: _Finder
    japanese: tuple[tuple[str, str], ...]  # (unit, form), longest form first
    fates: _Finder
    about: tuple[tuple[str, tuple[str, ...]], ...]

    def scale(self, word: str) -> int:
        low = word.lower()
        if low in self.scales:
            return self.scales[low]
        return next((size for stem, size in self.scale_stems if low.startswith(stem)), 0)


@lru_cache(maxsize=1)
def _lists() -> _Compiled:
    lists = msgspec.convert(read_yaml(Path(__file__).with_name("numbers.yaml")), _Lists)
    words = {word: n for row in lists.words.values() for word, n in row.items()}
    # Turkish and Azerbaijani "on" (ten) and Persian "نه" (nine) are prepositions and negations of
    # other languages: they are everywhere.
    words = {word: n for word, n in words.items() if word not in {"on", "نه"}}
    japanese = sorted(
        ((u, f.rstrip("*")) for u, row in lists.units.items() for f in row if _JAPANESE.search(f)),
        key=lambda pair: (-len(pair[1]), pair),
    )
    return _Compiled(
        words,
        {word: n for word, n in lists.scales.items() if not word.endswith("*")},
        tuple((word[:-1], n) for word, n in lists.scales.items() if word.endswith("*")),
        _finder(lists.units),
        tuple(japanese),
        _finder(lists.fates),
        tuple((meaning, row) for meaning, row in lists.about.items()),
    )


def _finder(rows: Mapping[str, Iterable[str]]) -> _Finder:
    every = [(form.lower(), meaning) for meaning, row in rows.items() for form in row]
    whole = {form: meaning for form, meaning in every if not form.endswith("*")}
    stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for form, meaning in sorted(every, key=lambda pair: -len(pair[0])):
        if form.endswith("*"):
            stems[form[:-1][:3]].append((form[:-1], meaning))
    unspaced = [form for form in sorted(whole, key=len, reverse=True) if _JAPANESE.search(form)]
    return _Finder(
        whole,
        {first: tuple(row) for first, row in stems.items()},
        re.compile("|".join(map(re.escape, unspaced)) or "(?!)"),
    )

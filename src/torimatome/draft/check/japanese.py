"""Slips of Japanese: wrong kanji, grammar, and the style of headlines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from torimatome.draft.check.ground import Ground, Wrong
from torimatome.draft.check.sheet import Part, Sheet
from torimatome.model import Finding

_KANJI = re.compile(r"[一-龠々]{2,}")
_SUBJECT = re.compile(
    r"^(?P<subject>[^、がは]{2,40}?)(?P<mark>は、|が、|は|が)(?!ん|い|き|じ|ら|っ|く|か国)"
)
_VERB_END = re.compile(r"[ぁ-ん]{0,6}(?:った|した|いた|れた|えた|きた|ている|である|ない)$")
# Measured on 104 headlines of the bulletin: the median is 28 characters, nine in ten are under 46.
_LONG = 46


@dataclass(frozen=True)
class Japanese:
    """The tables of Japanese, compiled once."""

    ground: Ground

    @cached_property
    def wrong(self) -> tuple[tuple[Wrong, re.Pattern[str]], ...]:
        """Every slip with its pattern."""
        return tuple((w, re.compile(w.pattern)) for w in self.ground.tables.japanese)

    @cached_property
    def near_words(self) -> dict[str, str]:
        """Kanji words of the desk with one character swapped for one that looks or sounds alike."""
        alike: dict[str, str] = {}
        for group in self.ground.tables.kanji_alike:
            for char in group:
                alike[char] = alike.get(char, "") + group.replace(char, "")
        known = self.words
        near: dict[str, str] = {}
        for word in sorted(known):
            if len(word) < 3:
                continue
            for at, char in enumerate(word):
                for other in alike.get(char, ""):
                    swapped = word[:at] + other + word[at + 1 :]
                    if swapped not in known and _KANJI.fullmatch(swapped):
                        near.setdefault(swapped, word)
        return near

    @cached_property
    def words(self) -> frozenset[str]:
        """Kanji words of the desk's terms and section headings."""
        texts = [term.ja for term in self.ground.house.terms]
        texts += [rule.heading_ja for rule in self.ground.house.sections]
        return frozenset(w for text in texts for w in _KANJI.findall(text))


def check(sheet: Sheet, japanese: Japanese) -> Iterator[Finding]:
    """Slips of Japanese in one Item."""
    for part in sheet.parts:
        if not part.japanese:
            continue
        taken: set[int] = set()
        for wrong, pattern in japanese.wrong:
            for match in pattern.finditer(part.text):
                taken.update(range(*match.span()))
                yield replace(
                    sheet.finding(part.place, wrong.kind, wrong.severity, match.group(), wrong.why),
                    suggestion=match.expand(wrong.suggest) if wrong.suggest else "",
                )
        yield from _old_forms(sheet, part, japanese)
        yield from _near(sheet, part, japanese, taken)
    yield from _style(sheet)


def _old_forms(sheet: Sheet, part: Part, japanese: Japanese) -> Iterator[Finding]:
    table = japanese.ground.tables.old_forms
    for match in re.finditer(r"[ァ-ヶー]*[一-龠々]+", part.text):
        old = [char for char in match.group() if char in table]
        if not old:
            continue
        right = "".join(table.get(char, char) for char in match.group())
        yield replace(
            sheet.finding(part.place, "ja_wrong_kanji", "high", match.group(),
                          f"{'、'.join(old)} is an old form"),
            suggestion=right,
        )  # fmt: skip


def _near(sheet: Sheet, part: Part, japanese: Japanese, taken: set[int]) -> Iterator[Finding]:
    for match in _KANJI.finditer(part.text):
        run = match.group()
        for size in range(min(len(run), 12), 2, -1):
            for start in range(len(run) - size + 1):
                wrong = run[start : start + size]
                right = japanese.near_words.get(wrong)
                if right and match.start() + start not in taken:
                    yield replace(
                        sheet.finding(part.place, "ja_wrong_kanji", "high", wrong,
                                      f"the desk's word is {right}"),
                        suggestion=right,
                    )  # fmt: skip
                    return


def _style(sheet: Sheet) -> Iterator[Finding]:
    headline = sheet.item.headline_ja
    subject = _SUBJECT.match(headline)
    if subject and not re.search(r"に関す|による|での|おける", subject["subject"]):
        words = headline[max(0, subject.start("mark") - 3) : subject.end("mark")]
        yield sheet.finding(
            "headline_ja", "ja_subject_marker", "low", words, '"、" after the subject in headlines'
        )
    end = _VERB_END.search(headline)
    if end:
        yield sheet.finding(
            "headline_ja", "ja_sentence_ending", "low", headline[-8:],
            "headlines end in a noun",
        )  # fmt: skip
    if len(headline) >= _LONG:
        yield sheet.finding(
            "headline_ja",
            "ja_headline_long",
            "low",
            headline[:12],
            f"{len(headline)} characters; most are under 40",
        )
    if len(sheet.item.headline_en.split()) > 22:
        yield sheet.finding(
            "headline_en", "en_headline_too_long", "low", sheet.item.headline_en[:60],
            f"{len(sheet.item.headline_en.split())} words",
        )  # fmt: skip

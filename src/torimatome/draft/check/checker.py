"""The copy check, put together: one Item while somebody types, or a whole Issue."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from torimatome.draft.check import (
    claims,
    dates,
    english,
    headlines,
    japanese,
    links,
    names,
    names_across,
    names_ja,
    order,
    outlets,
    repeats,
    typography,
    voice,
)
from torimatome.draft.check.finding import PLACES, SEVERITIES
from torimatome.draft.check.ground import Ground, Tables, latin_words, shipped
from torimatome.draft.check.known_names import Names
from torimatome.draft.check.sheet import Sheet, lay_out
from torimatome.draft.check.spelling import sound
from torimatome.model import Finding, House, Issue, Item, Period


@lru_cache(maxsize=1)
def _shipped() -> Tables:
    return shipped()


class Checker:
    """A desk's copy check, compiled once; every check after that is quick.

    Past issues (`archive`) tell how names and bodies were written before; without them the
    check knows the desk's terms and the Issue at hand.
    """

    def __init__(
        self, house: House, archive: Sequence[Issue] = (), tables: Tables | None = None
    ) -> None:
        self.ground = Ground(house, tables or _shipped(), tuple(archive))
        self._english = english.English(self.ground)
        self._japanese = japanese.Japanese(self.ground)
        self._headlines = headlines.Headlines(self.ground)
        self._names = Names(self.ground)
        self._sheets: dict[str, Sheet] = {}
        self._last: tuple[Issue, _Around] | None = None

    def item(self, item: Item, issue: Issue | None = None) -> tuple[Finding, ...]:
        """What is wrong with one Item; with `issue`, also against its period and its words."""
        old = next((i for i in issue.items if i.id == item.id), None) if issue else None
        before = self._sheet(old) if old else None
        sheet = before if before and old is item else lay_out(item)
        around = (self._around_issue(issue) if issue else _Around()).with_item(before, sheet)
        return _sorted(self._of_item(sheet, issue.period if issue else None, around), [item.id])

    def issue(self, issue: Issue) -> tuple[Finding, ...]:
        """What is wrong with a whole Issue, Item by Item in printed order."""
        sheets = [self._sheet(item) for item in issue.items]
        name = issue_name(issue)
        around = self._around_issue(issue)
        found: list[Finding] = []
        for sheet in sheets:
            found += self._of_item(sheet, issue.period, around)
        found += repeats.check(sheets, self.ground)
        found += names_across.across(sheets, self._names)
        found += order.check(issue, name, sheets, self.ground)
        found += typography.across(sheets, name)
        return _sorted(found, [name, *(item.id for item in issue.items)])

    def _sheet(self, item: Item) -> Sheet:
        """The Item laid out; as long as it stays as it is, it is laid out once."""
        kept = self._sheets.get(item.id)
        if kept is None or (kept.item is not item and kept.item != item):
            kept = self._sheets[item.id] = lay_out(item)
        return kept

    def _around_issue(self, issue: Issue) -> "_Around":
        """The words of an Issue; the same object is counted once."""
        if self._last is None or self._last[0] is not issue:
            self._last = (issue, _Around([self._sheet(item) for item in issue.items]))
        return self._last[1]

    def _of_item(self, sheet: Sheet, period: Period | None, around: "_Around") -> Iterator[Finding]:
        yield from dates.check(sheet, self.ground, period)
        yield from outlets.check(sheet, self.ground)
        yield from typography.check(sheet, self.ground)
        yield from english.check(sheet, self._english, around.lower)
        yield from japanese.check(sheet, self._japanese)
        yield from headlines.check(sheet, self._headlines)
        yield from names.check(sheet, self._names, around.by_sound, around.words)
        yield from names_ja.check(sheet, self._names)
        yield from voice.check(sheet)
        yield from links.check(sheet)
        yield from claims.check(sheet)


class _Around:
    """The words of an Issue, counted, for one Item to be compared with."""

    def __init__(self, sheets: Sequence[Sheet] = ()) -> None:
        self.words = latin_words(sheets)
        self.lower: Counter[str] = Counter()
        self.by_sound: dict[str, set[str]] = defaultdict(set)
        for word, count in self.words.items():
            self.lower[word.lower()] += count
            self._hear(word)

    def with_item(self, before: Sheet | None, after: Sheet) -> "_Around":
        """The same with one Item's words exchanged; the Issue's own count stays as it is."""
        if before is after:
            return self
        new = _Around()
        new.words, new.lower = self.words.copy(), self.lower.copy()
        new.by_sound = defaultdict(set, self.by_sound)
        for sheet, sign in ((before, -1), (after, 1)):
            for word, count in sheet.words.items() if sheet else ():
                new.words[word] += sign * count
                new.lower[word.lower()] += sign * count
        for word in after.words:
            if word not in self.words and _is_name(word):
                new.by_sound[sound(word)] = new.by_sound[sound(word)] | {word}
        return new

    def _hear(self, word: str) -> None:
        if _is_name(word):
            self.by_sound[sound(word)].add(word)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and len(word) > 4 and not word.isupper()


def issue_name(issue: Issue) -> str:
    """What findings call the Issue itself: "issue-" and its file's number or its first day."""
    stem = re.sub(r"\.\w+$", "", issue.file.rsplit("/", 1)[-1])
    return f"issue-{stem or issue.period.start}"


def _sorted(findings: Iterable[Finding], ids: Sequence[str]) -> tuple[Finding, ...]:
    """By Item as printed, then headline before body, worst first; each said once."""
    at = {name: n for n, name in enumerate(ids)}
    kept: dict[tuple[str, str, str, str], Finding] = {}
    for finding in findings:
        if not finding.words.strip():  # an empty citation: nothing to point at but the Item
            finding = replace(finding, words=finding.item)
        key = (finding.item, finding.place, finding.kind, finding.words)
        before = kept.get(key)
        if before is None or SEVERITIES.index(finding.severity) < SEVERITIES.index(before.severity):
            kept[key] = finding
    return tuple(
        sorted(
            kept.values(),
            key=lambda f: (
                at.get(f.item, -1),
                PLACES.index(f.place),
                SEVERITIES.index(f.severity),
                f.kind,
                f.words,
            ),
        )
    )

"""The front of the modern design: item numbers, a calendar of the period, who met whom."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from torimatome.model import Actor, Issue, Item
from torimatome.publish.plain import printable
from torimatome.publish.printed import Page

# Columns a calendar has on a page of A5 and on a telephone; a longer period is parted evenly.
MOST_COLUMNS = 8
# Lines of "who met whom" that leave room for the contents on the same two pages.
MOST_MEETINGS = 24
MEETINGS = {
    "meeting": ("会談", "meeting"),
    "visit": ("訪問", "visit"),
    "phone_call": ("電話", "phone call"),
    "phone call": ("電話", "phone call"),
}
# Roles by which gold and drafts name a state or a text rather than somebody who can be met.
_NOBODY = re.compile(r"(?i)^(?:state|country|index|document|agreement)\b")


@dataclass(frozen=True)
class Column:
    """A day, or a few, of the calendar."""

    label: str  # 8日, 8 May, 8–10 May
    items: tuple[tuple[int, ...], ...]  # item numbers, one tuple a section


@dataclass(frozen=True)
class Met:
    """One meeting, visit or call as an item tells it."""

    item: int  # the item's number
    name: str
    role: str  # "" = not told
    kind: str  # 会談 | meeting …
    day: str  # "" = not told


@dataclass(frozen=True)
class Hub:
    """Somebody and all whom they met; who met most comes first."""

    name: str
    role: str
    met: tuple[Met, ...]


@dataclass(frozen=True)
class Overview:
    """What the modern design draws before the first section. All of it is the Issue's own."""

    numbers: dict[str, int]  # Item.id → 1, 2, … in printed order
    columns: tuple[Column, ...]
    undated: tuple[int, ...]  # items without a day in the period
    hubs: tuple[Hub, ...]


def overview(issue: Issue, page: Page) -> Overview:
    """The overview in the language the page speaks."""
    order = [item.id for section in page.sections for item in section.items]
    numbers = {one: place for place, one in enumerate(order, start=1)}
    items = {item.id: item for item in issue.items}
    homes = {i.id: n for n, s in enumerate(page.sections) for i in s.items}
    days = {one: _day(items[one], page) for one in order}
    columns = _columns(page, {numbers[k]: (homes[k], day) for k, day in days.items() if day})
    undated = tuple(numbers[one] for one in order if not days[one])
    return Overview(numbers, columns, undated, _hubs([items[o] for o in order], numbers, page))


def _day(item: Item, page: Page) -> date | None:
    """The day of the event where it lies in the period, else of its first report."""
    for text in (item.event_date, *(c.date_start for c in item.citations[:1])):
        try:
            day = date.fromisoformat(text or "")
        except ValueError:
            continue
        if page.start is not None and page.start <= day <= page.day:
            return day
    return None


def _columns(page: Page, placed: dict[int, tuple[int, date]]) -> tuple[Column, ...]:
    if page.start is None or not placed or not page.listed:
        return ()
    length = (page.day - page.start).days + 1
    wide = -(-length // MOST_COLUMNS)  # days a column
    columns = []
    for first in range(0, length, wide):
        start = page.start + timedelta(first)
        end = min(start + timedelta(wide - 1), page.day)
        within = {n: home for n, (home, day) in placed.items() if start <= day <= end}
        by_section = tuple(
            tuple(sorted(n for n, home in within.items() if home == place))
            for place in range(len(page.sections))
        )
        columns.append(Column(_label(start, end, page, first=first == 0), by_section))
    return tuple(columns)


_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _label(start: date, end: date, page: Page, *, first: bool) -> str:
    if page.language == "ja":
        month = f"{start.month}月" if first or start.day <= (end - start).days + 1 else ""
        if start == end:
            return f"{month}{start.day}日"
        other = f"{end.month}月" if end.month != start.month else ""
        return f"{month}{start.day}～{other}{end.day}日"
    month = f" {_SHORT[start.month - 1]}"
    if start == end:
        return f"{start.day}{month}"
    if start.month == end.month:
        return f"{start.day}–{end.day}{month}"
    return f"{start.day}{month} – {end.day} {_SHORT[end.month - 1]}"


def _hubs(items: Sequence[Item], numbers: dict[str, int], page: Page) -> tuple[Hub, ...]:
    told = [(item, _people(item)) for item in items if item.event_type in MEETINGS]
    told = [(item, people) for item, people in told if len(people) > 1]
    often: Counter[str] = Counter()
    for _, people in told:
        often.update({_key(actor) for actor in people})
    hubs: dict[str, tuple[Actor, list[Met]]] = {}
    shown = 0
    for item, people in told:
        hub = max(people, key=lambda actor: (often[_key(actor)], -people.index(actor)))
        _, met = hubs.setdefault(_key(hub), (hub, []))
        for other in people:
            # Those of the hub's own side come along; whom they met is the other side's.
            own = other.country and other.country == hub.country
            foreign = any(p.country and p.country != hub.country for p in people)
            if _key(other) == _key(hub) or (own and foreign) or shown >= MOST_MEETINGS:
                continue
            met.append(_met(other, item, numbers[item.id], page))
            shown += 1
    return tuple(
        Hub(*_named(hub, page), tuple(met))
        for hub, met in sorted(hubs.values(), key=lambda pair: -len(pair[1]))
        if met
    )


def _people(item: Item) -> list[Actor]:
    """Those the headlines name: a body also tells of people who were only spoken of."""
    seen: dict[str, Actor] = {}
    for actor in item.actors:
        if _in_headline(actor, item) and not _NOBODY.match(actor.role or ""):
            seen.setdefault(_key(actor), actor)
    return list(seen.values())


def _in_headline(actor: Actor, item: Item) -> bool:
    words = actor.name_en.casefold().split()
    english = re.findall(r"[^\W_]+", item.headline_en.casefold())
    japanese = bool(actor.name_ja) and str(actor.name_ja) in item.headline_ja
    return bool(words) and (japanese or re.sub(r"\W", "", words[-1]) in english)


def _key(actor: Actor) -> str:
    return (actor.norm_en or actor.name_en).casefold()


def _met(actor: Actor, item: Item, number: int, page: Page) -> Met:
    name, role = _named(actor, page)
    ja, en = MEETINGS[item.event_type or ""]
    day = _day(item, page)
    label = _label(day, day, page, first=True) if day else ""
    return Met(number, name, role, ja if page.language == "ja" else en, label)


def _named(actor: Actor, page: Page) -> tuple[str, str]:
    """Name and, behind it, office and state: in Japanese only where both are known in it."""
    if page.language == "ja" and actor.name_ja:
        return printable(actor.name_ja), printable(actor.title_ja or "")
    # The office held first is enough in a chart; the item tells the rest.
    office = re.split(r"[,;(]| [–-] ", actor.role or "")[0].strip()
    own = actor.name_en.casefold()  # who is named by the office alone is told it once
    about = ", ".join(p for p in (office, actor.country) if p and p.casefold() not in own)
    return printable(actor.name_en), printable(about)

"""A week's Stories as rows, and what the list filters them by, worked out once a week's state."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from torimatome.edit import Week
from torimatome.edit.web.room import Room
from torimatome.edit.web.saying import LANGUAGES
from torimatome.edit.working import period_key
from torimatome.model import Article, Item, Story
from torimatome.model.act import Choice, choice_of
from torimatome.text.reasons import said, together


@dataclass(frozen=True)
class Row:
    """One Story in the list."""

    story: Story
    title: str
    spoken: str  # the language of the title
    headline: str  # of its Item, where it has one
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    days: tuple[tuple[str, int], ...]  # day, articles that came that day
    fate: str  # as a person chose: "" | include | drop | later
    section: str
    origins: int
    reprints: int
    why: str  # coded reasons


@dataclass(frozen=True)
class Filed:
    """What a Story is found by."""

    story: Story
    outlets: frozenset[str]  # ids
    languages: frozenset[str]
    text: str  # everything the filter by words looks through, folded


@dataclass(frozen=True)
class Shelf:
    """A week's Stories, ready to be filtered."""

    filed: tuple[Filed, ...]
    items: Mapping[str, Item]  # by Story.id
    outlets: tuple[str, ...]  # ids that report this week
    languages: tuple[str, ...]
    days: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What the list is filtered by; "" lets everything through."""

    section: str = ""
    outlet: str = ""
    language: str = ""
    state: str = ""
    words: str = ""
    out: bool = False  # those left out instead of those proposed


def shelf_of(room: Room, week: Week) -> Shelf:
    """The week's Stories, worked out once."""
    return room.memory.get(("shelf", period_key(week.period)), (week,), lambda: _shelf(room, week))


def whys(story: Story) -> tuple[str, ...]:
    """Why a Story is left out, else why it stands where it does: coded reasons."""
    return (story.left_out,) if story.left_out else story.reasons


def number_of(text: str) -> int:
    """A number in an address; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _shelf(room: Room, week: Week) -> Shelf:
    named = {outlet.id: outlet.citation for outlet in room.editor.desk.house.outlets}
    drafted = (*week.draft.left_out, *week.draft.items)
    items = {id_: one for one in drafted for id_ in (one.story, *one.rolled_up) if id_}
    filed = []
    outlets: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for story in week.stories:
        members = _members(week, story)
        item = items.get(story.id)
        its = frozenset(a.outlet for a in members)
        spoken = frozenset(a.language for a in members)
        texts = [a.title for a in members] + [named.get(o, o) for o in sorted(its)]
        texts += [item.headline_ja, item.headline_en] if item else []
        texts += [said(r, language) for language in LANGUAGES for r in whys(story)]
        filed.append(Filed(story, its, spoken, "\n".join(texts).casefold()))
        outlets.update(its)
        languages.update(spoken)
    first, last = date.fromisoformat(week.period.start), date.fromisoformat(week.period.end)
    days = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
    in_order = sorted(outlets, key=lambda o: (named.get(o, o), o))
    return Shelf(tuple(filed), items, tuple(in_order), tuple(sorted(languages)), tuple(days))


def matching(shelf: Shelf, asked: Asked, choices: Mapping[str, Choice]) -> list[Story]:
    """The Stories that pass the filter, in the week's order."""
    wanted = asked.words.casefold()
    found = []
    for one in shelf.filed:
        story = one.story
        if bool(story.left_out) != asked.out:
            continue
        if asked.outlet and asked.outlet not in one.outlets:
            continue
        if asked.language and asked.language not in one.languages:
            continue
        if wanted and wanted not in one.text:
            continue
        if asked.section or asked.state:
            choice = choice_of(story.articles, choices)
            if asked.section and (choice.section or story.section) != asked.section:
                continue
            if asked.state and (choice.choice or "open") != asked.state:
                continue
        found.append(story)
    return found


def row_of(room: Room, week: Week, story: Story, choices: Mapping[str, Choice]) -> Row:
    """One Story as the pages show it."""
    shelf = shelf_of(room, week)
    members = _members(week, story)
    named = {outlet.id: outlet.citation for outlet in room.editor.desk.house.outlets}
    item = shelf.items.get(story.id)
    choice = choice_of(story.articles, choices)
    by_day = Counter(a.day or a.seen.date().isoformat() for a in members)
    titled = [a for a in members if a.title]
    first = next((a for a in titled if a.language == "en"), titled[0] if titled else None)
    return Row(
        story=story,
        title=first.title if first else story.id,
        spoken=first.language if first and first.language != "und" else "en",
        headline=item.headline_ja if item else "",
        outlets=tuple(sorted({named.get(a.outlet, a.outlet) for a in members})),
        languages=tuple(sorted({a.language for a in members})),
        days=tuple((day, by_day.get(day, 0)) for day in shelf.days),
        fate=choice.choice,
        section=choice.section or story.section,
        origins=len(story.origins),
        reprints=max(0, len(members) - len(story.origins)),
        why=together(whys(story)),
    )


def _members(week: Week, story: Story) -> list[Article]:
    ids: Iterable[str] = story.articles
    return [week.articles[a] for a in ids if a in week.articles]

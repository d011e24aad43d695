"""The pages of names: which Issues each hangs on, and its HTML."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup, escape

from torimatome.model.archive import Kept, Meeting, Mention, NamePage
from torimatome.publish.site import address
from torimatome.publish.site.nouns import File, Leaf, LeafItem, NameOf, SiteHouse, marked, once
from torimatome.publish.site.pages import KINDS, Frame
from torimatome.publish.site.templates import rendered

# A name with more items than this shows the newest here and the others a page a year.
ITEMS_A_PAGE = 100
_MET = 60  # whom a page lists as met, the most often first
_MET_DAYS = 6  # of each
_Found = Sequence[tuple[str, LeafItem]]  # key of the Issue, Item


@dataclass(frozen=True)
class NameLine:
    """One line of a list of names."""

    name: str
    ja: str
    count: int
    path: str


@dataclass(frozen=True)
class NameView:
    """What the pages of one name share."""

    house: SiteHouse
    kind: str
    name: str
    places: Mapping[tuple[str, str], str]  # (issue, item id) → its page
    years: tuple[tuple[str, int], ...]  # with how many items each; () = all stand on one page


class Names:
    """Every page of a name and of a kind of names, from the current Leaves."""

    def __init__(self, house: SiteHouse, base: str, told: NameOf) -> None:
        self._house = house
        self._base = base
        self._told = told
        self._places: Callable[[], Mapping[tuple[str, str], str]] = dict

    def files(self, leaves: Sequence[Leaf], marks: Mapping[str, str]) -> Iterator[File]:
        """A page a name, and a list of the names of each kind; `marks` are those of the Issues."""
        self._places = once(partial(_places, leaves))
        listed: dict[str, list[NameLine]] = {kind: [] for kind in address.FOLDERS}
        for (kind, name), (ja, found) in sorted(_where(leaves).items()):
            listed[kind].append(NameLine(name, ja, len(found), address.name_page(kind, name)))
            yield from self._files_of(NamePage(kind, name, ja, (), (), (), (), ()), found, marks)
        for kind, lines in listed.items():
            mark = marked(self._base, repr(lines))
            yield File(
                f"{address.FOLDERS[kind]}.html", mark, partial(names_page, self._house, kind, lines)
            )

    def _files_of(self, alone: NamePage, found: _Found, marks: Mapping[str, str]) -> Iterator[File]:
        kind, name = alone.kind, alone.name
        told = once(lambda: self._told(kind, name, [i.kept for _, i in found]))
        years: dict[str, list[Kept]] = defaultdict(list)
        if len(found) > ITEMS_A_PAGE:
            for _, item in found:
                years[item.kept.day[:4]].append(item.kept)
        counts = tuple((year, len(years[year])) for year in sorted(years, reverse=True))
        view = once(lambda: NameView(self._house, kind, name, self._places(), counts))
        own = [marks[key] for key in dict.fromkeys([key for key, _ in found])]
        yield File(
            address.name_page(kind, name), marked(self._base, *own),
            lambda: name_page(view(), told(), told().items[:ITEMS_A_PAGE], ""),
        )  # fmt: skip
        for year, items in years.items():
            # Of its own issues and the list of years: a new issue leaves the years before alone.
            keys = dict.fromkeys([kept.issue for kept in items])
            mark = marked(self._base, repr([*years]), alone.ja, *[marks[key] for key in keys])
            yield File(
                address.name_page(kind, name, year), mark,
                partial(_name_year, view, alone, items, year),
            )  # fmt: skip


def _where(leaves: Sequence[Leaf]) -> dict[tuple[str, str], tuple[str, _Found]]:
    """Every name with its Japanese form, if any Item has it, and the Items that name it."""
    where: dict[tuple[str, str], list[tuple[str, LeafItem]]] = defaultdict(list)
    japanese: dict[tuple[str, str], str] = {}
    for leaf in leaves:
        for item in leaf.items:
            one = leaf.key, item
            for mention in item.kept.mentions:
                if mention.kind in address.FOLDERS:
                    name = mention.kind, mention.name
                    where[name].append(one)
                    if mention.ja and name not in japanese:
                        japanese[name] = mention.ja
    return {name: (japanese.get(name, ""), found) for name, found in where.items()}


def _places(leaves: Sequence[Leaf]) -> dict[tuple[str, str], str]:
    """The page of each Item, by what it is kept under."""
    return {
        (item.kept.issue, item.kept.id): address.item_page(leaf.key, item.slug)
        for leaf in leaves
        for item in leaf.items
    }


def _name_year(
    view: Callable[[], NameView], alone: NamePage, own: Sequence[Kept], year: str
) -> bytes:
    """A name's page of one year's items, the newest first."""
    newest = tuple(sorted(own, key=lambda k: (k.day, k.issue, k.id), reverse=True))
    return name_page(view(), replace(alone, items=newest), newest, year)


def name_page(view: NameView, told: NamePage, items: Sequence[Kept], year: str) -> bytes:
    """All that is kept of a name, or its items of one year."""
    ja, en = KINDS[view.kind]
    title = " ".join(part for part in (told.ja, told.name, year) if part)
    frame = Frame(
        address.name_page(view.kind, view.name, year), title,
        f"{title}: {en}, {len(told.items)} items", view.kind,
    )  # fmt: skip
    return rendered(
        "name.html.jinja", frame=frame, house=view.house, told=told, items=items, year=year,
        kind=(ja, en), view=view, where=address, lines=_lines(items, view.places, frame.up),
        met=_met(told.met[:_MET], view.places, frame.up),
    )  # fmt: skip


def _lines(items: Sequence[Kept], places: Mapping[tuple[str, str], str], up: str) -> Markup:
    """Each item's day and headlines, a line each; a template takes three times as long for it."""
    lines = []
    for kept in items:
        day, href = escape(kept.day), escape(up + places[(kept.issue, kept.id)])
        ja = f'<span class="ja" lang="ja">{escape(kept.headline_ja)}</span>'
        en = f' <span class="en" lang="en">{escape(kept.headline_en)}</span>'
        lines.append(
            f'<li class="line"><a href="{href}"><time datetime="{day}">{day}</time> '
            f"{ja if kept.headline_ja else ''}{en if kept.headline_en else ''}</a></li>\n"
        )
    return Markup("".join(lines))  # noqa: S704 (escaped above)


def _met(meetings: Sequence[Meeting], places: Mapping[tuple[str, str], str], up: str) -> Markup:
    """Who met and when, a line each, put together here for the same reason."""
    lines = []
    for meeting in meetings:
        people = [
            f'<a href="{escape(up + address.name_page("person", one.name))}">{_both(one)}</a>'
            for one in meeting.people
        ]
        days = [_day(kept, places, up) for kept in meeting.items[:_MET_DAYS]]
        further = f" … ({len(meeting.items)})" if len(meeting.items) > _MET_DAYS else ""
        lines.append(
            f'<li>{" – ".join(people)} <span class="count">{", ".join(days)}{further}</span></li>\n'
        )
    return Markup("".join(lines))  # noqa: S704 (escaped above)


def _both(person: Mention) -> str:
    """A name in both languages, as parts.jinja's `both` has it."""
    ja = f'<span lang="ja">{escape(person.ja)}</span>' if person.ja else ""
    en = f'<span class="en" lang="en">{escape(person.name)}</span>' if person.name else ""
    return f"{ja}{' ' if ja and en else ''}{en}"


def _day(kept: Kept, places: Mapping[tuple[str, str], str], up: str) -> str:
    """An item's day, leading to the item."""
    day, place = escape(kept.day), places.get((kept.issue, kept.id))
    told = f'<time datetime="{day}">{day}</time>'
    return f'<a href="{escape(up + place)}">{told}</a>' if place else told


def names_page(house: SiteHouse, kind: str, lines: Sequence[NameLine]) -> bytes:
    """Every name of a kind, by its first letter."""
    ja, en = KINDS[kind]
    frame = Frame(f"{address.FOLDERS[kind]}.html", f"{ja} {en}", "", kind)
    letters: dict[str, list[NameLine]] = {}
    for line in sorted(lines, key=lambda one: (one.name.casefold(), one.name)):
        letters.setdefault(line.name[:1].upper() or "…", []).append(line)
    return rendered(
        "names.html.jinja", frame=frame, house=house, kind=(ja, en), letters=letters,
        kinds=KINDS, where=address,
    )  # fmt: skip

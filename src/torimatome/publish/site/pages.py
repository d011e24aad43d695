"""The site's pages: Leaves and printed Items become HTML that needs no script to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from torimatome.model import Issue
from torimatome.publish.calendar import announced
from torimatome.publish.plain import printable
from torimatome.publish.printed import Page, PrintedItem
from torimatome.publish.site import address, item_html
from torimatome.publish.site.nouns import Leaf, LeafItem, Listed, SiteHouse
from torimatome.publish.site.templates import framed, macro, rendered

KINDS = {
    "person": ("人物", "People"),
    "organisation": ("組織", "Organisations"),
    "place": ("地名", "Places"),
    "country": ("国", "Countries"),
}
FORM_NAMES = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("HTML", "text/html"),
    "json": ("JSON", "application/json"),
    "md": ("Markdown", "text/markdown"),
    "csv": ("CSV", "text/csv"),
    "ics": ("iCalendar", "text/calendar"),
}
_NEWEST = 100  # items a section's page shows; the issues have all
_RECENT = 12  # issues the front page lists
_NAMED = 16  # names the front page shows


@dataclass(frozen=True)
class Body:
    """An Item as it is printed, and its HTML."""

    item: PrintedItem
    headline: Markup  # the Japanese one, with where it may break
    html: Markup  # its marks lead to "#s1", "#s2", … of the Item's own page


@dataclass(frozen=True)
class SectionLine:
    """A section as the site knows it: by its kind, which outlives renumbering."""

    kind: str
    ja: str
    en: str
    tone: int  # which of the colours it has


@dataclass(frozen=True)
class Frame:
    """What stands around a page: its address, title and what a shared link shows."""

    path: str
    title: str
    description: str = ""
    here: str = ""  # which part of the site is lit in its head
    card: str = ""  # path of its picture
    article: bool = False
    feed: str = ""  # path of its own feed, without ending
    search: bool = True  # whether the head holds the field to search in

    @property
    def up(self) -> str:
        """What leads back to the site's folder."""
        return address.up(self.path)


@dataclass(frozen=True)
class IssueView:
    """What the pages of one Issue share."""

    house: SiteHouse
    leaves: tuple[Leaf, ...]
    around: tuple[Listed | None, Listed | None]  # the Issue before, the one after
    editions: tuple[Listed, ...]

    @property
    def now(self) -> Leaf:
        """The current version."""
        return self.leaves[-1]

    @cached_property
    def withdrawn(self) -> tuple[LeafItem, ...]:
        """Items of earlier versions that the current one has no more."""
        there = {item.slug for item in self.now.items}
        found = {i.slug: i for one in self.leaves for i in one.items if i.slug not in there}
        return tuple(found.values())


def announces(issue: Issue) -> bool:
    """Whether an Issue tells of days to come."""
    return bool(announced(issue))


def bodies(page: Page) -> list[Body]:
    """Every Item of a printed Issue, in its order."""
    return [
        Body(item, item_html.headline(item), item_html.body(item))
        for section in page.sections
        for item in section.items
    ]


def forms_of(edition: Listed, leaf: Leaf) -> tuple[str, ...]:
    """The forms an edition is offered in; a calendar only where something is announced."""
    return tuple(form for form in edition.forms if form != "ics" or leaf.announces)


def form_path(edition: Listed, form: str) -> str:
    """Where a form of an edition lies."""
    return f"issues/{edition.key}/{edition.name}.{form}"


def item_page(view: IssueView, place: int, body: Body) -> bytes:
    """An Item's own page, with every passage it rests on."""
    leaf = view.now
    item = leaf.items[place]
    corrected = [c for c in leaf.corrections if item.kept.id in c.items]
    frame = Frame(
        address.item_page(leaf.key, item.slug),
        item.kept.headline_en or item.kept.headline_ja,
        item.excerpt,
        "issues",
        f"issues/{leaf.key}/card.png",
        article=True,
    )
    told = str(macro("parts.jinja", "corrections")(corrected)).strip() + "\n" if corrected else ""
    own = item_html.ItemView(
        leaf, item, tone_of(item.kept.section), told,
        leaf.items[place - 1] if place else None,
        leaf.items[place + 1] if place + 1 < len(leaf.items) else None,
    )  # fmt: skip
    main = item_html.main_part(own, body.item, (body.headline, body.html))
    return framed(frame, view.house, main)


def withdrawn_page(view: IssueView, item: LeafItem) -> bytes:
    """What stands at the address of an Item that a later version took back."""
    last = next(one for one in reversed(view.leaves) if item in one.items)
    path = address.item_page(view.now.key, item.slug)
    frame = Frame(path, item.kept.headline_en or item.kept.headline_ja, "", "issues")
    return rendered(
        "withdrawn.html.jinja", frame=frame, house=view.house, leaf=view.now, last=last,
        item=item, where=address,
    )  # fmt: skip


def issue_page(view: IssueView, issue: Issue, printed: Sequence[Body]) -> bytes:
    """An Issue whole: contents, items, files, the versions before and the Issues around it."""
    leaf = view.now
    frame = Frame(
        address.issue_page(leaf.key), f"{leaf.title_ja} {leaf.period}", _contents(leaf), "issues",
        f"issues/{leaf.key}/card.png", article=True,
    )  # fmt: skip
    own = f"{leaf.key}/item-"
    shown = [
        Markup(str(body.html).replace('href="#s', f'href="{own}{item.slug}.html#s'))  # noqa: S704
        for body, item in zip(printed, leaf.items, strict=True)
    ]
    return _issue(view, leaf, issue, (frame, printed, shown))


def version_page(view: IssueView, leaf: Leaf, issue: Issue, printed: Sequence[Body]) -> bytes:
    """A version that another has replaced, whole and marked as such."""
    path = address.version_page(leaf.key, leaf.version)
    title = f"{leaf.title_ja} {leaf.period} (v{leaf.version})"
    frame = Frame(path, title, "", "issues")
    shown = [
        Markup(str(body.html).replace('href="#s', f'href="#{item.slug}-s'))  # noqa: S704
        for body, item in zip(printed, leaf.items, strict=True)
    ]
    return _issue(view, leaf, issue, (frame, printed, shown))


def _issue(
    view: IssueView,
    leaf: Leaf,
    issue: Issue,
    made: tuple[Frame, Sequence[Body], Sequence[Markup]],
) -> bytes:
    frame, printed, shown = made
    sections = []
    for section in issue.sections:
        rows = [
            (item, body, html)
            for item, body, html, whole in zip(leaf.items, printed, shown, issue.items, strict=True)
            if whole.section == section.number
        ]
        if rows:
            line = SectionLine(section.kind, printable(section.heading_ja),
                               printable(section.heading_en), 0)  # fmt: skip
            sections.append(
                (printable(section.number), line, tone_of(rows[0][0].kept.section), rows)
            )
    edition = next(e for e in view.editions if e.version == leaf.version)
    files = [
        (*FORM_NAMES.get(form, (form, "application/octet-stream")), form_path(edition, form))
        for form in forms_of(edition, leaf)
    ]
    return rendered(
        "issue.html.jinja", frame=frame, house=view.house, leaf=leaf,
        sections=sections, files=files, view=view,
        issuer=(printable(issue.issuer_ja), printable(issue.issuer_en)),
        end=printable(issue.end_marker), old=leaf is not view.now, where=address,
        origins=item_html.origins,
    )  # fmt: skip


def front_page(house: SiteHouse, leaves: Sequence[Leaf], sections: Sequence[SectionLine]) -> bytes:
    """The newest Issue's contents, the Issues before it, whom they name, and where to go."""
    latest = next((leaf for leaf in leaves if not leaf.flash), None)
    flashes = [leaf for leaf in leaves if leaf.flash and (latest is None or leaf.end >= latest.end)]
    card = f"issues/{latest.key}/card.png" if latest else ""
    title = f"{house.title_ja} {house.title_en}".strip()
    frame = Frame(
        "index.html", title, _contents(latest) if latest else "", "front", card, feed="feed"
    )
    return rendered(
        "front.html.jinja", frame=frame, house=house, latest=latest, flashes=flashes[:6],
        recent=[leaf for leaf in leaves if leaf is not latest][:_RECENT], sections=sections,
        rows=_by_section(latest) if latest else [], people=_most_named(leaves[:_RECENT]),
        where=address,
    )  # fmt: skip


def issues_page(
    house: SiteHouse, leaves: Sequence[Leaf], versions: Mapping[str, Sequence[Leaf]]
) -> bytes:
    """Every Issue by year, each with its versions."""
    years: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        years.setdefault(leaf.end[:4], []).append(leaf)
    frame = Frame("issues.html", "号の一覧 All issues", "", "issues", feed="feed")
    return rendered(
        "issues.html.jinja", frame=frame, house=house, years=years, versions=versions,
        where=address,
    )  # fmt: skip


def section_page(
    house: SiteHouse, section: SectionLine, shown: Sequence[tuple[Leaf, LeafItem]]
) -> bytes:
    """A section's newest items, issue by issue."""
    issues: dict[str, tuple[Leaf, list[LeafItem]]] = {}
    for leaf, item in shown:
        issues.setdefault(leaf.key, (leaf, []))[1].append(item)
    path = address.section_page(section.kind)
    frame = Frame(
        path, f"{section.ja} {section.en}".strip(), "", section.kind,
        feed=f"sections/{address.slug(section.kind)}",
    )  # fmt: skip
    return rendered(
        "section.html.jinja", frame=frame, house=house, section=section,
        issues=list(issues.values()), where=address,
    )  # fmt: skip


def search_page(house: SiteHouse, leaves: Sequence[Leaf], sections: Sequence[SectionLine]) -> bytes:
    """The search; without a script, the ways into all there is."""
    years = sorted({leaf.end[:4] for leaf in leaves}, reverse=True)
    frame = Frame("search.html", "検索 Search", "", "search", search=False)
    return rendered(
        "search.html.jinja", frame=frame, house=house, years=years, sections=sections,
        kinds=KINDS, where=address, count=sum(len(leaf.items) for leaf in leaves),
    )  # fmt: skip


def lost_page(house: SiteHouse) -> bytes:
    """What a web server shows for an address that is none."""
    frame = Frame("404.html", "見つかりません Not found", "", "")
    return rendered("lost.html.jinja", frame=frame, house=house, where=address)


def sections_of(leaves: Sequence[Leaf]) -> tuple[SectionLine, ...]:
    """Every section of the site, in the order the newest Issues print them."""
    found: dict[str, tuple[str, str]] = {}
    for leaf in leaves:
        for item in leaf.items:
            if item.kept.section:
                found.setdefault(item.kept.section, (item.kept.section_ja, item.section_en))
    return tuple(
        SectionLine(kind, ja or kind, en, tone_of(kind)) for kind, (ja, en) in found.items()
    )


# The sections every desk begins with have a colour of their own; others take one by their name.
_TONES = {"military_security": 1, "domestic": 2, "foreign": 3}


def tone_of(kind: str) -> int:
    """The colour of a section, 1 to 6, the same on every page and in every year."""
    return _TONES.get(kind) or 4 + sum(map(ord, kind)) % 3


def of_section(leaves: Sequence[Leaf], kind: str) -> list[tuple[Leaf, LeafItem]]:
    """The newest items of a section."""
    found: list[tuple[Leaf, LeafItem]] = []
    for leaf in leaves:
        if len(found) >= _NEWEST:
            break
        found += [(leaf, item) for item in leaf.items if item.kept.section == kind]
    return found[:_NEWEST]


def _by_section(leaf: Leaf) -> list[tuple[SectionLine, list[LeafItem]]]:
    return [
        (section, [item for item in leaf.items if item.kept.section == section.kind])
        for section in sections_of([leaf])
    ]


def _contents(leaf: Leaf) -> str:
    """What an Issue tells, in a line: its first headlines."""
    heads = [item.kept.headline_ja or item.kept.headline_en for item in leaf.items[:3]]
    return "／".join(heads)[:200]


def _most_named(leaves: Sequence[Leaf]) -> list[tuple[str, str, int, str]]:
    """The people the newest Issues name most: English, Japanese, count, page."""
    counts: dict[str, int] = {}
    ja: dict[str, str] = {}
    for leaf in leaves:
        for item in leaf.items:
            for mention in item.kept.mentions:
                if mention.kind == "person":
                    counts[mention.name] = counts.get(mention.name, 0) + 1
                    ja.setdefault(mention.name, mention.ja)
    most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_NAMED]
    return [(name, ja[name], n, address.name_page("person", name)) for name, n in most]

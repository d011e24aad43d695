"""Every file of the site, each with what it hangs on, so that only what is new is made."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from importlib import resources

from torimatome.model import Issue
from torimatome.publish.site import address, feeds, index, leaf, pages
from torimatome.publish.site.folding import fold, name_form
from torimatome.publish.site.names import Names
from torimatome.publish.site.nouns import (
    File,
    KeptOf,
    Leaf,
    Listed,
    Make,
    NameOf,
    SiteHouse,
    marked,
    once,
)
from torimatome.publish.site.render import MANY, Crew, Made, Work, card_path, paths_of
from torimatome.publish.site.writing import MADE, Folder


@dataclass(frozen=True)
class Makers:
    """What the site asks of others: the Issue's files, who is named, what is kept of a name."""

    form: Make
    kept: KeptOf
    name: NameOf
    plain: frozenset[str] = frozenset()  # forms of render.PLAIN_FORMS that are made there


@dataclass(frozen=True)
class Group:
    """The versions of one Issue, the oldest first, with their Leaves."""

    editions: tuple[Listed, ...]
    leaves: tuple[Leaf, ...]

    @property
    def now(self) -> Leaf:
        """The current version."""
        return self.leaves[-1]

    @cached_property
    def mark(self) -> str:
        """Changes when any version does."""
        return marked(*(repr((e.mark, e.forms, e.name)) for e in self.editions))


@lru_cache(maxsize=1)
def shape() -> str:
    """A mark of the code and templates the pages are made by: a new version makes them anew."""
    digest = sha256()
    for package in ("torimatome.publish", "torimatome.publish.site"):
        files = (
            entry
            for entry in resources.files(package).iterdir()
            if entry.name.endswith((".py", ".jinja", ".css", ".js", ".typ", ".svg"))
        )
        for entry in sorted(files, key=lambda one: one.name):
            digest.update(entry.read_bytes())
    return digest.hexdigest()[:20]


class Site:
    """The site of these Editions, to be put into a folder."""

    def __init__(
        self, house: SiteHouse, listed: Sequence[Listed], makers: Makers, folder: Folder
    ) -> None:
        self._house = house
        self._makers = makers
        self._folder = folder
        self._base = marked(shape(), repr(house), repr(sorted(house.spellings.items())))
        by_key: dict[str, list[Listed]] = defaultdict(list)
        for edition in listed:
            by_key[edition.key].append(edition)
        for editions in by_key.values():
            editions.sort(key=lambda one: one.version)
        # The newest Issue first, everywhere.
        self._editions = dict(
            sorted(by_key.items(), key=lambda o: (o[1][-1].end, o[1][-1].start, o[0]), reverse=True)
        )
        self._groups: dict[str, Group] = {}

    def build(self, hears: Callable[[], None] = lambda: None) -> None:
        """Make what is new and put it in place. Raises SetupError when it cannot be written."""
        new = sum(not self._known(editions) for editions in self._editions.values())
        self._folder.put(self._assets())
        with Crew(new >= MANY) as crew:
            waiting = self._issues(crew, hears)
            marks = {key: group.mark for key, group in self._groups.items()}
            names = Names(self._house, self._base, self._makers.name)
            self._folder.put(names.files(self._leaves, marks))
            self._folder.put(self._sections())
            self._folder.put(self._search())
            for files in waiting:
                self._folder.put(files)
                hears()
            self._folder.put(self._front())
        self._folder.finish()

    def _issues(self, crew: Crew, hears: Callable[[], None]) -> deque[list[File]]:
        """Every Issue's own files but those still being made, the crew being some Issues ahead."""
        waiting: deque[list[File]] = deque()
        for key in self._editions:
            files, begun = self._issue_files(key, crew)
            if begun:
                waiting.append(files)
                if len(waiting) <= crew.ahead:
                    continue
                files = waiting.popleft()
            self._folder.put(files)
            hears()
        return waiting

    # One Issue.

    def _known(self, editions: Sequence[Listed]) -> bool:
        """Whether the newest version was there when the site was last made as it is made now."""
        path, mark = self._leaf_mark(editions[-1])
        return self._folder.has(f"{path}.json", mark)

    def _leaf_mark(self, edition: Listed) -> tuple[str, str]:
        path = f"{MADE}/leaves/{edition.key}-v{edition.version}"
        return path, marked(self._base, edition.mark, edition.key, repr(edition.forms))

    def _issue_files(self, key: str, crew: Crew) -> tuple[list[File], bool]:
        """The files of one Issue, and whether any is being made by the crew.

        Its Leaves are put at once, as all that follows rests on them.
        """
        editions = tuple(self._editions[key])
        issues = [once(edition.load) for edition in editions]
        leaves: list[Leaf] = []
        for edition, issue in zip(editions, issues, strict=True):
            self._folder.put(self._leaf_files(edition, issue, leaves))
        group = self._groups[key] = Group(editions, tuple(leaves))
        view = pages.IssueView(self._house, group.leaves, self._neighbours(key), editions)
        marks: dict[str, str] = {}
        files: list[File] = []
        read: list[Issue | None] = []
        for edition, issue, one in zip(editions, issues, leaves, strict=True):
            own = self._page_marks(view, edition, one, group.mark)
            marks |= own
            read.append(None if all(self._folder.has(*pair) for pair in own.items()) else issue())
            files += self._form_files(edition, issue, one)
        new = [not self._folder.has(file.path, file.mark) for file in files]
        files = [replace(file, make=crew.begin(file.make)) if begin else file
                 for file, begin in zip(files, new, strict=True)]  # fmt: skip
        wanted = frozenset(path for path, mark in marks.items() if not self._folder.has(path, mark))
        made = crew.render(Work(view, tuple(read), wanted)) if wanted else dict[str, bytes]
        files += [File(path, mark, partial(_taken, made, path)) for path, mark in marks.items()]
        return files, any(new) or bool(wanted)

    def _page_marks(
        self, view: pages.IssueView, edition: Listed, one: Leaf, group_mark: str
    ) -> dict[str, str]:
        """The mark of every file of a version that is made of its words alone, by path."""
        mark = marked(self._base, group_mark, str(edition.version))
        marks = {
            pages.form_path(edition, form): marked(edition.mark, form)
            for form in pages.forms_of(edition, one)
            if form in self._makers.plain
        }
        marks |= dict.fromkeys(paths_of(view, one, edition), mark)
        if one is view.now:
            marks |= {address.item_page(one.key, item.slug): mark for item in view.withdrawn}
            marks[card_path(one.key)] = marked(shape(), edition.mark, "card")
            around = marked(mark, *(each.key if each else "" for each in view.around))
            marks[address.issue_page(one.key)] = around
        return marks

    def _leaf_files(
        self, edition: Listed, issue: Callable[[], Issue], leaves: list[Leaf]
    ) -> Iterator[File]:
        """The Leaf and the search keys, from where they were kept or made anew."""
        path, mark = self._leaf_mark(edition)
        kept = once(lambda: self._makers.kept(issue(), edition.key, edition.version))
        there = self._folder.has(f"{path}.json", mark)
        found = leaf.read(self._folder.read(f"{path}.json")) if there else None
        made = found or leaf.leaf_of(
            issue(), edition.key, edition.version, kept(),
            "ics" in edition.forms and pages.announces(issue()),
        )  # fmt: skip
        leaves.append(made)
        yield File(f"{path}.json", mark, partial(leaf.written, made))
        if edition is self._editions[edition.key][-1]:
            yield File(
                f"{path}-keys.json", mark,
                lambda: leaf.written_keys(leaf.search_keys(issue(), kept(), self._house)),
            )  # fmt: skip

    def _form_files(self, edition: Listed, issue: Callable[[], Issue], one: Leaf) -> Iterator[File]:
        # Not hung on our code or the desk's look: a file that went out stays as it was.
        forms = once(lambda: self._makers.form(issue(), edition.name))
        for form in pages.forms_of(edition, one):
            if form not in self._makers.plain:
                yield File(
                    pages.form_path(edition, form), marked(edition.mark, form),
                    partial(_form, forms, form),
                )  # fmt: skip

    def _neighbours(self, key: str) -> tuple[Listed | None, Listed | None]:
        """The Issue before and the one after."""
        keys = [*self._editions]
        place = keys.index(key)
        before = self._editions[keys[place + 1]][-1] if place + 1 < len(keys) else None
        after = self._editions[keys[place - 1]][-1] if place else None
        return before, after

    # What gathers from many Issues.

    @cached_property
    def _leaves(self) -> tuple[Leaf, ...]:
        return tuple(group.now for group in self._groups.values())

    def _sections(self) -> Iterator[File]:
        for section in pages.sections_of(self._leaves):
            kind = section.kind
            shown = pages.of_section(self._leaves, kind)
            newest = [(one.key, item) for one, item in shown]
            keys = dict.fromkeys(key for key, _ in newest)
            mark = marked(self._base, repr(section), *(self._groups[k].mark for k in keys))
            yield File(
                address.section_page(kind), mark,
                partial(pages.section_page, self._house, section, shown),
            )  # fmt: skip
            own = f"sections/{address.slug(kind)}"
            head = feeds.Head(f"{section.ja} {section.en}".strip(), address.section_page(kind), own)
            yield from self._feed_files(head, feeds.of_items(shown), mark)

    def _feed_files(
        self, head: feeds.Head, entries: Sequence[feeds.Entry], mark: str
    ) -> Iterator[File]:
        own = partial(feeds.Feed, self._house, head, tuple(entries))
        yield File(f"{head.own}.xml", mark, lambda: feeds.atom(own()))
        yield File(f"{head.own}.json", mark, lambda: feeds.json_feed(own()))
        if self._house.address:
            yield File(f"{head.own}.rss", mark, lambda: feeds.rss(own()))

    def _search(self) -> Iterator[File]:
        """A segment a year; that of a year in which nothing is new is left as it is."""
        years: dict[str, list[Group]] = defaultdict(list)
        for group in self._groups.values():
            years[group.now.end[:4]].append(group)
        listed = []
        for year, groups in sorted(years.items()):
            mark = marked(self._base, *(marked(g.mark, g.now.key) for g in groups))
            path = f"{MADE}/segments/{year}.txt"
            kept = (self._folder.read(path) or b"").decode("utf-8", "replace").split("\n")
            if (
                self._folder.has(path, mark)
                and len(kept) >= 4
                and all(self._folder.has(name, mark) for name in kept[3:])
            ):
                listed.append((year, kept[0], int(kept[1]), int(kept[2])))
                for name in (path, *kept[3:]):
                    yield File(name, mark, bytes)
                continue
            made = index.segment(year, self._docs(groups))
            listed.append((year, made.folder, made.shards, made.docs))
            lines = [made.folder, str(made.shards), str(made.docs), *made.files]
            yield File(path, mark, partial(_joined, lines))
            for name, body in made.files.items():
                yield File(name, mark, partial(bytes, body))
        names = {s.kind: f"{s.ja} {s.en}".strip() for s in pages.sections_of(self._leaves)}
        mark = marked(self._base, repr(listed), repr(names))
        yield File("search/segments.js", mark, partial(index.listing, listed, names))

    def _docs(self, groups: Sequence[Group]) -> Iterator[index.Doc]:
        for group in groups:
            edition = group.editions[-1]
            path = f"{MADE}/leaves/{edition.key}-v{edition.version}-keys.json"
            keys = leaf.read_keys(self._folder.made(path))
            if keys is None or len(keys) != len(group.now.items):
                issue = edition.load()
                named = self._makers.kept(issue, edition.key, edition.version)
                keys = tuple(leaf.search_keys(issue, named, self._house))
            for item, own in zip(group.now.items, keys, strict=True):
                yield index.Doc(edition.key, item, own)

    def _front(self) -> Iterator[File]:
        """The pages that tell what there is, the feeds of everything, and the sitemap."""
        groups = list(self._groups.values())
        every = marked(self._base, *(marked(g.mark, g.now.key) for g in groups))
        versions = {g.now.key: g.leaves for g in groups}
        sections = pages.sections_of(self._leaves)
        yield File(
            "issues.html", every, lambda: pages.issues_page(self._house, self._leaves, versions)
        )
        yield File(
            "search.html", every,
            lambda: pages.search_page(self._house, self._leaves, sections),
        )  # fmt: skip
        yield File("404.html", marked(self._base, "404"), partial(pages.lost_page, self._house))
        head = feeds.Head("", "index.html", "feed")
        yield from self._feed_files(head, feeds.of_issues(list(versions.values())), every)
        items = [(one, item) for one in self._leaves[:4] for item in one.items]
        head = feeds.Head("項目 Items", "index.html", "items")
        yield from self._feed_files(head, feeds.of_items(items[:150]), every)
        if self._house.address:
            made = {*self._folder.paths, "index.html"} - {"404.html"}
            wanted = [path for path in sorted(made) if path.endswith(".html")]
            days = {address.issue_page(one.key): one.end for one in self._leaves}
            mark = marked(every, *wanted)
            yield from feeds.sitemaps(self._house.address, wanted, days, mark)
        yield File(
            "index.html", every, lambda: pages.front_page(self._house, self._leaves, sections)
        )

    def _assets(self) -> Iterator[File]:
        for name in ("site.css", "site.js", "icon.svg"):
            yield File(name, marked(shape(), name), partial(_asset, name))
        text = "User-agent: *\nAllow: /\n"
        if self._house.address:
            text += f"Sitemap: {self._house.address}sitemap.xml\n"
        yield File("robots.txt", marked(text), partial(text.encode))


def spelling_forms(kind: str, forms: Sequence[str]) -> tuple[str, ...]:
    """Every form a name is looked for in; of a person its last part, too: オルリスク, Орлиск."""
    found: dict[str, None] = {}
    for form in forms:
        own = name_form(fold(form))
        last = own.rpartition(" ")[2]
        found[own] = None
        if kind == "person" and len(last) >= 4:
            found[last] = None
    return tuple(form for form in found if form)


def _taken(made: Made, path: str) -> bytes:
    return made()[path]


def _form(forms: Callable[[], Callable[[str], bytes]], form: str) -> bytes:
    return forms()(form)


def _joined(lines: Sequence[str]) -> bytes:
    return "\n".join(lines).encode()


def _asset(name: str) -> bytes:
    return resources.files("torimatome.publish.site").joinpath(name).read_bytes()

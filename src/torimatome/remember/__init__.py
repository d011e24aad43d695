"""Step 6, the door: past Issues are read back, kept, searched and learned from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from torimatome.desk import Desk
from torimatome.errors import SetupError, Unreadable
from torimatome.model import Citation, Issue, Item
from torimatome.model.archive import Earlier, Kept, KeptIssue, Query, Results
from torimatome.remember.citation import read_citation
from torimatome.remember.form import grammar
from torimatome.remember.learn import Proposal, learn
from torimatome.remember.people import NamePage, gists, name_page
from torimatome.remember.read import Doubt, Reading, read_issue
from torimatome.remember.search_page import (
    FOLDER,
    ONE_FILE,
    Whole,
    earlier_page,
    issue_file,
    issue_page,
    name_file,
    names_page,
    person_page,
    search_page,
)
from torimatome.store.kept import item_day
from torimatome.store.naming import NAMES
from torimatome.store.tokens import clean

__all__ = [
    "Doubt", "Earlier", "KeptIssue", "NamePage", "Proposal", "Query", "Reading", "Results",
    "all_pages", "as_kept", "citation_of", "earlier", "earlier_html", "forget", "keep",
    "kept_issues", "learn_from", "meant", "name_html", "names_of", "page_of", "read_file", "search",
    "search_html",
]  # fmt: skip


def read_file(desk: Desk, path: Path) -> Reading:
    """The Issue a file holds, by the desk's form. Raises Unreadable when it is no bulletin."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise Unreadable(str(path), f"cannot be opened: {error.strerror}") from error
    return read_issue(body, path.name, desk.house.style, desk.house.sections, desk.house.outlets)


def keep(desk: Desk, issue: Issue, label: str) -> KeptIssue:
    """Put an Issue into the archive; keeping the same one again changes nothing."""
    return desk.store.archive.keep(issue, label, desk.house)


def forget(desk: Desk, label: str) -> None:
    """Let go of an Issue that was kept under a label, all its versions: it is out no more."""
    desk.store.archive.forget(label)


def kept_issues(desk: Desk) -> list[Issue]:
    """Every Issue of the archive in its current version, under its label, the oldest first."""
    found = []
    for kept in desk.store.archive.issues():
        if kept.replaced_by is None:
            issue = desk.store.archive.issue(kept.label, kept.version)
            if issue is not None:
                found.append(replace(issue, file=kept.label))
    return found


def search(desk: Desk, query: Query) -> Results:
    """What the archive answers. Raises SetupError for a query that cannot be asked."""
    return desk.store.search.find(desk.house, query)


def search_html(desk: Desk, results: Results) -> bytes:
    """What was found as one page that needs nothing else, the items' text in it."""
    full = _whole(desk, [hit.item for hit in results.hits])
    return search_page(results, desk.house, ONE_FILE, full)


def meant(desk: Desk, words: str, kind: str = "") -> list[tuple[str, str, int]]:
    """Kind, English name and number of items of the names `words` may mean, in any script."""
    archive = desk.store.archive
    return archive.meant(desk.house, words, (kind,)) if kind else archive.meant(desk.house, words)


def page_of(desk: Desk, kind: str, name: str) -> NamePage:
    """All that is kept of a name: offices, whom they met, every item."""
    return name_page(kind, name, desk.store.archive.naming(kind, name), desk.house)


def names_of(desk: Desk) -> Callable[[str, str, Sequence[Kept]], NamePage]:
    """What tells all that some items and the desk's terms say of a name, for many names in turn."""
    gist, house = gists(), desk.house
    return lambda kind, name, items: name_page(kind, name, items, house, gist)


def as_kept(desk: Desk, issue: Issue, label: str, version: int) -> list[Kept]:
    """An Issue's items with whom they name, as the archive would have them; nothing is kept."""
    return desk.store.archive.told(issue, label, version, desk.house)


def name_html(desk: Desk, page: NamePage) -> bytes:
    """A name's page as one page that needs nothing else, the items' text in it."""
    return person_page(page, ONE_FILE, _whole(desk, page.items))


def earlier(desk: Desk, where: str) -> tuple[Item, list[Earlier]]:
    """An item, "ISSUE/ITEM" or one of the latest draft, and past items on the same matter.

    Raises SetupError where there is no such item.
    """
    label, _, item_id = where.rpartition("/")
    archive = desk.store.archive
    issue = archive.issue(label) if label else desk.store.issues.latest_draft()
    if issue is None:
        known = ", ".join(kept.label for kept in archive.issues()[-5:]) or "none"
        raise SetupError(
            f"no issue {label!r} is kept; the latest are: {known}"
            if label
            else f"{where!r} is no item of a draft, for nothing is drafted; write ISSUE/ITEM, as"
            " `torimatome search` prints it"
        )
    item = next((item for item in issue.items if item.id == item_id), None)
    if item is None:
        known = ", ".join(item.id for item in issue.items)
        raise SetupError(f"no item {item_id!r} in {label or 'the latest draft'}; it has: {known}")
    return item, desk.store.related.earlier(desk.house, item, item_day(item, issue))


def earlier_html(desk: Desk, item: Item, found: Sequence[Earlier]) -> bytes:
    """What past issues said on an item's matter as one page, their text in it."""
    return earlier_page(item, found, ONE_FILE, _whole(desk, [one.item for one in found]))


def all_pages(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """File names and pages: an index, one page a name, one an Issue, each leading to the others."""
    archive = desk.store.archive
    kinds: dict[str, list[tuple[str, str, int]]] = {}
    for kind in NAMES:
        for name, count in archive.names(kind):
            page = page_of(desk, kind, name)
            kinds.setdefault(kind, []).append((name, page.ja, count))
            yield name_file(kind, name), person_page(page, FOLDER)
    for kept in archive.issues():
        if kept.replaced_by is None:
            full = _whole(desk, archive.items(kept.label))
            yield issue_file(kept.label), issue_page(kept.label, full, FOLDER)
    yield "index.html", names_page({kind: kinds.get(kind, []) for kind in NAMES}, FOLDER)


def _whole(desk: Desk, kept: Sequence[Kept]) -> list[Whole]:
    """Kept items with their text, each once."""
    issues: dict[str, dict[str, Item]] = {}
    for label in dict.fromkeys(one.issue for one in kept):
        issue = desk.store.archive.issue(label)
        issues[label] = {clean(item.id): item for item in issue.items} if issue else {}
    found = [(one, issues[one.issue].get(one.id)) for one in dict.fromkeys(kept)]
    return [Whole(one, item) for one, item in found if item is not None]


def citation_of(desk: Desk, text: str) -> Citation | None:
    """What `(TREND / 05.03.2026)` cites, by the desk's form; None if it is no citation."""
    form = grammar(desk.house.style, desk.house.sections, desk.house.outlets)
    cited = read_citation(text, (0, len(text)), form) if len(text) > 2 else None
    return cited.citation if cited else None


def learn_from(desk: Desk, issues: Sequence[Issue]) -> tuple[Proposal, ...]:
    """Terms the issues teach beyond those the desk has; a person accepts them or not."""
    return learn(issues, desk.house.terms)

"""Step 6, the door: past Issues are read back, kept, searched and learned from."""

from collections.abc import Sequence
from pathlib import Path

from torimatome.desk import Desk
from torimatome.errors import Unreadable
from torimatome.model import Citation, Issue
from torimatome.model.archive import KeptIssue, Query, Results
from torimatome.remember.citation import read_citation
from torimatome.remember.form import grammar
from torimatome.remember.learn import Proposal, learn
from torimatome.remember.read import Doubt, Reading, read_issue

__all__ = [
    "Doubt", "KeptIssue", "Proposal", "Query", "Reading", "Results", "citation_of", "keep",
    "kept_issues", "learn_from", "read_file", "search",
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


def kept_issues(desk: Desk) -> list[Issue]:
    """Every Issue of the archive in its current version, the oldest first."""
    found = []
    for kept in desk.store.archive.issues():
        if kept.replaced_by is None:
            issue = desk.store.archive.issue(kept.label, kept.version)
            if issue is not None:
                found.append(issue)
    return found


def search(desk: Desk, query: Query) -> Results:
    """What the archive answers. Raises SetupError for a query that cannot be asked."""
    return desk.store.search.find(desk.house, query)


def citation_of(desk: Desk, text: str) -> Citation | None:
    """What `(TREND / 05.03.2026)` cites, by the desk's form; None if it is no citation."""
    form = grammar(desk.house.style, desk.house.sections, desk.house.outlets)
    cited = read_citation(text, (0, len(text)), form) if len(text) > 2 else None
    return cited.citation if cited else None


def learn_from(desk: Desk, issues: Sequence[Issue]) -> tuple[Proposal, ...]:
    """Terms the issues teach beyond those the desk has; a person accepts them or not."""
    return learn(issues, desk.house.terms)

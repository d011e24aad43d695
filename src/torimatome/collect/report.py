"""What a collecting run says: one line a source, what failed and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceLine:
    """How one Source did."""

    source: str  # Source.id
    outcome: str  # ok | unchanged | failed
    entries: int = 0  # named by the source this time
    new: int = 0  # of them, not known before
    words: tuple[str, ...] = ()  # what is wrong or odd, and what to do


@dataclass(frozen=True)
class CollectReport:
    """How one run did. Failures never stop the others; they stand here by name."""

    sources: tuple[SourceLine, ...] = ()
    articles: int = 0  # new Articles
    revisions: int = 0  # new versions of known Articles
    unchanged: int = 0  # pages looked at again, as before
    failed: tuple[str, ...] = ()  # "address: reason", pages that could not be read
    notes: tuple[str, ...] = ()  # corrections seen, pages withdrawn

    def lines(self) -> list[str]:
        """The report as an editor reads it, worst first."""
        order = {"failed": 0, "ok": 1, "unchanged": 2}
        said = [
            f"{self.articles} new articles, {self.revisions} changed, {self.unchanged} as before,"
            f" {len(self.failed)} pages not read"
        ]
        for line in sorted(self.sources, key=lambda s: (order[s.outcome], s.source)):
            if line.outcome == "failed" or line.words:
                said.append(f"{line.source}: {line.outcome}: {'; '.join(line.words)}")
        return [*said, *(f"page not read: {words}" for words in self.failed), *self.notes]


class Tally:
    """Counts of one run, while it goes on."""

    def __init__(self) -> None:
        self.articles = 0
        self.revisions = 0
        self.unchanged = 0
        self.failed: list[str] = []
        self.notes: list[str] = []

    def report(self) -> CollectReport:
        """The run as far as it went; what threads told in any order stands in one."""
        return CollectReport(
            articles=self.articles,
            revisions=self.revisions,
            unchanged=self.unchanged,
            failed=tuple(sorted(self.failed)),
            notes=tuple(sorted(self.notes)),
        )

"""The local page of an issue: its files, and each sentence beside the words it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from torimatome.model import Article, Issue, Snapshot
from torimatome.publish.html import anchors, rendered
from torimatome.publish.plain import printable
from torimatome.publish.printed import Origin, Page, Paragraph, PrintedItem, printed
from torimatome.publish.runs import Run, joined

# Characters shown on either side of a quotation: about a line each, enough to see whether
# the words were cut out of their sentence.
_AROUND = 90

_FORMS = (("pdf", "PDF"), ("docx", "Word"), ("html", "HTML"), ("json", "JSON"))


@dataclass(frozen=True)
class KeptPage:
    """An Article as it was kept, and the snapshot of the page it was read from."""

    article: Article
    snapshot: Snapshot


@dataclass(frozen=True)
class Shown:
    """One passage in the place it stands on the kept page."""

    origin: Origin
    before: str
    after: str
    kept: str  # when and what was kept, in words
    title: str
    missing: bool  # the kept text does not hold the words where the passage says


@dataclass(frozen=True)
class Told:
    """One sentence and the passages it rests on."""

    run: Run
    shown: tuple[Shown, ...]
    where: str  # "headline", "body", a side's label or NOTE


@dataclass(frozen=True)
class Counts:
    """What the page holds, for the line under its title."""

    items: int
    sentences: int
    sourced: int
    checks: int


def to_index(issue: Issue, files: Mapping[str, str], kept: Mapping[str, KeptPage]) -> bytes:
    """The page, self-contained; `files` are names beside it by form, `kept` is by
    "<article id>/<version>"."""
    page = printed(issue)
    links = [(label, quote(files[form])) for form, label in _FORMS if form in files]
    told = {item: _told(item, kept) for section in page.sections for item in section.items}
    return rendered(
        "sources.html.jinja",
        page=page,
        links=links,
        keys=anchors(page),
        told=told,
        counts=_counts(page, told),
        anchor=_Anchors(),
    )


class _Anchors:
    """The address of a kept snapshot's record on this page, given out once a snapshot."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def __call__(self, sha256: str) -> str:
        """ "" for what stands further up already, or has no snapshot."""
        if not sha256 or sha256 in self._given:
            return ""
        self._given.add(sha256)
        return f"s-{sha256[:16]}"


def _told(item: PrintedItem, kept: Mapping[str, KeptPage]) -> tuple[Told, ...]:
    origins = {origin.number: _shown(origin, kept) for origin in item.origins}

    def rests(run: Run) -> tuple[Shown, ...]:
        return tuple(origins[number] for number in run.origins)

    headline = Run(item.headline_en, "en", "", item.headline_origins)
    lines = [Told(headline, rests(headline), "headline")]
    for group in item.groups:
        where = group.label.rstrip(":") or "body"
        for paragraph in group.paragraphs:
            lines += [Told(run, rests(run), where) for run in _sentences(paragraph)]
    return tuple(lines)


def _sentences(paragraph: Paragraph) -> list[Run]:
    """The paragraph's runs put back together up to each run that closes a sentence."""
    whole: list[Run] = []
    open_runs: list[Run] = []
    for run in paragraph.runs:
        open_runs.append(run)
        if run.origins or run.marks:
            whole.append(_one(open_runs))
            open_runs = []
    if joined(open_runs).strip():
        whole.append(_one(open_runs))
    return whole


def _one(runs: list[Run]) -> Run:
    last = runs[-1]
    return Run(joined(runs).strip(), last.language, "", last.origins, last.marks)


def _shown(origin: Origin, kept: Mapping[str, KeptPage]) -> Shown:
    page = kept.get(origin.page)
    if page is None:
        return Shown(origin, "", "", "", "", missing=False)
    text, shot = page.article.text, page.snapshot
    stands = printable(text[origin.start : origin.end]) == origin.quote
    before = _squeezed(text[max(0, origin.start - _AROUND) : origin.start]) if stands else ""
    after = _squeezed(text[origin.end : origin.end + _AROUND]) if stands else ""
    cut_before = "…" if stands and origin.start > _AROUND else ""
    cut_after = "…" if stands and origin.end + _AROUND < len(text) else ""
    words = (
        f"kept {shot.fetched:%Y-%m-%d %H:%M} UTC · {shot.media_type or 'type not declared'}"
        f" · {shot.size:,} bytes · version {page.article.version}"
    )
    title = printable(page.article.title)
    return Shown(origin, cut_before + before, after + cut_after, words, title, not stands)


def _squeezed(text: str) -> str:
    """Printable, with one space at an edge that had white space."""
    middle = printable(text)
    left = " " if text[:1].isspace() and middle else ""
    right = " " if text[-1:].isspace() and middle else ""
    return f"{left}{middle}{right}"


def _counts(page: Page, told: Mapping[PrintedItem, tuple[Told, ...]]) -> Counts:
    items = [item for section in page.sections for item in section.items]
    lines = [line for item in items for line in told[item]]
    body = [line for line in lines if line.where != "headline"]
    return Counts(
        items=len(items),
        sentences=len(body),
        sourced=sum(bool(line.shown) for line in body),
        checks=sum(check.severity != "info" for item in items for check in item.checks),
    )

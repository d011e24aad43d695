"""Step 5, the door: an Issue becomes the files that leave the house."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from torimatome.desk import Desk
from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.issue_json import to_json
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf, to_pictures
from torimatome.publish.sources_page import KeptPage, to_index

__all__ = ["FORMS", "Published", "files_of", "pictures_of", "publish"]

FORMS = ("pdf", "docx", "html", "json")


@dataclass(frozen=True)
class Published:
    """What was written, and which version of the Issue it is."""

    issue: Issue
    version: int
    files: dict[str, Path]  # form → file; "index" is the local page that shows them all


def publish(desk: Desk, issue: Issue, out: Path, forms: tuple[str, ...] = FORMS) -> Published:
    """Write the Issue's files into `out` and keep what went out.

    All forms are made before the first is written, and each file replaces its forerunner in one
    step: a reader never meets half a bulletin. Raises SetupError when a file can't be written.
    """
    unknown = [form for form in forms if form not in FORMS]
    if unknown:
        raise SetupError(f"no form {unknown[0]!r}; choose from {', '.join(FORMS)}")
    arranged = arrange(issue)
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: to_pdf(arranged, find_fonts()),
        "docx": lambda: to_docx(arranged),
        "html": lambda: to_html(arranged),
        "json": lambda: to_json(arranged),
    }
    desk.hears.step("publishing", len(forms) + 1)
    made: dict[str, bytes] = {}
    for form in forms:
        made[form] = makers[form]()
        desk.hears.done()
    name = f"{issue.desk or desk.house.name}-{issue.period.start}_{issue.period.end}"
    names = {form: f"{name}.{form}" for form in made}
    made["index"] = to_index(arranged, names, _kept(desk, arranged))
    files = {form: out / names.get(form, "index.html") for form in made}
    for form, body in made.items():
        _write(files[form], body)
    desk.hears.done()
    return Published(arranged, desk.store.issues.publish(arranged), files)


def files_of(issue: Issue) -> dict[str, bytes]:
    """Every form of the Issue, kept nowhere."""
    arranged = arrange(issue)
    return {
        "pdf": to_pdf(arranged, find_fonts()),
        "docx": to_docx(arranged),
        "html": to_html(arranged),
        "json": to_json(arranged),
    }


def pictures_of(issue: Issue) -> tuple[bytes, ...]:
    """The PDF's pages as PNG."""
    return to_pictures(arrange(issue), find_fonts())


def _kept(desk: Desk, issue: Issue) -> dict[str, KeptPage]:
    """The Articles behind the Issue as they were kept, by "<article>/<version>"."""
    kept = {}
    for item in issue.items:
        for passage in (
            *item.headline_sources,
            *(p for b in item.blocks for s in b.sentences for p in s.passages),
        ):
            key = f"{passage.article}/{passage.version}"
            article = desk.store.pages.version(passage.article, passage.version)
            snapshot = desk.store.pages.snapshot(passage.sha256)
            if article is not None and snapshot is not None:
                kept[key] = KeptPage(article, snapshot)
    return kept


def _write(path: Path, body: bytes) -> None:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise SetupError(
            f"{str(path)!r} cannot be written: {error.strerror}; make room or choose another"
            " folder with --out; files written before are whole"
        ) from error

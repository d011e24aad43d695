"""The PDF: tagged (PDF/UA-1), archival (PDF/A-3a), the issue's JSON inside it."""

import json
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec
import typst

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.publish.fonts import FontFiles
from torimatome.publish.issue_json import to_json
from torimatome.publish.phrases import phrases
from torimatome.publish.printed import Page, printed

# UA-1 so that a screen reader can read it; A-3a because that is the archival form which
# allows an attachment.
_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


def to_pdf(issue: Issue, fonts: FontFiles) -> bytes:
    """The Issue as a PDF; the same Issue and fonts give the same bytes.

    No font of the system is used, and no character can be missing: what no font has is
    drawn as a labelled box, and can still be copied and searched.
    """
    midnight = datetime.combine(printed(issue).day, time(), UTC)
    made = _compiler(issue, fonts).compile(
        format="pdf", pdf_standards=[*_STANDARDS], timestamp=int(midnight.timestamp())
    )
    if not isinstance(made, bytes):
        raise SetupError(f"typst answered {type(made).__name__!r} instead of a PDF; reinstall it")
    return made


def to_pictures(issue: Issue, fonts: FontFiles, dots: float = 96.0) -> tuple[bytes, ...]:
    """The PDF's pages as PNG pictures of so many dots an inch, for a preview."""
    made = _compiler(issue, fonts).compile(format="png", ppi=dots)
    return tuple(made) if isinstance(made, list) else (made,) if made else ()


def _compiler(issue: Issue, fonts: FontFiles) -> typst.Compiler:
    return typst.Compiler(
        _template(),
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs={"page": _as_json(printed(issue)), "issue": to_json(issue).decode("utf-8")},
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files(__package__).joinpath("bulletin.typ").read_bytes()


@lru_cache(maxsize=4)
def _fonts(fonts: FontFiles) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in fonts.folders],
    )


def _as_json(page: Page) -> str:
    shape = msgspec.to_builtins(page)
    shape["date"] = [page.day.year, page.day.month, page.day.day]
    shape["keywords"] = [section["heading_ja"] for section in shape["sections"]]
    for section, made in zip(page.sections, shape["sections"], strict=True):
        for item, words in zip(section.items, made["items"], strict=True):
            for run, told in zip(item.headline_ja, words["headline_ja"], strict=True):
                told["phrases"] = phrases(run)
    return json.dumps(shape, ensure_ascii=False)

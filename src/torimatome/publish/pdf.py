"""The PDF: tagged (PDF/UA-1), archival (PDF/A-3a), the issue's JSON inside it."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec
import typst

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.model.look import Look
from torimatome.publish.fonts import FontFiles
from torimatome.publish.issue_json import to_json
from torimatome.publish.look import for_typst
from torimatome.publish.overview import overview
from torimatome.publish.phrases import phrases
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.printed import Page, printed

# UA-1 so that a screen reader can read it; A-3a because that is the archival form which
# allows an attachment.
PLAIN = Look()
# A keyword of the file, by which outside/pdf/alone.py knows that its tags are ours.
OURS = "torimatome-bulletin"
_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


def to_pdf(issue: Issue, fonts: FontFiles, look: Look = PLAIN, whole: Issue | None = None) -> bytes:
    """The Issue as a PDF; the same Issue, fonts and look give the same bytes.

    `whole` is the Issue the attachment holds, where the pages show one language of it.

    No font of the system is used, and no character can be missing: what no font has is
    drawn as a labelled box, and can still be copied and searched.
    """
    midnight = datetime.combine(printed(issue).day, time(), UTC)
    made = _compiler(issue, fonts, look, whole).compile(
        format="pdf", pdf_standards=[*_STANDARDS], timestamp=int(midnight.timestamp())
    )
    if not isinstance(made, bytes):
        raise SetupError(f"typst answered {type(made).__name__!r} instead of a PDF; reinstall it")
    return made


def to_pictures(
    issue: Issue, fonts: FontFiles, look: Look = PLAIN, dots: float = 96.0
) -> tuple[bytes, ...]:
    """The PDF's pages as PNG pictures of so many dots an inch, for a preview."""
    made = _compiler(issue, fonts, look, None).compile(format="png", ppi=dots)
    return tuple(made) if isinstance(made, list) else (made,) if made else ()


def record_address(sha256: str, look: Look) -> str:
    """Where the record of a kept snapshot is: on the desk's site, or by its hash (RFC 6920)."""
    if look.records:
        return f"{look.records}#s-{sha256[:16]}"
    try:
        digest = bytes.fromhex(sha256)
    except ValueError:
        return ""
    coded = urlsafe_b64encode(digest).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{coded}" if len(digest) == 32 else ""


def _compiler(issue: Issue, fonts: FontFiles, look: Look, whole: Issue | None) -> typst.Compiler:
    page = printed(issue)
    return typst.Compiler(
        _template(look.design),
        font_paths=_fonts(fonts.with_files(look.fonts.files)),
        ignore_system_fonts=True,
        sys_inputs={
            "page": _as_json(issue, page, look),
            "look": for_typst(look, page.issuer.text or page.title.text),
            "issue": to_json(whole or issue).decode("utf-8"),
        },
    )


@lru_cache(maxsize=4)
def _template(design: str) -> bytes:
    files = resources.files(__package__)
    return b"\n".join(files.joinpath(name).read_bytes() for name in ("common.typ", f"{design}.typ"))


@lru_cache(maxsize=4)
def _fonts(fonts: FontFiles) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in fonts.folders],
    )


def _as_json(issue: Issue, page: Page, look: Look) -> str:
    shape = msgspec.to_builtins(page)
    told = overview(issue, page)
    shape |= {
        "date": [page.day.year, page.day.month, page.day.day],
        "language": page.language,
        "title": page.title,
        "issuer": page.issuer,
        "notices": page.notices,
        "end": page.end,
        "listed": page.listed,
        "front": page.front(look.title_block.lines),
        "keywords": [section.heading.text for section in page.sections],
        "bilingual": any(i.headline_ja and i.headline_en for s in page.sections for i in s.items),
        "overview": told,
        "right_to_left": sorted(RIGHT_TO_LEFT),
    }
    for section, made in zip(page.sections, shape["sections"], strict=True):
        made["heading"] = section.heading
        for item, words in zip(section.items, made["items"], strict=True):
            words["number"] = told.numbers[item.id]
            for run, given in zip(item.headline_ja, words["headline_ja"], strict=True):
                given["phrases"] = phrases(run)
            for group in words["groups"]:
                for run in (r for p in group["paragraphs"] for r in p["citation"]):
                    run["record"] = run["record"] and record_address(run["record"], look)
            # Only the list of sources shows these, and no PDF has one.
            for key in ("origins", "checks", "reasons"):
                del words[key]
    shape["keywords"].append(OURS)
    return json.dumps(msgspec.to_builtins(shape), ensure_ascii=False)

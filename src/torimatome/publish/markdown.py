"""Markdown of an Issue: plain CommonMark, every word escaped, links kept, one heading an item."""

import re
from collections.abc import Sequence

from torimatome.model import Issue
from torimatome.publish.printed import Group, Page, PrintedItem, printed
from torimatome.publish.runs import Run, joined

# What CommonMark (and the tables and strikes of its common relatives) would read as markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
# What opens a list, a quotation, a rule or a heading where it begins a line.
_OPENING = re.compile(r"^(\s*)([-+=>]|\d{1,9}[.)])")
_NOT_IN_TARGET = re.compile(r"[()<>\s\\]")


def to_markdown(issue: Issue, page: Page | None = None) -> bytes:
    """The Issue as Markdown; read by any renderer, it shows the printed words and no others."""
    page = page or printed(issue)
    title, *rest = [words for words in (page.title_ja, page.title_en) if words] or [""]
    head = [f"# {escaped(title)}"]
    front = (
        *rest, page.subtitle_ja, page.period, page.remark, page.issuer_ja, page.issuer_en,
    )  # fmt: skip
    head += [escaped(words) for words in front if words]
    head += [f"> {escaped(words)}" for words in (page.notice_ja, page.notice_en) if words]
    head += [f"> {escaped(run.text)}" for run in page.corrections]
    for section in page.sections:
        heading = f"{section.number}. {section.heading_ja} {section.heading_en}".strip()
        head.append(f"## {escaped(heading)}")
        for item in section.items:
            head += _item(item)
    if page.end_marker:
        head.append(escaped(page.end_marker))
    return ("\n\n".join(part for part in head if part) + "\n").encode("utf-8")


def escaped(words: str) -> str:
    """Words that Markdown shows as they are, wherever on a line they stand."""
    safe = _MARKUP.sub(r"\\\1", " ".join(words.split()))
    return _OPENING.sub(lambda m: m[1] + m[2][:-1] + "\\" + m[2][-1], safe)


def _item(item: PrintedItem) -> list[str]:
    parts = [f"### {escaped(joined(item.headline_ja)) or escaped(item.headline_en)}"]
    if item.headline_en and item.headline_ja:
        parts.append(f"**{escaped(item.headline_en)}**")
    for group in item.groups:
        parts += _group(group)
    return parts


def _group(group: Group) -> list[str]:
    """Paragraphs; bullets that follow one another are one list."""
    parts: list[str] = []
    label = f"**{escaped(group.label)}** " if group.label else ""
    listed: list[str] = []
    for paragraph in group.paragraphs:
        words = _runs(paragraph.runs)
        if paragraph.citation:
            words = f"{words} {_runs(paragraph.citation)}".strip()
        if paragraph.kind == "bullet":
            if label:
                parts.append(label.strip())
            listed.append(f"- {words}")
        else:
            if listed:
                parts.append("\n".join(listed))
                listed = []
            parts.append(f"#### {words}" if paragraph.kind == "subheading" else f"{label}{words}")
        label = ""
    if listed:
        parts.append("\n".join(listed))
    return parts


def _runs(runs: Sequence[Run]) -> str:
    made = []
    for place, run in enumerate(runs):
        # Only the first run can open a line; the spaces around a run's words are kept.
        words = _MARKUP.sub(r"\\\1", run.text)
        if place == 0:
            words = _OPENING.sub(lambda m: m[1] + m[2][:-1] + "\\" + m[2][-1], words)
        made.append(f"[{words}]({_target(run.href)})" if run.href else words)
    return "".join(made)


def _target(href: str) -> str:
    return _NOT_IN_TARGET.sub(lambda m: f"%{ord(m[0]):02X}", href)

"""The Word file: real styles, lists, fields and links, for those who go on writing in it."""

import io
import zipfile
from collections.abc import Sequence
from typing import cast

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from torimatome.model import Issue
from torimatome.publish.docx_styles import (
    JAPANESE,
    add_fonts,
    language_element,
    new_element,
    prepare,
    style_id,
)
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.printed import Group, Page, Paragraph, PrintedItem, printed
from torimatome.publish.runs import Run

# The oldest day a zip file can hold; python-docx would write the present time.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def to_docx(issue: Issue) -> bytes:
    """The Issue as a Word file; the same Issue gives the same bytes."""
    page = printed(issue)
    document = docx.Document()
    prepare(document, page)
    _header_and_footer(document, page)
    _title_block(document, page)
    for section in page.sections:
        heading = [Run(f"{section.number}. {section.heading_ja}", "ja")]
        _add(document, "Heading 1", heading)
        for item in section.items:
            _item(document, item)
    if page.end_marker:
        _add(document, "End Mark", [Run(page.end_marker, "en")])
    return _fixed_zip(document)


def _title_block(document: Document, page: Page) -> None:
    _add(document, "Title", [Run(page.title_ja, "ja")])
    for words in (page.subtitle_ja, page.period, page.remark, page.issuer_ja):
        if words:
            _add(document, "Subtitle", [Run(words, "ja")])
    for words, language in ((page.notice_ja, "ja"), (page.notice_en, "en")):
        if words:
            _add(document, "Issue Notice", [Run(words, language)])


def _item(document: Document, item: PrintedItem) -> None:
    _add(document, "Heading 2", [Run("● ", "ja"), *item.headline_ja])
    if item.headline_en:
        _add(document, "English Headline", [Run(item.headline_en, "en")])
    for group in item.groups:
        for place, paragraph in enumerate(group.paragraphs):
            _paragraph(document, group, paragraph, first=place == 0)


_TEXT_STYLE = {"text": "Body Text", "side": "Side Text", "note": "Note"}


def _paragraph(document: Document, group: Group, paragraph: Paragraph, *, first: bool) -> None:
    if paragraph.kind == "bullet":
        style = "Side Bullet" if group.kind == "side" else "Item Bullet"
    elif paragraph.kind == "subheading":
        style = "Heading 3"
    else:
        style = _TEXT_STYLE[group.kind]
    label = [Run(f"{group.label} ", "en")] if first and group.label else []
    made = _add(document, style, label, character="Side Label")
    _append(made, paragraph.runs)
    if paragraph.citation:
        before = [Run(" ", "en")] if paragraph.runs else []
        _append(made, [*before, *paragraph.citation], character="Citation")
    if paragraph.language in RIGHT_TO_LEFT and not label:
        made._p.get_or_add_pPr().insert_element_before(
            new_element("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def _add(document: Document, style: str, runs: Sequence[Run], character: str = "") -> WordParagraph:
    made = document.add_paragraph()
    made._p.style = style_id(style)
    _append(made, runs, character)
    return made


def _append(made: WordParagraph, runs: Sequence[Run], character: str = "") -> None:
    for run in runs:
        if run.href:
            holder = new_element("w:hyperlink")
            number = made.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            holder.set(qn("r:id"), number)
            holder.set(qn("w:history"), "1")
            made._p.append(holder)
            _run(made, holder, run, "Hyperlink")
        else:
            _run(made, made._p, run, character)


def _run(made: WordParagraph, holder: BaseOxmlElement, run: Run, character: str) -> None:
    element = cast(CT_R, new_element("w:r"))
    holder.append(element)
    WordRun(element, made).text = run.text
    properties = element.get_or_add_rPr()
    if character:
        element.style = style_id(character)
    if run.language == "ja":
        add_fonts(properties, JAPANESE)
    if run.language in RIGHT_TO_LEFT:
        properties.append(new_element("w:rtl"))
    properties.append(language_element(run.language))


def _header_and_footer(document: Document, page: Page) -> None:
    """Title and period from the second page on; page numbers on every page."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    _append(head, [Run(f"{page.title_ja}\t{page.period}", "ja")])
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line._p.style = style_id("Footer")
        _field(line, "PAGE")
        _append(line, [Run(" / ", "en")])
        _field(line, "NUMPAGES")


def _field(line: WordParagraph, code: str) -> None:
    for kind in ("begin", "code", "separate", "shown", "end"):
        element = new_element("w:r")
        if kind == "code":
            words = new_element("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {code} "
            element.append(words)
        elif kind == "shown":
            words = new_element("w:t")
            words.text = "1"
            element.append(words)
        else:
            mark = new_element("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            element.append(mark)
        line._p.append(element)


def _fixed_zip(document: Document) -> bytes:
    """The document's parts in a fixed order with a fixed time."""
    draft = io.BytesIO()
    document.save(draft)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(draft) as parts,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out,
    ):
        # Word and `file` look for the list of types first.
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # the same on every system
            out.writestr(entry, parts.read(name))
    return made.getvalue()

"""The Word file: real styles, lists, fields and links, for those who go on writing in it.

Every copy carries hidden bookmarks and its own words, so that one edited by hand can come back
(see docx_copy). The editing copy has a comment on each sentence, too, with its passage.
"""

import io
import zipfile

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from torimatome.model import Issue
from torimatome.model.look import Look
from torimatome.publish.cited import unbroken
from torimatome.publish.docx_comments import Comments, headline_comment, sentence_spans
from torimatome.publish.docx_copy import Bookmarks, Left, add_copy, anchor
from torimatome.publish.docx_pen import Pen
from torimatome.publish.docx_styles import new_element, prepare, style_id, unnumbered
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.printed import Group, Page, Paragraph, PrintedItem, printed
from torimatome.publish.runs import Run, joined

PLAIN = Look()
# The oldest day a zip file can hold; python-docx would write the present time.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def to_docx(issue: Issue, look: Look = PLAIN, *, editing: bool = False) -> bytes:
    """The Issue as a Word file, dressed as `look` says; the same Issue gives the same bytes.

    `editing` adds the comments; a copy for readers has none.
    """
    page = printed(issue)
    document = docx.Document()
    dress = prepare(document, page, look)
    pen = Pen(document, dress)
    _header_and_footer(document, page, look, pen)
    lines = _title_block(document, page, look, pen)
    write = _Items(pen, Comments(document, page, dress) if editing else None)
    headings = []
    for place, section in enumerate(page.sections, start=1):
        words = f"{section.number}. {section.heading.text}"
        headings.append((section.number, words))
        counted = section.number == str(place)  # as Word will count
        run = Run(section.heading.text if counted else words, section.heading.language)
        heading = pen.add("Heading 1", [run])
        if not counted:
            unnumbered(heading._p)
        for item in section.items:
            write.item(item)
    if page.end_marker:
        pen.add("End Mark", [page.end])
    comments = tuple(write.comments.texts) if write.comments else ()
    add_copy(document, issue, Left(lines, tuple(headings), _head(page), comments))
    return _fixed_zip(document)


def _title_block(
    document: Document, page: Page, look: Look, pen: Pen
) -> tuple[tuple[str, str, str], ...]:
    """The title, the lines under it and the notices; each with the field it shows."""
    block = look.title_block
    if look.logo is not None and look.logo.kind in ("png", "jpeg"):  # Word sets no SVG this way
        _logo(document, look.logo.octets, look)
    lines = []
    for name, run in page.front(block.lines):
        pen.add("Title" if name == "title" else "Subtitle", [run])
        field = f"{name}_{run.language}" if name in ("title", "issuer") else name
        lines.append(("subtitle_ja" if name == "subtitle" else field, name, run.text))
    for place, run in enumerate(page.notices):
        box = pen.add("Issue Notice", [run])
        if place == 0:  # the box stands clear of the lines above it
            box.paragraph_format.space_before = Pt(12)
        lines.append((f"notice_{run.language}", "notice", run.text))
    return tuple(lines)


def _logo(document: Document, octets: bytes, look: Look) -> None:
    line = document.add_paragraph()
    line._p.style = style_id("Subtitle")
    shape = line.add_run().add_picture(io.BytesIO(octets), height=Mm(look.title_block.logo_mm))
    # What a reader who cannot see it is told; ids as Word wants them, the same each time.
    shape._inline.docPr.set("descr", "logo")


_TEXT_STYLE = {"text": "Body Text", "side": "Side Text", "note": "Note"}


class _Items:
    """Writes items, with their bookmarks and, in the editing copy, their comments."""

    def __init__(self, pen: Pen, comments: Comments | None) -> None:
        self.pen, self.comments = pen, comments
        self.marks = Bookmarks()

    def item(self, item: PrintedItem) -> None:
        """Both headlines and the body."""
        lines = []
        if item.headline_ja:
            headline = self.pen.add("Heading 2", item.headline_ja)
            self._headline(item, headline, "ja", joined(item.headline_ja))
            lines.append(headline)
        if item.headline_en:
            # Alone it opens the item; below a Japanese one it is its second line.
            style = "English Headline" if item.headline_ja else "Heading 2"
            english = self.pen.add(style, [Run(item.headline_en, "en")])
            self._headline(item, english, "en", item.headline_en)
            lines.append(english)
        if len(lines) == 1:  # what else keeps clear of the body is the second line
            lines[0].paragraph_format.space_after = Pt(4)
        for group in item.groups:
            for place, paragraph in enumerate(group.paragraphs):
                made = self._paragraph(item, group, paragraph, first=place == 0)
                behind = group.paragraphs[place + 1 : place + 2]
                if paragraph.kind == "text" and any(one.kind == "bullet" for one in behind):
                    made.paragraph_format.keep_with_next = True  # what opens a list stays with it

    def _headline(self, item: PrintedItem, made: WordParagraph, part: str, words: str) -> None:
        origins = headline_comment(item)
        if self.comments and origins:
            self.comments.on(made, [(1, len(made._p), "", origins)])
        self.marks.around(made._p, 1, anchor(item.id, part, words))

    def _paragraph(
        self, item: PrintedItem, group: Group, paragraph: Paragraph, *, first: bool
    ) -> WordParagraph:
        if paragraph.kind == "bullet":
            style = "Side Bullet" if group.kind == "side" else "Item Bullet"
        elif paragraph.kind == "subheading":
            style = "Heading 3"
        else:
            style = _TEXT_STYLE[group.kind]
        label = [Run(f"{group.label} ", "en")] if first and group.label else []
        made = self.pen.add(style, label, character="Side Label")
        if paragraph.language in RIGHT_TO_LEFT and not label:
            made._p.get_or_add_pPr().insert_element_before(
                new_element("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr"
            )
        begins = len(made._p)
        self.pen.append(made, paragraph.runs)
        if paragraph.citation:
            before = [Run(" ", "en")] if paragraph.runs else []
            self.pen.append(made, [*before, *unbroken(paragraph.citation)], character="Citation")
        if self.comments:
            cited = group.kind != "note" and paragraph.kind != "subheading"
            self.comments.on(made, sentence_spans(item, paragraph, begins, cited=cited))
        part = f"b{paragraph.block}" + (f"x{paragraph.bullet}" if paragraph.bullet >= 0 else "")
        self.marks.around(made._p, 1, anchor(item.id, part, joined(paragraph.runs)))
        return made


def _head(page: Page) -> str:
    return f"{page.title.text} {page.period}".strip()


def _header_and_footer(document: Document, page: Page, look: Look, pen: Pen) -> None:
    """Title and period from the second page on; page numbers on every page."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    width = look.paper_mm[0] - 2 * look.margin_mm
    head.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    pen.append(head, [Run(f"{page.title.text}\t{page.period}", page.language)])
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line._p.style = style_id("Footer")
        _field(line, "PAGE")
        pen.append(line, [Run(" / ", "en")])
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

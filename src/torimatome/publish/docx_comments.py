"""A comment on each sentence of the editing copy: the words it rests on, and where they stand."""

from datetime import UTC, datetime, time
from typing import cast

from docx.comments import Comment
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.comments import CT_Comment
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun
from lxml import etree

from torimatome.model.taken import COMMENTER
from torimatome.publish.docx_styles import Dress, add_fonts, language_element, new_element
from torimatome.publish.plain import RIGHT_TO_LEFT, is_japanese
from torimatome.publish.printed import Origin, Page, Paragraph, PrintedItem

# A comment shows beside the text; a longer passage is a page of its own and is cut.
MOST_LETTERS = 600
UNCITED = "No source: this sentence rests on no page."


class Comments:
    """The comments of one document, numbered as they come."""

    def __init__(self, document: Document, page: Page, dress: Dress) -> None:
        self._document, self._japanese = document, dress.japanese
        self._moment = datetime.combine(page.day, time(), UTC)
        self.texts: list[str] = []

    def on(self, made: WordParagraph, spans: list[tuple[int, int, str, list[Origin]]]) -> None:
        """Comment the runs from child `start` up to child `end` of a paragraph, last span first."""
        for start, end, remark, origins in reversed(spans):
            self._comment(made, (start, end), remark, origins)

    def _comment(
        self, made: WordParagraph, at: tuple[int, int], remark: str, origins: list[Origin]
    ) -> None:
        comment = self._made()
        line = comment.paragraphs[0]
        said = [remark] if remark else []
        if remark:
            self._write(line, remark, "en")
        for number, origin in enumerate(origins):
            if number or remark:
                line = comment.add_paragraph()
            said += self._origin(comment, line, origin)
        self.texts.append("\n".join(said))
        start, end, reference = _marks(str(comment.comment_id))
        made._p.insert(at[1], end)
        made._p.insert(at[1] + 1, reference)
        made._p.insert(at[0], start)

    def _made(self) -> Comment:
        """An empty comment. python-docx would look through all of them for a free number."""
        held = self._document.comments
        day = self._moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        element = parse_xml(
            f'<w:comment {nsdecls("w")} w:id="{len(self.texts)}" w:author="{COMMENTER}"'
            f' w:initials="T" w:date="{day}"><w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r></w:p>'
            "</w:comment>"
        )
        held._comments_elm.append(element)
        return Comment(cast(CT_Comment, element), held._comments_part)

    def _origin(self, comment: Comment, line: WordParagraph, origin: Origin) -> list[str]:
        words = origin.quote
        if len(words) > MOST_LETTERS:
            words = words[:MOST_LETTERS].rstrip() + " …"
        quoted = f"“{words}”"
        self._write(line, quoted, origin.language or "en")
        source = " · ".join(part for part in (origin.outlet, origin.published) if part)
        second = comment.add_paragraph()
        self._write(second, source, "en")
        said = [quoted, source]
        if origin.href:
            third = comment.add_paragraph()
            number = third.part.relate_to(
                origin.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link = new_element("w:hyperlink")
            link.set(qn("r:id"), number)
            third._p.append(link)
            self._write(third, origin.href, "en", link)
            said.append(origin.href)
        return said

    def _write(
        self,
        line: WordParagraph,
        words: str,
        language: str,
        holder: etree._Element | None = None,
    ) -> None:
        element = new_element("w:r")
        (line._p if holder is None else holder).append(element)
        run = WordRun(element, line)  # type: ignore[arg-type]  # new_element("w:r") is a CT_R
        run.text = words
        run.font.size = Pt(9)
        properties = run._r.get_or_add_rPr()
        if language == "ja" or is_japanese(words):
            add_fonts(properties, self._japanese, self._japanese)
        if language in RIGHT_TO_LEFT:
            properties.append(new_element("w:rtl"))
        properties.append(language_element(language))


def headline_comment(item: PrintedItem) -> list[Origin]:
    """What the headlines rest on."""
    return [origin for origin in item.origins if origin.number in item.headline_origins]


def sentence_spans(
    item: PrintedItem, paragraph: Paragraph, first: int, *, cited: bool
) -> list[tuple[int, int, str, list[Origin]]]:
    """Each sentence of a paragraph: its first run, the run after its last, and its origins.

    A run is one child of the paragraph, counted from `first`. A NOTE's sentences need no page.
    """
    spans: list[tuple[int, int, str, list[Origin]]] = []
    runs = paragraph.runs
    at = 0
    while at < len(runs):
        number, end = runs[at].sentence, at + 1
        while end < len(runs) and runs[end].sentence == number:
            end += 1
        numbers = [n for run in runs[at:end] for n in run.origins]
        origins = [origin for origin in item.origins if origin.number in numbers]
        blank = not "".join(run.text for run in runs[at:end]).strip()
        if origins or (cited and number >= 0 and not blank):
            remark = "" if origins else UNCITED
            spans.append((first + at, first + end, remark, origins))
        at = end
    return spans


def _marks(number: str) -> tuple[etree._Element, etree._Element, etree._Element]:
    start, end, reference = (
        new_element(f"w:comment{part}") for part in ("RangeStart", "RangeEnd", "Reference")
    )
    for mark in (start, end, reference):
        mark.set(qn("w:id"), number)
    run = new_element("w:r")
    properties = new_element("w:rPr")
    style = new_element("w:rStyle")
    style.set(qn("w:val"), "CommentReference")
    properties.append(style)
    properties.append(language_element("en"))
    run.append(properties)
    run.append(reference)
    return start, end, run

"""Pen: paragraphs and runs of the Word file, each run with its language, face and link."""

from collections.abc import Sequence
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from torimatome.publish.docx_styles import (
    Dress,
    add_fonts,
    language_element,
    new_element,
    style_id,
)
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.runs import Run


class Pen:
    """Writes into one document as its dress says."""

    def __init__(self, document: Document, dress: Dress) -> None:
        self.document, self.dress = document, dress

    def add(self, style: str, runs: Sequence[Run], character: str = "") -> WordParagraph:
        """A new paragraph at the end."""
        made = self.document.add_paragraph()
        made._p.style = style_id(style)
        self.append(made, runs, character)
        return made

    def append(self, made: WordParagraph, runs: Sequence[Run], character: str = "") -> None:
        """Runs at the end of a paragraph."""
        for run in runs:
            if run.href:
                holder = new_element("w:hyperlink")
                number = made.part.relate_to(
                    run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                )
                holder.set(qn("r:id"), number)
                holder.set(qn("w:history"), "1")
                made._p.append(holder)
                self._run(made, holder, run, "Hyperlink")
            else:
                self._run(made, made._p, run, character)

    def _run(self, made: WordParagraph, holder: BaseOxmlElement, run: Run, character: str) -> None:
        element = cast(CT_R, new_element("w:r"))
        holder.append(element)
        WordRun(element, made).text = run.text
        properties = element.get_or_add_rPr()
        if character:
            element.style = style_id(character)
        if run.language == "ja":
            add_fonts(properties, self.dress.japanese, self.dress.japanese)
        if run.language in RIGHT_TO_LEFT:
            properties.append(new_element("w:rtl"))
        properties.append(language_element(run.language))

"""Files inside a PDF: the JSON of an Issue of ours, where one is attached."""

from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.pdf import PDF

_MOST_FILES = 200


def attachment(pdf: PDF) -> str:
    """The JSON among the files inside the PDF that is an Issue of ours; "" when there is none."""
    names = resolve1(resolve1(pdf.doc.catalog.get("Names", {})).get("EmbeddedFiles", {}))
    waiting = [names, *({"Names": ["", f]} for f in resolve1(pdf.doc.catalog.get("AF", [])) or [])]
    seen = 0
    while waiting and seen < _MOST_FILES:
        seen += 1
        node = resolve1(waiting.pop(0))
        if not isinstance(node, dict):
            continue
        waiting += resolve1(node.get("Kids", [])) or []
        for entry in (resolve1(node.get("Names", [])) or [])[1::2]:
            text = _file(resolve1(entry))
            if '"torimatome-issue/' in text:
                return text
    return ""


def _file(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    stream = resolve1((resolve1(entry.get("EF", {})) or {}).get("F"))
    if not isinstance(stream, PDFStream):
        return ""
    return bytes(stream.get_data()).decode("utf-8", "replace")

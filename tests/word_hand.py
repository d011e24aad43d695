"""A hand that edits a Word file as people do: typing, moving, tracking, commenting, pasting."""

import copy
import io
import zipfile
from collections.abc import Callable

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

WHEN = "2026-05-16T09:00:00Z"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def seen(text: str) -> str:
    """The text as one sees it: a space that does not break is a space."""
    return text.replace("\u00a0", " ")


class Hand:
    """One copy, open."""

    def __init__(self, body: bytes) -> None:
        self.doc = docx.Document(io.BytesIO(body))
        self._next = 9000
        self._files: list[Callable[[bytes], bytes]] = []

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.doc.save(out)
        body = out.getvalue()
        for change in self._files:
            body = change(body)
        return body

    def afterwards(self, change: Callable[[bytes], bytes]) -> None:
        """Something done to the file itself."""
        self._files.append(change)

    def find(self, words: str) -> Paragraph:
        """The paragraph that holds the words."""
        (found,) = [p for p in self.doc.paragraphs if words in seen(p.text)]
        return found

    # Typing.
    def type(self, old: str, new: str) -> None:
        """Words exchanged where they stand, within as many runs as they run over."""
        paragraph = self.find(old)
        at = seen(paragraph.text).index(old)
        left, first = len(old), True
        for text in paragraph._p.iter(qn("w:t")):
            words = text.text or ""
            if at >= len(words) and left:
                at -= len(words)
                continue
            if not left:
                break
            took = min(left, len(words) - at)
            text.text = words[:at] + (new if first else "") + words[at + took :]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            left, at, first = left - took, 0, False

    def after(self, words: str, text: str, style: str = "") -> Paragraph:
        """A new paragraph behind the one that holds the words."""
        anchor = self.find(words)
        element = OxmlElement("w:p")
        anchor._p.addnext(element)
        made = Paragraph(element, anchor._parent)
        if style:
            made.style = style
        made.add_run(text)
        return made

    def delete(self, words: str) -> None:
        """A paragraph gone."""
        element = self.find(words)._p
        element.getparent().remove(element)

    def move(self, words: str, behind: str) -> None:
        """A paragraph cut and pasted behind another, its bookmark with it."""
        self.find(behind)._p.addnext(self.find(words)._p)

    def move_item(self, first: str, last: str, behind: str) -> None:
        """All paragraphs from one to another, moved behind a third."""
        start, end = self.find(first)._p, self.find(last)._p
        held = [start]
        while held[-1] is not end:
            held.append(held[-1].getnext())
        at = self.find(behind)._p
        for element in held:
            at.addnext(element)
            at = element

    def copy_item(self, first: str, last: str) -> None:
        """Paragraphs copied below themselves; Word leaves the bookmarks with the first."""
        start, end = self.find(first)._p, self.find(last)._p
        held = [start]
        while held[-1] is not end:
            held.append(held[-1].getnext())
        at = end
        for element in held:
            twin = copy.deepcopy(element)
            for mark in list(twin):
                if mark.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
                    twin.remove(mark)
            at.addnext(twin)
            at = twin

    def delete_from(self, first: str, until: str) -> None:
        """Everything from one paragraph up to another."""
        element, end = self.find(first)._p, self.find(until)._p
        while element is not end:
            following = element.getnext()
            element.getparent().remove(element)
            element = following

    def split(self, words: str) -> None:
        """Return pressed before the words."""
        paragraph = self.find(words)
        at = paragraph.text.index(words)
        second = copy.deepcopy(paragraph._p)
        for mark in list(second):
            if mark.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
                second.remove(mark)
        paragraph._p.addnext(second)
        _keep(paragraph._p, 0, at)
        _keep(second, at, None)

    def merge(self, first: str, second: str) -> None:
        """The end of a paragraph deleted, so that the next joins it."""
        one, other = self.find(first)._p, self.find(second)._p
        space = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = " "
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        space.append(text)
        one.append(space)
        for child in list(other):
            if child.tag != qn("w:pPr"):
                one.append(child)
        other.getparent().remove(other)

    # Tracking.
    def _who(self, tag: str, by: str) -> etree._Element:
        made = OxmlElement(tag)
        self._next += 1
        made.set(qn("w:id"), str(self._next))
        made.set(qn("w:author"), by)
        made.set(qn("w:date"), WHEN)
        return made

    def isolate(self, words: str) -> etree._Element:
        """The run that holds just these words, cut out of its neighbours."""
        paragraph = self.find(words)
        for run in paragraph._p.iter(qn("w:r")):
            text = "".join(t.text or "" for t in run.iter(qn("w:t")))
            if words not in seen(text):
                continue
            start = seen(text).index(words)
            before, behind = text[:start], text[start + len(words) :]
            for part, place in ((before, "before"), (behind, "behind")):
                if part:
                    piece = copy.deepcopy(run)
                    _write(piece, part)
                    (run.addprevious if place == "before" else run.addnext)(piece)
            _write(run, words)
            return run
        raise AssertionError(f"{words!r} stands in no single run")

    def track_delete(self, words: str, by: str = "Ito") -> None:
        run = self.isolate(words)
        holder = self._who("w:del", by)
        run.addprevious(holder)
        holder.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")

    def track_insert(self, behind: str, words: str, by: str = "Ito") -> None:
        run = self.isolate(behind)
        new = copy.deepcopy(run)
        _write(new, words)
        holder = self._who("w:ins", by)
        run.addnext(holder)
        holder.append(new)

    def track_delete_paragraph(self, words: str, by: str = "Ito") -> None:
        paragraph = self.find(words)._p
        for run in list(paragraph.iter(qn("w:r"))):
            holder = self._who("w:del", by)
            run.addprevious(holder)
            holder.append(run)
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
        self.track_mark(paragraph, "w:del", by)

    def track_mark(self, paragraph: etree._Element, tag: str, by: str = "Ito") -> None:
        properties = paragraph.get_or_add_pPr()
        marks = properties.find(qn("w:rPr"))
        if marks is None:
            marks = OxmlElement("w:rPr")
            properties.append(marks)
        marks.append(self._who(tag, by))

    def track_move(self, words: str, behind: str, by: str = "Ito") -> None:
        """A whole paragraph moved with tracking on: struck here, new there."""
        source = self.find(words)._p
        target = copy.deepcopy(source)
        for mark in list(target):
            if mark.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
                target.remove(mark)
        self.find(behind)._p.addnext(target)
        for paragraph, tag in ((source, "w:moveFrom"), (target, "w:moveTo")):
            for run in list(paragraph.iter(qn("w:r"))):
                holder = self._who(tag, by)
                run.addprevious(holder)
                holder.append(run)
            self.track_mark(paragraph, tag, by)

    def track_style(self, words: str, style: str, by: str = "Ito") -> None:
        paragraph = self.find(words)
        old = copy.deepcopy(paragraph._p.get_or_add_pPr())
        paragraph.style = style
        holder = self._who("w:pPrChange", by)
        holder.append(old)
        paragraph._p.get_or_add_pPr().append(holder)

    def track_bold(self, words: str, by: str = "Ito") -> None:
        run = self.isolate(words)
        properties = run.get_or_add_rPr()
        properties.append(OxmlElement("w:b"))
        holder = self._who("w:rPrChange", by)
        holder.append(OxmlElement("w:rPr"))
        properties.append(holder)

    # Beside the text.
    def comment(self, words: str, text: str, by: str = "Kato") -> None:
        run = self.isolate(words)
        made = self.doc.add_comment(docx.text.run.Run(run, self.find(words)), text, by, by[:1])
        made._comment_elm.set(qn("w:date"), WHEN)

    def answer(self, text: str, by: str = "Kato") -> None:
        """An answer to the first comment of the file, threaded as Word threads it."""
        w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
        first = next(iter(self.doc.comments))
        first._comment_elm.findall(qn("w:p"))[-1].set(f"{{{w14}}}paraId", "11111111")
        run = next(self.find("カルデン県")._p.iter(qn("w:r")))
        made = self.doc.add_comment(docx.text.run.Run(run, self.find("カルデン県")), text, by, "K")
        made._comment_elm.findall(qn("w:p"))[-1].set(f"{{{w14}}}paraId", "22222222")
        self.afterwards(
            lambda body: with_part(
                body,
                "word/commentsExtended.xml",
                '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
                '<w15:commentEx w15:paraId="11111111" w15:done="0"/>'
                '<w15:commentEx w15:paraId="22222222" w15:paraIdParent="11111111" w15:done="0"/>'
                "</w15:commentsEx>",
            )
        )

    def footnote(self, words: str, text: str) -> None:
        run = self.isolate(words)
        call = parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>')
        run.addnext(call)
        notes = (
            f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:type="separator" w:id="0"><w:p/>'
            f'</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}'
            "</w:t></w:r></w:p></w:footnote></w:footnotes>"
        )
        self.afterwards(lambda body: _known(with_part(body, "word/footnotes.xml", notes)))

    def picture(self, words: str) -> None:
        dot = bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408"
            "d763f8cfc000000301010018dd8db00000000049454e44ae426082"
        )
        self.find(words).add_run().add_picture(io.BytesIO(dot))

    def xml(self, words: str, inner: str) -> None:
        """Markup put at the end of a paragraph."""
        names = nsdecls("w", "r", "wp", "a")
        extra = (
            ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        )
        holder = parse_xml(f"<w:p {names}{extra}>{inner}</w:p>")
        for child in list(holder):
            self.find(words)._p.append(child)

    def table(self, behind: str, rows: list[list[str]]) -> None:
        made = self.doc.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        self.find(behind)._p.addnext(made._tbl)


def _write(run: etree._Element, words: str) -> None:
    for text in list(run.iter(qn("w:t"))):
        run.remove(text)
    made = OxmlElement("w:t")
    made.text = words
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(made)


def _keep(paragraph: etree._Element, start: int, end: int | None) -> None:
    """Only the letters between two places."""
    at = 0
    for text in paragraph.iter(qn("w:t")):
        words = text.text or ""
        low, high = max(start - at, 0), len(words) if end is None else max(end - at, 0)
        text.text = words[low:high]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(words)


def rewritten(body: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The file with each part as `change` gives it back; None: without it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            made = change(name, old.read(name))
            if made is not None:
                new.writestr(name, made)
    return out.getvalue()


def with_part(body: bytes, name: str, text: str) -> bytes:
    """The file with one part more, or another in its place."""
    made = rewritten(body, lambda n, octets: None if n == name else octets)
    out = io.BytesIO(made)
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr(name, text)
    return out.getvalue()


def _known(body: bytes) -> bytes:
    """The file with its footnotes told of, as programs want it."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def change(name: str, octets: bytes) -> bytes:
        if name == "[Content_Types].xml":
            part = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
            return octets.replace(b"</Types>", part.encode())
        if name == "word/_rels/document.xml.rels":
            link = f'<Relationship Id="rId900" Type="{relation}" Target="footnotes.xml"/>'
            return octets.replace(b"</Relationships>", f"{link}</Relationships>".encode())
        return octets

    return rewritten(body, change)


def without_copy(body: bytes) -> bytes:
    """As programs save it that keep no parts of others."""
    return rewritten(body, lambda n, octets: None if n.startswith("customXml/") else octets)


def without_bookmarks(body: bytes) -> bytes:
    """As programs save it that keep no hidden bookmarks."""

    def change(name: str, octets: bytes) -> bytes:
        if name != "word/document.xml":
            return octets
        tree = etree.fromstring(octets)
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(tree.iter(f"{{{WORD}}}{tag}")):
                mark.getparent().remove(mark)
        return etree.tostring(tree)

    return rewritten(body, change)


def pasted_plain(body: bytes) -> bytes:
    """The words alone, in a new file of somebody's own."""
    made = docx.Document()
    for paragraph in docx.Document(io.BytesIO(body)).paragraphs:
        made.add_paragraph(paragraph.text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def strict(body: bytes) -> bytes:
    """As Word saves it as "Strict Open XML"."""
    usual = b"http://schemas.openxmlformats.org/"
    pairs = (
        (
            usual + b"wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        (
            usual + b"officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )

    def change(_name: str, octets: bytes) -> bytes:
        for old, new in pairs:
            octets = octets.replace(old, new)
        return octets

    return rewritten(body, change)

"""Thirty more edits made by hand in Word, and files that are no Word files, read as they stand.

Written before the rules that read them were looked at, as were tests/word_edits_new.py: moves and
deletions that are tracked, pasting from elsewhere, what other programs write, and mistakes.
"""

import copy
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from tests.word_edits import EXERCISE, SPEECH, SUMMIT, TELLIS, WHEAT
from tests.word_edits_new import (
    DUTY,
    EARLIER,
    STUDENTS,
    NewEdit,
    _add,
    _number,
    _proofed,
    _run_of,
    _several,
    _track_move_item,
)
from tests.word_hand import WORD, Hand, _known, rewritten, strict, with_part, without_bookmarks

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _runs_tracked(hand: Hand, words: str, tag: str, by: str) -> None:
    run = hand.isolate(words)
    holder = hand._who(tag, by)
    run.addprevious(holder)
    holder.append(run)


def _sentence_moved_tracked(hand: Hand) -> None:
    """A sentence dragged to the front of its paragraph with tracking on."""
    words = "The next summit will be held in Halan in 2027."
    _runs_tracked(hand, words, "w:moveFrom", "Ito")
    holder = hand._who("w:moveTo", "Ito")
    holder.append(parse_xml(
        f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{words} </w:t></w:r>'))  # fmt: skip
    first = next(r for r in hand.find(SPEECH)._p.iter(qn("w:r")))
    first.addprevious(holder)


def _split_tracked(hand: Hand) -> None:
    hand.split(EXERCISE)
    hand.track_mark(hand.find("86 vehicles")._p, "w:ins", "Ito")


def _merged_tracked(hand: Hand) -> None:
    """The mark at a paragraph's end deleted with tracking on: the next will join it."""
    hand.track_mark(hand.find("86 vehicles")._p, "w:del", "Ito")


def _web_page(hand: Hand) -> None:
    made = hand.after(WHEAT, "Bakers said that ", "")
    edge = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="4" w:space="1"/></w:pBdr>'
    made._p.get_or_add_pPr().append(parse_xml(edge))
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"),
        made.part.relate_to("https://bakers.example/", f"{RELATIONS}/hyperlink", is_external=True),
    )
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>bread</w:t></w:r>"))
    made._p.append(link)
    made.add_run(" would stay dear.").bold = True


def _numbered(hand: Hand) -> None:
    for words in ("Third, mills.", "Second, bakers.", "First, farmers."):
        hand.after(WHEAT, words, "List Paragraph" if "List Paragraph" in hand.doc.styles else "")
        _number(hand, words)


def _text_box(hand: Hand) -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
        "<a:graphicData uri='x'><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Ask the embassy"
        "</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    hand.xml(SPEECH, box)


def _endnote(hand: Hand) -> None:
    run = hand.isolate("snow clearance")
    run.addnext(parse_xml(f'<w:r {nsdecls("w")}><w:endnoteReference w:id="2"/></w:r>'))
    notes = (
        f'<w:endnotes xmlns:w="{WORD}"><w:endnote w:type="separator" w:id="0"><w:p/></w:endnote>'
        '<w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t>Counted in 2025.</w:t></w:r>'
        "</w:p></w:endnote></w:endnotes>"
    )

    def told(body: bytes) -> bytes:
        body = _known(with_part(body, "word/endnotes.xml", notes))
        lists = ("[Content_Types].xml", "document.xml.rels")
        return rewritten(
            body, lambda n, o: o.replace(b"footnotes", b"endnotes") if n.endswith(lists) else o
        )

    hand.afterwards(told)


def _retargeted(hand: Hand) -> None:
    """Edit Hyperlink: other address, same words."""
    rels = hand.doc.part.rels
    link = next(h for h in hand.find("full text of the ruling")._p.iter(qn("w:hyperlink")))
    rels[link.get(qn("r:id"))]._target = "https://court.example/other"


def _japanese_word(body: bytes) -> bytes:
    """As a Japanese Word writes style ids: "a3" for Body Text; names stay the English ones."""
    ids = {b"BodyText": b"a3", b"Heading2": b"2", b"SideText": b"a4", b"ItemBullet": b"a5"}

    def change(name: str, octets: bytes) -> bytes:
        if name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
            for old, new in ids.items():
                octets = octets.replace(b'"' + old + b'"', b'"' + new + b'"')
        return octets

    return rewritten(body, change)


def _renamed(body: bytes) -> bytes:
    """Styles given names of the house's own."""

    def change(name: str, octets: bytes) -> bytes:
        if name == "word/styles.xml":
            octets = octets.replace(b'w:name w:val="Body Text"', 'w:name w:val="本文２"'.encode())
            octets = octets.replace(b'w:val="English Headline"', 'w:val="英文見出し"'.encode())
        return octets

    return rewritten(body, change)


def _web_word(hand: Hand) -> None:
    _proofed(hand)
    hand.type("31 percent", "13 percent")
    hand.afterwards(without_bookmarks)


def _alt_chunk(hand: Hand) -> None:
    """A page of the web put in whole, which Word would only read on opening."""
    chunk = parse_xml(f'<w:altChunk xmlns:w="{WORD}" xmlns:r="{RELATIONS}" r:id="rIdChunk"/>')
    hand.find(WHEAT)._p.addnext(chunk)
    link = (
        f'<Relationship Id="rIdChunk" Type="{RELATIONS}/aFChunk" Target="chunk.html"/>'
        "</Relationships>"
    )

    def told(body: bytes) -> bytes:
        body = with_part(body, "word/chunk.html", "<p>Millers protested.</p>")
        return rewritten(body, lambda n, o: o.replace(b"</Relationships>", link.encode())
                         if n == "word/_rels/document.xml.rels" else o)  # fmt: skip

    hand.afterwards(told)


def _date_field(hand: Hand) -> None:
    hand.xml(
        STUDENTS,
        '<w:r><w:t xml:space="preserve"> Checked on </w:t></w:r>'
        '<w:fldSimple w:instr=" DATE "><w:r><w:t>16 May 2026</w:t></w:r></w:fldSimple>'
        "<w:r><w:t>.</w:t></w:r>",
    )


def _furigana(hand: Hand) -> None:
    """Readings over a name in a headline."""
    run = hand.isolate("憲法裁判所")
    base = copy.deepcopy(run)
    ruby = parse_xml(
        f"<w:r {nsdecls('w')}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>けんぽう</w:t></w:r></w:rt>"
        "<w:rubyBase/></w:ruby></w:r>"
    )
    ruby[0][2].append(base)
    run.addprevious(ruby)
    run.getparent().remove(run)


def _new_section(hand: Hand) -> None:
    for text, style in (
        ("(OSTGAZ / 15.05.2026)", ""), ("Exports rose by 4 percent.", "Body Text"),
        ("Exports of wool rise", "English Headline"), ("羊毛の輸出が増加", "Heading 2"),
        ("経済関係", "Heading 1"),
    ):  # fmt: skip
        if style:
            hand.after("The border commissioners of Velmora", text, style)


def _headline_plain(hand: Hand) -> None:
    """A headline set as bold body text, as pasting without styles does."""
    paragraph = hand.find("小麦輸入関税")
    paragraph.style = "Normal"
    for run in paragraph.runs:
        run.bold = True


def _item_deleted_tracked(hand: Hand) -> None:
    for words, by in (("小麦輸入関税", "Ito"), ("suspends duties", "Ito"), (WHEAT, "Sato")):
        hand.track_delete_paragraph(words, by)


def _macro(body: bytes) -> bytes:
    """Saved as a document with macros."""
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return rewritten(body, lambda n, o: o.replace(plain, macro)
                     if n == "[Content_Types].xml" else o)  # fmt: skip


def _large_picture(hand: Hand) -> None:
    """A photograph of 30 MB, which does not pack."""
    hand.picture(SUMMIT)

    def grown(name: str, octets: bytes) -> bytes:
        return octets + bytes(range(256)) * 120_000 if name.startswith("word/media/") else octets

    hand.afterwards(lambda body: rewritten(body, grown))


def _cells(hand: Hand) -> None:
    hand.table(WHEAT, [["Country", "Duty"], ["Sarnia", "0 percent"], ["Halvia", "12 percent"]])


def _hidden(hand: Hand) -> None:
    _add(_run_of(hand, "The sides also discussed"), "w:vanish")


def _struck(hand: Hand) -> None:
    _add(_run_of(hand, "nobody was hurt"), "w:strike")


THIRD_EDITS: tuple[NewEdit, ...] = (
    NewEdit("typing over a label and the words behind it",
            lambda h: h.type("Sarnian MFA: No aircraft", "Sarnian MFA: Not one aircraft"),
            ((("sentence", "2", "Not one aircraft"),),)),
    NewEdit("the citation of a side is deleted",
            lambda h: h.type(" (MFA.SARNIA / 12.05.2026)", ""),
            ((("citation", "2", "MFA.SARNIA"),),)),
    NewEdit("an item goes to another section and its headline is changed",
            _several(lambda h: h.move_item("小麦輸入関税", WHEAT, TELLIS),
                     lambda h: h.type("6か月間停止", "半年停止")),
            ((("item_section", "8", ""), ("headline_ja", "8", "半年停止")),)),
    NewEdit("one inserts and another deletes in one paragraph, tracked",
            _several(lambda h: h.track_insert("a three-day exercise", " at dawn", "Ito"),
                     lambda h: h.track_delete(
                         "The exercise rehearses the evacuation of mountain villages after an"
                         " earthquake, the service said.", "Sato")),
            ((("sentence", "1", "at dawn"), ("sentence_removed", "1", EXERCISE)),)),
    NewEdit("a paragraph is split, tracked", _split_tracked, ((("split", "1", EXERCISE),),)),
    NewEdit("two paragraphs are merged, tracked", _merged_tracked,
            ((("merge", "1", TELLIS),),)),
    NewEdit("a sentence is moved within its paragraph, tracked", _sentence_moved_tracked,
            ((("sentence_moved", "7", "next summit"),),
             (("sentence_moved", "7", "In her speech"),))),
    NewEdit("an item goes to another section, tracked",
            lambda h: _track_move_item(h, "小麦輸入関税", WHEAT, "next meet on June 2"),
            ((("item_section", "8", ""),),)),
    NewEdit("a comment on a Japanese headline", lambda h: h.comment("国境警備隊", "訳語を確認"),
            ((("comment", "1", "訳語を確認"),),)),
    NewEdit("rows of a table are pasted in", _cells,
            ((("block_added", "8", "Country | Duty"),),
             (("block_added", "8", "Country"), ("block_added", "8", "Sarnia"),
              ("block_added", "8", "Halvia")),
             (("outside", "8", "Halvia"),), (("outside", "", "Halvia"),),
             (("object", "8", "Halvia"),), (("object", "8", "table"), ("outside", "8", "Halvia")))),
    NewEdit("a paragraph is pasted from a web page", _web_page,
            ((("block_added", "8", "Bakers said that bread would stay dear."),),
             (("block_added", "8", "Bakers said that bread would stay dear."),
              ("format", "8", "bold"), ("link", "8", "https://bakers.example/")))),
    NewEdit("a numbered list is typed", _numbered,
            ((("bullet_added", "8", "First, farmers."), ("bullet_added", "8", "Second, bakers."),
              ("bullet_added", "8", "Third, mills.")),
             (("block_added", "8", "First, farmers."), ("block_added", "8", "Second, bakers."),
              ("block_added", "8", "Third, mills.")),
             (("block_added", "8", "First, farmers."),))),
    NewEdit("round quotation marks round a speech",
            _several(lambda h: h.type('said: "Roads', "said: “Roads"),
                     lambda h: h.type('as well."', "as well.”")),
            ((("typography", "7", "“Roads"),),)),
    NewEdit("wide digits in an English sentence", lambda h: h.type("1,240", "１，２４０"),
            ((("sentence", "1", "１，２４０"),), (("typography", "1", "１，２４０"),))),
    NewEdit("wide brackets round a citation",
            lambda h: h.type("(OSTGAZ / 14.05.2026)", "（OSTGAZ / 14.05.2026）"),
            ((("citation", "8", "（OSTGAZ"),), (("typography", "8", "（OSTGAZ"),))),
    NewEdit("a text box of today's Word", _text_box,
            ((("object", "7", "text box"), ("block_added", "7", "Ask the embassy")),
             (("object", "7", "text box"), ("outside", "7", "Ask the embassy")),
             (("object", "7", "Ask the embassy"),), (("outside", "7", "Ask the embassy"),))),
    NewEdit("an endnote is added", _endnote, ((("footnote", "7", "Counted in 2025."),),)),
    NewEdit("a link leads elsewhere", _retargeted,
            ((("link", "4", "https://court.example/other"),),)),
    NewEdit("an outlet's name is typed over in its link",
            lambda h: h.type("(OSTGAZ / 14.05", "(OSTGAS / 14.05"),
            ((("citation", "8", "OSTGAS"),),)),
    NewEdit("the running head is changed",
            lambda h: h.doc.sections[0].header.paragraphs[0].add_run(" 内部限り"),
            ((("header", "", "内部限り"),),)),
    NewEdit("saved by a Japanese Word, with ids of its own",
            _several(lambda h: h.type("86 vehicles", "68 vehicles"),
                     lambda h: h.afterwards(_japanese_word)),
            ((("sentence", "1", "68 vehicles"),),)),
    NewEdit("styles are renamed",
            _several(lambda h: h.type("86 vehicles", "68 vehicles"),
                     lambda h: h.afterwards(_renamed)),
            ((("sentence", "1", "68 vehicles"),),)),
    NewEdit("saved by Word on the web: runs cut, bookmarks gone", _web_word,
            ((("sentence", "8", "13 percent"),),)),
    NewEdit("saved as Strict Open XML, after a change",
            _several(lambda h: h.type(DUTY, "until December 1"),
                     lambda h: h.afterwards(strict)),
            ((("sentence", "8", "until December 1"),),)),
    NewEdit("a web page is put in whole", _alt_chunk,
            ((("object", "8", ""),), (("outside", "8", ""),), (("outside", "", ""),),
             (("object", "", ""),))),
    NewEdit("a field with today's day", _date_field,
            ((("sentence_added", "5", "16 May 2026"),),
             (("sentence_added", "5", "16 May 2026"), ("object", "5", "field")))),
    NewEdit("readings over the words of a headline", _furigana,
            ((("object", "4", "けんぽう"),), (("format", "4", "けんぽう"),),
             (("object", "4", ""),))),
    NewEdit("a section of one's own, with an item", _new_section,
            ((("section_heading", "", "経済関係"), ("item_added", "new", "Exports")),
             (("section_heading", "9", "経済関係"), ("item_added", "new", "羊毛")))),
    NewEdit("a headline loses its style", _headline_plain,
            ((("restyled", "8", ""),), (("format", "8", "小麦"),), (),
             (("format", "8", "小麦"), ("format", "8", "bold")))),
    NewEdit("an item is deleted by two people, tracked", _item_deleted_tracked,
            ((("item_removed", "8", "小麦"),),)),
    NewEdit("words are hidden", _hidden,
            ((("format", "5", "The sides also discussed"),),
             (("sentence", "5", "The sides also discussed"),))),
    NewEdit("words are struck through by hand", _struck, ((("format", "2", "nobody was hurt"),),)),
    NewEdit("saved with macros, after a change",
            _several(lambda h: h.type("86 vehicles", "68 vehicles"),
                     lambda h: h.afterwards(_macro)),
            ((("sentence", "1", "68 vehicles"),),)),
    NewEdit("a photograph of thirty megabytes", _large_picture, ((("object", "7", "picture"),),)),
    NewEdit("a picture sign from the telephone",
            lambda h: h.type("nobody was hurt", "nobody was hurt 🙂"),
            ((("sentence", "2", "🙂"),),)),
    NewEdit("a paragraph of the last item goes to the first",
            lambda h: h.move(EARLIER, TELLIS),
            ((("block_moved", "9", EARLIER),), (("block_moved", "1", EARLIER),),
             (("block_moved", "9", EARLIER), ("item_removed", "9", "")),
             (("block_moved", "1", EARLIER), ("headline_removed", "9", "国境委員")))),
)  # fmt: skip


@dataclass(frozen=True)
class Mistaken:
    """A file that is no Word file, and a word that must stand in what is said of it."""

    name: str
    file: str
    made: Callable[[bytes], bytes]
    says: str


def _odt(_body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("content.xml", "<office:document-content/>")
    return out.getvalue()


def _hollow(body: bytes) -> bytes:
    """Its text cut off in the middle."""
    return rewritten(body, lambda n, o: o[: len(o) // 2] if n == "word/document.xml" else o)


def _sheet(_body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


MISTAKEN = (
    Mistaken("an OpenDocument text", "copy.odt", _odt, "OpenDocument"),
    Mistaken("an old .doc, or one with a password", "copy.doc",
             lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ".docx"),
    Mistaken("a Rich Text file by another name", "copy.docx",
             lambda _: rb"{\rtf1\ansi Text}", ".docx"),
    Mistaken("a web page by another name", "copy.docx",
             lambda _: b"<html><p>Text</p></html>", ".docx"),
    Mistaken("half a file", "copy.docx", lambda body: body[: len(body) // 2], "whole"),
    Mistaken("a file whose text is cut off", "copy.docx", _hollow, "copy.docx"),
    Mistaken("a spreadsheet", "copy.docx", _sheet, "copy.docx"),
    Mistaken("an empty file", "copy.docx", lambda _: b"", "empty"),
)  # fmt: skip

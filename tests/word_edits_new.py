"""Edits made by hand in Word that were written before the rules that read them were looked at.

The first set, tests/word_edits.py, is the one the matching was made with. These came later: what
editors do in Word, each with all that may rightly be said of it; `told` holds one or more readings.
"""

import copy
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree
from tests.word_edits import (
    AIRSPACE,
    BRENN,
    BUDGET,
    DRONE,
    EXERCISE,
    PROTEST,
    RAILWAY,
    SPEECH,
    SUMMIT,
    TELLIS,
    WHEAT,
    Told,
)
from tests.word_hand import WHEN, WORD, Hand, rewritten

DUTY, JAPAN, EARLIER = "until November 15", "expressed gratitude", "may meet earlier"
RAISED, STUDENTS = "Flour prices had risen", "visa facilitation"


@dataclass(frozen=True)
class NewEdit:
    """One edit and every reading of it that is right."""

    name: str
    does: Callable[[Hand], object]
    told: tuple[tuple[Told, ...], ...]


def _several(*each: Callable[[Hand], object]) -> Callable[[Hand], object]:
    return lambda hand: [one(hand) for one in each]


def _texts(hand: Hand) -> Iterable[etree._Element]:
    return list(hand.doc.element.body.iter(qn("w:t")))


def _everywhere(pattern: str, new: str) -> Callable[[Hand], None]:
    """Find and replace over all, run by run, as Word does where a word lies in one run."""

    def does(hand: Hand) -> None:
        for text in _texts(hand):
            made = re.sub(pattern, new, text.text or "")
            if made != text.text:
                text.text = made
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return does


def _proofed(hand: Hand) -> None:
    """Runs cut at words, with the spelling checker's marks and revision ids between."""
    for run in list(hand.doc.element.body.iter(qn("w:r"))):
        texts = run.findall(qn("w:t"))
        words = (texts[0].text or "") if len(texts) == 1 else ""
        if len(words.split(" ")) < 3:
            continue
        first, _, rest = words.partition(" ")
        twin = copy.deepcopy(run)
        run.set(qn("w:rsidR"), "00A1B2C3")
        texts[0].text = first
        twin.find(qn("w:t")).text = f" {rest}"
        for one in (texts[0], twin.find(qn("w:t"))):
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(twin)
        for kind in ("spellEnd", "spellStart"):
            mark = OxmlElement("w:proofErr")
            mark.set(qn("w:type"), kind)
            (run.addprevious if kind == "spellStart" else run.addnext)(mark)


def _own_bookmarks(hand: Hand) -> None:
    for number, (words, name) in enumerate(((TELLIS, "_GoBack"), (WHEAT, "Important"))):
        at = hand.find(words)._p
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(7000 + number))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            at.insert(1, mark)
        at.insert(1, parse_xml(f"<w:r {nsdecls('w')}><w:lastRenderedPageBreak/></w:r>"))


def _into_hyphen(hand: Hand) -> None:
    """Optional hyphens: the sign, and the mark Word writes for Ctrl and hyphen."""
    hand.type("servicemen", "service\u00admen")
    run = hand.isolate("evacuation")
    text = run.find(qn("w:t"))
    text.text = "evacu"
    run.append(OxmlElement("w:softHyphen"))
    rest = OxmlElement("w:t")
    rest.text = "ation"
    run.append(rest)


def _section_moved(hand: Hand, heading: str, until: str) -> None:
    """A whole section, heading and items, cut and pasted before the end mark."""
    element, end = hand.find(heading)._p, hand.find(until)._p
    held = []
    while element is not end:
        held.append(element)
        element = element.getnext()
    goal = hand.find("END")._p
    for one in held:
        goal.addprevious(one)


def _track_move_item(hand: Hand, first: str, last: str, behind: str) -> None:
    start, end = hand.find(first)._p, hand.find(last)._p
    held = [start]
    while held[-1] is not end:
        held.append(held[-1].getnext())
    at = hand.find(behind)._p
    for source in held:
        target = copy.deepcopy(source)
        for mark in list(target):
            if mark.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
                target.remove(mark)
        at.addnext(target)
        at = target
        for paragraph, tag in ((source, "w:moveFrom"), (target, "w:moveTo")):
            for run in list(paragraph.iter(qn("w:r"))):
                holder = hand._who(tag, "Ito")
                run.addprevious(holder)
                holder.append(run)
            hand.track_mark(paragraph, tag)


def _without_comments(hand: Hand) -> None:
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(hand.doc.element.body.iter(qn(f"w:{tag}"))):
            holder = mark.getparent()
            holder.remove(mark)
            if tag == "commentReference" and holder.tag == qn("w:r"):
                holder.getparent().remove(holder)
    for comment in list(hand.doc.part._comments_part.element):
        hand.doc.part._comments_part.element.remove(comment)


def _links_removed(hand: Hand) -> None:
    for link in list(hand.doc.element.body.iter(qn("w:hyperlink"))):
        for child in list(link):
            link.addprevious(child)
        link.getparent().remove(link)


def _wrapped(hand: Hand, words: str) -> None:
    """A content control round a paragraph."""
    at = hand.find(words)._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    at.addprevious(control)
    control[1].append(at)


def _in_table(hand: Hand, words: str) -> None:
    """A paragraph set into a frame: a table of one cell."""
    at = hand.find(words)._p
    made = hand.doc.add_table(1, 1)
    at.addprevious(made._tbl)
    cell = made.rows[0].cells[0]._tc
    for empty in cell.findall(qn("w:p")):
        cell.remove(empty)
    cell.append(at)


def _number(hand: Hand, words: str, level: str = "0") -> None:
    """The button of lists pressed on a paragraph."""
    properties = hand.find(words)._p.get_or_add_pPr()
    made = properties._add_numPr()
    made.get_or_add_numId().val = 1
    made.get_or_add_ilvl().set(qn("w:val"), level)


def _second(hand: Hand, words: str) -> Paragraph:
    """The second paragraph that holds the words."""
    return [p for p in hand.doc.paragraphs if words in p.text][1]


def _unmarked(hand: Hand) -> None:
    """The button of lists pressed again on a headline."""
    made = hand.find("ヴェルモラ、サルニア")._p.get_or_add_pPr()._add_numPr()
    made.get_or_add_numId().val = 0


def _run_of(hand: Hand, words: str) -> etree._Element:
    return hand.isolate(words).get_or_add_rPr()


def _add(parent: etree._Element, tag: str, **values: str) -> None:
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)


def _face(hand: Hand) -> None:
    properties = _run_of(hand, STUDENTS)
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, parse_xml(
        f'<w:rFonts {nsdecls("w")} w:ascii="Georgia" w:hAnsi="Georgia"/>'))  # fmt: skip


def _break_before(hand: Hand, words: str, xml: str) -> None:
    at = hand.find(words)._p
    at.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:r>{xml}</w:r></w:p>"))


def _tracked_paragraph(hand: Hand, behind: str, text: str) -> None:
    made = hand.after(behind, text, "Body Text")
    run = next(made._p.iter(qn("w:r")))
    holder = hand._who("w:ins", "Sato")
    run.addprevious(holder)
    holder.append(run)
    hand.track_mark(made._p, "w:ins", "Sato")


def _shade(hand: Hand) -> None:
    _add(_run_of(hand, "nobody was hurt"), "w:highlight", val="yellow")


def _google(body: bytes) -> bytes:
    """As Google Docs gives a file back: headings by name, all else set by hand, nothing hidden."""
    keep = {"Title", "Subtitle", "Heading1", "Heading2", "Heading3"}

    def change(name: str, octets: bytes) -> bytes | None:
        if name.startswith("customXml/") or name in ("word/comments.xml",):
            return None
        if name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
            octets = re.sub(
                rb'<Override PartName="/(?:customXml/|word/comments)[^>]*/>', b"", octets
            )
            return re.sub(rb"<Relationship (?=[^>]*(?:customXml|comments))[^>]*/>", b"", octets)
        if name != "word/document.xml":
            return octets
        tree = etree.fromstring(octets)
        for tag in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
                    "commentReference", "rStyle", "lang"):  # fmt: skip
            for mark in list(tree.iter(f"{{{WORD}}}{tag}")):
                mark.getparent().remove(mark)
        for style in list(tree.iter(f"{{{WORD}}}pStyle")):
            if style.get(f"{{{WORD}}}val") not in keep:
                style.getparent().remove(style)
        for properties in tree.iter(f"{{{WORD}}}pPr"):
            etree.SubElement(properties, f"{{{WORD}}}spacing").set(f"{{{WORD}}}after", "120")
        return etree.tostring(tree)

    return rewritten(body, change)


def _resolved(hand: Hand) -> None:
    hand.comment(DUTY, "Please check the day.", "Sato")
    hand.comment(DUTY, "Checked: the 15th.", "Abe")


_WORDART = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="x" '
    'style="width:100pt;height:20pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>Internal draft'
    "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)

NEW_EDITS: tuple[NewEdit, ...] = (
    NewEdit(
        "AutoCorrect makes every straight quotation mark round",
        _several(_everywhere(r'(^|[\s(])"', r"\1“"), _everywhere('"', "”"), _everywhere("'", "’")),
        ((("typography", "1", "’"), ("typography", "2", "’"), ("typography", "7", "’"),
          ("typography", "7", "”")),),
    ),
    NewEdit("spaces that do not break between all numbers and words",
            _everywhere(r"(\d) ([a-z])", "\\1\u00a0\\2"), ((),)),
    NewEdit("two spaces after every full stop", _everywhere(r"\. (?=[A-Z])", ".  "), ((),)),
    NewEdit("optional hyphens", _into_hyphen, ((),)),
    NewEdit("the spelling checker cuts runs and leaves its marks", _proofed, ((),)),
    NewEdit("bookmarks of one's own and marks of rendered pages", _own_bookmarks, ((),)),
    NewEdit("a content control round a paragraph", lambda h: _wrapped(h, WHEAT), ((),)),
    NewEdit("empty paragraphs between items",
            _several(*(lambda h, w=w: h.after(w, "") for w in (WHEAT, TELLIS, SUMMIT))), ((),)),
    NewEdit("all comments deleted", _without_comments, ((),)),
    NewEdit("a list pushed in by a level", lambda h: _number(h, BUDGET, "1"), ((),)),
    NewEdit("another face for some words", _face, ((("format", "5", STUDENTS),),)),
    NewEdit("larger letters for some words",
            lambda h: _add(_run_of(h, STUDENTS), "w:sz", val=str(int(Pt(18).pt * 2))),
            ((("format", "5", STUDENTS),),)),
    NewEdit("words marked with a yellow pen", _shade, ((("format", "2", "nobody was hurt"),),)),
    NewEdit("the button of lists pressed on a paragraph", lambda h: _number(h, JAPAN),
            ((("restyled", "5", "bullet"),),)),
    NewEdit(
        "a whole section is moved to the end",
        lambda h: _section_moved(h, "内政関連", "外政関連"),
        ((("section_heading", "", "内政関連"),), (("section_heading", "", "外政関連"),),
         (("section_heading", "", "内政関連"), ("section_heading", "", "外政関連"))),
    ),
    NewEdit(
        "an item goes from the first section to the last",
        lambda h: h.move_item("ヴェルモラ国境警備隊", TELLIS, EARLIER),
        ((("item_section", "1", ""),),),
    ),
    NewEdit(
        "an item is moved within its section, tracked",
        lambda h: _track_move_item(h, "ラウム外相、日本", "met with the Ambassador", SUMMIT),
        ((("item_moved", "5", ""),),),
    ),
    NewEdit(
        "an item is copied to another section and changed there",
        _several(
            lambda h: h.copy_item("小麦輸入関税", WHEAT),
            lambda h: _second(h, "小麦輸入関税").add_run("（続報）"),
        ),
        ((("item_added", "new", "（続報）"),),),
    ),
    NewEdit(
        "two items become one: the headlines of the second go",
        _several(
            lambda h: h.delete("両国国境委員"), lambda h: h.delete("Border commissioners may")
        ),
        ((("headline_removed", "9", "国境委員"), ("headline_removed", "9", "Border commissioners")),
         (("item_removed", "9", "国境委員"), ("block_moved", "9", EARLIER)),
         (("headline_removed", "9", "国境委員"), ("headline_removed", "9", "Border commissioners"),
          ("block_moved", "9", EARLIER))),
    ),
    NewEdit(
        "two items become one paragraph",
        _several(lambda h: h.delete("両国国境委員"), lambda h: h.delete("Border commissioners may"),
                 lambda h: h.merge(WHEAT, EARLIER)),
        ((("headline_removed", "9", "国境委員"), ("headline_removed", "9", "Border commissioners"),
          ("merge", "8", EARLIER)),
         (("headline_removed", "9", "国境委員"), ("headline_removed", "9", "Border commissioners"),
          ("merge", "9", EARLIER)),
         (("item_removed", "9", "国境委員"), ("sentence_moved", "9", EARLIER)),
         (("item_removed", "9", "国境委員"), ("merge", "8", EARLIER)),
         (("item_removed", "9", "国境委員"), ("merge", "9", EARLIER)),
         (("headline_removed", "9", "国境委員"), ("headline_removed", "9", "Border commissioners"),
          ("unmatched", "8", EARLIER))),
    ),
    NewEdit("two sentences change places",
            _several(lambda h: h.type(" The next summit will be held in Halan in 2027.", ""),
                     lambda h: h.type(SPEECH, "The next summit will be held in Halan in 2027. "
                                      + SPEECH)),
            ((("sentence_moved", "7", ""),),)),
    NewEdit("a paragraph is copied into another item",
            lambda h: h.after(WHEAT, h.find(TELLIS).text, "Body Text"),
            ((("block_added", "8", TELLIS),),)),
    NewEdit("a paragraph is set into a frame", lambda h: _in_table(h, WHEAT),
            ((("object", "8", "table"),), (("restyled", "8", ""),), (("format", "8", "table"),))),
    NewEdit("a picture on a line of its own",
            _several(lambda h: h.after(SPEECH, "", "Body Text"),
                     lambda h: h.find(SPEECH)._p.getnext().append(_picture(h))),
            ((("object", "7", "picture"),),)),
    NewEdit("an old text box is put into a headline", lambda h: h.xml("小麦輸入関税", _WORDART),
            ((("object", "8", "text box"), ("block_added", "8", "Internal draft")),
             (("object", "8", "text box"), ("outside", "8", "Internal draft")))),
    NewEdit("a footnote on a bullet",
            lambda h: h.footnote("2.1 percent", "Forecast of the ministry of finance."),
            ((("footnote", "3", "Forecast of the ministry"),),)),
    NewEdit("two people comment on the same words", _resolved,
            ((("comment", "8", "Please check the day."), ("comment", "8", "Checked: the 15th.")),)),
    NewEdit("two people track changes in one sentence",
            _several(lambda h: h.track_insert("eleven minutes", "twelve minutes", "Ito"),
                     lambda h: h.track_delete("eleven minutes", "Ito"),
                     lambda h: h.track_insert("from the east", ", low,", "Sato")),
            ((("sentence", "2", "twelve minutes"),),)),
    NewEdit("a paragraph is put in, tracked",
            lambda h: _tracked_paragraph(h, WHEAT, "Millers welcomed it. (OSTGAZ / 15.05.2026)"),
            ((("block_added", "8", "Millers welcomed it."),),)),
    NewEdit("the centring of a paragraph, tracked",
            lambda h: h.find(WHEAT)._p.get_or_add_pPr().append(parse_xml(
                f'<w:pPrChange {nsdecls("w")} w:id="9900" w:author="Ito" w:date="{WHEN}"><w:pPr/>'
                "</w:pPrChange>")),
            ((("tracked", "8", ""),),)),
    NewEdit("find and replace over all", _everywhere("Sarnian", "Sarnish"),
            ((("label", "2", "Sarnish MFA"), ("sentence", "2", "Sarnish border"),
              ("sentence", "2", "Sarnish chargé"), ("sentence", "2", "Sarnish armed"),
              ("sentence", "8", "Sarnish wheat")),)),
    NewEdit("all links are taken off", _links_removed,
            ((("link", "4", "full text of the ruling"),),)),
    NewEdit("a heading is renumbered by hand", lambda h: h.type("外政関連", "５．外政関連"),
            ((("section_heading", "", "５．"),),)),
    NewEdit("a heading is worded anew", lambda h: h.type("軍事・治安関係", "軍事及び治安"),
            ((("section_heading", "", "軍事及び治安"),),)),
    NewEdit("a heading is deleted and its items stand in the section before",
            lambda h: h.delete("外政関連"), ((("section_heading", "", "外政関連"),),)),
    NewEdit("the foot of the page is changed",
            lambda h: h.doc.sections[0].footer.paragraphs[0].add_run(" For internal use"),
            ((("header", "", "For internal use"),),)),
    NewEdit("the end mark is changed", lambda h: h.type("END", "以上"),
            ((("title", "", "以上"),), (("fixed_line", "", "以上"),))),
    NewEdit("the notice is deleted", lambda h: h.delete("This is a sample."),
            ((("title", "", "This is a sample."),), (("fixed_line", "", "This is a sample."),))),
    NewEdit("a line is broken within a sentence",
            lambda h: h.xml(DRONE, "<w:r><w:br/></w:r>"), ((("object", "2", "line break"),), ())),
    NewEdit("a page begins before a section",
            lambda h: _break_before(h, "外政関連", '<w:br w:type="page"/>'),
            ((("object", "", "page break"),), (("object", "4", "page break"),))),
    NewEdit("a sign of a symbol font", lambda h: h.xml(
        SPEECH, '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'),
            ((("object", "7", "symbol font"),),)),
    NewEdit("the mark before a headline is deleted", _unmarked, ((),)),
    NewEdit("wide digits in a headline", lambda h: h.type("6か月間", "６か月間"),
            ((("headline_ja", "8", "６か月間"),), (("typography", "8", "６か月間"),))),
    NewEdit("a citation's day is written out",
            lambda h: h.type("OSTGAZ / 14.05.2026", "OSTGAZ / May 14, 2026"),
            ((("citation", "8", "May 14, 2026"),),)),
    NewEdit("an outlet joins a citation",
            lambda h: h.type("(VELPRESS / 11.05", "(VELPRESS, OSTGAZ / 11.05"),
            ((("citation", "2", "OSTGAZ"),),)),
    NewEdit("NOTE is struck from a NOTE", lambda h: h.type("NOTE: ", ""),
            ((("label", "2", "NOTE"),), (("restyled", "2", ""),), ())),
    NewEdit("given back by Google Docs",
            _several(lambda h: h.type("1,240", "1,420"),
                     lambda h: h.type("2.1 percent", "2.0 percent"),
                     lambda h: h.delete(AIRSPACE), lambda h: h.afterwards(_google)),
            ((("sentence", "1", "1,420"), ("sentence", "3", "2.0 percent"),
              ("block_removed", "2", AIRSPACE)),
             (("format", "", "paragraphs"), ("sentence", "1", "1,420"),
              ("sentence", "3", "2.0 percent"), ("block_removed", "2", AIRSPACE)))),
    NewEdit("many things at once",
            _several(lambda h: h.type("1,240", "1,420"), lambda h: h.split(EXERCISE),
                     lambda h: h.move(BUDGET, RAILWAY), lambda h: h.delete(PROTEST),
                     lambda h: h.type("in Brenn", "in the town of Brenn"),
                     lambda h: h.type(RAISED, "Prices of flour had risen")),
            ((("sentence", "1", "1,420"), ("split", "1", EXERCISE), ("bullet_moved", "3", ""),
              ("block_removed", "2", PROTEST), ("sentence", "7", "town of Brenn"),
              ("sentence", "8", "Prices of flour")),
             (("split", "1", "1,420"), ("bullet_moved", "3", ""), ("block_removed", "2", PROTEST),
              ("sentence", "7", "town of Brenn"), ("sentence", "8", "Prices of flour")))),
    NewEdit("capital letters are made small",
            lambda h: h.type("Justice Minister", "justice minister"),
            ((("sentence", "4", "justice minister"),),)),
    NewEdit("a sentence is put into brackets and joined to the one before",
            lambda h: h.type(BRENN + " Brenn.", BRENN + " Brenn (Velmora)."),
            ((("sentence", "7", "(Velmora)"),),)),
)  # fmt: skip


def _picture(hand: Hand) -> etree._Element:
    hand.picture(SPEECH)
    run = list(hand.find(SPEECH)._p.iter(qn("w:r")))[-1]
    run.getparent().remove(run)
    return run

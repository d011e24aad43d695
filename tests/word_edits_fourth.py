"""Forty more edits made by hand in Word, written before the rules that read them were looked at.

Two authors at once, find and replace over everything, rows and lists pasted, text boxes, notes,
what Google Docs and old Words write, and the Japanese half alone changed.
"""

import copy
import unicodedata

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from tests.word_edits import BUDGET, SPEECH, WHEAT
from tests.word_edits_new import (
    DUTY,
    EARLIER,
    RAISED,
    STUDENTS,
    NewEdit,
    _add,
    _everywhere,
    _google,
    _several,
    _texts,
    _tracked_paragraph,
)
from tests.word_hand import WORD, Hand, rewritten, strict, without_bookmarks, without_copy

COURT = "ruled by seven votes to two"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _nested(hand: Hand) -> None:
    """One inserts words, another strikes out part of them: a deletion within an insertion."""
    hand.track_insert("86 vehicles", " and 12 helicopters", "Ito")
    (run,) = hand.find("1,240")._p.xpath("w:ins/w:r")
    first, rest = copy.deepcopy(run), copy.deepcopy(run)
    for one, words in ((first, " and "), (rest, " helicopters"), (run, "12")):
        one.find(qn("w:t")).text = words
        one.find(qn("w:t")).set(_SPACE, "preserve")
    run.addprevious(first)
    run.addnext(rest)
    holder = hand._who("w:del", "Sato")
    run.addprevious(holder)
    holder.append(run)
    run.find(qn("w:t")).tag = qn("w:delText")


def _restruck(hand: Hand) -> None:
    """One author replaces a figure, the other replaces another in the same sentence."""
    hand.track_insert("1,240", "1,420", "Ito")
    hand.track_delete("1,240", "Ito")
    hand.track_insert("86", "68", "Sato")
    hand.track_delete("86", "Sato")


def _commented_answer(hand: Hand) -> None:
    hand.answer("Agreed, keep it.")


def _row_tracked(hand: Hand) -> None:
    """A table of two rows, the second struck out with tracking on."""
    hand.table(WHEAT, [["Country", "Duty"], ["Sarnia", "0 percent"]])
    row = list(hand.doc.element.body.iter(qn("w:tr")))[1]
    properties = OxmlElement("w:trPr")
    properties.append(hand._who("w:del", "Ito"))
    row.insert(0, properties)
    for run in list(row.iter(qn("w:r"))):
        holder = hand._who("w:del", "Ito")
        run.addprevious(holder)
        holder.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")


def _html_paste(hand: Hand) -> None:
    """Two paragraphs out of a web page: blue, with a space that does not break, a foreign style."""
    for words in ("Exporters of Sarnia welcomed the step.", "The duty had stood since 2019."):
        made = hand.after(WHEAT, words.replace(" ", "\u00a0", 1), "")
        made.runs[0].font.name = "Verdana"
        _add(made.runs[0]._r.get_or_add_rPr(), "w:color", val="0000FF")


def _list_paste(hand: Hand) -> None:
    """Three bullets typed as paragraphs with a dash, below a list of ours."""
    for words in ("- Third: the pensions.", "- Second: the schools.", "- First: the roads."):
        hand.after("will not choose", words, "Body Text")


def _wide_everywhere(hand: Hand) -> None:
    """Full-width digits in every Japanese headline, as a Japanese input method types them."""
    for paragraph in hand.doc.paragraphs:
        if paragraph.style.name == "Heading 2":
            for run in paragraph.runs:
                run.text = run.text.translate(_WIDE)


def _soft_hyphens(hand: Hand) -> None:
    """Soft hyphens put in by a program that hyphenates."""
    for text in _texts(hand):
        words = (text.text or "").replace("government", "govern\u00adment")
        text.text = words.replace("commissioners", "commis\u00adsion\u00aders")


def _ja_only(hand: Hand) -> None:
    for old, new in (("合同訓練を実施", "合同訓練を開始"), ("説明が対立", "主張が対立"),
                     ("首脳会合に出席", "首脳会議に出席")):  # fmt: skip
        hand.type(old, new)


def _citations_gone(hand: Hand) -> None:
    for cited in (" (OSTGAZ / 14.05.2026)", " (OSTGAZ / 15.05.2026)", " (VELPRESS / 11.05.2026)"):
        hand.type(cited, "")


def _reversed(hand: Hand) -> None:
    """Foreign policy first, then domestic, then military: both moved with all their items."""
    body = hand.doc.element.body
    parts: list[list[etree._Element]] = []
    for paragraph in hand.doc.paragraphs:
        if paragraph.style.name == "Heading 1":
            parts.append([])
        if parts and paragraph.style.name != "End Mark":
            parts[-1].append(paragraph._p)
    goal = hand.find("END")._p
    for part in reversed(parts):
        for element in part:
            body.remove(element)
            goal.addprevious(element)


def _twice(hand: Hand) -> None:
    """An item copied below itself and left so."""
    hand.copy_item("国境委員、6月", EARLIER)


def _box(words: str) -> str:
    return (
        "<w:r><w:pict><v:rect xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict>"
        "</w:r>"
    )


def _boxed_paragraph(hand: Hand) -> None:
    """A paragraph cut out and put into a text box beside the one before."""
    hand.type(" The next summit will be held in Halan in 2027.", "")
    hand.xml(SPEECH, _box("The next summit will be held in Halan in 2027."))


def _simple_field(hand: Hand) -> None:
    """A citation's link turned into an old HYPERLINK field, as some Words save it."""
    link = next(h for h in hand.find(WHEAT)._p.iter(qn("w:hyperlink")))
    target = hand.doc.part.rels[link.get(qn("r:id"))]._target
    at = link.getparent().index(link)
    runs = [r for r in link if r.tag == qn("w:r")]
    pieces = [
        parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"/></w:r>'),
        parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> HYPERLINK "{target}" '
                  "</w:instrText></w:r>"),
        parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="separate"/></w:r>'),
        *runs,
        parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'),
    ]  # fmt: skip
    parent = link.getparent()
    parent.remove(link)
    for place, piece in enumerate(pieces):
        parent.insert(at + place, piece)


def _source_led_elsewhere(hand: Hand) -> None:
    """The address of a citation's outlet changed."""
    link = next(h for h in hand.find(WHEAT)._p.iter(qn("w:hyperlink")))
    hand.doc.part.rels[link.get(qn("r:id"))]._target = "https://ostgaz.example/corrected"


def _customs(body: bytes) -> bytes:
    """All runs wrapped in smart tags and content controls, as old Words and templates do."""

    def change(name: str, octets: bytes) -> bytes:
        if name != "word/document.xml":
            return octets
        tree = etree.fromstring(octets)
        for number, run in enumerate(list(tree.iter(f"{{{WORD}}}r"))):
            if run.getparent().tag != f"{{{WORD}}}p" or number % 3:
                continue
            tag = etree.Element(f"{{{WORD}}}smartTag")
            tag.set(f"{{{WORD}}}element", "place")
            run.addprevious(tag)
            tag.append(run)
        return etree.tostring(tree)

    return rewritten(body, change)


def _letters(body: bytes) -> bytes:
    """Every run cut to single letters, as files that went through many hands are."""

    def change(name: str, octets: bytes) -> bytes:
        if name != "word/document.xml":
            return octets
        tree = etree.fromstring(octets)
        for run in list(tree.iter(f"{{{WORD}}}r")):
            texts = run.findall(f"{{{WORD}}}t")
            words = (texts[0].text or "") if len(texts) == 1 else ""
            if not 1 < len(words) < 60:
                continue
            for letter in words:
                twin = copy.deepcopy(run)
                own = twin.find(f"{{{WORD}}}t")
                own.text = letter
                own.set(_SPACE, "preserve")
                run.addprevious(twin)
            run.getparent().remove(run)
        return etree.tostring(tree)

    return rewritten(body, change)


def _direct_bold(hand: Hand) -> None:
    """A headline restyled: larger and blue by hand, the style left as it is."""
    run = hand.find("Velmora suspends duties").runs[0]
    _add(run._r.get_or_add_rPr(), "w:color", val="0000FF")
    _add(run._r.get_or_add_rPr(), "w:sz", val="40")


def _tabbed(hand: Hand) -> None:
    """A tab before every body paragraph, as typists indent."""
    for paragraph in hand.doc.paragraphs:
        if paragraph.style.name == "Body Text":
            first = next(paragraph._p.iter(qn("w:r")))
            first.insert(1 if first.find(qn("w:rPr")) is not None else 0, OxmlElement("w:tab"))


def _item_split(hand: Hand) -> None:
    """One item becomes two: headlines of one's own typed before its second paragraph."""
    paragraph = hand.find(SPEECH)._p
    for words, style in (
        ("サヴィル大統領、演説", "Heading 2"),
        ("President Savir speaks", "English Headline"),
    ):
        made = hand.after("traffic counted", words, style)
        paragraph.addprevious(made._p)


def _para_into_note(hand: Hand) -> None:
    hand.find(STUDENTS).style = "Note"


def _comment_two(hand: Hand) -> None:
    """Comments by two people on two items, and the words of one changed, too."""
    hand.comment("nobody was hurt", "Source?", "Ito")
    hand.comment(RAISED, "Since February or March?", "Sato")
    hand.type("31 percent", "13 percent")


def _tracked_headline(hand: Hand) -> None:
    hand.track_insert("小麦輸入関税を", "当面", "Ito")


def _accents(hand: Hand) -> None:
    """Decomposed letters, as a Mac writes them."""

    for text in _texts(hand):
        text.text = unicodedata.normalize("NFD", text.text or "")


def _rtl_marks(hand: Hand) -> None:
    """Marks of direction that Word puts round Arabic."""
    for text in _texts(hand):
        if "الشعوب" in (text.text or "") or "مرزها" in (text.text or ""):
            text.text = f"\u200f{text.text}\u200e"


FOURTH_EDITS: tuple[NewEdit, ...] = (
    NewEdit("two authors replace two figures of one sentence, tracked", _restruck,
            ((("sentence", "1", "1,420"),), (("sentence", "1", "68 vehicles"),))),
    NewEdit("one inserts, another strikes part of it", _nested,
            ((("sentence", "1", "helicopters"),),)),
    NewEdit("an answer to a comment", _commented_answer,
            ((("comment", "1", "Agreed, keep it."),),)),
    NewEdit("a table with a row struck out, tracked", _row_tracked,
            ((("block_added", "8", "Country"),),
             (("block_added", "8", "Country"), ("object", "8", "table")),
             (("block_added", "8", "Country | Duty"), ("tracked", "8", "Sarnia | 0 percent")))),
    NewEdit("paragraphs out of a web page", _html_paste,
            ((("block_added", "8", "Exporters"), ("block_added", "8", "since 2019")),
             (("block_added", "8", "Exporters"), ("block_added", "8", "since 2019"),
              ("format", "8", "")),
             (("block_added", "8", "Exporters"), ("block_added", "8", "since 2019"),
              ("format", "8", ""), ("format", "8", "")))),
    NewEdit("a list typed with dashes behind a list", _list_paste,
            ((("bullet_added", "3", "First"), ("bullet_added", "3", "Second"),
              ("bullet_added", "3", "Third")),
             (("block_added", "3", "First"), ("block_added", "3", "Second"),
              ("block_added", "3", "Third")),
             (("block_added", "3", "First"),), (("bullet_added", "3", "Third: the pensions"),))),
    NewEdit("full-width digits in all headlines", _wide_everywhere,
            ((), (("typography", "5", "３０"), ("typography", "6", "５"), ("typography", "8", "６"),
                  ("typography", "9", "６")),
             (("headline_ja", "5", "３０"), ("headline_ja", "6", "５"), ("headline_ja", "8", "６"),
              ("headline_ja", "9", "６")))),
    NewEdit("a hyphenation program's soft hyphens", _soft_hyphens, ((),)),
    NewEdit("three Japanese headlines reworded, no English", _ja_only,
            ((("headline_ja", "1", "開始"), ("headline_ja", "2", "主張"),
              ("headline_ja", "7", "会議")),)),
    NewEdit("three citations deleted", _citations_gone,
            ((("citation", "8", "OSTGAZ"), ("citation", "9", "OSTGAZ"),
              ("citation", "2", "VELPRESS")),)),
    NewEdit("sections in the opposite order", _reversed,
            ((("section_heading", "", "軍事"), ("section_heading", "", "内政")),
             (("section_heading", "", "外政"), ("section_heading", "", "内政")),
             (("section_heading", "", "外政"), ("section_heading", "", "軍事")),
             (("section_heading", "", "軍事"), ("section_heading", "", "内政"),
              ("section_heading", "", "外政")))),
    NewEdit("an item stands twice", _twice, ((("item_added", "new", "国境委員"),),)),
    NewEdit("a sentence goes into a text box", _boxed_paragraph,
            ((("sentence_removed", "7", "next summit"), ("object", "7", "next summit")),
             (("sentence_removed", "7", "next summit"), ("outside", "7", "next summit")),
             (("sentence_removed", "7", "next summit"), ("object", "7", "text box"),
              ("block_added", "7", "next summit")),
             (("split", "7", "next summit"), ("object", "7", "text box")),
             (("block_moved", "7", "next summit"), ("object", "7", "text box")),
             (("sentence_moved", "7", "next summit"), ("object", "7", "text box")))),
    NewEdit("a link saved as an old field", _simple_field, ((),)),
    NewEdit("a citation's outlet led elsewhere", _source_led_elsewhere,
            ((("link", "8", "https://ostgaz.example/corrected"),),)),
    NewEdit("smart tags of an old Word, and a change",
            _several(lambda h: h.type("86 vehicles", "68 vehicles"),
                     lambda h: h.afterwards(_customs)),
            ((("sentence", "1", "68 vehicles"),),)),
    NewEdit("runs cut to letters, and a change",
            _several(lambda h: h.type(DUTY, "until December 1"), lambda h: h.afterwards(_letters)),
            ((("sentence", "8", "until December 1"),),)),
    NewEdit("a headline made blue and large by hand", _direct_bold,
            ((("format", "8", "Velmora suspends"),), (),)),
    NewEdit("tabs before paragraphs", _tabbed, ((),)),
    NewEdit("one item becomes two", _item_split,
            ((("item_added", "new", "演説"), ("block_removed", "7", "In her speech")),
             (("item_added", "new", "演説"), ("block_moved", "7", "In her speech")),
             (("item_added", "new", "演説"), ("block_moved", "new", "In her speech")),
             (("item_added", "new", "演説"), ("sentence_removed", "7", "In her speech"),
              ("sentence_removed", "7", "next summit"), ("citation", "7", "")),
             (("split", "7", "演説"),))),
    NewEdit("a paragraph is styled as a NOTE", _para_into_note,
            ((("restyled", "5", "NOTE"),), (("restyled", "5", "note"),), (("label", "5", ""),))),
    NewEdit("comments on two items, and one of the sentences changed", _comment_two,
            ((("comment", "2", "Source?"), ("comment", "8", "February or March"),
              ("sentence", "8", "13 percent")),)),
    NewEdit("words put into a Japanese headline, tracked", _tracked_headline,
            ((("headline_ja", "8", "当面"),),)),
    NewEdit("letters as a Mac writes them", _accents, ((),)),
    NewEdit("marks of direction round Arabic", _rtl_marks, ((),)),
    NewEdit("percent becomes % everywhere", _everywhere(r" percent", "%"),
            ((("sentence", "3", "2.1%"), ("sentence", "3", "91%"), ("sentence", "8", "12%"),
              ("sentence", "8", "31%")),)),
    NewEdit("a name replaced in both languages",
            _several(_everywhere("Savir", "Savira"), _everywhere("サヴィル", "サヴィラ")),
            ((("headline_ja", "3", "サヴィラ"), ("headline_en", "3", "Savira"),
              ("sentence", "3", "Savira"), ("headline_ja", "7", "サヴィラ"),
              ("headline_en", "7", "Savira"), ("sentence", "7", "Savira")),)),
    NewEdit("a bullet goes to another item", lambda h: h.move(BUDGET, WHEAT),
            ((("bullet_moved", "3", "budget deficit"),), (("block_moved", "3", "budget deficit"),),
             (("bullet_moved", "8", "budget deficit"),), (("block_moved", "8", "budget deficit"),),
             (("bullet_removed", "3", "budget deficit"), ("bullet_added", "8", "budget deficit")),
             (("bullet_removed", "3", "budget deficit"), ("block_added", "8", "budget deficit")))),
    NewEdit("a sentence goes to another item",
            _several(lambda h: h.type(" The sides also discussed visa facilitation and the exchange"
                                      " of students.", ""),
                     lambda h: h.type("trade said.", "trade said. The sides also discussed visa"
                                      " facilitation and the exchange of students.")),
            ((("sentence_moved", "5", "visa"),), (("sentence_moved", "8", "visa"),),
             (("sentence_removed", "5", "visa"), ("sentence_added", "8", "visa")))),
    NewEdit("two sentences made one with and",
            lambda h: h.type("Brenn. The nine members", "Brenn, where the nine members"),
            ((("merge", "7", "where the nine members"),),
             (("sentence", "7", "where the nine members"),),
             (("sentence", "7", "where the nine members"), ("sentence_removed", "7", "")))),
    NewEdit("one sentence made two",
            lambda h: h.type("border; nobody was hurt", "border. Nobody was hurt"),
            ((("split", "2", "Nobody was hurt"),), (("sentence", "2", "Nobody was hurt"),),
             (("sentence", "2", ""), ("sentence_added", "2", "Nobody was hurt")))),
    NewEdit("all sentences of a paragraph written anew",
            lambda h: h.type("Commander Orhan Tellis, who led the exercise, told reporters that the"
                             " lessons of last winter's avalanches had been taken into account.",
                             "Asked about avalanches, the officer in charge gave no details."),
            ((("sentence", "1", "Asked about avalanches"),),
             (("sentence_removed", "1", "Tellis"), ("sentence_added", "1", "Asked")))),
    NewEdit("a side's label is changed",
            lambda h: h.type("Sarnian MFA:", "Sarnian Foreign Ministry:"),
            ((("label", "2", "Sarnian Foreign Ministry"),),)),
    NewEdit("the second side is put before the first",
            lambda h: h.move("Sarnian MFA:", "nobody was hurt"),
            ((("block_moved", "2", "No aircraft"),),)),
    NewEdit("a NOTE of two paragraphs is deleted",
            _several(lambda h: h.delete("third such incident"),
                     lambda h: h.delete("next meet on June 2")),
            ((("block_removed", "2", "third such"), ("block_removed", "2", "next meet")),)),
    NewEdit("back from Google Docs with a headline and a bullet changed",
            _several(lambda h: h.type("until November 15", "until 15 November"),
                     lambda h: h.type("by November;", "by December;"),
                     lambda h: h.type("6か月間停止", "半年間停止"),
                     lambda h: h.afterwards(_google)),
            ((("sentence", "8", "15 November"), ("sentence", "3", "December"),
              ("headline_ja", "8", "半年間")),
             (("format", "", "paragraphs"), ("sentence", "8", "15 November"),
              ("sentence", "3", "December"), ("headline_ja", "8", "半年間")))),
    NewEdit("strict, without bookmarks and without our part, a headline changed",
            _several(lambda h: h.type("for six months", "for half a year"),
                     lambda h: h.afterwards(without_bookmarks),
                     lambda h: h.afterwards(without_copy), lambda h: h.afterwards(strict)),
            ((("headline_en", "8", "half a year"),),)),
    NewEdit("the title and the period are changed",
            _several(lambda h: h.type("ヴェルモラ政治・治安情報", "ヴェルモラ週報"),
                     lambda h: h.type("5月15日", "5月14日")),
            ((("title", "", "週報"), ("title", "", "14日")),
             (("title", "", "週報"), ("fixed_line", "", "14日")))),
    NewEdit("a paragraph put in by one, a sentence struck by another, tracked",
            _several(lambda h: _tracked_paragraph(h, WHEAT, "Mills expect cheaper flour."),
                     lambda h: h.track_delete(
                         "The next summit will be held in Halan in 2027.", "Ito")),
            ((("block_added", "8", "Mills"), ("sentence_removed", "7", "next summit")),)),
    NewEdit("an item deleted, its neighbour's headline changed, a footnote set",
            _several(lambda h: h.delete_from("ラウム外相、日本", "ラウム外相、周辺"),
                     lambda h: h.type("周辺5か国", "隣接5か国"),
                     lambda h: h.footnote("until November 15", "See decree 112.")),
            ((("item_removed", "5", "日本"), ("headline_ja", "6", "隣接"),
              ("footnote", "8", "decree 112")),)),
)  # fmt: skip

"""Sixty edits made by hand in Word, scripted, each with what has to be reported of it.

An expectation is (kind, item, words that must stand in what is reported). Items are those of the
sample issue: "3" is velmora-03, "" the issue itself, "new" one written by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.word_hand import Hand, pasted_plain, strict, without_bookmarks, without_copy

Told = tuple[str, str, str]


@dataclass(frozen=True)
class HandEdit:
    """One edit and what is to be said of it."""

    name: str
    does: Callable[[Hand], object]
    told: tuple[Told, ...]


def _several(*each: Callable[[Hand], object]) -> Callable[[Hand], object]:
    return lambda hand: [one(hand) for one in each]


BUDGET, RAILWAY, NEIGHBOURS = "The budget deficit", "The railway between", "Velmora “will not"
TELLIS, EXERCISE = "Commander Orhan Tellis", "The exercise rehearses"
BRENN, SPEECH, SUMMIT = "the summit of the Alpine Compact in", "In her speech", "The next summit"
PROTEST, AIRSPACE, DRONE = (
    "handed over a note of protest",
    "into Velmoran airspace",
    "On May.11, an",
)
WHEAT = "the 12 percent import duty"

EDITS: tuple[HandEdit, ...] = (
    # Typing.
    HandEdit("nothing at all", lambda h: None, ()),
    HandEdit(
        "a number is typed over", lambda h: h.type("1,240", "1,420"), (("sentence", "1", "1,420"),)
    ),
    HandEdit(
        "a word is added",
        lambda h: h.type("a three-day exercise", "a large three-day exercise"),
        (("sentence", "1", "large"),),
    ),
    HandEdit(
        "two sentences of one paragraph are changed",
        _several(
            lambda h: h.type("86 vehicles", "68 vehicles"),
            lambda h: h.type("earthquake", "avalanche"),
        ),
        (("sentence", "1", "68 vehicles"), ("sentence", "1", "avalanche")),
    ),
    HandEdit(
        "a sentence is typed behind another",
        lambda h: h.type("the service said.", "the service said. It lasts until Sunday."),
        (("sentence_added", "1", "It lasts until Sunday."),),
    ),
    HandEdit(
        "a sentence is typed before the first",
        lambda h: h.type(TELLIS, "There were no injuries. " + TELLIS),
        (("sentence_added", "1", "There were no injuries."),),
    ),
    HandEdit(
        "a sentence is typed behind the citation",
        lambda h: h.type("08.05.2026)", "08.05.2026) No date was named."),
        (("sentence_added", "1", "No date was named."),),
    ),
    HandEdit(
        "a sentence is deleted",
        lambda h: h.type(
            " The exercise rehearses the evacuation of mountain villages after an"
            " earthquake, the service said.",
            "",
        ),
        (("sentence_removed", "1", EXERCISE),),
    ),
    HandEdit(
        "a paragraph is worded anew",
        lambda h: h.type(
            "Commander Orhan Tellis, who led the exercise, told reporters that"
            " the lessons of last winter's avalanches had been taken into account.",
            "Speaking to the press, its leader Tellis called last winter's avalanches a lesson.",
        ),
        (("sentence", "1", "called last winter"),),
    ),
    HandEdit(
        "the Japanese headline is changed",
        lambda h: h.type("合同訓練を実施", "合同演習を開始"),
        (("headline_ja", "1", "合同演習を開始"),),
    ),
    HandEdit(
        "the English headline is changed",
        lambda h: h.type("differing accounts", "two accounts"),
        (("headline_en", "2", "two accounts"),),
    ),
    HandEdit(
        "the English headline is worded anew",
        lambda h: h.type(
            "FM Raum writes for the press of five neighbouring countries", "Op-ed published abroad"
        ),
        (("headline_en", "6", "Op-ed published abroad"),),
    ),
    HandEdit(
        "the citation's day is changed",
        lambda h: h.type("VELPRESS / 11.05.2026", "VELPRESS / 12.05.2026"),
        (("citation", "2", "12.05.2026"),),
    ),
    HandEdit(
        "the citation is deleted",
        lambda h: h.type(" (OSTGAZ / 14.05.2026)", ""),
        (("citation", "8", "(OSTGAZ / 14.05.2026)"),),
    ),
    HandEdit(
        "a side is named otherwise",
        lambda h: h.type("Velmoran MFA:", "Velmoran Foreign Ministry:"),
        (("label", "2", "Velmoran Foreign Ministry"),),
    ),
    HandEdit(
        "a side's label is deleted",
        lambda h: h.type("Sarnian MFA: ", ""),
        (("label", "2", "Sarnian MFA"),),
    ),
    HandEdit(
        "a NOTE is changed",
        lambda h: h.type("third such incident", "fourth such incident"),
        (("sentence", "2", "fourth such incident"),),
    ),
    HandEdit(
        "a bullet is changed",
        lambda h: h.type("2.1 percent", "2.0 percent"),
        (("sentence", "3", "2.0 percent"),),
    ),
    HandEdit(
        "a subheading is changed",
        lambda h: h.type("Reaction of the parties", "How the parties reacted"),
        (("sentence", "4", "How the parties reacted"),),
    ),
    HandEdit(
        "a sentence in Russian is put into English",
        lambda h: h.type(
            "Мы предлагаем создать совместную комиссию и передать ей все записи.",
            "We propose a joint commission.",
        ),
        (("sentence", "2", "We propose a joint commission."),),
    ),
    HandEdit(
        "the remark under the title is changed",
        lambda h: h.type("一部5月7日分", "一部5月6日分"),
        (("title", "", "5月6日分"),),
    ),
    HandEdit(
        "the period is changed",
        lambda h: h.type("5月8日～5月15日", "5月9日～5月16日"),
        (("fixed_line", "", "5月9日"),),
    ),
    HandEdit(
        "a section's heading is changed",
        lambda h: h.type("内政関連", "国内政治"),
        (("section_heading", "", "国内政治"),),
    ),
    # AutoCorrect.
    HandEdit(
        "straight quotation marks are made round",
        _several(
            lambda h: h.type('said: "Roads', "said: “Roads"),
            lambda h: h.type('as well."', "as well.”"),
        ),
        (("typography", "7", "“Roads"),),
    ),
    HandEdit(
        "an apostrophe and a dash are exchanged",
        _several(
            lambda h: h.type("last winter's", "last winter’s"),
            lambda h: h.type("chargé d'affaires", "chargé d’affaires"),
        ),
        (("typography", "1", "’"), ("typography", "2", "’")),
    ),
    HandEdit(
        "a space that does not break is typed",
        lambda h: h.type("86 vehicles", "86\u00a0vehicles"),
        (),
    ),
    # Shape.
    HandEdit(
        "a sentence is cut in two",
        lambda h: h.type(
            "amend the bill within a month, while the opposition called",
            "amend the bill within a month. The opposition called",
        ),
        (("sentence", "4", "The opposition called"),),
    ),
    HandEdit(
        "two sentences are made one",
        lambda h: h.type(
            "until November 15. Flour prices had risen",
            "until November 15, for flour prices had risen",
        ),
        (("sentence", "8", "for flour prices"),),
    ),
    HandEdit("a paragraph is split", lambda h: h.split(EXERCISE), (("split", "1", EXERCISE),)),
    HandEdit(
        "a paragraph is split and reworded",
        _several(
            lambda h: h.type("24 mountain roads", "20 mountain roads"),
            lambda h: h.split("The nine members"),
        ),
        (("split", "7", "20 mountain roads"),),
    ),
    HandEdit(
        "two paragraphs are merged",
        lambda h: h.merge("86 vehicles", TELLIS),
        (("merge", "1", TELLIS),),
    ),
    HandEdit(
        "two sides are merged into one paragraph",
        lambda h: h.merge("eleven minutes", PROTEST),
        (("merge", "2", PROTEST),),
    ),
    HandEdit(
        "a paragraph is deleted", lambda h: h.delete(AIRSPACE), (("block_removed", "2", AIRSPACE),)
    ),
    HandEdit(
        "a bullet is deleted", lambda h: h.delete(RAILWAY), (("bullet_removed", "3", RAILWAY),)
    ),
    HandEdit(
        "a bullet is added",
        lambda h: h.after(BUDGET, "Pensions will rise in July.", "Item Bullet"),
        (("bullet_added", "3", "Pensions will rise in July."),),
    ),
    HandEdit(
        "bullets change places", lambda h: h.move(BUDGET, RAILWAY), (("bullet_moved", "3", ""),)
    ),
    HandEdit(
        "a paragraph is moved within its item",
        lambda h: h.move(DRONE, PROTEST),
        (("block_moved", "2", "unmanned aircraft"),),
    ),
    HandEdit(
        "a paragraph is moved to another item",
        lambda h: h.move(TELLIS, WHEAT),
        (("block_moved", "1", TELLIS),),
    ),
    HandEdit(
        "a sentence is moved to another paragraph",
        _several(
            lambda h: h.type(
                " The exercise rehearses the evacuation of mountain villages"
                " after an earthquake, the service said.",
                "",
            ),
            lambda h: h.type(
                "taken into account.",
                "taken into account. The exercise rehearses the evacuation"
                " of mountain villages after an earthquake, the service said.",
            ),
        ),
        (("sentence_moved", "1", EXERCISE),),
    ),
    HandEdit(
        "a paragraph is added",
        lambda h: h.after(
            TELLIS, "A second exercise follows in June. (VELPRESS / 09.05.2026)", "Body Text"
        ),
        (("block_added", "1", "A second exercise follows in June."),),
    ),
    HandEdit(
        "a NOTE is added",
        lambda h: h.after(WHEAT, "NOTE: Duties were last waived in 2019.", "Note"),
        (("block_added", "8", "Duties were last waived"),),
    ),
    HandEdit(
        "an item is moved within its section",
        lambda h: h.move_item("ラウム外相、日本", "met with the Ambassador of Japan", SPEECH),
        (("item_moved", "5", ""),),
    ),
    HandEdit(
        "an item is moved to another section",
        lambda h: h.move_item("小麦輸入関税", WHEAT, "The governing Union party"),
        (("item_section", "8", ""),),
    ),
    HandEdit(
        "an item is deleted",
        _several(
            *(
                lambda h, w=w: h.delete(w)
                for w in (
                    "両国国境委員",
                    "Border commissioners may meet in June",
                    "may meet earlier",
                )
            )
        ),
        (("item_removed", "9", "may meet earlier"),),
    ),
    HandEdit(
        "an item is added by hand",
        _several(
            lambda h: h.after(
                WHEAT, "Parliament met on May.15. (VELPRESS / 15.05.2026)", "Body Text"
            ),
            lambda h: h.after(WHEAT, "Parliament meets", "English Headline"),
            lambda h: h.after(WHEAT, "● 議会が開会", "Heading 2"),
        ),
        (("item_added", "new", "議会が開会"),),
    ),
    HandEdit(
        "a headline is deleted",
        lambda h: h.delete("President Savir attends"),
        (("headline_removed", "7", "President Savir attends"),),
    ),
    HandEdit(
        "words are typed before the first item",
        lambda h: h.after("架空です。", "Draft for review", ""),
        (("outside", "", "Draft for review"),),
    ),
    # Style.
    HandEdit(
        "a paragraph becomes a NOTE",
        lambda h: setattr(h.find(WHEAT), "style", "Note"),
        (("restyled", "8", "note"),),
    ),
    HandEdit(
        "a heading is given to a paragraph",
        lambda h: setattr(h.find(SPEECH), "style", "Heading 3"),
        (("restyled", "7", "subheading"),),
    ),
    HandEdit(
        "words are made bold",
        lambda h: setattr(_run(h, "until November 15"), "bold", True),
        (("format", "8", "until November 15"),),
    ),
    HandEdit(
        "words are struck through by hand",
        lambda h: setattr(_run(h, "nobody was hurt").font, "strike", True),
        (("format", "2", "nobody was hurt"),),
    ),
    HandEdit(
        "pasted text brings its own style",
        lambda h: _pasted(h, "may meet earlier", "Both sides welcomed the plan."),
        (
            ("block_added", "9", "Both sides welcomed the plan."),
            ("format", "9", "Both sides"),
        ),
    ),
    # Tracked changes and comments.
    HandEdit(
        "a word is deleted and another put in, tracked",
        _several(
            lambda h: h.track_insert("eleven minutes", "twelve minutes"),
            lambda h: h.track_delete("eleven minutes"),
        ),
        (("sentence", "2", "twelve minutes"),),
    ),
    HandEdit(
        "a paragraph is deleted, tracked",
        lambda h: h.track_delete_paragraph(AIRSPACE),
        (("block_removed", "2", AIRSPACE),),
    ),
    HandEdit(
        "a paragraph is moved, tracked",
        lambda h: h.track_move(DRONE, PROTEST),
        (("block_moved", "2", "unmanned aircraft"),),
    ),
    HandEdit(
        "looks are changed, tracked",
        _several(lambda h: h.track_bold("nobody was hurt"), lambda h: h.track_style(WHEAT, "Note")),
        (
            ("format", "2", "nobody was hurt"),
            ("tracked", "2", "nobody was hurt"),
            ("restyled", "8", "note"),
            ("tracked", "8", "style"),
        ),
    ),
    HandEdit(
        "a comment is written",
        lambda h: h.comment("86 vehicles", "Is this number right?"),
        (("comment", "1", "Is this number right?"),),
    ),
    HandEdit(
        "a comment is answered",
        lambda h: h.answer("Checked with the ministry."),
        (("comment", "1", "Checked with the ministry."),),
    ),
    # What is no text.
    HandEdit(
        "a table is pasted",
        lambda h: h.table(WHEAT, [["Month", "Price"], ["May", "31"]]),
        (("block_added", "8", "Month | Price"),),
    ),
    HandEdit(
        "a footnote is added",
        lambda h: h.footnote("86 vehicles", "Without trailers."),
        (("footnote", "1", "Without trailers."),),
    ),
    HandEdit("a picture is put in", lambda h: h.picture(SPEECH), (("object", "7", "picture"),)),
    HandEdit(
        "a field is put in",
        lambda h: h.xml(
            SUMMIT, '<w:fldSimple w:instr=" DATE "><w:r><w:t> 16.05.2026</w:t></w:r></w:fldSimple>'
        ),
        (("object", "7", "field (DATE)"), ("sentence_added", "7", "16.05.2026")),
    ),
    HandEdit(
        "a text box is put in",
        lambda h: h.xml(SPEECH, _BOX),
        (("object", "7", "text box"), ("block_added", "7", "For the minister")),
    ),
    HandEdit(
        "a link is put in",
        lambda h: _linked(h, BRENN, "https://compact.example/"),
        (("link", "7", "compact.example"), ("sentence_added", "7", "programme")),
    ),
    # What other programs do to the file.
    HandEdit(
        "edited, and saved by a program that keeps no parts of others",
        _several(lambda h: h.type("1,240", "1,420"), lambda h: h.afterwards(without_copy)),
        (("sentence", "1", "1,420"),),
    ),
    HandEdit(
        "edited, and saved by a program that keeps no bookmarks",
        _several(
            lambda h: h.type("1,240", "1,420"),
            lambda h: h.move(DRONE, PROTEST),
            lambda h: h.afterwards(without_bookmarks),
        ),
        (("sentence", "1", "1,420"), ("block_moved", "2", "unmanned aircraft")),
    ),
    HandEdit(
        "edited, and saved as strict Open XML",
        _several(lambda h: h.type("1,240", "1,420"), lambda h: h.afterwards(strict)),
        (("sentence", "1", "1,420"),),
    ),
    # Beyond the sixty.
    HandEdit(
        "an item is copied below itself",
        lambda h: h.copy_item("小麦輸入関税", WHEAT),
        (("item_added", "new", "小麦輸入関税"),),
    ),
    HandEdit(
        "a heading of a new section is typed",
        lambda h: h.after(WHEAT, "4. 経済関連", "Heading 1"),
        (("section_heading", "8", "経済関連"),),
    ),
    HandEdit(
        "words are typed behind the end mark",
        lambda h: h.after("END", "Distribution: all sections"),
        (("outside", "", "Distribution"),),
    ),
    HandEdit(
        "a whole section is deleted",
        lambda h: h.delete_from("内政関連", "外政関連"),
        (("item_removed", "3", "サヴィル"), ("item_removed", "4", "憲法裁判所")),
    ),
    HandEdit(
        "a section's heading alone is deleted",
        lambda h: h.delete("内政関連"),
        (("section_heading", "", "内政関連"),),
    ),
    HandEdit(
        "paragraphs are merged, tracked",
        lambda h: h.track_mark(h.find("86 vehicles")._p, "w:del"),
        (("merge", "1", TELLIS),),
    ),
    HandEdit(
        "a paragraph is split, tracked",
        _several(
            lambda h: h.split(EXERCISE),
            lambda h: h.track_mark(h.find("86 vehicles")._p, "w:ins"),
        ),
        (("split", "1", EXERCISE),),
    ),
    HandEdit(
        "a sentence is moved to another item",
        _several(
            lambda h: h.type(" The next summit will be held in Halan in 2027.", ""),
            lambda h: h.type(
                "reported on May.15.",
                "reported on May.15. The next summit will be held in Halan in 2027.",
            ),
        ),
        (("sentence_moved", "7", SUMMIT),),
    ),
    HandEdit(
        "a citation is typed in wide letters",
        lambda h: h.type("(OSTGAZ / 15.05.2026)", "（OSTGAZ／15.05.2026）"),
        (("citation", "9", "／"),),
    ),
    HandEdit(
        "the head of the page is changed",
        lambda h: h.doc.sections[0].header.paragraphs[0].add_run(" DRAFT"),
        (("header", "", "DRAFT"),),
    ),
    HandEdit(
        "all of an item is worded anew",
        _several(
            lambda h: h.type("報道：両国国境委員、6月に会談か", "国境会談の前倒し"),
            lambda h: h.type("Border commissioners may meet in June, press reports", "Early talks"),
            lambda h: h.type(
                "The border commissioners of Velmora and Sarnia may meet earlier than planned, the"
                " press reported on May.15.",
                "Journalists expect discussions soon.",
            ),
        ),
        (
            ("headline_ja", "9", "前倒し"),
            ("headline_en", "9", "Early talks"),
            ("sentence", "9", "Journalists expect"),
        ),
    ),
    HandEdit(
        "everything is pasted into a new file without its styles",
        _several(
            lambda h: h.type("1,240", "1,420"),
            lambda h: h.afterwards(pasted_plain),
        ),
        (("format", "", "paragraphs"), ("sentence", "1", "1,420")),
    ),
)

_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>For the minister</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>For the minister</w:t></w:r>"
    "</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def _run(hand: Hand, words: str):  # type: ignore[no-untyped-def]
    from docx.text.run import Run

    element = hand.isolate(words)
    return Run(element, hand.find(words))


def _pasted(hand: Hand, behind: str, text: str) -> None:
    made = hand.after(behind, text, "Quote")
    made.runs[0].bold = True
    made.runs[0].font.highlight_color = 7


def _linked(hand: Hand, words: str, target: str) -> None:
    paragraph = hand.find(words)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    number = paragraph.part.relate_to(target, kind, is_external=True)
    run = '<w:r><w:t xml:space="preserve"> See the programme.</w:t></w:r>'
    hand.xml(words, f'<w:hyperlink r:id="{number}">{run}</w:hyperlink>')

"""Sections and items of the Word file are a real list: Word counts, and both readers know."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from tests.read.house import shipped
from tests.samples import sample_issue
from tests.word_hand import Hand

from torimatome.edit.take_back.find import find_edits
from torimatome.model.look import Labels, Look
from torimatome.publish.docx import to_docx
from torimatome.publish.order import arrange
from torimatome.remember.from_docx import lines_of_docx
from torimatome.remember.taken_docx import taken_from_docx

ISSUE = arrange(sample_issue())
HEADINGS = ("軍事・治安関係", "内政関連", "外政関連")
DEMO = shipped("demo")


def typed(body: bytes) -> bytes:
    """The copy as it was before Word counted: numbers and marks typed, no list."""
    hand = Hand(body)
    count = 0
    for paragraph in hand.doc.paragraphs:
        style = paragraph.style.name
        if style not in ("Heading 1", "Heading 2"):
            continue
        count += style == "Heading 1"
        words = f"{count}. " if style == "Heading 1" else "● "
        text = next(paragraph._p.iter(qn("w:t")))
        text.text = words + (text.text or "")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for name in ("Heading 1", "Heading 2"):
        properties = hand.doc.styles[name].element.pPr
        properties.remove(properties.numPr)
    return hand.saved()


def test_headings_are_one_list_of_two_levels_in_their_styles() -> None:
    document = docx.Document(io.BytesIO(to_docx(ISSUE, Look(labels=Labels(item_mark="◆")))))
    numbering = document.part.numbering_part.element
    found = []
    for name in ("Heading 1", "Heading 2"):
        number = document.styles[name].element.pPr.numPr
        (kind,) = numbering.xpath(f'w:num[@w:numId="{number.numId.val}"]/w:abstractNumId/@w:val')
        level = numbering.xpath(
            f'w:abstractNum[@w:abstractNumId="{kind}"]/w:lvl[@w:ilvl="{number.ilvl.val}"]'
        )[0]
        told = {child.tag: child.get(qn("w:val")) for child in level}
        assert told[qn("w:pStyle")] == name.replace(" ", "")
        found.append((kind, told[qn("w:numFmt")], told[qn("w:lvlText")]))
    assert found == [(found[0][0], "decimal", "%1."), (found[0][0], "bullet", "◆")]
    shown = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert tuple(shown) == HEADINGS
    # A list's definition stands before all lists that use one, or Word mends the file.
    tags = [child.tag for child in numbering]
    assert tags == sorted(tags)


def test_a_number_that_is_not_its_place_is_said_in_words() -> None:
    second = ISSUE.sections[1]
    alone = replace(
        ISSUE, sections=(second,), items=tuple(i for i in ISSUE.items if i.section == second.number)
    )
    document = docx.Document(io.BytesIO(to_docx(alone)))
    (heading,) = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heading.text == "2. 内政関連"
    assert heading._p.pPr.numPr.numId.val == 0
    lines = [x.text for x in lines_of_docx(to_docx(alone), "x.docx") if x.role == "section"]
    assert lines == ["2. 内政関連"]


@pytest.mark.parametrize("change", [bytes, typed])
def test_our_reader_gives_each_heading_its_number_and_each_item_its_mark(change) -> None:  # type: ignore[no-untyped-def]
    lines = lines_of_docx(change(to_docx(ISSUE)), "x.docx")
    shown = [line.text for line in lines if line.role == "section"]
    assert shown == [f"{n}. {words}" for n, words in enumerate(HEADINGS, 1)]
    assert all(line.text.startswith("● ") for line in lines if line.role == "headline")
    read = DEMO.read(change(to_docx(ISSUE)), "x.docx").issue
    assert [(s.number, s.heading_ja) for s in read.sections] == [
        (s.number, s.heading_ja) for s in ISSUE.sections
    ]
    assert [i.headline_ja for i in read.items] == [i.headline_ja for i in ISSUE.items]


def test_a_copy_from_before_word_counted_comes_back_as_it_went_out() -> None:
    body = typed(to_docx(ISSUE, editing=True))
    assert find_edits(taken_from_docx(body, "copy.docx"), ISSUE)[0] == ()
    hand = Hand(body)
    hand.type("2. 内政関連", "2. 国内政治")
    (found,), _ = find_edits(taken_from_docx(hand.saved(), "copy.docx"), ISSUE)
    assert (found.kind, found.after) == ("section_heading", "2. 国内政治")


def test_numbers_follow_when_a_section_is_taken_out_in_word() -> None:
    hand = Hand(to_docx(ISSUE))
    hand.delete_from("内政関連", "外政関連")
    lines = lines_of_docx(hand.saved(), "x.docx")
    shown = [line.text for line in lines if line.role == "section"]
    assert shown == ["1. 軍事・治安関係", "2. 外政関連"]


def test_an_offices_own_file_that_lets_word_count_its_headings_is_read_with_them() -> None:
    hand = Hand(to_docx(ISSUE))
    hand.doc.styles.element.remove(hand.doc.styles["Issue Notice"].element)  # no longer ours
    lines = [line.text for line in lines_of_docx(hand.saved(), "x.docx")]
    assert [f"{n}. {words}" in lines for n, words in enumerate(HEADINGS, 1)] == [True] * 3

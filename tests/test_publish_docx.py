"""The Word file opens anywhere, says what the issue says, and is built of real parts."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree
from tests.samples import (
    HOSTILE,
    bare,
    cite,
    hostile_issue,
    sample_issue,
    without_right_to_left,
    words_of,
)

from torimatome.model.look import Colours, Fonts, Look
from torimatome.publish.cited import cited_runs, unbroken
from torimatome.publish.docx import to_docx
from torimatome.publish.fonts import find_fonts
from torimatome.publish.languages import only
from torimatome.publish.order import arrange
from torimatome.publish.plain import printable
from torimatome.publish.printed import printed
from torimatome.publish.runs import joined

ISSUE = arrange(sample_issue())
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_docx(ISSUE)


@pytest.fixture(scope="module")
def read(made):
    return docx.Document(io.BytesIO(made))


def test_the_text_of_the_word_file_is_the_text_of_the_issue(read):
    text, count = "", 0
    for paragraph in read.paragraphs:  # what Word's list puts before headings, see word_numbers
        count += paragraph.style.name == "Heading 1"
        text += {"Heading 1": f"{count}.", "Heading 2": "●"}.get(paragraph.style.name, "")
        text += paragraph.text
    assert bare(text) == words_of(printed(ISSUE))


def test_headings_and_blocks_have_their_styles(read):
    styles = [p.style.name for p in read.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == len(ISSUE.sections)
    assert styles.count("Heading 2") == styles.count("English Headline") == len(ISSUE.items)
    assert {"Body Text", "Side Text", "Item Bullet", "Note", "Heading 3", "End Mark"} <= {*styles}
    characters = {r.style.name for p in read.paragraphs for r in p.runs}
    assert {"Side Label", "Citation"} <= characters


def test_bullets_are_a_real_list(read):
    style = read.styles["Item Bullet"]
    number = style.element.pPr.numPr.numId.val
    numbering = read.part.numbering_part.element
    (held,) = numbering.xpath(f'w:num[@w:numId="{number}"]/w:abstractNumId/@w:val')
    (mark,) = numbering.xpath(f'w:abstractNum[@w:abstractNumId="{held}"]/w:lvl/w:lvlText/@w:val')
    assert mark == "–"
    bullets = [p.text for p in read.paragraphs if p.style.name == "Item Bullet"]
    assert len(bullets) == 8
    assert not [b for b in bullets if b.startswith("–")]


def test_japanese_runs_name_a_japanese_face_and_every_run_its_language(read):
    for paragraph in read.paragraphs:
        for run in paragraph._p.iter(qn("w:r")):
            assert run.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "ja-JP"
    fonts = read.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "MS Mincho"
    assert not [name for name in fonts.attrib if "heme" in name]
    languages = {e.get(qn("w:val")) for e in read.element.body.iter(qn("w:lang"))}
    assert languages >= {"en-GB", "ru-RU", "tr-TR", "ka-GE", "hy-AM", "az-Latn-AZ", "ar-SA"}


def test_citations_and_links_lead_to_the_pages(read):
    relations = read.part.rels
    led = {}
    for link in read.element.body.iter(qn("w:hyperlink")):
        words = "".join(t.text for t in link.iter(qn("w:t")))
        led.setdefault(words, relations[link.get(qn("r:id"))].target_ref)
    assert led["full text of the ruling"] == "https://court.velmora.example/2026/17"
    assert led["VELPRESS"].startswith("https://velpress.example/")
    assert all(target.startswith("https://") for target in led.values())


def test_properties_are_fixed_and_name_title_and_language(read):
    core = read.core_properties
    assert core.title == "ヴェルモラ政治・治安情報　2026年5月8日～5月15日"
    assert core.language == "ja-JP"
    assert core.created == core.modified == datetime(2026, 5, 15, tzinfo=UTC)


def test_header_and_footer_carry_title_period_and_page_fields(read):
    section = read.sections[0]
    assert section.different_first_page_header_footer
    assert "2026年5月8日～5月15日" in section.header.paragraphs[0].text
    for footer in (section.footer, section.first_page_footer):
        codes = [c.text.strip() for c in footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]


def test_the_parts_stand_in_a_fixed_order_with_a_fixed_time(made):
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        entries = parts.infolist()
        assert parts.testzip() is None
        for name in (e.filename for e in entries if e.filename.endswith((".xml", ".rels"))):
            etree.fromstring(parts.read(name))
    names = [e.filename for e in entries]
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name]


def test_markup_and_field_codes_of_a_page_are_plain_text():
    read = docx.Document(io.BytesIO(to_docx(arrange(hostile_issue()))))
    paragraphs = [p.text for p in read.paragraphs if p.style.name == "Body Text"]
    assert paragraphs == [printable(words) for words in HOSTILE]
    assert not list(read.element.body.iter(qn("w:hyperlink"), qn("w:instrText"), qn("w:fldSimple")))


def test_the_editing_copy_has_a_comment_on_every_cited_sentence_with_its_passage():
    read = docx.Document(io.BytesIO(to_docx(ISSUE, editing=True)))
    comments = {c.comment_id: "\n".join(p.text for p in c.paragraphs) for c in read.comments}
    item = ISSUE.items[0]
    rests = item.blocks[0].sentences[1].passages[0]
    found = [text for text in comments.values() if rests.quote in text]
    assert len(found) == 1
    assert f"{rests.outlet} · {rests.published}" in found[0]
    assert rests.url in found[0]
    begins = [e.get(qn("w:id")) for e in read.element.body.iter(qn("w:commentRangeStart"))]
    ends = [e.get(qn("w:id")) for e in read.element.body.iter(qn("w:commentRangeEnd"))]
    assert sorted(begins) == sorted(ends) == sorted(map(str, comments))
    sentences = [s for i in ISSUE.items for b in i.blocks for s in b.sentences if s.passages]
    told = "\n".join(comments.values())
    assert all(s.passages[0].quote in told for s in sentences)
    assert {c.author for c in read.comments} == {"Torimatome"}


def test_a_copy_for_readers_has_no_comment_and_both_carry_hidden_bookmarks(made, read):
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert "word/comments.xml" not in parts.namelist()
    names = [e.get(qn("w:name")) for e in read.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names)) > 40
    assert all(name.startswith("_tm") and len(name) < 40 for name in names)


def test_the_editing_copy_is_the_same_bytes_each_time():
    assert to_docx(ISSUE, editing=True) == to_docx(ISSUE, editing=True)


def test_the_look_of_the_desk_is_worn():
    look = Look(
        page_size="letter", margin_mm=20, text_pt=12,
        fonts=Fonts(word_latin="Georgia", word_japanese="Meiryo"),
        colours=Colours(accent="#7a2f2f"),
    )  # fmt: skip
    read = docx.Document(io.BytesIO(to_docx(ISSUE, look)))
    assert round(read.sections[0].page_width.mm, 1) == 215.9
    normal = read.styles["Normal"]
    assert normal.font.size.pt == 12
    assert normal.element.rPr.rFonts.get(qn("w:ascii")) == "Georgia"
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "Meiryo"
    assert str(read.styles["Heading 1"].font.color.rgb) == "7A2F2F"


@pytest.mark.parametrize(
    ("languages", "absent"), [("en", "[\u3041-\u30ff]"), ("ja", "Border Guard holds")]
)
def test_one_language_alone_is_set_as_well(languages, absent):
    shown = only(ISSUE, languages, "")
    read = docx.Document(io.BytesIO(to_docx(shown)))
    text = "\n".join(p.text for p in read.paragraphs)
    assert not re.search(absent, text)
    heads = [p.text for p in read.paragraphs if p.style.name == "Heading 2"]
    assert len(heads) == len(shown.items)
    assert all(len(head) > 3 for head in heads)


@pytest.mark.skipif(SOFFICE is None, reason="needs soffice (LibreOffice)")
def test_libreoffice_opens_it_and_shows_the_same_text(tmp_path):
    issue = without_right_to_left(ISSUE)
    (tmp_path / "issue.docx").write_bytes(to_docx(issue))
    folders = "".join(f"<dir>{folder}</dir>" for folder in find_fonts().folders)
    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{folders}<cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    assert SOFFICE is not None
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "issue.docx")],
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pdf = pypdfium2.PdfDocument((tmp_path / "issue.pdf").read_bytes())
    texts = [p.get_textpage().get_text_bounded(bottom=60, top=775) for p in pdf]
    shown = bare("".join(texts).replace("\ufffe", "-"))
    assert re.sub("-", "", shown) == re.sub("-", "", words_of(printed(issue)))


def test_a_citation_breaks_between_outlets_only():
    three = cite("(MOD OF VELMORA, HALAN RADIO, VELPRESS / 08.05.2026)", "VELPRESS",
                 days=("2026-05-08", "2026-05-08"))  # fmt: skip
    short = cite("(VELPRESS / 08.05.2026)", "VELPRESS", days=("2026-05-08", "2026-05-08"))
    runs = [joined(unbroken(cited_runs(one, ()))) for one in (three, short)]
    assert [run.replace("\u00a0", "_") for run in runs] == [
        "(MOD_OF_VELMORA, HALAN_RADIO, VELPRESS_/_08.05.2026)", "(VELPRESS_/_08.05.2026)",
    ]  # fmt: skip


def test_a_headline_alone_keeps_clear_of_its_text():
    english = only(ISSUE, "en")
    word = docx.Document(io.BytesIO(to_docx(english)))
    heads = [p for p in word.paragraphs if p.style.name == "Heading 2"]
    assert heads
    assert all(p.paragraph_format.space_after == Pt(4) for p in heads)


def test_an_end_mark_in_japanese_is_marked_as_japanese():
    word = docx.Document(io.BytesIO(to_docx(replace(ISSUE, end_marker="（了）"))))
    run = word.paragraphs[-1].runs[0]
    assert run._r.rPr.find(qn("w:rFonts")).get(qn("w:ascii")) == Look().fonts.word_japanese

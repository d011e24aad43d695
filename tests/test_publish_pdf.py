"""The PDF says exactly what the issue says, to eyes, screen readers and machines alike."""

import io
from dataclasses import replace

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.samples import (
    bare,
    block,
    hostile_issue,
    item,
    passage,
    sample_issue,
    without_right_to_left,
    words_of,
)

from torimatome.errors import DraftError, SetupError
from torimatome.model import Sentence
from torimatome.publish import fonts as fonts_module
from torimatome.publish.fonts import FontFiles, find_fonts
from torimatome.publish.issue_json import to_json
from torimatome.publish.order import arrange
from torimatome.publish.pdf import to_pdf
from torimatome.publish.printed import printed
from torimatome.remember.from_json import issue_of_json

FONTS = find_fonts()
ISSUE = arrange(sample_issue())
# The body lies between these heights (points from the bottom of A4): the running header is
# above, the page number below.
BODY = (60, 777)


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_pdf(ISSUE, FONTS)


def body_text(octets: bytes) -> str:
    """The text of all pages in order, running header and page number left out."""
    pages = []
    for page in pypdfium2.PdfDocument(octets):
        text = page.get_textpage().get_text_bounded(bottom=BODY[0], top=BODY[1])
        pages.append(text)
    return "\n".join(pages).replace("\ufffe", "-")


def test_the_text_of_the_pdf_is_the_text_of_the_issue():
    issue = without_right_to_left(ISSUE)
    assert bare(body_text(to_pdf(issue, FONTS))) == words_of(printed(issue))


def test_words_keep_the_spaces_between_them(made):
    text = " ".join(body_text(made).split())
    for one in ISSUE.items:
        for part in (s for b in one.blocks for s in b.sentences if s.language == "en"):
            assert part.text in text


def test_arabic_and_persian_words_are_in_the_pdf(made):
    letters = {c for c in body_text(made) if "\u0600" <= c <= "\u06ff"}
    assert set("يجبأنتوحدالحدودالشعوبمرزهابایدمردمرا") <= letters


def test_every_page_but_the_first_carries_title_and_period(made):
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        heads = [p.crop((0, 0, p.width, 65)).extract_text() or "" for p in pdf.pages]
        feet = [p.crop((0, p.height - 60, p.width, p.height)).extract_text() for p in pdf.pages]
    assert heads[0] == ""
    assert all("ヴェルモラ政治・治安情報" in h and "5月15日" in h for h in heads[1:])
    assert feet == [f"{n} / {len(feet)}" for n in range(1, len(feet) + 1)]


def test_it_says_that_it_is_accessible_and_archival(made):
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "ja"
        assert meta["dc:title"] == "ヴェルモラ政治・治安情報　2026年5月8日～5月15日"


def tags(node: object) -> list[tuple[str, str]]:
    """(tag, language) of the whole tree in reading order."""
    if isinstance(node, pikepdf.Array):
        return [found for kid in node for found in tags(kid)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [(str(node.S), str(node.get("/Lang", "")))] if "/S" in node else []
    return own + (tags(node.K) if "/K" in node else [])


def test_the_tag_tree_has_title_headings_paragraphs_lists_and_links(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        tree = tags(pdf.Root.StructTreeRoot)
    names = [name for name, _ in tree]
    assert names.count("/Title") == 1
    assert names.count("/H1") == len(ISSUE.sections)
    assert names.count("/H2") == len(ISSUE.items)
    assert names.count("/L") == 3  # bullets from right to left are a list apart
    assert names.count("/LI") == 8
    assert names.count("/Link") > len(ISSUE.items)
    assert {language for _, language in tree} >= {"en", "ka", "hy", "tr", "ar", "fa"}


def test_the_outline_lists_sections_and_headlines(made):
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_outline() as outline:
        told = {str(s.title): [str(i.title) for i in s.children] for s in outline.root}
    assert told == {
        f"{s.number}. {s.heading_ja}": [
            f"● {i.headline_ja}" for i in ISSUE.items if i.section == s.number
        ]
        for s in ISSUE.sections
    }


def test_the_issue_itself_is_attached_and_reads_back_without_loss(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        attached = pdf.attachments["issue.json"]
        octets = attached.get_file().read_bytes()
        assert attached.get_file().mime_type == "application/json"
        assert str(pdf.Root.AF[0].AFRelationship) == "/Source"
    assert octets == to_json(ISSUE)
    assert issue_of_json(octets, "x.json") == ISSUE


def test_every_font_is_embedded_and_bold_japanese_is_bold(made):
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        letters = [c for p in pdf.pages for c in p.chars]
        headline = [c["fontname"] for c in letters if c["text"] == "墜"]
    assert headline
    assert all("Bold" in name for name in headline)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        described = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        described = [o for o in described if o.get("/Type") == "/FontDescriptor"]
    assert described
    assert all("/FontFile2" in d or "/FontFile3" in d for d in described)


@pytest.mark.parametrize("items", range(1, len(ISSUE.items) + 1))
def test_the_end_mark_never_stands_alone_on_a_page(items):
    octets = to_pdf(replace(ISSUE, items=ISSUE.items[:items] * 3), FONTS)
    last = list(pypdfium2.PdfDocument(octets))[-1].get_textpage()
    text = bare(last.get_text_bounded(bottom=BODY[0], top=BODY[1]))
    assert text.endswith("END")
    assert text != "END"


def test_an_item_is_never_left_out_silently():
    lost = replace(ISSUE.items[0], section="9")
    with pytest.raises(DraftError, match="'velmora-01'"):
        to_pdf(replace(ISSUE, items=(lost,)), FONTS)


def test_only_live_addresses_become_links(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        marks = [a for p in pdf.pages for a in p.get("/Annots", [])]
        addresses = [str(a.A.URI) for a in marks if "/A" in a and "/URI" in a.A]
    assert addresses
    assert all(address.startswith(("https://", "ni:///sha-256;")) for address in addresses)
    assert "https://court.velmora.example/2026/17" in addresses


def test_markup_in_a_page_is_printed_not_obeyed():
    issue = arrange(hostile_issue())
    octets = to_pdf(issue, FONTS)
    text = bare(body_text(octets))
    for words in ('#read("/etc/passwd")', "$x^2$", "*bold*", "<script>", "{{7*7}}", "#pagebreak()",
                  "INCLUDETEXT", "//comment/*c*/"):  # fmt: skip
        assert text.count(bare(words)) >= 6, words
    assert "root:" not in text
    with pikepdf.open(io.BytesIO(octets)) as pdf:
        marks = [a for p in pdf.pages for a in p.get("/Annots", [])]
        assert {str(a.A.URI).split(":")[0] for a in marks} <= {"ni"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), min_size=1, max_size=30), st.sampled_from(["ja", "en", "ar", "??"]))
def test_no_character_of_a_page_can_stop_the_pdf(text, language):
    told = Sentence(text, (passage("x"),), language)
    one = item(1, "1", (text, text), block(told), block(told, kind="perspective", label=text))
    assert to_pdf(replace(ISSUE, items=(one,)), FONTS).startswith(b"%PDF-1.7")


def test_a_missing_font_package_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(fonts_module, "_NEEDED", {"no-such-fonts": ("A.otf",)})
    with pytest.raises(SetupError, match=r"'no-such-fonts'.*pip install --no-deps no-such-fonts"):
        find_fonts()


def test_a_package_without_the_font_file_is_named(monkeypatch):
    monkeypatch.setattr(fonts_module, "_NEEDED", {"typst": ("NoSuch.otf",)})
    with pytest.raises(SetupError, match=r"'typst'.*'NoSuch\.otf'"):
        find_fonts()


def test_the_fonts_are_files_of_installed_packages():
    assert isinstance(FONTS, FontFiles)
    assert all(file.is_file() for file in FONTS.files)
    assert {file.name for file in FONTS.files} >= {"NotoSansCJKjp-Bold.otf", "DejaVuSans.ttf"}

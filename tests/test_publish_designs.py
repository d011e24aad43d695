"""Both designs, in every form of languages: whole, readable, the same bytes, nothing invented."""

import base64
import io
import re
import subprocess
from dataclasses import replace
from hashlib import sha256
from html import unescape

import pdfplumber
import pikepdf
import pytest
from tests.samples import block, cite, item, left, said, sample_issue
from tests.test_look import SVG, png

from torimatome.model import Actor, Block, Correction, Issue, Sentence
from torimatome.model.look import LANGUAGES, Labels, Look, Picture, TitleBlock
from torimatome.publish.fonts import find_fonts
from torimatome.publish.html import to_html
from torimatome.publish.languages import lacking, only, period_en
from torimatome.publish.order import arrange
from torimatome.publish.overview import overview
from torimatome.publish.pdf import record_address, to_pdf
from torimatome.publish.printed import printed

ISSUE = arrange(sample_issue())
FONTS = find_fonts()
DESIGNS = ("plain", "modern")
MARKS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # of direction, which nobody wrote


def shown(languages: str) -> Issue:
    return only(ISSUE, languages, Labels().body_left_out)


def text_of(octets: bytes) -> str:
    with pdfplumber.open(io.BytesIO(octets)) as pdf:
        return "".join(re.sub(r"\s", "", page.extract_text() or "") for page in pdf.pages)


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("design", DESIGNS)
def test_the_same_issue_and_look_give_the_same_bytes(design: str, languages: str) -> None:
    look = Look(design=design)
    assert to_pdf(shown(languages), FONTS, look) == to_pdf(shown(languages), FONTS, look)
    assert to_html(shown(languages), look) == to_html(shown(languages), look)


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("design", DESIGNS)
def test_every_form_is_tagged_archival_and_carries_the_whole_issue(
    design: str, languages: str
) -> None:
    made = to_pdf(shown(languages), FONTS, Look(design=design), ISSUE)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        meta = str(pdf.open_metadata())
        assert "pdfuaid:part" in meta
        assert "pdfaid:part" in meta
        assert str(pdf.Root.Lang) == ("en" if languages == "en" else "ja")
        attached = pdf.attachments["issue.json"].get_file().read_bytes()
        assert pdf.Root.MarkInfo.Marked
    assert "サヴィル大統領".encode() in attached
    assert b"Border Guard" in attached


@pytest.mark.parametrize("design", DESIGNS)
def test_english_only_has_no_japanese_and_japanese_only_says_what_it_left_out(design: str) -> None:
    look = Look(design=design)
    english = text_of(to_pdf(shown("en"), FONTS, look))
    assert not re.search("[ぁ-ヿ一-鿿]", english)
    assert "8–15May2026" in english
    japanese = text_of(to_pdf(shown("ja"), FONTS, look))
    assert "joint exercise" not in japanese
    assert "サヴィル大統領、地元テレビ局のインタビューに応じる" in japanese
    assert "見出しと出典のみを掲載" in japanese
    assert japanese.count("(MFA.VELMORA/10.05.2026)") == 1
    html = to_html(shown("en"), look).decode()
    assert '<html lang="en">' in html
    assert not re.search("[ぁ-ヿ一-鿿]", re.sub("<style>.*?</style>", "", html, flags=re.S))


def test_a_japanese_sentence_among_english_ones_stays_in_both_single_forms() -> None:
    both = block(said("The talks went on."), Sentence("会談は続いた。", (), "ja"))
    issue = replace(ISSUE, items=(item(1, "1", ("題", "Head"), both),))
    assert only(issue, "ja").items[0].blocks[0].text == "会談は続いた。"
    assert only(issue, "en").items[0].blocks[0].text == "The talks went on."
    assert only(issue, "ja+en") == issue


def test_what_a_language_lacks_is_told_item_by_item() -> None:
    bare = replace(ISSUE.items[0], headline_ja="", headline_en="Head")
    issue = replace(ISSUE, items=(bare, *ISSUE.items[1:]), title_en="")
    ja = [(lack.item, lack.place) for lack in lacking(issue, "ja")]
    assert (bare.id, "headline") in ja
    assert (bare.id, "body") in ja
    assert ("velmora-07", "name") in ja
    en = [(lack.item, lack.place) for lack in lacking(issue, "en")]
    assert ("", "title") in en
    assert ("", "remark") in en
    assert [lack.place for lack in lacking(issue, "ja+en")] == ["headline", "name"]
    assert lacking(issue, "ja")[0].line().startswith("no Japanese: ")


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-05-08", "2026-05-15", "8–15 May 2026"),
        ("2026-04-24", "2026-05-01", "24 April – 1 May 2026"),
        ("2025-12-27", "2026-01-09", "27 December 2025 – 9 January 2026"),
        ("2026-05-08", "2026-05-08", "8 May 2026"),
    ],
)
def test_an_english_period_says_year_and_month_no_more_often_than_needed(
    start: str, end: str, told: str
) -> None:
    assert period_en(start, end) == told


def test_the_calendar_holds_every_item_on_a_day_of_its_own_facts() -> None:
    page = printed(ISSUE)
    made = overview(ISSUE, page)
    placed = [n for column in made.columns for section in column.items for n in section]
    assert sorted((*placed, *made.undated)) == list(range(1, len(ISSUE.items) + 1))
    assert made.columns[0].label == "5月8日"
    assert made.columns[0].items[0] == (1,)


def test_a_long_period_is_parted_into_few_columns() -> None:
    issue = replace(ISSUE, period=replace(ISSUE.period, start="2026-03-20"))
    made = overview(issue, printed(issue))
    assert len(made.columns) <= 8
    assert made.columns[0].label == "3月20～27日"


def test_who_met_whom_names_only_those_in_the_headlines_of_items_that_tell_a_meeting() -> None:
    people = (
        Actor("Tomas Raum", "ラウム", "Minister of Foreign Affairs", "Velmora", "外相"),
        Actor("Ana Sun", None, "Minister, Chair of the Board", "Sarnia"),
        Actor("Velmora", None, "state", "Velmora"),
        Actor("Olen Spoken", None, "President", "Sarnia"),
    )
    headline = "Velmora's FM Raum meets with Minister Sun"
    meets = replace(ISSUE.items[4], event_type="meeting", actors=people, headline_en=headline)
    issue = replace(ISSUE, items=(*ISSUE.items[:4], meets, *ISSUE.items[5:]))
    (hub,) = overview(issue, printed(issue)).hubs
    assert (hub.name, hub.role) == ("ラウム", "外相")
    (met,) = hub.met
    assert (met.name, met.role, met.kind, met.item) == ("Ana Sun", "Minister, Sarnia", "会談", 5)
    assert overview(ISSUE, printed(ISSUE)).hubs == ()


def test_the_modern_front_is_tagged_as_table_and_contents() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(ISSUE, FONTS, Look(design="modern")))) as pdf:
        names = {str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o}
    assert {"/Table", "/TH", "/TOC", "/TOCI", "/BlockQuote", "/Em", "/Strong"} <= names


def test_the_day_of_a_citation_leads_to_the_kept_snapshots_record() -> None:
    sha = ISSUE.items[0].headline_sources[0].sha256
    assert re.fullmatch(r"ni:///sha-256;[\w-]{43}", record_address(sha, Look()))
    look = Look(records="https://records.example/w")
    assert record_address(sha, look) == f"https://records.example/w#s-{sha[:16]}"
    assert record_address("", Look()) == ""
    with pikepdf.open(io.BytesIO(to_pdf(ISSUE, FONTS, look))) as pdf:
        marks = [a for p in pdf.pages for a in p.get("/Annots", [])]
        addresses = [str(a.A.URI) for a in marks if "/A" in a and "/URI" in a.A]
    assert f"https://records.example/w#s-{sha[:16]}" in addresses
    # In the web page the record's hash is in the same file.
    html = to_html(ISSUE).decode()
    for target in re.findall(r'class="kept" href="#([^"]+)"', html):
        assert f'id="{target}"' in html


@pytest.mark.parametrize("design", DESIGNS)
def test_a_logo_is_drawn_in_every_form_and_has_words(design: str) -> None:
    drawing = SVG.format('<rect width="20" height="10" fill="#aa1122"/>').encode()
    for logo in (Picture("a.png", "png", png(), 4, 2), Picture("a.svg", "svg", drawing, 20, 10)):
        look = Look(design=design, title_block=TitleBlock(logo=logo.name), logo=logo)
        made = to_pdf(ISSUE, FONTS, look)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            tags = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
            figures = [tag for tag in tags if tag.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == [ISSUE.issuer_ja]
        html = to_html(ISSUE, look).decode()
        assert base64.b64encode(logo.octets).decode() in html
        assert "img-src data:" in html


@pytest.mark.parametrize("size", ["a4", "a5", "b5", "letter", "legal"])
def test_the_page_has_the_size_the_look_names(size: str) -> None:
    look = Look(design="modern", page_size=size)
    with pikepdf.open(io.BytesIO(to_pdf(ISSUE, FONTS, look))) as pdf:
        box = [float(one) for one in pdf.pages[0].MediaBox]
    wanted = [side / 25.4 * 72 for side in look.paper_mm]
    assert box[2:] == pytest.approx(wanted, abs=0.1)


def test_a_style_sheet_of_a_look_is_the_only_one_the_page_allows() -> None:
    html = unescape(to_html(ISSUE, Look(design="modern")).decode())
    from_policy = re.search(r"style-src '(sha256-[^']+)'", html)
    style = re.search("<style>(.*?)</style>", html, re.S)
    assert from_policy is not None
    assert style is not None
    digest = base64.b64encode(sha256(style[1].encode()).digest()).decode()
    assert from_policy[1] == f"sha256-{digest}"


SCRIPTS = {
    "az": "Ağır şərtlərdə çalışan bələdiyyələr üçün qərar",
    "tr": "Sınır görüşmesi ığdır şöyle başladı",
    "ru": "Мы предлагаем создать совместную комиссию",
    "uk": "Їжак і ґанок біля річки Єва",
    "el": "Η γέφυρα του ποταμού ΰδωρ",
    "ka": "საზღვრები უნდა აკავშირებდეს ხალხებს",
    "hy": "Սահմանները պետք է միավորեն ժողովուրդներին",
    "ar": "يجب أن تفتح الحدود للشعوب",
    "fa": "مرزها باید مردم را به هم پیوند دهند",
    "he": "הגבול צריך לחבר בין אנשים",
    "ja": "国境は人々を結ぶべきだ",
}


@pytest.mark.parametrize("language", sorted(SCRIPTS))
@pytest.mark.parametrize("design", DESIGNS)
def test_every_script_is_set_and_comes_out_of_an_extractor_in_reading_order(
    language: str, design: str
) -> None:
    words = SCRIPTS[language]
    cited = cite("(VELPRESS / 08.05.2026)", "VELPRESS", days=("2026-05-08", "2026-05-08"))
    body = block(left(words, language), citation=cited, language=language)
    issue = replace(ISSUE, items=(item(1, "1", ("題", "Head"), body),))
    made = to_pdf(issue, FONTS, Look(design=design))
    done = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
    told = re.sub(MARKS, "", done.stdout.decode("utf-8"))
    assert " ".join(words.split()) in " ".join(told.split())
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        fonts = {c["fontname"] for p in pdf.pages for c in p.chars}
    assert not any("LastResort" in font for font in fonts)


def test_a_citation_within_arabic_words_reads_from_left_to_right() -> None:
    cited = cite("(VELPRESS / 08.05.2026)", "VELPRESS", days=("2026-05-08", "2026-05-08"))
    body: Block = block(left(SCRIPTS["ar"], "ar"), citation=cited, language="ar")
    issue = replace(ISSUE, items=(item(1, "1", ("題", "Head"), body),))
    with pdfplumber.open(io.BytesIO(to_pdf(issue, FONTS))) as pdf:
        letters = pdf.pages[0].chars
        top = next(c["top"] for c in letters if c["text"] == "ش")
        row = sorted((c for c in letters if abs(c["top"] - top) < 5), key=lambda c: c["x0"])
    assert "(VELPRESS / 08.05.2026)" in re.sub(MARKS, "", "".join(c["text"] for c in row))


def test_a_note_that_only_names_its_item_is_in_the_language_of_the_form() -> None:
    named = ISSUE.items[1]
    note = Correction(2, "2026-05-20", named.headline_en, (named.id,))
    issue = replace(ISSUE, version=2, corrections=(note,))
    (told,) = printed(only(issue, "ja")).corrections
    assert told.text == f"訂正（第2版、2026年5月20日）：{named.headline_ja}"
    (told,) = printed(only(issue, "en")).corrections
    assert told.text == f"Correction (version 2, 20 May 2026): {named.headline_en}"


def test_english_only_speaks_english_where_a_desk_has_japanese_headings_alone() -> None:
    bare = replace(
        ISSUE, title_en="", sections=tuple(replace(s, heading_en="") for s in ISSUE.sections)
    )
    assert printed(only(bare, "en")).language == "en"
    assert printed(only(bare, "ja")).language == printed(bare).language == "ja"


@pytest.mark.parametrize("design", DESIGNS)
def test_a_later_version_says_under_its_title_what_it_mends(design: str) -> None:
    note = Correction(2, "2026-05-20", "The toll was 12, not 21.", ())
    issue = replace(ISSUE, version=2, corrections=(note,))
    told = "Correction (version 2, 20 May 2026): The toll was 12, not 21."
    look = Look(design=design)
    assert re.sub(r"\s", "", told) in text_of(to_pdf(issue, FONTS, look))
    assert told in to_html(issue, look).decode()


@pytest.mark.parametrize("design", ["plain", "modern"])
def test_one_item_alone_has_no_contents_and_no_calendar(design: str) -> None:
    alone = arrange(replace(sample_issue(), items=sample_issue().items[4:5]))
    look = Look(design=design)
    html = to_html(alone, look).decode()
    assert "<nav" not in html
    assert 'class="days"' not in html
    with pdfplumber.open(io.BytesIO(to_pdf(alone, find_fonts(), look))) as pdf:
        (page,) = pdf.pages
        assert look.labels.contents_ja not in page.extract_text()


def test_an_end_mark_is_in_the_language_it_is_written_in() -> None:
    html = to_html(replace(ISSUE, end_marker="（了）")).decode()
    assert '<p class="end">（了）</p>' in html
    assert '<p class="end" lang="en">END</p>' in to_html(replace(ISSUE, end_marker="END")).decode()


def test_paper_shows_no_list_that_is_folded_up_and_no_numbers_that_lead_to_it() -> None:
    printed_rules = to_html(ISSUE).decode().partition("@media print")[2]
    assert "details:not([open]), article:has(details:not([open])) sup { display: none; }" in (
        printed_rules
    )

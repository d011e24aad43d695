"""The HTML pages stand alone, run nothing, fetch nothing, and lead each sentence to its source."""

import re
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise

import html5lib
import pytest
from lxml import html as lxml_html
from tests.browser import axe_finds_nothing
from tests.samples import bare, hostile_issue, sample_issue, words_of

from torimatome.model import Article, Issue, Snapshot
from torimatome.publish.html import to_html
from torimatome.publish.order import arrange
from torimatome.publish.printed import printed
from torimatome.publish.sources_page import KeptPage, to_index

ISSUE = arrange(sample_issue())
HOSTILE = arrange(hostile_issue())
FILES = {form: f"demo 2026.{form}" for form in ("pdf", "docx", "html", "json")}


def kept_pages(issue: Issue, before: str = "What stood before. ") -> dict[str, KeptPage]:
    """The pages behind an issue, each passage standing where it says it does."""
    kept = {}
    seen = datetime(2026, 5, 15, 6, tzinfo=UTC)
    passages = [p for i in issue.items for b in i.blocks for s in b.sentences for p in s.passages]
    for p in passages:
        text = (before * 40)[: p.start] + p.quote + " What came after."
        article = Article(p.article, p.version, p.url, p.outlet, "hand", "The page's title", text,
                          p.language, None, "page", p.published, seen, p.sha256)  # fmt: skip
        shot = Snapshot(p.sha256, p.url, seen, 200, "text/html", (), 12345)
        kept[f"{p.article}/{p.version}"] = KeptPage(article, shot)
    return kept


PAGES = {
    "bulletin": to_html(ISSUE),
    "hostile bulletin": to_html(HOSTILE),
    "sources": to_index(ISSUE, FILES, kept_pages(ISSUE)),
    "sources without kept pages": to_index(ISSUE, {}, {}),
    "hostile sources": to_index(HOSTILE, FILES, kept_pages(HOSTILE)),
}


@pytest.fixture(params=PAGES)
def page(request) -> bytes:
    return PAGES[request.param]


def tree(octets: bytes):
    return lxml_html.document_fromstring(octets.decode("utf-8"))


def test_it_is_valid_html(page):
    html5lib.HTMLParser(strict=True).parse(page)


def test_it_fetches_nothing_and_runs_nothing(page):
    doc = tree(page)
    assert not doc.xpath("//script | //img | //link | //iframe | //object | //form | //base")
    assert not doc.xpath("//@style | //@*[starts-with(name(), 'on')]")
    assert not re.search(rb"url\(|@import", page)


def test_its_policy_allows_its_own_style_sheet_and_nothing_else(page):
    doc = tree(page)
    (policy,) = doc.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_only_web_addresses_files_beside_it_and_its_own_parts_are_linked(page):
    doc = tree(page)
    names = set(doc.xpath("//@id"))
    assert len(names) == len(doc.xpath("//@id"))
    for link in doc.xpath("//a"):
        target = link.get("href")
        if target.startswith("#"):
            assert target[1:] in names
        elif ":" in target:
            assert target.startswith("https://")
            assert link.get("rel") == "noopener noreferrer"
        else:
            assert re.fullmatch(r"demo%202026\.(pdf|docx|html|json)", target)


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(h.tag[1]) for h in tree(page).xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_text_of_the_page_is_the_text_of_the_issue():
    doc = tree(PAGES["bulletin"])
    for extra in doc.xpath(
        "//sup | //*[@class='mark'] | //details | //nav | //head | //*[@class='skip']"
    ):
        extra.drop_tree()
    assert bare(doc.text_content()) == words_of(printed(ISSUE))


def test_every_sentence_with_a_passage_leads_to_its_exact_words():
    doc = tree(PAGES["bulletin"])
    for item in ISSUE.items:
        (article,) = doc.xpath(f"//article[@id='item-{item.id}']")
        sentences = [s for b in item.blocks for s in b.sentences if s.passages]
        refs = article.xpath(".//*[self::p or self::li or self::h4]/sup/a")
        refs = [a for a in refs if a.getparent().getparent().getparent().tag != "hgroup"]
        assert len(refs) == len(sentences)
        for ref, sentence in zip(refs, sentences, strict=True):
            (origin,) = doc.xpath(f"//li[@id='{ref.get('href')[1:]}']")
            passage = sentence.passages[0]
            told = " ".join(origin.text_content().split())
            assert origin.findtext("blockquote") == passage.quote
            for words in (passage.outlet, passage.published, passage.url, passage.sha256[:12]):
                assert words in told


def test_each_language_is_marked():
    doc = tree(PAGES["bulletin"])
    assert doc.get("lang") == "ja"
    for language, way in (("ru", None), ("ka", None), ("az", None), ("ar", "rtl"), ("fa", "rtl")):
        found = doc.xpath(f"//main//*[@lang='{language}']")
        assert found
        assert all(element.get("dir") == way for element in found)


def test_marks_go_out_and_open_checks_are_for_the_editors_page_alone():
    text = {name: tree(PAGES[name]).text_content() for name in ("bulletin", "sources")}
    assert all("untranslated" in shown for shown in text.values())
    assert "One sentence is still in Russian." in text["sources"]
    assert "One sentence is still in Russian." not in text["bulletin"]


def test_markup_in_a_page_is_shown_as_words():
    for name in ("hostile bulletin", "hostile sources"):
        doc = tree(PAGES[name])
        assert "<script>alert(1)</script>" in doc.text_content()
        assert "{{ 7*7 }} {% raw %}" in doc.text_content()
        assert not doc.xpath("//b")
        assert not set(doc.text_content()) & set("\u202e\u2066\x00\x07\x1b")


def test_the_sources_page_links_the_files_and_shows_words_in_their_place():
    doc = tree(PAGES["sources"])
    assert doc.xpath("//ul[@class='files']//a/@href") == [f"demo%202026.{f}" for f in FILES]
    quotes = {"".join(q.itertext()) for q in doc.xpath("//blockquote")}
    assert any("before. " in q and q.endswith("What came after.") for q in quotes)
    assert "kept 2026-05-15 06:00 UTC · text/html · 12,345 bytes · version 1" in doc.text_content()
    assert "does not hold these words" not in doc.text_content()


def test_the_sources_page_warns_when_the_kept_page_does_not_hold_the_words():
    moved = {
        key: KeptPage(Article(**{**vars(k.article), "text": "Other words."}), k.snapshot)
        for key, k in kept_pages(ISSUE).items()
    }
    text = tree(to_index(ISSUE, FILES, moved)).text_content()
    sentences = [s for i in ISSUE.items for b in i.blocks for s in b.sentences if s.passages]
    assert text.count("does not hold these words") == len(sentences)


def test_the_sources_page_says_which_sentences_have_no_source():
    text = tree(PAGES["sources"]).text_content()
    bare_sentences = [
        s for i in ISSUE.items for b in i.blocks for s in b.sentences if not s.passages
    ]
    assert text.count("No source: only a person's NOTE may stand without one.") == len(
        bare_sentences
    )


@pytest.mark.parametrize("name", ["bulletin", "sources", "hostile bulletin"])
def test_axe_finds_nothing_and_the_browser_reports_nothing(browser, tmp_path, name):
    (tmp_path / "page.html").write_bytes(PAGES[name])
    shown = browser.new_page(viewport={"width": 390, "height": 844})
    said, asked = [], []
    shown.on("console", lambda message: said.append(message.text))
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto((tmp_path / "page.html").as_uri())
    shown.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert (said, len(asked)) == ([], 1)
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe_finds_nothing(shown, name)
    shown.close()


def test_following_a_reference_opens_the_sources_and_marks_the_words(browser, tmp_path):
    (tmp_path / "page.html").write_bytes(PAGES["bulletin"])
    shown = browser.new_page(viewport={"width": 390, "height": 844})
    shown.goto((tmp_path / "page.html").as_uri())
    shown.focus("article sup a")
    shown.keyboard.press("Enter")
    target = shown.locator(".origins > li:target")
    assert target.is_visible()
    assert target.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 243, 196)"
    shown.close()

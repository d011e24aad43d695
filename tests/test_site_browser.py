"""In a real browser: axe finds nothing, no page is too wide, and the search finds what is there."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import axe_finds_nothing
from tests.samples import hostile_issue, sample_issue
from tests.site_samples import FIRST, build, small_desk

from torimatome.publish.site.folding import fold, tokens
from torimatome.publish.site.index import texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ("index.html", "issues.html", f"issues/{FIRST}.html", f"issues/{FIRST}/v1.html",
         f"issues/{FIRST}/item-velmora-02.html", f"issues/{FIRST}/item-velmora-06.html",
         f"issues/{FIRST}/item-velmora-01.html", "sections/domestic.html", "organisations.html",
         "search.html?q=大統領", "search.html", "404.html")  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("browser")
    desk = small_desk(room / "var", hostile=False)
    build(desk, room / "out")
    desk.store.close()
    return room / "out"


def opened(browser: "Browser", site: Path, name: str, **looks: object) -> "Page":
    page = browser.new_context(**looks).new_page()  # type: ignore[arg-type]
    visit(page, site, name)
    return page


def visit(page: "Page", site: Path, name: str) -> None:
    path, _, query = name.partition("?")
    page.goto((site / path).as_uri() + (f"?{query}" if query else ""))


def test_axe_finds_nothing_on_any_page(browser: "Browser", site: Path) -> None:
    page = opened(browser, site, "index.html", bypass_csp=True)
    for name in PAGES:
        visit(page, site, name)
        axe_finds_nothing(page, name)
    page.context.close()


def test_no_page_is_wider_than_a_phone_and_nothing_is_refused(
    browser: "Browser", site: Path
) -> None:
    page = opened(browser, site, "index.html", viewport={"width": 320, "height": 640})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for name in PAGES:
        visit(page, site, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert said == [], name
    page.context.close()


def test_every_page_can_be_read_without_a_script(browser: "Browser", site: Path) -> None:
    page = opened(browser, site, "index.html", java_script_enabled=False)
    for name in PAGES:
        visit(page, site, name)
        assert len(page.locator("main").inner_text()) > 20, name
    page.context.close()


def test_a_search_from_a_folder_without_a_server_shows_its_items(
    browser: "Browser", site: Path
) -> None:
    page = opened(browser, site, "index.html")
    page.fill("#q", "constitutional rulings")
    page.press("#q", "Enter")
    page.wait_for_selector("#found li")
    assert "憲法裁判所" in page.inner_text("#found")
    assert page.inner_text("#found mark") == "Constitutional"
    page.click("#found a")
    assert "憲法裁判所" in page.inner_text("h1")
    page.context.close()


def test_searches_find_what_stands_in_the_texts_and_nothing_else(
    browser: "Browser", site: Path
) -> None:
    page = opened(browser, site, "search.html")
    items = sample_issue().items[1:]
    folded = {i.id: " ".join(fold(t) for t in texts(i)) for i in items}
    for query in ("外相", "相", "日本の経済", "憲法裁判所", "ヴェルモラ", "地元テレビ", "予定外"):
        expected = {i for i, text in folded.items() if query in text}
        found = page.evaluate("q => torimatomeSearch.all(q)", query)
        assert {p.partition("/item-")[2].removesuffix(".html") for p in found
                if FIRST in p} == expected, query  # fmt: skip
    for query, start in (("railways", "railway"), ("Əkbərli", "ekberli"), ("EXPLAINED", "explain")):
        expected = {
            i for i, text in folded.items()
            if any(token.startswith(start) for token, _ in tokens(text))
        }  # fmt: skip
        found = page.evaluate("q => torimatomeSearch.all(q)", query)
        assert {p.partition("/item-")[2].removesuffix(".html") for p in found
                if FIRST in p} == expected, query  # fmt: skip
    page.context.close()


def test_the_browser_folds_and_parts_texts_as_the_index_does(
    browser: "Browser", site: Path
) -> None:
    page = opened(browser, site, "search.html")
    issues = (sample_issue(), hostile_issue())
    several = [t for issue in issues for item in issue.items for t in texts(item)]
    several += ["ＦＵＬＬ ｶﾞｷﾞ が İstanbul ŞƏKİ ß Ærø", "Μήνυμα ΣΑΣ ς", "ياك كتاب مَرْحَبًا",
                "한국어 대통령",
                "Йод ёж", "don’t e-mail 3,146 人々〆〇", "𠮷野家 👍 \u2028 x"]  # fmt: skip
    several = [t.encode("utf-8", "replace").decode() for t in several]
    for text in several:
        assert page.evaluate("t => torimatomeSearch.fold(t)", text) == fold(text)
        own = [token for token, _ in tokens(fold(text))]
        assert page.evaluate("t => torimatomeSearch.tokens(t)", text) == own
    page.context.close()


def test_the_print_style_leaves_out_what_only_screens_need(browser: "Browser", site: Path) -> None:
    page = opened(browser, site, f"issues/{FIRST}.html")
    page.emulate_media(media="print")
    assert not page.locator("header.site nav").is_visible()
    assert not page.locator(".toc").is_visible()
    assert page.locator("article").first.is_visible()
    page.context.close()

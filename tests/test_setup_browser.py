"""In a real browser: a desk of another country is made by the pages alone, its issue signed."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import axe_finds_nothing, open_page
from tests.outlet_sites import COURRIER, HERALD, served_rooms

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEADLINES = {
    "Army": "メルランド軍、北部で兵士1,200人の演習を開始",
    "Parliament": "メルランド議会、選挙法を61対34で可決",
    "FM": "トリンド外相、オストレルを訪問",
}


def test_a_second_desk_is_made_by_the_pages_alone_and_its_first_issue_published(
    browser: "Browser", tmp_path: Path
) -> None:
    with served_rooms(tmp_path) as (desk, rooms):
        page = open_page(browser, desk)
        plan_and_make(page)
        assert rooms.now.editor.desk.house.name == "merland"
        assert rooms.now.editor.desk.house.languages == ("en", "fr")
        add_by_address(page)
        page.keyboard.press("g")
        page.keyboard.press("t")
        page.wait_for_url("**/today")
        page.click("button:has-text('Collect now')")
        page.wait_for_selector("text=/^6 articles tell/")
        edit_and_sign(page)
        with page.expect_download() as download:
            page.click("a:has-text('PDF') >> nth=-1")
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
        signed = rooms.now.editor.working(rooms.period()).signed
        assert signed
        assert {c.outlets for i in signed.issue.items for c in i.citations} >= {("MERLAND HERALD",)}
        assert (tmp_path / "var/desks/merland/desk.yaml").is_file()
        page.context.close()


def plan_and_make(page: "Page") -> None:
    page.click("nav >> text=Set-up")
    page.fill("form[action='/setup/plan'] [name=name]", "merland")
    page.click("text=A country that is not in the list")
    page.fill("[name=own_code]", "MLD")
    page.fill("[name=country_en]", "Merland")
    page.fill("[name=country_ja]", "メルランド")
    page.fill("[name=languages]", "en fr")
    page.fill("[name=zone]", "Europe/Paris")
    page.fill("[name=addresses]", f"http://{HERALD}/")
    page.click("text=Next: see what was found")
    page.wait_for_selector("text=Parliament adopts law on elections")
    page.fill("[name=title_en]", "Merland Weekly")
    page.click("text=Make this desk")
    page.wait_for_selector("text=The new desk is made and open")


def add_by_address(page: "Page") -> None:
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/outlets")
    page.fill("[name=address]", COURRIER)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Articles it would bring")
    assert page.input_value("[name=citation]") == "COURRIER-MERLAND"
    page.fill("[name=citation]", "COURRIER")
    page.click("text=Add this outlet")
    page.wait_for_selector("#o-courrier-merland")


def edit_and_sign(page: "Page") -> None:
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/issue")
    items = page.eval_on_selector_all(
        "a[href*='/items/']", "links => [...new Set(links.map(l => l.href.split('#')[0]))]"
    )
    assert len(items) == 3
    for address in items:
        page.goto(address)
        english = page.input_value("#headline_en")
        page.fill("#headline_ja", HEADLINES[english.split()[0]])
        page.press("#headline_ja", "Control+Enter")
        page.wait_for_selector(f".history li:has-text({HEADLINES[english.split()[0]]!r})")
        page.wait_for_selector(".finding.high", state="detached")
        waived = ".finding.mid details, .finding.high details"
        while page.locator(waived).count():
            count = page.locator(waived).count()
            page.click(f"{waived} >> nth=0")
            page.fill(".finding details[open] [name=reason]", "an invented place, said so")
            page.click(".finding details[open] button")
            page.locator(waived).nth(count - 1).wait_for(state="detached")
        page.click("button:has-text('Approve') >> nth=0")
        if address == items[-1]:
            page.wait_for_selector("text=Approved by")
        else:
            page.wait_for_url(
                lambda url, here=address: url.split("#")[0] != here, wait_until="commit"
            )
    page.goto(items[0].split("/items/")[0] + "/issue")
    page.wait_for_selector("text=/3 of 3 approved/")
    page.click("button:has-text('Sign and freeze') >> nth=0")
    page.wait_for_selector("text=Signed as version 1")


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_axe_finds_nothing_on_outlets_and_set_up(
    browser: "Browser", tmp_path: Path, locale: str
) -> None:
    with served_rooms(tmp_path) as (desk, _):
        page = open_page(browser, desk, locale=locale)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        base = page.url.rpartition("/")[0]
        for name in ("outlets", "outlets?open=velpress", "setup", "setup?check=1"):
            page.goto(f"{base}/{name}")
            axe_finds_nothing(page, name)
        page.goto(f"{base}/outlets")
        page.fill("[name=address]", HERALD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#found-h")
        axe_finds_nothing(page, "a trial")
        page.goto(f"{base}/setup")
        page.fill("form[action='/setup/plan'] [name=name]", "merland")
        page.select_option("[name=country]", "MT")
        page.fill("[name=addresses]", f"http://{HERALD}/")
        page.click("form[action='/setup/plan'] button.main")
        page.wait_for_selector("[name=o0_use]")
        axe_finds_nothing(page, "a plan")
        assert said == []
        page.context.close()


def test_the_forms_fit_a_phone(browser: "Browser", tmp_path: Path) -> None:
    with served_rooms(tmp_path) as (desk, _):
        page = open_page(browser, desk)
        page.set_viewport_size({"width": 360, "height": 740})
        base = page.url.rpartition("/")[0]
        for name in ("outlets?open=velpress", "setup"):
            page.goto(f"{base}/{name}")
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, name
        page.context.close()


def test_typed_words_survive_what_happens_meanwhile(browser: "Browser", tmp_path: Path) -> None:
    with served_rooms(tmp_path) as (desk, rooms):
        page = open_page(browser, desk)
        page.goto(page.url.rpartition("/")[0] + "/setup")
        page.fill("[name=addresses]", "https://typed.example/")
        page.select_option("[name=country]", "MT")
        page.evaluate("document.querySelector('h1').dataset.old = 1")
        rooms.works.bell.ring("done", {"work": "collect", "failed": ""})
        page.wait_for_selector("h1:not([data-old])")
        assert page.input_value("[name=addresses]") == "https://typed.example/"
        assert page.input_value("[name=country]") == "MT"
        page.context.close()

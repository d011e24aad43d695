"""In a real browser: the demo's week from an empty folder to a signed issue, by keys, by mouse."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import open_page
from tests.demo_desk import WEEK, DemoDesk
from tests.outlet_sites import ENGLISH, HERALD
from tests.outlet_sites import lay_out as lay_out_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Parts of the week that tests other than the first work on, so that none needs another's issue.
FIRST_DAYS, LAST_DAYS = "2026-05-08_2026-05-09", "2026-05-14_2026-05-15"
# What an editor writes where no term says it: by words of the English headline.
JAPANESE = {
    "Who fired first": "オルラメンの銃撃、住民と両軍の証言が食い違う",
    "Energy minister replaced": "エネルギー相を交代、料金抗議集会を前に",
    "Earthquake in Yaldar": "ヤルダル地震で3人死亡、数十人負傷",
    "Forty-two pardons": "受刑者42人に恩赦、記者は含まれず",
    "Kestrian FM Meridan": "メリダン・ケストリア外相、和平条約の案文はほぼ合意と述べる",
}


# How many rows below the marked one the row with some words stands.
AWAY = """words => {
    const rows = [...document.querySelectorAll("[data-row]")];
    const found = rows.findIndex((row) => row.textContent.includes(words));
    if (found < 0) throw new Error(`no row says ${words}`);
    return found - rows.findIndex((row) => row.classList.contains("here"));
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    made = DemoDesk(tmp_path_factory.mktemp("week"))
    lay_out_site(made.folder / "demo-web", HERALD, "Merland Herald", "en", ENGLISH)
    made.start()
    yield made
    made.stop()


def keys(page: "Page", *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def go(page: "Page", key: str, name: str) -> None:
    keys(page, "g", key)
    page.wait_for_url(f"**/{name}")


def rewrite(page: "Page", words: str) -> None:
    """What stands in the field that has the focus becomes `words`, and is saved."""
    keys(page, "Control+a")
    page.keyboard.insert_text(words)
    keys(page, "Control+Enter")
    page.wait_for_selector(f".history li:has-text({words[:60]!r}) >> nth=0")


def counts(page: "Page", selector: str, count: int) -> None:
    """Wait until so many are there. The page's own rules forbid scripts handed in as text."""
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(page.locator(selector)).to_have_count(count, timeout=60_000)


def counts_no_more(page: "Page", selector: str, count: int) -> None:
    """Wait until it is no longer so many."""
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(page.locator(selector)).not_to_have_count(count, timeout=60_000)


def walk_to(page: "Page", words: str) -> None:
    """Down or up the list to the row that says `words`."""
    while by := page.evaluate(AWAY, words):
        keys(page, "j" if by > 0 else "k")


def collected(browser: "Browser", desk: DemoDesk, period: str) -> "Page":
    """The issue of some days, drafted; the week is collected if nobody did yet."""
    page = open_page(browser, f"{desk.address}/w/{WEEK}/today")
    if "114 articles" not in page.inner_text("main"):
        keys(page, "c")
        page.wait_for_selector("text=/^114 articles tell/")
    page.goto(f"{desk.address}/w/{period}/today")
    page.wait_for_selector("text=/^[1-9][0-9]* articles tell/")
    page.goto(f"{desk.address}/w/{period}/issue")
    if not page.locator("[data-item]").count():
        keys(page, "g", "t")
        page.wait_for_url("**/today")
        keys(page, "r")
        page.wait_for_selector("text=/items to approve/")
        page.goto(f"{desk.address}/w/{period}/issue")
    return page


def settle(page: "Page") -> int:
    """One item's findings and proposals, by keys; how many there were."""
    english = page.input_value("#headline_en")
    wanted = next((ja for words, ja in JAPANESE.items() if english.startswith(words)), "")
    settled = 0
    if wanted and "〔" in page.input_value("#headline_ja"):
        keys(page, "h")
        rewrite(page, wanted)
        keys(page, "Escape")
        settled += 1
    if page.locator(".proposals li").count():
        keys(page, "t")
        page.wait_for_selector(".proposals", state="detached")
        settled += 1
    while count := page.locator("summary[data-key=w]").count():
        keys(page, "w")
        page.keyboard.insert_text("looked at; it stands")
        keys(page, "Enter")
        counts_no_more(page, "summary[data-key=w]", count)  # one word may settle two of a kind
        settled += 1
    return settled


def test_the_week_is_done_by_keys_alone(browser: "Browser", desk: DemoDesk) -> None:
    page = open_page(browser, desk.address)
    collect_by_keys(page)
    go(page, "s", "stories")
    choose_stories(page)
    merge_and_split(page)
    add_a_term(page)
    go(page, "i", "issue")
    reorder_and_edit(page)
    approve_all(page)
    go(page, "i", "issue")
    keys(page, "Shift+S")
    page.wait_for_selector("text=Signed as version 1")
    go(page, "p", "preview")
    assert page.evaluate("document.querySelector('.pages img').decode().then(() => true)")
    go(page, "i", "issue")
    with page.expect_download() as download:
        keys(page, "f")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.context.close()


def collect_by_keys(page: "Page") -> None:
    assert "0 articles" in page.inner_text("main")
    page.evaluate(
        """() => {
            window.told = [];
            new MutationObserver(() => told.push(document.querySelector("[data-live]").textContent))
                .observe(document.querySelector("[data-live]"), {childList: true});
        }"""
    )
    keys(page, "c")
    page.wait_for_selector("text=/^114 articles tell/")
    told = page.evaluate("told")
    assert any(words.endswith("108/108") for words in told), told
    assert len(told) > 20


def choose_stories(page: "Page") -> None:
    attache = "Defense Minister Stenmar receives"
    walk_to(page, attache)
    for key, fate in (("d", "drop"), ("l", "later"), ("i", "include")):
        keys(page, key)
        page.wait_for_selector(f".story.{fate}:has-text({attache!r})")
    for undone in (1, 2, 3):
        keys(page, "u")
        counts(page, ".history >> text=(taken back)", undone)
    page.wait_for_selector(f"[class='story here']:has-text({attache!r})")
    walk_to(page, "Twelve years behind closed doors")
    keys(page, "2")
    page.wait_for_selector(".story:has-text('Twelve years') .tag:has-text('Domestic politics')")
    keys(page, "o")
    page.wait_for_url("**/stories?out=1")
    walk_to(page, "Veteran chess coach")
    keys(page, "i")
    coach = ".story:has-text('Veteran chess coach')"
    page.wait_for_selector(coach, state="detached")  # it went to what is proposed
    keys(page, "u")
    page.wait_for_selector(coach)
    keys(page, "o")
    page.wait_for_url("**/stories")


def merge_and_split(page: "Page") -> None:
    pardons, no_journalists = "President Telmor pardons 42", "Forty-two pardons"
    count = page.locator(".story").count()
    for words in (pardons, no_journalists):
        walk_to(page, words)
        keys(page, "x")
    keys(page, "m")
    counts(page, ".story", count - 1)
    walk_to(page, "pardons")
    keys(page, "Enter")
    page.wait_for_url("**/stories/*")
    page.wait_for_selector("article:has-text('Forty-two pardons')")
    walk_to(page, no_journalists)
    keys(page, "x", "s")
    page.wait_for_selector(".toast:has-text('split a story')")
    go(page, "s", "stories")
    counts(page, ".story", count)


def add_a_term(page: "Page") -> None:
    go(page, "w", "terms")
    keys(page, "n")
    page.wait_for_url("**/terms?new=1")
    page.keyboard.type("Sea of Imbra")
    keys(page, "Tab")
    page.keyboard.insert_text("インブラ海")
    keys(page, "Enter")
    page.wait_for_selector("th:has-text('Sea of Imbra')")


def reorder_and_edit(page: "Page") -> None:
    first, second = (page.inner_text(f".english >> nth={at}") for at in (0, 1))
    walk_to(page, second)
    keys(page, "K")
    page.wait_for_selector(f".english >> nth=0 >> text={second}")
    walk_to(page, "Selvan'da başkonsolosluk")
    keys(page, "d")  # nobody here reads Turkish
    page.wait_for_selector('.items :text("Selvan\'da")', state="detached")
    walk_to(page, first)
    keys(page, "Enter")
    page.wait_for_url("**/items/*")
    keys(page, "H")
    rewrite(page, "Orvenian MOD acuses Kestria of opening fire at border positions")
    page.wait_for_selector(".finding:has-text('acuses')")
    rewrite(page, "MOD of Orvenia accuses Kestria of opening fire at border positions")
    page.wait_for_selector(".finding:has-text('acuses')", state="detached")
    keys(page, "Escape", "e", "Control+End")
    page.keyboard.type(" Twelve tanks crossed the river.")
    keys(page, "Control+Enter")
    page.wait_for_selector(".sentence.bad:has-text('Twelve tanks')")
    page.wait_for_selector(".finding.high:has-text('Twelve tanks')")
    keys(page, "Escape", "u")
    page.wait_for_selector(".sentence:has-text('Twelve tanks')", state="detached")
    keys(page, "s")
    keys(page, "Control+a")
    page.keyboard.type("Version of the MOD")
    keys(page, "Enter")
    page.wait_for_selector(".history li:has-text('Version of the MOD')")
    keys(page, "Escape", "n")
    page.keyboard.type("The border is not delimited here.")
    keys(page, "Control+Enter")
    page.wait_for_selector(".block.note")
    keys(page, "Escape", "Escape")
    page.wait_for_url("**/issue#*")


def approve_all(page: "Page") -> None:
    total = page.locator("[data-item]").count()
    keys(page, *["k"] * total, "Enter")
    page.wait_for_url("**/items/*")
    settled = 0
    for left in range(total, 0, -1):
        settled += settle(page)
        before = page.url
        keys(page, "a")
        if left > 1:
            page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
        else:
            page.wait_for_selector("text=Approved by")
    assert settled >= 5


def test_two_days_are_done_by_mouse(browser: "Browser", desk: DemoDesk) -> None:
    page = collected(browser, desk, LAST_DAYS)
    page.click("nav >> text=Stories")
    page.click(".story:has-text('rules for railway') button:text-is('Drop')")
    page.click(".toast button:has-text('Undo')")
    page.wait_for_selector(".story.drop:has-text('rules for railway')", state="detached")
    count = page.locator(".story").count()
    for words in ("President Telmor pardons 42", "Forty-two pardons"):
        page.click(f".story:has-text({words!r}) input[type=checkbox]")
    page.click("button:has-text('Merge chosen')")
    counts(page, ".story", count - 1)
    page.click("nav >> text=Issue")
    unwanted = [".items > li:has-text('Open Press Index')"]
    turkish = '.items > li:has-text("Selvan\'da")'
    if page.locator(turkish).count():  # not dropped by who did the whole week
        unwanted.append(turkish)
    for item in unwanted:
        page.click(f"{item} button:text-is('Drop')")
        page.wait_for_selector(item, state="detached")
    drag_the_last_up(page)
    items = page.eval_on_selector_all(
        "[data-item]", "rows => rows.map((row) => `${row.dataset.href}`)"
    )
    page.click("[data-item] h3 a >> nth=0")
    page.wait_for_url("**/items/*")
    page.click("[data-sentence] >> nth=0")
    page.wait_for_selector("mark.lit")
    page.fill("#label-0", "Their version")
    page.click("form:has(#label-0) button")
    page.wait_for_selector(".history li:has-text('Their version')")
    page.click("nav >> text=Issue")
    for address in items:
        page.click(f"h3 a[href='{address}']")
        page.wait_for_url(f"**{address}")
        settle_by_mouse(page)
        with page.expect_response("**/act/approve_item"):
            page.click("button:has-text('Approve') >> nth=0")
        page.click("nav >> text=Issue")
    page.click("button:has-text('Sign and freeze')")
    page.wait_for_selector("text=Signed as version 1")
    page.click("a:has-text('Preview as PDF')")
    assert page.evaluate("document.querySelector('.pages img').decode().then(() => true)")
    page.click("main a:has-text('Back')")
    with page.expect_download() as download:
        page.click("a:text-is('PDF')")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.context.close()


def drag_the_last_up(page: "Page") -> None:
    """The second item of the last section is dropped on its first."""
    rows = page.locator(".sheet section:last-of-type [data-item]")
    moved = rows.nth(1).get_attribute("data-item")
    rows.nth(1).locator("h3").drag_to(rows.nth(0).locator("h3"))
    page.wait_for_selector(f".sheet section:last-of-type li:first-child[data-item='{moved}']")


def settle_by_mouse(page: "Page") -> None:
    english = page.input_value("#headline_en")
    wanted = next((ja for words, ja in JAPANESE.items() if english.startswith(words)), "")
    if wanted and "〔" in page.input_value("#headline_ja"):
        page.fill("#headline_ja", wanted)
        page.click("form:has(#headline_ja) button")
        page.wait_for_selector(f".history li:has-text({wanted!r})")
    while count := page.locator(".finding summary").count():
        page.click(".finding summary >> nth=0")
        page.fill(".finding details[open] [name=reason]", "looked at; it stands")
        page.click(".finding details[open] button")
        counts_no_more(page, ".finding summary", count)


def test_two_browsers_write_one_paragraph_and_nobodys_words_are_lost(
    browser: "Browser", desk: DemoDesk
) -> None:
    aya = collected(browser, desk, FIRST_DAYS)
    address = aya.get_attribute("h3 a", "href")
    ben = open_page(browser, f"{desk.address}{address}")
    ben.route("**/live", lambda route: route.abort())  # he has not heard of it yet
    ben.reload()
    aya.goto(f"{desk.address}{address}")
    for page, words in ((aya, "The words of Aya."), (ben, "The words of Ben.")):
        keys(page, "e", "Control+End")
        page.keyboard.type(f" {words}")
        keys(page, "Control+Enter")
        if page is aya:
            page.wait_for_selector(".history li:has-text('wrote text')")
    ben.wait_for_selector("dialog")
    shown = ben.inner_text("dialog")
    assert "The words of Aya." in shown
    assert "The words of Ben." in shown
    keys(ben, "Enter")  # the first button has the focus: his words stand
    ben.wait_for_selector("dialog", state="detached")
    counts(ben, ".history li:has-text('wrote text')", 2)
    assert "The words of Ben." in ben.input_value("#block-0")
    aya.wait_for_selector(".sentence:has-text('The words of Ben.')")
    ben.click(".history li:has-text('wrote text') button >> nth=0")
    ben.wait_for_selector(".sentence:has-text('The words of Aya.')")  # hers are in the history
    aya.context.close()
    ben.context.close()


def test_typed_words_outlive_a_killed_server(browser: "Browser", desk: DemoDesk) -> None:
    page = collected(browser, desk, FIRST_DAYS)
    page.click("h3 a >> nth=1")
    page.wait_for_url("**/items/*")
    keys(page, "H", "Control+a")
    page.keyboard.type("Typed when the power went")
    desk.kill()
    desk.start()
    page.reload()
    page.click("text=Use it again")
    assert page.input_value("#headline_en") == "Typed when the power went"
    keys(page, "Control+Enter")
    page.wait_for_selector(".history li:has-text('Typed when the power went')")
    page.context.close()


def test_words_saved_in_an_offline_tab_are_sent_when_it_is_back(
    browser: "Browser", desk: DemoDesk
) -> None:
    page = collected(browser, desk, FIRST_DAYS)
    page.click("h3 a >> nth=0")
    page.wait_for_url("**/items/*")
    page.context.set_offline(True)
    keys(page, "H", "Control+a")
    page.keyboard.type("Written in the train")
    keys(page, "Control+Enter")
    page.wait_for_selector(".toast:has-text('The server cannot be reached')")
    assert page.input_value("#headline_en") == "Written in the train"
    page.context.set_offline(False)
    page.wait_for_selector(".history li:has-text('Written in the train')")
    page.context.close()


def test_a_new_outlet_is_added_by_keys(browser: "Browser", desk: DemoDesk) -> None:
    page = collected(browser, desk, FIRST_DAYS)
    go(page, "o", "outlets")
    keys(page, "n")
    page.keyboard.type(f"http://{HERALD}/")
    keys(page, "Enter")
    page.wait_for_selector("text=Articles it would bring")
    page.focus("[name=citation]")
    keys(page, "Enter")
    page.wait_for_selector("#o-herald-merland")
    page.context.close()

"""In a real browser: the demo's week from an empty folder to a signed issue, by keys, by mouse."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.demo_desk import WEEK, DemoDesk
from tests.outlet_sites import ENGLISH, HERALD
from tests.outlet_sites import lay_out as lay_out_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
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


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if CHROMIUM is None:
        pytest.skip("needs chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as running:
        made = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    made = DemoDesk(tmp_path_factory.mktemp("week"))
    lay_out_site(made.folder / "demo-web", HERALD, "Merland Herald", "en", ENGLISH)
    made.start()
    yield made
    made.stop()


def open_page(browser: "Browser", address: str) -> "Page":
    page = browser.new_context(locale="en").new_page()
    page.set_default_timeout(20_000)
    page.goto(address)
    return page


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
    expect(page.locator(selector)).to_have_count(count, timeout=20_000)


def walk_to(page: "Page", words: str) -> None:
    """Down or up the list to the row that says `words`."""
    by = page.evaluate(
        """words => {
            const rows = [...document.querySelectorAll("[data-row]")];
            const at = rows.findIndex((row) => row.classList.contains("here"));
            return rows.findIndex((row) => row.textContent.includes(words)) - at;
        }""",
        words,
    )
    keys(page, *["j" if by > 0 else "k"] * abs(by))
    page.wait_for_selector(f"[data-row].here:has-text({words!r})")


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
        counts(page, "summary[data-key=w]", count - 1)
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
    deminers = "Two army deminers"
    walk_to(page, deminers)
    for key, fate in (("d", "drop"), ("l", "later"), ("i", "include")):
        keys(page, key)
        page.wait_for_selector(f".story.{fate}:has-text({deminers!r})")
    for _ in range(3):
        undone = page.locator(".history >> text=(undone)").count()
        keys(page, "u")
        counts(page, ".history >> text=(undone)", undone + 1)
    page.wait_for_selector(f"[class='story here']:has-text({deminers!r})")
    walk_to(page, "Twelve years behind closed doors")
    keys(page, "2")
    page.wait_for_selector(".story:has-text('Twelve years') .tag:has-text('Domestic politics')")
    keys(page, "o")
    page.wait_for_url("**/stories?out=1")
    walk_to(page, "Veteran chess coach")
    keys(page, "i")
    page.wait_for_selector(".story.include:has-text('Veteran chess coach')")
    keys(page, "u", "o")
    page.wait_for_url("**/stories")


def merge_and_split(page: "Page") -> None:
    pardons, no_journalists = "President Telmor pardons 42", "Forty-two pardons"
    count = page.locator(".story").count()
    for words in (pardons, no_journalists):
        walk_to(page, words)
        keys(page, "x")
    keys(page, "m")
    counts(page, ".story", count - 1)
    walk_to(page, pardons)
    keys(page, "Enter")
    page.wait_for_url("**/stories/*")
    assert page.locator("article:has-text('Forty-two pardons')").count()
    walk_to(page, no_journalists)
    keys(page, "x", "s")
    page.wait_for_url("**/stories")
    assert page.locator(".story").count() == count


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
    page.wait_for_selector(".items :text(\"Selvan'da\")", state="detached")
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
    assert page.locator(".finding.high:has-text('Twelve tanks')").count()
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
    assert settled >= 10

"""Keys and clicks for one week of the demo: from opening the page to the signed issue.

A sensible editor works by keys: she collects, looks at every story once, reads each item and
approves it once, mends three (a headline, a sentence, a side), settles what the gate and the copy
check ask, and signs. Counted are presses of keys that command (with Control or Shift: one), the
letters typed, and clicks. Then each page is opened once more: how far its parts jump while it
loads (layout shift, at most 0.05) and when its first words stand there (loopback).
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from common import ROOT, finish, show
from pictures import browser, served

sys.path.insert(0, str(ROOT))
from tests.browser import open_page
from tests.test_week_browser import JAPANESE

from scenes import EVERYDAY, SCENES

# The first full count was 159 (31 items); a dozen more are allowed, for the demo's texts change.
MOST_KEYS = 172
# Milliseconds in which the checks have looked at an item again after an edit.
SEEN = 2500
MOST_SHIFT, MOST_PAINT_MS = 0.05, 1000.0

SHIFTS = """() => new Promise((told) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => {
        const painted = performance.getEntriesByName("first-contentful-paint")[0];
        told([sum, painted ? painted.startTime : -1]);
    }, 120);
})"""


@contextmanager
def collected(chromium: Any) -> Iterator[tuple[str, Any]]:
    """The address of the demo's desk, its week drafted and nothing decided, and a page of it."""
    with tempfile.TemporaryDirectory() as name, served(Path(name) / "desk") as desk:
        page = open_page(chromium, desk)
        page.keyboard.press("c")
        page.wait_for_selector("text=/^114 articles tell/")
        yield desk, page


class Editor:
    """Somebody at the keyboard whose every press is counted."""

    def __init__(self, page):  # type: ignore[no-untyped-def]
        self.page = page
        self.keys: dict[str, int] = {}
        self.letters = 0
        self.doing = ""

    def press(self, *pressed: str) -> None:
        for key in pressed:
            self.page.keyboard.press(key)
            self.keys[self.doing] = self.keys.get(self.doing, 0) + 1

    def write(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.letters += len(words)

    def saved(self, key: str = "Control+Enter") -> None:
        """Save what is typed, and wait until the desk has it."""
        before = self.page.locator(".history form").count()
        self.press(key)
        self.page.locator(".history form").nth(before).wait_for()


def mend(one: Editor, number: int) -> None:
    """The three edits, one in each of the first three items."""
    one.doing = "mend three items"
    if number == 0:
        one.press("H", "End")
        one.write(" in Gorvesk district")
        one.saved()
    elif number == 1:
        one.press("e", "Control+a")
        one.write(one.page.input_value("#block-0").rpartition(". ")[0] + ".")
        one.saved()
    else:
        one.press("s", "Control+a")
        one.write("Report of the day")
        one.saved("Enter")
    one.press("Escape")


def settle(one: Editor) -> None:
    """What waits for a person on this item."""
    page = one.page
    one.doing = "write Japanese headlines"
    english = page.input_value("#headline_en")
    wanted = next((ja for words, ja in JAPANESE.items() if english.startswith(words)), "")
    if wanted and "〔" in page.input_value("#headline_ja"):
        one.press("h", "Control+a")
        one.write(wanted)
        one.saved()
        one.press("Escape")
        page.wait_for_selector(f".history li:has-text({wanted!r})")
    one.doing = "decide NOTEs and findings"
    if page.locator(".proposals li").count():
        one.press("t")
        page.wait_for_selector(".proposals", state="detached")
    while page.locator("summary[data-key=w]").count():
        before = page.locator("summary[data-key=w]").count()
        one.press("w")
        one.write("both are told")
        one.press("Enter")
        page.locator("summary[data-key=w]").nth(before - 1).wait_for(state="detached")


def week(one: Editor) -> int:
    """The whole week; how many items went out."""
    page = one.page
    one.doing = "look at every story"
    one.press("g", "s")
    page.wait_for_url("**/stories")
    one.press(*["j"] * page.locator(".story").count())
    one.press("o")
    page.wait_for_url("**/stories?out=1")
    one.press(*["j"] * page.locator(".story").count())
    one.doing = "open the issue, leave one out"
    one.press("g", "i")
    page.wait_for_url("**/issue")
    rows = page.eval_on_selector_all("[data-item]", "l => l.map((x) => x.textContent)")
    turkish = next(at for at, words in enumerate(rows) if "Selvan'da" in words)
    one.press(*["j"] * (turkish + 1), "d")
    page.wait_for_selector('.items > li:has-text("Selvan\'da")', state="detached")
    total = page.locator("[data-item]").count()
    one.press("n")
    page.wait_for_url("**/items/*")
    for number in range(total):
        if number < 3:
            mend(one, number)
            page.wait_for_timeout(SEEN)
            page.reload()
        settle(one)
        one.doing = "approve each item"
        before = page.url
        one.press("a")
        if number + 1 < total:
            page.wait_for_url(lambda url, before=before: url != before)
        else:
            page.wait_for_selector("text=Approved by")
    one.doing = "sign"
    one.press("g", "i")
    page.wait_for_url("**/issue")
    one.press("Shift+S")
    page.wait_for_selector("text=Signed as version 1")
    return total


def main() -> None:
    with browser() as chromium, collected(chromium) as (desk, page):
        one = Editor(page)
        one.keys["collect"] = 1
        items = week(one)
        fresh = open_page(chromium, desk)
        loads = {}
        for scene in SCENES:
            if scene.name in EVERYDAY:
                scene.go(fresh, desk)
                loads[scene.name] = fresh.evaluate(SHIFTS)
    keys = sum(one.keys.values())
    show(f"One week, {items} items", ("doing", "keys"), [*one.keys.items(), ("all", keys)])
    show(
        "Pages",
        ("page", "layout shift", "first paint, ms"),
        [(name, float(shift), float(paint)) for name, (shift, paint) in loads.items()],
    )
    worst = max(shift for shift, _ in loads.values())
    slowest = max(paint for _, paint in loads.values())
    finish(
        "week_keys",
        {"items": items, "keys": one.keys, "all_keys": keys, "letters": one.letters, "clicks": 0,
         "layout_shift": worst, "slowest_first_paint_ms": slowest, "pages": loads},
        {
            "keys, fewer than allowed": (float(MOST_KEYS - keys), 0.0),
            "layout shift, under what is allowed": (MOST_SHIFT - worst, 0.0),
            "first paint, ms under a second": (MOST_PAINT_MS - slowest, 0.0),
        },
    )  # fmt: skip


if __name__ == "__main__":
    main()

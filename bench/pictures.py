"""Pictures of every page of the desk: two languages, two themes, three widths, to be looked at.

The demo's week is collected on loopback, nothing of it signed (so the archive and what follows
publication are drawn empty), and each page is drawn by a real Chromium into a folder
(bench/out/pictures unless another is named). Nothing is measured but
what can be: whether a page is wider than its window, and how far its parts jump while it loads.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from common import OUT, ROOT, finish, show

sys.path.insert(0, str(ROOT))
from tests.browser import launched, open_page
from tests.demo_desk import WEEK, DemoDesk

WIDTHS = (375, 820, 1440)
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
def browser() -> Iterator[Any]:
    """A Chromium; leaves with a visible "skipped" where there is none."""
    with launched() as made:
        if made is None:
            print("skipped: needs chromium and playwright")
            sys.exit(0)
        yield made


@contextmanager
def collected(chromium: Any, address: str = "") -> Iterator[tuple[str, Any]]:
    """The address of the demo's desk, its week drafted, and a page of it."""
    if address:
        yield address, open_page(chromium, address)
        return
    with tempfile.TemporaryDirectory() as name:
        desk = DemoDesk(Path(name) / "desk")
        desk.start()
        try:
            page = open_page(chromium, desk.address)
            page.keyboard.press("c")
            page.wait_for_selector("text=/^114 articles tell/")
            yield desk.address, page
        finally:
            desk.stop()


def pages(desk: str, page: Any) -> dict[str, str]:
    """Every page by name, with its address."""
    week = f"{desk}/w/{WEEK}"
    page.goto(f"{week}/issue")
    item = page.get_attribute("h3 a", "href")
    page.goto(f"{week}/stories")
    story = page.get_attribute("[data-story] h2 a", "href")
    plain = ("today", "stories", "issue", "preview", "terms", "archive", "names", "mail", "look",
             "outlets", "setup", "after", "take-back")  # fmt: skip
    return {
        **{name: f"{week}/{name}" for name in plain},
        "left_out": f"{week}/stories?out=1",
        "story": desk + story,
        "item": desk + item,
        "new_term": f"{week}/terms?new=1",
        "offices": f"{week}/terms?view=offices",
        "name": f"{week}/names/person/Ravian%20Telmor",
        "outlet": f"{week}/outlets?open=ona",
        "check": f"{week}/setup?check=1",
        "login": f"{desk}/login",
        "missing": f"{desk}/nothing",
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=OUT / "pictures")
    asked.add_argument("--at", default="", help="a demo desk that is open already, as http://…")
    asked.add_argument("--only", nargs="*", default=[], help="names of pages")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    wide: list[str] = []
    drawn = 0
    with browser() as chromium, collected(chromium, given.at) as (desk, first):
        there = pages(desk, first)
        for language in ("ja", "en"):
            for theme in ("light", "dark"):
                context = chromium.new_context(locale=language, color_scheme=theme)
                page = context.new_page()
                page.set_default_timeout(120_000)
                for name, address in there.items():
                    if given.only and name not in given.only:
                        continue
                    page.goto(address)
                    for width in WIDTHS:
                        page.set_viewport_size({"width": width, "height": 900})
                        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                        if over > 0:
                            wide.append(f"{name} {language} {width}: {over} px too wide")
                        path = given.folder / f"{name}-{language}-{theme}-{width}.png"
                        page.screenshot(path=str(path), clip=first_screens(page, width))
                        drawn += 1
                context.close()
    show(f"Pictures in {given.folder}", ("what", "count"), [("drawn", drawn), ("wide", len(wide))])
    for line in wide:
        print(line)
    floors = {"none wider than its window": (float(not wide), 1.0)}
    finish("pictures", {"drawn": drawn, "wide": wide}, floors)


def first_screens(page: Any, width: int) -> dict[str, float]:
    """The top of the page, as far as one looks at it in a picture."""
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(tall, 2400)})
    return {"x": 0, "y": 0, "width": width, "height": min(tall, 2400)}


if __name__ == "__main__":
    main()

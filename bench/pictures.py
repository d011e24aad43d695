"""Pictures of every page of the desk: two languages, two themes, three widths, to be looked at.

Three desks are made on loopback (tests/lived_in.py): one that weeks of work were done on, one
nothing was done on, and one whose outlets fail. Every Scene of bench/scenes.py is drawn by a real
Chromium into a folder (bench/out/pictures unless another is named). Nothing is measured but what
can be: whether a page is wider than its window.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from common import OUT, ROOT, finish, show

sys.path.insert(0, str(ROOT))
from tests.browser import launched
from tests.demo_desk import DemoDesk
from tests.lived_in import MAIL, lived_in, troubled

from scenes import EMPTY, LIVED, SCENES, TROUBLED, Scene

WIDTHS = (375, 820, 1440)
LOOKS = ("ja-light", "ja-dark", "en-light", "en-dark")
TALLEST = 6000  # px; lists go on alike below


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium; leaves with a visible "skipped" where there is none."""
    with launched() as made:
        if made is None:
            print("skipped: needs chromium and playwright")
            sys.exit(0)
        yield made


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the demo's desk over a folder."""
    desk = DemoDesk(folder)
    desk.start()
    try:
        yield desk.address
    finally:
        desk.stop()


def draw(chromium: Any, address: str, scenes: list[Scene], given: Any) -> Iterator[str]:
    """The scenes of one desk in every look and width; gives what is too wide."""
    for look in given.looks:
        language, _, theme = look.partition("-")
        for scene in scenes:
            # A window of its own: what one scene leaves unsaved is not offered in the next.
            context = chromium.new_context(locale=language, color_scheme=theme)
            page = context.new_page()
            page.set_default_timeout(120_000)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if not scene.whole or width == WIDTHS[0]:
                    scene.go(page, address)
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if over > 0:
                    yield f"{scene.name} {look} {width}: {over} px too wide"
                tall = page.evaluate("document.documentElement.scrollHeight")
                path = given.folder / f"{scene.name}-{look}-{width}.png"
                if scene.whole:
                    tall = min(tall, TALLEST)
                    page.set_viewport_size({"width": width, "height": max(tall, 900)})
                page.screenshot(path=str(path))
            context.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=OUT / "pictures")
    asked.add_argument("--desks", type=Path, help="where the desks are, or are to be, kept")
    asked.add_argument("--looks", nargs="*", default=LOOKS, help="such as ja-dark; else all")
    asked.add_argument("--only", nargs="*", default=[], help="names of scenes")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    scenes = [one for one in SCENES if not given.only or one.name in given.only]
    os.environ |= {f"TORIMATOME_{name.upper()}": value for name, value in MAIL.items()}
    wide: list[str] = []
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        desks = given.desks or Path(name)
        if not (desks / LIVED).exists():
            lived_in(desks / LIVED)
            troubled(desks / TROUBLED, desks / LIVED)
        for desk in (LIVED, EMPTY, TROUBLED):
            wanted = [one for one in scenes if one.desk == desk]
            if wanted:
                with served(desks / desk) as address:
                    wide += draw(chromium, address, wanted, given)
    drawn = len(scenes) * len(given.looks) * len(WIDTHS)
    show(f"Pictures in {given.folder}", ("what", "count"), [("drawn", drawn), ("wide", len(wide))])
    for line in wide:
        print(line)
    floors = {"none wider than its window": (float(not wide), 1.0)}
    finish("pictures", {"drawn": drawn, "wide": wide}, floors)


if __name__ == "__main__":
    main()

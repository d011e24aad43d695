"""A real Chromium for the tests and benches that look at pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
# A wait ends when what it waits for is there; only a page that never comes meets this limit.
PATIENCE_MS = 60_000
# By night only the colours differ. Naming what passes takes axe as long as all its rules.
_RULES_BY_DAY = {"resultTypes": ["violations"]}
_RULES_BY_NIGHT = {**_RULES_BY_DAY, "runOnly": {"type": "rule", "values": ["color-contrast"]}}


@contextmanager
def launched() -> Iterator["Browser | None"]:
    """A running browser, or None where this machine has none."""
    try:
        from playwright import sync_api  # an extra of the tests
    except ImportError:
        yield None
        return
    if CHROMIUM is None:
        yield None
        return
    # A proxy setting of the machine must not come between a test and a page of its own.
    quiet: dict[str, str | float | bool] = {
        key: value for key, value in os.environ.items() if "proxy" not in key.lower()
    }
    with sync_api.sync_playwright() as running:
        made = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=quiet)
        yield made
        made.close()


def open_page(browser: "Browser", address: str, **looks: object) -> "Page":
    """A page of a context of its own, in English unless `looks` says otherwise."""
    page = browser.new_context(**{"locale": "en", **looks}).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    return page


def axe_finds_nothing(page: "Page", where: str) -> None:
    """No rule of axe is broken on the page as it stands, in light colours or in dark ones."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for scheme, rules in (("light", _RULES_BY_DAY), ("dark", _RULES_BY_NIGHT)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = axe.run(page, options=rules)
        assert found.violations_count == 0, (where, scheme, found.generate_report())

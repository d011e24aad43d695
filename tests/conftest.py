"""What tests of several files ask for by name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.browser import launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One Chromium for all tests of a file."""
    with launched() as made:
        if made is None:
            pytest.skip("needs chromium and playwright")
        yield made

"""What 258 real news pages tell of their outlet: its name, its country, its articles' addresses.

Gold is what each page is stored under: the publisher's name, its country, and its own address,
which a pattern made from the page's links should match. Article pages are harder than the front
pages and section pages people paste: half of their links lead elsewhere.
"""

import re
import time

from anyascii import anyascii

from common import finish, need_shared, show
from pages_fundus import pages
from torimatome.collect import discover_page
from torimatome.collect.discover_guess import outlet_name
from torimatome.collect.page import decode_page

CHOSEN = discover_page._HEADLINE
NAMES_AT_LEAST = 0.79
COUNTRIES_AT_LEAST = 0.70
PATTERNS_AT_LEAST = 0.72


def bare(name: str) -> str:
    """A name as letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", anyascii(name).lower())


def alike(found: str, gold: str) -> bool:
    """Whether one name holds the other."""
    a, b = bare(found), bare(gold)
    return bool(a) and bool(b) and (a in b or b in a)


def main() -> None:
    """Print the shares, and what the headline's length costs."""
    kept = list(pages(need_shared("data", "pages_fundus")))
    began = time.perf_counter()
    rows = []
    figures: dict[str, float] = {}
    for length in (14, 16, 22):
        discover_page._HEADLINE = length
        names = countries = patterns = own = 0
        for page in kept:
            country, _, site = page.name.rpartition("/")
            looks = discover_page.looks_of(decode_page(page.body), page.url)
            names += alike(outlet_name(looks.names, (), page.url), site.split("_")[0])
            countries += (looks.country or "??").lower() == country.replace("uk", "gb")
            patterns += bool(looks.pattern)
            own += bool(looks.pattern and re.search(looks.pattern, page.url))
        shares = [n / len(kept) for n in (names, countries, patterns, own)]
        rows.append([length, *shares])
        if length == CHOSEN:
            figures = dict(zip(("name", "country", "pattern", "own address"), shares, strict=True))
    figures["pages a second"] = len(rows) * len(kept) / (time.perf_counter() - began)
    show("an outlet by one of its pages", ("headline", "name", "country", "pattern", "own"), rows)
    finish(
        "discover",
        figures,
        {
            "names": (figures["name"], NAMES_AT_LEAST),
            "countries": (figures["country"], COUNTRIES_AT_LEAST),
            "own address matched": (figures["own address"], PATTERNS_AT_LEAST),
        },
    )


if __name__ == "__main__":
    main()

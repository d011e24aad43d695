"""The HTML file: one file, no script, nothing fetched; each sentence leads to its source."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import jinja2
from markupsafe import Markup

from torimatome.model import Issue
from torimatome.model.look import Look
from torimatome.publish.look import logo_address, style_of
from torimatome.publish.overview import overview
from torimatome.publish.phrases import phrases
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.printed import Page, PrintedItem, printed
from torimatome.publish.runs import joined
from torimatome.text.templates import beside, templates

PLAIN = Look()

_ANCHOR = re.compile("[A-Za-z][A-Za-z0-9_-]{0,60}")


def to_html(issue: Issue, look: Look = PLAIN) -> bytes:
    """The Issue as one self-contained page; the same Issue and look give the same bytes.

    Every sentence is followed by the numbers of its passages, which stand with their exact
    words, outlet, day, address and snapshot in the list below the item; the day of a citation
    leads to the first of them.
    """
    page = printed(issue)
    keys = anchors(page)
    return rendered(
        "bulletin.html.jinja",
        look=look,
        page=page,
        keys=keys,
        logo=logo_address(look),
        overview=overview(issue, page) if look.design == "modern" else None,
        places=_places(page, keys),
        records={
            keys[item]: {origin.sha256: origin.number for origin in reversed(item.origins)}
            for section in page.sections
            for item in section.items
        },
        label=lambda name: getattr(look.labels, f"{name}_{page.language}"),
        colour=lambda place: place % len(look.colours.sections) + 1,
    )


@dataclass(frozen=True)
class Place:
    """Where an item stands, for what leads to it."""

    key: str
    words: str
    section: int


def _places(page: Page, keys: Mapping[PrintedItem, str]) -> dict[int, Place]:
    """The items by their number."""
    placed = [(item, home) for home, s in enumerate(page.sections) for item in s.items]
    return {
        number: Place(keys[item], joined(item.headline_ja) or item.headline_en, home)
        for number, (item, home) in enumerate(placed, start=1)
    }


def rendered(template: str, look: Look = PLAIN, **values: object) -> bytes:
    """A template of this folder with the style sheet and a policy that allows only it."""
    css = _css(look)
    text = (
        _environment()
        .get_template(template)
        .render(css=Markup(css), policy=_policy(css, look), look=look, **values)  # noqa: S704 (our own words)
    )
    # Blank lines are what template tags leave behind.
    return re.sub(r"\n(?:[ ]*\n)+", "\n", text).strip().encode("utf-8") + b"\n"


def anchors(page: Page) -> dict[PrintedItem, str]:
    """What each item's address ends in: its id where that can be an anchor, else its place."""
    items = [item for section in page.sections for item in section.items]
    taken: set[str] = {"items"}
    named = {}
    for place, item in enumerate(items, start=1):
        name = f"item-{item.id}"
        if not _ANCHOR.fullmatch(name) or name in taken:
            name = _free(place, (*taken, *(f"item-{other.id}" for other in items)))
        taken.add(name)
        named[item] = name
    return named


def _free(place: int, taken: Iterable[str]) -> str:
    name = f"item-{place}"
    while name in taken:
        name += "x"
    return name


@lru_cache(maxsize=8)
def _sheet(name: str) -> str:
    return beside("torimatome.publish", name)


def _css(look: Look) -> str:
    sheets = [_sheet("bulletin.css")]
    if look.design == "modern":
        sheets.append(_sheet("modern.css"))
    if look != PLAIN:
        sheets.append(style_of(look))
    return "\n".join(sheet.strip() for sheet in sheets)


def _policy(css: str, look: Look) -> str:
    digest = b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
    pictures = "; img-src data:" if look.logo else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'{pictures}; base-uri 'none';"
        " form-action 'none'"
    )


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = templates("torimatome.publish")
    environment.globals.update(phrases=phrases, right_to_left=RIGHT_TO_LEFT)
    return environment

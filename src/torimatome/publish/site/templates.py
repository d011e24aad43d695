"""The site's templates, read once; everything they print is escaped unless we made it here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import jinja2
from markupsafe import Markup, escape

from torimatome.publish.site.nouns import SiteHouse
from torimatome.text.templates import templates

_BLANK = re.compile(r"\n(?:[ ]*\n)+")


class Framed(Protocol):
    """What a template asks of the frame of a page."""

    @property
    def up(self) -> str:
        """What leads back to the site's folder."""

    @property
    def here(self) -> str:
        """Which part of the site the page is in."""


class Page(Framed, Protocol):
    """What a page made without a template must tell of itself."""

    @property
    def path(self) -> str:
        """Where it lies."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def description(self) -> str:
        """What a shared link shows of it."""

    @property
    def card(self) -> str:
        """Path of its picture."""

    @property
    def feed(self) -> str:
        """Path of its own feed, without ending."""

    @property
    def article(self) -> bool:
        """Whether it is one article, and no list."""


@dataclass(frozen=True)
class Chrome:
    """What stands above and below a page."""

    head: Markup
    foot: Markup


@lru_cache(maxsize=256)
def chrome(house: SiteHouse, up: str, here: str) -> Chrome:
    """The head and foot of every page so deep in this part of the site."""
    head, foot = macro("chrome.jinja", "head"), macro("chrome.jinja", "foot")
    return Chrome(head(house, up, here), foot(house, up))


@lru_cache(maxsize=64)
def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro as a function; what it is handed is escaped in it."""
    found: Callable[..., Markup] = getattr(environment().get_template(template).module, name)
    return found


def rendered(template: str, frame: Framed, house: SiteHouse, **values: object) -> bytes:
    """A page of this folder's templates as UTF-8."""
    around = chrome(house, frame.up, frame.here)
    made = (
        environment().get_template(template).render(values, frame=frame, house=house, chrome=around)
    )
    # Blank lines are what template tags leave behind.
    text = _BLANK.sub("\n", made).strip()
    return text.encode("utf-8", "replace") + b"\n"


@dataclass(frozen=True)
class _Blank:
    """A frame with a mark for each of its words, to be filled in later."""

    up: str
    here: str
    feed: str
    article: bool
    path: str = "\ue000path\ue001"
    title: str = "\ue000title\ue001"
    description: str = ""
    card: str = ""
    search: bool = True


def framed(frame: Page, house: SiteHouse, main: str) -> bytes:
    """A page whose own part is made already: the same as a template would give, and sooner."""
    around = _Blank(
        frame.up, frame.here, frame.feed, frame.article,
        description="\ue000description\ue001" if frame.description else "",
        card="\ue000card\ue001" if frame.card else "",
    )  # fmt: skip
    suffix = house.title_ja not in frame.title
    words = {
        "path": frame.path, "title": frame.title, "description": frame.description,
        "card": frame.card,
    }  # fmt: skip
    escaped = {name: str(escape(text)) for name, text in words.items()} | {"main": main}
    pieces = _shell(house, around, suffix)
    made = [piece if at % 2 == 0 else escaped[piece] for at, piece in enumerate(pieces)]
    return "".join(made).encode("utf-8", "replace")


@lru_cache(maxsize=64)
def _shell(house: SiteHouse, frame: _Blank, suffix: bool) -> tuple[str, ...]:
    """What stands around a page, and between the pieces the names of what is to be filled in."""
    text = rendered("framed.html.jinja", frame, house).decode("utf-8")
    if not suffix:
        text = text.replace(f" | {escape(house.title_ja)}</title>", "</title>", 1)
    return tuple(re.split("\ue000([a-z]+)\ue001", text))


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The templates of this folder."""
    return templates("torimatome.publish.site")

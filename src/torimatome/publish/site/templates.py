"""The site's templates, read once; everything they print is escaped unless we made it here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Protocol

import jinja2
from markupsafe import Markup

from torimatome.publish.phrases import phrases
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.site.nouns import SiteHouse

_BLANK = re.compile(r"\n(?:[ ]*\n)+")


class Framed(Protocol):
    """What a template asks of the frame of a page."""

    @property
    def up(self) -> str:
        """What leads back to the site's folder."""

    @property
    def here(self) -> str:
        """Which part of the site the page is in."""


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


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The templates of this folder."""
    made = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(_read),
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=64,
        auto_reload=False,
    )
    made.globals.update(phrases=phrases, right_to_left=RIGHT_TO_LEFT)
    return made


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")

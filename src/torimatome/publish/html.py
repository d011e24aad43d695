"""The HTML file: one file, no script, nothing fetched; each sentence leads to its source."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib import resources

import jinja2
from markupsafe import Markup

from torimatome.model import Issue
from torimatome.publish.phrases import phrases
from torimatome.publish.plain import RIGHT_TO_LEFT
from torimatome.publish.printed import Page, PrintedItem, printed

_ANCHOR = re.compile("[A-Za-z][A-Za-z0-9_-]{0,60}")


def to_html(issue: Issue) -> bytes:
    """The Issue as one self-contained page; the same Issue gives the same bytes.

    Every sentence is followed by the numbers of its passages, which stand with their exact
    words, outlet, day, address and snapshot in the list below the item.
    """
    page = printed(issue)
    return rendered("bulletin.html.jinja", page=page, keys=anchors(page))


def rendered(template: str, **values: object) -> bytes:
    """A template of this folder with the style sheet and a policy that allows only it."""
    text = _environment().get_template(template).render(css=Markup(_css()), **values)  # noqa: S704 (our own file)
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
def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _css() -> str:
    return _read("bulletin.css")


def _policy() -> str:
    digest = b64encode(sha256(_css().encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(_read),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(policy=_policy(), phrases=phrases, right_to_left=RIGHT_TO_LEFT)
    return environment

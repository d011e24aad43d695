"""The search as pages: what was found, and what is kept of a name; no script, nothing fetched."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlencode

import jinja2
from anyascii import anyascii
from markupsafe import Markup

from torimatome.model import House, Item
from torimatome.model.archive import Earlier, Found, Kept, Query, Results
from torimatome.remember.people import NamePage
from torimatome.text.templates import beside, templates

_KINDS = {
    "person": ("人物", "Persons"),
    "organisation": ("組織", "Organisations"),
    "place": ("地名", "Places"),
    "country": ("国", "Countries"),
}
_FIELDS = ("words", "start", "end", "section", "outlet", "person", "country", "order")


@dataclass(frozen=True)
class Links:
    """Where the pages lead; the web desk and a folder of files have different addresses."""

    item: Callable[[Kept], str]
    name: Callable[[str, str], str]  # of a kind and a name
    search: str = ""  # the address of the search page itself


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Whole:
    """A kept item with its text."""

    kept: Kept
    item: Item


def anchor(kept: Kept) -> str:
    """The mark of an item in a page that has its text."""
    own = sha256("\n".join((kept.issue, str(kept.version), kept.id)).encode()).hexdigest()
    return f"item-{_slug(kept.id)}-{own[:8]}"


def name_file(kind: str, name: str) -> str:
    """The file of a name's page in a folder of them."""
    return f"{kind}-{_slug(name)}-{sha256(name.encode()).hexdigest()[:8]}.html"


def issue_file(label: str) -> str:
    """The file of an Issue's page in a folder of them."""
    return f"issue-{_slug(label)}-{sha256(label.encode()).hexdigest()[:8]}.html"


ONE_FILE = Links(item=lambda kept: f"#{anchor(kept)}", name=lambda _kind, _name: "")
FOLDER = Links(item=lambda kept: f"{issue_file(kept.issue)}#{anchor(kept)}", name=name_file)


def search_page(results: Results, house: House, links: Links, full: Sequence[Whole] = ()) -> bytes:
    """The search form and what was found; the same results give the same bytes.

    Without an address of the search there is no form. `full`: items given with their text.
    """
    query = results.query
    return _rendered(
        "search.html.jinja",
        query=query,
        filters=[getattr(query, name) for name in _FIELDS[1:-1] if getattr(query, name)],
        results=results,
        sections=house.sections,
        outlets=sorted({outlet.citation for outlet in house.outlets}),
        links=links,
        full=full,
        before=_address(links.search, query, query.offset - query.limit) if query.offset else "",
        after=_address(links.search, query, query.offset + query.limit) if results.more else "",
    )


def person_page(page: NamePage, links: Links, full: Sequence[Whole] = ()) -> bytes:
    """The page of a person, organisation, place or country."""
    return _rendered("name.html.jinja", page=page, links=links, full=full)


def earlier_page(
    item: Item, earlier: Sequence[Earlier], links: Links, full: Sequence[Whole] = ()
) -> bytes:
    """What past issues said on an item's matter."""
    return _rendered("earlier.html.jinja", item=item, earlier=earlier, links=links, full=full)


def names_page(kinds: Mapping[str, Sequence[tuple[str, str, int]]], links: Links) -> bytes:
    """Every name by its kind: English, Japanese, how many items have it."""
    return _rendered("names.html.jinja", kinds=kinds, headings=_KINDS.items(), links=links, full=())


def issue_page(label: str, full: Sequence[Whole], links: Links) -> bytes:
    """The items of a kept Issue with their text."""
    return _rendered("issue.html.jinja", label=label, links=links, full=full)


def pieces(found: Found) -> list[Piece]:
    """A sentence cut at what is highlighted in it."""
    cut: list[Piece] = []
    at = 0
    for start, end in found.spans:
        if start > at:
            cut.append(Piece(found.text[at:start], False))
        cut.append(Piece(found.text[start:end], True))
        at = end
    if at < len(found.text):
        cut.append(Piece(found.text[at:], False))
    return cut


def _slug(words: str) -> str:
    """A readable part of a file name or mark, in plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(words).lower()).strip("-")[:60]


def _address(search: str, query: Query, offset: int) -> str:
    if not search:
        return ""
    asked = replace(query, offset=max(0, offset))
    given = {name: getattr(asked, name) for name in _FIELDS if getattr(asked, name)}
    return f"{search}?{urlencode({**given, 'offset': str(asked.offset)})}"


def _rendered(template: str, **values: object) -> bytes:
    text = _environment().get_template(template).render(**values)
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line).encode("utf-8", "replace") + b"\n"


@lru_cache(maxsize=16)
@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    css = beside("torimatome.remember", "search.css").strip()
    digest = b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'self'"
    environment = templates("torimatome.remember")
    environment.globals.update(
        css=Markup(css),  # noqa: S704 (our own file)
        policy=policy,
        pieces=pieces,
        anchor=anchor,
    )
    return environment

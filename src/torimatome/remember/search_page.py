"""The search as pages: what was found, and what is kept of a name; no script, nothing fetched."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup

from torimatome.model import House
from torimatome.model.archive import Found, Kept, Query, Results
from torimatome.remember.people import NamePage

_PARTS = {"headline_ja": "ja", "headline_en": "en", "body": "en", "note": "en"}
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


def search_page(results: Results, house: House, links: Links) -> bytes:
    """The search form and what was found; the same results give the same bytes."""
    query = results.query
    return _rendered(
        "search.html.jinja",
        query=query,
        results=results,
        sections=house.sections,
        outlets=sorted({outlet.citation for outlet in house.outlets}),
        links=links,
        before=_address(links.search, query, query.offset - query.limit) if query.offset else "",
        after=_address(links.search, query, query.offset + query.limit) if results.more else "",
    )


def person_page(page: NamePage, links: Links) -> bytes:
    """The page of a person, organisation, place or country."""
    return _rendered("name.html.jinja", page=page, links=links)


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


def _address(search: str, query: Query, offset: int) -> str:
    asked = replace(query, offset=max(0, offset))
    given = {name: getattr(asked, name) for name in _FIELDS if getattr(asked, name)}
    return f"{search}?{urlencode({**given, 'offset': str(asked.offset)})}"


def _rendered(template: str, **values: object) -> bytes:
    text = _environment().get_template(template).render(**values)
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line).encode("utf-8", "replace") + b"\n"


@lru_cache(maxsize=4)
def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    css = _read("search.css").strip()
    digest = b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'self'"
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(_read),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        css=Markup(css),  # noqa: S704 (our own file)
        policy=policy,
        pieces=pieces,
        language_of=_PARTS.get,
    )
    return environment

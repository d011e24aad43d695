"""Where each page of the site lies. An address is worked out of names alone and never moves."""

import re
from hashlib import sha256

from anyascii import anyascii

_CLEAN = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
FOLDERS = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "country": "countries",
}


def slug(name: str) -> str:
    """What an address calls an Item, a label or a section; two names never share one."""
    if len(name) <= _LONGEST and _CLEAN.fullmatch(name):
        return name
    return _marked(name)


def name_slug(name: str) -> str:
    """What an address calls a person: "Elena Savir" is elena-savir, others carry a short mark."""
    plain = _OTHER.sub("-", name.lower()).strip("-")
    again = " ".join(part.capitalize() for part in plain.split("-"))
    return plain if plain and again == name and len(plain) <= _LONGEST else _marked(name)


def _marked(name: str) -> str:
    plain = _OTHER.sub("-", anyascii(name).lower()).strip("-")[: _LONGEST - 9].strip("-")
    mark = sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{plain}-{mark}" if plain else mark


def issue_page(key: str) -> str:
    """The page of an Issue in its current version."""
    return f"issues/{key}.html"


def version_page(key: str, version: int) -> str:
    """The page of a version that another has replaced."""
    return f"issues/{key}/v{version}.html"


def item_page(key: str, item_slug: str) -> str:
    """The page of an Item, whatever the version."""
    return f"issues/{key}/item-{item_slug}.html"


def name_page(kind: str, name: str, year: str = "") -> str:
    """The page of a name; with a year, that of the year's items alone."""
    own = f"{FOLDERS[kind]}/{name_slug(name)}"
    return f"{own}/{year}.html" if year else f"{own}.html"


def section_page(kind: str) -> str:
    """The page of a section."""
    return f"sections/{slug(kind)}.html"


def up(path: str) -> str:
    """What leads from a page back to the site's folder: "../../" or ""."""
    return "../" * path.count("/")

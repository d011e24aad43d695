"""What the site is made of: Editions as listed, their Leaves, and the house as it shows itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from torimatome.model import Correction, Issue
from torimatome.model.archive import Kept, NamePage

T = TypeVar("T")
Make = Callable[[Issue, str], Callable[[str], bytes]]  # Issue, name of its files → by form
KeptOf = Callable[[Issue, str, int], Sequence[Kept]]  # Issue, key, version → one an Item
NameOf = Callable[[str, str, Sequence[Kept]], NamePage]  # kind, English name, its items


@dataclass(frozen=True)
class SiteHouse:
    """The desk as the site shows it."""

    desk: str
    title_ja: str
    title_en: str
    issuer_ja: str = ""
    issuer_en: str = ""
    notice_ja: str = ""
    notice_en: str = ""
    address: str = ""  # "https://example.org/bulletin/", with its last slash; "" = not known
    words: str = ""  # a mark of the desk's terms: names and their pages hang on them
    spellings: Mapping[tuple[str, str], tuple[str, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )


@dataclass(frozen=True)
class Listed:
    """One version of one Issue; its words are read only when a page of it is made anew."""

    key: str
    version: int
    start: str
    end: str
    mark: str  # changes when the Edition's words do
    load: Callable[[], Issue]  # arranged
    flash: bool = False
    forms: tuple[str, ...] = ()  # of the files it is offered in
    name: str = ""  # of these files, without their endings


@dataclass(frozen=True)
class LeafItem:
    """What other pages say of an Item."""

    kept: Kept
    slug: str
    excerpt: str  # its first words, for feeds and cards
    section_en: str
    han: str  # Japanese and Chinese of its body, folded: a search looks there
    cited: str  # "(ONA / 08.05.2026)"


@dataclass(frozen=True)
class Leaf:
    """What the rest of the site needs of a version of an Issue; kept beside the site."""

    key: str
    version: int
    start: str
    end: str
    period: str  # as printed
    title_ja: str
    title_en: str
    remark: str
    flash: bool
    notice_ja: str
    notice_en: str
    items: tuple[LeafItem, ...]
    corrections: tuple[Correction, ...]
    announces: bool  # whether it has a calendar


@dataclass(frozen=True)
class File:
    """One file of the site: where it lies, what it hangs on, and what makes it."""

    path: str  # "issues/2026-05-08_2026-05-15.html"
    mark: str
    make: Callable[[], bytes]


def marked(*parts: str) -> str:
    """A short mark of what something hangs on."""
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


def once(make: Callable[[], T]) -> Callable[[], T]:
    """The same, called at the first use and never again."""
    return lru_cache(maxsize=1)(make)

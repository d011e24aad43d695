"""Read the demo's wire: what its invented outlets publish, and when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path

import msgspec
import yaml

from torimatome.errors import SetupError


@dataclass(frozen=True)
class Edits:
    """What a reprinting outlet changes in the text it takes over."""

    title: str = ""  # "" = the original's
    drop_last: int = 0  # paragraphs left off the end
    prefix: str = ""  # put before the first paragraph


@dataclass(frozen=True)
class Correction:
    """What the outlet's page says from a later moment on."""

    at: datetime
    title: str = ""  # "" = as before
    text: str = ""  # the whole text; "" = as before


@dataclass(frozen=True)
class WireArticle:
    """One article of the invented web; a reprint already holds its own title and text."""

    id: str
    outlet: str  # Outlet.id
    language: str
    published: datetime  # with its zone
    path: str  # below the outlet's home; a digest's entries share one
    title: str = ""
    text: str = ""  # paragraphs parted by "\n\n"; lines that start with "- " are bullets
    category: str = ""
    story: str = ""  # which articles tell one event: what a test may check grouping against
    section: str = ""  # which section it belongs in, likewise
    reprint_of: str = ""  # WireArticle.id
    edits: Edits = field(default_factory=Edits)
    corrected: Correction | None = None
    undated: bool = False  # neither page nor feed says when
    digest: bool = False  # an entry of a rolling page, without a page of its own

    def at(self, moment: datetime) -> "WireArticle":
        """The article as it reads at `moment`, its correction worked in once it is out."""
        if self.corrected is None or self.corrected.at > moment:
            return self
        return replace(
            self,
            title=self.corrected.title or self.title,
            text=self.corrected.text or self.text,
        )

    def changed_by(self, moment: datetime) -> datetime:
        """When the article last changed, as seen at `moment`."""
        if self.corrected is None or self.corrected.at > moment:
            return self.published
        return self.corrected.at


_NAMES = frozenset(f.name for f in fields(WireArticle))
_PARTS = {"edits": Edits, "corrected": Correction}


def read_wire(folder: Path) -> tuple[WireArticle, ...]:
    """Every article of the folder's `*.yaml` files, by time of publication.

    Raises SetupError naming the file and the entry at fault.
    """
    paths = sorted(folder.glob("*.yaml"), key=_by_number)
    if not paths:
        raise SetupError(f"{str(folder)!r} holds no wire; it needs files like day-1.yaml")
    read = [(path, article) for path in paths for article in _articles(path)]
    whole = _with_reprints(read)
    return tuple(sorted(whole, key=lambda article: (article.published, article.id)))


def _by_number(path: Path) -> list[tuple[int, str]]:
    # day-10 comes after day-9.
    return [(int(part), "") if part.isdigit() else (0, part) for part in _DIGITS.split(path.stem)]


_DIGITS = re.compile(r"(\d{1,9})")


def _articles(path: Path) -> Iterable[WireArticle]:
    try:
        raw: object = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SetupError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(raw, list):
        raise SetupError(f"{path}: should be a list of entries, each opening with `- id:`")
    for number, entry in enumerate(raw, start=1):
        name = entry.get("id", "") if isinstance(entry, dict) else ""
        yield _article(entry, f"{path}, entry {number} {name!r}")


def _article(entry: object, where: str) -> WireArticle:
    if not isinstance(entry, dict):
        raise SetupError(f"{where}: should be a mapping of fields, not {entry!r}")
    _known_fields(entry, _NAMES, where)
    for part, kind in _PARTS.items():
        if isinstance(entry.get(part), dict):
            _known_fields(entry[part], frozenset(f.name for f in fields(kind)), where)
    given = {key: value for key, value in entry.items() if value is not None}
    try:
        article = msgspec.convert(given, WireArticle)
    except msgspec.ValidationError as error:
        raise SetupError(f"{where}: {error}") from error
    moments = [article.published, *([article.corrected.at] if article.corrected else [])]
    if any(moment.utcoffset() is None for moment in moments):
        raise SetupError(f"{where}: a time has no zone; write it like 2026-05-08T09:40:00+04:00")
    if not _PATH.fullmatch(article.path) or ".." in article.path:
        raise SetupError(f"{where}: path {article.path!r} should look like /politics/4101.html")
    return replace(article, text=article.text.strip())


_PATH = re.compile(r"(?:/[\w.~-]+)+/?")


def _known_fields(entry: Mapping[object, object], known: frozenset[str], where: str) -> None:
    for name in entry:
        if name not in known:
            raise SetupError(
                f"{where}: unknown field {name!r}; known are {', '.join(sorted(known))}"
            )


def _with_reprints(read: list[tuple[Path, WireArticle]]) -> list[WireArticle]:
    by_id: dict[str, WireArticle] = {}
    pages: set[tuple[str, str]] = set()
    for path, article in read:
        page = (article.outlet, article.path)
        if article.id in by_id:
            raise SetupError(f"{path}: the id {article.id!r} stands twice; ids must differ")
        if page in pages and not article.digest:
            raise SetupError(f"{path}, {article.id!r}: {page!r} has an article already")
        by_id[article.id] = article
        pages.add(page)
    whole = [_resolved(article, by_id, f"{path}, {article.id!r}") for path, article in read]
    for (path, _), article in zip(read, whole, strict=True):
        if not article.title or not article.text:
            raise SetupError(f"{path}, {article.id!r}: needs a title and a text, or a reprint_of")
    return whole


def _resolved(article: WireArticle, by_id: Mapping[str, WireArticle], where: str) -> WireArticle:
    chain = [article]
    while chain[-1].reprint_of:
        original = by_id.get(chain[-1].reprint_of)
        if original is None:
            raise SetupError(f"{where}: reprint_of {chain[-1].reprint_of!r} is no entry's id")
        if original in chain:
            raise SetupError(f"{where}: reprints itself by way of {original.id!r}")
        chain.append(original)
    title, text = chain[-1].title, chain[-1].text
    for reprint in reversed(chain[:-1]):
        title, text = _edited(reprint, title, text)
    return replace(article, title=title, text=text)


def _edited(reprint: WireArticle, title: str, text: str) -> tuple[str, str]:
    paragraphs = text.split("\n\n")
    kept = paragraphs[: max(1, len(paragraphs) - reprint.edits.drop_last)]
    return (
        reprint.edits.title or reprint.title or title,
        reprint.text or reprint.edits.prefix + "\n\n".join(kept),
    )

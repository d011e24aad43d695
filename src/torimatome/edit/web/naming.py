"""Countries, sides, sources and points by the names a reader of Japanese or English knows. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
from babel import Locale

from torimatome.edit.web.saying import tongue
from torimatome.model import Outlet, Term
from torimatome.text.territories import country_names
from torimatome.text.yamls import read_yaml

Named = Mapping[str, tuple[str, str]]  # a code or name, folded → English, Japanese

_VERSION = re.compile(r"(?P<whose>.+) (?:version|side)")
_DATED = re.compile(r"(.*) \((\d{4}-\d\d-\d\d)\)", re.DOTALL)
_PRESS = re.compile(r"(?P<outlet>.+) \(independent\)")


def named_in(terms: Sequence[Term]) -> Named:
    """What a desk's terms call by name: by their English, bodies short, countries by their code."""
    found: dict[str, tuple[str, str]] = {}
    for term in sorted(terms, key=lambda term: term.kind != "country"):
        forms: tuple[str, ...] = (term.en, term.short_en)
        if term.kind == "country":
            forms = (term.en, term.country, *(a for a in term.aliases if a.isascii()))
        for form in forms:
            if form:
                found.setdefault(form.casefold(), (term.en, term.ja))
    return found


def name_said(name: str, language: str, named: Named) -> str:
    """A country by its code or any name, anything else by its English: OV → オルヴェニア, Orvenia.

    The desk's own terms come first, then every country's usual name; what nobody knows stands as
    it is.
    """
    english, japanese = named.get(name.casefold()) or country_names(name)
    if not english:
        english, japanese = name, _territories().get(name, "")
    return (japanese or english) if language == "ja" else english


def side_said(side: str, language: str, named: Named) -> str:
    """Whose version it is, as boards head them: "Kestrian version" → ケストリア側."""
    if language != "ja":
        return side
    version, press = _VERSION.fullmatch(side), _PRESS.fullmatch(side)
    if press:
        return f"{press['outlet']}（独立系）"
    if version:
        return f"{name_said(version['whose'], 'ja', named)}側"
    whose, _, body = side.partition(" ")
    both = [named.get(part.casefold()) for part in (whose, body)]
    if both[0] and both[1]:
        return f"{both[0][1]}{both[1][1]}"
    return name_said(side, "ja", named)


def source_said(id_: str, outlet: Outlet, language: str) -> str:
    """One of an outlet's sources by kind, and by language where that tells; "" = the one."""
    read = [source for source in outlet.sources if source.read]
    found = next((source for source in read if source.id == id_), None)
    if found is None or len(read) < 2:
        return ""
    kind = _words().sources[found.kind.value][language]
    several = {source.language for source in read if source.language}
    spoken = tongue(found.language, language) if found.language and len(several) > 1 else ""
    if not spoken:
        return kind
    return f"{kind}（{spoken}）" if language == "ja" else f"{kind} ({spoken})"


def sources_named(why: str, outlets: Iterable[Outlet], language: str) -> list[tuple[str, str]]:
    """What was said of sources, each with its source by name: ("ONA", "the answer is empty")."""
    pieces = _SOURCE.split(why)
    if len(pieces) == 1:
        return [("", why)]
    told = [("", pieces[0])] if pieces[0].strip() else []
    known = {source.id: outlet for outlet in outlets for source in outlet.sources}
    for id_, rest in zip(pieces[1::2], pieces[2::2], strict=True):
        outlet = known.get(id_)
        name, one = (outlet.citation, source_said(id_, outlet, language)) if outlet else (id_, "")
        brackets = "（{}）" if language == "ja" else " ({})"
        told.append((name + (brackets.format(one) if one else ""), rest.removesuffix("; ")))
    return told


# A reason that begins with the source it is of, as in "gazette/feed: the answer is empty".
_SOURCE = re.compile(r"(?:(?<=^)|(?<=; ))(?:source ')?([\w-]+/[\w.-]+)'?: ")


def point_said(about: str, words: str, language: str) -> tuple[str, str]:
    """What a board's point is, and the reports' own word for it; "" = nothing is left to say."""
    known = _words().points.get(words)
    if known:
        return known[language], ""
    done = words.removeprefix("who ")
    if about == "actor" and done != words:
        return ("誰がしたか", done) if language == "ja" else (f"Who {done}", "")
    return _words().about[about][language], words


def value_said(value: str, words: str) -> tuple[str, str]:
    """What a report gives on a point: its words, and the ISO day they mean; "" = they mean none.

    What the point is called already is not said again behind each value.
    """
    found = _DATED.fullmatch(value)
    return (found[1], found[2]) if found else (value.removesuffix(f" ({words})"), "")


Said = dict[str, dict[str, str]]


class _Words(msgspec.Struct, frozen=True):
    points: Said  # words of points, units among them
    about: Said
    sources: Said


@lru_cache(maxsize=1)
def _words() -> _Words:
    return msgspec.convert(read_yaml(Path(__file__).with_name("naming.yaml")), _Words)


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, str]:
    """Japanese names of countries by their English ones."""
    japanese = Locale("ja").territories
    return {name: japanese.get(code, "") for code, name in Locale("en").territories.items()}

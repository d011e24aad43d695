"""A new desk: what a person says of it becomes a complete desk folder, checked before it is there.

`files_of` is pure; `put` writes. `desks.load` must read what `put` wrote before it is put in place,
and a kill on the way leaves no half a desk.
"""

import csv
import io
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from zoneinfo import available_timezones

import msgspec
import yaml

from torimatome import desks
from torimatome.errors import SetupError
from torimatome.model import House, SectionRule, Style, Term
from torimatome.model.new_desk import BULLETINS, NewDesk, Presets
from torimatome.text.countries import called
from torimatome.text.territories import city_of, country_names, names_in, zones_of

NAME = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
MOST_LETTERS = 200
_CODE = re.compile(r"[A-Z]{2,3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,38}")
_COLUMNS = ("kind", "en", "ja", "short_en", "aliases", "country", "office", "since", "until")


@lru_cache(maxsize=1)
def presets() -> Presets:
    """The shipped beginnings."""
    text = Path(__file__).with_name("presets.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    sections = {
        kind: msgspec.convert({"kind": kind, **rule}, SectionRule)
        for kind, rule in raw["sections"].items()
    }
    sets = {name: tuple(kinds) for name, kinds in raw["sets"].items()}
    return Presets(sections, sets, raw["leave_out"], raw["offices"])


def checked(desk: NewDesk, taken: Sequence[str] = ()) -> NewDesk:
    """The desk as said. Raises SetupError naming what is missing or cannot be, and what may."""
    if not NAME.fullmatch(desk.name):
        raise SetupError(
            f"a desk's name is 3 to 40 letters a-z, digits and hyphens, like {'my-desk'!r};"
            f" {desk.name[:60]!r} is not"
        )
    if desk.name in taken:
        raise SetupError(f"there is a desk {desk.name!r} already; choose another name")
    if not _CODE.fullmatch(desk.country) or not desk.country_en.strip():
        raise SetupError(
            f"choose the country, or give a code of two or three capitals and its name; found"
            f" {desk.country[:20]!r}, {desk.country_en[:40]!r}"
        )
    iso = country_names(desk.country)[0]
    if iso and iso != desk.country_en:
        raise SetupError(
            f"{desk.country!r} is the code of {iso}; give {desk.country_en!r} another one, three"
            " letters for instance"
        )
    if desk.zone not in available_timezones():
        raise SetupError(f"no time zone {desk.zone[:60]!r}; it looks like Asia/Baku or Europe/Rome")
    wrong = [one for one in desk.languages if not _LANGUAGE.fullmatch(one)]
    if wrong or not desk.languages:
        raise SetupError(f"languages are codes of two letters, like en fr; found {wrong[:3]!r}")
    if desk.bulletin not in BULLETINS:
        raise SetupError(f"a bulletin is in {', '.join(BULLETINS)}; found {desk.bulletin[:20]!r}")
    _check_sections(desk.sections)
    if not desk.outlets:
        raise SetupError("a desk needs at least one outlet: paste an address, or take a desk's")
    lines = [getattr(desk.style, f.name) for f in fields(Style)]
    if any(isinstance(one, str) and len(one) > MOST_LETTERS for one in lines):
        raise SetupError(f"titles and issuer have at most {MOST_LETTERS} letters each")
    return desk


def _check_sections(sections: Sequence[SectionRule]) -> None:
    if not sections:
        raise SetupError("a bulletin needs at least one section")
    kinds = [rule.kind for rule in sections]
    if len(set(kinds)) < len(kinds) or len(kinds) > 20:
        raise SetupError("at most 20 sections, each a kind of its own")
    for rule in sections:
        if not _KIND.fullmatch(rule.kind):
            raise SetupError(f"section kind {rule.kind[:40]!r}: letters a-z, digits, underscores")
        if not rule.heading_ja.strip() and not rule.heading_en.strip():
            raise SetupError(f"section {rule.kind!r} needs a heading")


def files_of(desk: NewDesk) -> dict[str, str]:
    """The desk's folder: relative path → text. The same desk gives the same files."""
    made = {
        "desk.yaml": _yaml(
            "A desk made on the Set-up page; every line may be changed by hand.",
            {
                "name": desk.name,
                "country": desk.country,
                "country_name": desk.country_en,
                "languages": list(desk.languages),
                "zone": desk.zone,
                "allow_hosts": list(desk.allow_hosts),
                "bulletin": desk.bulletin,
            },
        ),
        "sections.yaml": _yaml(
            "What files a story where: stems with weights; see docs/change.md.",
            {"sections": [_bare(rule) for rule in desk.sections], "leave_out": desk.leave_out},
        ),
        "style.yaml": _yaml("How the bulletin prints (model: Style).", _bare(desk.style)),
        "terms.csv": _terms(desk),
    }
    for outlet in desk.outlets:
        made[f"outlets/{outlet.id}.yaml"] = _yaml(outlet.name, _bare(outlet, ("id", "name")))
    return made


def _terms(desk: NewDesk) -> str:
    adjectives = [c.form for c in called() if c.code == desk.country and not c.stem]
    forms = [*names_in(desk.country, desk.languages), *adjectives]
    aliases = tuple(dict.fromkeys(f for f in forms if f != desk.country_en))
    own = Term("country", desk.country_en, desk.country_ja, aliases=aliases, country=desk.country)
    first = [own]
    city, city_ja = city_of(desk.zone)
    if desk.zone in zones_of(desk.country) and city != desk.country_en:
        # Home news names the capital oftener than the country.
        first.append(Term("place", city, city_ja, country=desk.country))
    terms = {(term.kind, term.en): term for term in (*first, *desk.terms)}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for term in terms.values():
        cells = {**vars(term), "aliases": ";".join(term.aliases)}
        rows.writerow([" ".join(str(cells[column]).split()) for column in _COLUMNS])
    return out.getvalue()


def _yaml(comment: str, value: object) -> str:
    body = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)
    return f"# {' '.join(comment.split())}\n{body}"


def _bare(value: object, always: Sequence[str] = ("kind",)) -> object:
    """A value for YAML, what is as the model has it anyway left out."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {}
        for one in fields(value):
            inner = getattr(value, one.name)
            if one.name in always or inner != _default(one):
                told[one.name] = _bare(inner, ("id", "outlet", "kind", "url"))
        return told
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple | list):
        return [_bare(one, ("id", "outlet", "kind", "url")) for one in value]
    if isinstance(value, dict):
        return {str(key): _bare(one) for key, one in value.items()}
    return value


def _default(one: object) -> object:
    plain = getattr(one, "default", None)
    made = getattr(one, "default_factory", None)
    return made() if callable(made) else plain


def put(desk: NewDesk, home: Path) -> tuple[Path, House]:
    """Write the desk's folder into `home`, once `desks.load` reads it; gives where, and the House.

    The folder appears whole, by one rename. Raises SetupError when it cannot be written, or when
    there is one of that name.
    """
    place = home / checked(desk).name
    if place.exists():
        raise SetupError(
            f"there is a desk {desk.name!r} in {str(home)!r} already; choose another name"
        )
    part = home / f".new-{desk.name}-{secrets.token_hex(4)}"
    try:
        for name, text in files_of(desk).items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, text)
        house = desks.load(part)
        part.rename(place)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise SetupError(
            f"the desk cannot be written to {str(home)!r}: {error.strerror}; make room or choose"
            " another folder with --folder"
        ) from error
    except SetupError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return place, house


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

"""A desk's folder, read and checked: outlets, sections, style, terms and frames become a House."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from torimatome.desks.pictures import fonts_in, pictures_in
from torimatome.errors import SetupError
from torimatome.model import Frame, House, Outlet, SectionRule, Style, Term
from torimatome.model.look import Look
from torimatome.model.look_checks import FAMILIES, look_of
from torimatome.text.halves import half_in

SHIPPED = Path(__file__).parent

_T = TypeVar("_T")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TERM_COLUMNS = ("kind", "en", "ja", "short_en", "aliases", "country", "office", "since", "until")


class _DeskFile(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    country: str
    country_name: str
    languages: tuple[str, ...]
    zone: str
    allow_hosts: tuple[str, ...] = ()
    bulletin: Literal["ja+en", "en", "ja"] = "ja+en"


class _SectionsFile(msgspec.Struct, forbid_unknown_fields=True):
    sections: tuple[SectionRule, ...]
    leave_out: dict[str, float] = {}


def find(name_or_folder: str, own: Path | None = None) -> Path:
    """The folder of a desk: any by path, one made here (in `own`) or one that ships, by name.

    Raises SetupError naming what was looked for and which desks there are.
    """
    made = [own / name_or_folder] if own is not None and name_or_folder else []
    for folder in (Path(name_or_folder), *made, SHIPPED / name_or_folder):
        if (folder / "desk.yaml").is_file():
            return folder
    known = ", ".join(path.name for path in every(own))
    raise SetupError(
        f"no desk {name_or_folder!r}: neither a folder with a desk.yaml nor one of {known};"
        " give --desk one of these names or the path of your own desk's folder"
    )


def name_in(folder: Path) -> str:
    """The name a desk's folder gives the desk."""
    return _decode(folder / "desk.yaml", _DeskFile).name


def country_in(folder: Path) -> str:
    """The country a desk's folder says it watches, by name."""
    return _decode(folder / "desk.yaml", _DeskFile).country_name


def every(own: Path | None = None) -> tuple[Path, ...]:
    """The folders of all desks known by name: those that ship, then those made here."""
    places = (SHIPPED, own) if own is not None else (SHIPPED,)
    found = (sorted(p.parent for p in place.glob("[!.]*/desk.yaml")) for place in places)
    return tuple(folder for place in found for folder in place)


def load(folder: Path) -> House:
    """Everything the folder says. Raises SetupError naming the file, the place and the fault."""
    desk = _decode(folder / "desk.yaml", _DeskFile)
    filing = _decode(folder / "sections.yaml", _SectionsFile)
    outlets = tuple(_decode(path, Outlet) for path in sorted((folder / "outlets").glob("*.yaml")))
    frames_path = folder / "frames.yaml"
    frames = _decode(frames_path, tuple[Frame, ...]) if frames_path.exists() else ()
    _check_outlets(folder, outlets)
    _check_patterns(folder, outlets, frames)
    return House(
        name=desk.name,
        country=desk.country,
        country_name=desk.country_name,
        languages=desk.languages,
        zone=desk.zone,
        outlets=outlets,
        sections=filing.sections,
        leave_out=filing.leave_out,
        style=_decode(folder / "style.yaml", Style),
        terms=_terms(folder / "terms.csv"),
        frames=frames,
        allow_hosts=desk.allow_hosts,
        bulletin=desk.bulletin,
        look=look_in(folder),
    )


def look_in(folder: Path) -> Look:
    """The desk's look: look.yaml where there is one, with the pictures and fonts beside it."""
    path = folder / "look.yaml"
    given = _yaml(path) if path.exists() else {}
    files, families = fonts_in(folder)
    known = (*FAMILIES, *(f for f in families if f not in FAMILIES))
    return look_of({} if given is None else given, str(path), pictures_in(folder), known, files)


def add_terms(folder: Path, terms: Sequence[Term]) -> int:
    """Append to the desk's terms.csv those it does not hold yet; gives how many that were.

    A term is held when kind, English and Japanese form and office are the same. The file is
    replaced in one step.
    """
    path = folder / "terms.csv"
    held = {(term.kind, term.en, term.ja, term.office) for term in _terms(path)}
    new = [term for term in terms if (term.kind, term.en, term.ja, term.office) not in held]
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    for term in new:
        cells = vars(term) | {"aliases": ";".join(term.aliases)}
        rows.writerow([cells[column] for column in _TERM_COLUMNS])
    whole = _text(path)
    part = path.with_suffix(".part")
    try:
        part.write_text(f"{whole.rstrip()}\n{out.getvalue()}", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}") from error
    return len(new)


def _decode(path: Path, kind: type[_T]) -> _T:
    raw = _yaml(path)
    unknown = _unknown_fields(raw, kind)
    if unknown:
        raise SetupError(f"{path}: unknown setting {unknown!r}; correct the name or remove it")
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise SetupError(f"{path}: {error}") from error


def _yaml(path: Path) -> Any:
    try:
        # libyaml's parser reads a desk ten times quicker; the safe constructor is the same.
        raw = yaml.load(_text(path), Loader=_LOADER)  # noqa: S506
    except yaml.YAMLError as error:
        raise SetupError(f"{path}: not YAML: {_one_line(error)}") from error
    half = half_in(raw)
    if half:
        raise SetupError(f"{path}: {half!r} holds half of a character; write it whole")
    return raw


def _unknown_fields(raw: object, kind: type[_T]) -> str:
    # msgspec drops what a dataclass does not know; a mistyped setting must not vanish like that.
    known = getattr(kind, "__dataclass_fields__", None)
    if known is None or not isinstance(raw, dict):
        return ""
    return next((str(key) for key in raw if key not in known), "")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SetupError(f"{path} is missing; a desk's folder needs it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path} cannot be read: {error}") from error


def _terms(path: Path) -> tuple[Term, ...]:
    rows = csv.DictReader(io.StringIO(_text(path).removeprefix("\ufeff")))
    missing = [column for column in _TERM_COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise SetupError(f"{path}: the first line lacks the column(s) {', '.join(missing)}")
    terms = []
    for row in rows:
        cell = {column: (row[column] or "").strip() for column in _TERM_COLUMNS}
        if not cell["en"] or not cell["kind"]:
            raise SetupError(f"{path}, line {rows.line_num}: a term needs its kind and its en form")
        aliases = tuple(a for part in cell.pop("aliases").split(";") if (a := part.strip()))
        terms.append(Term(aliases=aliases, **cell))
    return tuple(terms)


def _check_outlets(folder: Path, outlets: tuple[Outlet, ...]) -> None:
    if not outlets:
        raise SetupError(f"{folder / 'outlets'}: no outlet; a desk needs at least one .yaml there")
    seen: set[str] = set()
    for outlet in outlets:
        for name in (outlet.id, *(source.id for source in outlet.sources)):
            if name in seen:
                raise SetupError(f"{folder / 'outlets'}: {name!r} stands twice; ids must differ")
            seen.add(name)
        for source in outlet.sources:
            if source.outlet != outlet.id:
                raise SetupError(
                    f"{folder / 'outlets' / (outlet.id + '.yaml')}: source {source.id!r} says it"
                    f" belongs to {source.outlet!r}, not to {outlet.id!r}"
                )


def _check_patterns(folder: Path, outlets: tuple[Outlet, ...], frames: tuple[Frame, ...]) -> None:
    patterns = [
        (f"outlets/{outlet.id}.yaml", pattern)
        for outlet in outlets
        for pattern in (
            *outlet.fixes.openings,
            *outlet.fixes.closings,
            *(p for s in outlet.sources for p in (s.link_pattern, s.skip_pattern)),
        )
    ]
    patterns += [("frames.yaml", frame.english) for frame in frames]
    for name, pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise SetupError(
                f"{folder / name}: {pattern!r} is no regular expression: {error}"
            ) from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())

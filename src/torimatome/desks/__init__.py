"""A desk's folder, read and checked: outlets, sections, style, terms and frames become a House."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from torimatome.errors import SetupError
from torimatome.model import Frame, House, Outlet, SectionRule, Style, Term

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


class _SectionsFile(msgspec.Struct, forbid_unknown_fields=True):
    sections: tuple[SectionRule, ...]
    leave_out: dict[str, float] = {}


def find(name_or_folder: str) -> Path:
    """The folder of a desk: one that ships with the program by name, or any folder by path.

    Raises SetupError naming what was looked for and which desks there are.
    """
    for folder in (Path(name_or_folder), SHIPPED / name_or_folder):
        if (folder / "desk.yaml").is_file():
            return folder
    shipped = ", ".join(sorted(p.parent.name for p in SHIPPED.glob("*/desk.yaml")))
    raise SetupError(
        f"no desk {name_or_folder!r}: neither a folder with a desk.yaml nor one of {shipped};"
        " give --desk one of these names or the path of your own desk's folder"
    )


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
    )


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
    try:
        # libyaml's parser reads a desk ten times quicker; the safe constructor is the same.
        raw: Any = yaml.load(_text(path), Loader=_LOADER)  # noqa: S506
    except yaml.YAMLError as error:
        raise SetupError(f"{path}: not YAML: {_one_line(error)}") from error
    unknown = _unknown_fields(raw, kind)
    if unknown:
        raise SetupError(f"{path}: unknown setting {unknown!r}; correct the name or remove it")
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise SetupError(f"{path}: {error}") from error


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

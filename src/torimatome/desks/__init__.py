"""A desk's folder, read and checked: outlets, sections, style, terms and frames become a House."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from torimatome.desks.checks import (
    check_desk,
    check_frame,
    check_outlet,
    check_pattern,
    check_sections,
    check_style,
    check_term,
    named,
)
from torimatome.desks.pictures import fonts_in, pictures_in
from torimatome.errors import SetupError
from torimatome.model import Frame, House, Outlet, SectionRule, Style, Term
from torimatome.model.look import Look
from torimatome.model.look_checks import FAMILIES, look_of
from torimatome.text.halves import half_in
from torimatome.text.mistakes import in_words, unknown_in

SHIPPED = Path(__file__).parent

_T = TypeVar("_T")
_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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


def country_in(folder: Path) -> tuple[str, str]:
    """The country a desk's folder says it watches, in English and Japanese."""
    name = _decode(folder / "desk.yaml", _DeskFile).country_name
    return name, in_japanese(name, _terms(folder / "terms.csv"))


def in_japanese(country: str, terms: Iterable[Term]) -> str:
    """A country as terms say it in Japanese; "" where none does."""
    return next((term.ja for term in terms if term.kind == "country" and term.en == country), "")


def every(own: Path | None = None) -> tuple[Path, ...]:
    """The folders of all desks known by name: those that ship, then those made here."""
    places = (SHIPPED, own) if own is not None else (SHIPPED,)
    found = (sorted(p.parent for p in place.glob("[!.]*/desk.yaml")) for place in places)
    return tuple(folder for place in found for folder in place)


def load(folder: Path) -> House:
    """Everything the folder says. Raises SetupError naming the file, the place and the fault."""
    desk = _decode(folder / "desk.yaml", _DeskFile)
    named(folder / "desk.yaml", lambda: check_desk(desk.name, desk.country, desk.languages,
                                                   desk.zone))  # fmt: skip
    filing = _decode(folder / "sections.yaml", _SectionsFile)
    named(folder / "sections.yaml", lambda: check_sections(filing.sections))
    style = _decode(folder / "style.yaml", Style)
    named(folder / "style.yaml", lambda: check_style(style))
    outlets = _outlets(folder / "outlets")
    frames_path = folder / "frames.yaml"
    frames = _decode(frames_path, tuple[Frame, ...]) if frames_path.exists() else ()
    for frame in frames:
        named(frames_path, partial(check_frame, frame))
    return House(
        name=desk.name,
        country=desk.country,
        country_name=desk.country_name,
        languages=desk.languages,
        zone=desk.zone,
        outlets=outlets,
        sections=filing.sections,
        leave_out=filing.leave_out,
        style=style,
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
    # msgspec drops what a dataclass does not know; a mistyped setting must not vanish like that.
    unknown = unknown_in(raw, kind)
    if unknown:
        raise SetupError(f"{path}: {unknown}")
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise SetupError(f"{path}: {in_words(error, kind)}") from error


class _Loader(_SAFE):  # type: ignore[misc, valid-type]
    """Plain values only, and no name twice: the first would vanish without a word."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key.value, str):
                if key.value in seen:
                    line = key.start_mark.line + 1
                    raise yaml.YAMLError(f"{key.value!r} stands twice, again in line {line}")
                seen.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


def _yaml(path: Path) -> Any:
    try:
        # libyaml's parser reads a desk ten times quicker; the safe constructor is the same.
        raw = yaml.load(_text(path), Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise SetupError(
            f"{path} is not YAML: {error.problem}{where}; correct that line, or the one before it"
        ) from error
    except yaml.YAMLError as error:
        raise SetupError(f"{path} is not YAML: {_one_line(error)}") from error
    half = half_in(raw)
    if half:
        raise SetupError(f"{path}: {half!r} holds half of a character; write it whole")
    return raw


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SetupError(f"{path} is missing; a desk's folder needs it") from error
    except UnicodeDecodeError as error:
        raise SetupError(
            f"{path} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8: spreadsheets"
            " call that CSV UTF-8"
        ) from error
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}") from error


def _terms(path: Path) -> tuple[Term, ...]:
    # Strict: else a quotation mark left open would swallow every term below it without a word.
    rows = csv.DictReader(io.StringIO(_text(path).removeprefix("\ufeff")), strict=True)
    try:
        return tuple(_terms_in(path, rows))
    except csv.Error as error:
        raise SetupError(
            f"{path}, line {rows.line_num}: {error}; a quotation mark opens and ends a whole cell"
        ) from error


def _terms_in(path: Path, rows: "csv.DictReader[str]") -> Iterator[Term]:
    missing = [column for column in _TERM_COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise SetupError(
            f"{path}: the first line lacks the column(s) {', '.join(missing)}; a spreadsheet must"
            " save it with commas between the cells"
        )
    for row in rows:
        if any(row.get(None) or ()):
            raise SetupError(
                f"{path}, line {rows.line_num}: more cells than the first line names; put a cell"
                " that holds a comma in quotation marks"
            )
        cell = {column: (row[column] or "").strip() for column in _TERM_COLUMNS}
        if not cell["en"] or not cell["kind"]:
            raise SetupError(f"{path}, line {rows.line_num}: a term needs its kind and its en form")
        aliases = tuple(a for part in cell.pop("aliases").split(";") if (a := part.strip()))
        term = Term(aliases=aliases, **cell)
        named(f"{path}, line {rows.line_num}", partial(check_term, term))
        yield term


def _outlets(folder: Path) -> tuple[Outlet, ...]:
    """The outlets of a desk, one file each."""
    outlets = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        outlet = _decode(path, Outlet)
        named(path, partial(_check_outlet, outlet, seen))
        outlets.append(outlet)
    if not outlets:
        raise SetupError(f"{folder}: no outlet; a desk needs at least one .yaml there")
    return tuple(outlets)


def _check_outlet(outlet: Outlet, seen: set[str]) -> None:
    check_outlet(outlet)
    for name in (outlet.id, *(source.id for source in outlet.sources)):
        if name in seen:
            raise SetupError(f"{name!r} stands twice; ids must differ")
        seen.add(name)
    for source in outlet.sources:
        if source.outlet != outlet.id:
            raise SetupError(
                f"source {source.id!r} says it belongs to {source.outlet!r}, not to {outlet.id!r}"
            )
        check_pattern(f"{source.id}: link_pattern", source.link_pattern)
        check_pattern(f"{source.id}: skip_pattern", source.skip_pattern)
    for pattern in (*outlet.fixes.openings, *outlet.fixes.closings):
        check_pattern("fixes", pattern)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())

"""A look's settings, as a file or a form gives them, checked one by one and made a Look."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from torimatome.errors import SetupError
from torimatome.model.look import (
    DESIGNS,
    PAGE_SIZES,
    Colours,
    Fonts,
    Labels,
    Look,
    Picture,
    TitleBlock,
)

# WCAG 2.2, 1.4.3: text of usual size against what it stands on.
LEAST_CONTRAST = 4.5
ITEM_MARKS = ("●", "○", "◯", "◎", "◆", "■", "•", "・")
LIST_MARKS = ("–", "—", "-", "•", "·", "・")
TITLE_LINES = ("title", "subtitle", "period", "remark", "issuer")
# Families that every installation holds: inside typst, and in the packages of publish/fonts.py.
FAMILIES = (
    "Libertinus Serif", "Noto Sans CJK JP", "DejaVu Serif", "DejaVu Sans", "New Computer Modern",
)  # fmt: skip

SAVED = "the saved look"  # where a fault stands in words, beside "look.yaml"

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_FONT_NAME = re.compile(r"[\w][\w .+-]{0,59}")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff]")

Settings = Mapping[str, Any]


def look_of(
    given: Settings,
    where: str,
    pictures: Sequence[Picture] = (),
    families: Sequence[str] = FAMILIES,
    files: Sequence[str] = (),
) -> Look:
    """The Look the settings ask for; what they leave out is as in the default.

    Raises SetupError naming `where`, the key, the value found and what is allowed.
    """
    reader = _Reader(where, tuple(families), {picture.name: picture for picture in pictures})
    top = reader.table(given, "", (*_TOP, *_PARTS))
    made = {key: check(reader, key, top[key]) for key, check in _TOP.items() if key in top}
    for key, (kind, checks) in _PARTS.items():
        part = reader.table(top.get(key) or {}, key, tuple(checks))
        values = {k: checks[k](reader, f"{key}.{k}", value) for k, value in part.items()}
        made[key] = kind(**values)
    look = replace(Look(), **made)
    return replace(
        look,
        fonts=replace(
            look.fonts,
            files=tuple(files),
            own=tuple(family for family in families if family not in FAMILIES),
        ),
        logo=reader.pictures.get(look.title_block.logo),
        logos=tuple(pictures),
    )


def look_said(shipped: Look, saved: str) -> tuple[Look, str]:
    """The look people saved (JSON, "" = none), and why the shipped one stands in for it, or "".

    Its pictures and fonts are those of the desk's folder either way: what was saved may name a
    logo or font the folder no longer holds.
    """
    if not saved:
        return shipped, ""
    families = (*FAMILIES, *shipped.fonts.own)
    try:
        given = json.loads(saved)
        return look_of(given, SAVED, shipped.logos, families, shipped.fonts.files), ""
    except SetupError as error:
        return shipped, str(error)
    except ValueError as error:
        return shipped, f"{SAVED} is no JSON: {error}"


def settings_of(look: Look) -> dict[str, Any]:
    """The settings that make this Look again: only what differs from the default."""
    plain, told = Look(), {}
    for key in _TOP:
        if getattr(look, key) != getattr(plain, key):
            told[key] = getattr(look, key)
    for key, (_, checks) in _PARTS.items():
        part, usual = getattr(look, key), getattr(plain, key)
        differs = {
            k: list(v) if isinstance(v := getattr(part, k), tuple) else v
            for k in checks
            if getattr(part, k) != getattr(usual, k)
        }
        if differs:
            told[key] = differs
    return told


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance of #rrggbb, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class _Reader:
    """Checks one value after another; every fault is told in the same form."""

    def __init__(
        self, where: str, families: tuple[str, ...], pictures: Mapping[str, Picture]
    ) -> None:
        self.where, self.families, self.pictures = where, families, pictures

    def fault(self, key: str, found: object, allowed: str) -> SetupError:
        return SetupError(f"{self.where}: {key} is {_short(found)}; {allowed}")

    def table(self, found: object, key: str, known: tuple[str, ...]) -> Settings:
        if not isinstance(found, Mapping):
            raise self.fault(key or "the whole", found, "it must be settings: a name and a value")
        for name in found:
            if name not in known:
                at = f"{key}.{name}" if key else str(name)
                raise SetupError(
                    f"{self.where}: unknown setting {at!r}; there are {', '.join(known)}"
                )
        return found


Check = Callable[[_Reader, str, object], Any]


def _one_of(*allowed: str) -> Check:
    def check(reader: _Reader, key: str, found: object) -> str:
        if found not in allowed:
            raise reader.fault(key, found, f"choose from {', '.join(allowed)}")
        return str(found)

    return check


def _number(least: float, most: float, unit: str) -> Check:
    def check(reader: _Reader, key: str, found: object) -> float:
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise reader.fault(key, found, f"give a number of {unit}, {least:g} to {most:g}")
        if not least <= found <= most:
            raise reader.fault(key, found, f"{least:g} to {most:g} {unit} are allowed")
        return float(found)

    return check


def _words(most: int, *, empty: bool = False) -> Check:
    def check(reader: _Reader, key: str, found: object) -> str:
        allowed = f"give words, {0 if empty else 1} to {most} letters, no control characters"
        if not isinstance(found, str) or _CONTROLS.search(found) or len(found) > most:
            raise reader.fault(key, found, allowed)
        if not found.strip() and not empty:
            raise reader.fault(key, found, allowed)
        return found.strip()

    return check


def _colour(reader: _Reader, key: str, found: object) -> str:
    if not isinstance(found, str) or not _COLOUR.fullmatch(found):
        raise reader.fault(key, found, "write a colour as #rrggbb, in quotes, such as '#14304f'")
    return found.lower()


def _text_colour(reader: _Reader, key: str, found: object) -> str:
    colour = _colour(reader, key, found)
    against = contrast(colour, "#ffffff")
    if against < LEAST_CONTRAST:
        allowed = (
            f"on white it has a contrast of {against:.1f}:1, and {LEAST_CONTRAST}:1 is needed"
            " to be read (WCAG AA); choose a darker one"
        )
        raise reader.fault(key, found, allowed)
    return colour


def _colours(reader: _Reader, key: str, found: object) -> tuple[str, ...]:
    if not isinstance(found, list | tuple) or not 1 <= len(found) <= 12:
        raise reader.fault(key, found, "give a list of 1 to 12 colours")
    return tuple(_text_colour(reader, f"{key}[{n}]", one) for n, one in enumerate(found, 1))


def _family(reader: _Reader, key: str, found: object) -> str:
    if found not in reader.families:
        told = ", ".join(reader.families)
        allowed = f"this desk has {told}; put others into its folder fonts/ as .ttf or .otf"
        raise reader.fault(key, found, allowed)
    return str(found)


def _font_name(reader: _Reader, key: str, found: object) -> str:
    if not isinstance(found, str) or not _FONT_NAME.fullmatch(found):
        raise reader.fault(key, found, "give a font's name, letters and digits, at most 60")
    return found


def _lines(reader: _Reader, key: str, found: object) -> tuple[str, ...]:
    known = isinstance(found, list | tuple) and all(line in TITLE_LINES for line in found)
    if not isinstance(found, list | tuple) or not known or len(set(found)) != len(found):
        raise reader.fault(key, found, f"give each at most once: {', '.join(TITLE_LINES)}")
    if "title" not in found:
        raise reader.fault(key, found, "a bulletin needs its title among them")
    return tuple(found)


def _logo(reader: _Reader, key: str, found: object) -> str:
    if isinstance(found, str) and (found == "" or found in reader.pictures):
        return str(found)
    there = ", ".join(reader.pictures) or "none"
    allowed = f"name a .png, .jpg or .svg file in the desk's own folder; there is {there}"
    raise reader.fault(key, found, allowed)


def _address(reader: _Reader, key: str, found: object) -> str:
    if found == "":
        return ""
    if not isinstance(found, str) or not re.fullmatch(r"https?://[^\s\"<>\\^`{|}@]{1,300}", found):
        raise reader.fault(key, found, "give an address that begins with https://")
    return found


def _short(found: object) -> str:
    told = repr(found)
    return told if len(told) <= 80 else told[:77] + "..."


_TOP: dict[str, Check] = {
    "design": _one_of(*DESIGNS),
    "page_size": _one_of(*PAGE_SIZES),
    "margin_mm": _number(12, 40, "millimetres"),
    "text_pt": _number(8, 16, "points"),
    "records": _address,
}
_LABEL_CHECKS: dict[str, Check] = {
    f.name: _words(80 if f.name == "body_left_out" else 40) for f in fields(Labels)
} | {"item_mark": _one_of(*ITEM_MARKS), "list_mark": _one_of(*LIST_MARKS)}
_PARTS: dict[str, tuple[Callable[..., Any], dict[str, Check]]] = {
    "fonts": (
        Fonts,
        {"latin": _family, "japanese": _family, "headings": _family,
         "word_latin": _font_name, "word_japanese": _font_name},
    ),
    "colours": (
        Colours,
        {"ink": _text_colour, "accent": _text_colour, "quiet": _text_colour, "rule": _colour,
         "sections": _colours},
    ),
    "title_block": (
        TitleBlock,
        {"align": _one_of("center", "left"), "lines": _lines,
         "title_pt": _number(12, 36, "points"), "logo": _logo,
         "logo_mm": _number(6, 60, "millimetres")},
    ),
    "labels": (Labels, _LABEL_CHECKS),
}  # fmt: skip

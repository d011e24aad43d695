"""What the drawing parts ask of a Look: its values for typst, its style sheet for a page."""

import json
from base64 import b64encode
from xml.sax.saxutils import quoteattr

from torimatome.model.look import Look, Picture
from torimatome.model.look_checks import LEAST_CONTRAST, contrast

# The dark page of bulletin.css; what is set on it is lightened until it can be read there.
_DARK_PAPER = "#15181c"
_MEDIA = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


def for_typst(look: Look, alt: str) -> str:
    """The look as the typst files read it, JSON; the logo as a drawing."""
    return json.dumps(
        {
            "paper": look.paper_mm,
            "margin_mm": look.margin_mm,
            "text_pt": look.text_pt,
            "fonts": {
                "latin": look.fonts.latin,
                "japanese": look.fonts.japanese,
                "headings": look.fonts.headings,
            },
            "colours": vars(look.colours),
            "title_block": vars(look.title_block),
            "labels": vars(look.labels),
            "logo": _as_svg(look.logo) if look.logo else "",
            "logo_alt": alt,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def style_of(look: Look) -> str:
    """The look's own rules, to stand behind bulletin.css and modern.css."""
    light = _variables(look, dark=False)
    dark = _variables(look, dark=True)
    width, height = look.paper_mm
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"@media print {{ :root {{ {light} }} "
        f"@page {{ size: {width:g}mm {height:g}mm; margin: {look.margin_mm:g}mm; }} }}\n"
        f".logo {{ height: {look.title_block.logo_mm:g}mm; }}\n"
        f'ul.points {{ list-style: "{look.labels.list_mark}  "; }}\n'
    )


def logo_address(look: Look) -> str:
    """The logo as an address that holds it whole; "" without one."""
    if look.logo is None:
        return ""
    coded = b64encode(look.logo.octets).decode("ascii")
    return f"data:{_MEDIA[look.logo.kind]};base64,{coded}"


def on_dark(colour: str) -> str:
    """The colour, lightened step by step until it can be read on the dark page."""
    while contrast(colour, _DARK_PAPER) < LEAST_CONTRAST + 1:
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        lighter = (min(255, part + max(1, (255 - part) // 10)) for part in parts)
        colour = "#" + "".join(f"{part:02x}" for part in lighter)
    return colour


def _variables(look: Look, *, dark: bool) -> str:
    plain, colours = Look().colours, look.colours
    told: dict[str, str] = {}
    names = (("ink", "ink"), ("accent", "accent"), ("quiet", "quiet"), ("rule", "rule"))
    for name, field in names:
        colour = getattr(colours, field)
        if colour != getattr(plain, field):
            told[name] = on_dark(colour) if dark and field != "rule" else colour
    for place, colour in enumerate(colours.sections, start=1):
        told[f"section-{place}"] = on_dark(colour) if dark else colour
        told[f"band-{place}"] = colour
    told["band"] = colours.accent
    if not dark:
        fonts = Look().fonts
        if look.fonts.latin != fonts.latin:
            told["serif"] = f'"{look.fonts.latin}", "Libertinus Serif", Georgia, serif'
        if look.fonts.japanese != fonts.japanese:
            told["sans"] = f'"{look.fonts.japanese}", "Noto Sans JP", "Yu Gothic", sans-serif'
    return " ".join(f"--{name}: {value};" for name, value in told.items())


def _as_svg(logo: Picture) -> str:
    """The logo as SVG: typst takes files only as text from us."""
    if logo.kind == "svg":
        return logo.octets.decode("utf-8")
    coded = b64encode(logo.octets).decode("ascii")
    size = f'width="{logo.width:g}" height="{logo.height:g}"'
    source = quoteattr(f"data:{_MEDIA[logo.kind]};base64,{coded}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {logo.width:g} {logo.height:g}">'
        f"<image {size} href={source}/></svg>"
    )

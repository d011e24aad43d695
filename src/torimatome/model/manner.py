"""Manner: how past Issues of a desk are written, as far as they show it."""

from dataclasses import dataclass

from torimatome.model.house import Term


@dataclass(frozen=True)
class Manner:
    """What past Issues agree on; "" and () where they show nothing."""

    issues: int = 0
    title_ja: str = ""
    title_en: str = ""
    subtitle_ja: str = ""
    issuer_ja: str = ""
    issuer_en: str = ""
    end_marker: str = ""
    citation: str = ""  # "({outlets} / {date})"
    citation_date: str = ""  # strftime form, "%d.%m.%Y"
    day_opening: str = ""  # as Style has it
    sections: tuple[tuple[str, str], ...] = ()  # kind ("" = none we know), heading; in their order
    cited: tuple[tuple[str, int], ...] = ()  # outlets as printed, how often, the commonest first
    terms: tuple[tuple[Term, int, str], ...] = ()  # term, how often seen, doubt

"""NewDesk: what a person says of the desk she wants; Presets: what she may begin with."""

from dataclasses import dataclass, field

from torimatome.model.house import SectionRule, Style, Term
from torimatome.model.source import Outlet

BULLETINS = ("ja+en", "en", "ja")


@dataclass(frozen=True)
class NewDesk:
    """What a person says of the desk she wants."""

    name: str  # of its folder and store: letters a-z, digits, hyphens
    country: str  # ISO 3166-1 alpha-2, or a code of her own
    country_en: str
    country_ja: str
    languages: tuple[str, ...]  # of its press
    zone: str
    bulletin: str = "ja+en"  # one of BULLETINS
    sections: tuple[SectionRule, ...] = ()
    leave_out: dict[str, float] = field(default_factory=dict)
    style: Style = field(default_factory=Style)
    outlets: tuple[Outlet, ...] = ()
    terms: tuple[Term, ...] = ()
    allow_hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Presets:
    """Beginnings of a desk, out of desks/presets.yaml."""

    sections: dict[str, SectionRule]
    sets: dict[str, tuple[str, ...]]  # name → kinds of sections
    leave_out: dict[str, float]
    offices: dict[str, str]

"""Countries as a form asks for them: names, time zones and the languages their press may write."""

from collections.abc import Iterable, Mapping
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

# Codes of CLDR that are no country's.
_NO_LAND = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
# Where a country of several zones is governed from, or nearest to it, unless the alphabet says so.
_SEATS = frozenset(
    "Australia/Sydney America/Sao_Paulo America/Toronto America/Santiago Asia/Nicosia Europe/Madrid"
    " America/Nuuk Pacific/Tarawa Pacific/Majuro Pacific/Pohnpei Asia/Ulaanbaatar"
    " America/Mexico_City Pacific/Tahiti Pacific/Port_Moresby Asia/Hebron Europe/Lisbon"
    " Europe/Moscow America/New_York Asia/Tashkent".split()
)


def country_names(code: str) -> tuple[str, str]:
    """A country's English and Japanese name by its ISO 3166-1 code; two "" when there is none."""
    english, japanese = Locale("en").territories, Locale("ja").territories
    return english.get(code, ""), japanese.get(code, "")


def countries(language: str) -> list[tuple[str, str]]:
    """Code and name of every country, by name in a language."""
    named = Locale(language).territories
    kept = [(c, n) for c, n in named.items() if len(c) == 2 and c.isalpha() and c not in _NO_LAND]
    return sorted(kept, key=lambda one: (one[1], one[0]))


def zones_of(country: str) -> tuple[str, ...]:
    """A country's time zones, its government's first, then by name; () where none is known."""
    known = available_timezones()
    every: Mapping[str, str] = get_global("zone_territories")
    own = (zone for zone, land in every.items() if land == country and zone in known)
    return tuple(sorted(own, key=lambda zone: (zone not in _SEATS, zone)))


def city_of(zone: str) -> tuple[str, str]:
    """The city a time zone is named by, in English and Japanese: Tbilisi, トビリシ."""
    named: list[str] = []
    for language in ("en", "ja"):
        told = Locale(language).time_zones.get(zone, {}).get("city")
        named.append(str(told or (zone.rpartition("/")[2].replace("_", " ") if not named else "")))
    return named[0], named[1]


def names_in(country: str, languages: Iterable[str]) -> tuple[str, ...]:
    """A country's names in the languages CLDR knows of these."""
    known = (language for language in languages if language in locale_identifiers())
    named = (Locale(language).territories.get(country, "") for language in known)
    return tuple(dict.fromkeys(name for name in named if name))


def languages_of(country: str) -> tuple[str, ...]:
    """What a country's press is likely to write in: its official languages, and English."""
    spoken: Mapping[str, Mapping[str, object]] = get_global("territory_languages").get(country, {})
    official = [
        language.partition("_")[0]
        for language, told in spoken.items()
        if told.get("official_status") in ("official", "de_facto_official")
    ]
    return tuple(dict.fromkeys([*[one for one in official if len(one) == 2], "en"]))

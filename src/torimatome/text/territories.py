"""Countries as a form asks for them: names, time zones and the languages their press may write."""

from collections.abc import Mapping
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

# Codes of CLDR that are no country's.
_NO_LAND = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


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
    """The time zones of a country, by name; () for one the zone tables do not know."""
    known = available_timezones()
    every: Mapping[str, str] = get_global("zone_territories")
    return tuple(sorted(zone for zone, land in every.items() if land == country and zone in known))


def languages_of(country: str) -> tuple[str, ...]:
    """What a country's press is likely to write in: its official languages, and English."""
    spoken: Mapping[str, Mapping[str, object]] = get_global("territory_languages").get(country, {})
    official = [
        language.partition("_")[0]
        for language, told in spoken.items()
        if told.get("official_status") in ("official", "de_facto_official")
    ]
    return tuple(dict.fromkeys([*[one for one in official if len(one) == 2], "en"]))

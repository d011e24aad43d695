"""A new desk while it is being planned: what she said, what her addresses and past issues show."""

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from torimatome.edit.web.trials import Looking
from torimatome.errors import EditError
from torimatome.model import Issue, Outlet, SectionRule, Style, Term
from torimatome.model.manner import Manner
from torimatome.model.new_desk import NewDesk, Presets
from torimatome.text.territories import country_names, languages_of, zones_of

MOST_PLANS = 20
MOST_ADDRESSES = 12
MOST_SECTIONS = 12
_SLOTS = frozenset({"{outlets}", "{date}", "{month}", "{day}", "{day:02d}"})
_CODES = re.compile(r"[a-z]{2,3}")
STYLE_FIELDS = (
    "title_ja", "title_en", "subtitle_ja", "issuer_ja", "issuer_en", "end_marker",
    "citation", "citation_date", "day_opening",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What is known of one new desk before it is made."""

    id: str
    desk: NewDesk  # as said so far
    looking: tuple[Looking, ...] = ()  # her addresses
    taken: tuple[Outlet, ...] = ()  # outlets of a desk that ships
    past: tuple[tuple[str, bytes, Issue], ...] = ()  # file name, bytes, as read
    manner: Manner = field(default_factory=Manner)
    problems: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether an address is still being looked at."""
        return any(not one.ended.is_set() for one in self.looking)

    def outlets(self) -> tuple[Outlet, ...]:
        """Every outlet proposed, each with an id of its own; those of her addresses first."""
        found = [one.trial.outlet for one in self.looking if one.trial]
        made: dict[str, Outlet] = {}
        for outlet in (*found, *self.taken):
            id_, number = outlet.id, 1
            while id_ in made:
                number += 1
                id_ = f"{outlet.id}-{number}"
            made[id_] = _renamed(outlet, id_)
        return tuple(made.values())


def _renamed(outlet: Outlet, id_: str) -> Outlet:
    if outlet.id == id_:
        return outlet
    sources = tuple(
        replace(s, outlet=id_, id=f"{id_}/{s.id.partition('/')[2]}") for s in outlet.sources
    )
    return replace(outlet, id=id_, sources=sources)


class Plans:
    """Plans of the last hours; nothing is on disk until the desk is made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Plan] = OrderedDict()

    def put(self, plan: Plan) -> Plan:
        """Keep a plan, new or changed."""
        with self._lock:
            self._known[plan.id] = plan
            while len(self._known) > MOST_PLANS:
                self._known.popitem(last=False)
        return plan

    def get(self, id_: str) -> Plan | None:
        """One of them; None when it is not known (any more)."""
        with self._lock:
            return self._known.get(id_)


def new_id() -> str:
    """An id nobody can guess."""
    return secrets.token_hex(8)


def said_of(given: Mapping[str, object], presets: Presets) -> NewDesk:
    """The desk as the first form tells it; what she left empty is filled in from the country."""

    def text(name: str) -> str:
        return " ".join(str(given.get(name, "")).split())[:400]

    code = (text("own_code") or text("country")).upper()
    english, japanese = country_names(code)
    languages = tuple(dict.fromkeys(_CODES.findall(text("languages").lower())))
    zones = zones_of(code)
    kinds = presets.sets.get(text("preset"), presets.sets["embassy"])
    desk = NewDesk(
        name=text("name").lower(),
        country=code,
        country_en=text("country_en") or english,
        country_ja=text("country_ja") or japanese,
        languages=languages or languages_of(code),
        zone=text("zone") or (zones[0] if zones else ""),
        bulletin=text("bulletin") or "ja+en",
        sections=tuple(presets.sections[kind] for kind in kinds),
        leave_out=presets.leave_out,
    )
    return replace(desk, style=style_for(desk, {k: text(k) for k in STYLE_FIELDS}, presets))


def style_for(desk: NewDesk, given: Mapping[str, str], presets: Presets) -> Style:
    """The house form with what she said of titles and issuer; titles from the country if not."""
    title_ja = given.get("title_ja") or f"{desk.country_ja or desk.country_en}政治・治安情報"
    title_en = given.get("title_en") or f"Political and Security Information on {desk.country_en}"
    return Style(
        title_ja=title_ja,
        title_en=title_en,
        subtitle_ja=given.get("subtitle_ja") or "（公開情報とりまとめ）",
        issuer_ja=given.get("issuer_ja", ""),
        issuer_en=given.get("issuer_en", ""),
        list_bullet="-",
        offices=dict(presets.offices),
    )


def with_manner(desk: NewDesk, manner: Manner, presets: Presets) -> NewDesk:
    """The desk with what her past issues show: titles, citations, sections in their words."""
    if not manner.issues:
        return desk
    told: dict[str, Any] = {
        name: getattr(manner, name) for name in STYLE_FIELDS if getattr(manner, name, "")
    }
    style = replace(desk.style, **told)
    sections = tuple(
        _section(presets, kind, heading, n) for n, (kind, heading) in enumerate(manner.sections)
    )
    return replace(desk, style=style, sections=sections or desk.sections)


def _section(presets: Presets, kind: str, heading: str, number: int) -> SectionRule:
    known = presets.sections.get(kind)
    if known is not None:
        return replace(known, heading_ja=heading)
    return SectionRule(f"section_{number + 1}", heading, "", {})


def final_of(plan: Plan, given: Mapping[str, object], presets: Presets) -> NewDesk:
    """The desk as the second form has it, to be made. Raises EditError naming a line at fault."""
    said = said_of({**given, "preset": ""}, presets)
    lines: dict[str, Any] = {name: str(given.get(name, "")).strip()[:400] for name in STYLE_FIELDS}
    style = replace(plan.desk.style, **lines)
    return replace(
        said,
        sections=tuple(_sections(given)),
        leave_out=plan.desk.leave_out,
        style=checked_style(style),
        outlets=tuple(_outlets(plan, given)),
        terms=tuple(_terms(plan, given)),
    )


def checked_style(style: Style) -> Style:
    """The style, tried once. Raises EditError naming the line that cannot be printed."""
    slots = re.findall(r"\{[^}]*\}?|\}", style.citation + style.day_opening)
    odd = [slot for slot in slots if slot not in _SLOTS]
    if odd or "{outlets}" not in style.citation or "{date}" not in style.citation:
        raise EditError(
            f"{(odd or [style.citation])[0][:60]!r} cannot be filled in: a citation looks like"
            " ({outlets} / {date}), the opening of a body like On {month}.{day:02d},"
        )
    try:
        printed = date(2026, 1, 2).strftime(style.citation_date)
    except ValueError as error:
        raise EditError(f"the date {style.citation_date!r} cannot be printed: {error}") from error
    if not any(letter.isdigit() for letter in printed):
        raise EditError("a citation's date has the form %d.%m.%Y, or another with day and month")
    opening = style.day_opening.strip()
    return replace(style, day_opening=f"{opening} " if opening else "")


def _sections(given: Mapping[str, object]) -> Sequence[SectionRule]:
    found = []
    for n in range(MOST_SECTIONS):
        kind, ja, en, words = (
            str(given.get(f"c{n}_{name}", "")).strip()[:8_000]
            for name in ("kind", "ja", "en", "words")
        )
        if given.get(f"c{n}_use") and (ja or en):
            kind = kind or f"section_{n + 1}"
            found.append(SectionRule(kind, ja or en, en, weights(words)))
    return found


def weights(words: str) -> dict[str, float]:
    """Stems with weights as a text field holds them: `army 2, opened fire 3` or a line each."""
    found: dict[str, float] = {}
    for part in re.split(r"[,;\n、]", words):
        match = re.fullmatch(r"\s*(.*?\S)(?:[\s:]+([0-9]+(?:\.[0-9]+)?))?\s*", part)
        if match:
            found[match[1].lower()[:60]] = min(float(match[2] or 1.5), 20.0)
    return found


def words_of(rule: SectionRule) -> str:
    """The same text for a section's stems."""
    return ", ".join(f"{stem} {weight:g}" for stem, weight in rule.words.items())


def _outlets(plan: Plan, given: Mapping[str, object]) -> Sequence[Outlet]:
    found = []
    for n, outlet in enumerate(plan.outlets()):
        if given.get(f"o{n}_use"):
            name = str(given.get(f"o{n}_name", "")).strip()[:80] or outlet.name
            citation = str(given.get(f"o{n}_citation", "")).strip()[:80] or outlet.citation
            found.append(replace(outlet, name=name, citation=citation))
    return found


def _terms(plan: Plan, given: Mapping[str, object]) -> Sequence[Term]:
    return [term for n, (term, _, _) in enumerate(plan.manner.terms) if given.get(f"t{n}_use")]

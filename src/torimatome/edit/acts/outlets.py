"""Acts on the desk's outlets: add one, correct it, leave it alone for a while, go on with it."""

import re
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from torimatome.edit.scene import Scene
from torimatome.edit.values import encode
from torimatome.errors import Conflict, EditError, Refused
from torimatome.model import Outlet, Source, SourceKind
from torimatome.model.act import Decide, Intent, Look, OutletSaid
from torimatome.model.source import STATES
from torimatome.outside.address import check_url, plain_host

MOST_SOURCES = 40
MOST_OUTLETS = 2_000
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LONG, _SHORT = 300, 80


def add_outlet(scene: Scene, outlet: Outlet) -> Decide:
    """The desk reads one more outlet."""
    clean = checked(outlet, scene.house.allow_hosts)

    def decide(look: Look) -> Intent:
        known = {one.id for one in scene.house.outlets}
        if clean.id in known or look("outlet", clean.id).value:
            raise EditError(
                f"there is an outlet {clean.id!r} already; write that one, or change id"
            )
        if len(known) >= MOST_OUTLETS:
            raise EditError(f"a desk reads at most {MOST_OUTLETS} outlets")
        return _said(scene, "add_outlet", clean, OutletSaid(clean, None, scene.by, scene.now))

    return decide


def write_outlet(scene: Scene, outlet: Outlet, base: int) -> Decide:
    """The outlet reads so; `base` is the revision of its Record as she saw it (0: none yet)."""
    clean = checked(outlet, scene.house.allow_hosts)

    def decide(look: Look) -> Intent:
        record = look("outlet", clean.id)
        now = _now(scene, clean.id)
        if record.revision != base and now != clean:
            raise Conflict(f"the outlet {clean.id!r}", told(clean), told(now))
        # What she saw and sent has the pause in its sources' states already.
        return _said(scene, "write_outlet", clean, OutletSaid(clean, None, scene.by, scene.now))

    return decide


def pause_outlet(scene: Scene, outlet: str) -> Decide:
    """Leave an outlet alone until somebody says otherwise; what it gave is kept."""
    return _turned(scene, "pause_outlet", outlet, True)


def resume_outlet(scene: Scene, outlet: str) -> Decide:
    """Read an outlet again."""
    return _turned(scene, "resume_outlet", outlet, False)


def _turned(scene: Scene, name: str, id_: str, paused: bool) -> Decide:
    def decide(look: Look) -> Intent:
        now = _now(scene, id_)
        said = decode_outlet(look("outlet", id_).value)
        written = said.outlet if said else None
        return _said(scene, name, now, OutletSaid(written, paused, scene.by, scene.now))

    return decide


def _now(scene: Scene, id_: str) -> Outlet:
    found = next((one for one in scene.house.outlets if one.id == id_), None)
    if found is None:
        raise EditError(f"the desk has no outlet {id_[:60]!r}; add it first")
    return found


def checked(outlet: Outlet, allow_hosts: tuple[str, ...] = ()) -> Outlet:
    """The outlet with its spaces tidied. Raises EditError naming what is wrong with it."""
    tidy = replace(
        outlet,
        name=_line(outlet.name),
        citation=_line(outlet.citation),
        country=_line(outlet.country).upper(),
        official=_line(outlet.official),
        hosts=tuple(dict.fromkeys(_host(host) for host in outlet.hosts if host.strip())),
        languages=tuple(
            dict.fromkeys(one.strip().lower() for one in outlet.languages if one.strip())
        ),
        spellings=tuple(dict.fromkeys(w for s in outlet.spellings if (w := _line(s)))),
        sources=tuple(_source(source, outlet.id, allow_hosts) for source in outlet.sources),
    )
    if not _ID.fullmatch(tidy.id):
        raise EditError(f"id {tidy.id[:60]!r}: letters a-z, digits and hyphens, 40 at most")
    for label, text in (("name", tidy.name), ("citation", tidy.citation)):
        if not text or len(text) > _SHORT:
            raise EditError(f"outlet {tidy.id!r}: give its {label}, {_SHORT} letters at most")
    if re.search(r"[()\[\]/]", tidy.citation):
        raise EditError(
            f"citation {tidy.citation!r}: no brackets and no slash, (NAME / 05.03.2026)"
        )
    _web(tidy.home, f"outlet {tidy.id!r}, home", allow_hosts)
    if not tidy.hosts:
        raise EditError(f"outlet {tidy.id!r}: name the host its pages lie on, like news.example")
    _all_short(tidy)
    if any(not _LANGUAGE.fullmatch(language) for language in tidy.languages):
        raise EditError(f"outlet {tidy.id!r}: languages are codes of two letters, like en, ru, az")
    if not 0 <= tidy.pause_seconds <= 120:
        raise EditError(f"outlet {tidy.id!r}: a pause between requests has 0 to 120 seconds")
    ids = [source.id for source in tidy.sources]
    if len(set(ids)) < len(ids) or len(ids) > MOST_SOURCES:
        raise EditError(f"outlet {tidy.id!r}: at most {MOST_SOURCES} sources, each its own id")
    _patterns(tidy)
    return tidy


def _source(source: Source, outlet: str, allow_hosts: tuple[str, ...]) -> Source:
    where = f"source {source.id[:80]!r}"
    name = source.id.removeprefix(f"{outlet}/")
    if not _ID.fullmatch(name):
        raise EditError(f"{where}: its id is the outlet's, a slash and a short name")
    _web(source.url, where, allow_hosts)
    if source.state not in STATES:
        raise EditError(
            f"{where}: {source.state[:40]!r} is no state; there are {', '.join(STATES)}"
        )
    if source.kind is SourceKind.LISTING and not source.link_pattern:
        raise EditError(f"{where}: a listing needs a pattern of its articles' addresses")
    if source.language and not _LANGUAGE.fullmatch(source.language):
        raise EditError(f"{where}: {source.language[:20]!r} is no language; write two letters")
    expect = source.expect
    pace = expect.articles_a_day
    if not (pace is None or 0 <= pace <= 100_000):
        raise EditError(f"{where}: articles a day are a number from 0, or nothing")
    if not (0 < expect.poll_hours <= 24 * 31 and 0 < expect.quiet_after_days <= 3_660):
        raise EditError(f"{where}: hours between visits and days of quiet are more than 0")
    return replace(source, id=f"{outlet}/{name}", outlet=outlet)


def _patterns(outlet: Outlet) -> None:
    fixes = outlet.fixes
    given = [*fixes.openings, *fixes.closings]
    given += [p for s in outlet.sources for p in (s.link_pattern, s.skip_pattern)]
    for pattern in given:
        try:
            if len(pattern) > 2_000:
                raise EditError(f"outlet {outlet.id!r}: a pattern has 2,000 letters at most")
            re.compile(pattern)
        except (re.error, OverflowError) as error:
            raise EditError(f"{pattern[:80]!r} is no regular expression: {error}") from error


def _all_short(outlet: Outlet) -> None:
    short = (outlet.country, outlet.ownership, *outlet.hosts, *outlet.languages, *outlet.spellings)
    long = (outlet.official, outlet.licence, outlet.user_agent, outlet.note)
    notes = tuple(source.note for source in outlet.sources)
    if any(len(text) > _SHORT for text in short) or any(
        len(t) > 4 * _LONG for t in (*long, *notes)
    ):
        raise EditError(f"outlet {outlet.id!r}: one of its lines is too long")
    if outlet.user_agent and not (outlet.user_agent.isascii() and outlet.user_agent.isprintable()):
        raise EditError(f"outlet {outlet.id!r}: a user agent is one line of plain letters")
    if len(outlet.hosts) > 40 or len(outlet.languages) > 40 or len(outlet.spellings) > 40:
        raise EditError(f"outlet {outlet.id!r}: at most 40 hosts, languages and spellings")


def _web(url: str, where: str, allow_hosts: tuple[str, ...]) -> None:
    try:
        check_url(url, frozenset(plain_host(host) for host in allow_hosts))
    except Refused as error:
        raise EditError(f"{where}: {error}") from error


def _host(host: str) -> str:
    bare = host.strip().lower().removeprefix("www.")
    try:
        check_url(f"http://{bare}/", {bare})
    except Refused as error:
        raise EditError(f"host {host[:80]!r}: {error.reason}") from error
    return bare


def _line(text: str) -> str:
    return " ".join(text.split())


def told(outlet: Outlet) -> str:
    """The outlet in a few lines, so that two versions of it can be compared."""
    lines = [
        f"{outlet.name} ({outlet.citation}), {outlet.home}",
        f"{outlet.country} {' '.join(outlet.languages)} {' '.join(outlet.hosts)}".strip(),
    ]
    lines += [f"{s.kind.value} {s.url} {s.state} {s.link_pattern}".rstrip() for s in outlet.sources]
    return "\n".join(lines)


def decode_outlet(value: str) -> OutletSaid | None:
    """What an outlet's Record says; None when it says nothing."""
    return msgspec.json.decode(value, type=OutletSaid) if value else None


def _said(scene: Scene, name: str, outlet: Outlet, said: OutletSaid) -> Intent:
    words: Mapping[str, str] = {"title": f"{outlet.citation} {outlet.home}"}
    return Intent(name, outlet.id, (("outlet", outlet.id, encode(said)),), "", tuple(words.items()))

"""Step 1, the door: what outlets publish comes in; Articles and page snapshots are kept."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from torimatome.collect.asking import Asked, asked_for
from torimatome.collect.digest import check_entry
from torimatome.collect.discover import Setting, discover, look_again
from torimatome.collect.files import Found, read_path
from torimatome.collect.hand import HandIn
from torimatome.collect.identity import article_id, canonical, outlet_of
from torimatome.collect.make import (
    Origin,
    ask_of,
    from_page,
    from_words,
    next_version,
    snapshot_of,
    snapshot_of_words,
)
from torimatome.collect.own_page import Came, Site, alike, came_of
from torimatome.collect.page_fixes import check_fixes
from torimatome.collect.report import CollectReport, SourceLine, Tally
from torimatome.collect.visit import Visit, fresh, next_state, visit
from torimatome.collect.words import advice, oddities
from torimatome.desk import Desk
from torimatome.errors import SetupError, SourceError
from torimatome.model import Article, Entry, Lead, Outlet, Snapshot, SourceKind
from torimatome.model.entry import SourceState
from torimatome.model.trial import Trial

__all__ = [
    "CollectReport",
    "HandIn",
    "SourceLine",
    "add_by_hand",
    "collect",
    "collect_from",
    "try_outlet",
]

# A page that could not be read on three visits (they are hours apart) is given up and reported;
# passing faults are over by then, and Web itself already retries within a visit.
TRIES = 3
# Feeds of some outlets reach back years; a desk that starts reads the last fortnight.
OLDEST_DAYS = 15


def collect(desk: Desk) -> CollectReport:
    """Visit every Source, then read every page that is new or due for another look.

    Safe to kill and run again at any time: leads are kept with the visit that named them, and
    each page with its Article, so the next run carries on where this one ended.
    """
    lines, digests = _visit_sources(desk)
    report = _read_pages(desk)
    return replace(
        report,
        sources=tuple(lines),
        articles=report.articles + digests.articles,
        revisions=report.revisions + digests.revisions,
        notes=(*digests.notes, *report.notes),
    )


def _now(desk: Desk) -> datetime:
    return desk.clock.now().replace(microsecond=0)


def _visit_sources(desk: Desk) -> tuple[list[SourceLine], CollectReport]:
    now = _now(desk)
    todo = []
    for outlet in desk.house.outlets:
        _check_paths(outlet)
        for source in outlet.sources:
            if source.polled:
                state = desk.store.sources.state(source.id)
                if state.checked != now:  # a run cut short and begun anew asks nobody twice
                    todo.append((outlet, source, state))
    desk.hears.step("reading feeds and lists", len(todo))
    lines, tally = [], Tally()
    today = now.astimezone(desk.zone).date()
    with ThreadPoolExecutor(max_workers=desk.settings.threads) as pool:
        visits = pool.map(lambda job: visit(desk.web, job[0], job[1], job[2], today), todo)
        # In the order of the desk's files, not of arrival: which Source names an article first
        # must not depend on who answers quicker.
        for (_, source, state), seen in zip(todo, visits, strict=True):
            lines.append(_take_in(desk, seen, state, tally))
            desk.hears.done()
            if lines[-1].outcome == "failed":
                desk.hears.note(f"{source.id}: {'; '.join(lines[-1].words)}")
    return lines, tally.report()


def _check_paths(outlet: Outlet) -> None:
    """Raise SetupError naming the outlet's file where an XPath or date form in it cannot work."""
    try:
        check_fixes(outlet.fixes)
        for source in outlet.sources:
            check_entry(source.entry)
    except SetupError as error:
        raise SetupError(f"outlets/{outlet.id}.yaml: {error}") from error


def _take_in(desk: Desk, seen: Visit, before: SourceState, tally: Tally) -> SourceLine:
    now, source = _now(desk), seen.source
    if seen.error is not None:
        state = next_state(seen, before, now, 0)
        desk.store.sources.visited(state)
        return SourceLine(source.id, "failed", words=tuple(advice(seen, state)))
    assert seen.answer is not None
    entries = fresh(seen.entries, now, OLDEST_DAYS)
    # A digest's entries, and a feed's without link, have no page of their own to ask for.
    here = seen.answer.url.partition("#")[0] + "#"
    pageless = [e for e in entries if e.url.startswith(here)]
    leads = [_lead(seen, entry, now) for entry in entries if not entry.url.startswith(here)]
    new = _keep_own(desk, seen, pageless, tally)
    known = desk.store.sources.known(lead.article for lead in leads)
    fresh_leads = {ld.article: ld for ld in leads if ld.article not in known}
    new += len(fresh_leads)
    desk.store.sources.visited(next_state(seen, before, now, new), fresh_leads.values())
    outcome = "unchanged" if seen.answer.not_modified else "ok"
    words = oddities(seen, before, new, now)
    return SourceLine(source.id, outcome, len(entries), new, tuple(words))


def _lead(seen: Visit, entry: Entry, now: datetime) -> Lead:
    url = canonical(entry.url)
    return Lead(
        article=article_id(url),
        outlet=seen.outlet.id,
        source=seen.source.id,
        entry=replace(entry, url=url, language=entry.language or seen.source.language),
        found=now,
    )


def _keep_own(desk: Desk, seen: Visit, entries: list[Entry], tally: Tally) -> int:
    """Entries that carry their article themselves are kept with the page they stood on."""
    assert seen.answer is not None
    snapshot, new = snapshot_of(seen.answer), 0
    for entry in entries:
        id_ = article_id(entry.url, keep_fragment=True)
        own = replace(entry, language=entry.language or seen.source.language)
        day = ""
        said, latest = entry.published, _now(desk) + timedelta(days=1)
        if seen.source.kind is SourceKind.DIGEST and said is not None and said <= latest:
            day = said.date().isoformat()  # its heading names a day, not a moment
        origin = Origin(id_, seen.outlet, seen.source.id, own, desk.zone, day)
        try:
            article = from_words(origin, snapshot)
        except SourceError as error:
            tally.failed.append(str(error))
            continue
        new += _keep(desk, article, snapshot, seen.answer.body, None, tally)
    return new


def _read_pages(desk: Desk) -> CollectReport:
    now, settings = _now(desk), desk.settings
    due = desk.store.sources.due(
        unread_tries=TRIES,
        young_since=now - timedelta(days=settings.revisit_days),
        checked_before=now - timedelta(hours=settings.revisit_hours),
        now=now,
    )
    # Not twice in a run cut short and begun anew; not for an outlet taken off the desk since, nor
    # for one that is paused.
    live = {outlet.id for outlet in desk.house.outlets if not outlet.paused}
    due = [lead for lead in due if lead.checked != now and lead.outlet in live]
    return _look_at(desk, "reading pages", due)


def recheck(desk: Desk, articles: Sequence[Article]) -> CollectReport:
    """Look again at the pages of these Articles, however old; what changed, or is gone, is kept.

    Texts that were pasted, and the parts of a digest, have no page of their own to look at.
    """
    now, ours = _now(desk), {outlet.id for outlet in desk.house.outlets}
    known = desk.store.sources.known(article.id for article in articles)
    due = []
    for article in articles:
        if not article.url.startswith(("http://", "https://")) or "#" in article.url:
            continue
        lead = known.get(article.id)
        if lead is None:  # it came by hand, or out of a file
            entry = Entry(url=article.url, language=article.language)
            lead = Lead(article.id, article.outlet, article.source, entry, now, "read")
            with desk.store.begin() as connection:
                desk.store.sources.add(connection, lead)
        if lead.outlet in ours and lead.checked != now:
            due.append(lead)
    return _look_at(desk, "looking again at pages", due)


def _look_at(desk: Desk, what: str, due: Sequence[Lead]) -> CollectReport:
    """Ask for the pages of these Leads, and keep what came of each."""
    desk.hears.step(what, len(due))
    outlets, tally = {outlet.id: outlet for outlet in desk.house.outlets}, Tally()
    for came in asked_for(desk.web, outlets, due, desk.zone, desk.settings.threads):
        _take_page(desk, came, tally)
        desk.hears.done()
    return tally.report()


def _take_page(desk: Desk, came: Asked, tally: Tally) -> None:
    now, lead = _now(desk), came.lead
    if came.error is not None:
        _note_failure(desk, came, tally)
        return
    assert came.answer is not None
    checked = replace(
        lead,
        state="read",
        reason="",
        checked=now,
        etag=came.answer.etag or lead.etag,
        last_modified=came.answer.last_modified or lead.last_modified,
    )
    if came.came is None:
        tally.unchanged += 1
        with desk.store.begin() as connection:
            desk.store.sources.looked(connection, checked)
        return
    _keep_page(desk, came.came, checked, tally)


def _keep_page(desk: Desk, came: Came, lead: Lead, tally: Tally) -> None:
    """Keep the Article, and note how far we are with the lead that led to it."""
    article = _placed(desk, came.article, lead.article, lead.entry.url)
    if article.id != lead.article:
        # From now on the page of its own is looked at again, and not this copy.
        entry = replace(lead.entry, url=article.url)
        own = replace(lead, article=article.id, entry=entry, etag="", last_modified="")
        with desk.store.begin() as connection:
            desk.store.sources.add(connection, own)
        lead = replace(lead, state="copy")
    _keep(desk, article, came.snapshot, came.body, lead, tally)


def _placed(desk: Desk, article: Article, asked_id: str, asked_url: str) -> Article:
    """The Article under the id of its own address; under the one asked for where that is safer.

    That is: what was kept under the one asked for before, or another article under its own.
    """
    if article.id != asked_id:
        there = desk.store.pages.current(article.id)
        if desk.store.pages.current(asked_id) or (there and not alike(there.text, article.text)):
            return replace(article, id=asked_id, url=asked_url)
    return article


def _keep(
    desk: Desk,
    article: Article,
    snapshot: Snapshot,
    body: bytes,
    lead: Lead | None,
    tally: Tally,
) -> int:
    """Page, Article and lead in one transaction. Gives 1 for a new Article, else 0."""
    old = desk.store.pages.current(article.id)
    kept = article if old is None else next_version(old, article)
    with desk.store.begin() as connection:
        if kept is not None:
            desk.store.pages.keep(connection, snapshot, body, kept)
        if lead is not None:
            desk.store.sources.looked(connection, lead)
    if old is None:
        tally.articles += 1
        return 1
    if kept is None:
        tally.unchanged += 1
    else:
        tally.revisions += 1
        tally.notes.append(f"{article.url} changed: {kept.changed}")
    return 0


def _note_failure(desk: Desk, came: Asked, tally: Tally) -> None:
    assert came.error is not None
    lead = replace(came.lead, checked=_now(desk), reason=came.error.reason)
    if lead.state == "read":
        tally.notes.append(f"{lead.entry.url} could not be looked at again: {lead.reason}")
    else:
        tries = lead.tries + 1
        lead = replace(lead, tries=tries, state="failed" if tries >= TRIES else "waiting")
        if lead.entry.text and _keep_own_words(desk, lead, tally):
            return  # the page is closed to us, and the feed carried the article whole
        tally.failed.append(str(came.error))
    with desk.store.begin() as connection:
        desk.store.sources.looked(connection, lead)


def _keep_own_words(desk: Desk, lead: Lead, tally: Tally) -> bool:
    outlet = _outlet(desk, lead.outlet)
    snapshot, body = snapshot_of_words(lead.entry, _now(desk))
    try:
        article = from_words(
            Origin(lead.article, outlet, lead.source, lead.entry, desk.zone), snapshot
        )
    except SourceError:
        return False
    read = replace(lead, state="read")
    _keep(desk, article, snapshot, body, read, tally)
    tally.notes.append(f"{lead.entry.url}: kept from the feed's own text ({lead.reason})")
    return True


def _outlet(desk: Desk, outlet_id: str) -> Outlet:
    for outlet in desk.house.outlets:
        if outlet.id == outlet_id:
            return outlet
    known = ", ".join(outlet.id for outlet in desk.house.outlets)
    raise SetupError(f"desk {desk.house.name!r} has no outlet {outlet_id!r}; it has {known}")


def collect_from(desk: Desk, path: Path) -> CollectReport:
    """Articles out of a folder of saved pages, a WARC file or JSON lines of another tool."""
    tally = Tally()
    desk.hears.step(f"reading {path.name}", 0)
    for found in read_path(path):
        desk.hears.done()
        if isinstance(found, SourceError):
            tally.failed.append(str(found))
        else:
            _take_found(desk, found, tally)
    return tally.report()


def _take_found(desk: Desk, found: Found, tally: Tally) -> None:
    outlet = (
        _outlet(desk, found.outlet)
        if found.outlet
        else outlet_of(found.entry.url, desk.house.outlets)
    )
    if outlet is None:
        tally.failed.append(
            f"{found.entry.url}: its host belongs to no outlet of the desk; add the host to an"
            " outlet's file, or name the outlet"
        )
        return
    url = canonical(found.entry.url)
    entry = replace(found.entry, url=url)
    origin = Origin(article_id(url), outlet, found.kind, entry, desk.zone, found.day)
    snapshot = found.snapshot(_now(desk))
    try:
        if found.is_page:
            article = from_page(origin, snapshot, found.body, found.charset)
        else:
            article = from_words(origin, snapshot)
    except SourceError as error:
        tally.failed.append(str(error))
        return
    _keep(desk, article, snapshot, found.body, None, tally)


def add_by_hand(desk: Desk, given: HandIn) -> Article:
    """Keep one address or text a person hands in. Raises SourceError or SetupError."""
    outlet = (
        _outlet(desk, given.outlet) if given.outlet else outlet_of(given.url, desk.house.outlets)
    )
    if outlet is None:
        raise SetupError(f"whose is {given.url!r}? name the outlet with --outlet")
    url = canonical(given.url) if given.url else ""
    entry = Entry(url=url, title=given.title, text=given.text)
    tally = Tally()
    if given.text:
        snapshot, body = snapshot_of_words(entry, _now(desk))
        entry = replace(entry, url=url or f"urn:sha256:{snapshot.sha256}")
        origin = Origin(article_id(entry.url), outlet, "hand", entry, desk.zone, given.day)
        article = from_words(origin, snapshot)
    else:
        origin = Origin(article_id(url), outlet, "hand", entry, desk.zone, given.day)
        came = came_of(desk.web, origin, desk.web.get(url, ask=ask_of(outlet)), Site())
        article = _placed(desk, came.article, origin.id, url)
        snapshot, body = came.snapshot, came.body
    _keep(desk, article, snapshot, body, None, tally)
    kept = desk.store.pages.current(article.id)
    assert kept is not None
    return kept


def try_outlet(desk: Desk, address: str, tell: Callable[[str], str]) -> Trial:
    """What an address would bring, were it an outlet of the desk; nothing is kept.

    Raises SourceError, saying why, when the address itself cannot be read.
    """
    taken = {outlet.id for outlet in desk.house.outlets}
    trial = discover(desk.web, address, Setting(_now(desk), desk.zone, taken, tell))
    known = outlet_of(trial.outlet.home, desk.house.outlets)
    if known is None:
        return trial
    said = f"{known.citation} ({known.id}) has this host already; write that outlet instead"
    return replace(trial, notes=(said, *trial.notes))


def visit_outlet(desk: Desk, outlet: Outlet, tell: Callable[[str], str]) -> Trial:
    """What one of the desk's outlets brings now; nothing is kept."""
    return look_again(desk.web, outlet, Setting(_now(desk), desk.zone, tell=tell))

"""The site's door: all that was published or kept becomes a static site that grows by the new."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from torimatome import desks
from torimatome.desk import Desk
from torimatome.errors import SetupError
from torimatome.model import House, Issue
from torimatome.model.archive import Kept, NamePage
from torimatome.publish import FORMS, forms_of
from torimatome.publish.hook import own_forms
from torimatome.publish.order import arrange
from torimatome.publish.printed import printed
from torimatome.publish.site.address import FOLDERS, slug
from torimatome.publish.site.build import Makers, Site, spelling_forms
from torimatome.publish.site.nouns import Listed, SiteHouse, marked
from torimatome.publish.site.render import PLAIN_FORMS
from torimatome.publish.site.writing import Folder, Written

__all__ = ["SITE_FORMS", "SiteOptions", "SiteReport", "Told", "write_site"]

# What an Issue of ours is offered in beside its page. The page itself is the HTML.
SITE_FORMS = (*(form for form in FORMS if form != "html"), "md", "csv", "ics")
# What is made for an Issue read back from a file of before: quick forms only. A PDF or Word file of
# it would look like the original and not be it.
_READ_BACK = ("json", "md", "csv", "ics")
_KNOWN = (*SITE_FORMS, "html", "rss")


@dataclass(frozen=True)
class SiteOptions:
    """How the site is to be made."""

    address: str = ""  # where it will be served from; "" = not known
    files: Path | None = None  # where `publish` wrote: its very files are taken, not made again
    forms: tuple[str, ...] = SITE_FORMS


@dataclass(frozen=True)
class Told:
    """What memory tells the site: who an Item names, and what is kept of a name."""

    kept: Callable[[Issue, str, int], Sequence[Kept]]
    name: Callable[[str, str, Sequence[Kept]], NamePage]


@dataclass(frozen=True)
class SiteReport:
    """What a run of the site did."""

    issues: int
    versions: int
    written: Written
    front: Path


def write_site(desk: Desk, out: Path, options: SiteOptions, told: Told) -> SiteReport:
    """The site of every Issue published or kept, in `out`; only what is new is made.

    A kill at any moment leaves a whole site, and running again completes it. Raises SetupError
    where the folder is somebody else's or cannot be written.
    """
    own = own_forms(desks.find(desk.settings.desk)) if set(options.forms) - set(_KNOWN) else {}
    unknown = [form for form in options.forms if form not in _KNOWN and form not in own]
    if unknown:
        known = ", ".join((*_KNOWN, *own))
        raise SetupError(f"no form {unknown[0]!r} for the site; choose from {known}")
    house = _house(desk.house, _address(options.address))
    listed = editions(desk, options.forms)
    folder = Folder.open(out)
    desk.hears.step("the site", len({one.key for one in listed}))
    # Files that `publish` wrote are taken here; else plain forms are made where the pages are.
    plain = frozenset() if options.files else frozenset(PLAIN_FORMS)
    makers = Makers(partial(_forms, desk, options.files), told.kept, told.name, plain)
    Site(house, listed, makers, folder).build(desk.hears.done)
    keys = {one.key for one in listed}
    return SiteReport(len(keys), len(listed), folder.written, out / "index.html")


def editions(desk: Desk, forms: tuple[str, ...]) -> list[Listed]:
    """Every version of every Issue: those we published, and those kept of a period we did not."""
    found: list[Listed] = []
    ours: set[tuple[str, str]] = set()
    flashes: dict[str, int] = {}
    for out in desk.store.issues.all_published():
        load, start, end = partial(desk.store.issues.outgone, out), out.start, out.end
        if out.flash:
            key = f"flash-{start}-{slug(out.flash)}"
            flashes[key] = version = flashes.get(key, 0) + 1
        else:
            key, version = f"{start}_{end}", out.version
            ours.add((start, end))
        found.append(
            _listed(desk, Listed(key, version, start, end, out.mark, load, bool(out.flash)), forms)
        )
    marks = desk.store.archive.marks()
    for kept in desk.store.archive.issues():
        if (kept.start, kept.end) in ours:
            continue  # our own, read back
        key = f"{kept.start}_{kept.end}"
        if kept.label != key:  # what was signed here keeps its address once it is published
            key = f"{key}-{slug(kept.label)}"
        load = partial(_kept_issue, desk, kept.label, kept.version)
        mark = marks[(kept.label, kept.version)]
        own = tuple(form for form in forms if form in _READ_BACK)
        one = Listed(key, kept.version, kept.start, kept.end, mark, load)
        found.append(_listed(desk, one, own))
    return found


def _listed(desk: Desk, one: Listed, forms: tuple[str, ...]) -> Listed:
    name = f"{desk.house.name}-{one.key}" + (f"-v{one.version}" if one.version > 1 else "")
    return Listed(
        one.key, one.version, one.start, one.end, one.mark, partial(_arranged, one.load),
        one.flash, forms, name,
    )  # fmt: skip


def _arranged(load: Callable[[], Issue]) -> Issue:
    return arrange(load())


def _kept_issue(desk: Desk, label: str, version: int) -> Issue:
    issue = desk.store.archive.issue(label, version)
    if issue is None:
        raise SetupError(
            f"issue {label!r}, version {version}, left the archive meanwhile; run again"
        )
    return issue


def _forms(desk: Desk, files: Path | None, issue: Issue, name: str) -> Callable[[str], bytes]:
    """What gives each form's file: the one that left the house where it lies in `files`, else anew.

    That it is this very Issue's is told by the JSON beside it.
    """
    make = forms_of(desk, issue, printed(issue) if files else None)
    if files is None:
        return make
    try:
        if (files / f"{name}.json").read_bytes() != make("json"):
            return make
    except OSError:
        return make  # it was never written there

    def taken(form: str) -> bytes:
        try:
            return (files / f"{name}.{form}").read_bytes()
        except OSError:
            return make(form)  # never in this form

    return taken


def _address(address: str) -> str:
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SetupError(
            f"the site's address {address!r} is none; write it like https://example.org/bulletin/"
        )
    return address if address.endswith("/") else f"{address}/"


def _house(house: House, address: str) -> SiteHouse:
    style = house.style
    spellings: Mapping[tuple[str, str], tuple[str, ...]] = {
        (term.kind, term.en): spelling_forms(
            term.kind, [f for f in (term.en, term.ja, term.short_en, *term.aliases) if f]
        )
        for term in house.terms
        if term.kind in FOLDERS
    }
    return SiteHouse(
        desk=house.name, title_ja=style.title_ja, title_en=style.title_en,
        issuer_ja=style.issuer_ja, issuer_en=style.issuer_en, notice_ja=style.notice_ja,
        notice_en=style.notice_en, address=address, words=marked(repr(house.terms)),
        spellings=spellings,
    )  # fmt: skip

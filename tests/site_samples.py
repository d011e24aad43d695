"""What the tests of the site share: a small desk with its site, and how its pages are read."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
from tests.samples import hostile_issue, sample_issue

from torimatome.desk import Desk, open_desk
from torimatome.model import Correction, Issue, Period
from torimatome.publish.site import SiteOptions, SiteReport, Told, write_site
from torimatome.remember import as_kept, names_of
from torimatome.settings import Settings

ADDRESS = "https://news.velmora.example/b/"
NOTE = "The crash was on May 11, not May 10. 墜落の日付を訂正。"
FIRST = "2026-05-08_2026-05-15"  # the address of the sample issue


def corrected(issue: Issue) -> Issue:
    """Its second version: one item mended, the first one withdrawn."""
    note = Correction(2, "2026-05-20", NOTE, (issue.items[1].id,))
    return replace(issue, items=issue.items[1:], version=2, corrections=(note,))


def flash_of(issue: Issue) -> Issue:
    """One item of it, gone out by itself."""
    one = issue.items[4]
    return replace(issue, items=(one,), flash=one.id, period=Period("2026-05-22", "2026-05-22"))


def small_desk(folder: Path, *, hostile: bool = True) -> Desk:
    """A desk that published an issue, corrected it, sent a flash and kept what came before."""
    desk = open_desk(Settings(desk="demo", folder=str(folder)))
    issue = sample_issue()
    desk.store.issues.publish(issue)
    desk.store.issues.publish(corrected(issue))
    desk.store.issues.publish(flash_of(issue))
    if hostile:
        bad = replace(hostile_issue(), period=Period("2026-04-24", "2026-05-01"))
        desk.store.archive.keep(bad, "../hostile <label>", desk.house)
    return desk


def week_of(issue: Issue, start: str, end: str) -> Issue:
    """The same news in another week, under other ids."""
    items = tuple(replace(item, id=f"{item.id}-{start}") for item in issue.items)
    return replace(issue, items=items, period=Period(start, end))


QUICK = ("json", "md", "csv", "ics")  # forms that cost a test nothing


def build(
    desk: Desk, out: Path, address: str = ADDRESS, forms: tuple[str, ...] = QUICK
) -> SiteReport:
    """The desk's site in a folder."""
    told = Told(partial(as_kept, desk), names_of(desk))
    return write_site(desk, out, SiteOptions(address, None, forms), told)


def pages(root: Path) -> list[Path]:
    """Every page of a site."""
    return sorted(p for p in root.rglob("*.html") if ".made" not in p.parts)


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a site, what it remembers included."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def broken_links(root: Path) -> list[str]:
    """Links, pictures, scripts and forms of the site's own that lead nowhere."""
    anchors: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for page in pages(root):
        name = page.relative_to(root).as_posix()
        anchors[name] = set()
        for element in tree(page.read_bytes()).iter():
            if element.get("id"):
                anchors[name].add(element.get("id"))
            links += [(name, element.get(a)) for a in ("href", "src", "action") if element.get(a)]
    return [f"{name}: {link}" for name, link in links if not _leads(root, name, link, anchors)]


def reached(root: Path) -> set[str]:
    """The pages a reader can come to from the front page."""
    found, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in found or not (root / name).is_file():
            continue
        found.add(name)
        for element in tree((root / name).read_bytes()).iter("a"):
            link = urlsplit(element.get("href") or "")
            if not link.scheme and link.path.endswith(".html"):
                waiting.append(unquote(urlsplit(urljoin(f"http://x/{name}", link.path)).path)[1:])
    return found


def _leads(root: Path, name: str, link: str, anchors: dict[str, set[str]]) -> bool:
    if link.startswith(ADDRESS):
        link = "/" + link.removeprefix(ADDRESS)
    if urlsplit(link).scheme:
        return urlsplit(link).scheme in ("https", "http", "mailto")
    target = urlsplit(urljoin(f"http://site/{name}", link))
    path = unquote(target.path).lstrip("/")
    return (root / path).is_file() and (
        not target.fragment or unquote(target.fragment) in anchors.get(path, set())
    )


def tree(body: bytes):
    """A page as html5lib reads it; raises on the first fault a browser would have to mend."""
    builder = html5lib.getTreeBuilder("etree")
    return html5lib.HTMLParser(builder, strict=True, namespaceHTMLElements=False).parse(body)


def loaded(body: bytes) -> Iterator[str]:
    """What a browser fetches by itself to show a page."""
    for element in tree(body).iter():
        if element.get("src"):
            yield element.get("src")
        if element.tag == "link" and {"stylesheet", "icon"} & set(element.get("rel", "").split()):
            yield element.get("href")

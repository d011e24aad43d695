# ruff: noqa: A005 (no module is imported from here)
"""The site: how long 500 issues take and one new one, whether its search is right, what it weighs.

Run: .venv/bin/python bench/site.py [--issues 500] [--queries 200] [--no-browser]
"""

import argparse
import functools
import http.server
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from common import ROOT, finish, show

sys.path.insert(0, str(ROOT))

from torimatome.desk import Desk, open_desk
from torimatome.model import Block, Citation, Issue, Item, Passage, Period, Section, Sentence
from torimatome.publish.order import arrange
from torimatome.publish.site import SITE_FORMS, SiteOptions, SiteReport, Told, write_site
from torimatome.publish.site.address import item_page
from torimatome.publish.site.leaf import slugs
from torimatome.remember import as_kept, names_of
from torimatome.settings import Settings

ITEMS = 26  # the mean of the four issues in ../shared/gold: 25, 17, 18, 44
SENTENCES = 4  # their mean is 4.0
SECTIONS = (
    Section("1", "軍事・治安関係", "military_security", "Military and security"),
    Section("2", "内政関連", "domestic", "Domestic politics"),
    Section("3", "外政関連", "foreign", "Foreign policy"),
)
_WHO = "The ministry;The government;Lawmakers;Officials;The delegation;Experts;The spokesperson"
_DID = (
    "discussed;signed;announced;criticised;reviewed;approved;postponed;published;described;opened"
)
_WHAT = (
    "a joint exercise;the draft budget;a trade agreement;border delimitation;the ceasefire talks;"
    "railway tariffs;an investigation;visa rules;energy prices;the pipeline;election rules;"
    "a scholarship programme;customs checks;water supplies;a mine-clearing plan;the port reform"
)
_WHERE = "in the capital;at the border;by telephone;in parliament;on the sidelines of a summit"
_JA_WHAT = (
    "合同訓練;予算案;貿易協定;国境画定;停戦協議;鉄道運賃;捜査;査証規則;燃料価格;港湾改革;選挙法"
)
_JA_DID = "を協議;に署名;を発表;を批判;を承認;を延期;を公表;に言及"
_SYLLABLES = "ba ke mi ro sha tu vel nor das gim ya zer lok pan ri sol ent ur fa qo".split()


class Writer:
    """Issues of an invented country, the same for the same seed."""

    def __init__(self, desk: Desk, seed: int = 7) -> None:
        self._random = random.Random(seed)
        terms = desk.house.terms
        self._people = [t for t in terms if t.kind == "person" and t.ja]
        self._others = [t for t in terms if t.kind in ("country", "place", "organisation") and t.ja]

    def issue(self, number: int) -> Issue:
        """The issue of a week, counted from the first of 2016."""
        start = date(2016, 1, 1) + timedelta(days=7 * number)
        end = start + timedelta(days=7)
        items = tuple(self._item(start, place) for place in range(ITEMS))
        period = Period(start.isoformat(), end.isoformat())
        title = (
            "オルヴェニア政治・治安情報",
            "（公開情報とりまとめ）",
            "在オルヴェニア大使館（架空）",
        )
        return arrange(Issue(*title, period, SECTIONS, items, "（了）", desk="demo",
                             title_en="Orvenia Political and Security Bulletin"))  # fmt: skip

    def _item(self, start: date, place: int) -> Item:
        pick = self._random.choice
        one, other, thing = pick(self._people), pick(self._people), pick(self._others)
        day = start + timedelta(days=place * 7 // ITEMS)
        section = SECTIONS[place * 3 // ITEMS]
        ja = f"{one.ja}、{thing.ja}で{pick(_JA_WHAT.split(';'))}{pick(_JA_DID.split(';'))}"
        en = f"{one.en} {pick(_DID.split(';'))} {pick(_WHAT.split(';'))} with {other.en}"
        sentences = tuple(self._sentence(day, one.en, thing.en) for _ in range(SENTENCES))
        cited = Citation(f"(ONA / {day:%d.%m.%Y})", ("ONA",), day.isoformat(), day.isoformat())
        text = " ".join(s.text for s in sentences)
        block = Block("paragraph", text=text, sentences=sentences, citation=cited)
        id_ = f"{start.isoformat()}-{place:02}"
        return Item(id_, section.number, ja, en, (block,), (cited,), kind=section.kind)

    def _sentence(self, day: date, *names: str) -> Sentence:
        pick = self._random.choice
        words = (
            f"{pick(_WHO.split(';'))} {pick(_DID.split(';'))} {pick(_WHAT.split(';'))}"
            f" {pick(_WHERE.split(';'))}, {pick(names)} said, naming {self._name()} and"
            f" {self._name()} among {self._random.randrange(3, 900)} others."
        )
        mark = sha256(words.encode()).hexdigest()
        url = f"https://ona.example/{day.isoformat()}/{mark[:8]}"
        passage = Passage(
            mark[:16], 1, 0, len(words), words, url, "ona", day.isoformat(), mark, "en"
        )
        return Sentence(words, (passage,))

    def _name(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.choice((2, 3, 3)))).title()


def build(desk: Desk, out: Path) -> tuple[tuple[float, float], SiteReport]:
    """The site as it stands, and how many seconds it took: by the clock, and of the processor."""
    told = Told(functools.partial(as_kept, desk), names_of(desk))
    begun, worked = time.perf_counter(), _worked()
    report = write_site(desk, out, SiteOptions("https://news.example/b/", None, SITE_FORMS), told)
    return (time.perf_counter() - begun, _worked() - worked), report


def _worked() -> float:
    """Seconds of the processor so far, those of processes beside this one that ended included."""
    return sum(os.times()[:4])


# What a search must find, by looking at every text. Written anew here, not taken from the site:
# an item has a word if one of its words begins with it (endings of English left off), and
# Japanese if it stands anywhere in it; or if the query is a form of a name the item names.


_HAN = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"


def _name_forms(kind: str, form: str) -> Iterator[str]:
    """A name as its words with one space between, and a person's last word alone."""
    spaced = " ".join(re.findall(r"[^\W_]+", plain(form)))
    if spaced:
        yield spaced
    last = spaced.rpartition(" ")[2]
    if kind == "person" and len(last) >= 4:
        yield last


def plain(text: str) -> str:
    """Small letters without marks."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn" or c in "\u3099\u309a")
    for letter, other in (("ə", "e"), ("ı", "i"), ("ø", "o"), ("ł", "l"), ("ß", "ss")):
        bare = bare.replace(letter, other)
    return unicodedata.normalize("NFC", bare)


def shortened(word: str) -> str:
    """A word of English without the ending a reader would not mind."""
    for ending, least, cut in (("ies", 6, 3), ("ing", 7, 3), ("ed", 7, 2)):
        if word.endswith(ending) and len(word) >= least and word.isascii():
            return word[:-cut]
    if re.fullmatch(r"[a-z]{2,}(?:s|x|z|ch|sh)es", word) and len(word) >= 6:
        return word[:-2]
    if re.fullmatch(r"[a-z]{2,}[^siu]s", word):
        return word[:-1]
    return word


class Everything:
    """Every item's text and names, to be gone through one by one."""

    def __init__(self, desk: Desk, issues: Sequence[tuple[str, Issue]]) -> None:
        self.forms = {
            (t.kind, t.en): {
                spaced
                for f in (t.en, t.ja, t.short_en, *t.aliases)
                for spaced in _name_forms(t.kind, f)
            }
            for t in desk.house.terms
        }
        self.items = []
        for key, issue in issues:
            kept = as_kept(desk, issue, key, 1)
            for item, own, slug in zip(issue.items, kept, slugs(issue), strict=True):
                parts = [item.headline_ja, item.headline_en]
                for block in item.blocks:
                    parts += [block.label or "", block.text or "", *(block.bullets or ())]
                parts += [o for c in item.citations for o in c.outlets]
                text = plain(" \n ".join(parts))
                named = {
                    form
                    for m in own.mentions
                    for form in self.forms.get((m.kind, m.name))
                    or {f for n in (m.name, m.ja) for f in _name_forms("", n)}
                }
                words = frozenset(re.findall(r"[^\W_]+", text))
                self.items.append((item_page(key, slug), text, words, named))

    def find(self, query: str) -> set[str]:
        """The pages a search for this must give."""
        parts = re.findall(rf"[{_HAN}]+|[^\W_{_HAN}]+", plain(query))
        return {page for page, *rest in self.items if self._has(parts, *rest)}

    @staticmethod
    def _has(parts: list[str], text: str, words: frozenset[str], named: set[str]) -> bool:
        """Every part stands in the item, or belongs to a stretch of the query that names a name."""
        met = [
            part in text if re.match(f"[{_HAN}]", part) else _word(part, words) for part in parts
        ]
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + 5) + 1):
                if " ".join(parts[start:end]) in named:
                    met[start:end] = [True] * (end - start)
        return all(met)


def _word(piece: str, words: frozenset[str]) -> bool:
    short = shortened(piece)
    return any(w.startswith(short) for w in words) if len(short) >= 3 else short in words


def queries(desk: Desk, issues: Sequence[tuple[str, Issue]], count: int) -> list[str]:
    """By rule from the texts: words, pairs of words, pieces of Japanese, names in every script."""
    pick = random.Random(11)
    items = [item for _, issue in issues for item in issue.items]
    forms = [f for t in desk.house.terms if t.kind in ("person", "country", "place", "organisation")
             for f in (t.en, t.ja, *t.aliases) if f and "(" not in f]  # fmt: skip
    made: list[str] = []
    while len(made) < count:
        item = pick.choice(items)
        body = " ".join(b.text or " ".join(b.bullets or ()) for b in item.blocks)
        words = re.findall(r"[A-Za-zÀ-žəğış]{3,}", f"{item.headline_en} {body}")
        kanji = re.findall(r"[\u30a1-\u30fa\u30fc]+|[\u4e00-\u9fff]+", item.headline_ja)
        kind = len(made) % 5
        if kind == 0 and words:
            made.append(pick.choice(words))
        elif kind == 1 and len(words) > 2:
            made.append(" ".join(pick.sample(words, 2)))
        elif kind == 2 and kanji:
            run = pick.choice(kanji)
            at = pick.randrange(len(run))
            made.append(run[at : at + pick.randint(1, 4)])
        elif kind == 3 and kanji and words:
            made.append(f"{pick.choice(kanji)[:6]} {pick.choice(words)}")
        elif forms:
            made.append(pick.choice(forms))
    return made


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on loopback, under a sub-path, packed as a web server would."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/sub/path"))

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_args: object) -> None:
            pass  # a browser that has seen enough hangs up

    handler = functools.partial(Quiet, directory=str(folder))
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sub/path"
    finally:
        server.shutdown()
        server.server_close()


def browse(
    base: str, everything: Everything, asked: Sequence[str], pages: Sequence[str]
) -> tuple[list[list[object]], int, list[str], float]:
    """What each page weighs and when it is painted; how many searches were right, and which not."""
    from playwright.sync_api import sync_playwright

    rows: list[list[object]] = []
    wrong: list[str] = []
    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name in pages:
            page = browser.new_context(viewport={"width": 375, "height": 800}).new_page()
            page.goto(f"{base}/{name}", wait_until="load")
            figures = page.evaluate(_PAINTED)
            rows.append(
                [name[-44:], figures["requests"], figures["bytes"] / 1000, figures["paint"]]
            )
            page.context.close()
        page = browser.new_page()
        page.goto(f"{base}/search.html")
        begun = time.perf_counter()
        for query in asked:
            found = page.evaluate("q => torimatomeSearch.all(q)", query)
            expected = everything.find(query)
            if set(found) != expected or len(found) != len(set(found)):
                missing, more = expected - set(found), set(found) - expected
                wrong.append(f"{query!r}: {len(missing)} missing, {len(more)} too many")
        spent = (time.perf_counter() - begun) / max(1, len(asked))
        browser.close()
    return rows, len(asked) - len(wrong), wrong, spent


_PAINTED = """() => new Promise(done => {
  const told = () => {
    const all = [...performance.getEntriesByType('resource'),
                 performance.getEntriesByType('navigation')[0]];
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    if (!paint) return setTimeout(told, 30);
    const bytes = all.reduce((n, e) => n + e.transferSize, 0);
    done({ requests: all.length, bytes, paint: paint.startTime });
  };
  told();
})"""


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--issues", type=int, default=500)
    arguments.add_argument("--queries", type=int, default=200)
    arguments.add_argument("--no-browser", action="store_true")
    given = arguments.parse_args()
    room = Path(tempfile.mkdtemp(prefix="torimatome-site-"))
    try:
        measure(given.issues, given.queries, not given.no_browser, room)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def measure(count: int, asked: int, browser: bool, room: Path) -> None:
    """Build, grow, search and weigh."""
    desk = open_desk(Settings(desk="demo", folder=str(room / "var")))
    writer = Writer(desk)
    issues = []
    for number in range(count):
        issue = writer.issue(number)
        desk.store.archive.keep(issue, f"{number:04}", desk.house)
        issues.append((f"{issue.period.start}_{issue.period.end}-{number:04}", issue))
    out = room / "site"
    whole, report = build(desk, out)
    again, nothing = build(desk, out)
    new = writer.issue(count)
    desk.store.issues.publish(new)
    grown, added = build(desk, out)
    issues.append((f"{new.period.start}_{new.period.end}", new))
    files = [p for p in out.rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in files) / 1e6
    figures: dict[str, object] = {
        "issues": count, "items": count * ITEMS, "files": len(files), "megabytes": size,
        "build_seconds": whole[0], "build_processor_seconds": whole[1],
        "again_seconds": again[0], "one_new_seconds": grown[0],
        "one_new_processor_seconds": grown[1], "one_new_files": added.written.made,
        "load": os.getloadavg()[0],
    }  # fmt: skip
    show(
        f"{count} issues of {ITEMS} items, {len(files)} files, {size:.0f} MB; load"
        f" {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        ["", "seconds", "of the processor", "files written"],
        [["first build", *whole, report.written.made],
         ["nothing new", *again, nothing.written.made],
         ["one new issue, with PDF and Word", *grown, added.written.made]],
    )  # fmt: skip
    floors = {
        "issues_a_second": (count / whole[0], 500 / 30),  # on two quiet cores, which it uses both
        "one_new_issue_within_2_s": (2.0 / grown[1], 1.0),
        "nothing_new_writes_nothing": (float(nothing.written.made == 0), 1.0),
    }
    if browser and shutil.which("chromium"):
        everything = Everything(desk, issues)
        wanted = queries(desk, issues, asked)
        key = issues[-1][0]
        pages = ["index.html", f"issues/{key}.html", item_page(key, slugs(new)[0]),
                 "issues.html", "people.html", "search.html"]  # fmt: skip
        with served(out) as base:
            rows, right, wrong, spent = browse(base, everything, wanted, pages)
        show(
            "In Chromium, on loopback, unpacked",
            ["page", "requests", "kB", "first paint, ms"],
            rows,
        )
        for line in wrong[:12]:
            print("wrong:", line)
        names = ("page", "requests", "kB", "paint_ms")
        figures |= {"queries": len(wanted), "right": right, "seconds_a_query": spent}
        figures["pages"] = [dict(zip(names, row, strict=True)) for row in rows]
        print(f"{right} of {len(wanted)} searches right, {spent:.3f} s each, all years")
        floors["searches_right"] = (right / len(wanted), 1.0)
    desk.store.close()
    finish("site", figures, floors)


if __name__ == "__main__":
    main()

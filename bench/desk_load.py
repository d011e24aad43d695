"""The desk under load: every page's time and size, then many editors clicking at once.

A store of years is made by rule (bench/desk_world.py) in a temporary folder, or kept with
`--folder` and used again; the desk is served by its own process on loopback, as `torimatome serve`
does it. Then, one request after the other, each page many times over different stories, items and
names: server time as the client sees it, p50 and p95, and bytes. Then editors, each a thread with
its own connection: they read pages and do acts (include, drop, put off, file, write a headline,
take back, some acts on the same item on purpose), with a short pause between two clicks; each has
a page open that hears of the others' acts and is renewed, as the pages' script does it. An act
that was answered must be in the history, and the last headline each wrote must stand: what is not
is a lost act. A conflict (409) is an answer, not an error.

By default a small store and 20 seconds; `--full` is 100,000 articles, 10,000 stories and 200 past
issues; `--seconds 300` the five minutes of the promise.
"""

import argparse
import http.client
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from common import finish, show
from desk_world import Size, fill
from torimatome import flow
from torimatome.desk import Desk, open_desk
from torimatome.edit.working import period_key
from torimatome.settings import Settings

SMALL = Size(articles=6_000, stories=600, issues=12, week=800)
FULL = Size(articles=100_000, stories=10_000, issues=200, week=2_000)
MOST_MS, MOST_BYTES = 100.0, 150_000
# How long a client waits: the first page of a large desk waits for its week to be grouped.
PATIENCE = 600
QUICK_MS, QUICK_IN_A_ROW = 12.0, 10  # a page as kept, when nothing else is done
ONE_READER = ("page", "first ms", "p50 ms", "p95 ms", "max ms", "bytes", "wrong")
MANY_EDITORS = ("page", "n", "p50 ms", "p95 ms", "max ms")
PAUSE = 0.5  # seconds between two clicks of one editor, on average
# When an open page is renewed for what others do, in seconds: as edit/web/static/live.js has it.
SHARE, LEAST_WAIT, MOST_WAIT = 40, 0.06, 3.0


@dataclass
class Tally:
    """What one editor met."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)
    conflicts: int = 0
    wrote: dict[str, str] = field(default_factory=dict)  # item → headline that must stand
    open: str = ""  # the page that stands open


class Client:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, path: str, sent: dict[str, object] | None = None) -> tuple[int, bytes, float]:
        """Status, body and milliseconds."""
        started = time.perf_counter()
        body = None if sent is None else json.dumps(sent).encode()
        headers = {"Content-Type": "application/json", "Accept-Language": "en"}
        try:
            self._open.request("GET" if body is None else "POST", path, body, headers)
            answer = self._open.getresponse()
            read = answer.read()
        except (http.client.HTTPException, OSError):
            self._open.close()
            self._open = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
            raise
        return answer.status, read, 1000 * (time.perf_counter() - started)


@dataclass(frozen=True)
class Things:
    """What there is to click on."""

    key: str
    stories: tuple[str, ...]
    left_out: tuple[str, ...]
    items: tuple[str, ...]
    people: tuple[str, ...]
    issues: tuple[str, ...]
    sections: tuple[str, ...]
    article: str


def things(desk: Desk, size: Size) -> Things:
    """Group and draft the open week, and look at what it holds."""
    understood, issue = flow.redraft(desk, size.period)
    proposed = tuple(s.id for s in understood.stories if not s.left_out)
    return Things(
        period_key(size.period),
        proposed,
        tuple(s.id for s in understood.stories if s.left_out),
        tuple(item.id for item in issue.items),
        tuple(name for name, _ in desk.store.archive.names("person")[:40]),
        tuple(kept.label for kept in desk.store.archive.issues()),
        tuple(rule.kind for rule in desk.house.sections),
        understood.stories[0].articles[0],
    )


def pages(t: Things, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Every page there is, with another story, item or name each time."""
    week = f"/w/{t.key}"
    one = chance.choice
    return {
        "today": lambda: f"{week}/today",
        "stories": lambda: f"{week}/stories",
        "stories, filtered": lambda: f"{week}/stories?section={one(t.sections)}&language=en",
        "stories, words": lambda: f"{week}/stories?q={one(t.people).split()[-1]}",
        "stories, left out": lambda: f"{week}/stories?out=1&start={chance.randint(0, 100)}",
        "story": lambda: f"{week}/stories/{one(t.stories or t.left_out)}",
        "issue": lambda: f"{week}/issue",
        "item": lambda: f"{week}/items/{one(t.items)}",
        "terms": lambda: f"{week}/terms",
        "terms, offices": lambda: f"{week}/terms?view=offices",
        "archive": lambda: f"{week}/archive",
        "archive, search": lambda: f"{week}/archive?q={quote(one(t.people).split()[-1])}",
        "archive, issue": lambda: f"{week}/archive/{one(t.issues)}",
        "names": lambda: f"{week}/names?kind={one(('person', 'place', 'country'))}",
        "name": lambda: f"{week}/names/person/{quote(one(t.people))}",
        "outlets": lambda: f"{week}/outlets",
        "set-up": lambda: f"{week}/setup",
        "page as kept": lambda: f"/kept/{t.article}/1",
    }


Row = tuple[str, float, float, float, float, int, int]


def measured(port: int, t: Things, times: int) -> list[Row]:
    """Each page's first time, p50, p95, slowest in ms, largest bytes, answers that were no page."""
    client, chance = Client(port), random.Random(3)
    print(f"the week stood after {settled(client, t):.1f} s")
    rows = []
    for name, path in pages(t, chance).items():
        _, _, first = client.ask(path())
        found, largest, wrong = [], 0, 0
        for _ in range(times):
            status, body, took = client.ask(path())
            found.append(took)
            largest = max(largest, len(body))
            wrong += status != 200
        rows.append((name, first, *spread(found), largest, wrong))
    return rows


def settled(client: Client, t: Things) -> float:
    """Wait until the desk has opened its week and read ahead; the seconds that took."""
    started = time.perf_counter()
    client.ask(f"/w/{t.key}/today")
    quick = 0
    while quick < QUICK_IN_A_ROW and time.perf_counter() - started < PATIENCE:
        _, _, took = client.ask(f"/kept/{t.article}/1")
        quick = quick + 1 if took < QUICK_MS else 0
        time.sleep(0.1)
    return time.perf_counter() - started


def spread(times: list[float]) -> tuple[float, float, float]:
    """The median, the 95th of 100 and the slowest."""
    ordered = sorted(times)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return ordered[len(ordered) // 2], late, ordered[-1]


def edit(port: int, t: Things, number: int, until: float) -> Tally:
    """One editor's clicks."""
    client, chance, tally = Client(port), random.Random(number), Tally()
    watching = threading.Thread(target=watch, args=(port, tally, until), daemon=True)
    watching.start()
    mine = t.stories[number::20] or t.stories
    own_items = t.items[number::20]
    known = pages(t, chance)
    while time.monotonic() < until:
        try:
            if chance.random() < 0.6:
                name = chance.choice(list(known))
                tally.open = known[name]()
                status, _, took = client.ask(tally.open)
                tally.times.setdefault(name, []).append(took)
                if status != 200:
                    tally.errors.append(f"{name}: {status}")
            else:
                _act(client, t, (number, chance), (mine, own_items), tally)
                _renewed(client, tally, "(page after an act)")
        except (http.client.HTTPException, OSError) as error:
            tally.errors.append(f"connection: {error!r}")
        time.sleep(chance.uniform(0, 2 * PAUSE))
    watching.join()
    return tally


def watch(port: int, tally: Tally, until: float) -> None:
    """Renew the open page when others did something, as often as the page's script does."""
    rung = threading.Event()
    threading.Thread(target=_listen, args=(port, rung, until), daemon=True).start()
    free = 0.0
    while time.monotonic() < until:
        if not rung.wait(0.5) or not tally.open:
            continue
        time.sleep(max(LEAST_WAIT, free - time.monotonic()))
        rung.clear()
        began = time.monotonic()
        try:
            # A connection of its own: one that lay idle may just be closed by the server.
            _renewed(Client(port), tally, "(page renewed for others)")
        except (http.client.HTTPException, OSError) as error:
            tally.errors.append(f"connection: {error!r}")
        free = time.monotonic() + min(SHARE * (time.monotonic() - began), MOST_WAIT)


def _listen(port: int, rung: threading.Event, until: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/live")
    stream = connection.getresponse()
    while time.monotonic() < until:
        if stream.readline().startswith(b"id: "):
            rung.set()
    connection.close()


def _renewed(client: Client, tally: Tally, name: str) -> None:
    if tally.open:
        status, _, took = client.ask(tally.open)
        tally.times.setdefault(name, []).append(took)
        if status not in (200, 404):  # the story may be merged or gone meanwhile
            tally.errors.append(f"{name}: {status} {tally.open}")


def _act(
    client: Client, t: Things, who: tuple[int, random.Random],
    own: tuple[tuple[str, ...], tuple[str, ...]], tally: Tally,
) -> None:  # fmt: skip
    number, chance = who
    stories, items = own
    by = f"editor {number}"
    kind = chance.choice(("fate", "fate", "file", "headline", "shared", "undo", "left out"))
    given: dict[str, object] = {"period": t.key, "by": by}
    if kind == "headline" and items:
        item = chance.choice(items)
        text = f"{by} wrote {chance.randint(1, 10**6)}"
        base = tally.wrote.get(item) or _headline(client, t, item)
        name, given = "write_headline", given | {
            "item": item, "language": "en", "base": base, "text": text,
        }  # fmt: skip
        done = _send(client, name, given, tally)
        if done:
            tally.wrote[item] = text
        return
    if kind == "shared" and t.items:
        given |= {"item": t.items[0], "language": "en", "base": "what nobody wrote", "text": by}
        _send(client, "write_headline", given, tally)
    elif kind == "file" and stories:
        given |= {"story": chance.choice(stories), "section": chance.choice(t.sections)}
        _send(client, "file_story", given, tally)
    elif kind == "undo":
        story = chance.choice(stories)
        done = _send(client, "put_off_story", given | {"story": story}, tally)
        if done:
            _send(client, "", {"period": t.key, "by": by, "act": done}, tally)
    elif kind == "left out" and t.left_out:
        _send(client, "drop_story", given | {"story": chance.choice(t.left_out)}, tally)
    elif stories:
        name = chance.choice(("include_story", "drop_story", "put_off_story"))
        _send(client, name, given | {"story": chance.choice(stories)}, tally)


def _headline(client: Client, t: Things, item: str) -> str:
    """The English headline as the item's page shows it."""
    _, body, _ = client.ask(f"/w/{t.key}/items/{item}")
    page = body.decode()
    at = page.find('name="language" value="en"')
    base = page.find('name="base" value="', at) + len('name="base" value="')
    found = page[base : page.find('"', base)]
    return found.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")


def _send(client: Client, name: str, given: dict[str, object], tally: Tally) -> int:
    path = f"/act/{name}" if name else "/undo"
    status, body, took = client.ask(path, given)
    tally.times.setdefault("(acts)", []).append(took)
    if status == 200:
        done = int(json.loads(body)["id"])
        tally.acts.append(done)
        return done
    if status == 409:
        tally.conflicts += 1
    elif status != 422 or b"changed again since" not in body:
        tally.errors.append(f"{name or 'undo'}: {status} {body[:160].decode()}")
    return 0


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The desk in its own process; gives its port."""
    command = [
        sys.executable, "-m", "torimatome.cli", "--desk", "demo", "--folder", str(folder), "serve",
        "--port", "0",
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline() if server.stdout else ""
        if "http://" not in line:
            raise SystemExit(f"the desk did not open: {line!r}")
        yield int(line.split("http://127.0.0.1:")[1].split("/")[0])
    finally:
        server.terminate()
        server.wait(20)


def lost(folder: Path, t: Things, tallies: list[Tally]) -> int:
    """Acts that were answered and are not in the history, and headlines that do not stand."""
    desk = open_desk(replace(Settings(), desk="demo", folder=str(folder)))
    records = desk.store.records
    missing = sum(records.act(one) is None for tally in tallies for one in tally.acts)
    for tally in tallies:
        for item, text in tally.wrote.items():
            missing += text not in records.get("item", f"{t.key}/{item}").value
    desk.store.close()
    return missing


def main() -> None:
    """Make the store, measure the pages, let the editors in."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--full", action="store_true")
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--editors", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=20)
    asked.add_argument("--times", type=int, default=60)
    given = asked.parse_args()
    size = FULL if given.full else SMALL
    with tempfile.TemporaryDirectory() as scratch:
        run(given.folder or Path(scratch), size, given)


def run(folder: Path, size: Size, given: argparse.Namespace) -> None:
    """All of it in one folder."""
    desk = open_desk(replace(Settings(), desk="demo", folder=str(folder)))
    took = {} if desk.store.archive.issues() else fill(desk, size)
    started = time.perf_counter()
    t = things(desk, size)
    took["grouped and drafted"] = time.perf_counter() - started
    desk.store.close()
    show("Made by rule", ("what", "seconds"), list(took.items()))
    with serving(folder) as port:
        rows = measured(port, t, given.times)
        show("One reader", ONE_READER, rows)
        tallies = clicked(port, t, given)
    missing = lost(folder, t, tallies)
    under: dict[str, list[float]] = {}
    for tally in tallies:
        for name, times in tally.times.items():
            under.setdefault(name, []).extend(times)
    busy = [(name, len(times), *spread(times)) for name, times in sorted(under.items())]
    show(f"{given.editors} editors, {given.seconds:g} s", MANY_EDITORS, busy)
    errors = [error for tally in tallies for error in tally.errors]
    for error in sorted(set(errors))[:10]:
        print("error:", error)
    done = sum(len(tally.acts) for tally in tallies)
    conflicts = sum(tally.conflicts for tally in tallies)
    print(f"{done} acts, {conflicts} conflicts answered, {len(errors)} errors, {missing} lost acts")
    slowest = max(row[3] for row in rows)
    largest = max(row[5] for row in rows)
    figures = {"pages": rows, "busy": busy, "acts": done, "errors": len(errors), "lost": missing}
    finish(
        "desk_load",
        figures,
        {
            "slowest page's p95, ms under the limit": (MOST_MS - slowest, 0.0),
            "largest page, bytes under the limit": (float(MOST_BYTES - largest), 0.0),
            "errors and lost acts, none": (float(-len(errors) - missing), 0.0),
            "pages that were none": (float(-sum(row[6] for row in rows)), 0.0),
        },
    )


def clicked(port: int, t: Things, given: argparse.Namespace) -> list[Tally]:
    """What all editors met."""
    until = time.monotonic() + given.seconds
    tallies: list[Tally] = []

    def one(number: int) -> None:
        tallies.append(edit(port, t, number, until))

    threads = [threading.Thread(target=one, args=(n,)) for n in range(given.editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tallies


if __name__ == "__main__":
    main()

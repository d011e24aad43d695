"""A desk's store as it is after years, made by rule: articles, stories, past issues. All invented.

The country is the demo's. Every text is put together from a few sentences with other names and
numbers, the same for the same seed; rows go in by the thousand, so that 100,000 articles take
seconds and not hours of collecting.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from sqlalchemy import Connection, Table

from torimatome.desk import Desk
from torimatome.model import (
    Article,
    Block,
    Citation,
    Issue,
    Item,
    Passage,
    Period,
    Section,
    Sentence,
)
from torimatome.store import schema
from torimatome.text.times import to_text
from torimatome.understand.language import tell_language
from torimatome.understand.marks import marks

BATCH = 5_000
ITEMS = 44  # of a past issue, as many as the largest of a real weekly
_SAYS = (
    "{who} received {other} in {place} on {day} and discussed trade worth {n} million dollars.",
    "{who} said that {n} people had been moved from {place} since {day}.",
    "“We shall not leave {place} without help,” {who} said after meeting {other}.",
    "{other} told reporters in {place} that {n} new posts would be opened by {day}.",
    "According to the ministry, {n} servicemen took part in the exercise near {place}.",
    "The two sides agreed to meet again in {place} on {day}.",
)
_TITLES = (
    "{who} meets {other} in {place}",
    "{who} speaks of {n} new posts near {place}",
    "{place}: {n} people moved, {who} says",
    "{who} and {other} sign accord on trade in {place}",
)


@dataclass(frozen=True)
class Size:
    """How much there is."""

    articles: int
    stories: int
    issues: int
    week: int  # articles of the open week
    end: date = date(2026, 5, 8)

    @property
    def period(self) -> Period:
        """The open week."""
        return Period((self.end - timedelta(days=7)).isoformat(), self.end.isoformat())


class Teller:
    """Sentences of the invented country."""

    def __init__(self, desk: Desk, seed: int = 1) -> None:
        self.random = random.Random(seed)
        terms = desk.house.terms
        self.people = [t for t in terms if t.kind == "person"]
        self.places = [t for t in terms if t.kind == "place"]
        self.outlets = [o for o in desk.house.outlets if "en" in (o.languages or ("en",))]

    def words(self) -> dict[str, object]:
        """Who, where and how many of one event."""
        who, other = self.random.sample(self.people, 2)
        return {
            "who": who.en, "other": other.en, "place": self.random.choice(self.places).en,
            "n": self.random.randint(3, 900), "ja": who.ja,
        }  # fmt: skip

    def told(self, words: dict[str, object], day: date, sentences: int) -> tuple[str, str]:
        """A title and a text of one event."""
        said = words | {"day": f"{day:%B} {day.day}"}
        title = self.random.choice(_TITLES).format(**said)
        lines = [self.random.choice(_SAYS).format(**said) for _ in range(sentences)]
        halves = [" ".join(lines[n : n + 3]) for n in range(0, len(lines), 3)]
        return title, "\n\n".join(halves)


def fill(desk: Desk, size: Size) -> dict[str, float]:
    """Put it all into the desk's empty store; the seconds each part took."""
    took = {}
    started = time.perf_counter()
    week = _articles(desk, size)
    took["articles"] = time.perf_counter() - started
    started = time.perf_counter()
    _judged(desk, week)
    took["judged"] = time.perf_counter() - started
    started = time.perf_counter()
    for issue, label in _issues(desk, size):
        desk.store.archive.keep(issue, label, desk.house)
    took["issues"] = time.perf_counter() - started
    return took


def _articles(desk: Desk, size: Size) -> list[Article]:
    """Articles story by story; gives those of the open week and the days before it."""
    teller = Teller(desk)
    each = max(1, size.articles // size.stories)
    open_stories = max(1, size.week // each)
    weeks = max(1, size.issues)
    kept: list[Article] = []
    rows: list[dict[str, object]] = []
    bodies: list[dict[str, object]] = []
    pairs: list[dict[str, object]] = []
    for number in range(size.stories):
        back = 0 if number < open_stories else 1 + number % weeks
        day = size.end - timedelta(days=7 * back + number % 7)
        words = teller.words()
        made = [_article(teller, words, (number, part), day) for part in range(each)]
        for article in made:
            row = dict(vars(article)) | {"seen": to_text(article.seen)}
            rows.append(row | {"published": to_text(article.published or article.seen)})
        ids = sorted(a.id for a in made)
        for left, right in pairwise(ids):
            pairs.append(
                {"left_id": left, "right_id": right, "by": "machine", "verdict": "same",
                 "at": to_text(made[0].seen), "score": 0.9, "why": "same people, place, number"}
            )  # fmt: skip
        if back <= 1:
            kept += made
        if len(rows) >= BATCH:
            _put(desk, rows, bodies, pairs)
    _put(desk, rows, bodies, pairs)
    return kept


def _put(desk: Desk, *parts: list[dict[str, object]]) -> None:
    tables: tuple[Table, ...] = (schema.article, schema.body, schema.judgement)
    with desk.store.begin() as connection:
        for table, rows in zip(tables, parts, strict=True):
            _insert(connection, table, rows)


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)
    rows.clear()


def _article(
    teller: Teller, words: dict[str, object], place: tuple[int, int], day: date
) -> Article:
    number, part = place
    outlet = teller.outlets[(number + part) % len(teller.outlets)]
    title, text = teller.told(words, day, 9)
    url = f"{outlet.home}{day.isoformat()}/{number}-{part}"
    at = datetime(day.year, day.month, day.day, part % 24, number % 60, tzinfo=UTC)
    return Article(
        sha256(url.encode()).hexdigest()[:16], 1, url, outlet.id, "feed", title, text, "en", at,
        "feed", day.isoformat(), at, sha256(text.encode()).hexdigest(),
    )  # fmt: skip


def _judged(desk: Desk, week: Sequence[Article]) -> None:
    """Say that the open week was judged, so that its stories are those made here."""
    outlets = {o.id: o for o in desk.house.outlets}
    told = [
        replace(
            a,
            language=tell_language(
                f"{a.title}\n{a.text}",
                declared=a.language,
                prior=outlets[a.outlet].languages or desk.house.languages,
            ),
        )
        for a in week
    ]
    found = marks(told, desk.house)
    rows: list[dict[str, object]] = [{"article_id": k, "mark": v} for k, v in found.items()]
    with desk.store.begin() as connection:
        _insert(connection, schema.judged, rows)


def _issues(desk: Desk, size: Size) -> Iterator[tuple[Issue, str]]:
    teller = Teller(desk, 2)
    for number in range(size.issues):
        end = size.end - timedelta(days=7 * (number + 1))
        period = Period((end - timedelta(days=7)).isoformat(), end.isoformat())
        sections = tuple(
            Section(str(n + 1), rule.heading_ja, rule.kind, rule.heading_en)
            for n, rule in enumerate(desk.house.sections)
        )
        items = tuple(_item(teller, n, end, sections) for n in range(ITEMS))
        issue = Issue("週報", "", "", period, sections, items, "END", desk.house.name)
        yield issue, f"{end.isoformat()}"


def _item(teller: Teller, number: int, end: date, sections: Sequence[Section]) -> Item:
    words = teller.words()
    day = end - timedelta(days=number % 7)
    title, text = teller.told(words, day, 6)
    section = sections[number * len(sections) // ITEMS]
    outlet = teller.outlets[number % len(teller.outlets)]
    cited = Citation(
        f"({outlet.citation} / {day:%d.%m.%Y})", (outlet.citation,), day.isoformat(),
        day.isoformat(),
    )  # fmt: skip
    url = f"{outlet.home}{day.isoformat()}/{number}"
    passage = Passage(
        sha256(url.encode()).hexdigest()[:16], 1, 0, len(text), text, url, outlet.id,
        day.isoformat(), sha256(text.encode()).hexdigest(), "en",
    )  # fmt: skip
    flat = " ".join(text.split())
    block = Block("paragraph", None, flat, citation=cited, sentences=(Sentence(flat, (passage,)),))
    return Item(
        f"{number + 1:03}", section.number, f"{words['ja']}、{number}件について協議", title,
        (block,), (cited,), event_date=day.isoformat(), kind=section.kind,
    )  # fmt: skip

"""Days: the event's day on annotated issues however it is told, named days across languages, speed.

The annotated issues open "On Apr.02", house style; so each item is also retold as agencies write
("on Thursday", "yesterday", "2 April"), its day as article's day or a later one. The translations
of one document must name one set of days: `words` asks for the same weekday or date, `days` for
the same day of the calendar, "on Monday" being last or next Monday by its verb. `event` is the
day of the document's event, read from its first four segments. Translations that add or drop a
day count against us; the sheets of one story differ in their day where they report its sequels.
"""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from pathlib import Path

from common import finish, need_shared, show
from pages_kremlin import golds
from torimatome.text.days import DayMention, find
from torimatome.text.days_event import event_day

STATED_AT_LEAST = 0.95
RETOLD_AT_LEAST = 0.95
SLOWEST = 50.0  # microseconds a sentence
LANGUAGES = {
    "ru": "rus", "uk": "ukr", "az": "aze-Latn", "tr": "tur", "fa": "fas", "hy": "hye",
    "ka": "kat", "ja": "jpn", "ar": "arb", "de": "deu", "fr": "fra", "es": "spa",
}  # fmt: skip
ANY_DAY = date(2018, 10, 3)  # the documents are undated; every language reads them on one day

Row = tuple[object, ...]


def item_text(item: dict) -> str:  # type: ignore[type-arg]
    """An item's body without the desk's own notes."""
    return "\n\n".join(
        block.get("text") or "\n".join(block.get("bullets") or [])
        for block in item["blocks"]
        if block["type"] != "note"
    )


def gold_items() -> Iterator[tuple[dict, str, date]]:  # type: ignore[type-arg]
    """Each annotated item, its text, and the day of its first citation."""
    for file in sorted(need_shared("gold").glob("0*.json")):
        for item in json.loads(file.read_text(encoding="utf-8"))["items"]:
            cited = date.fromisoformat(item["citations"][0]["date_start"])
            yield item, item_text(item), cited


def stated() -> tuple[list[Row], float]:
    """The event's day where the text states one, by how it is told; and the items it misses."""
    right: dict[str, list[bool]] = defaultdict(list)
    silent = Counter[str]()
    for item, text, cited in gold_items():
        found = event_day(item["headline_en"], text, cited, "en")
        if item["event_date"]:
            good = found.first.isoformat() == item["event_date"]
            right[found.told].append(good)
            if not good:
                print(f"  {item['id']}: {item['event_date']} is told, {found.first} was read")
        else:
            silent[found.told] += 1
    rows: list[Row] = [(told, len(each), sum(each) / len(each)) for told, each in right.items()]
    every = [good for each in right.values() for good in each]
    rows.append(("all stated", len(every), sum(every) / len(every)))
    left = silent["published"] / silent.total()
    rows.append(("none stated: the article's day", silent.total(), left))
    return rows, sum(every) / len(every)


def _named(form: str) -> Callable[[date], str]:
    return lambda day: day.strftime(form).replace(" 0", " ")


WAYS: dict[str, tuple[Callable[[date], str], tuple[int, ...]]] = {
    "April 2": (_named("%B %d"), (0, 1, 2)),
    "2 April": (lambda day: day.strftime("%d %B").lstrip("0"), (0, 1, 2)),
    "April 2, 2026": (_named("%B %d, %Y"), (0, 1)),
    "Thursday, April 2": (_named("%A, %B %d"), (0, 1)),
    "Thursday": (_named("%A"), (0, 1, 2, 6)),
    "yesterday": (lambda day: "yesterday", (1,)),
}


def retold() -> tuple[list[Row], float]:
    """The same items with their day told as agencies do, read some days later."""
    right: dict[str, list[bool]] = {way: [] for way in WAYS}
    for item, text, cited in gold_items():
        day = date.fromisoformat(item["event_date"]) if item["event_date"] else cited
        told = [m for m in find(text, cited, "en") if m.first == day and m.last is None]
        if not item["event_date"] or not told or abs((cited - day).days) > 1:
            continue
        for way, (words, laters) in WAYS.items():
            new = _said(text, told[0], words(day))
            right[way] += [
                event_day(item["headline_en"], new, day + timedelta(later), "en").first == day
                for later in laters
            ]
    every = [good for each in right.values() for good in each]
    rows: list[Row] = [(way, len(each), sum(each) / len(each)) for way, each in right.items()]
    return [*rows, ("all", len(every), sum(every) / len(every))], sum(every) / len(every)


def _said(text: str, mention: DayMention, words: str) -> str:
    before = text[: mention.start]
    if words == "yesterday":
        before = before.removesuffix("on ").removesuffix("On ")
    return before + words + text[mention.end :]


def segments(code: str) -> list[str]:
    folder = need_shared("data", "crosslingual_ntrex")
    return (folder / f"newstest2019-{code}.txt").read_text(encoding="utf-8").splitlines()


def documents(folder: Path, code: str) -> list[list[str]]:
    """The segments of each document, in order."""
    found: dict[str, list[str]] = {}
    ids = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").splitlines()
    for line, text in zip(ids, segments(code), strict=True):
        found.setdefault(line.split("\t")[-1], []).append(text)
    return list(found.values())


def _named_in(text: str, language: str) -> tuple[frozenset[object], frozenset[date]]:
    found = find(text, ANY_DAY, language)
    words = frozenset(m.first.weekday() if m.how == "weekday" else m.first for m in found)
    return words, frozenset(m.first for m in found)


def across() -> list[Row]:
    """How often a translation names the days its English original names, and its event's day."""
    folder = need_shared("data", "crosslingual_ntrex")
    english = [_named_in(text, "en") for text in segments("src.eng")]
    events = [_event(each, "en") for each in documents(folder, "src.eng")]
    rows: list[Row] = []
    for language, code in LANGUAGES.items():
        pairs = [
            (one, two)
            for one, text in zip(english, segments(f"ref.{code}"), strict=True)
            if any((one, two := _named_in(text, language))[0]) or any(two[0]) or one[0] or two[0]
        ]
        theirs = [_event(each, language) for each in documents(folder, f"ref.{code}")]
        told = [(a, b) for a, b in zip(events, theirs, strict=True) if a or b]
        rows.append(
            (
                language,
                len(pairs),
                sum(one[0] == two[0] for one, two in pairs) / len(pairs),
                sum(one[1] == two[1] for one, two in pairs) / len(pairs),
                len(told),
                sum(a == b for a, b in told) / len(told),
            )
        )
    return rows


def _event(document: list[str], language: str) -> date | None:
    found = event_day(document[0], "\n".join(document[1:4]), ANY_DAY, language)
    return found.first if found.told != "published" else None


def real_pages() -> list[Row]:
    """Dated pages of one outlet: how their event's day is told, and how far from the page's."""
    apart: dict[str, list[int]] = defaultdict(list)
    for gold in golds(need_shared("data", "pages_kremlin")):
        day = date.fromisoformat(gold.day)
        found = event_day(gold.title, gold.text, day, "en")
        apart[found.told].append((day - found.first).days)
    return [
        (told, len(days), sum(d == 0 for d in days) / len(days), max(days))
        for told, days in sorted(apart.items())
    ]


def same_stories() -> list[Row]:
    """Three outlets' sheets of one story: how often two agree on the event's day."""
    counts = {"event day": [0, 0], "event day, both tell it": [0, 0]}
    file = need_shared("data", "clusters_neus") / "stories.jsonl"
    for line in file.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        published = date.fromisoformat(story["date"][:10])
        sheets = [_sheet(news, published) for _, news in sorted(story["news"].items())]
        for one, two in combinations(sheets, 2):
            pairs = {
                "event day": (one[0], two[0]),
                "event day, both tell it": (one[0], two[0]) if one[1] and two[1] else None,
            }
            for name, pair in pairs.items():
                if pair:
                    counts[name][0] += pair[0] == pair[1]
                    counts[name][1] += 1
    return [(name, pairs, same / pairs) for name, (same, pairs) in counts.items()]


def _sheet(news: dict[str, object], published: date) -> tuple[date, bool]:
    body = news["newBody"]
    text = "\n".join(body) if isinstance(body, list) else str(body)
    found = event_day(str(news["newsTitle"]), text, published, "en")
    return found.first, found.told != "published"


def speed() -> list[Row]:
    """Microseconds a sentence, the best of three readings of the translated news."""
    rows: list[Row] = []
    for language, code in {"en": "", **LANGUAGES, "": "rus"}.items():
        texts = segments(f"ref.{code}" if code else "src.eng")
        read = partial(find, day=ANY_DAY, language=language)
        reading = min(_timed(read, texts) for _ in range(3))
        rows.append((language or "unknown (ru)", reading))
    return rows


def _timed(read: Callable[[str], object], texts: list[str]) -> float:
    read(texts[0])
    began = time.process_time()
    for text in texts:
        read(text)
    return (time.process_time() - began) / len(texts) * 1e6


def main() -> None:
    stated_rows, stated_share = stated()
    show("Event day where stated, annotated issues", ("told", "items", "right"), stated_rows)
    retold_rows, retold_share = retold()
    show("The same items retold", ("day told as", "readings", "right"), retold_rows)
    across_rows = across()
    columns = ("language", "sentences", "words", "days", "documents", "event")
    show("Days named in translations, against English", columns, across_rows)
    page_rows = real_pages()
    show("Dated pages", ("told", "pages", "same day", "furthest back"), page_rows)
    story_rows = same_stories()
    show("Two outlets of one story", ("day", "pairs", "same"), story_rows)
    speed_rows = speed()
    show("Microseconds a sentence", ("language", "find"), speed_rows)
    slowest = max(float(str(row[1])) for row in speed_rows)
    words = [float(str(row[2])) for row in across_rows]
    finish(
        "days",
        {
            "stated": stated_rows,
            "retold": retold_rows,
            "across": across_rows,
            "pages": page_rows,
            "stories": story_rows,
            "speed": speed_rows,
        },
        {
            "event day where stated": (stated_share, STATED_AT_LEAST),
            "event day retold": (retold_share, RETOLD_AT_LEAST),
            "same day words in translations": (sum(words) / len(words), 0.84),
            "sentences of 50 µs in the time of one": (SLOWEST / slowest, 1.0),
        },
    )


if __name__ == "__main__":
    main()

"""What is kept of an Item: its day, where it is filed, its sentences and their numbers. Pure."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta

import msgspec
from sqlalchemy import Row

from torimatome.errors import SetupError
from torimatome.model import Block, Issue, Item
from torimatome.model.archive import Kept, Mention
from torimatome.store.index import Line as Indexed
from torimatome.store.naming import Naming, name_key
from torimatome.store.tokens import DAY, ITEMS_A_DAY, SENTENCES_AN_ITEM, clean, fold, tag

HEADLINE = tag("part", "headline")
_FIRST_DAY = date(1900, 1, 1).toordinal()
_STRAY = timedelta(days=45)  # a citation farther from its Issue's period has its year misprinted
_OUTLETS = msgspec.json.Decoder(tuple[str, ...])
_MENTIONS = msgspec.json.Decoder(tuple[Mention, ...])
# A full stop ends a sentence unless it belongs to an initial or a title (J. Smith, U.S. Col. Ryan).
_ENDS = re.compile(
    r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)]))(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Lt|No)\.)"
    r"(?<!\b(?:Mrs|Gen|Col|Maj|Sgt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)"
    r"\s+(?=[\"'“‘(]?[A-ZÀ-ÞА-ЯЁ\d])|(?<=[。！？])(?!$)"
)

Line = tuple[int, str, str]  # sentence id, part, text


def place_range(start: str, end: str) -> tuple[int, int]:
    """The smallest and largest sentence id of a period; a day left "" sets no bound."""
    low = _day_number(start) if start else 0
    high = _day_number(end) + 1 if end else 10**6
    return low * DAY, high * DAY - 1


def sentence_range(place: int) -> tuple[int, int]:
    """The smallest and largest sentence id an item can have."""
    return place * SENTENCES_AN_ITEM, (place + 1) * SENTENCES_AN_ITEM - 1


def is_head(sentence: int) -> bool:
    """Whether this is one of an item's first two lines, by which the item is known."""
    return sentence % SENTENCES_AN_ITEM < 2


def kept_of(row: Row[tuple[object, ...]]) -> Kept:
    """The Kept a row of kept_item holds."""
    found = dict(row._mapping)
    del found["place"], found["tags"]
    found["outlets"] = _OUTLETS.decode(found["outlets"])
    found["mentions"] = _MENTIONS.decode(found["mentions"])
    found["issue"] = found.pop("label")
    return Kept(**found)


def item_day(item: Item, issue: Issue) -> str:
    """The last day its citations name; the period's end when they name none near the period."""
    start, end = date.fromisoformat(issue.period.start), date.fromisoformat(issue.period.end)
    days = [
        day
        for citation in item.citations
        if start - _STRAY <= (day := date.fromisoformat(citation.date_end)) <= end + _STRAY
    ]
    return max(days, default=end).isoformat()


def first_place(day: str) -> int:
    """The place of a day's first item; the items of a day follow one another."""
    return _day_number(day) * ITEMS_A_DAY


def _day_number(day: str) -> int:
    try:
        return max(0, date.fromisoformat(day).toordinal() - _FIRST_DAY)
    except ValueError as error:
        raise SetupError(f"{day!r} is no day; write it YYYY-MM-DD") from error


def kept_items(issue: Issue, label: str, version: int, naming: Naming) -> list[Kept]:
    """An Issue's items as they are kept under a label and version, in their printed order."""
    headings = {section.number: section for section in issue.sections}
    found = []
    for item in issue.items:
        section = headings.get(item.section)
        kind = item.kind or (section.kind if section else "")
        outlets = dict.fromkeys(o for citation in item.citations for o in citation.outlets)
        found.append(Kept(
            issue=label, version=version, id=clean(item.id), day=item_day(item, issue),
            section=clean(kind), section_ja=clean(section.heading_ja) if section else "",
            headline_ja=clean(item.headline_ja), headline_en=clean(item.headline_en),
            outlets=tuple(outlets), event_type=clean(item.event_type or ""),
            event_place=clean(item.event_place or ""),
            event_date=clean(item.event_date or ""), mentions=naming.mentions(item),
        ))  # fmt: skip
    return found


def tags_of(one: Kept, naming: Naming) -> str:
    """What an item is filed under, as the index takes it: section, outlets, names, countries."""
    found, tags = one.mentions, [tag("section", one.section)] if one.section else []
    tags += [tag("outlet", naming.outlet(outlet)) for outlet in one.outlets]
    tags += [tag(m.kind, m.name) for m in found]
    tags += [tag("country", country) for m in found if m.acts and (country := naming.home(m))]
    return " ".join(sorted(set(tags)))


def item_row(one: Kept, place: int, tags: str) -> dict[str, object]:
    """The row of kept_item that `kept_of` reads back."""
    row = {field.name: getattr(one, field.name) for field in fields(one)}
    row["label"] = row.pop("issue")
    row["outlets"] = _written(one.outlets)
    row["mentions"] = _written([vars(mention) for mention in one.mentions])
    return {**row, "place": place, "tags": tags}


def mention_rows(place: int, one: Kept) -> list[dict[str, object]]:
    """Whom and what an item names, by which its name's page finds it."""
    return [
        {"name": name_key(m.kind, m.name), "place": place, "acts": int(m.acts)}
        for m in one.mentions
    ]


def citation_rows(place: int, item: Item) -> list[dict[str, object]]:
    """What an item cites, a row an outlet."""
    return [
        {"place": place, "number": number, "outlet": outlet, "raw": clean(citation.raw),
         "date_start": citation.date_start, "date_end": citation.date_end}
        for number, citation in enumerate(item.citations)
        for outlet in dict.fromkeys(clean(o)[:200] for o in citation.outlets)
    ]  # fmt: skip


def lines_of(place: int, item: Item) -> list[Line]:
    """An item's headlines and sentences, numbered; what no number is left for is not searched."""
    parts = [("headline_ja", item.headline_ja), ("headline_en", item.headline_en)]
    for block in item.blocks:
        kind = "note" if block.type == "note" else "body"
        parts += [(kind, text) for text in _sentences(block)]
    low, high = sentence_range(place)
    clear = [(part, words) for part, text in parts if (words := clean(text))]
    made = [(low + number, part, text) for number, (part, text) in enumerate(clear)]
    return [line for line in made if line[0] <= high]


def _sentences(block: Block) -> list[str]:
    label = [block.label] if block.label and block.type == "perspective" else []
    if block.sentences:
        return [*label, *(sentence.text for sentence in block.sentences)]
    return [*label, *split_sentences(block.text or ""), *(block.bullets or ())]


def split_sentences(text: str) -> list[str]:
    """A paragraph in sentences, near enough to show: joined, they are the paragraph."""
    return [part for part in _ENDS.split(text) if part]


def indexed(lines: Iterable[tuple[int, str]], tags: Mapping[int, str]) -> Iterator[Indexed]:
    """Sentences as the index takes them, with what their items are filed under."""
    heads = {place: f"{own} {HEADLINE}" for place, own in tags.items()}
    for id_, text in lines:
        place = id_ // SENTENCES_AN_ITEM
        yield id_, fold(text), heads[place] if is_head(id_) else tags[place]


def _written(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False))


def storable(text: str) -> str:
    """`text` without halves of characters, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")

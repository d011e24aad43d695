"""People and places: katakana that sounds like a name of the English, and what stands around it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from torimatome.remember.learn.finds import Find
from torimatome.remember.learn.knowledge import Knowledge
from torimatome.remember.learn.reading import Piece, Reading, Spot
from torimatome.remember.learn.words import Text, capital, fold

_TITLE_END = re.compile(
    r"(?:[官長相使員裁将將佐尉王督帝]|代表|書記|大統領|総理|補佐|首席|知事|司教|教皇)$"
)
_RUN = re.compile(r"[一-龯々ァ-ヺー]+")
_STOP = frozenset(
    (
        "The In On But While As After During At And For His Her Its This That Also"
        " One Two Three Four Five Six Seven Eight Nine Ten"
    ).split()
)
_TITLE_WORDS = frozenset(
    "Mr Mrs Ms Dr Sir Prof Deputy First Acting Former Head Chief Senior".split()
)
_PARTICLES = frozenset("al el bin ibn von van der de da di du la le abu ben oglu oğlu".split())
# What only a state has: a name before it is a country's.
_STATE = re.compile(r"(?:外務省|国防省|内務省|政府|大統領|首相|外相|国防相|大使|軍|議会|国会)")
_PLACE_BEFORE = frozenset("in at to from near across around toward towards into via".split())
_PLACE_AFTER = frozenset("district city region province village town airport area".split())


@dataclass(frozen=True)
class Mention:
    """A name in the Japanese headline with the country and office printed after it."""

    names: tuple[Piece, ...]
    country: Piece | None
    office: str  # as printed, "" for none
    start: int
    office_start: int
    end: int


def mentions(reading: Reading) -> Iterator[Mention]:
    """Every name of the Japanese headline."""
    pieces, taken = reading.pieces, -1
    for at, piece in enumerate(pieces):
        if piece.kind != "name" or at <= taken:
            continue
        last = at
        while last + 1 < len(pieces) and pieces[last + 1].kind == "name" and (
            reading.ja[pieces[last].end : pieces[last + 1].start] == "・"
            and _side_by_side(reading, pieces[last], pieces[last + 1])
        ):  # fmt: skip
            last += 1
        mention = _mention(reading, pieces[at : last + 1], pieces[last + 1 :])
        abroad = mention.country is not None and mention.country.kind == "name"
        taken = last + 1 if abroad else last
        yield mention


def _side_by_side(reading: Reading, given: Piece, family: Piece) -> bool:
    """Whether the English too has the two names together; else the second is a country's."""
    return any(
        a.where == b.where and b.first == a.last + 1 and reading.text(a.where).words
        for a in given.spots
        for b in family.spots
    )


def _mention(reading: Reading, names: tuple[Piece, ...], rest: tuple[Piece, ...]) -> Mention:
    ja, end = reading.ja, names[-1].end
    country = None
    place = end + 1 if ja[end : end + 1] == "・" else end
    for piece in rest:
        abroad = piece.kind == "name" and place == end + 1  # a country nobody has told us of
        if piece.start == place and (piece.kind in ("country", "latin") or abroad):
            country = piece if piece.kind != "latin" else country
            place = piece.end
    office = _office(ja, place, rest)
    if not office:
        return Mention(
            names, None, "氏" if ja[end : end + 1] == "氏" else "", names[0].start, end, end
        )
    return Mention(names, country, office, names[0].start, place, place + len(office))


def _office(ja: str, place: int, rest: tuple[Piece, ...]) -> str:
    run = _RUN.match(ja, place)
    if not run:
        return ""
    cuts = {n for p in rest for n in range(p.start + 1, p.end)}
    for end in range(run.end(), place + 1, -1):
        if end not in cuts and _TITLE_END.search(ja[place:end]):
            return ja[place:end]
    return ""


def people_and_places(reading: Reading, known: Knowledge) -> Iterator[Find]:
    """People and places of one item."""
    for mention in mentions(reading):
        if any(p.entry is not None and p.entry.kind == "known" for p in mention.names):
            continue
        if mention.country is not None and mention.country.kind == "name":
            yield _state(reading, mention.country)
        person, place = _votes(reading, mention, known)
        follows = reading.ja[mention.names[-1].end : mention.names[-1].end + 1]
        inside = not mention.office and bool(re.match(r"[一-龯ァ-ヺA-Z]", follows))
        if mention.office or person > place:
            yield _person(reading, mention, known)
        elif place or not inside:
            yield _place(reading, mention, person, place)


def _votes(reading: Reading, mention: Mention, known: Knowledge) -> tuple[int, int]:
    """How often the English around the name speaks of a person, and of a place."""
    person = 3 if len(mention.names) > 1 else 0
    place = 0
    for text, spot in _everywhere(reading, mention.names[-1]):
        before = text.words[spot.first - 1] if spot.first else None
        after = text.words[spot.last + 1] if spot.last + 1 < len(text.words) else None
        if before is not None and text.raw[before.end : text.words[spot.first].start].strip():
            before = None
        if before is not None and (before.text in _TITLES_OF(known) or _given(text, spot, known)):
            person += 1
        elif before is not None and before.text.lower() in _PLACE_BEFORE:
            place += 1
        if after is not None and after.text.lower() in _PLACE_AFTER:
            place += 2
    return person, place


def _everywhere(reading: Reading, piece: Piece) -> Iterator[tuple[Text, Spot]]:
    """Every place of the English where the name stands, not only the best-sounding."""
    wanted = fold(piece.spots[0].said)
    length = piece.spots[0].last - piece.spots[0].first
    for where in ("headline", "body"):
        text = reading.text(where)
        for n in range(len(text.words) - length):
            if fold(text.said(n, n + length)).removesuffix("'s") == wanted:
                yield text, Spot(where, n, n + length, text.said(n, n + length))


def _given(text: Text, spot: Spot, known: Knowledge) -> bool:
    return len(_full(text, spot, known)) > len(_alone(text, spot))


def _alone(text: Text, spot: Spot) -> str:
    return text.said(spot.first, spot.last).removesuffix("'s")


def _full(text: Text, spot: Spot, known: Knowledge) -> str:
    """The name with the given names before it."""
    first = spot.first
    while first > 0 and spot.last - first < 4:
        word, after = text.words[first - 1], text.words[first]
        gap = text.raw[word.end : after.start]
        low = word.text.lower()
        if gap not in (" ", "-") or text.raw[word.start : word.end] != word.text:
            break
        if low not in _PARTICLES and (not capital(word) or word.text.isupper() or (
            word.text in _STOP or word.text in _TITLES_OF(known) or _of_country(word.stem, known)
        )):  # fmt: skip
            break
        first -= 1
    while first < spot.first and text.words[first].text in _PARTICLES:
        first += 1
    return text.said(first, spot.last).removesuffix("'s")


def _TITLES_OF(known: Knowledge) -> frozenset[str]:  # noqa: N802
    return _TITLE_WORDS | _office_words(known)


_CACHE: dict[int, frozenset[str]] = {}


def _office_words(known: Knowledge) -> frozenset[str]:
    key = id(known)
    if key not in _CACHE:
        _CACHE.clear()
        words = {
            w
            for forms in known.by_stem.values()
            for form in forms
            if form.entry.kind in ("office", "body")
            for name in (*form.entry.en, *form.entry.short)
            for w in re.findall(r"[A-Z][\w]*|spox", name)
        }
        _CACHE[key] = frozenset(words)
    return _CACHE[key]


def _of_country(stem: str, known: Knowledge) -> bool:
    return any(
        f.entry.kind == "country" or f.entry.place in ("country", "place")
        for f in known.by_stem.get(stem, ())
    )


def _person(reading: Reading, mention: Mention, known: Knowledge) -> Find:
    last = mention.names[-1]
    ja = "・".join(p.ja for p in mention.names)
    found = [(_full(text, spot, known), spot.where) for text, spot in _everywhere(reading, last)]
    alone = _alone(reading.text(last.spots[0].where), last.spots[0])
    wanted = " ".join(fold(p.spots[0].said) for p in mention.names)
    fulls = Counter(name for name, _ in found if " " in name or "-" in name)
    near = [name for name, _ in found if name in fulls and _titled(reading, name, mention, known)]
    full = (near or [n for n, _ in fulls.most_common()] or [alone])[0]
    exact = [n for n in fulls if fold(n) == wanted]
    full = exact[0] if len(mention.names) > 1 and exact else full
    country = mention.country.entry.code if mention.country and mention.country.entry else ""
    if mention.country is not None:
        abroad = tuple(f"{s.said} " for s in mention.country.spots)
        full = next((full[len(a) :] for a in abroad if full.startswith(a)), full)
    aliases = tuple(dict.fromkeys((alone, *_shorter(full))))
    office = "" if mention.office == "氏" else mention.office
    why = f"sounds like {alone!r}" + (f", and {office!r} follows" if office else "")
    return Find("person", full, ja, reading.issue, reading.item, last.spots[0].where, reading.day,
                aliases, country=country, office=office, why=why, sure=last.sure)  # fmt: skip


def _titled(reading: Reading, name: str, mention: Mention, known: Knowledge) -> bool:
    """Whether the office of the Japanese stands before the name in the English."""
    for entry in known.by_ja.get(mention.office, ()):
        for title in (*entry.en, *entry.short):
            for text in (reading.head, reading.body):
                at = text.raw.find(name)
                if at > 0 and title.lower() in text.raw[max(0, at - 60) : at].lower():
                    return True
    return False


def _shorter(full: str) -> tuple[str, ...]:
    """Two last names of three or more; the article that belongs to the last one."""
    words = full.split()
    return (" ".join(words[-2:]),) if len(words) > 2 else ()


def _state(reading: Reading, piece: Piece) -> Find:
    """A country that no list has, named between a person and the office."""
    spot = piece.spots[0]
    alone = _alone(reading.text(spot.where), spot)
    why = f"sounds like {alone!r}, and an office of it follows"
    return Find("country", alone, piece.ja, reading.issue, reading.item, spot.where,
                reading.day, why=why, sure=piece.sure)  # fmt: skip


def _place(reading: Reading, mention: Mention, person: int, place: int) -> Find:
    last = mention.names[-1]
    alone = _alone(reading.text(last.spots[0].where), last.spots[0])
    why = f"sounds like {alone!r}, and the words around it speak of a place"
    sure = last.sure * (0.95 if place > person else 0.85)
    kind = "country" if _STATE.match(reading.ja, last.end) else "place"
    return Find(kind, alone, last.ja, reading.issue, reading.item, last.spots[0].where,
                reading.day, why=why, sure=round(sure, 3))  # fmt: skip

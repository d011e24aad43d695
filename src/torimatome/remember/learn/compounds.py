"""Countries, bodies, topics: stretches of Japanese headline whose every piece has its English."""

import re
from collections.abc import Iterator

from torimatome.remember.learn.finds import Find, said, tidy
from torimatome.remember.learn.knowledge import places_of
from torimatome.remember.learn.names import mentions
from torimatome.remember.learn.reading import Piece, Reading
from torimatome.remember.learn.words import KATAKANA

_ORGANISATION = re.compile(
    r"(?:省|庁|局|署|院|議会|国会|委員会|評議会|理事会|会議所|協会|財団|基金|機構|機関|大学|学校|銀行"
    r"|会社|公社|グループ|連合|連盟|同盟|党|軍|隊|裁判所|センター|研究所|通信|テレビ|TV|新聞|紙|チーム"
    r"|代表団|ウェブサイト|大使館|当局|政府|刑務所|教会|幹部)$"
)
_PLACE = re.compile(r"(?:市|州|県|地区|地域|諸国|領|半島|島|海峡|川|山|村|町|回廊|郡)$")
# What points at a thing this once and is no part of what it is called.
POINTING = frozenset("new another next last first latest more several various".split())
# Signs that may stand between two pieces of one expression.
_GLUE = ("", "・", "」", "”")
_KINDS = ("noun", "body", "loan", "latin", "office", "verb", "name", "country")


def countries(reading: Reading) -> Iterator[Find]:
    """Countries of one item as both headlines, or the body, print them."""
    for piece in reading.pieces:
        if piece.kind != "country" or piece.entry is None or piece.entry.kind == "known":
            continue
        told = places_of(reading.body, piece.entry)
        forms = (*(s.said for s in piece.spots), *(reading.body.said(*at) for at in told))
        forms = tuple(dict.fromkeys(forms))
        names = [f for f in forms if f in piece.entry.en]
        why = f"one country: {piece.ja!r} and {forms[0]!r}"
        yield Find("country", names[0] if names else piece.entry.en[0], piece.ja, reading.issue,
                   reading.item, piece.spots[0].where, reading.day, forms,
                   country=piece.entry.code, why=why, sure=0.97)  # fmt: skip


def compounds(reading: Reading) -> Iterator[Find]:
    """Bodies, places with their suffix, and topics of one item."""
    people = [(m.start, m.end) for m in mentions(reading) if m.office]
    pieces = [p for p in reading.pieces if not any(a <= p.start < b for a, b in people)]
    for find, first, last in _quoted(reading, pieces):
        yield find
        pieces = [p for p in pieces if not first <= p.start < last]
    for chunk in _chunks(reading, pieces):
        for part in _described(chunk):
            yield from _whole(reading, part)


_ADJECTIVE = re.compile(r"[なた]$")


def _described(chunk: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """An adjective apart from the term it describes (画期的な | 恩赦法); with a bare noun, both."""
    rest = " ".join(p.spots[0].said for p in chunk[1:]).split()
    if len(rest) > 1 and chunk[0].kind == "noun" and _ADJECTIVE.search(chunk[0].ja):
        yield chunk[:1]
        chunk = chunk[1:]
    yield chunk


_QUOTED = re.compile(r"「([^「」]+)」|『([^『』]+)』|“([^“”]+)”")
_LINKS = re.compile(r"(?:の|・|人の|人|及び|と)?")


def _quoted(reading: Reading, pieces: list[Piece]) -> Iterator[tuple[Find, int, int]]:
    """What stands in quotation marks: one expression each."""
    spans = [(m.start() + 1, m.end() - 1) for m in _QUOTED.finditer(reading.ja)]
    taken = -1
    for first, last in sorted(spans):
        part = tuple(p for p in pieces if first <= p.start and p.end <= last)
        if len(part) < 2 or first <= taken or not _covered(reading.ja, part, first, last):
            continue
        en = said(reading, part, "headline")
        if en:
            taken = last
            ja = reading.ja[first:last]
            why = " + ".join(f"{p.ja}={p.spots[0].said}" for p in part)
            yield (
                Find(_kind(part, ja), en, ja, reading.issue, reading.item, "headline", reading.day,
                     (en,), why=why, sure=0.93),
                first,
                last,
            )  # fmt: skip


def _covered(ja: str, part: tuple[Piece, ...], first: int, last: int) -> bool:
    """Whether the pieces say all of the stretch but for particles between them."""
    ends = (first, *(p.end for p in part))
    starts = (*(p.start for p in part), last)
    return all(_LINKS.fullmatch(ja[a:b]) for a, b in zip(ends, starts, strict=True))


def _chunks(reading: Reading, pieces: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces that stand side by side."""
    chunk: list[Piece] = []
    for piece in pieces:
        if piece.kind not in _KINDS:
            continue
        gap = reading.ja[chunk[-1].end : piece.start] if chunk else None
        of_people = bool(chunk) and chunk[-1].kind == "country" and gap == "人"
        if chunk and gap not in _GLUE and not of_people:
            yield tuple(chunk)
            chunk = []
        chunk.append(piece)
    if chunk:
        yield tuple(chunk)


def _whole(reading: Reading, chunk: tuple[Piece, ...]) -> Iterator[Find]:
    """The chunk as one expression; if its English is torn apart, its longest parts."""
    for length in range(len(chunk), 0, -1):
        for start in range(len(chunk) - length + 1):
            found = _expression(reading, chunk, start, start + length)
            if found is not None:
                yield found
                yield from _whole(reading, chunk[:start]) if start else ()
                yield from _whole(reading, chunk[start + length :])
                return


def _expression(reading: Reading, chunk: tuple[Piece, ...], start: int, end: int) -> Find | None:
    part = chunk[start:end]
    torn = _torn(reading, part)
    if torn or not _worth(part):
        return None
    part = _bare(reading, _without_country(reading, part))
    if not part:
        return None
    where = "headline"
    en = said(reading, part, where)
    if not en and all(p.kind in ("body", "latin", "name", "country", "office") for p in part):
        where = "body"
        en = said(reading, part, where)
    if not en or len(en) < 2:
        return None
    ja = tidy(reading.ja[part[0].start : part[-1].end])
    kind = _kind(part, ja)
    sure = round(min(p.sure for p in part) * (0.93 if len(part) > 1 else 0.9), 3)
    why = " + ".join(f"{p.ja}={p.spots[0].said}" for p in part)
    doubt = "the English is a verb" if _verbal(part, en) else ""
    return Find(kind, en, ja, reading.issue, reading.item, where, reading.day, (en,), why=why,
                sure=sure, doubt=doubt)  # fmt: skip


def _verbal(part: tuple[Piece, ...], en: str) -> bool:
    """Whether the English begins with a verb ("hold talks") that ends the Japanese as a noun."""
    first = en.split(" ")[0]
    verb = part[-1].kind == "verb" and any(s.said == first for s in part[-1].spots)
    return verb and not first.endswith(("ing", "ion", "ment", "al", "ance", "ence"))


def _torn(reading: Reading, part: tuple[Piece, ...]) -> bool:
    """Whether the part is cut out of a longer Japanese word, so that it means something else."""
    before = reading.ja[part[0].start - 1 : part[0].start]
    after = reading.ja[part[-1].end : part[-1].end + 1]
    first, last = part[0].ja[0], part[-1].ja[-1]
    if len(part[0].ja) == 1 and len(part) > 1 and re.match(r"[一-龯々]{2}", before + first):
        return True  # the second half of a word, as 社 of 自社
    return _same_word(before, first) or _same_word(last, after)


def _same_word(a: str, b: str) -> bool:
    for kind in (r"[一-龯々]", r"[ァ-ヺー]", r"[A-Za-z]"):
        if re.match(kind, a) and re.match(kind, b):
            return kind != r"[一-龯々]"
    return False


def _worth(part: tuple[Piece, ...]) -> bool:
    if len(part) > 1:
        return not all(p.kind in ("country", "name") for p in part)
    (piece,) = part
    if piece.kind in ("country", "name", "office", "verb") or _points(piece):
        return False
    return piece.entry is None or piece.entry.kind != "known"


def _without_country(reading: Reading, part: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A ministry and a topic stand for themselves; a parliament is named with its country."""
    rest = part
    while rest and rest[0].kind == "country" and not _people(reading, rest):
        rest = rest[1:]
    if rest == part or not rest:
        return part
    ja = reading.ja[part[0].start : part[-1].end]
    named = _kind(part, ja) in ("organisation", "place") and not (
        len(rest) == 1 and rest[0].kind == "body"
    )
    return part if named else rest if _worth(rest) else ()


def _points(piece: Piece) -> bool:
    return any(spot.said.lower() in POINTING for spot in piece.spots)


def _bare(reading: Reading, part: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Without "new", or the name before a common noun; () if nothing is left."""
    while len(part) > 1 and _points(part[0]):
        part = part[1:]
    if part and _kind(part, reading.ja[part[0].start : part[-1].end]) == "topic":
        while len(part) > 1 and part[0].kind in ("latin", "name", "body"):
            part = part[1:]
    return part if part and _worth(part) else ()


def _people(reading: Reading, part: tuple[Piece, ...]) -> bool:
    """Whether the country names its people (アルメニア人捕虜), who are part of the expression."""
    return len(part) > 1 and reading.ja[part[0].end : part[1].start] == "人"


def _kind(part: tuple[Piece, ...], ja: str) -> str:
    if _ORGANISATION.search(ja) or part[-1].kind == "body":
        return "organisation"
    if part[-1].kind == "office":
        return "office"
    if _PLACE.search(ja) and (len(part) > 1 or KATAKANA.search(ja)):
        return "place"
    latin = len(part) == 1 and part[0].kind == "latin" and ja[:1].isupper()
    return "organisation" if latin else "topic"

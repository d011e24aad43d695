"""Offices: known ones as printed, new ones between a person's name and its particle."""

import re
from collections.abc import Iterator

from torimatome.remember.learn.finds import SMALL, Find, narrow, phrase, said
from torimatome.remember.learn.knowledge import Knowledge
from torimatome.remember.learn.names import Mention, mentions
from torimatome.remember.learn.reading import Piece, Reading, Spot
from torimatome.remember.learn.words import Text, capital

_SHORT = re.compile(r"^(?:[A-Z]{2,4}s?|Deputy FM|spox)$")


def offices(reading: Reading, known: Knowledge) -> Iterator[Find]:
    """Offices of one item, with and without their country."""
    followed = {m.office_start: m for m in mentions(reading) if m.office}
    for at, piece in enumerate(reading.pieces):
        if piece.kind != "office" or (piece.entry and piece.entry.kind == "known"):
            continue
        mention = next((m for s, m in followed.items() if s <= piece.start < m.end), None)
        before = (
            reading.pieces[at - 1] if at and reading.pieces[at - 1].end == piece.start else None
        )
        country = before if before is not None and before.kind == "country" else None
        whole = mention is None or mention.office == piece.ja
        if not whole or (mention is None and not _alone(reading, piece)):
            continue
        if reading.ja[: country.start if country else piece.start].endswith(("駐", "駐・")):
            yield from _ambassador(reading, piece, (country,) if country else ())
            continue
        if _posted(reading, at):
            yield from _ambassador(reading, piece, _posting(reading, at))
            continue
        yield _bare(reading, piece, mention)
        if country is not None:
            yield from _of_country(reading, piece, country)
    for mention in followed.values():
        if mention.office not in known.by_ja and "駐" not in mention.office:
            yield from _new(reading, mention)


def _alone(reading: Reading, piece: Piece) -> bool:
    after = reading.ja[piece.end : piece.end + 1]
    return not re.match(r"[一-龯ァ-ヺA-Za-z]", after)


def _bare(reading: Reading, piece: Piece, mention: Mention | None) -> Find:
    forms = tuple(dict.fromkeys(_singular(s.said) for s in piece.spots))
    full = [f for f in forms if not _SHORT.match(f)]
    short = [f for f in forms if _SHORT.match(f)]
    entry = piece.entry
    en = full[0] if full else (entry.en[0] if entry else forms[0])
    why = f"printed in both: {piece.ja!r} is {en!r}"
    return Find("office", en, piece.ja, reading.issue, reading.item, piece.spots[0].where,
                reading.day, forms, short[0] if short else "", why=why,
                sure=0.95 if mention else 0.9)  # fmt: skip


def _singular(form: str) -> str:
    return form[:-1] if re.fullmatch(r"[A-Z]{2,4}s", form) else form


def _of_country(reading: Reading, piece: Piece, country: Piece) -> Iterator[Find]:
    ja = country.ja + piece.ja
    code = country.entry.code if country.entry else ""
    for where in ("headline", "body"):
        text = reading.text(where)
        printed = [said(reading, (country, piece), where)] if _has(where, country, piece) else []
        printed += [_counterpart(text, s) for s in country.spots if s.where == where]
        forms = tuple(dict.fromkeys(f for f in printed if f and not _run_on(f, piece)))
        if forms:
            why = f"printed for {forms[0]!r}"
            yield Find("office", forms[0], ja, reading.issue, reading.item, where, reading.day,
                       forms, country=code, why=why, sure=0.93)  # fmt: skip
            return


def _run_on(form: str, office: Piece) -> bool:
    """Whether the country follows the office bare ("President Iran"), a slip of the printer."""
    first = [s.said for s in office.spots if form.startswith(s.said + " ")]
    return any(form[len(f) + 1 :].split(" ")[0].lower() not in SMALL for f in first)


def _has(where: str, *pieces: Piece) -> bool:
    return all(any(s.where == where for s in p.spots) for p in pieces)


def _counterpart(text: Text, spot: Spot) -> str:
    after = text.words[spot.last + 1] if spot.last + 1 < len(text.words) else None
    matches = after is not None and after.text == "counterpart"
    return text.said(spot.first, spot.last + 1) if matches else ""


def _posted(reading: Reading, at: int) -> bool:
    return bool(_posting(reading, at))


def _posting(reading: Reading, at: int) -> tuple[Piece, ...]:
    """The countries of 駐X・Y大使, host first."""
    countries: list[Piece] = []
    end = reading.pieces[at].start
    for piece in reversed(reading.pieces[:at]):
        if piece.kind != "country" or reading.ja[piece.end : end] not in ("", "・"):
            break
        countries.insert(0, piece)
        end = piece.start
    return tuple(countries) if reading.ja[:end].endswith("駐") else ()


def _ambassador(reading: Reading, piece: Piece, countries: tuple[Piece, ...]) -> Iterator[Find]:
    if not countries:
        return
    start = countries[0].start - 1
    ja = reading.ja[start : piece.end]
    for where in ("headline", "body"):
        text = reading.text(where)
        spots = narrow(tuple(p.spots for p in (piece, *countries)), where)
        span = phrase(_softened(text), spots) if spots else None
        if span is None:
            continue
        first, last = span
        before = text.words[first - 1] if first else None
        if len(countries) == 1 and before is not None and capital(before) and (
            text.raw[before.end : text.words[first].start] == " "
        ):  # fmt: skip
            first -= 1
        en = text.said(first, last)
        host = countries[0].entry.code if countries[0].entry else ""
        yield Find("office", en, ja, reading.issue, reading.item, where, reading.day, (en,),
                   country=host, why=f"printed for {en!r}", sure=0.93)  # fmt: skip
        return


def _softened(text: Text) -> Text:
    """For ambassadors: "Republic of …" counts as part of the country's name."""
    words = tuple(w if w.text != "Republic" else type(w)("of", "of", w.start, w.end)
                  for w in text.words)  # fmt: skip
    return Text(text.raw, words)


def _new(reading: Reading, mention: Mention) -> Iterator[Find]:
    """An office nobody knows yet: the title beside the name, if part of it is understood."""
    last = mention.names[-1]
    within = [p for p in reading.pieces if mention.office_start <= p.start and p.end <= mention.end]
    for spot in last.spots:
        text = reading.text(spot.where)
        for first, end in _titles(text, spot):
            spots = [s for p in within for s in p.spots if s.where == spot.where]
            shared = [s for s in spots if first <= s.first and s.last <= end]
            if shared and end - first < 9:
                en = text.said(first, end)
                why = f"follows {last.ja!r} as {en!r} stands beside {spot.said!r}"
                yield Find("office", en, mention.office, reading.issue, reading.item, spot.where,
                           reading.day, (en,), why=why, sure=0.9)  # fmt: skip
                return


def _titles(text: Text, spot: Spot) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words before the name (given names left off) or after its comma."""
    end = spot.first - 1
    while end >= 0 and _joined(text, end) and capital(text.words[end]):
        end -= 1
    start = end + 1
    for given in range(3, -1, -1):
        stop = spot.first - 1 - given
        first = stop
        while first > 0 and _joined(text, first - 1) and _titular(text, first - 1):
            first -= 1
        while first < stop and text.words[first].text.lower() in SMALL:
            first += 1
        if stop >= 0 and first <= stop and capital(text.words[stop]) and start <= stop:
            yield first, stop


def _joined(text: Text, at: int) -> bool:
    nxt = text.words[at + 1]
    return text.raw[text.words[at].end : nxt.start] == " "


def _titular(text: Text, at: int) -> bool:
    word = text.words[at]
    return capital(word) or word.text.lower() in SMALL

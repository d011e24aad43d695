"""One item laid out for learning: its Japanese headline in pieces, each with the English for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from torimatome.model import Issue, Item
from torimatome.remember.learn.katakana import likeness
from torimatome.remember.learn.knowledge import Entry, Knowledge, places_of
from torimatome.remember.learn.words import KATAKANA, Text, capital, cut, squeeze

SAME_SOUND = 0.7  # see likeness; chosen on 80 names of ten tongues, right pairs .75+, wrong ≤ .70
_CONTENT = re.compile(r"[ァ-ヺー一-龯々A-Za-zÀ-ɏ0-9%+]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-z0-9À-ɏ+]*(?:[- ][A-Z0-9][A-Za-z0-9À-ɏ+]*)*")
_KANJI_COUNTRY_BEFORE = re.compile(r"(?:^|[、・ァ-ヺー「：:駐])$")


@dataclass(frozen=True)
class Spot:
    """Where the English says something: in the headline or the body, from word to word."""

    where: str  # headline | body
    first: int
    last: int
    said: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the Japanese headline and the English for it."""

    start: int
    end: int
    ja: str
    kind: str  # country | office | body | noun | verb | known | name | loan | latin | number
    spots: tuple[Spot, ...]
    entry: Entry | None = None
    sure: float = 1.0


@dataclass(frozen=True)
class Reading:
    """An item ready to be learned from."""

    issue: str
    item: str
    day: str
    ja: str
    head: Text
    body: Text
    pieces: tuple[Piece, ...]

    def text(self, where: str) -> Text:
        """The headline or the body."""
        return self.head if where == "headline" else self.body


def readings(issues: Sequence[Issue], known: Knowledge) -> Iterator[Reading]:
    """Every item that has a headline in both languages, laid out."""
    for number, issue in enumerate(issues):
        label = issue.file or issue.period.raw or issue.period.start or str(number + 1)
        for item in issue.items:
            if item.headline_ja.strip() and item.headline_en.strip():
                yield _reading(label, issue.period.start, item, known)


def _reading(label: str, day: str, item: Item, known: Knowledge) -> Reading:
    told = [text for b in item.blocks for text in (b.text, *(b.bullets or ())) if text]
    ja = squeeze(item.headline_ja)
    head, body = cut(item.headline_en), cut(" ¶ ".join(told))
    last = max((c.date_end for c in item.citations), default="") or day
    pieces = _best(ja, [*_known(ja, head, body, known), *_sounding(ja, head, body),
                        *_latin(ja, head, body)])  # fmt: skip
    return Reading(label, item.id, item.event_date or last, ja, head, body, pieces)


def _known(ja: str, head: Text, body: Text, known: Knowledge) -> Iterator[Piece]:
    for start in range(len(ja)):
        for end in range(start + 1, min(len(ja), start + known.longest) + 1):
            for entry in known.by_ja.get(ja[start:end], ()):
                if not _may_stand(ja, start, end, entry):
                    continue
                spots = _spots(head, body, entry)
                if spots:
                    kind = _KNOWN.get(entry.place, entry.kind)
                    yield Piece(start, end, ja[start:end], kind, spots, entry)


def _may_stand(ja: str, start: int, end: int, entry: Entry) -> bool:
    one_kana = end - start == 1 and not _CONTENT.match(ja[start])
    if one_kana or (KATAKANA.match(ja[start:end]) and _inside_katakana(ja, start, end)):
        return False
    if entry.kind == "country" and end - start == 1:
        after = ja[end : end + 1]
        return bool(_KANJI_COUNTRY_BEFORE.search(ja[:start])) and bool(re.match(r"[一-龯]", after))
    return not (entry.kind == "office" and end - start == 1 and not ja[start - 1 : start].strip())


def _inside_katakana(ja: str, start: int, end: int) -> bool:
    before, after = ja[start - 1 : start], ja[end : end + 1]
    return bool(re.match(r"[ァ-ヺー]", before) or re.match(r"[ァ-ヺー]", after))


def _spots(head: Text, body: Text, entry: Entry) -> tuple[Spot, ...]:
    spots = [Spot("headline", a, b, head.said(a, b)) for a, b in places_of(head, entry)]
    if not spots and entry.kind not in ("noun", "verb"):
        spots = [Spot("body", a, b, body.said(a, b)) for a, b in places_of(body, entry)]
    return tuple(spots)


def _sounding(ja: str, head: Text, body: Text) -> Iterator[Piece]:
    for run in KATAKANA.finditer(ja):
        for where, text in (("headline", head), ("body", body)):
            heard = list(_heard(run.group(), text, where))
            best = max((score for score, _, _ in heard), default=0.0)
            if best >= SAME_SOUND:
                at = [(a, b) for score, a, b in heard if score >= best - 0.001]
                name = capital(text.words[at[0][0]]) or where == "body"
                spots = tuple(Spot(where, a, b, text.said(a, b)) for a, b in at)
                kind = "name" if name else "loan"
                yield Piece(run.start(), run.end(), run.group(), kind, spots, sure=best)
                break


def _heard(kana: str, text: Text, where: str) -> Iterator[tuple[float, int, int]]:
    for n, word in enumerate(text.words):
        if (where == "headline" or capital(word)) and len(word.text) > 2:
            yield round(likeness(word.text, kana), 3), n, n
        pair = text.words[n : n + 2]
        if len(pair) == 2 and all(capital(w) and len(w.text) > 2 for w in pair):
            yield round(likeness(pair[0].text + pair[1].text, kana), 3), n, n + 1


def _latin(ja: str, head: Text, body: Text) -> Iterator[Piece]:
    for run in _LATIN.finditer(ja):
        stems = tuple(w.stem for w in cut(run.group()).words)
        for where, text in (("headline", head), ("body", body)):
            spots = tuple(
                Spot(where, n, n + len(stems) - 1, text.said(n, n + len(stems) - 1))
                for n in range(len(text.words) - len(stems) + 1)
                if tuple(w.stem for w in text.words[n : n + len(stems)]) == stems
            )
            if spots and stems:
                yield Piece(run.start(), run.end(), run.group(), "latin", spots)
                break


# What a term the desk has accepted is taken for.
_KNOWN = {"country": "country", "office": "office", "person": "name", "place": "name",
          "organisation": "body", "topic": "noun"}  # fmt: skip
_RANK = {"known": 0.3, "country": 0.2, "body": 0.2, "office": 0.15, "latin": 0.1, "noun": 0.05}


def _best(ja: str, offered: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces that cover most of the headline without overlapping; few and long before many."""
    ending: dict[int, list[Piece]] = {}
    for piece in offered:
        ending.setdefault(piece.end, []).append(piece)

    @cache
    def until(end: int) -> tuple[float, tuple[Piece, ...]]:
        if end == 0:
            return 0.0, ()
        score, chosen = until(end - 1)
        for piece in ending.get(end, ()):
            before, others = until(piece.start)
            here = len(piece.ja) - 0.5 + _RANK.get(piece.kind, 0.0)
            here += 0.2 if piece.spots[0].where == "headline" else 0.0
            if before + here > score:
                score, chosen = before + here, (*others, piece)
        return score, chosen

    for end in range(len(ja)):
        until(end)
    return until(len(ja))[1]

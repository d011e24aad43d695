"""Polarity, modality, hedges, qualifiers and direction: small words that turn a claim."""

from collections.abc import Iterator, Sequence

from torimatome.draft.gate.align import Alignment
from torimatome.draft.gate.cues import cues
from torimatome.draft.gate.tokens import Token
from torimatome.model import Check

# How far a "not" stands from what it denies, in words: "has not yet been officially confirmed".
REACH = 6
# Share of a sentence's content words that stand in one sentence of the page; measured like
# is_copy.
_TOLD = 0.25
_AFTER_DENIAL = frozenset({"to", "that", "any", "having", "reports"})
STOPS = frozenset({",", ";", ":", ".", "(", ")", "—", "–"})


def turned(found: Alignment) -> list[Check]:
    """Every claim whose sign, sureness or direction differs between sentence and source."""
    checks = [*_negation(found), *_modality(found), *_hedges(found), *_qualifiers(found)]
    checks += _opposites(found)
    return list({(c.kind, c.words): c for c in checks}.values())


def _negation(found: Alignment) -> Iterator[Check]:
    ours, theirs = _denied(found.said), _denied(found.given)
    said_no = {p for row in ours.values() for p in row}
    for word, spots in sorted(theirs.items()):
        for spot in spots:
            there = found.back.get(spot)
            if there is None or there in said_no or not _told_there(found, spot):
                continue
            if not _turned(found, spot, there):
                what = found.given[spot].text
                yield Check("negation", f"The page says {word!r} of {what!r}; here it is lost",
                            "high")  # fmt: skip
                break
    given_no = {p for row in theirs.values() for p in row}
    for word, spots in sorted(ours.items()):
        for spot in spots:
            there = found.place(spot)
            if there is not None and there not in given_no and _told_there(found, there):
                what = found.said[spot].text
                yield Check("negation", f"Says {word!r} of {what!r}; the page does not", "high")
                break
    yield from _not_only(found)
    yield from _bare_nos(found)


def _told_there(found: Alignment, place: int) -> bool:
    """Whether the page's sentence round `place` is one that is told here, not one that is met."""
    number = found.given[place].sentence
    met = sum(
        found.given[p].sentence == number for s, p in found.at.items() if found.said[s].content
    )
    return met >= _TOLD * sum(token.content for token in found.said)


def _not_only(found: Alignment) -> Iterator[Check]:
    """ "not only" may not become "only", nor the other way about."""
    for rows, others, back, lost in (
        (found.given, found.said, found.back, True),
        (found.said, found.given, found.at, False),
    ):
        for place, token in enumerate(rows):
            if token.low not in cues().negators or not denies_nothing(rows, place):
                continue
            there = back.get(place + 1)
            if there is None or (there and others[there - 1].low in cues().negators):
                continue
            words = f"{token.text} {rows[place + 1].text}"
            told = f"The page says {words!r}; here {token.text!r} is lost"
            yield Check("negation", told if lost else f"Says {words!r}; the page does not", "high")


def _bare_nos(found: Alignment) -> Iterator[Check]:
    """A negator put in or taken out between words that otherwise stand side by side."""
    for rows, back, others, lost in (
        (found.given, found.back, found.said, True),
        (found.said, found.at, found.given, False),
    ):
        for place, token in enumerate(rows):
            if (
                token.low not in cues().negators
                or place in back
                or not place
                or denies_nothing(rows, place)
            ):
                continue
            if place + 1 < len(rows) and rows[place + 1].kind == "mark":
                continue  # the answer to a question
            left, right = back.get(place - 1), back.get(place + 1)
            joined = left is not None and right is not None and right - left in {1, 2}
            if not joined or any(t.low in cues().negators for t in others[left:right]):
                continue
            words = " ".join(t.text for t in rows[place - 1 : place + 2])
            told = f"The page says {words!r}; here {token.text!r} is lost"
            yield Check("negation", told if lost else f"Says {words!r}; the page does not", "high")


def _turned(found: Alignment, spot: int, there: int) -> bool:
    """Whether what is denied is itself said by an opposite: not open, closed."""
    return found.given[spot].base in cues().opposites.get(found.said[there].base, frozenset())


def denies_nothing(row: Sequence[Token], place: int) -> bool:
    """ "not only", "no less than", "whether or not": they deny nothing."""
    after = row[place + 1].low if place + 1 < len(row) else ""
    before = row[place - 1].low if place else ""
    if after == "-" or before == "-":  # a never-before-seen image
        return True
    if row[place].text.isupper() or (row[place].low == "no" and after in {".", "1"}):
        return True
    return after in {"only", "just", "merely", "least", "doubt"} or before == "or"


def _denied(row: Sequence[Token]) -> dict[str, list[int]]:
    """What each negator denies: the next content word or two behind it in its clause."""
    found: dict[str, list[int]] = {}
    for place in range(len(row)):
        token = row[place]
        plain = token.low in cues().negators and not denies_nothing(row, place)
        after = row[place + 1].low if place + 1 < len(row) else ""
        verb = token.base in cues().denials and token.kind == "word" and not token.capital
        denies = verb and (after in _AFTER_DENIAL or token.base == "deny")
        if not plain and not denies and token.low != "rule-out":
            continue
        spots: list[int] = []
        for near in range(place + 1, min(len(row), place + 1 + REACH)):
            if row[near].low in STOPS or row[near].sentence != token.sentence:
                break
            if row[near].content:
                spots.append(near)
                if len(spots) == (2 if plain else 3):
                    break
        found[f"{token.text}@{place}" if token.text in found else token.text] = spots[:1] or spots
        if plain and not spots and place:
            found[token.text] = [place - 1] if row[place - 1].content else []
    return found


def _modality(found: Alignment) -> Iterator[Check]:
    for said, given in sorted((found.at | found.moved).items()):
        ours, theirs = found.said[said], found.given[given]
        if ours.kind != "word" or not ours.content or ours.capital or theirs.capital:
            continue
        one, other = _mood(found.said, said), _mood(found.given, given)
        if one == other or (_noun_of(found.said, said) or _noun_of(found.given, given)):
            continue
        lost = {m: w for m, w in other.items() if m not in one and not _kept(found, w, True)}
        new = {m: w for m, w in one.items() if m not in other and not _kept(found, w, False)}
        if set(lost) <= {"able"} and set(new) <= {"possible", "planned"} and lost and new:
            continue
        if not lost and not new:
            continue
        for words in lost.values():
            what = found.given[words[0]].text
            yield Check("modality", f"The page says {what!r} of {theirs.text!r}; here it is done",
                        "high")  # fmt: skip
        for words in new.values():
            what = found.said[words[0]].text
            if not lost:
                yield Check("modality", f"Says {what!r} of {ours.text!r}; the page does not",
                            "high")  # fmt: skip


def _kept(found: Alignment, words: tuple[int, ...], page: bool) -> bool:
    """Whether the word that carries the mood stands on the other side as well."""
    return any((w in found.back) if page else (w in found.at) for w in words)


def _noun_of(row: Sequence[Token], place: int) -> bool:
    """Whether a word can only be a noun where it stands: "the visit"."""
    before = row[place - 1].low if place else ""
    return before in {"the", "a", "an", "its", "his", "her", "their", "this", "of"}


def _mood(row: Sequence[Token], place: int) -> dict[str, tuple[int, ...]]:
    """The classes of modality that govern the word, each with the word that says so."""
    lists = cues()
    found: dict[str, tuple[int, ...]] = {}
    to = False
    for near in range(place - 1, max(-1, place - 1 - REACH), -1):
        token = row[near]
        if token.sentence != row[place].sentence or token.kind != "word":
            break
        if token.capital and near:
            break
        kind = lists.modality.get(token.base, "") or lists.modality.get(token.low, "")
        if kind and (token.base not in lists.before_to or to):
            found.setdefault(kind, (near,))
            to = False
            continue
        if token.low == "to":
            to = True
        elif token.low not in lists.auxiliaries and token.base not in {"be", "have", "do"}:
            if not token.low.endswith("ly"):
                break
        elif to and token.base == "be":  # "is to visit"
            found.setdefault("planned", (near,))
            to = False
    return found


def _hedges(found: Alignment) -> Iterator[Check]:
    lists = cues().hedges
    matched = {s for s, p in (found.at | found.moved).items() if found.given[p].low in lists}
    ours = {lists[t.low] for n, t in enumerate(found.said) if t.low in lists and n not in matched}
    theirs = {lists[t.low] for t in found.given if t.low in lists}
    for place, token in enumerate(found.given):
        kind = lists.get(token.low)
        if not kind:
            continue
        if place in found.back or kind in ours:
            continue
        if _dropped(found, place) and not _cut_out(found, place):
            continue
        yield Check("attribution", f"The page says {token.text!r}; here it is lost", "high")
    for token in found.said:
        kind = lists.get(token.low)
        if kind and kind not in theirs and kind in {"alleged", "reported"}:
            yield Check("attribution", f"Says {token.text!r}; the page does not", "high")


def _cut_out(found: Alignment, place: int) -> bool:
    """Whether a word alone was taken out between two that stand side by side here."""
    left, right = found.back.get(place - 1), found.back.get(place + 1)
    return left is not None and right is not None and right - left == 1


def _dropped(found: Alignment, place: int) -> bool:
    """Whether what stands round a word of the source was left out with it."""
    row = found.given
    around: list[int] = []
    for step in (1, -1):
        near = place + step
        count = 0
        while 0 <= near < len(row) and row[near].sentence == row[place].sentence:
            if row[near].content:
                around.append(near)
                count += 1
                if count == 2:
                    break
            near += step
    ahead = [p for p in around if p > place]
    behind = [p for p in around if p < place]
    kept = [p in found.back for p in ahead[:2]]
    if kept and not any(kept):
        return not (behind and behind[0] in found.back and not ahead)
    return not any(p in found.back for p in around)


def _qualifiers(found: Alignment) -> Iterator[Check]:
    """ "former president" may not become "president", nor "acting minister" "minister"."""
    words = cues().qualifiers
    for rows, back, lost in (
        (found.given, found.back, True),
        (found.said, found.at | found.moved, False),
    ):
        others = found.said if lost else found.given
        for place, token in enumerate(rows):
            if token.low not in words or place in back or place + 1 >= len(rows):
                continue
            head = place + 2 if rows[place + 1].low == "-" else place + 1
            if head >= len(rows) or head not in back or not rows[head].content:
                continue
            there = back[head]
            near = {t.low for t in others[max(0, there - 4) : there]}
            if near & words:
                continue
            text = f"{token.text} {rows[head].text}"
            yield Check(
                "names",
                f"The page says {text!r}; {token.text!r} is lost"
                if lost
                else f"Says {text!r}; the page does not say {token.text!r}",
                "high",
            )


def _opposites(found: Alignment) -> Iterator[Check]:
    pairs = cues().opposites
    for place, token in enumerate(found.said):
        against = pairs.get(token.base) or pairs.get(token.low)
        if not against or token.kind != "word":
            continue
        if token.content and place in found.at and found.given[found.at[place]].low == token.low:
            continue
        if not token.content and place in found.at:
            continue
        start, end = found.gap(place)
        row = found.given[start:end]
        if end - start > 12:
            continue
        if any(t.low == token.low for t in row):
            continue
        hit = next(
            (t for n, t in enumerate(row, start) if t.base in against and n not in found.back), None
        )
        # Where a whole stretch was left out, its small words were not turned round.
        left, right = place - 1 in found.at, place + 1 in found.at
        close = token.content or (left and right) or _same_next(found, place, start, end)
        if hit is not None and close:
            yield Check("direction", f"Says {token.text!r}; the page says {hit.text!r}", "high")


def _same_next(found: Alignment, place: int, start: int, end: int) -> bool:
    spots = [found.place(p) for p in (place + 1, place + 2) if p < len(found.said)]
    return any(s is not None and start <= s <= end + 2 for s in spots)

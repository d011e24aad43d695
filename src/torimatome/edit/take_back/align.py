"""Which paragraph of a returned copy is which of those it went out with.

A bookmark that came back says so; where bookmarks are lost, the words do. A paragraph may have
become two, and two may have become one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from torimatome.edit.take_back.likeness import alike, fold, held, tokens
from torimatome.edit.take_back.rows import Row, uncounted, undotted
from torimatome.model.taken import TakenParagraph

# Words alone: below this two paragraphs are strangers. On tests/word_edits.py paragraphs that
# were rewritten begin at .44 and different ones end at .33.
ALIKE = 0.4
# With its bookmark, or in its very place, a paragraph may be worded anew altogether.
ANCHORED = 0.12
ANCHOR_WEIGHT, ROLE_WEIGHT, PLACE_WEIGHT = 0.3, 0.1, 0.1
# How much of a lost paragraph must stand in its neighbour to be called part of it.
PART = 0.6
BODY = ("body", "table", "text box")
# Only so many paragraphs that share a word are compared in full; on a 44-item issue the right one
# was always among the first 4.
MOST_COMPARED = 8


@dataclass
class Matched:
    """Rows by place and paragraphs by place, and which belong together."""

    rows: list[Row]
    paragraphs: list[TakenParagraph]
    of_row: dict[int, int] = field(default_factory=dict)  # row → paragraph
    of_paragraph: dict[int, int] = field(default_factory=dict)  # paragraph → its first row
    split: dict[int, list[int]] = field(default_factory=dict)  # row → its further paragraphs
    merged: dict[int, list[int]] = field(default_factory=dict)  # paragraph → its further rows

    def join(self, row: int, paragraph: int) -> None:
        """They are one."""
        self.of_row[row] = paragraph
        self.of_paragraph[paragraph] = row

    def left_rows(self) -> list[int]:
        """Rows no paragraph stands for."""
        gone = {row for rows in self.merged.values() for row in rows}
        return [n for n in range(len(self.rows)) if n not in self.of_row and n not in gone]

    def left_paragraphs(self) -> list[int]:
        """Paragraphs that are no row's."""
        taken = {p for found in self.split.values() for p in found}
        return [
            n
            for n, paragraph in enumerate(self.paragraphs)
            if n not in self.of_paragraph
            and n not in taken
            and fold(paragraph.text)
            and paragraph.where in BODY
        ]


def align(rows: Sequence[Row], paragraphs: Sequence[TakenParagraph]) -> Matched:
    """Rows and the body's paragraphs, matched; notes and headers are no business of it."""
    made = Matched(list(rows), list(paragraphs))
    _exact(made)
    _scored(made)
    _in_place(made)
    _split(made)
    _merged(made)
    return made


def _words(paragraph: TakenParagraph) -> str:
    words = undotted(fold(paragraph.text))
    return uncounted(words) if paragraph.role in ("section", "") else words


def _anchored(row: Row, paragraph: TakenParagraph) -> bool:
    return bool(row.anchor) and any(name.startswith(row.anchor) for name in paragraph.anchors)


def _exact(made: Matched) -> None:
    """The same words; of several such, the one with the bookmark, then the nearest in order."""
    by_words: dict[str, list[int]] = defaultdict(list)
    for place, paragraph in enumerate(made.paragraphs):
        if paragraph.text.strip() and paragraph.where in BODY:
            by_words[_words(paragraph)].append(place)
    asked: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(made.rows):
        asked[undotted(row.printed)].append(number)
    for words, numbers in asked.items():
        free = list(by_words.get(words, ()))
        for number in numbers:
            marked = [p for p in free if _anchored(made.rows[number], made.paragraphs[p])]
            same = [p for p in free if made.paragraphs[p].role == made.rows[number].role]
            choice = next(iter(marked or same or free), None)
            if choice is not None:
                made.join(number, choice)
                free.remove(choice)


def _scored(made: Matched) -> None:
    """The best pairs of what is left, the surest first."""
    free_rows = made.left_rows()
    free = made.left_paragraphs()
    by_token: dict[str, list[int]] = defaultdict(list)
    for place in free:
        for token in set(tokens(made.paragraphs[place].text)):
            by_token[token].append(place)
    scores = []
    for number in free_rows:
        row = made.rows[number]
        for place in _candidates(row, by_token, made, free):
            paragraph = made.paragraphs[place]
            score = alike(undotted(row.printed), _words(paragraph))
            anchored = _anchored(row, paragraph)
            if score < (ANCHORED if anchored else ALIKE):
                continue
            if row.part in ("ja", "en") and not anchored and paragraph.role in ("text", "side"):
                score -= ROLE_WEIGHT  # a headline said again in a text is no headline
            score += ANCHOR_WEIGHT * anchored + ROLE_WEIGHT * (paragraph.role == row.role)
            score += PLACE_WEIGHT * _between(made, number, place)
            scores.append((-score, number, place))
    for _, number, place in sorted(scores):
        if number not in made.of_row and place not in made.of_paragraph:
            made.join(number, place)


def _candidates(
    row: Row, by_token: dict[str, list[int]], made: Matched, free: Sequence[int]
) -> list[int]:
    seen: dict[int, float] = defaultdict(float)
    for token in set(tokens(row.printed)):
        places = by_token.get(token, ())
        for place in places:
            seen[place] += 1 / len(places)
    best = sorted(seen, key=lambda place: (-seen[place], place))[:MOST_COMPARED]
    marked = [p for p in free if _anchored(row, made.paragraphs[p])]
    return list(dict.fromkeys((*marked, *best)))


def _between(made: Matched, row: int, paragraph: int) -> bool:
    """Whether the pair keeps the order: the matched neighbours of the one hold the other."""
    before = next((made.of_row[n] for n in range(row - 1, -1, -1) if n in made.of_row), -1)
    behind = next(
        (made.of_row[n] for n in range(row + 1, len(made.rows)) if n in made.of_row),
        len(made.paragraphs),
    )
    return before < paragraph < behind


def _in_place(made: Matched) -> None:
    """A lone paragraph of the same style between the same neighbours was worded anew."""
    for row in made.left_rows():
        before, behind = made.of_row.get(row - 1, -1), made.of_row.get(row + 1)
        behind = len(made.paragraphs) if behind is None else behind
        free = [p for p in made.left_paragraphs() if before < p < behind]
        anchored = [p for p in free if _anchored(made.rows[row], made.paragraphs[p])]
        lone = (
            free
            if len(free) == 1
            and (row == 0 or row - 1 in made.of_row)
            and made.paragraphs[free[0]].role == made.rows[row].role
            and made.rows[row].part in ("ja", "en", "end", *_FRONT)
            else []
        )
        for place in (anchored or lone)[:1]:
            made.join(row, place)


_FRONT = (
    "title_ja", "title_en", "subtitle_ja", "period", "remark", "issuer_ja", "issuer_en",
    "notice_ja", "notice_en",
)  # fmt: skip


def _split(made: Matched) -> None:
    """Paragraphs that hold the rest of a neighbour's words belong to its row."""
    for place in made.left_paragraphs():
        paragraph = made.paragraphs[place]
        for near in _near(made, place):
            row = made.of_paragraph.get(near)
            if row is None:
                row = next((r for r, more in made.split.items() if near in more), None)
            if row is None or made.rows[row].part in ("section", "end"):
                continue
            whole = made.rows[row].printed
            own = " ".join(made.paragraphs[p].text for p in _of(made, row))
            # It is part of the row only when the row's own paragraph lacks these words now.
            if held(paragraph.text, whole) >= PART and held(paragraph.text, own) < PART:
                made.split.setdefault(row, []).append(place)
                made.split[row].sort()
                break


def _of(made: Matched, row: int) -> list[int]:
    return sorted([made.of_row[row], *made.split.get(row, ())])


def _near(made: Matched, place: int) -> list[int]:
    """The paragraphs with words right before and right behind."""
    found = []
    for way in (range(place - 1, -1, -1), range(place + 1, len(made.paragraphs))):
        texts = made.paragraphs
        near = next((p for p in way if texts[p].text.strip() and texts[p].where in BODY), None)
        found += [near] if near is not None else []
    return found


def _matched_near(made: Matched, number: int) -> Iterator[int]:
    """The next rows before and behind that are still there, or went into another.

    Between them may stand the headlines of an item that was joined to the one before.
    """
    gone = {row for rows in made.merged.values() for row in rows}
    for way in (range(number - 1, -1, -1), range(number + 1, len(made.rows))):
        yield from [n for n in way if n in made.of_row or n in gone][:1]


def _merged(made: Matched) -> None:
    """Rows whose words stand in a neighbour's paragraph went into it."""
    for number in made.left_rows():
        row = made.rows[number]
        if row.part in ("section", "end"):
            continue
        for near in dict.fromkeys((number - 1, number + 1, *_matched_near(made, number))):
            place = made.of_row.get(near)
            if place is None and near >= 0:
                place = next((p for p, more in made.merged.items() if near in more), None)
            if place is None or not row.text:
                continue
            words = made.paragraphs[place].text
            owner = made.rows[made.of_paragraph[place]]
            if held(row.text, words) >= PART and held(row.text, owner.printed) < PART:
                made.merged.setdefault(place, []).append(number)
                made.merged[place].sort()
                break

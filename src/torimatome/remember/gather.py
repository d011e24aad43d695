"""Gather: words and marks of nested elements collected into Lines, for HTML and Word alike."""

from torimatome.remember.lines import Line, Mark, tidy

# Beyond these no bulletin goes (see read.py), so nothing more is gathered.
_MOST_LINES, _MOST_LETTERS = 4_001, 400_001


class Gather:
    """Takes words as they come and gives a Line wherever a paragraph ends."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._length = 0
        self._letters = 0
        self._marks: list[Mark] = []
        self._open: list[tuple[str, str, int]] = []
        self._number = 0

    @property
    def full(self) -> bool:
        """Whether more was gathered than any bulletin holds."""
        return len(self.lines) >= _MOST_LINES or self._letters >= _MOST_LETTERS

    def words(self, text: str) -> None:
        """Add words to the open paragraph."""
        self._words.append(text)
        self._length += len(text)
        self._letters += len(text)

    def open(self, kind: str, target: str = "") -> None:
        """What comes now is marked, until `close`."""
        self._open.append((kind, target, self._length))

    def close(self) -> None:
        """End the mark opened last."""
        kind, target, start = self._open.pop()
        if start < self._length:
            self._marks.append(Mark(start, self._length, kind, target))

    def end(self, role: str = "", part: str = "sure", anchor: str = "") -> None:
        """The paragraph is over; one without words leaves nothing."""
        still = [(kind, target) for kind, target, _ in self._open]
        while self._open:
            self.close()
        line = tidy(Line("".join(self._words), self._number + 1, part, tuple(self._marks), role))
        self._words, self._length, self._marks = [], 0, []
        for kind, target in still:
            self.open(kind, target)
        if line.text:
            self._number += 1
            marks = tuple(sorted(line.marks, key=lambda m: (m.start, m.end, m.kind)))
            self.lines.append(Line(line.text, line.number, part, marks, role, None, anchor))

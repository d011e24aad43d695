"""The body of one item: its lines become paragraphs, sides, NOTEs, bullets and sub-headings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from torimatome.model import Block, Citation
from torimatome.remember.block import made
from torimatome.remember.citation import citations_in
from torimatome.remember.form import Grammar
from torimatome.remember.lines import Line, cut, glued, is_closed, is_open_bracket, level
from torimatome.remember.reading import Doubt

# A paragraph that a page has cut is at least one printed line long (80 to 100 characters);
# shorter words without a full stop are a sub-heading.
_SHORT = 90
_LABEL_WORDS, _COLON_WORDS = 8, 4
_LONGEST = 8_000  # characters: nothing is joined to a paragraph longer than this
_TAIL = 700  # characters that can hold every citation at a paragraph's end
_AHEAD = 40  # lines looked at behind a NOTE; the longest item of the four issues has 23
# Points by which the left edge of two paragraphs of one column may differ in a PDF.
_SAME_EDGE = 2.5


@dataclass
class Draft:
    """A block still open: page breaks may add to it."""

    type: str
    lines: list[Line]  # one, or one a bullet
    label: str | None = None
    continued: bool = False
    bulleted: bool = False
    sealed: bool = False  # nothing may be added: the file says where it ends

    @property
    def last(self) -> Line:
        """Its last paragraph or bullet."""
        return self.lines[-1]


@dataclass
class _State:
    grammar: Grammar
    near: date | None
    doubts: list[Doubt]
    drafts: list[Draft] = field(default_factory=list)
    side: str | None = None
    side_left: float | None = None
    note: bool = False
    note_italic: bool = False
    label: str | None = None  # printed alone, waiting for its words

    def doubt(self, line: Line, what: str) -> None:
        self.doubts.append(Doubt(line.number, line.text[:60], what))

    def cited(self, text: str) -> bool:
        text = text[-_TAIL:]
        found = citations_in(text, self.grammar, self.near)
        return bool(found) and len(text[found[-1].end :].strip(" .")) == 0


def read_body(
    lines: Sequence[Line], grammar: Grammar, near: date | None, doubts: list[Doubt]
) -> tuple[tuple[Block, ...], tuple[Citation, ...]]:
    """The blocks of an item in printed order, and its citations."""
    state = _State(grammar, near, doubts)
    for number, line in enumerate(lines):
        _add(state, line, lines[number + 1 : number + 1 + _AHEAD])
    blocks: list[Block] = []
    citations: list[Citation] = []
    for draft in state.drafts:
        new, cited = made(draft.type, draft.lines, _frame(draft), (grammar, near, doubts))
        blocks += new
        citations += cited
    return tuple(blocks), tuple(citations)


def _frame(draft: Draft) -> Block:
    return Block(
        draft.type, draft.label, continued=draft.continued,
        bullets=() if draft.bulleted else None,
    )  # fmt: skip


def _add(state: _State, line: Line, after: Sequence[Line]) -> None:
    if _only_citation(state, line) or _torn_citation(state, line):
        _append(state, line)
        return
    note = state.grammar.note.match(level(line.text))
    if note and not line.role.endswith("bullet"):
        _open_note(state, line, note.end())
        return
    bullet = _bullet(state, line)
    if bullet is not None:
        if _is_marked_heading(state, bullet, after):
            _subheading(state, bullet)
        else:
            _bullet_line(state, bullet)
        return
    labelled = _label(state, line, after) or _colon_label(state, line, after)
    if labelled is not None:
        state.side, state.label = labelled[0], labelled[0]
        state.side_left, state.note = line.left, False
        if labelled[1].text:
            _paragraph(state, labelled[1], after)
        return
    if _continues(state, line):
        draft = state.drafts[-1]
        draft.lines[-1] = glued(draft.last, line)
        return
    if _is_heading(state, line, after):
        _subheading(state, line)
        return
    _paragraph(state, line, after)


def _only_citation(state: _State, line: Line) -> bool:
    found = citations_in(line.text, state.grammar, state.near)
    return bool(found) and found[0].start == 0 and state.cited(line.text) and len(found) == 1


def _torn_citation(state: _State, line: Line) -> bool:
    """Whether the line is the first half of a citation that a page has cut."""
    opens = tuple(pair[0] for pair in state.grammar.brackets)
    short = len(line.text) <= _SHORT and is_open_bracket(line.text)
    return short and not line.role and level(line.text).startswith(opens) and bool(state.drafts)


def _append(state: _State, line: Line) -> None:
    if state.drafts and state.label is None:
        draft = state.drafts[-1]
        draft.lines[-1] = glued(draft.last, line)
    else:
        _paragraph(state, line, ())


def _open_note(state: _State, line: Line, end: int) -> None:
    words = line.text[:end].strip().rstrip(":：.-–— ").strip("()（）[]［］【】〔〕 ")
    state.note, state.side, state.label = True, None, words
    rest = cut(line, end)
    if (
        level(line.text)[:1] in "(["
        and level(rest.text)[-1:] in (")", "]")
        and (not is_open_bracket(line.text) and is_open_bracket(line.text[:-1]))
    ):
        rest = cut(rest, 0, len(rest.text) - 1)  # the whole NOTE stands in brackets
    state.note_italic = rest.whole("italic")
    if rest.text:
        state.drafts.append(Draft("note", [rest], words, sealed=line.part == "sure"))
        state.label = None


def _bullet(state: _State, line: Line) -> Line | None:
    if line.role.endswith("bullet"):
        start = state.grammar.list_start(line)
        return cut(line, start) if start and line.text[0] in "–●•·‣▪◦" else line
    if line.role in ("text", "side", "note", "subheading"):
        return None
    start = state.grammar.list_start(line) or _shared(state, line)
    return cut(line, start) if start else None


def _shared(state: _State, line: Line) -> int:
    found = state.grammar.item_mark.match(line.text)
    return found.end() if found and found.end() < len(line.text) else 0


def _bullet_line(state: _State, line: Line) -> None:
    _leave(state, line)
    before = state.drafts[-1] if state.drafts else None
    if before and before.bulleted and state.label is None and not state.cited(before.last.text):
        before.lines.append(line)
        return
    kind = "note" if state.note else "bullets"
    opened = state.label is not None
    label = state.label if opened else (state.side if not state.note else None)
    continued = bool((state.side or state.note) and not opened)
    state.drafts.append(Draft(kind, [line], label, continued, bulleted=True))
    state.label = None


def _label(state: _State, line: Line, after: Sequence[Line]) -> tuple[str, Line] | None:
    """The side whose version opens here, and the words behind its label."""
    marked = next((m for m in line.marks if m.kind == "label" and m.start == 0), None)
    if marked:
        return _bare(line.text[: marked.end]), cut(line, marked.end)
    if line.role not in ("", "side"):
        return None
    goes_on = bool(after) and after[0].text[:1].islower() and not line.role
    if goes_on and state.drafts and ":" not in level(line.text):
        return None  # the last row before a page's end
    if state.grammar.is_label(line.text):
        return _bare(line.text), cut(line, len(line.text))
    flat = level(line.text)
    colon = flat.find(":")
    head = flat[: max(colon, 0)].strip()
    if not head or len(head.split()) > _LABEL_WORDS:
        return None
    rest = cut(line, colon + 1)
    bold = any(
        m.kind == "bold" and m.start == 0 and colon <= m.end <= colon + 2 for m in line.marks
    )
    coded = state.grammar.code.fullmatch(head) and flat[colon + 1 : colon + 2].isspace()
    if bold or coded or (rest.text and state.grammar.is_label(head)):
        if bold and not coded and not state.grammar.is_label(head):
            state.doubt(line, "bold words before a colon, taken as the name of a side")
        return _bare(line.text[:colon]), rest
    return None


def _colon_label(state: _State, line: Line, after: Sequence[Line]) -> tuple[str, Line] | None:
    """A few words and a colon alone on a line, with paragraphs below them and not a list."""
    words = level(line.text).split()
    alone = line.text.endswith((":", "：")) and len(words) <= _COLON_WORDS
    if not alone or line.role or not after or state.label is not None:
        return None
    if _bullet(state, after[0]) is not None or not (line.text[:1].isupper() and state.drafts):
        return None
    if not is_closed(state.drafts[-1].last.text) and not state.cited(state.drafts[-1].last.text):
        return None
    state.doubt(line, "a few words before a colon, taken as the name of a side")
    return _bare(line.text), cut(line, len(line.text))


def _bare(label: str) -> str:
    return " ".join(label.split()).rstrip(":： ")


def _continues(state: _State, line: Line) -> bool:
    """Whether the line goes on with the paragraph before, which a page has cut."""
    if not state.drafts or state.label is not None:
        return False
    draft = state.drafts[-1]
    before = draft.last
    if len(before.text) > _LONGEST:
        return False
    if line.part == "sure" and (line.role or len(before.text) <= _SHORT or is_closed(before.text)):
        return False
    if line.part == "sure" and not line.text[:1].islower():
        return False
    if draft.type == "subheading" or (draft.sealed and line.role):
        return False
    if state.cited(before.text):
        return False
    if is_open_bracket(before.text) and not is_closed(before.text):
        return True
    first = line.text[:1]
    low = first.islower() or first in ",;)]"
    if is_closed(before.text):
        if low and not before.text.rstrip().endswith((":", "：")):
            state.doubt(line, "begins in lower case: joined to the paragraph before")
            return True
        return False
    if not low and len(before.text) <= _SHORT and draft.bulleted:
        return False
    if not low:
        state.doubt(line, "the paragraph before has no full stop: joined to it")
    return True


def _is_heading(state: _State, line: Line, after: Sequence[Line]) -> bool:
    if line.role == "subheading":
        return True
    if line.role or state.label is not None or not after or len(line.text) > _SHORT:
        return False
    if is_closed(line.text) or line.text[-1:] in ",;" or state.cited(line.text):
        return False
    following = after[0]
    if state.grammar.note.match(following.text) or _only_citation(state, following):
        return False
    first = following.text[:1]
    if first.islower() or first in ",;)]" or is_open_bracket(line.text):
        return False
    marked = line.whole("bold") or line.whole("italic")
    if not marked:
        state.doubt(line, "short and without a full stop: taken as a sub-heading")
    return True


def _is_marked_heading(state: _State, line: Line, after: Sequence[Line]) -> bool:
    """A lone bullet set apart, with paragraphs below it, is a sub-heading."""
    if line.role.endswith("bullet") or not after or is_closed(line.text) or len(line.text) > _SHORT:
        return False
    before = state.drafts[-1] if state.drafts else None
    in_list = before is not None and before.bulleted and not state.cited(before.last.text)
    if in_list or state.cited(line.text) or _bullet(state, after[0]) is not None:
        return False
    if _only_citation(state, after[0]) or after[0].text[:1].islower():
        return False
    if not (line.whole("italic") or line.whole("bold")):
        state.doubt(line, "a single bullet without a full stop: taken as a sub-heading")
    return True


def _subheading(state: _State, line: Line) -> None:
    state.side, state.note, state.label = None, False, None
    state.drafts.append(Draft("subheading", [line], sealed=True))


def _paragraph(state: _State, line: Line, after: Sequence[Line]) -> None:
    _leave(state, line)
    if state.note and _note_ends(state, line, after):
        state.note = False
    sealed = line.part == "sure"
    if state.note:
        state.drafts.append(Draft("note", [line], state.label, state.label is None, sealed=sealed))
    elif state.side:
        opened = state.label is not None
        state.drafts.append(Draft("perspective", [line], state.side, not opened, sealed=sealed))
    else:
        state.drafts.append(Draft("paragraph", [line], sealed=sealed))
    state.label = None


def _leave(state: _State, line: Line) -> None:
    """A side's version ends with its citation, or where the file says so."""
    if state.label is not None:
        return
    group = line.role.removesuffix("_bullet")
    if group == "text":
        state.side, state.note = None, False
    elif (group == "side" and state.note) or (group == "note" and state.side):
        state.side, state.note = None, group == "note"
    if state.side is None or group in ("side", "note"):
        return
    if line.left is not None and state.side_left is not None:
        if line.left < state.side_left - _SAME_EDGE:
            state.side = None
    elif state.drafts and state.cited(state.drafts[-1].last.text):
        state.side = None


def _note_ends(state: _State, line: Line, after: Sequence[Line]) -> bool:
    """A NOTE has no citation: what a citation closes after it is body again."""
    if state.label is not None or line.role == "note":
        return False
    if not any(state.cited(each.text) for each in (line, *after)):
        return line.left is not None and state.note_italic and not line.whole("italic")
    if state.note_italic and line.whole("italic"):
        return False
    state.doubt(line, "a citation follows: taken as body again, not as part of the NOTE")
    return True

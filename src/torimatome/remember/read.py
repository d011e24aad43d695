"""A published bulletin, in any of its forms, becomes an Issue again; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from torimatome.errors import Unreadable
from torimatome.model import Issue, Item, Outlet, Period, Section, SectionRule, Style
from torimatome.outside.pdf import contents
from torimatome.remember.body import read_body
from torimatome.remember.form import Grammar, folded, grammar
from torimatome.remember.from_docx import lines_of_docx
from torimatome.remember.from_html import lines_of_html
from torimatome.remember.from_json import issue_of_json
from torimatome.remember.from_pdf import lines_of_pdf
from torimatome.remember.from_text import lines_of_text
from torimatome.remember.front import Front, read_front
from torimatome.remember.headline import read_headlines
from torimatome.remember.lines import Line, cut, level
from torimatome.remember.reading import Doubt, Reading

__all__ = ["Doubt", "Reading", "read_issue"]

# Far above any bulletin (the longest seen has 50 kB of text and 24 pages), far below what
# would fill a small machine's memory when parsed.
MOST_BYTES = 30_000_000
_HEADING_LENGTH = 60
# The longest of the published issues has 50,000 characters in 430 lines, 2,400 in one of them.
_MOST_LINES, _MOST_LETTERS, _LONGEST_LINE = 4_000, 400_000, 20_000
_RUNNING_HEAD = 8  # lines of the front a running head may repeat


def read_issue(
    body: bytes,
    name: str,
    style: Style,
    sections: Sequence[SectionRule] = (),
    outlets: Sequence[Outlet] = (),
) -> Reading:
    """The Issue a file holds: text, PDF, DOCX, HTML or our own JSON, told by its first bytes.

    Words, citations and their years stay as printed. What the reader was not sure of stands
    in `doubts`. Raises Unreadable for a file that is no bulletin, and says why.
    """
    if len(body) > MOST_BYTES:
        raise Unreadable(name, f"{len(body):,} bytes are no bulletin; the most is {MOST_BYTES:,}")
    if not body.strip():
        raise Unreadable(name, "the file is empty")
    rules = grammar(style, sections, outlets)
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in body[:1024]:
        return _of_pdf(body, name, rules)
    if body.startswith(b"PK"):
        return issue_of_lines(lines_of_docx(body, name), name, rules)
    if head.startswith(b"{"):
        return Reading(issue_of_json(body, name), ())
    if head[:1] == b"<":
        return issue_of_lines(lines_of_html(body, name), name, rules)
    text = _decoded(body, name)
    if len(text) > _MOST_LETTERS or text.count("\n") > 4 * _MOST_LINES:
        raise Unreadable(name, f"{len(text):,} characters of text are no bulletin")
    doubts: list[Doubt] = []
    lines = lines_of_text(text, rules, doubts)
    reading = issue_of_lines(lines, name, rules)
    told = sorted((*doubts, *reading.doubts), key=lambda doubt: doubt.line)
    return replace(reading, doubts=tuple(dict.fromkeys(told)))


def _of_pdf(body: bytes, name: str, rules: Grammar) -> Reading:
    found = contents(body, name)
    if not found.json:
        return issue_of_lines(lines_of_pdf(found), name, rules)
    try:
        return Reading(issue_of_json(found.json.encode(), name), ())
    except Unreadable as error:
        doubt = Doubt(0, error.reason[:120], "its JSON could not be read; the pages were")
    pages = contents(body, name, layout=True)
    reading = issue_of_lines(lines_of_pdf(pages), name, rules)
    return replace(reading, doubts=(doubt, *reading.doubts))


def _decoded(body: bytes, name: str) -> str:
    codings = ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp932")
    for coding in codings:
        try:
            text = body.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(name, "neither text (UTF-8, UTF-16 or Shift JIS) nor PDF, DOCX, HTML or JSON")


@dataclass
class _Split:
    """Lines sorted into front, sections and items."""

    front: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    items: list[tuple[Section, list[Line], int]] = field(default_factory=list)
    end: str = ""


def issue_of_lines(lines: Sequence[Line], name: str, rules: Grammar) -> Reading:
    """The Issue these lines tell. Raises Unreadable when they tell none."""
    _refuse_giants(lines, name)
    doubts: list[Doubt] = []
    split = _split(lines, rules, doubts)
    front = read_front(split.front, rules, doubts)
    _refuse_strangers(split, front, name)
    near = date.fromisoformat(front.period.end) if front.period else None
    stem = PurePath(name).stem
    items = []
    for number, (section, own, mark) in enumerate(split.items, 1):
        headlines = read_headlines(own, rules, mark, doubts)
        blocks, citations = read_body(own[headlines.used :], rules, near, doubts)
        if not citations:
            doubts.append(Doubt(own[0].number, own[0].text[:60], "the item has no citation"))
        items.append(
            Item(
                id=own[0].anchor or f"{stem}-{number:02}",
                section=section.number,
                headline_ja=headlines.first,
                headline_en=headlines.second,
                blocks=blocks,
                citations=citations,
                links=tuple(link for block in blocks for link in block.links),
                kind=section.kind,
            )
        )
    if not split.end:
        doubts.append(Doubt(lines[-1].number, lines[-1].text[:60], "no end mark was found"))
    issue = Issue(
        title_ja=front.title,
        subtitle_ja=front.subtitle,
        issuer_ja=front.issuer,
        period=front.period or _period_of(items, name, doubts),
        sections=tuple(split.sections),
        items=tuple(items),
        end_marker=split.end,
        notice_ja=front.notice_ja,
        notice_en=front.notice_en,
        version=max((one.version for one in front.corrections), default=1),
        corrections=front.corrections,
        file=name,
    )
    doubts.sort(key=lambda doubt: doubt.line)
    return Reading(issue, tuple(dict.fromkeys(doubts)))


def _split(lines: Sequence[Line], rules: Grammar, doubts: list[Doubt]) -> _Split:
    split = _Split()
    for place, line in enumerate(lines):
        if not line.text:
            continue
        following = lines[place + 1] if place + 1 < len(lines) else None
        last = following is None and not any(letter.isalnum() for letter in line.text)
        if split.items and (_is_end(line, rules) or (last and len(line.text) > 2)):
            split.end = line.text
            _doubt_rest(lines[place + 1 :], doubts)
            break
        section = _section(line, following, split, rules, doubts)
        if section:
            split.sections.append(section)
            continue
        if _is_furniture(line, split, rules):
            continue
        if not split.sections and not _begins(line, rules):
            split.front.append(line)
            continue
        _file(split, line, rules, doubts)
    return split


def _is_end(line: Line, rules: Grammar) -> bool:
    return line.role == "end" or bool(not line.role and rules.end.fullmatch(level(line.text)))


def _begins(line: Line, rules: Grammar) -> bool:
    """Whether an item begins here although no section heading stood above it."""
    found = rules.item_mark.match(line.text)
    return line.role == "headline" or bool(
        rules.item_start(line) and found and found["mark"] not in rules.form.list_marks
    )


def _file(split: _Split, line: Line, rules: Grammar, doubts: list[Doubt]) -> None:
    """Put the line into a new item, or into the one that is open."""
    if not split.sections:
        doubts.append(Doubt(line.number, line.text[:60], "an item above any section heading"))
        split.sections.append(Section("1", "", ""))
    section = split.sections[-1]
    own = split.items[-1][1] if split.items and split.items[-1][0] is section else None
    start = rules.item_start(line) if line.role in ("", "headline") else 0
    if start and not (line.role == "" and own and _is_list(line, own, rules)):
        split.items.append((section, [line], start))
    elif line.role == "headline":
        split.items.append((section, [line], 0))
    elif own is None or _is_unmarked(line, own, rules):
        doubts.append(Doubt(line.number, line.text[:60], "no item mark: taken as a headline"))
        split.items.append((section, [line], 0))
    else:
        own.append(line)


def _is_list(line: Line, own: Sequence[Line], rules: Grammar) -> bool:
    """A mark items and lists share, before words of the second language, inside an open list."""
    found = rules.item_mark.match(line.text)
    if found is None or not rules.letters or rules.has_letters(line.text):
        return False
    last = own[-1].text.rstrip()
    return len(own) > 1 and (
        last.endswith((":", "：")) or bool(len(own) > 2 and rules.item_mark.match(last))
    )


def _is_unmarked(line: Line, own: Sequence[Line], rules: Grammar) -> bool:
    if line.role or not rules.letters or len(own) < 3:
        return False
    letters = [letter for letter in line.text if letter.isalpha()]
    wide = sum(bool(rules.letters.match(letter)) for letter in letters)
    closed = level(own[-1].text).rstrip()[-1:] in (")", "]") or rules.note.match(own[-1].text)
    return bool(closed) and bool(letters) and wide > len(letters) / 2


def _section(
    line: Line, following: Line | None, split: _Split, rules: Grammar, doubts: list[Doubt]
) -> Section | None:
    if line.role not in ("", "section") or len(line.text) > _HEADING_LENGTH:
        return None
    flat = level(line.text)
    found = rules.section.fullmatch(flat)
    number = " ".join(found["number"].split()) if found else ""
    at = found.start("heading") if found else 0
    heading = cut(line, at).text
    rule = rules.rule_of(heading)
    other = rules.any_section(line.text) if rule is None or found is None else None
    if other:
        rule, heading = rules.rule_of(other[1]), other[1]
        number = other[0] or str(len(split.sections) + 1)
        doubts.append(Doubt(line.number, line.text[:60], "a section heading in another form"))
    elif found is None:
        exact = rule and folded(heading) in (folded(rule.heading_ja), folded(rule.heading_en))
        if not exact and line.role != "section":
            return None
        number = str(len(split.sections) + 1)
        doubts.append(Doubt(line.number, line.text[:60], "a section heading without its number"))
    elif rule is None and line.role != "section":
        opens = following is not None and rules.item_start(following) > 0
        scripted = not rules.letters or rules.has_letters(heading)
        if not (opens and scripted) or rules.item_start(line):
            return None
        doubts.append(Doubt(line.number, line.text[:60], "a section the desk does not have"))
    kind = rule.kind if rule else ""
    return Section(number, heading, kind, rule.heading_en if rule else "")


def _is_furniture(line: Line, split: _Split, rules: Grammar) -> bool:
    if line.role == "furniture":
        return True
    if line.role:
        return False
    flat = level(line.text).strip()
    if rules.furniture.fullmatch(flat):
        return True
    if not split.items:
        return False
    # A running head says what the front says: title, period, or both.
    head = "".join(flat.split())
    fronts = ["".join(level(known.text).split()) for known in split.front[:_RUNNING_HEAD]]
    return head in fronts or any(head == a + b for a in fronts for b in fronts if a != b)


def _doubt_rest(lines: Sequence[Line], doubts: list[Doubt]) -> None:
    doubts += [
        Doubt(line.number, line.text[:60], "words behind the end mark were left out")
        for line in lines
        if line.text and line.role != "furniture"
    ]


def _refuse_giants(lines: Sequence[Line], name: str) -> None:
    longest = max((len(line.text) for line in lines), default=0)
    letters = sum(len(line.text) for line in lines)
    if len(lines) > _MOST_LINES or letters > _MOST_LETTERS or longest > _LONGEST_LINE:
        raise Unreadable(
            name,
            f"{len(lines):,} lines with {letters:,} characters, {longest:,} in one of them, are"
            " no bulletin",
        )


def _refuse_strangers(split: _Split, front: Front, name: str) -> None:
    if not split.items:
        raise Unreadable(name, "no item was found: no line opens with one of the desk's item marks")
    known = any(section.kind for section in split.sections)
    if not known and front.period is None:
        raise Unreadable(
            name, "no bulletin of this desk: neither a period nor one of its section headings"
        )


def _period_of(items: Sequence[Item], name: str, doubts: list[Doubt]) -> Period:
    days = [day for item in items for c in item.citations for day in (c.date_start, c.date_end)]
    if not days:
        raise Unreadable(name, "no bulletin of this desk: neither a period nor a citation")
    doubts.append(Doubt(0, "", "no period is printed; the days of the citations are taken"))
    return Period(min(days), max(days))

"""Run as a script on a PDF from standard input: its rows, or the JSON it carries, as JSON.

Stands alone, so that it can run in a process of its own: a PDF made to eat memory or time
meets the limits set here and not the desk. from_pdf is the other end. One file, long as it is:
`python -I` finds no modules beside a script, and the package is not to be imported here.
"""

import contextlib
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pdfplumber
import pdfplumber.page
from pdfminer.converter import PDFPageAggregator
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.utils import decode_text

# Not every system has limits; where it has none, from_pdf's clock still runs.
with contextlib.suppress(ImportError):
    import resource

# A 7-page issue took 5 seconds on a busy core (pdfminer's parser: 0.6 s a page) and 96 MB.
_MOST_MEMORY = 1_500_000_000
_MOST_SECONDS = 90
_MOST_PAGES = 120
_MOST_FILES, _MOST_NODES = 200, 1_000_000
# Characters whose middles lie closer than this share of their size stand on one row.
_ROW = 0.45
# A gap wider than this share of the size is a space nobody wrote: word spaces are about 0.25.
_GAP = 0.18
# Points. A bracket set at half its width at a row's end has its middle on the edge of its link;
# the narrowest character beside one, a space, has its own 1.3 points off.
_NEAR = 0.6
# Marks by which a producer kept a stretch's direction; nobody wrote them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Languages written from right to left; publish/plain.py has the same.
_LEFTWARD = frozenset(("ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"))
# In a run from right to left a bracket drawn ")" was written "(".
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
# The keyword publish/pdf.py gives our files; in them a quotation is a side's version, strong
# words are its label, and emphasised ones a NOTE.
_OURS = "torimatome-bulletin"
_PARAGRAPHS = frozenset("P H H1 H2 H3 H4 H5 H6 LI TD TH Title Caption BlockQuote Note".split())


class Marked(PDFPageAggregator):
    """Lays out a page, keeping of each character what the marks it stands in say.

    Unlike pdfplumber's own, it knows marks within marks, and the two by which a producer says
    how words read: ActualText (ligatures, letters with their signs) and ReversedChars (words
    that run from right to left, stored as they look).
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._open: list[dict[str, Any]] = [{}]
        self._count = 0

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """A mark opens; what it says not is as around it."""
        self._count += 1
        given = props if isinstance(props, dict) else {}
        marks = dict(self._open[-1])
        name = _name(tag)
        if "MCID" in given:
            marks["mcid"] = given["MCID"]
        if "Lang" in given:
            marks["lang"] = _language(given["Lang"])
        if marks.get("tag") != "Artifact" and ("mcid" not in marks or name == "Artifact"):
            marks["tag"] = name
        if name == "ReversedChars":
            marks["turned"] = self._count
        told = resolve1(given.get("ActualText"))
        if isinstance(told, bytes | str) and "actual" not in marks:
            marks["actual"] = self._count
            marks["words"] = told if isinstance(told, str) else decode_text(told)
        if len(self._open) < 100:
            self._open.append(marks)

    def end_tag(self) -> None:
        """The mark opened last ends."""
        if len(self._open) > 1:
            self._open.pop()

    def render_char(self, *args: Any, **named: Any) -> float:
        """A character, with its marks and its place in the file."""
        wide = super().render_char(*args, **named)
        if self.cur_item._objs:
            made: Any = self.cur_item._objs[-1]
            marks = self._open[-1]
            made.mcid, made.tag = marks.get("mcid"), marks.get("tag")
            made.turned, made.actual = marks.get("turned", 0), marks.get("actual", 0)
            made.words, made.lang = marks.get("words", ""), marks.get("lang", "")
        return float(wide)


pdfplumber.page.PDFPageAggregatorWithMarkedContent = Marked  # type: ignore[assignment,misc]
pdfplumber.page.ALL_ATTRS.update(("turned", "actual", "words", "lang"))


def limit() -> None:
    """Memory and seconds this process may take; on systems without limits, nothing."""
    if "resource" not in globals():
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(octets: bytes, layout: bool) -> dict[str, Any]:
    """{"json": …} when the PDF carries an issue's JSON, else {"rows": […], "tagged": …}."""
    with pdfplumber.open(io.BytesIO(octets)) as pdf:
        attached = "" if layout else attachment(pdf)
        if attached:
            return {"json": attached}
        if len(pdf.pages) > _MOST_PAGES:
            return {"error": f"{len(pdf.pages)} pages are no bulletin"}
        tags = _tags(pdf)
        ours = bool(tags) and _OURS in str(pdf.metadata.get("Keywords", ""))
        rows: list[dict[str, Any]] = []
        begins = _begins(tags)
        for page in pdf.pages:
            rows += page_rows(page, tags, begins, exact=ours)
            page.close()
    return {"rows": _without_front(rows) if ours else rows, "tagged": bool(tags), "ours": ours}


def _without_front(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Our modern design without its front: what stands under first-level headings without a
    number (contents, calendar, who met whom), which tells nothing the items do not."""
    kept, passing, heading = [], False, 0
    for row in rows:
        if row["tag"] == "H1" and row["paragraph"] != heading:
            heading = row["paragraph"]
            passing = not re.match(r"\s*[0-9]+\s*[.．]", row["text"])
        if not passing:
            kept.append(row)
    return kept


def attachment(pdf: Any) -> str:
    """The JSON among the files inside the PDF that is an issue of ours; "" when there is none."""
    names = resolve1(resolve1(pdf.doc.catalog.get("Names", {})).get("EmbeddedFiles", {}))
    waiting = [names, *({"Names": ["", f]} for f in resolve1(pdf.doc.catalog.get("AF", [])) or [])]
    seen = 0
    while waiting and seen < _MOST_FILES:
        seen += 1
        node = resolve1(waiting.pop(0))
        if not isinstance(node, dict):
            continue
        waiting += resolve1(node.get("Kids", [])) or []
        for entry in (resolve1(node.get("Names", [])) or [])[1::2]:
            text = _file(resolve1(entry))
            if '"torimatome-issue/' in text:
                return text
    return ""


def _file(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    stream = resolve1((resolve1(entry.get("EF", {})) or {}).get("F"))
    if not isinstance(stream, PDFStream):
        return ""
    return bytes(stream.get_data()).decode("utf-8", "replace")


class Tagged(NamedTuple):
    """Where in the tree of tags a stretch of words stands."""

    number: int = 0  # of its paragraph; 0 = in none
    kind: str = ""  # the paragraph's tag
    group: int = 0  # number of the quotation around it; 0 = none
    within: str = ""  # Strong | Em | Lbl: the innermost of these around it
    language: str = ""  # ISO 639-1, as the nearest tag says


Tags = dict[tuple[int, int], Tagged]
_NOWHERE = Tagged()


def _tags(pdf: Any) -> Tags:
    """(page, marked content) → its place in the tree of tags.

    Read from the tree itself: pdfplumber forgets on which page the second half of a paragraph
    stands.
    """
    found: Tags = {}
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return found
    pages = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    named = resolve1(root.get("RoleMap")) or {}
    whole = Tagged(language=_language(pdf.doc.catalog.get("Lang")))
    waiting: list[tuple[Any, Tagged, int]] = [(root.get("K"), whole, 0)]
    count, visits = 0, 0
    while waiting and visits < _MOST_NODES:
        visits += 1
        reference, place, page = waiting.pop()
        node = resolve1(reference)
        if isinstance(node, int):
            found[(page, node)] = place
        elif isinstance(node, list):
            waiting += [(child, place, page) for child in reversed(node)]
        elif isinstance(node, dict):
            on = node.get("Pg")
            page = pages.get(on.objid, page) if isinstance(on, PDFObjRef) else page
            if "MCID" in node:
                waiting.append((node["MCID"], place, page))
                continue
            tag = plain = _name(node.get("S"))
            tag = _name(named.get(tag)) if tag not in _PARAGRAPHS and tag in named else tag
            if tag in _PARAGRAPHS and place.kind != "LI":
                count += 1
                place = place._replace(number=count, kind=tag)
            said = _language(node.get("Lang"))
            if said:
                place = place._replace(language=said)
            if tag == "BlockQuote":
                place = place._replace(group=count)
            elif plain in ("Strong", "Em", "Lbl"):
                place = place._replace(within=plain)
            waiting.append((node.get("K"), place, page))
    return found


def _language(said: Any) -> str:
    said = resolve1(said)
    text = decode_text(said) if isinstance(said, bytes) else str(said or "")
    return text.split("-")[0].casefold()


def _name(literal: Any) -> str:
    return str(getattr(literal, "name", literal) or "")


def page_rows(
    page: Any, tags: Tags, begins: dict[int, str], *, exact: bool = False
) -> Iterator[dict[str, Any]]:
    """The page's rows from top to bottom, with what is bold, italic or a link in each.

    `begins` says, by number of a tagged paragraph, which language it begins in. `exact`: the file
    writes every space it means; a gap is none.
    """
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(_once(page.chars), key=lambda c: (round(_middle(c), 1), c["x0"])):
        if rows and abs(_middle(char) - _middle(rows[-1][0])) < _ROW * float(char["size"]):
            rows[-1].append(char)
        else:
            rows.append([char])
    begins |= _marked_begins(page, tags)
    links = [box for link in page.hyperlinks if link.get("uri") for box in _boxes(link, page)]
    for row in rows:
        # A mark in the margin, or words said again beside a heading, is not of the row.
        told = [char for char in row if char.get("tag") != "Artifact"]
        placed = [{**c, "place": _place(page, c, tags), "spaced": exact} for c in told or row]
        made = _row(in_order(placed, begins), page, links, tags)
        if made["text"].strip():
            yield made


def _begins(tags: Tags) -> dict[int, str]:
    """By number of a tagged paragraph, the language its tags give its first words."""
    found: dict[int, str] = {}
    for place in tags.values():
        if place.language and place.within != "Lbl":
            found.setdefault(place.number, place.language)
    return found


def _marked_begins(page: Any, tags: Tags) -> dict[int, str]:
    """The same for paragraphs that begin on this page, where marks among the words say it."""
    langs: dict[int, str] = {}  # "" = as the tag says
    for char in page.chars:
        if char["text"].strip():
            langs[char.get("mcid")] = langs.get(char.get("mcid")) or char.get("lang") or ""
    found: dict[int, str] = {}
    seen: set[int] = set()
    for (number, mark), place in tags.items():
        # The bullet and a side's name stand before the words that decide the direction.
        if place.within in ("Lbl", "Strong") or place.number in seen:
            continue
        if number != page.page_number:
            seen.add(place.number)  # it began on an earlier page
        elif mark in langs:  # a space may stand before the first words, in a mark of its own
            seen.add(place.number)
            if langs[mark]:
                found[place.number] = langs[mark]
    return found


def _place(page: Any, char: dict[str, Any], tags: Tags) -> Tagged:
    mark = char.get("mcid")
    return _NOWHERE if mark is None else tags.get((page.page_number, mark), _NOWHERE)


def in_order(row: list[dict[str, Any]], begins: dict[int, str]) -> list[dict[str, Any]]:
    """The row's characters as they are read, each with the words it stands for.

    `begins` says, by number of a tagged paragraph, which language it begins in.
    """
    row = _as_meant(sorted(row, key=lambda c: c["x0"]))
    if row and row[0].get("spaced"):
        row = _not_astray(row)
    spoken = [_spoken(c) for c in row]
    told = all(spoken)
    # The end of a sentence from right to left may be a number and a stop alone.
    if not any(_turns_left(c["text"]) for c in row) and not (told and _LEFTWARD & {*spoken}):
        return row
    if told:
        return _by_language(row, begins)
    row = list(_spaced(row))
    ordered = read_from(row, right=_from_right(row))
    if any(c.get("turned") for c in row):
        return ordered  # such a file says its brackets as they were written
    return [
        {**c, "text": _MIRRORED.get(c["text"], c["text"])} if c.get("leftward") else c
        for c in ordered
    ]


def _by_language(row: list[dict[str, Any]], begins: dict[int, str]) -> list[dict[str, Any]]:
    """The row in order where tags say every character's language: no guessing at the edges."""
    sides = [(c.get("lang") or c["place"].language) in _LEFTWARD for c in row]
    # A space between two stretches of one direction is theirs, whoever's language it has.
    for at in range(1, len(row) - 1):
        if not row[at]["text"].strip() and sides[at - 1] == sides[at + 1]:
            sides[at] = sides[at - 1]
    stretches: list[tuple[bool, list[dict[str, Any]]]] = []
    for side, char in zip(sides, row, strict=True):
        char["spaced"] = True
        if stretches and stretches[-1][0] == side:
            stretches[-1][1].append(char)
        else:
            stretches.append((side, [char]))
    if begins.get(row[0]["place"].number, "") in _LEFTWARD:
        stretches.reverse()
    return [c for side, part in stretches for c in read_from(part, right=side)]


def _spaced(row: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The row with the gaps it shows as spaces: once it is reordered they can't be measured."""
    for before, char in pairwise([row[0], *row]):
        if char is not before and _apart(before, char) and before["text"].strip():
            yield {**char, "text": " ", "x1": char["x0"], "x0": before["x1"], "spaced": True}
        yield {**char, "spaced": True}


def _as_meant(row: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Characters under one ActualText become one, saying it."""
    done: list[dict[str, Any]] = []
    groups: dict[int, dict[str, Any]] = {}
    for char in row:
        group = char.get("actual") or 0
        if not group:
            done.append({**char, "text": _plain(char["text"])})
        elif group in groups:
            first = groups[group]
            first["x1"] = max(first["x1"], char["x1"])
        else:
            groups[group] = {**char, "text": _plain(char["words"])}
            done.append(groups[group])
    return [char for char in done if char["text"]]


def _once(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The page's characters without signs above a letter that say the letter's words again."""
    said: dict[str, list[dict[str, Any]]] = {}
    again: set[int] = set()
    for char in chars:
        words = char.get("words") or char["text"]
        if len(words) < 2:
            continue
        for other in said.setdefault(words, []):
            if _over(char, other):
                # The letter is wider than its sign, or else stands below it.
                first, second = (_weight(other), _weight(char))
                again.add(id(char) if first >= second else id(other))
        said[words].append(char)
    return [char for char in chars if id(char) not in again]


def _weight(char: dict[str, Any]) -> tuple[float, float]:
    return round(char["x1"] - char["x0"], 1), _middle(char)


def _over(sign: dict[str, Any], letter: dict[str, Any]) -> bool:
    shared = min(sign["x1"], letter["x1"]) - max(sign["x0"], letter["x0"])
    narrow = min(sign["x1"] - sign["x0"], letter["x1"] - letter["x0"])
    apart = sign.get("actual") != letter.get("actual") or not sign.get("actual")
    mark, other = sign.get("mcid"), letter.get("mcid")
    if mark is not None and other is not None and abs(mark - other) > 2:
        return False  # a tagged file numbers a letter and its sign next to each other
    # Signs were drawn up to 1.02 times the size off their letter; rows are 1.5 apart.
    near = abs(_middle(sign) - _middle(letter)) < 1.2 * float(letter["size"])
    return bool(apart and near and shared >= 0.5 * narrow - 0.1)


def _not_astray(row: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The row without spaces laid over the words of other stretches: they part nothing there.

    Typst draws the space at a line's end where the line would go on, which may be inside it.
    """
    return [
        char
        for at, char in enumerate(row)
        if char["text"].strip()
        or not 0 < at < len(row) - 1
        or not _astray(char, row[at - 1], row[at + 1])
    ]


def _astray(space: dict[str, Any], left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether a space lies within one stretch it is not of, or between two it comes after.

    Right behind the later of two it may be the space between them, unless a stop would follow it.
    """
    mark, before, after = (one.get("mcid") for one in (space, left, right))
    if before == after:
        return bool(mark != before)
    if mark is None or before is None or after is None or abs(before - after) != 1:
        return False
    following = left if _spoken(left) in _LEFTWARD else right
    last = max(before, after)
    return bool(mark > last + 1 or (mark > last and following["text"][:1] in ".,;:!?،؛؟"))


def _turns_left(text: str) -> bool:
    return unicodedata.bidirectional(text[:1] or " ") in ("R", "AL")


def _from_right(row: list[dict[str, Any]]) -> bool:
    """Whether the row as a whole runs from right to left.

    A tagged file numbers its stretches as they are read: the end with the lower number is where
    the row begins. Otherwise most of its letters decide.
    """
    letters = [c for c in row if _direction(c["text"]) in ("L", "R")]
    kinds = [_direction(c["text"]) for c in letters]
    if len(set(kinds)) > 1 and all(c.get("mcid") is not None for c in letters):
        runs = [[letters[0]["mcid"]]]
        for before, char in pairwise(letters):
            if _direction(char["text"]) != _direction(before["text"]):
                runs.append([])
            runs[-1].append(char["mcid"])
        return bool(min(runs[-1]) < min(runs[0]))
    return kinds.count("R") > kinds.count("L")


def read_from(row: list[dict[str, Any]], *, right: bool) -> list[dict[str, Any]]:
    """Characters given from left to right as the eye sees them, in the order they are read.

    Turns back what the Unicode bidirectional algorithm did to one line of two levels: runs of
    right-to-left letters with what stands between them, but numbers within run to the right.
    """
    kinds = [_direction(c["text"]) for c in row]
    runs: list[tuple[bool, list[dict[str, Any]]]] = []
    for turned, char in zip(_levelled(row, kinds, right=right), row, strict=True):
        if runs and runs[-1][0] == turned:
            runs[-1][1].append(char)
        else:
            runs.append((turned, [char]))
    if right:
        runs.reverse()
    ordered: list[dict[str, Any]] = []
    for turned, chars in runs:
        ordered += _numbers_kept(chars) if turned else chars
    return ordered


def _direction(text: str) -> str:
    kind = unicodedata.bidirectional(text[:1] or " ")
    if kind in ("R", "AL"):
        return "R"
    return "L" if kind == "L" else "N" if kind in ("EN", "AN") else "-"


def _levelled(row: list[dict[str, Any]], kinds: list[str], *, right: bool) -> list[bool]:
    """Which characters belong to a run from right to left."""
    if right:
        # Latin words with what stands between them stay; all else is turned.
        return [not one for one in _widened(row, _spanned(kinds, "L"), right=right)]
    return _widened(row, _spanned(kinds, "R"), right=right)


def _widened(row: list[dict[str, Any]], within: list[bool], *, right: bool) -> list[bool]:
    """The stretches with the brackets, stops and numbers at their edges that are theirs.

    Those numbered, by a tagged file, on the side where the stretch would read on.
    """
    done = list(within)
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and within[end]:
            end += 1
        marks = [c["mcid"] for c in row[at:end] if c.get("mcid") is not None]
        for step, edge in ((-1, at - 1), (1, end)) if marks else ():
            onward = (step > 0) == right
            place = edge
            spaces: list[int] = []
            while 0 <= place < len(row) and not done[place]:
                mark, kind = row[place].get("mcid"), _direction(row[place]["text"])
                theirs = mark is not None and (mark > max(marks) if onward else mark < min(marks))
                if theirs and kind not in ("L", "R"):
                    for one in (*spaces, place):
                        done[one] = True
                    spaces = []
                elif row[place]["text"].strip():
                    break
                else:
                    spaces.append(place)
                place += step
        at = max(end, at + 1)
    return done


def _spanned(kinds: list[str], wanted: str) -> list[bool]:
    """True from the first to the last of neighbouring `wanted`, over what is neither kind."""
    other = "L" if wanted == "R" else "R"
    within = [False] * len(kinds)
    last = -1
    for at, kind in enumerate(kinds):
        if kind == other:
            last = -1
        elif kind == wanted:
            start = last if last >= 0 else at
            for place in range(start, at + 1):
                within[place] = True
            last = at
    return within


def _numbers_kept(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The run turned round, but for its numbers."""
    turned = [{**c, "leftward": True} for c in reversed(chars)]
    at = 0
    while at < len(turned):
        end = at
        while end < len(turned) and _in_number(turned, end, at):
            end += 1
        while end > at and not turned[end - 1]["text"][:1].isdigit():
            end -= 1
        if end > at:
            turned[at:end] = turned[at:end][::-1]
        at = max(end, at + 1)
    return turned


def _in_number(chars: list[dict[str, Any]], at: int, start: int) -> bool:
    text = chars[at]["text"][:1]
    return text.isdigit() or (at > start and text in ".,:/-٫٬%")


def _boxes(link: dict[str, Any], page: Any) -> list[dict[str, Any]]:
    """The boxes a link covers: one a row where the PDF says so, else the one round them all."""
    points = resolve1((link.get("data") or {}).get("QuadPoints"))
    if not isinstance(points, list) or len(points) < 8 or len(points) > 800:
        return [link]
    boxes = []
    for at in range(0, len(points) - 7, 8):
        quad = [float(resolve1(point)) for point in points[at : at + 8]]
        across, up = quad[0::2], quad[1::2]
        boxes.append(
            {
                "uri": link["uri"], "x0": min(across), "x1": max(across),
                "top": float(page.height) - max(up), "bottom": float(page.height) - min(up),
            }
        )  # fmt: skip
    return boxes


def _middle(char: dict[str, Any]) -> float:
    return (float(char["top"]) + float(char["bottom"])) / 2


def _row(chars: list[dict[str, Any]], page: Any, links: list[Any], tags: Tags) -> dict[str, Any]:
    text = ""
    spans: list[list[Any]] = []
    before: dict[str, Any] | None = None
    inside = ""
    for char in chars:
        place = _place(page, char, tags)
        words = _plain(char["text"])
        measured = before is not None and not char.get("spaced")
        apart = before is not None and measured and _apart(before, char)
        # The mark of a bullet stands apart from its words however near they are set.
        apart = apart or (inside == "Lbl" != place.within and bool(text))
        if apart and not text.endswith(" "):
            text += " "
        inside = place.within
        for kind, target in (*_kinds(char, links), *_tagged_kinds(place)):
            last = next((s for s in reversed(spans) if s[2:] == [kind, target]), None)
            if last and last[1] >= len(text.rstrip()):
                last[1] = len(text) + len(words)
            else:
                spans.append([len(text), len(text) + len(words), kind, target])
        text += words
        before = char
    inked = [c for c in chars if c["text"].strip()] or chars
    places = [(page.page_number, c["mcid"]) for c in inked if c.get("mcid") is not None]
    tagged = [tags[place] for place in places if place in tags]
    first = tagged[0] if tagged else _NOWHERE
    kind = first.kind
    if all(c.get("tag") == "Artifact" for c in inked):
        kind = "Artifact"
    return {
        "page": page.page_number, "text": text, "spans": spans,
        "paragraph": first.number, "tag": kind, "group": first.group,
        "x0": float(min(c["x0"] for c in inked)), "x1": float(max(c["x1"] for c in inked)),
        "top": float(min(c["top"] for c in inked)), "bottom": float(inked[0]["bottom"]),
        "size": max(float(c["size"]) for c in inked), "height": float(page.height),
        "begins": _spoken(inked[0]), "ends": _spoken(inked[-1]),
    }  # fmt: skip


def _spoken(char: dict[str, Any]) -> str:
    return str(char.get("lang") or char["place"].language)


def _tagged_kinds(place: Tagged) -> Iterator[tuple[str, str]]:
    if place.within in ("Strong", "Em"):
        yield place.within.casefold(), ""


def _plain(text: str) -> str:
    if text.startswith("(cid:"):
        return "\ufffd"
    text = _TURNING.sub("", text)
    return unicodedata.normalize("NFKC", text) if "ﬀ" <= text[:1] <= "ﬆ" else text


def _apart(before: dict[str, Any], char: dict[str, Any]) -> bool:
    gap = float(char["x0"]) - float(before["x1"])
    wide = unicodedata.east_asian_width(before["text"][:1] or " ") in "WF"
    wide = wide or unicodedata.east_asian_width(char["text"][:1] or " ") in "WF"
    return gap > (3 if wide else 1) * _GAP * float(char["size"]) and bool(char["text"].strip())


def _kinds(char: dict[str, Any], links: list[Any]) -> Iterator[tuple[str, str]]:
    font = str(char["fontname"]).casefold()
    if any(word in font for word in ("bold", "black", "heavy", "demi")):
        yield "bold", ""
    if any(word in font for word in ("italic", "oblique")):
        yield "italic", ""
    across, down = (float(char["x0"]) + float(char["x1"])) / 2, _middle(char)
    for link in links:
        beside = link["x0"] - _NEAR <= across <= link["x1"] + _NEAR
        if beside and link["top"] <= down <= link["bottom"]:
            yield "link", str(link["uri"])
            return


def _told(error: Exception) -> str:
    # pdfplumber wraps what pdfminer raises.
    inner = next((held for held in error.args if isinstance(held, Exception)), error)
    if "Password" in type(inner).__name__:
        return "it is locked with a password; save a copy without one"
    return f"{type(inner).__name__}: {inner}"[:200]


def main() -> None:
    """Read standard input, write one JSON object; any fault of the PDF is told as one."""
    limit()
    octets = sys.stdin.buffer.read()
    try:
        made = read(octets, layout="--layout" in sys.argv)
    except MemoryError:
        made = {"error": "it would take more memory than a bulletin needs"}
    except RecursionError:
        made = {"error": "its parts are nested too deeply"}
    # pdfminer raises errors of many kinds (struct, key, type, …) on broken files; this process
    # has nothing to lose, and every one of them means the same.
    except Exception as error:
        made = {"error": _told(error)}
    sys.stdout.buffer.write(json.dumps(made, ensure_ascii=True).encode("ascii", "replace"))


if __name__ == "__main__":
    main()

"""A closed block: its citation is taken off its end, its links and label are kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from torimatome.model import Block, Citation, Link
from torimatome.remember.citation import Cited, citations_in, merged, read_citation
from torimatome.remember.form import Grammar
from torimatome.remember.lines import Line, cut
from torimatome.remember.reading import Doubt

Context = tuple[Grammar, date | None, list[Doubt]]


def made(
    kind: str, lines: Sequence[Line], frame: Block, context: Context
) -> tuple[list[Block], list[Citation]]:
    """The block or blocks these lines are: one more begins behind each citation inside."""
    blocks: list[Block] = []
    citations: list[Citation] = []
    bullets: list[Line] = []
    for line in lines:
        if frame.bullets is None:
            for words, cited in _parts(line, context):
                citations += cited
                blocks.append(_text(frame, words, cited, further=bool(blocks)))
            continue
        for words, cited in _parts(line, context):
            bullets.append(words)
            if cited:
                citations += cited
                blocks.append(_list(frame, bullets, cited, further=bool(blocks)))
                bullets = []
    if bullets:
        blocks.append(_list(frame, bullets, [], further=bool(blocks)))
    return blocks, citations


def _text(frame: Block, line: Line, cited: list[Citation], *, further: bool) -> Block:
    block = _further(frame) if further else frame
    return replace(
        block, text=line.text, citation=merged(cited) if cited else None, links=_links([line])
    )


def _list(frame: Block, lines: Sequence[Line], cited: list[Citation], *, further: bool) -> Block:
    block = _further(frame) if further else frame
    return replace(
        block,
        bullets=tuple(line.text for line in lines if line.text),
        citation=merged(cited) if cited else None,
        links=_links(lines),
    )


def _further(frame: Block) -> Block:
    if frame.type == "note":
        return replace(frame, label=None, continued=True)
    return replace(frame, continued=frame.type == "perspective" or frame.continued)


def _links(lines: Sequence[Line]) -> tuple[Link, ...]:
    return tuple(
        Link(line.text[start:end].strip(), target)
        for line in lines
        for start, end, target in _whole_links(line)
        if line.text[start:end].strip()
    )


def _whole_links(line: Line) -> list[tuple[int, int, str]]:
    """The links of a line; one that a form cut where a sentence or a row ends is whole again."""
    whole: list[tuple[int, int, str]] = []
    for mark in line.marks:
        if mark.kind != "link":
            continue
        if whole and whole[-1][2] == mark.target:
            start, end, _ = whole[-1]
            if not line.text[end : mark.start].strip():
                whole[-1] = (start, max(end, mark.end), mark.target)
                continue
        whole.append((mark.start, mark.end, mark.target))
    return whole


def _parts(line: Line, context: Context) -> list[tuple[Line, list[Citation]]]:
    """The line cut behind each citation, brackets taken off; neighbours stay together."""
    grammar, _near, doubts = context
    found = [c for c in _cited(line, context) if c.known or _at_end(line, c) or _shouted(c)]
    parts: list[tuple[Line, list[Citation]]] = []
    at = 0
    for number, cited in enumerate(found):
        if cited.unsure:
            doubts.append(Doubt(line.number, cited.citation.raw, cited.unsure))
        for outlet in () if cited.known else cited.citation.outlets:
            what = f"the desk knows no outlet {outlet!r}"
            if not grammar.outlet(outlet)[1] and not any(d.what == what for d in doubts):
                doubts.append(Doubt(line.number, cited.citation.raw, what))
        citation = _linked(cited, line, grammar)
        between = line.text[at : cited.start].strip(" .,;")
        if parts and not between:
            parts[-1][1].append(citation)
            doubts.append(Doubt(line.number, citation.raw, "a second citation beside the first"))
        else:
            parts.append((cut(line, at, cited.start), [citation]))
        at = cited.end
        if number + 1 < len(found) and line.text[at : found[number + 1].start].strip(" .,;"):
            doubts.append(Doubt(line.number, cited.citation.raw, "a citation inside a paragraph"))
    rest = cut(line, at)
    if rest.text.strip(" .,;") or not parts:
        if parts:
            doubts.append(Doubt(line.number, rest.text[:60], "words behind a citation"))
        parts.append((rest, []))
    return parts


def _linked(cited: Cited, line: Line, grammar: Grammar) -> Citation:
    """The citation with the address each of its outlets leads to."""
    inside = [
        (grammar.outlet(line.text[mark.start : mark.end])[0], mark.target)
        for mark in line.marks
        if mark.kind == "link" and mark.start >= cited.start and mark.end <= cited.end
    ]
    if not inside:
        return cited.citation
    links = []
    for outlet in cited.citation.outlets:
        found = next((pair for pair in inside if pair[0] == outlet), None)
        links.append(found[1] if found else "")
        if found:
            inside.remove(found)
    return replace(cited.citation, links=tuple(links) if any(links) else ())


def _cited(line: Line, context: Context) -> list[Cited]:
    grammar, near, _ = context
    marked = [mark for mark in line.marks if mark.kind == "cite"]
    if not marked:
        return citations_in(line.text, grammar, near)
    read = [
        read_citation(line.text, (start, end), grammar, near)
        for start, end in _joined([(mark.start, mark.end) for mark in marked], line.text)
    ]
    return [cited for cited in read if cited] or citations_in(line.text, grammar, near)


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    done: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return [(s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in done]


def _at_end(line: Line, cited: Cited) -> bool:
    return not line.text[cited.end :].strip(" .,;")


def _shouted(cited: Cited) -> bool:
    """Names in capitals or with a host's dot are outlets even where the desk knows none."""
    names = cited.citation.raw.strip("()[]（）").replace(" ", "")
    letters = [letter for letter in names if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)

"""Runs: stretches of a paragraph in one language, with their link and their passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from torimatome.model import Link, Sentence
from torimatome.publish.plain import is_japanese, language_code, printable, safe_address


@dataclass(frozen=True)
class Run:
    """Words set alike. `origins` and `marks` belong to the sentence that ends with them."""

    text: str
    language: str  # ISO 639-1
    href: str = ""  # "" = no link
    origins: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    sentence: int = -1  # which of the paragraph's sentences it is part of; -1 = none
    record: str = ""  # SHA-256 of the kept snapshot these words stand for; "" = none


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    language: str = ""
    href: str = ""
    origins: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    number: int = -1


Numbered = tuple[Sentence, tuple[int, ...]]  # a sentence and the numbers of its passages


def runs_of(
    text: str, sentences: Sequence[Numbered], links: Sequence[Link], language: str
) -> tuple[Run, ...]:
    """The text cut where a sentence or a link begins or ends; joined again it is the text.

    A sentence the text does not hold word for word (an editor has changed the text) hands
    its passages to the last run, so that no source is lost.
    """
    if not text:
        return ()
    base = language_code(language)
    told, lost = _sentence_spans(text, sentences, base)
    linked = _link_spans(text, links)
    cuts = sorted({0, len(text), *(edge for s in (*told, *linked) for edge in (s.start, s.end))})
    runs = []
    for start, end in pairwise(cuts):
        sentence = next((s for s in told if s.start <= start < s.end), _Span(start, -1, base))
        href = next((s.href for s in linked if s.start <= start < s.end), "")
        closes = sentence.end == end
        runs.append(
            Run(
                text[start:end],
                sentence.language,
                href,
                sentence.origins if closes else (),
                sentence.marks if closes else (),
                sentence.number,
            )
        )
    if lost:
        last = runs[-1]
        origins = tuple(dict.fromkeys((*last.origins, *(n for s in lost for n in s.origins))))
        marks = tuple(dict.fromkeys((*last.marks, *(m for s in lost for m in s.marks))))
        runs[-1] = replace(last, origins=origins, marks=marks)
    return tuple(runs)


def headline_runs(text: str) -> tuple[Run, ...]:
    """A Japanese headline, its 〔English left as it was〕 as runs of their own."""
    parts = re.split("(〔[^〕]*〕)", text)
    return tuple(
        Run(part, "en" if part.startswith("〔") and not is_japanese(part) else "ja")
        for part in parts
        if part
    )


def joined(runs: Sequence[Run]) -> str:
    """The words of the runs."""
    return "".join(run.text for run in runs)


def _sentence_spans(
    text: str, sentences: Sequence[Numbered], base: str
) -> tuple[list[_Span], list[_Span]]:
    """Where each sentence stands, in order, and those that stand nowhere."""
    found, lost, at = [], [], 0
    for number, (sentence, origins) in enumerate(sentences):
        words = printable(sentence.text)
        language = language_code(sentence.language, base)
        marks = tuple(printable(mark) for mark in sentence.marks)
        start = text.find(words, at) if words else -1
        if start < 0:
            lost.append(_Span(0, 0, language, "", origins, marks))
            continue
        at = start + len(words)
        found.append(_Span(start, at, language, "", origins, marks, number))
    return found, [span for span in lost if span.origins or span.marks]


def _link_spans(text: str, links: Sequence[Link]) -> list[_Span]:
    found: list[_Span] = []
    for link in links:
        words, href = printable(link.text), safe_address(link.target)
        start = text.find(words, found[-1].end if found else 0) if words and href else -1
        if start >= 0:
            found.append(_Span(start, start + len(words), href=href))
    return found

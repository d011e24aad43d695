"""What the pages ask of the other steps: outlets, words, sides, files read back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from torimatome.collect import HandIn, add_by_hand, try_outlet, visit_outlet
from torimatome.desk import Desk, as_decided
from torimatome.draft.board import board
from torimatome.edit.web.room import Proposed, Services
from torimatome.flow.after import look_again, send
from torimatome.flow.daily import collect_and_tell
from torimatome.model import Article, Story, Term
from torimatome.model.board import Board
from torimatome.model.house import TERM_KINDS
from torimatome.outside.progress import Hears
from torimatome.publish import evidence, file_of, form_of, lacking, pictures_of
from torimatome.remember import KeptIssue, Proposal, keep, kept_issues, learn_from, page_of, search
from torimatome.remember.read import read_issue
from torimatome.remember.taken_docx import taken_from_docx
from torimatome.text.names import Names
from torimatome.text.program import mark_of
from torimatome.understand.language import tell_language


def services(desk: Desk, hears: Hears) -> Services:
    """What the pages ask of the other steps; progress goes to `hears`."""
    heard = replace(desk, hears=hears)
    return Services(
        collect=lambda: collect_and_tell(as_now(heard)),
        add=lambda given: add_by_hand(as_now(heard), HandIn(**given)),
        file=lambda issue, form: file_of(issue, form, as_now(desk).house.look, desk.house.bulletin),
        pictures=lambda issue: pictures_of(issue, as_now(desk).house.look, desk.house.bulletin),
        dressed=pictures_of,
        lacks=lambda issue, languages: [lack.line() for lack in lacking(issue, languages)],
        proposals=partial(proposed, desk, Taught()),
        search=partial(search, desk),
        keep=partial(keep_file, desk),
        board=partial(board_of, cache(lambda: Names(desk.house))),
        read_copy=lambda name, body: taken_from_docx(body, name),
        editing_copy=lambda issue: form_of(as_now(desk), issue, "edit"),
        named=lambda kind, name: page_of(as_now(desk), kind, name),
        try_outlet=lambda address: try_outlet(as_now(desk), address, language_told),
        visit_outlet=lambda outlet: visit_outlet(as_now(desk), outlet, language_told),
        look_again=partial(look_again, heard),
        evidence=partial(evidence, desk),
        send=lambda issue, to, again, test: send(heard, issue, to, again=again, test=test),
    )


def board_of(names: Callable[[], Names], story: Story, articles: Mapping[str, Article]) -> Board:
    """What the reports of a Story agree on and where they differ, side by side."""
    return board(story, articles, names())


def as_now(desk: Desk) -> Desk:
    """The desk with the outlets and terms people decided on since it was opened."""
    return replace(desk, house=as_decided(desk.shipped or desk.house, desk.store))


def language_told(text: str) -> str:
    """The language of a text by its letters; "" where they do not tell."""
    told = tell_language(text, declared="", prior=())
    return "" if told == "und" else told


class Taught:
    """What the archive teaches, worked out again only when an Issue was kept since.

    Two hundred issues take ten seconds to learn from, so it is remembered from one start of the
    program to the next as long as they and the desk's terms are the same.
    """

    def __init__(self) -> None:
        self._of: list[KeptIssue] | None = None
        self._proposals: tuple[Proposal, ...] = ()

    def by(self, desk: Desk) -> tuple[Proposal, ...]:
        """The proposals of all kept Issues."""
        now = desk.store.archive.issues()
        if now != self._of:
            answers = desk.store.answers
            mark = mark_of(sorted(desk.store.archive.marks().items()), desk.house.terms)
            known = answers.known("taught", "terms", mark, tuple[Proposal, ...])
            if known is None:
                known = learn_from(desk, kept_issues(desk))
                answers.keep("taught", "terms", mark, known)
            self._proposals, self._of = known, now
        return self._proposals


def proposed(desk: Desk, taught: Taught) -> tuple[Proposed, ...]:
    """Terms the archive teaches and nobody decided about, the surest first."""
    decided = {(one.term.kind, one.term.en) for one in desk.store.records.terms()}
    found = []
    for one in taught.by(desk):
        term = Term(
            one.kind, one.en, one.ja, one.short_en, one.aliases, one.country, one.office,
            one.since, one.until,
        )  # fmt: skip
        if one.kind in TERM_KINDS and (one.kind, one.en) not in decided:
            seen = tuple(f"{s.issue} {s.item}" for s in one.seen)
            found.append(Proposed(term, one.count, seen, one.doubt))
    return tuple(sorted(found, key=lambda p: (bool(p.doubt), -p.count, p.term.en)))


def keep_file(desk: Desk, name: str, body: bytes) -> str:
    """Read a published bulletin back and keep it; what became of it, in words."""
    house = desk.house
    reading = read_issue(body, name, house.style, house.sections, house.outlets)
    kept = keep(desk, reading.issue, Path(name).stem[:100])
    doubts = f", {len(reading.doubts)} places to look at" if reading.doubts else ""
    return f"{name}: {kept.start} – {kept.end}, {kept.items} items{doubts}"

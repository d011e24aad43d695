"""Learn the house from its past issues: names, offices, bodies, phrases, frames, outlets."""

from collections.abc import Iterator, Sequence

from torimatome.model import Issue, Term
from torimatome.remember.learn.acts import acts
from torimatome.remember.learn.compounds import compounds, countries
from torimatome.remember.learn.finds import Find
from torimatome.remember.learn.frames import frames
from torimatome.remember.learn.knowledge import Knowledge, with_terms
from torimatome.remember.learn.latin import names_in_both, one_script, words_together
from torimatome.remember.learn.names import people_and_places
from torimatome.remember.learn.offices import offices
from torimatome.remember.learn.outlets import abbreviations, outlets
from torimatome.remember.learn.propose import Proposal, Seen, propose
from torimatome.remember.learn.reading import Reading, readings
from torimatome.remember.learn.table import accepted, not_terms, tiers, to_csv
from torimatome.remember.learn.whole import weighed

__all__ = ["Proposal", "Seen", "accepted", "learn", "not_terms", "tiers", "to_csv"]


def learn(issues: Sequence[Issue], known: Sequence[Term] = ()) -> tuple[Proposal, ...]:
    """What the issues teach, as proposals for a person to accept; nothing already known."""
    knowledge = with_terms(known)
    # The oldest first, whatever order they are given in: the same issues teach the same.
    ordered = sorted(issues, key=lambda issue: (issue.period.start, issue.period.end, issue.file))
    read = list(readings(ordered, knowledge))
    finds = [
        find for reading in read for find in weighed(reading, _finds(reading, knowledge), knowledge)
    ]
    finds += frames(read)
    finds += words_together(read)
    finds += outlets(ordered)
    return propose(finds, known)


def _finds(reading: Reading, known: Knowledge) -> Iterator[Find]:
    if one_script(reading):
        yield from names_in_both(reading)
        yield from abbreviations(reading)
        return
    yield from people_and_places(reading, known)
    yield from offices(reading, known)
    yield from countries(reading)
    yield from compounds(reading)
    yield from acts(reading)
    yield from abbreviations(reading)

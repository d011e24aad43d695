"""Mails sent, each once: what is queued, what may leave now, what the server's word means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from torimatome.model.delivery import FAILED, REFUSED, SENDING, SENT, WAITING, Delivery
from torimatome.outside.clock import Clock
from torimatome.outside.post import AGAIN, Claimed, Outcome, Post
from torimatome.text.times import to_text

# A server that is down for longer than these pauses (a quarter of an hour in all) is down for the
# day; the next `torimatome send` goes on with those who wait.
PAUSES = (1.0, 5.0, 30.0, 120.0, 300.0, 420.0)
# So many mails in a row that the server did not take: it is down, and the round ends.
SO_MANY = 20


class Book(Protocol):
    """Where deliveries are kept."""

    def claim(self, delivery: Delivery, at: datetime) -> bool:
        """Say that the mail leaves now; False when it left already."""

    def put(self, delivery: Delivery) -> None:
        """A delivery as it stands now."""

    def of(self, issue: str) -> list[Delivery]:
        """Every delivery of an Issue."""


@dataclass(frozen=True)
class Tally:
    """What stands at the end of a sending."""

    sent: tuple[Delivery, ...]
    refused: tuple[Delivery, ...]  # never for this address, says the server
    waiting: tuple[Delivery, ...]  # not this time; the next sending goes on with them
    unsure: tuple[Delivery, ...]  # a sender was stopped in the very moment

    def lines(self) -> list[str]:
        """The report, a line each; every address that needs a person is named."""
        said = [f"{len(self.sent)} sent"]
        said += [f"{d.address}: refused: {d.words}" for d in self.refused]
        said += [f"{d.address}: not yet: {d.words}; send again later" for d in self.waiting]
        said += [
            f"{d.address}: most likely sent, but the sender was stopped at that moment; to send"
            f" once more: torimatome send --again {d.address}"
            for d in self.unsure
        ]
        return said


def tally_of(deliveries: Sequence[Delivery]) -> Tally:
    """Deliveries by what they came to."""

    def in_state(*states: str) -> tuple[Delivery, ...]:
        return tuple(d for d in deliveries if d.state in states)

    return Tally(in_state(SENT), in_state(REFUSED, FAILED), in_state(WAITING), in_state(SENDING))


def deliver(
    issue: str, book: Book, post: Post, clock: Clock, mail_of: Callable[[str], tuple[str, bytes]]
) -> Tally:
    """Send what waits of an Issue. `mail_of`: an address → the sender's address and the mail.

    Round by round, with a longer pause after each, for those the server did not take yet. Killed
    at any moment, it is run again and goes on: nobody gets the Issue twice.
    """
    for pause in (*PAUSES, 0.0):
        waiting = tally_of(book.of(issue)).waiting
        failures = 0
        for delivery in waiting:
            now = _try(delivery, book, post, clock, mail_of(delivery.address))
            failures = failures + 1 if now and now.state == WAITING else 0
            if failures == SO_MANY:
                break
        if not tally_of(book.of(issue)).waiting:
            break
        clock.sleep(pause)
    return tally_of(book.of(issue))


def _try(
    delivery: Delivery, book: Book, post: Post, clock: Clock, mail: tuple[str, bytes]
) -> Delivery | None:
    """One attempt; None when another process was sending it."""

    def last() -> bool:
        return book.claim(delivery, clock.now())

    sender, octets = mail
    try:
        outcome = post.send(sender, delivery.address, octets, last)
    except Claimed:
        return None
    now = after(delivery, outcome, to_text(clock.now()))
    book.put(now)
    return now


def after(delivery: Delivery, outcome: Outcome, at: str) -> Delivery:
    """The delivery as the server's word leaves it."""
    state = {SENT: SENT, REFUSED: REFUSED, AGAIN: WAITING}[outcome.state]
    return replace(delivery, state=state, tries=delivery.tries + 1, words=outcome.words, at=at)

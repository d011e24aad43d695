"""Recipient, Delivery: who reads the bulletin by mail, in which form, and what reached them."""

from dataclasses import dataclass

ATTACHED, LINKED, WORDS = "attached", "linked", "words"
FORMS = (ATTACHED, LINKED, WORDS)
WAITING, SENDING, SENT, REFUSED, FAILED = "waiting", "sending", "sent", "refused", "failed"


@dataclass(frozen=True)
class Recipient:
    """One address on the list."""

    address: str
    name: str = ""
    languages: str = "ja+en"  # ja+en | ja | en
    form: str = ATTACHED  # the PDF attached | linked | words: the mail's own text alone


@dataclass(frozen=True)
class Delivery:
    """One Issue on its way to one address.

    `sending` is written just before the mail's last line leaves. A sender that was killed then
    leaves it standing: the mail has most likely arrived, and is never sent again unasked.
    """

    issue: str  # "2026-05-01_2026-05-08/v1", or a flash's "flash/<item>/v1"
    address: str
    state: str = WAITING  # waiting | sending | sent | refused | failed
    tries: int = 0
    words: str = ""  # what the server said last
    at: str = ""  # ISO, UTC, of the last change

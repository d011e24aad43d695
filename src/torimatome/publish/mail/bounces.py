"""Bounces: mails that came back, read for the addresses they could not reach (RFC 3464)."""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from torimatome.errors import Unreadable

MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Bounce:
    """One address a mail did not reach for good."""

    address: str
    words: str  # what its server said


def read_bounces(path: Path) -> tuple[Bounce, ...]:
    """The bounces in a saved mail (.eml) or a mailbox (mbox); other mails are passed over.

    Raises Unreadable when the file is neither, or too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(str(path), f"larger than {MOST_BYTES:,} bytes; save fewer mails")
        octets = path.read_bytes()
    except OSError as error:
        raise Unreadable(str(path), f"it cannot be read: {error.strerror}") from error
    if octets.startswith(b"From "):
        mails = [bytes(mail) for mail in mailbox.mbox(path, create=False)]
    else:
        mails = [octets]
    found = [bounce for mail in mails for bounce in bounces_in(mail)]
    return tuple(dict.fromkeys(found))


def bounces_in(octets: bytes) -> tuple[Bounce, ...]:
    """The addresses one report of delivery gives up; none when it is another kind of mail."""
    message = message_from_bytes(octets, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return tuple(_reported(message))


def _reported(message: EmailMessage) -> Iterator[Bounce]:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, str):
                continue
            action = str(block.get("Action", "")).strip().lower()
            told = block.get("Original-Recipient") or block.get("Final-Recipient") or ""
            address = str(told).partition(";")[2].strip().strip("<>")
            if action == "failed" and re.fullmatch(r"\S+@\S+", address):
                words = str(block.get("Diagnostic-Code") or block.get("Status") or "")
                yield Bounce(address, " ".join(words.split())[:300])

"""The Records' values as Python sees them: one small frozen shape a kind, and its JSON."""

from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from torimatome.errors import SetupError
from torimatome.model import Issue, Item, Record


@dataclass(frozen=True)
class Edited:
    """An Item as people wrote it, beside what it was made from."""

    item: Item
    base: str  # fingerprint of the machine's Item it began from; "" = added by hand


@dataclass(frozen=True)
class Approval:
    """Somebody has looked at an Item and lets it go out as it stood then."""

    by: str
    at: str
    seen: str  # fingerprint of the Item she saw


@dataclass(frozen=True)
class Order:
    """The ids of an Issue's Items as a person put them."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signed:
    """An Issue as it was signed; its next version, while one is being made, stands beside it."""

    by: str
    at: str
    version: int
    issue: Issue
    note: str = ""  # what this version corrects; "" for version 1
    correcting: str = ""  # why it is open again for its next version; "" = it is frozen


@dataclass(frozen=True)
class NoteSaid:
    """A person's word on one proposed NOTE; the Record's key is period, Item and Proposal."""

    state: str  # taken | declined
    by: str
    at: str


@dataclass(frozen=True)
class Heading:
    """What people wrote over the house's own title lines."""

    words: dict[str, str] = field(default_factory=dict)  # field of Issue → text


T = TypeVar("T")


def encode(value: object) -> str:
    """One line of JSON, the same for the same value."""
    return msgspec.json.encode(value, order="sorted").decode()


def decode(record: Record, kind: type[T]) -> T | None:
    """What a Record says; None when it says nothing. Raises SetupError when it can't be read."""
    if not record.value:
        return None
    try:
        return msgspec.json.decode(record.value, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise SetupError(
            f"record {record.kind} {record.key!r} in the store cannot be read: {error};"
            " put back the latest backup"
        ) from error

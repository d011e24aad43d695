"""A model's reply, read with suspicion: it has the shape that was asked for, or it is nothing."""

from dataclasses import dataclass
from typing import Annotated

import msgspec

from torimatome.errors import Unreadable
from torimatome.outside.models import Writer

_Text = Annotated[str, msgspec.Meta(max_length=1000)]


@dataclass(frozen=True)
class Said:
    """One sentence of a reply, as it came."""

    text: str
    passages: tuple[int, ...]  # as numbered in the question; they may not exist


class _Sentence(msgspec.Struct, forbid_unknown_fields=True):
    text: _Text
    passages: Annotated[list[int], msgspec.Meta(max_length=20)]


class _Sentences(msgspec.Struct, forbid_unknown_fields=True):
    sentences: Annotated[list[_Sentence], msgspec.Meta(max_length=40)]


class _English(msgspec.Struct, forbid_unknown_fields=True):
    english: _Text


class _Headline(msgspec.Struct, forbid_unknown_fields=True):
    headline_ja: _Text


def sentences(reply: str, writer: Writer) -> tuple[Said, ...]:
    """The sentences of a reply. Raises Unreadable when it has another shape."""
    try:
        read = msgspec.json.decode(reply, type=_Sentences)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _odd(writer, error) from error
    return tuple(Said(one.text, tuple(one.passages)) for one in read.sentences)


def english(reply: str, writer: Writer) -> str:
    """The translation in a reply. Raises Unreadable when it has another shape."""
    try:
        return msgspec.json.decode(reply, type=_English).english
    except (msgspec.DecodeError, RecursionError) as error:
        raise _odd(writer, error) from error


def headline_ja(reply: str, writer: Writer) -> str:
    """The headline in a reply. Raises Unreadable when it has another shape."""
    try:
        return msgspec.json.decode(reply, type=_Headline).headline_ja
    except (msgspec.DecodeError, RecursionError) as error:
        raise _odd(writer, error) from error


def _odd(writer: Writer, error: Exception) -> Unreadable:
    return Unreadable(writer.name, f"its reply has another shape than asked for ({error})")

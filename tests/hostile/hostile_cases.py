"""Hostile cases as files: what a case may say, and the bytes its rules make.

A file of cases is YAML: `stage`, then `cases`, each with `name`, `what`, `expect` and what its
stage needs. README.md in this folder explains every word for people who do not program.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import brotli
import msgspec
import yaml

FOLDER = Path(__file__).parent
STAGES = ("web", "feed", "page", "publish")
OUTCOMES = ("refused", "unreachable", "unreadable", "harmless")

# A rule for bytes, as YAML gives it; it is checked where the bytes are made.
Payload: TypeAlias = str | dict[str, object] | list[object]


class Limited(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits that differ from the usual ones for this case."""

    max_bytes: int = 2**20
    max_wire_bytes: int = 0
    max_head_bytes: int = 64 * 2**10
    read_seconds: float = 5.0


class Slow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a body trickles in."""

    piece: int = 1  # bytes at a time
    seconds: float = 5.0  # of fake time before each


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of the scripted server."""

    status: int = 200
    headers: dict[str, str] = {}
    body: Payload = ""
    coding: str = ""  # how the body is packed, as the header says: "gzip", "gzip, br"
    header_coding: str = ""  # what the header says, when it lies
    length: int | None = None  # a Content-Length that lies
    no_length: bool = False
    chunked: bool = False
    cut: int | None = None  # bytes of the packed body that are sent before hanging up
    endless: str = ""  # sent again and again after the body
    slow: Slow | None = None
    header_flood: int = 0  # further headers
    raw: Payload = ""  # the answer as it is, instead of status, headers and body


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One hostile case: what comes in, and what must become of it."""

    name: str
    what: str  # in a sentence, for people
    expect: str | list[str]
    stage: str = ""  # of its file, unless it says otherwise
    group: str = ""  # its file
    says: list[str] = []  # words the reason must hold
    absent: list[str] = []  # what must stand nowhere in the outcome
    present: list[str] = []  # what must stand somewhere in the outcome
    # web
    url: str = "http://news.example/a"
    hosts: dict[str, str | list[str]] = {}  # name → address(es); news.example is known
    rebinding: dict[str, list[str]] = {}  # name → the address of each look-up in turn
    allow_hosts: list[str] = []
    limits: Limited = Limited()
    robots: Payload | None = None
    robots_reply: Reply | None = None
    obey_robots: bool = False
    replies: dict[str, Reply | list[Reply]] = {}
    no_connection: bool = False  # nothing at all may be connected to
    # feed, page
    body: Payload = ""
    media_type: str = ""
    charset: str = ""
    # publish
    text: Payload = ""  # stands wherever an Issue holds words
    target: str = ""  # stands wherever an Issue holds an address

    @property
    def expected(self) -> tuple[str, ...]:
        """Any of these outcomes is right."""
        return (self.expect,) if isinstance(self.expect, str) else tuple(self.expect)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stage: str
    cases: list[Case]
    about: str = ""


@dataclass(frozen=True)
class Outcome:
    """What happened to one case, and what of it was not as it should be."""

    what: str  # one of OUTCOMES
    words: str  # the reason, or what came of it
    wrong: tuple[str, ...] = field(default=())


def all_cases() -> list[Case]:
    """Every case in this folder, by file and then in the file's order."""
    found: list[Case] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        read = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), _File)
        for case in read.cases:
            stage = case.stage or read.stage
            assert stage in STAGES, f"{path.name}, {case.name}: no stage {stage!r}"
            assert set(case.expected) <= set(OUTCOMES), f"{path.name}, {case.name}: {case.expect!r}"
            found.append(msgspec.structs.replace(case, stage=stage, group=path.stem))
    return found


def judged(case: Case, outcome: Outcome, shown: str) -> Outcome:
    """The outcome with everything that differs from the case's expectation."""
    wrong = list(outcome.wrong)
    if outcome.what not in case.expected:
        wrong.append(f"expected {' or '.join(case.expected)}, it was {outcome.what}")
    wrong += [f"the reason lacks {word!r}" for word in case.says if word not in outcome.words]
    wrong += [f"{text!r} is in the outcome" for text in case.absent if text in shown]
    if outcome.what == "harmless":
        wrong += [f"{text!r} is not there" for text in case.present if text not in shown]
    return Outcome(outcome.what, outcome.words, tuple(wrong))


def pieces(payload: object, charset: str = "utf-8") -> Iterator[bytes]:
    """The bytes a rule makes, in stretches small enough for any length."""
    match payload:
        case str():
            yield payload.encode(charset, "surrogatepass")
        case list():
            for part in payload:
                yield from pieces(part, charset)
        case {"hex": str(digits)}:
            yield bytes.fromhex(digits)
        case {"repeat": rule, "times": int(times)}:
            once = b"".join(pieces(rule, charset))
            batch = max(1, 2**20 // max(1, len(once)))
            for start in range(0, times, batch):
                yield once * min(batch, times - start)
        case {"count": str(form), "times": int(times)}:
            for number in range(times):
                yield form.replace("{n}", str(number)).encode(charset)
        case {"packed": rule, "coding": str(coding)}:
            yield from packed(pieces(rule, charset), coding)
        case _:
            raise ValueError(f"{payload!r} is no rule for bytes; see README.md")


def octets(payload: object, charset: str = "utf-8") -> bytes:
    """All the bytes a rule makes."""
    return b"".join(pieces(payload, charset))


def packed(body: Iterator[bytes], codings: str) -> Iterator[bytes]:
    """The body under each of the codings in turn."""
    for coding in (name.strip() for name in codings.split(",") if name.strip()):
        body = _packed(body, *_packer(coding))
    yield from body


def _packed(
    body: Iterator[bytes], pack: Callable[[bytes], bytes], end: Callable[[], bytes]
) -> Iterator[bytes]:
    for piece in body:
        yield pack(piece)
    yield end()


def _packer(coding: str) -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    match coding:
        case "gzip":
            gz = zlib.compressobj(9, zlib.DEFLATED, 31)
            return gz.compress, gz.flush
        case "deflate":
            stream = zlib.compressobj(9)
            return stream.compress, stream.flush
        case "br":
            br = brotli.Compressor(quality=5)
            return br.process, br.finish
        case "gzip-members":
            return gzip.compress, bytes
    raise ValueError(f"no packing {coding!r}")

"""The cases about transport, run through Web over real loopback connections."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeAlias

from hostile_cases import Case, Outcome, Reply, judged, octets, packed, pieces
from scripted_server import Script, ScriptedServer

from torimatome.errors import Refused, Unreachable
from torimatome.outside.address import Connector, Resolver, not_public
from torimatome.outside.answer import Ask, Limits
from torimatome.outside.fakes import (
    FakeResolver,
    LoopbackConnector,
    MovingClock,
    RebindingResolver,
    RefusingConnector,
)
from torimatome.outside.web import Web

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
_KNOWN = {"news.example": ["93.184.216.34"], "other.example": ["93.184.216.35"]}

Piece: TypeAlias = bytes | Callable[[], None]


def run_web(case: Case) -> Outcome:
    """What Web makes of the case, with every address it tried to connect to checked."""
    clock = MovingClock(NOW)
    replies = {path: _turns(turns) for path, turns in case.replies.items()}
    if case.robots is not None:
        replies["/robots.txt"] = [Reply(body=case.robots)]
    if case.robots_reply is not None:
        replies["/robots.txt"] = [case.robots_reply]
    scripts = {path: [script(turn, clock) for turn in turns] for path, turns in replies.items()}
    limits = Limits(
        max_bytes=case.limits.max_bytes,
        max_wire_bytes=case.limits.max_wire_bytes,
        max_head_bytes=case.limits.max_head_bytes,
        read_seconds=case.limits.read_seconds,
    )
    with ScriptedServer(scripts) as server:
        loopback = LoopbackConnector(server.port)
        connector: Connector = RefusingConnector() if case.no_connection else loopback
        web = Web(
            resolver=_resolver(case),
            connector=connector,
            clock=clock,
            limits=limits,
            allow_hosts=case.allow_hosts,
        )
        outcome, shown = _get(web, case)
    wrong = [
        f"connected to {address}, {not_public(address)}"
        for address, _ in loopback.asked
        if not_public(address) and not case.allow_hosts
    ]
    return judged(case, Outcome(outcome.what, outcome.words, tuple(wrong)), shown)


def _get(web: Web, case: Case) -> tuple[Outcome, str]:
    try:
        answer = web.get(case.url, ask=Ask(obey_robots=case.obey_robots))
    except Refused as error:
        return Outcome("refused", error.reason), error.reason
    except Unreachable as error:
        return Outcome("unreachable", error.reason), error.reason
    shown = f"{answer.url} {answer.headers} {answer.body.decode('utf-8', 'replace')}"
    words = f"{answer.status}, {len(answer.body):,} bytes of {answer.media_type or 'no type'}"
    return Outcome("harmless", words), shown


def _turns(turns: Reply | list[Reply]) -> list[Reply]:
    return [turns] if isinstance(turns, Reply) else turns


def _resolver(case: Case) -> Resolver:
    if case.rebinding:
        return RebindingResolver(
            {host: [[one] for one in all_] for host, all_ in case.rebinding.items()}
        )
    given = {host: [at] if isinstance(at, str) else at for host, at in case.hosts.items()}
    return FakeResolver({**_KNOWN, **given})


def script(reply: Reply, clock: MovingClock) -> Script:
    """The reply as the server sends it. Bodies are made before the clock runs."""
    if reply.raw:
        raw = list(pieces(reply.raw))
        return Script(_Sent(_slowly(reply, raw, clock) if reply.slow else raw, reply.endless))
    body = list(packed(pieces(reply.body), reply.coding))
    size = sum(map(len, body))
    if reply.cut is not None:
        body = [b"".join(body)[: reply.cut]]
    lines = [f"HTTP/1.1 {reply.status} Status"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    coding = reply.header_coding or reply.coding.replace("gzip-members", "gzip")
    if coding:
        lines.append(f"Content-Encoding: {coding}")
    if reply.chunked:
        lines.append("Transfer-Encoding: chunked")
    elif not (reply.no_length or reply.endless):
        lines.append(f"Content-Length: {size if reply.length is None else reply.length}")
    lines += [f"X-{number}: flood" for number in range(reply.header_flood)]
    head = "\r\n".join([*lines, "", ""]).encode("utf-8")
    sent = _slowly(reply, body, clock) if reply.slow else _framed(reply, body)
    return Script(_Sent([head, *sent], reply.endless))


def _framed(reply: Reply, body: list[bytes]) -> Iterator[bytes]:
    for piece in body:
        yield b"%x\r\n%s\r\n" % (len(piece), piece) if reply.chunked and piece else piece
    if reply.chunked and reply.cut is None:
        yield b"0\r\n\r\n"


def _slowly(reply: Reply, body: list[bytes], clock: MovingClock) -> Iterator[Piece]:
    whole, slow = b"".join(body), reply.slow
    assert slow is not None
    for start in range(0, len(whole), slow.piece):
        yield lambda: clock.pass_time(slow.seconds)
        yield whole[start : start + slow.piece]


class _Sent(Iterable[Piece]):
    """The pieces, then `endless` for as long as someone listens; the same for every try."""

    def __init__(self, sent: Iterable[Piece], endless: str) -> None:
        self._sent = list(sent)
        self._once = octets(endless)

    def __iter__(self) -> Iterator[Piece]:
        yield from self._sent
        batch = self._once * max(1, 2**16 // max(1, len(self._once)))
        while batch:
            yield batch

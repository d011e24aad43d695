"""Web: the one way out. Every page, feed and robots.txt comes through `Web.get`.

On the way: addresses checked before and after the name is looked up, the connection made to
the very address that was checked, redirects followed by us and checked the same way,
robots.txt obeyed, one request per host at a time, sizes and times limited, a few retries.
No cookies, no proxies, no connection kept open: `docs/decisions/0003-http.md` says why.
"""

import re
import socket
import ssl
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import quote, urljoin

from torimatome.errors import Refused, SetupError
from torimatome.outside.address import (
    Connector,
    Place,
    Resolver,
    check_address,
    check_url,
    plain_host,
)
from torimatome.outside.answer import Answer, Ask, Limits, NoPage
from torimatome.outside.clock import Clock
from torimatome.outside.decode import ACCEPTED
from torimatome.outside.robots import MAX_ROBOTS_BYTES, Robots
from torimatome.outside.turns import Turns
from torimatome.outside.wire import BODY_STATUSES, Budget, Reply, exchange, one_line

__all__ = ["Answer", "Ask", "Limits", "NoPage", "Web"]

USER_AGENT = "Torimatome/0.1 (news desk; reads public pages a few times a day)"
MAX_ADDRESSES = 4  # of one host that are tried in turn; more are only checked
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"""charset\s*=\s*["']?([a-z0-9_.:-]{1,40})""")
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")


@dataclass
class _Trail:
    """One try: where it has led so far and the seconds it has left."""

    seconds: float
    hops: list[str]


class Web:
    """Fetches public pages, politely and with its guard up. Safe to share between threads."""

    def __init__(
        self,
        *,
        resolver: Resolver,
        connector: Connector,
        clock: Clock,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        allow_hosts: Collection[str] = (),
        user_agent: str = USER_AGENT,
    ) -> None:
        self._resolver = resolver
        self._connector = connector
        self._clock = clock
        self._limits = limits
        self._allow = frozenset(plain_host(host) for host in allow_hosts)
        self._user_agent = _checked_agent(user_agent)
        self._turns = Turns(clock)
        self._robots = Robots(self._fetch_robots)

    def get(self, url: str, *, ask: Ask = Ask()) -> Answer:  # noqa: B008 - frozen
        """The page at this address, or word that it has not changed.

        Raises Refused when a rule of ours forbids it, and NoPage (an Unreachable that knows
        the status) when no page came; both say what happened and what to try.
        """
        if ask.user_agent:
            _checked_agent(ask.user_agent)
        place = check_url(url, self._allow)
        return replace(self._try(place, ask, self._limits), asked=url)

    def _try(self, place: Place, ask: Ask, limits: Limits) -> Answer:
        for tries in range(1, limits.retries + 2):
            trail = _Trail(limits.total_seconds, [])
            try:
                return self._follow(place, ask, limits, trail)
            except NoPage as failure:
                wait = failure.wait or limits.backoff_seconds * 2.0 ** (tries - 1)
                if not failure.again or tries > limits.retries or wait > limits.max_wait_seconds:
                    raise _final(failure, tries, wait, limits) from failure
                self._turns.hold(_host_of(failure.subject, place), wait)
        raise AssertionError("unreachable: the last try returns or raises")

    def _follow(self, place: Place, ask: Ask, limits: Limits, trail: _Trail) -> Answer:
        while True:
            reply = self._hop(place, ask, limits, trail)
            if reply.status not in _REDIRECTS:
                return self._answer(place, ask, reply, trail)
            trail.hops.append(place.url)
            place = self._redirected(place, reply, limits, trail)

    def _redirected(self, place: Place, reply: Reply, limits: Limits, trail: _Trail) -> Place:
        there = reply.header("location")
        if not there:
            raise NoPage(place.url, f"a redirect ({reply.status}) to nowhere", status=reply.status)
        try:
            target = check_url(urljoin(place.url, _plain_location(there)), self._allow)
        except Refused as error:
            raise Refused(place.url, f"redirects to {there[:200]!r}: {error.reason}") from error
        except ValueError as error:
            raise Refused(place.url, f"redirects to {there[:200]!r}: {error}") from error
        if target.url in trail.hops:
            raise Refused(place.url, f"redirects in a circle, back to {target.url[:200]!r}")
        if len(trail.hops) > limits.max_redirects:
            raise Refused(place.url, f"more than {limits.max_redirects} redirects in a row")
        return target

    def _hop(self, place: Place, ask: Ask, limits: Limits, trail: _Trail) -> Reply:
        agent = ask.user_agent or self._user_agent
        pause = ask.pause_seconds
        if ask.obey_robots:
            rules = self._robots.rules(place, agent)
            rules.check(place, agent)
            pause = max(pause, min(rules.delay(agent), limits.max_crawl_delay))
        asking = [("User-Agent", agent), ("Accept", ask.accept), ("Accept-Encoding", ACCEPTED)]
        asking += [("If-None-Match", ask.etag), ("If-Modified-Since", ask.last_modified)]
        with self._turns.turn(place.host, pause):
            budget = Budget(self._clock, limits, place.url, trail.seconds)
            try:
                with self._connected(place, limits, budget) as sock:
                    return exchange(place, sock, asking, budget)
            except ssl.SSLCertVerificationError as error:
                raise NoPage(
                    place.url, f"its certificate is not good: {error.verify_message}"
                ) from error
            except TimeoutError as error:
                raise NoPage(
                    place.url, f"no answer within {limits.read_seconds:g} s", again=True
                ) from error
            except OSError as error:
                raise NoPage(place.url, f"the connection failed ({error})", again=True) from error
            finally:
                trail.seconds = budget.left

    def _connected(self, place: Place, limits: Limits, budget: Budget) -> socket.socket:
        addresses = self._addresses(place)
        failures: list[str] = []
        for address in addresses[:MAX_ADDRESSES]:
            try:
                wait = budget.next_wait(limits.connect_seconds)
                sock = self._connector.connect(address, place.port, wait)
            except OSError as error:
                failures.append(f"{address}: {error}")
                continue
            return self._secured(sock, place, budget, limits)
        raise NoPage(
            place.url,
            f"no connection to {place.host!r} ({'; '.join(failures)})",
            again=True,
        )

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Reading the machine's authorities takes some 60 ms; a desk on loopback never needs them.
        return ssl.create_default_context()

    def _secured(
        self, sock: socket.socket, place: Place, budget: Budget, limits: Limits
    ) -> socket.socket:
        if place.scheme == "http":
            return sock
        try:
            sock.settimeout(budget.next_wait(limits.read_seconds))
            # The name, not the address: the certificate must be the host's own.
            return self._tls.wrap_socket(sock, server_hostname=place.host)
        except BaseException:
            sock.close()
            raise

    def _addresses(self, place: Place) -> tuple[str, ...]:
        if place.is_literal:
            found: tuple[str, ...] = (place.host,)
        else:
            try:
                found = self._resolver.resolve(place.host, place.port)
            except OSError as error:
                again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
                raise NoPage(
                    place.url, f"the name {place.host!r} is not known ({error})", again=again
                ) from error
        if not found:
            raise NoPage(place.url, f"the name {place.host!r} has no address")
        for address in found:
            check_address(address, place, self._allow)
        return found

    def _answer(self, place: Place, ask: Ask, reply: Reply, trail: _Trail) -> Answer:
        conditional = bool(one_line(ask.etag) or one_line(ask.last_modified))
        if reply.status not in BODY_STATUSES and not (reply.status == 304 and conditional):
            raise self._no_page(place, reply)
        declared = reply.header("content-type").lower()
        media_type = declared.partition(";")[0].strip()
        charset = _CHARSET.search(declared)
        return Answer(
            url=place.url,
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "",
            charset=charset[1] if charset else "",
            fetched=self._clock.now(),
            asked=place.url,
            hops=tuple(trail.hops),
        )

    def _no_page(self, place: Place, reply: Reply) -> NoPage:
        status = reply.status
        again = status == 429 or status >= 500
        wait = retry_after(reply.header("retry-after"), self._clock.now()) if again else 0.0
        return NoPage(place.url, _in_words(status), status=status, again=again, wait=wait)

    def _fetch_robots(self, place: Place, user_agent: str) -> bytes:
        limits = replace(self._limits, max_bytes=MAX_ROBOTS_BYTES, max_wire_bytes=0)
        ask = Ask(user_agent=user_agent, accept="text/plain,*/*;q=0.5", obey_robots=False)
        return self._try(place, ask, limits).body


def _checked_agent(user_agent: str) -> str:
    if not one_line(user_agent):
        raise SetupError(f"the user agent {user_agent!r} cannot be sent; use one line of ASCII")
    return user_agent


def _host_of(url: str, place: Place) -> str:
    try:
        return check_url(url, {place.host}).host
    except Refused:
        return place.host


def _final(failure: NoPage, tries: int, wait: float, limits: Limits) -> NoPage:
    reason = failure.reason
    if failure.again and wait > limits.max_wait_seconds:
        reason += f"; it asks us to come back in {wait:,.0f} s"
    if tries > 1:
        reason += f"; tried {tries} times"
    return NoPage(failure.subject, reason, status=failure.status)


def _plain_location(there: str) -> str:
    # http.client reads header bytes as Latin-1; real servers send UTF-8 there.
    with suppress(UnicodeError):
        there = there.encode("latin-1").decode("utf-8")
    return quote(there, safe="".join(map(chr, range(33, 127)))) if " " in there else there


def retry_after(value: str, now: datetime) -> float:
    """Seconds a Retry-After header asks for; 0 where it says nothing that can be read."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, OverflowError):
        return 0.0


def _in_words(status: int) -> str:
    match status:
        case 404 | 410:
            return f"gone: it answers {status}; check the address in a browser"
        case 401 | 402 | 403 | 407 | 451:
            return f"forbidden: it answers {status}; the site may not want programs to read it"
        case 429:
            return "too many requests: it answers 429; lengthen the outlet's pause_seconds"
        case 304:
            return "it answers 304 (not modified) though nothing of it is kept"
        case _ if status >= 500:
            return f"the server is in trouble: it answers {status}; try later"
    return f"it answers {status}, which is not a page"

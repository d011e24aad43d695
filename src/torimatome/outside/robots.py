"""robots.txt: read once per origin and run, obeyed; a site that cannot say is left alone."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from torimatome.errors import Refused, SourceError
from torimatome.outside.address import Place
from torimatome.outside.answer import NoPage

# RFC 9309 asks for at least 500 KiB to be read.
MAX_ROBOTS_BYTES = 500 * 2**10

_USER_AGENT_LINE = re.compile(r"\s*user[- ]?agent\b\s*:?(.*)", re.IGNORECASE)
_PRODUCT = re.compile(r"([a-z][a-z0-9_-]*)/")
_SOMEONE_ELSE = "someone-else"


@dataclass(frozen=True)
class Rules:
    """What one origin allows us. `closed` holds the error that keeps all of it shut."""

    parsed: Protego | None = None  # None: everything is allowed
    closed: SourceError | None = None

    def check(self, place: Place, user_agent: str) -> None:
        """Raise Refused or NoPage when the place is not ours to read."""
        if self.closed is not None:
            raise type(self)._again(self.closed, place)
        if self.parsed is not None and not self.parsed.can_fetch(place.url, product(user_agent)):
            raise Refused(place.url, f"robots.txt of {place.origin} asks us not to read this")

    def delay(self, user_agent: str) -> float:
        """Seconds the site wants between two requests; 0 = it does not say."""
        return (
            (self.parsed.crawl_delay(product(user_agent)) or 0.0)
            if self.parsed is not None
            else 0.0
        )

    @staticmethod
    def _again(error: SourceError, place: Place) -> SourceError:
        reason = f"robots.txt of {place.origin} could not be read ({error.reason})"
        if isinstance(error, NoPage) and not error.status:
            return NoPage(place.url, reason)
        return Refused(place.url, f"{reason}, so nothing of this site is read in this run")


class Robots:
    """The rules of every origin met in one run. Safe to share between threads."""

    def __init__(self, fetch: Callable[[Place, str], bytes]) -> None:
        self._fetch = fetch  # of a robots.txt, for a user agent; raises Refused or NoPage
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._rules: dict[tuple[str, str], Rules] = {}

    def rules(self, place: Place, user_agent: str) -> Rules:
        """The rules of the place's origin; the first caller fetches, others wait for it."""
        key = (place.origin, user_agent)
        with self._lock:
            lock = self._locks.setdefault(place.origin, threading.Lock())
        with lock:
            if key not in self._rules:
                self._rules[key] = self._read(place, user_agent)
            return self._rules[key]

    def _read(self, place: Place, user_agent: str) -> Rules:
        there = Place(place.scheme, place.host, place.port, "/robots.txt")
        try:
            body = self._fetch(there, user_agent)
        except NoPage as error:
            # RFC 9309, 2.3.1: "unavailable" (4xx) leaves all open, "unreachable" closes all;
            # 429 means "not now", so it counts with the latter.
            if 400 <= error.status < 500 and error.status != 429:
                return Rules()
            return Rules(closed=error)
        except Refused as error:
            return Rules(closed=error)
        return Rules(parse_rules(body, user_agent))


def product(user_agent: str) -> str:
    """The names a robots.txt may call this user agent by: its product tokens, without versions."""
    return " ".join(_PRODUCT.findall(user_agent.lower())) or user_agent.lower().split(" ")[0]


def parse_rules(body: bytes, user_agent: str) -> Protego:
    """The rules in these bytes that may concern us; never raises, time grows with the length.

    Protego multiplies user agents by rules: 8,000 of each, 270 kB, took it 293 s. So user agents
    other than ours and "*" are all given one name before it sees them.
    """
    ours = {*product(user_agent).split(), "*"}
    lines = body.decode("utf-8-sig", errors="replace").splitlines()
    return Protego.parse("\n".join(_narrowed(line, ours) for line in lines))


def _narrowed(line: str, ours: set[str]) -> str:
    match = _USER_AGENT_LINE.match(line)
    if match is None:
        return line
    named = match[1].partition("#")[0].strip().lower()
    token = "*" if named == "*" else named.replace("*", "").partition("/")[0].strip()
    return f"User-agent: {token if token in ours else _SOMEONE_ELSE}"

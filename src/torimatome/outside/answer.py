"""What we ask of the web and what comes back: Limits, Ask, Answer, and NoPage for the rest."""

from dataclasses import dataclass
from datetime import datetime

from torimatome.errors import Unreachable


@dataclass(frozen=True)
class Limits:
    """How much of anything one address may take from us.

    The sizes: the largest of 258 article pages from 43 countries measured 2.2 MB unpacked, the
    largest of some 2,300 feeds 1.6 MB, so 8 MiB leaves room for three of them. Measure your
    own sources before raising it.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 20.0  # longest silence
    total_seconds: float = 60.0  # one try, its redirects together, without waiting for our turn
    max_bytes: int = 8 * 2**20  # the body, unpacked
    max_wire_bytes: int = 0  # the body as sent; 0 = as much as unpacked
    max_head_bytes: int = 64 * 2**10  # status line and headers
    max_redirects: int = 5
    retries: int = 2
    backoff_seconds: float = 1.0  # before the first retry; doubles each time
    max_wait_seconds: float = 60.0  # a longer Retry-After ends the tries
    max_crawl_delay: float = 10.0  # a robots.txt that asks for more gets this much

    @property
    def wire_bytes(self) -> int:
        """The most a body may measure as sent."""
        return self.max_wire_bytes or self.max_bytes


@dataclass(frozen=True)
class Ask:
    """How one address is asked for."""

    etag: str = ""  # from the last Answer; "" = none
    last_modified: str = ""  # as the server wrote it; "" = none
    user_agent: str = ""  # "" = the Web's own
    pause_seconds: float = 1.0  # between two requests to one host
    accept: str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    obey_robots: bool = True


@dataclass(frozen=True)
class Answer:
    """A page that came, whole and unpacked; or word that it has not changed (304)."""

    url: str  # the final address, after redirects, without fragment
    status: int  # 200, 203 or 304
    headers: tuple[tuple[str, str], ...]  # in order, names in lower case
    body: bytes  # after transfer and content decoding; b"" for 304
    media_type: str  # as declared, lower case, without parameters; "" = not declared
    charset: str  # as declared, lower case; "" = not declared
    fetched: datetime  # UTC
    asked: str  # the address first asked for
    hops: tuple[str, ...] = ()  # addresses that redirected us, in order

    @property
    def not_modified(self) -> bool:
        """Whether the server says the page is the one we already have."""
        return self.status == 304

    @property
    def etag(self) -> str:
        """What to send next time; "" = the server gave none."""
        return self.header("etag")

    @property
    def last_modified(self) -> str:
        """What to send next time, as the server wrote it; "" = none."""
        return self.header("last-modified")

    def header(self, name: str) -> str:
        """The first header of that name (lower case); "" when there is none."""
        return next((value for key, value in self.headers if key == name), "")


class NoPage(Unreachable):
    """Unreachable as the web raises it, with what a second try needs to know."""

    def __init__(
        self, subject: str, reason: str, *, status: int = 0, again: bool = False, wait: float = 0.0
    ) -> None:
        super().__init__(subject, reason)
        self.status = status  # HTTP status; 0 = no answer came
        self.again = again  # whether it may pass within this run
        self.wait = wait  # seconds the server asked us to wait; 0 = it did not say

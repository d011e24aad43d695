"""Which addresses we touch: a strict reading of URLs, and every network that is not public.

`check_url` decides from the letters alone; `check_address` decides about an IP address a
name turned out to stand for. Both raise Refused with the rule in words. The machine's own
resolver and connector are here too; their fakes are in `fakes`.
"""

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import SplitResult, quote, urlsplit

from torimatome.errors import Refused, SetupError

# Longest address taken. Article addresses with tracking stay under 1,000 characters; servers
# commonly stop at 8,192. Raise it if a real source is refused for length.
MAX_URL = 4096
MAX_HOST = 253  # RFC 1035, written out

# Ports at or above 1024 that browsers refuse because other protocols answer there
# (WHATWG Fetch, "bad port"). Below 1024 only 80 and 443 are taken.
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668}
    | {6669, 6679, 6697, 10080}
)
_PLAIN_PORTS = frozenset({80, 443})

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# A last label like this makes a reader of addresses take the whole name for an IPv4 address
# (WHATWG URL, "ends in a number"), whatever the other labels hold.
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTTED_QUAD = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")

# What never belongs in an address: controls, spaces, line separators, lone surrogates.
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Zs", "Zl", "Zp", "Cs"})
_BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

# Read one way by IDNA 2003 (Python's codec) and another by IDNA 2008 (browsers).
_DEVIANT = frozenset("ßẞς\u200c\u200d")

# IANA's special-purpose registries (IPv4 and IPv6), written out because Python's own
# `is_private` and `is_global` changed between patch releases of 3.11 and 3.12.
_NOT_PUBLIC: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "an unspecified address"),
    ("10.0.0.0/8", "a private address"),
    ("100.64.0.0/10", "a carrier's shared address (CGNAT)"),
    ("127.0.0.0/8", "a loopback address"),
    ("169.254.0.0/16", "a link-local address"),
    ("172.16.0.0/12", "a private address"),
    ("192.0.0.0/24", "a reserved address"),
    ("192.0.2.0/24", "a documentation address"),
    ("192.31.196.0/24", "a reserved address"),
    ("192.52.193.0/24", "a reserved address"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "a private address"),
    ("192.175.48.0/24", "a reserved address"),
    ("198.18.0.0/15", "a benchmark address"),
    ("198.51.100.0/24", "a documentation address"),
    ("203.0.113.0/24", "a documentation address"),
    ("224.0.0.0/4", "a multicast address"),
    ("240.0.0.0/4", "a reserved address"),
    ("::/128", "an unspecified address"),
    ("::1/128", "a loopback address"),
    ("::ffff:0:0/96", "an IPv4 address mapped into IPv6"),
    ("64:ff9b::/96", "an IPv4 address translated into IPv6 (NAT64)"),
    ("64:ff9b:1::/48", "an IPv4 address translated into IPv6 (NAT64)"),
    ("100::/64", "a discard address"),
    ("2001::/32", "a Teredo tunnel"),
    ("2001:db8::/32", "a documentation address"),
    ("2001::/23", "a reserved address"),
    ("2002::/16", "a 6to4 tunnel"),
    ("2620:4f:8000::/48", "a reserved address"),
    ("3fff::/20", "a documentation address"),
    ("5f00::/16", "a reserved address"),
    ("fc00::/7", "a private address"),
    ("fe80::/10", "a link-local address"),
    ("fec0::/10", "a private address"),
    ("ff00::/8", "a multicast address"),
)
_NETWORKS = tuple((ipaddress.ip_network(net), kind) for net, kind in _NOT_PUBLIC)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")


class Resolver(Protocol):
    """Turns a host name into addresses."""

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """IP addresses in the order to try them; raises OSError when there are none."""


class Connector(Protocol):
    """Opens a connection to an address that has been checked."""

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connected socket; raises OSError (TimeoutError among them) when there is none."""


class SystemResolver:
    """The machine's own name service."""

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """IP addresses as getaddrinfo orders them, each once."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))


class SystemConnector:
    """Real TCP connections, to the address itself and never by name."""

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connected socket; no name is looked up on the way."""
        ip = ipaddress.ip_address(address)
        family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(timeout)
            sock.connect((str(ip), port))
        except BaseException:
            sock.close()
            raise
        return sock


@dataclass(frozen=True)
class Place:
    """A URL read strictly: what to look up, where to connect, what to ask for."""

    scheme: str  # http | https
    host: str  # lower case ASCII, no trailing dot; an IPv6 address without brackets
    port: int
    target: str  # path and query, ASCII, as sent

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address in one spelling, without a fragment."""
        return self.origin + self.target

    @property
    def is_literal(self) -> bool:
        """Whether the host is an IP address, so that no name is looked up."""
        return ":" in self.host or _DOTTED_QUAD.fullmatch(self.host) is not None


def check_url(url: str, allow_hosts: Collection[str] = ()) -> Place:
    """The Place a URL names; raises Refused for any we will not touch.

    `allow_hosts` holds hosts as `plain_host` spells them; for these any port and any address
    is taken, but the URL itself must still be written plainly.
    """
    shown = url[:200]
    _check_letters(url, shown)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(shown, f"not a web address that can be read ({error})") from error
    if parts.scheme not in {"http", "https"}:
        raise Refused(shown, f"only http and https are read, this is {parts.scheme or 'neither'!r}")
    if "@" in parts.netloc:
        raise Refused(shown, "the address carries credentials (user@host); take them out")
    if not parts.hostname:
        raise Refused(shown, "the address names no host")
    host = _host(parts.hostname, "[" in parts.netloc, shown)
    number = port if port is not None else (443 if parts.scheme == "https" else 80)
    place = Place(parts.scheme, host, number, _target(parts))
    if host not in allow_hosts:
        _check_reach(place, shown)
    return place


def check_address(address: str, place: Place, allow_hosts: Collection[str] = ()) -> None:
    """Raise Refused unless the address is public or its host is one of `allow_hosts`."""
    if place.host in allow_hosts:
        return
    kind = not_public(address)
    if kind:
        found = address if place.is_literal else f"the host {place.host!r} at {address}"
        raise Refused(
            place.url[:200],
            f"{found} is {kind}; if it is meant, name the host under allow_hosts",
        )


def not_public(address: str) -> str:
    """What kind of inside address this is, in words; "" for one on the public internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not an IP address"
    for network, kind in _NETWORKS:
        if ip.version == network.version and ip in network:
            return kind
    if ip.version == 6 and ip not in _GLOBAL_UNICAST:
        return "a reserved address"
    return ""


def plain_host(host: str) -> str:
    """A host of `allow_hosts` in the one spelling compared; raises SetupError for nonsense."""
    name = host.strip()
    try:
        return _host(name.strip("[]"), name.startswith("["), name) if name else _nothing(host)
    except Refused as error:
        raise SetupError(f"allow_hosts: {host!r}: {error.reason}") from error


def _nothing(host: str) -> str:
    raise Refused(host, "names no host; take the empty line out")


def _check_letters(url: str, shown: str) -> None:
    if len(url) > MAX_URL:
        raise Refused(shown, f"the address is {len(url):,} characters long; {MAX_URL:,} are taken")
    for letter in url:
        # urlsplit would drop tabs and line breaks silently, so this comes before it.
        if unicodedata.category(letter) in _FORBIDDEN_CATEGORIES or letter in _BIDI_CONTROLS:
            raise Refused(shown, f"the address holds U+{ord(letter):04X}, a control or space")


def _host(name: str, bracketed: bool, shown: str) -> str:
    if bracketed or ":" in name:
        return _ipv6(name, shown)
    if len(name) > MAX_HOST:
        raise Refused(shown, f"the host is {len(name)} characters long; {MAX_HOST} are taken")
    host = _ascii(name, shown)
    host = host[:-1] if host.endswith(".") else host
    if not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise Refused(shown, f"{name!r} is not a host name")
    numeric = _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2])
    if numeric and (host != name or not _is_ipv4(host)):
        raise Refused(shown, f"{name!r} is an odd form of an IP address; write a.b.c.d plainly")
    return host


def _ipv6(name: str, shown: str) -> str:
    if "%" in name:
        raise Refused(shown, f"{name!r} carries a zone id, which only means something locally")
    try:
        return str(ipaddress.IPv6Address(name))
    except ValueError as error:
        raise Refused(shown, f"{name!r} is not an IPv6 address") from error


def _ascii(name: str, shown: str) -> str:
    if name.isascii():
        return name.lower()
    if _DEVIANT.intersection(name):
        raise Refused(shown, f"{name!r} means different hosts to old and new rules; write xn--")
    try:
        # IDNA 2003 folds full-width digits and dots, zero-width letters and case, so a
        # disguised address stands in plain sight for the checks that follow.
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Refused(
            shown, f"{name!r} is not an international host name; write its xn-- form"
        ) from error


def _is_ipv4(host: str) -> bool:
    return bool(_DOTTED_QUAD.fullmatch(host)) and all(int(n) < 256 for n in host.split("."))


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    if not path.startswith("/"):
        path = "/" + path
    query = quote(parts.query, safe="/%:@!$&'()*+,;=-._~?[]|")
    return f"{path}?{query}" if query else path


def _check_reach(place: Place, shown: str) -> None:
    name = place.host
    if name == "localhost" or name.endswith(".localhost"):
        raise Refused(shown, f"{name!r} is this machine; name it under allow_hosts if it is meant")
    if place.is_literal:
        check_address(name, place)
    port = place.port
    if port not in _PLAIN_PORTS and (port < 1024 or port in _BAD_PORTS):
        raise Refused(shown, f"port {port} is not a web server's; name the host under allow_hosts")

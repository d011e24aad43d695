"""Public stand-ins for the outside: names without DNS, connections that never leave the machine."""

import socket
import threading
from collections.abc import Mapping, Sequence

from torimatome.outside.clock import FixedClock


class FakeResolver:
    """Knows the names it is given and no others."""

    def __init__(self, hosts: Mapping[str, Sequence[str]]) -> None:
        self._hosts = {host: tuple(addresses) for host, addresses in hosts.items()}
        self.asked: list[str] = []  # host names, in order

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses given for the host; raises socket.gaierror for another."""
        self.asked.append(host)
        if host not in self._hosts:
            raise socket.gaierror(socket.EAI_NONAME, f"{host!r} is not among the fake names")
        return self._hosts[host]


class RebindingResolver:
    """Answers differently each time a name is asked, as a rebinding attacker's server does."""

    def __init__(self, hosts: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._answers = {host: [tuple(one) for one in turns] for host, turns in hosts.items()}
        self.asked: list[str] = []

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """The next answer for the host; the last one stays."""
        self.asked.append(host)
        turns = self._answers.get(host)
        if not turns:
            raise socket.gaierror(socket.EAI_NONAME, f"{host!r} is not among the fake names")
        return turns.pop(0) if len(turns) > 1 else turns[0]


class LoopbackConnector:
    """Connects every address to a server on this machine, and notes what was asked for."""

    def __init__(self, port: int, ports: Mapping[str, int] | None = None) -> None:
        self._port = port
        self._ports = dict(ports or {})  # address asked for → port here, before the general one
        self.asked: list[tuple[str, int]] = []  # (address, port) as the caller meant them

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connection to 127.0.0.1, whatever was asked for."""
        self.asked.append((address, port))
        here = self._ports.get(address, self._port)
        return socket.create_connection(("127.0.0.1", here), timeout=timeout)


class RefusingConnector:
    """Fails the test at once when anything tries to connect."""

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """Never a connection; raises AssertionError."""
        raise AssertionError(f"a connection to {address}:{port} was attempted")


class MovingClock(FixedClock):
    """A clock on which sleeping, and `pass_time`, move time without taking any."""

    _seconds = 0.0
    _lock = threading.Lock()

    def monotonic(self) -> float:
        """Seconds passed so far."""
        return self._seconds

    def sleep(self, seconds: float) -> None:
        """Note the nap and let that much time pass."""
        super().sleep(seconds)
        self.pass_time(seconds)

    def pass_time(self, seconds: float) -> None:
        """Let time go by, as a slow server does."""
        with self._lock:
            self._seconds += seconds

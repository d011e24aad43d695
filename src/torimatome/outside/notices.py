"""Notices to whatever service the desk names (chat, push, SMS), through apprise when installed."""

from collections.abc import Sequence
from typing import Protocol

from torimatome.errors import SetupError


class Notices(Protocol):
    """Where short notices go."""

    def tell(self, title: str, text: str) -> tuple[str, ...]:
        """Send one; what failed, in words, () = all went."""


class Nowhere:
    """A desk without notices."""

    def tell(self, title: str, text: str) -> tuple[str, ...]:
        """Nothing is sent, so nothing fails."""
        return ()


class Apprise:
    """Addresses as apprise knows them: `mailto://…`, `slack://…`, `json://…` and many more."""

    def __init__(self, addresses: Sequence[str]) -> None:
        try:
            from apprise import Apprise as Library  # an optional extra
        except ImportError as error:
            raise SetupError(
                "notices need the extra 'notices'; install it: pip install 'torimatome[notices]'"
            ) from error
        self._services = []
        for number, address in enumerate(addresses, 1):
            one = Library()
            if not one.add(address):
                scheme = address.partition(":")[0]
                raise SetupError(
                    f"notice address {number} ({scheme!r}) is none that apprise knows; see its list"
                )
            self._services.append((f"{number} ({address.partition(':')[0]})", one))

    def tell(self, title: str, text: str) -> tuple[str, ...]:
        """Send to every service; one that fails does not stop the others."""
        return tuple(
            f"notice address {name} did not take the notice; its service may be down"
            for name, service in self._services
            if not service.notify(title=title, body=text)
        )


def notices_of(addresses: str) -> Notices:
    """The services of a setting: addresses parted by spaces. Raises SetupError."""
    named = addresses.split()
    return Apprise(named) if named else Nowhere()

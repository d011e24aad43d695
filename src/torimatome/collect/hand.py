"""What a person hands in: an address, or a text with its outlet and day."""

from dataclasses import dataclass
from datetime import date

from torimatome.errors import SetupError


@dataclass(frozen=True)
class HandIn:
    """A post on X, a Telegram message, a press release that came by mail, an address."""

    url: str = ""
    text: str = ""
    title: str = ""
    outlet: str = ""  # Outlet.id; "" = tell from the address
    day: str = ""  # ISO day it was published; "" = as the page says

    def __post_init__(self) -> None:
        """Refuse what could not be cited: neither words nor address, or words of unknown day."""
        if not self.url and not self.text.strip():
            raise SetupError("nothing given: hand in an address (--url) or a text (--text)")
        if self.text and not self.outlet and not self.url:
            raise SetupError("a text needs its outlet: give --outlet")
        if self.text and not self.day:
            raise SetupError("a text needs the day it was published: give --date YYYY-MM-DD")
        if self.day:
            try:
                date.fromisoformat(self.day)
            except ValueError as error:
                raise SetupError(f"--date {self.day!r} is no day; write it YYYY-MM-DD") from error

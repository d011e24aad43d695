"""What an act sees when it decides: the Issue at hand, its Stories, who acts and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from torimatome.edit.working import Decided, Working, period_key
from torimatome.model import Article, Citation, Finding, House, Issue, Item, Period, Story
from torimatome.text.times import to_text


@dataclass(frozen=True)
class Week:
    """A period's Articles and the Stories they tell, proposed or not."""

    period: Period
    articles: Mapping[str, Article]
    stories: tuple[Story, ...]
    draft: Issue

    def story(self, id_: str) -> Story | None:
        """One Story."""
        return next((story for story in self.stories if story.id == id_), None)


@dataclass(frozen=True)
class Scene:
    """Everything an act may base its word on, besides the Records it asks for."""

    week: Week
    house: House
    by: str
    at: datetime
    read_citation: Callable[[str], Citation | None]
    open_points: Callable[[Working], tuple[Finding, ...]]
    decided: Decided
    out: Callable[[], Issue | None] = lambda: None  # the newest version published, signed or not

    @property
    def period(self) -> str:
        """The Issue's period as Records name it."""
        return period_key(self.week.period)

    @property
    def now(self) -> str:
        """The moment of the act as Records write it."""
        return to_text(self.at)

    def machine(self, item: str) -> Item | None:
        """An Item as the machine drafted it."""
        draft = self.week.draft
        return next((one for one in (*draft.items, *draft.left_out) if one.id == item), None)

"""What a period's Articles were found to tell, as it is remembered between two starts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torimatome.model import Article, Story


@dataclass(frozen=True)
class Grouped:
    """What understanding worked out beyond the Articles themselves."""

    languages: dict[str, str]  # as told, by Article id
    stories: tuple[Story, ...]
    lines: tuple[str, ...]  # the rules, thresholds and features stories were filed by

    def articles(self, kept: Sequence[Article]) -> dict[str, Article]:
        """The Articles by id, each in the language it was found to be in."""
        return {a.id: replace(a, language=self.languages[a.id]) for a in kept}

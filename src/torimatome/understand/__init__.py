"""Step 2, the door: languages told, Judgements kept, Stories worked out."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from torimatome.desk import Desk
from torimatome.model import Article, Period, Story
from torimatome.understand.cluster import stories
from torimatome.understand.filing import file_stories
from torimatome.understand.judge import judge
from torimatome.understand.language import tell_language

__all__ = ["Understanding", "understand"]

# Reports of one event trickle in over days; a story that began before the period is seen whole.
DAYS_BEFORE = 3


@dataclass(frozen=True)
class Understanding:
    """A period's Articles and the Stories they tell. Worked out anew at each run."""

    period: Period
    articles: dict[str, Article]
    stories: tuple[Story, ...]  # proposed ones first, by section and rank; then those left out

    def lines(self) -> list[str]:
        """The run in words."""
        proposed = [story for story in self.stories if not story.left_out]
        return [
            f"{len(self.articles)} articles tell {len(self.stories)} stories;"
            f" {len(proposed)} are proposed, {len(self.stories) - len(proposed)} left out"
        ]


def understand(desk: Desk, period: Period) -> Understanding:
    """Group what was published in the period into Stories, filed and ranked.

    Judges everything anew, so the same Articles give the same Stories whenever it runs. What a
    person judged stays and outranks the machine.
    """
    start = (date.fromisoformat(period.start) - timedelta(days=DAYS_BEFORE)).isoformat()
    articles = [
        _in_language(desk, article)
        for article in desk.store.pages.current_between(start, period.end)
    ]
    desk.hears.step("grouping articles into stories", 1)
    at = max((article.seen for article in articles), default=desk.clock.now())
    desk.store.judgements.replace_machine(judge(articles, desk.house, at))
    judgements = desk.store.judgements.all()
    by_id = {article.id: article for article in articles}
    ours = [j for j in judgements if j.left in by_id and j.right in by_id]
    groups = stories(by_id, ours)
    filed = file_stories(groups, by_id, ours, desk.house)
    desk.hears.done()
    return Understanding(period, by_id, filed)


def _in_language(desk: Desk, article: Article) -> Article:
    outlet = next((o for o in desk.house.outlets if o.id == article.outlet), None)
    told = tell_language(
        f"{article.title}\n{article.text}",
        declared=article.language,
        prior=(outlet.languages if outlet else ()) or desk.house.languages,
    )
    return replace(article, language=told)

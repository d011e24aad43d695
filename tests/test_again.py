"""What is told of an Article is worked out once, and anew when the Article or the house changes."""

from dataclasses import replace
from datetime import UTC, datetime

from torimatome.model import Article, House
from torimatome.understand.again import Again

HOUSE = House("velmora", "VEL", "Velmora", ("en",), "UTC", (), ())
ARTICLE = Article(
    "a" * 16, 1, "https://velpress.example/1", "velpress", "feed", "Rain", "It rained.", "en",
    None, "seen", "2026-05-09", datetime(2026, 5, 9, tzinfo=UTC), "0" * 64,
)  # fmt: skip


def test_the_same_article_is_told_once_and_another_version_anew() -> None:
    known: Again[int] = Again()
    asked: list[int] = []

    def tell() -> int:
        asked.append(1)
        return len(asked)

    assert known.of(ARTICLE, HOUSE, tell) == 1
    assert known.of(replace(ARTICLE), HOUSE, tell) == 1
    assert known.of(replace(ARTICLE, version=2, text="It snowed."), HOUSE, tell) == 2


def test_other_words_of_the_desk_make_everything_told_anew() -> None:
    known: Again[str] = Again()
    assert known.of(ARTICLE, HOUSE, lambda: "before") == "before"
    assert known.of(ARTICLE, replace(HOUSE), lambda: "after") == "after"


def test_only_so_many_articles_are_kept_the_oldest_go_first() -> None:
    known: Again[str] = Again(most=1)
    known.of(ARTICLE, HOUSE, lambda: "one")
    known.of(replace(ARTICLE, id="b" * 16), HOUSE, lambda: "two")
    assert known.of(ARTICLE, HOUSE, lambda: "asked again") == "asked again"

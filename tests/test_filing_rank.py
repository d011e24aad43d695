"""What an editor would want to see first ranks first, and the reasons say why."""

from dataclasses import replace

from tests.filing_samples import HOUSE, article

from torimatome.model import Story, Term
from torimatome.text.reasons import said
from torimatome.understand.filing import file_stories

PEOPLE = (
    Term("person", "Ravel Osk", "", country="VM", office="President"),
    Term("person", "Mira Tolv", "", country="VM", office="Minister of Transport"),
    Term("person", "Sten Abro", "", country="VM", office="Foreign Ministry spokesperson"),
    Term("person", "Old Garn", "", country="VM", office="President", until="2020-01-01"),
)
WITH_PEOPLE = replace(HOUSE, terms=(*HOUSE.terms, *PEOPLE))


def ranked(*titles: str, outlet: str = "paper"):
    row = [article(f"{n}", title, outlet=outlet) for n, title in enumerate(titles)]
    stories = file_stories([frozenset({a.id}) for a in row], {a.id: a for a in row}, [],
                           WITH_PEOPLE)  # fmt: skip
    return {titles[int(story.articles[0])]: story for story in stories}


def words(story: Story) -> list[str]:
    return [said(reason) for reason in story.reasons]


def test_a_president_ranks_above_a_minister_and_a_minister_above_a_spokesperson():
    first, second, third = ("President Ravel Osk on law", "Minister Mira Tolv on law",
                            "Spokesperson Sten Abro on law")  # fmt: skip
    made = ranked(first, second, third)
    assert made[first].rank > made[second].rank > made[third].rank
    assert "vote or law of President Ravel Osk" in words(made[first])


def test_who_left_office_does_not_lead():
    then, never = "Old Garn on law", "Somebody on law"
    made = ranked(then, never)
    assert made[then].rank == made[never].rank


def test_people_killed_or_hurt_rank_a_story_higher_in_any_language():
    made = ranked("Army truck overturns", "Army truck overturns, two killed",
                  "Army: двое погибли")  # fmt: skip
    by_title = {title: story.rank for title, story in made.items()}
    assert by_title["Army truck overturns, two killed"] > by_title["Army truck overturns"]
    assert "people killed or hurt" in words(made["Army: двое погибли"])

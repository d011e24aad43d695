"""Stories are filed under a section, ranked, or left out, and each says why."""

from dataclasses import replace

from tests.filing_samples import HOUSE, NOON, article

from torimatome.model import Article, Judgement, Verdict
from torimatome.text.reasons import said
from torimatome.understand.filing import file_stories


def copy(left: str, right: str) -> Judgement:
    return Judgement(left, right, Verdict.COPY, "machine", NOON, 1.0)


def file(*row: Article, judged=(), groups=None):
    groups = groups or [frozenset({a.id}) for a in row]
    return file_stories(groups, {a.id: a for a in row}, judged, HOUSE)


def test_a_story_goes_where_its_words_weigh_most():
    (story,) = file(article("a", "Army and parliament at odds over soldier pay"))
    assert story.section == "security"
    assert "“soldier”" in said(story.reasons[0])


def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    (story,) = file(article("a", "Parliament meets in Velmora", "An army band played. Law passed."))
    assert story.section == "home"


def test_another_country_in_the_title_can_speak_for_a_section():
    (story,) = file(article("a", "Ostgalia thanks Velmora"))
    assert story.section == "foreign"


def test_sport_is_left_out_and_the_reason_names_the_word():
    (story,) = file(article("a", "Velmora wins football cup", "The army team lost the football."))
    assert story.section == ""
    assert "“football”" in said(story.left_out)


def test_what_never_names_the_country_is_left_out():
    abroad = article("a", "Ostgalian parliament passes law", "In Ostgalia.", "abroad")
    (story,) = file(abroad)
    assert "does not concern Velmora" in said(story.left_out)


def test_home_news_of_a_home_outlet_concerns_the_country_without_naming_it():
    (story,) = file(article("a", "Parliament passes law on ferries", "The vote was close."))
    assert story.left_out == ""


def test_a_story_no_section_has_a_word_for_is_left_out_and_says_so():
    (story,) = file(article("a", "Something happened in Velmora"))
    assert "no word of any section" in said(story.left_out)


def test_reprints_are_one_origin_led_by_the_agency():
    row = [
        article("a", "Army moves", outlet="paper"),
        article("b", "Army moves", outlet="agency", hours=1),
        article("c", "Soldiers on the road", outlet="abroad", hours=2),
    ]
    (story,) = file(*row, judged=[copy("a", "b")], groups=[frozenset("abc")])
    assert story.origins == (("b", "a"), ("c",))
    assert story.articles == ("a", "b", "c")


def test_a_copy_an_editor_took_back_is_an_origin_of_its_own():
    row = [article("a", "Army moves"), article("b", "Army moves", hours=1)]
    taken_back = replace(copy("a", "b"), verdict=Verdict.SAME, by="aki", score=None)
    (story,) = file(*row, judged=[copy("a", "b"), taken_back], groups=[frozenset("ab")])
    assert story.origins == (("a",), ("b",))


def test_more_origins_and_languages_rank_higher():
    row = [
        article("a", "Army moves"),
        article("b", "Soldier helps", language="ru"),
        article("c", "Army parade"),
    ]
    wide, single = file(*row, groups=[frozenset("ab"), frozenset("c")])
    assert wide.articles == ("a", "b")
    assert wide.rank > single.rank
    assert "2 origins in 2 languages" in map(said, wide.reasons)


def test_a_single_official_report_of_a_leaders_act_can_lead():
    row = [
        article("a", "Foreign minister of Ostgalia to visit"),
        article("b", "Visit of Ostgalian foreign minister planned"),
        article("c", "Foreign Minister Ilda Brann holds phone call with Ostgalia", outlet="mfa"),
    ]
    first, _ = file(*row, groups=[frozenset("ab"), frozenset("c")])
    assert first.articles == ("c",)
    assert "phone call of Foreign Minister Ilda Brann" in map(said, first.reasons)
    assert "official source: MFA OF VELMORA" in map(said, first.reasons)


def test_proposed_stories_come_first_by_section_and_those_left_out_last():
    row = [
        article("a", "Velmora football"),
        article("b", "Foreign minister speaks"),
        article("c", "Army moves"),
    ]
    assert [story.articles for story in file(*row)] == [("c",), ("b",), ("a",)]


def test_the_order_of_the_groups_does_not_matter():
    row = [article(x, f"Army moves {x}") for x in "abcd"]
    groups = [frozenset("ab"), frozenset("c"), frozenset("d")]
    judged = [copy("a", "b")]
    there = file(*row, judged=judged, groups=groups)
    back = file(*row[::-1], judged=judged[::-1], groups=groups[::-1])
    assert there == back


def test_a_story_keeps_its_id_when_it_grows():
    row = [article("a", "Army moves"), article("b", "Army moves on")]
    (small, _) = sorted(file(*row), key=lambda story: story.articles)
    (grown,) = file(*row, groups=[frozenset("ab")])
    assert small.id == grown.id
    assert len(grown.id) == 12

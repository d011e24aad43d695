"""Filing learns from what people decided, says so in words, and works where nothing was decided."""

from dataclasses import replace

import pytest
from tests.filing_samples import HOUSE, article

from torimatome.model import Block, Decision, Issue, Item, Period, Section
from torimatome.text.reasons import said
from torimatome.understand.filing import Eyes, decisions_of, file_all, learn
from torimatome.understand.filing.cues import cues
from torimatome.understand.filing.learned import AT_LEAST, Learned

EYES = Eyes(HOUSE)

# A past of an invented country, in words that stand in no rule of the test's house.
COURT = ("Court jails ferry owner", "A judge in Velmora sentenced him; the prosecutor was pleased.")
TALKS = ("Envoys of Velmora and Ostgalia hold talks", "The ambassadors met in Ostgalia.")
CUP = ("Rowing cup goes to the harbour club", "The coach of the Velmora team praised the athletes.")


def past(drops: int = 0) -> list[Decision]:
    made = []
    for n in range(8):
        made += [
            Decision(f"{COURT[0]} number {n}", COURT[1], "home", "issue 1"),
            Decision(f"{TALKS[0]} for round {n}", TALKS[1], "foreign", "issue 2"),
        ]
    return made + [Decision(f"{CUP[0]} in race {n}", CUP[1], "") for n in range(drops)]


def taught(drops: int = 0) -> Learned:
    made = learn(past(drops), EYES)
    assert made is not None
    return made


def file(title: str, text: str, learned: Learned | None, house=HOUSE):
    a = article("a", title, text)
    return file_all([frozenset("a")], {"a": a}, [], house, learned)


def test_a_story_without_any_word_of_the_rules_goes_where_its_like_went():
    story = file("Jails filled with ferry owners, says a judge of Velmora", COURT[1],
                 taught()).stories[0]  # fmt: skip
    assert story.section == "home"
    assert "like 8 items filed under home" in said(story.reasons[0])


def test_without_a_past_the_desks_rules_alone_decide():
    alone = file("Army parade in Velmora", "", None).stories[0]
    assert alone.section == "security"
    assert "like" not in said(alone.reasons[0])


def test_clear_words_of_the_desk_outweigh_a_small_past():
    (story,) = file("Army, soldier and shelling: court in Velmora", COURT[1], taught()).stories
    assert story.section == "security"


def test_dropped_stories_teach_what_is_left_out():
    title, text = "Rowing cup in Velmora: harbour club again", CUP[1]
    (story,) = file(title, text, taught(drops=8)).stories
    assert story.section == ""
    assert "dropped before" in said(story.left_out)


def test_dropped_stories_lower_the_rank_of_what_is_like_them():
    learned = taught(drops=8)
    words = "Foreign minister of Ostgalia on visit to Velmora"
    (near,) = file(f"{words}: rowing cup", f"{TALKS[1]} {CUP[1]}", learned).stories
    (far,) = file(f"{words}: talks", TALKS[1], learned).stories
    assert near.section == far.section == "foreign"
    assert near.rank < far.rank


def test_the_order_of_the_past_does_not_matter():
    there, back = learn(past(6), EYES), learn(past(6)[::-1], EYES)
    sights = [EYES.see(*COURT), EYES.see(*CUP), EYES.see("Army moves", "")]
    assert there is not None
    assert back is not None
    assert there.opinions(sights) == back.opinions(sights)
    assert there.telling("home") == back.telling("home")


@pytest.mark.parametrize(
    "few",
    [[], past()[: AT_LEAST - 1], [d for d in past() if d.section == "home"]],
    ids=["nothing", "too few", "one section only"],
)
def test_a_past_that_cannot_tell_anything_apart_teaches_nothing(few):
    assert learn(few, EYES) is None


def test_what_was_learned_in_english_holds_in_russian():
    sight = EYES.see("Суд вынес приговор владельцу парома", "Прокурор Вельморы доволен, судья нет.")
    (opinion,) = taught().opinions([sight])
    assert opinion.shares["home"] > 0.6


def test_shares_of_an_opinion_add_up_to_one():
    for opinion in taught(drops=6).opinions(
        [EYES.see(*COURT), EYES.see("", ""), EYES.see("…", "")]
    ):
        assert sum(opinion.shares.values()) == pytest.approx(1)


def test_a_past_of_sections_the_desk_no_longer_has_does_no_harm():
    house = replace(HOUSE, sections=HOUSE.sections[:2])
    (story,) = file("Envoys hold talks on army law in Velmora", TALKS[1], taught(), house).stories
    assert story.section in {"security", "home"}


def test_items_of_a_past_issue_become_decisions_without_their_notes():
    blocks = (
        Block("paragraph", text="The court met."),
        Block("note", text="The desk's own remark."),
        Block("bullets", bullets=("First.", "Second.")),
    )
    items = (
        Item("1", "2", "見出し", "Court meets", blocks, ()),
        Item("2", "9", "見出し", "In no section", blocks, ()),
    )
    issue = Issue("", "", "", Period("2026-05-01", "2026-05-08"),
                  (Section("2", "内政", "home"),), items, "END")  # fmt: skip
    (made,) = decisions_of([("007", issue)])
    assert made == Decision("Court meets", "The court met.\n\nFirst.\nSecond.", "home", "007")


def test_the_run_says_by_which_rules_thresholds_and_features_it_filed():
    lines = "\n".join(file("Army parade in Velmora", "", taught(drops=8)).lines)
    assert "rules of the desk: security 3, home 2, foreign 3, left out 2 words" in lines
    assert "learned from 24 items" in lines
    assert "(dropped 8, foreign 8, home 8)" in lines
    assert "for home speak most:" in lines
    assert "rules that spoke for security: “army” 1" in lines


def test_the_run_says_when_nothing_was_learned():
    assert any("nothing learned" in line for line in file("Army", "", None).lines)


def test_an_act_the_desk_has_often_printed_weighs_more():
    row = [Decision(f"Velmora and Ostgalia hold phone call {n}", "", "foreign") for n in range(8)]
    learned = learn([*row, *past()], EYES)
    title = "Phone call between foreign ministers of Velmora and Ostgalia"
    (more,), (less,) = file(title, "", learned).stories, file(title, "", None).stories
    assert any("past items" in said(reason) for reason in more.reasons)
    assert more.rank > less.rank


def test_general_cues_speak_where_a_desk_has_no_rules():
    sections = tuple(
        replace(rule, kind=kind, words={})
        for rule, kind in zip(
            HOUSE.sections, ("military_security", "domestic", "foreign"), strict=True
        )
    )
    bare = replace(HOUSE, sections=sections, leave_out={})
    where = {
        title: file(title, "In Velmora.", None, bare).stories[0].section
        for title in (
            "Soldiers wounded by shelling", "Парламент принял законопроект",
            "Dışişleri bakanı büyükelçi ile görüştü", "Futbol üzrə çempionat",
            "Բանակը կրակ է բացել", "انتخابات در ولمورا",
        )
    }  # fmt: skip
    assert list(where.values()) == [
        "military_security", "domestic", "foreign", "", "military_security", "domestic",
    ]  # fmt: skip


def test_every_cue_is_of_a_section_or_left_out_or_open():
    assert set(cues().kinds.values()) == {"military_security", "domestic", "foreign", "out", ""}
    assert len(cues().of_stem) > 1000

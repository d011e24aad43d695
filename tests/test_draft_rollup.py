"""Several like calls or meetings of one person are one Item with a bullet for each partner."""

from collections.abc import Mapping, Sequence

from tests.test_draft_memory import DESK, NEXT
from tests.test_draft_write import article, story

from torimatome.draft.gate import check_sentence
from torimatome.draft.house_style import house_form
from torimatome.draft.rollup import encounter
from torimatome.draft.write import Before, draft_issue
from torimatome.model import Article, Item

PARTNERS = ("Ada Quill", "Boris Nend", "Celia Morn")
TITLE = "FM Talvek holds phone call with {}"
TEXT = "On May {}, Foreign Minister Mira Talvek held a phone call with {}. The sides discussed {}."
TOPICS = ("trade and transit", "grain exports", "the summit in Orla")


def calls(days: Sequence[str] = ("14", "14", "14")) -> list[Article]:
    return [
        article("lna", TITLE.format(who), TEXT.format(int(day), who, topic), day=day)
        for who, topic, day in zip(PARTNERS, TOPICS, days, strict=True)
    ]


def items(articles: Sequence[Article], together: Mapping[str, str] | None = None) -> list[Item]:
    stories = [story(one, rank=9.0 - n) for n, one in enumerate(articles)]
    before = Before(together=together or {})
    return list(draft_issue(stories, {a.id: a for a in articles}, DESK, NEXT, before).items)


def test_three_slight_calls_of_one_person_become_one_item_with_a_bullet_a_partner() -> None:
    (item,) = items(calls())
    opening, bullets = item.blocks
    assert opening.text == "On May.14, FM Mira Talvek held phone calls with:"
    assert bullets.bullets is not None
    assert sorted(bullets.bullets) == [
        "Ada Quill. The sides discussed trade and transit.",
        "Boris Nend. The sides discussed grain exports.",
        "Celia Morn. The sides discussed the summit in Orla.",
    ]
    assert set(item.articles) == {a.id for a in calls()}
    assert len(item.rolled_up) == 3
    assert item.headline_en.startswith("FM Talvek holds phone calls with ")
    assert all(who in item.headline_en for who in PARTNERS)


def test_each_bullet_keeps_its_own_source_and_the_gate_passes_every_sentence() -> None:
    (item,) = items(calls())
    form = house_form(DESK)
    _, bullets = item.blocks
    assert bullets.bullets is not None
    for number, who in enumerate(b.split(".")[0] for b in bullets.bullets):
        own = [
            s for s, of in zip(bullets.sentences, bullets.bullet_of, strict=True) if of == number
        ]
        assert {len({p.article for p in s.passages}) for s in own} == {1}
        assert any(who in p.quote for s in own for p in s.passages)
    for sentence in (s for block in item.blocks for s in block.sentences):
        assert check_sentence(sentence, form) == ()


def test_calls_of_several_days_say_their_day_at_each_partner() -> None:
    (item,) = items(calls(("12", "13", "14")))
    opening, bullets = item.blocks
    assert opening.text == "FM Mira Talvek held phone calls with:"
    assert bullets.bullets is not None
    assert bullets.bullets[0].startswith("Ada Quill (May.12).")
    assert (item.event_date, item.event_date_end) == ("2026-05-12", "2026-05-14")
    assert item.citations[0].raw == "(LNA / 12-14.05.2026)"


def test_two_calls_or_one_with_much_to_tell_stay_items_of_their_own() -> None:
    assert len(items(calls()[:2])) == 2
    long = " ".join(
        f"They agreed on point {n} of the plan for the year 20{n}." for n in range(30, 39)
    )
    rich = article("lna", TITLE.format("Dara Voss"), TEXT.format(14, "Dara Voss", "trade") + long)
    drafted = items([*calls()[:2], rich])
    assert len(drafted) == 3


def test_other_peoples_calls_and_meetings_are_not_mixed_in() -> None:
    other = article(
        "lna", "PM Dosk meets with Ada Quill",
        "On May 14, Prime Minister Arven Dosk met with Ada Quill. They spoke.", day="14",
    )  # fmt: skip
    drafted = items([*calls(), other])
    assert sorted(len(i.rolled_up) for i in drafted) == [0, 3]


def test_a_person_keeps_stories_apart_or_has_two_told_together() -> None:
    three = calls()
    assert len(items(three, {three[0].id: ""})) == 3
    two = three[:2]
    (item,) = items(two, {two[0].id: "g", two[1].id: "g"})
    assert len(item.rolled_up) == 2


def test_what_is_no_call_or_meeting_is_told_as_it_was() -> None:
    assert encounter("On May.14, FM Talvek opened a school.") is None
    assert encounter("The sides met with difficulties.") is None
    met = encounter("On May.14, FM Mira Talvek met with Ada Quill in Orla.")
    assert met is not None
    assert (met.kind, met.who, met.whom) == ("meeting", "FM Mira Talvek", "Ada Quill")

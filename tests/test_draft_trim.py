"""Edges are trimmed only where nothing said is lost; a long item has parts under own heads."""

from tests.test_draft_memory import DESK, NEXT
from tests.test_draft_write import article, story

from torimatome.draft.gate import check_sentence
from torimatome.draft.house_style import house_form
from torimatome.draft.trim import bare_names, trims, without_home, without_lead_in
from torimatome.draft.write import draft_issue
from torimatome.model import Article, Item

BEFORE = "On May.08, FM Mira Talvek met with Sundaran PM Arven Dosk."


def drafted(*articles: Article, others: int = 0) -> Item:
    """The Item of these articles, the leading story among `others` small ones."""
    small = [
        article("post", f"Shop {n} opens", f"A shop with {n} doors opened in Orla town.", day="14")
        for n in range(2, others + 2)
    ]
    stories = [story(*articles, rank=50.0), *(story(one, rank=1.0) for one in small)]
    every = {a.id: a for a in (*articles, *small)}
    issue = draft_issue(stories, every, DESK, NEXT)
    return next(i for i in issue.items if set(i.articles) == {a.id for a in articles})


def test_a_lead_in_that_only_says_the_meeting_goes_on_is_dropped() -> None:
    assert without_lead_in("During the meeting, the parties spoke of trade.") == (
        "The parties spoke of trade."
    )
    assert without_lead_in("For his part, Dosk thanked her.") == "Dosk thanked her."
    kept = "During the war, the parties spoke of trade."
    assert without_lead_in(kept) == kept


def test_a_minister_named_before_needs_no_title_again_but_a_newcomer_does() -> None:
    assert bare_names("Minister Talvek thanked him.", BEFORE) == "Talvek thanked him."
    assert bare_names("Minister Orvel thanked him.", BEFORE) == "Minister Orvel thanked him."
    assert bare_names("Defense Minister Talvek left.", BEFORE) == "Defense Minister Talvek left."
    assert bare_names('He said: "Minister Talvek is right."', BEFORE).count("Minister") == 1


def test_places_of_the_home_country_are_named_without_it() -> None:
    said = "A quake hit Yald district of Lorvia, the ministry of Lorvia said."
    assert without_home(said, "Lorvia") == "A quake hit Yald district, the ministry of Lorvia said."


def test_the_first_sentence_keeps_its_lead_in() -> None:
    assert list(trims("During the meeting, the parties spoke.", [], "Lorvia")) == []


def test_trimmed_sentences_pass_the_gate() -> None:
    text = (
        "Foreign Minister Mira Talvek met with Sundaran Prime Minister Arven Dosk on May 14. "
        "During the meeting, Minister Talvek proposed 12 new flights between Orla and Sundara."
    )
    item = drafted(article("lna", "FM Talvek meets PM Dosk", text, day="14"))
    assert item.blocks[0].text is not None
    assert item.blocks[0].text.endswith("Talvek proposed 12 new flights between Orla and Sundara.")
    assert "During" not in item.blocks[0].text
    form = house_form(DESK)
    assert not any(check_sentence(s, form) for b in item.blocks for s in b.sentences)


VISIT = article(
    "lna", "Sundaran PM Dosk visits Lorvia",
    "Sundaran Prime Minister Arven Dosk arrived in Lorvia on May 14. He met with Foreign Minister "
    "Mira Talvek in Orla. They signed a treaty on fishing.", day="14",
)  # fmt: skip
STATEMENT = article(
    "post", "Farmers block the road to the airport of Orla",
    "Some 300 farmers blocked the road to the airport of Orla on May 14 over the fishing treaty. "
    "Police towed away 40 tractors before noon. The farmers want 25 million marks in aid. Their "
    "union announced a march for May 20.", day="14",
)  # fmt: skip


def test_a_leading_storys_further_report_is_a_part_under_its_own_head_and_citation() -> None:
    item = drafted(VISIT, STATEMENT, others=30)
    kinds = [block.type for block in item.blocks]
    assert kinds == ["paragraph", "subheading", "paragraph"]
    assert item.blocks[1].text == "Farmers block the road to the airport of Orla"
    assert [c.raw for c in item.citations] == ["(LNA / 14.05.2026)", "(POST / 14.05.2026)"]
    assert all(s.passages for block in item.blocks for s in block.sentences)


def test_an_ordinary_story_has_no_parts() -> None:
    item = drafted(VISIT, STATEMENT)
    assert [block.type for block in item.blocks] == ["paragraph"]

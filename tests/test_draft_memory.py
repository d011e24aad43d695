"""What past Issues told is linked, told again only as far as it is new, and offered as NOTEs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.test_draft_write import HOUSE, OUTLETS, article, story

from torimatome.desk import Desk, World, open_desk
from torimatome.draft import draft
from torimatome.draft.memory import Past
from torimatome.draft.write import Before, draft_issue
from torimatome.model import Article, House, Issue, Item, Period, Style, Term
from torimatome.outside.clock import FixedClock
from torimatome.outside.fakes import FakeResolver, LoopbackConnector
from torimatome.settings import Settings

WEEK = Period("2026-05-04", "2026-05-11")
NEXT = Period("2026-05-08", "2026-05-15")
DESK = replace(
    HOUSE,
    outlets=OUTLETS,
    terms=(
        *HOUSE.terms,
        Term("person", "Arven Dosk", "ドスク", country="SD1", office="Prime Minister"),
        Term("office", "Energy Minister", "エネルギー相"),
        Term(
            "person", "Lena Varr", "ヴァル", country="LV1", office="Energy Minister",
            since="2026-05-08",
        ),
        Term(
            "person", "Oto Brisk", "ブリスク", country="LV1", office="Energy Minister",
            until="2026-05-07",
        ),
    ),
)  # fmt: skip
FLOOD = (
    "Lorvian rescuers evacuated 1,200 people from the flooded town of Orla on Friday, the Ministry "
    "of Emergency Situations said. Two bridges over the Sarn river were destroyed. Foreign "
    "Minister Mira Talvek asked Sundara for four helicopters."
)
FLOOD_AGAIN = (
    "The Ministry of Emergency Situations said on Friday that Lorvian rescuers evacuated 1,200 "
    "people from the flooded town of Orla. Two bridges over the Sarn river were destroyed."
)


def drafted(articles: Sequence[Article], pasts: Sequence[Past] = (), desk: House = DESK) -> Issue:
    stories = [story(one, rank=5.0 - n) for n, one in enumerate(articles)]
    before = Before(recall=lambda _item: pasts)
    return draft_issue(stories, {a.id: a for a in articles}, desk, NEXT, before)


def past(*articles: Article) -> Past:
    """What an earlier Issue printed of these articles."""
    before = draft_issue([story(*articles)], {a.id: a for a in articles}, DESK, WEEK)
    return Past("7", WEEK.start, WEEK.end, before.items[0])


def body(item: Item) -> str:
    return " ".join((b.text or "") + " ".join(b.bullets or ()) for b in item.blocks)


def test_an_event_told_in_a_past_issue_is_left_out_with_the_reason_and_a_link() -> None:
    before = past(article("lna", "Rescuers evacuate 1,200 people from Orla", FLOOD))
    again = article("post", "1,200 people evacuated from Orla by rescuers", FLOOD_AGAIN)
    issue = drafted([again], [before])
    assert issue.items == ()
    (item,) = issue.left_out
    (link,) = item.earlier
    assert (link.issue, link.item, link.relation) == ("7", before.item.id, "reported")
    assert link.start == WEEK.start
    (check,) = [c for c in item.checks if c.kind == "reported"]
    assert before.item.headline_en in check.words
    assert "issue 7" in check.words


def test_of_an_event_told_before_only_what_is_new_is_told() -> None:
    before = past(article("lna", "Rescuers evacuate 1,200 people from Orla", FLOOD))
    more = FLOOD_AGAIN + " The harbour of Orla will stay closed until May 20, its captain said."
    issue = drafted(
        [article("post", "1,200 people evacuated from Orla by rescuers", more)], [before]
    )
    assert issue.left_out == ()
    (item,) = issue.items
    assert "harbour of Orla" in body(item)
    assert "bridges" not in body(item)
    assert "evacuated" not in body(item)
    assert [e.relation for e in item.earlier] == ["reported"]
    assert "Only what is new" in next(c.words for c in item.checks if c.kind == "reported")
    for sentence in (s for b in item.blocks for s in b.sentences):
        assert sentence.passages


def test_a_page_that_a_past_issue_rests_on_is_told_already_however_it_is_headed() -> None:
    one = article("lna", "Rescuers evacuate 1,200 people from Orla", FLOOD)
    before = past(one)
    issue = drafted([replace(one, title="Helicopters wanted")], [before])
    assert issue.items == ()
    assert [i.id for i in issue.left_out] == [before.item.id]


def test_the_same_act_with_another_partner_or_on_another_day_is_news() -> None:
    text = "Foreign Minister Mira Talvek held a phone call with {} on May {}. They spoke of trade."
    ada = article("lna", "FM Talvek holds phone call with Ada Quill", text.format("Ada Quill", 8))
    before = past(ada)
    title = "FM Talvek holds phone call with {}"
    other = article("lna", title.format("Boris Nend"), text.format("Boris Nend", 8))
    later = article("lna", title.format("Ada Quill"), text.format("Ada Quill", 14), day="14")
    issue = drafted([other, later], [before])
    assert len(issue.items) == 2
    assert issue.left_out == ()


def test_a_story_that_goes_on_is_linked_and_its_former_figure_proposed_never_printed() -> None:
    first = article("lna", "Rescuers evacuate 1,200 people from Orla", FLOOD, day="05")
    before = past(first)
    now = article(
        "lna", "Evacuation from Orla ends",
        "The evacuation of the flooded town of Orla ended on May 14. Rescuers evacuated 3,146 "
        "people from Orla in all.", day="14",
    )  # fmt: skip
    (item,) = drafted([now], [before]).items
    assert [e.relation for e in item.earlier] == ["continues"]
    (note,) = item.proposals
    assert note.text == "In the report of May.05, LNA gave 1,200 people evacuated."
    assert "3,146" in note.why
    assert note.source == f"issue 7 (04-11.05.2026), {before.item.citations[0].raw}"
    assert note.link == f"7/{before.item.id}"
    assert note.text not in body(item)


def test_a_story_that_goes_on_without_figures_proposes_the_earlier_item() -> None:
    before = past(
        article("lna", "Orla port strike begins", "Dockers of Orla began a strike. They want pay.")
    )
    now = article(
        "lna", "Orla port strike ends", "The strike of the dockers of Orla ended on May 14 "
        "after talks with Foreign Minister Mira Talvek.", day="14",
    )  # fmt: skip
    (item,) = drafted([now], [before]).items
    assert [p.text for p in item.proposals] == [
        "On this, see “Orla port strike begins” (May.08, LNA)."
    ]


def test_another_matter_of_the_same_people_is_not_linked() -> None:
    before = past(article("lna", "FM Talvek visits Sundara", "FM Mira Talvek visited Sundara."))
    now = article(
        "lna", "FM Talvek opens school", "FM Mira Talvek opened a school in Orla.", day="14"
    )
    (item,) = drafted([now], [before]).items
    assert item.earlier == ()
    assert item.proposals == ()


def test_who_held_an_office_until_lately_is_proposed_from_the_termbase() -> None:
    now = article(
        "lna", "Energy Minister Varr opens dam",
        "Lorvian Energy Minister Lena Varr opened the Sarn dam on May 14.", day="14",
    )  # fmt: skip
    (item,) = drafted([now]).items
    (note,) = item.proposals
    assert note.text == "Until May.07, Oto Brisk was Energy Minister."
    assert note.source == "termbase"


def test_a_newcomer_in_a_known_office_is_asked_about_and_the_holder_proposed() -> None:
    now = article(
        "lna", "New Sundaran PM arrives",
        "Sundaran Prime Minister Ismet Korral arrived in Orla on May 14.", day="14",
    )  # fmt: skip
    (item,) = drafted([now]).items
    assert any(c.kind == "office" and "Ismet Korral" in c.words for c in item.checks)
    (note,) = item.proposals
    assert note.text == "Before Ismet Korral, Arven Dosk was Prime Minister of Sundara."


def test_without_an_archive_nothing_is_left_out_or_linked() -> None:
    (item,) = drafted([article("lna", "Rescuers evacuate 1,200 people from Orla", FLOOD)]).items
    assert item.earlier == ()
    assert item.proposals == ()
    assert Style().max_items  # the desk prints as before


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = replace(Settings(), folder=str(tmp_path))
    world = World(
        FakeResolver({}), LoopbackConnector(9), FixedClock(datetime(2026, 5, 15, tzinfo=UTC))
    )
    made = open_desk(settings, world, house=DESK)
    yield made
    made.store.close()


def test_the_desk_asks_its_archive_and_never_the_same_weeks_own_issue(desk: Desk) -> None:
    first = article("lna", "Rescuers evacuate 1,200 people from Orla", FLOOD)
    again = article("post", "1,200 people evacuated from Orla by rescuers", FLOOD_AGAIN)
    kept = draft_issue([story(first)], {first.id: first}, DESK, WEEK)
    desk.store.archive.keep(replace(kept, period=NEXT), "8", DESK)
    assert draft(desk, NEXT, [story(again)], {again.id: again}).left_out == ()
    desk.store.archive.keep(kept, "7", DESK)
    issue = draft(desk, NEXT, [story(again)], {again.id: again})
    assert [e.issue for item in issue.left_out for e in item.earlier] == ["7"]
    assert desk.store.issues.draft(NEXT.start, NEXT.end) == issue


def test_a_re_draft_proposes_the_same_notes_by_the_same_ids(desk: Desk) -> None:
    first = article("lna", "Orla port strike begins", "Dockers of Orla began a strike for pay.")
    now = article(
        "lna", "Orla port strike ends", "The dockers of Orla ended their strike.", day="14"
    )
    kept = draft_issue([story(first)], {first.id: first}, DESK, WEEK)
    desk.store.archive.keep(kept, "7", DESK)
    one = draft(desk, NEXT, [story(now)], {now.id: now}).items[0].proposals
    assert len(one) == 1
    assert draft(desk, NEXT, [story(now)], {now.id: now}).items[0].proposals == one

"""The printed order: sections without gaps, items by citation date, nothing lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import sample_issue

from torimatome.errors import DraftError
from torimatome.model import Period
from torimatome.publish.order import arrange
from torimatome.publish.printed import period_ja

SAMPLE = sample_issue()


def test_an_empty_section_leaves_and_the_rest_are_renumbered():
    foreign_and_military = tuple(i for i in SAMPLE.items if i.kind != "domestic")
    arranged = arrange(replace(SAMPLE, items=foreign_and_military))
    assert [(s.number, s.kind) for s in arranged.sections] == [
        ("1", "military_security"),
        ("2", "foreign"),
    ]
    assert {i.section for i in arranged.items if i.kind == "foreign"} == {"2"}


def test_items_stand_in_the_order_of_their_first_citation():
    arranged = arrange(replace(SAMPLE, items=SAMPLE.items[::-1]))
    for section in arranged.sections:
        days = [i.citations[0].date_start for i in arranged.items if i.section == section.number]
        assert days == sorted(days)


def test_items_of_the_same_day_keep_the_order_they_came_in():
    one = SAMPLE.items[0]
    same_day = tuple(replace(one, id=name) for name in "dbca")
    assert [i.id for i in arrange(replace(SAMPLE, items=same_day)).items] == list("dbca")


def test_an_item_without_any_date_closes_its_section():
    undated = replace(SAMPLE.items[0], id="undated", citations=(), event_date=None)
    arranged = arrange(replace(SAMPLE, items=(undated, *SAMPLE.items)))
    assert [i.id for i in arranged.items if i.section == "1"][-1] == "undated"


def test_the_kind_outlives_a_wrong_number():
    moved = replace(SAMPLE.items[0], section="3")
    assert arrange(replace(SAMPLE, items=(moved,))).sections[0].kind == "military_security"


def test_an_item_of_no_section_is_named():
    lost = replace(SAMPLE.items[0], section="9", kind="weather")
    with pytest.raises(DraftError, match=r"'velmora-01'.*'9'.*'weather'.*domestic"):
        arrange(replace(SAMPLE, items=(lost,)))


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(SAMPLE.items))), st.integers(0, len(SAMPLE.items)))
def test_no_item_is_lost_or_renamed_and_arranging_twice_changes_nothing(order, kept):
    items = tuple(SAMPLE.items[place] for place in order)[:kept]
    once = arrange(replace(SAMPLE, items=items))
    assert sorted(i.id for i in once.items) == sorted(i.id for i in items)
    assert arrange(once) == once
    numbers = [section.number for section in once.sections]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


@pytest.mark.parametrize(
    ("start", "end", "raw", "printed"),
    [
        ("2026-05-08", "2026-05-15", "", "2026年5月8日～5月15日"),
        ("2026-04-24", "2026-05-01", "", "2026年4月24日～5月1日"),
        ("2025-12-27", "2026-01-09", "", "2025年12月27日～2026年1月9日"),
        ("2026-05-08", "2026-05-08", "", "2026年5月8日"),
        ("2026-05-08", "2026-05-15", "令和8年5月", "令和8年5月"),
    ],
)
def test_the_year_is_repeated_only_when_it_changes(start, end, raw, printed):
    assert period_ja(Period(start, end, raw)) == printed


def test_a_period_that_is_no_day_is_named():
    with pytest.raises(DraftError, match="'2026-13-01'"):
        period_ja(Period("2026-13-01", "2026-12-31"))

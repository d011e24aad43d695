"""The board sets what reports say side by side, each version with its words; never a verdict."""

from collections.abc import Sequence

from tests.test_draft_write import HOUSE, article, story

from torimatome.draft.board import board, board_of
from torimatome.model import Article
from torimatome.model.board import Board, Point
from torimatome.text.names import Names

NAMES = Names(HOUSE)
MOD = article(
    "mod", "Shooting at the border", "On May 8 at 01:20, units of Sundara opened fire near Orla. "
    "Three soldiers were wounded. Two mines were found at the post.",
)  # fmt: skip
STA = article(
    "sta", "Lorvian fire", "On May 8 at 01:05, Lorvian units opened fire near Orla. Five soldiers "
    "were wounded. It was in response to the laying of 40 mines by smugglers.",
)  # fmt: skip
POST = article(
    "post", "Border shooting", "Three soldiers were wounded near Orla on Friday, a doctor said. "
    "Twelve residents fled the village.",
)  # fmt: skip


def points(made: Board, state: str, about: str = "") -> list[Point]:
    return [p for p in made.points if p.state == state and about in ("", p.about)]


def values(point: Point) -> list[tuple[str, str]]:
    return [(v.side, v.value) for v in point.versions]


def made(*articles: Article) -> Board:
    return board_of(articles, NAMES)


def all_versions(each: Board) -> Sequence[tuple[str, str]]:
    return [pair for point in each.points for pair in values(point)]


def test_sides_are_states_by_who_speaks_and_independent_outlets() -> None:
    assert set(made(MOD, STA, POST).sides) == {
        "Lorvian MOD", "Sundaran version", "POST (independent)"
    }  # fmt: skip


def test_a_number_that_differs_stands_with_every_sides_words() -> None:
    (wounded,) = points(made(MOD, STA), "differs", "number")
    assert wounded.words == "wounded"
    assert set(values(wounded)) == {
        ("Lorvian MOD", "Three soldiers (wounded)"), ("Sundaran version", "Five soldiers (wounded)")
    }  # fmt: skip


def test_the_hour_and_who_did_it_differ_and_the_place_is_agreed() -> None:
    each = made(MOD, STA)
    assert {p.words for p in points(each, "differs")} >= {"time", "who opened fire", "wounded"}
    (place,) = points(each, "agreed", "place")
    assert {v.value for v in place.versions} == {"Orla"}
    (day,) = points(each, "agreed", "day")
    assert len(day.versions) == 2


def test_what_one_side_alone_says_is_shown_as_its_alone() -> None:
    each = made(MOD, STA, POST)
    alone = {pair for p in points(each, "only") for pair in values(p)}
    assert ("POST (independent)", "Twelve residents") in alone
    assert any("in response to" in value for side, value in alone if side == "Sundaran version")


def test_a_spokesman_quoted_by_an_independent_outlet_speaks_for_his_state() -> None:
    other = article(
        "post", "Two versions", "Sundaran Prime Minister Arven Dosk said that five soldiers were "
        "wounded. The street was quiet.",
    )  # fmt: skip
    (wounded,) = points(made(MOD, other), "differs", "number")
    assert ("Sundaran version", "five soldiers (wounded)") in values(wounded)


def test_every_version_rests_on_the_words_of_its_page() -> None:
    by_id = {a.id: a for a in (MOD, STA, POST)}
    for point in made(MOD, STA, POST).points:
        for version in point.versions:
            p = version.passage
            assert by_id[version.article].text[p.start : p.end] == p.quote
            assert p.sha256


def test_what_differs_comes_first_and_what_is_agreed_last_whatever_the_order_of_reports() -> None:
    each = made(MOD, STA, POST)
    order = ["differs", "only", "agreed"]
    places = [order.index(p.state) for p in each.points]
    assert places == sorted(places)
    assert made(POST, MOD, STA) == each


def test_a_reprint_is_no_second_voice() -> None:
    copy = article("post", "Border shooting (reprint)", STA.text)
    one = story(STA, copy)
    joined = type(one)(
        one.id, one.articles, ((STA.id, copy.id),), one.section, one.rank, one.reasons
    )
    each = board(joined, {STA.id: STA, copy.id: copy}, NAMES)
    assert each.sides == ("Sundaran version",)
    assert each.points == ()


def test_days_of_the_month_clocks_and_ages_are_no_figures() -> None:
    one = article("mod", "A", "The wounded, aged 22 and 26, left at 10:40 on May 8 near Orla.")
    two = article("sta", "B", "The wounded, aged 31 and 40, left at 10:45 on May 8 near Orla.")
    assert not points(made(one, two), "differs", "number")


def test_no_report_makes_an_empty_board() -> None:
    assert made() == Board((), ())


def test_two_reports_of_one_side_that_count_differently_are_shown_as_differing() -> None:
    first = article("lna", "Flight", "Lorvia brought home 1,146 of its citizens from Sundara.")
    second = article("mod", "Flights", "In all, 1,164 citizens came back on seven planes.")
    (point,) = points(made(first, second), "differs", "number")
    assert {value for _, value in values(point)} == {"1,146 of its citizens", "1,164 citizens"}
    assert len({side for side, _ in values(point)}) == 1

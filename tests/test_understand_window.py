"""Articles judged one by one, in any order, by one process or two, give the same Stories."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.test_understand_judge import HOUSE, KESTREL, OSTGALIA, SARNIA, SARNIA_LATER, SARNIA_RU

from torimatome.desk import Desk, open_desk
from torimatome.model import Article, Judgement, Outlet, Period, Snapshot, Verdict
from torimatome.settings import Settings
from torimatome.understand import tokens, understand
from torimatome.understand.bulk import judge_all
from torimatome.understand.candidates import Index, candidates, keys_of
from torimatome.understand.cluster import Stories, stories
from torimatome.understand.judge import judge, open_window, opinion
from torimatome.understand.marks import marks
from torimatome.understand.vectors import Row, Vectors, row_of, share
from torimatome.understand.window import FARTHEST_DAYS, Window

AT = datetime(2026, 5, 20, tzinfo=UTC)
REPRINT = replace(SARNIA, id="reprint", title="Ministers talk", seen=SARNIA.seen + timedelta(1))
ROW = [SARNIA, OSTGALIA, KESTREL, SARNIA_RU, SARNIA_LATER, REPRINT]


READER = open_window(HOUSE)._reader  # the names of a house are read once


def taken_in(row: list[Article]) -> Window:
    window = Window(READER, opinion)
    for article in row:
        window.add(article)
    return window


@given(st.permutations(ROW))
@settings(max_examples=15, deadline=None)
def test_articles_may_come_in_any_order(row):
    first, mixed = taken_in(ROW), taken_in(row)
    assert mixed.judgements() == first.judgements()
    assert mixed.stories.all() == first.stories.all()


def test_adding_an_article_gives_its_own_judgements_alone():
    window = taken_in([SARNIA, OSTGALIA])
    said = window.add(REPRINT)
    assert said
    assert all("reprint" in (j.left, j.right) for j in said)


def test_an_article_added_twice_changes_nothing():
    window = taken_in(ROW)
    before = window.judgements()
    assert window.add(SARNIA) == []
    assert window.judgements() == before
    assert len(window) == len(ROW)


def test_a_new_version_of_a_page_takes_the_place_of_the_old_one():
    other = replace(SARNIA, version=2, title="Grain gets dearer", text="Grain got dearer in May.")
    window = taken_in([*ROW, other])
    assert window.judgements() == taken_in([other, *ROW[1:]]).judgements()
    assert window.stories.group_of(SARNIA.id) == {SARNIA.id}
    assert len(window) == len(ROW)


def test_an_article_that_comes_between_those_read_ahead_is_judged_with_them():
    window = open_window(HOUSE)
    coming = window.reading([a for a in ROW if a is not SARNIA])
    window.add(next(coming))
    window.add(SARNIA)
    for article in coming:
        window.add(article)
    assert window.judgements() == taken_in(ROW).judgements()


def test_two_versions_of_a_page_read_in_one_go_leave_the_later():
    other = replace(SARNIA, version=2, title="Grain gets dearer", text="Grain got dearer in May.")
    window = open_window(HOUSE)
    for article in window.reading([SARNIA, other, *ROW[1:]]):
        window.add(article)
    assert window.judgements() == taken_in([other, *ROW[1:]]).judgements()


def test_what_is_let_go_of_leaves_no_judgement_behind():
    later = [
        replace(a, id=f"{a.id}-later", day="2026-05-30", seen=a.seen + timedelta(18),
                published=a.seen + timedelta(18)) for a in ROW
    ]  # fmt: skip
    window = taken_in([*ROW, *later])
    gone = window.expire(date(2026, 5, 29).toordinal())
    assert sorted(gone) == sorted(a.id for a in ROW)
    assert window.judgements() == taken_in(later).judgements()
    assert SARNIA.id not in window
    assert window.add(replace(later[0], id="one-more"))


def test_a_judgement_is_as_old_as_the_later_of_its_articles():
    said = {(j.left, j.right): j.at for j in taken_in(ROW).judgements()}
    assert said["call-sr", "reprint"] == REPRINT.seen
    assert said["call-og", "call-sr"] == SARNIA.seen


def test_two_processes_say_what_one_says():
    weeks = [
        replace(a, id=f"{a.id}-{n}", day=(a.seen + timedelta(n)).date().isoformat(),
                seen=a.seen + timedelta(n), published=a.seen + timedelta(n))
        for n in range(0, 12, 2) for a in ROW
    ]  # fmt: skip
    random.Random(3).shuffle(weeks)
    assert judge_all(weeks, HOUSE, processes=2) == judge_all(weeks, HOUSE)


def test_a_pair_far_apart_in_days_is_no_candidate():
    far = replace(SARNIA_LATER, day="2026-05-16")
    row = [READER.traits(SARNIA), READER.traits(SARNIA_LATER)]
    assert list(candidates(row)) == [("call-sr", "call-sr-2")]
    assert list(candidates([row[0], READER.traits(far)])) == []


def test_asking_for_many_candidates_at_once_is_asking_for_each(monkeypatch):
    index, row = Index(), [READER.traits(article) for article in ROW]
    keys = [keys_of(traits) for traits in row]
    for traits, each in zip(row, keys, strict=True):
        index.add(traits, each)
    for cells in (1, 1 << 22):
        monkeypatch.setattr("torimatome.understand.candidates.CELLS", cells)
        found = index.near(row, keys)
        for n in range(len(row)):
            alone = index.near(row[n : n + 1], keys[n : n + 1])
            for pairs, own in zip(found, alone, strict=True):
                assert pairs.numbers[pairs.who == n].tolist() == own.numbers.tolist()
    assert len(found[0].who) > len(row)


CODES = st.lists(st.integers(0, 40), max_size=12)


@given(CODES, CODES, CODES, CODES)
@settings(max_examples=40, deadline=None)
def test_what_two_texts_share_is_the_same_both_ways_round(title, text, other_title, other_text):
    def row(title: list[int], text: list[int]) -> Row:
        names = dict.fromkeys(sorted(title)[:2], 1.0)
        codes = [(np.array(x, np.int32), np.full(len(x), 0.7, np.float32)) for x in (title, text)]
        return row_of(codes[0], codes[1], names)

    one, other = row(title, text), row(other_title, other_text)
    assert share(one, other) == share(other, one)
    vectors = Vectors()
    for each in (one, other, one):
        vectors.add(each)
    beside = vectors.beside([one, other], np.array([0, 1, 1, 1]), np.array([1, 0, 1, 2]))
    assert beside.shared(0) == beside.shared(1) == beside.shared(3) == share(one, other)


def test_a_window_that_outlived_most_of_its_articles_says_what_a_new_one_says():
    months = [
        replace(a, id=f"{a.id}-{n}", day=(a.seen + timedelta(n)).date().isoformat(),
                seen=a.seen + timedelta(n), published=a.seen + timedelta(n))
        for n in range(0, 40, 4) for a in ROW
    ]  # fmt: skip
    window = taken_in(months[:-6])
    window.expire(date(2026, 5, 12).toordinal() + 30)
    kept = [a for a in months[:-6] if a.id in window]
    assert len(kept) < len(months) / 2
    for article in months[-6:]:
        window.add(article)
    new = taken_in([*kept, *months[-6:]])
    assert window.judgements() == new.judgements()


def test_words_met_after_the_table_was_emptied_are_the_words_they_were(monkeypatch):
    before = [READER.traits(article) for article in ROW]
    monkeypatch.setattr(tokens, "KEPT", 1)
    after = [READER.traits(article) for article in ROW]
    assert after == before
    for one, other in zip(before, after, strict=True):
        assert np.array_equal(one.text.shingles, other.text.shingles)
        assert np.array_equal(one.echo.places, other.echo.places)


LETTERS = "abcdef"
PAIRS = [(x, y) for x in LETTERS for y in LETTERS if x < y]


@given(st.dictionaries(st.sampled_from(PAIRS),
                       st.tuples(st.sampled_from(list(Verdict)), st.floats(0, 1)), max_size=9),
       st.dictionaries(st.sampled_from(PAIRS), st.sampled_from(list(Verdict)), max_size=3),
       st.permutations(LETTERS), st.sampled_from(LETTERS))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_groups_kept_up_to_date_are_those_made_of_everything_anew(machine, people, order, gone):
    said = [
        Judgement(pair[0], pair[1], verdict, "machine", AT, score)
        for pair, (verdict, score) in machine.items()
    ]
    words = [Judgement(pair[0], pair[1], verdict, "aki", AT) for pair, verdict in people.items()]
    kept = Stories()
    for number, id_ in enumerate(order):
        here = set(order[: number + 1])
        kept.add(id_, [j for j in said if id_ in (j.left, j.right) and {j.left, j.right} <= here])
        if number == 2:
            for word in words:
                kept.said(word)
        kept.all()
    assert kept.all() == stories(LETTERS, [*said, *words])
    for word in words[:1]:
        kept.unsaid(word)
    assert kept.all() == stories(LETTERS, [*said, *words[1:]])
    kept.drop(gone)
    left = [j for j in [*said, *words[1:]] if gone not in (j.left, j.right)]
    assert kept.all() == stories(set(LETTERS) - {gone}, left)


# Through the store.

OUTLETS = tuple(
    Outlet(a.outlet, a.outlet, a.outlet.upper(), f"https://{a.outlet}.example/") for a in ROW
)


@pytest.fixture
def desk(tmp_path):
    house = replace(HOUSE, outlets=OUTLETS)
    return open_desk(replace(Settings(), folder=str(tmp_path)), house=house)


def keep(desk: Desk, *row: Article) -> None:
    with desk.store.begin() as connection:
        for article in row:
            sha = f"{article.id}{article.version}".encode().hex().ljust(64, "0")[:64]
            snapshot = Snapshot(sha, article.url, article.seen, 200, "text/html", (), 3)
            desk.store.pages.keep(connection, snapshot, b"<p>", article)


WEEK = Period("2026-05-08", "2026-05-15")


def rows(desk: Desk) -> list[Judgement]:
    return desk.store.judgements.all()


def test_a_second_run_changes_nothing_in_the_store(desk):
    keep(desk, *ROW)
    first = understand(desk, WEEK)
    before = rows(desk), desk.store.judgements.marks([a.id for a in ROW])
    assert understand(desk, WEEK) == first
    assert (rows(desk), desk.store.judgements.marks([a.id for a in ROW])) == before
    assert before[0]


def test_articles_in_portions_give_the_rows_of_all_at_once(desk, tmp_path):
    for portion in (ROW[3:], ROW[:2], ROW[2:3]):
        keep(desk, *portion)
        in_portions = understand(desk, WEEK)
    whole = open_desk(replace(Settings(), folder=str(tmp_path / "b")), house=desk.house)
    keep(whole, *ROW)
    at_once = understand(whole, WEEK)
    assert rows(desk) == rows(whole)
    assert in_portions == at_once


def test_only_what_is_new_is_judged(desk):
    keep(desk, *ROW[:3])
    understand(desk, WEEK)
    made_up = Judgement("call-kl", "call-og", Verdict.SAME, "machine", AT, 0.2, "made up")
    desk.store.judgements.replace_machine(
        [made_up], desk.store.judgements.marks([a.id for a in ROW[:3]])
    )
    keep(desk, SARNIA_RU)
    understand(desk, WEEK)
    assert made_up in rows(desk)  # its two articles were not judged again
    assert any("call-sr-ru" in (j.left, j.right) for j in rows(desk))


def test_a_changed_page_is_judged_again(desk):
    keep(desk, *ROW)
    understand(desk, WEEK)
    keep(desk, replace(REPRINT, version=2, title="Grain", text="Grain got dearer in May."))
    understood = understand(desk, WEEK)
    assert not any("reprint" in (j.left, j.right) for j in rows(desk))
    assert sum("reprint" in story.articles for story in understood.stories) == 1


def test_another_house_judges_anew():
    other = replace(HOUSE, terms=HOUSE.terms[1:])
    assert marks([SARNIA], HOUSE) == marks([SARNIA], HOUSE)
    assert marks([SARNIA], HOUSE) != marks([SARNIA], other)
    assert marks([SARNIA], HOUSE) != marks([replace(SARNIA, title="x")], HOUSE)


def test_judgements_of_other_weeks_stay_in_the_store(desk):
    keep(desk, *ROW)
    understand(desk, WEEK)
    before = rows(desk)
    later = timedelta(40)
    moved = [replace(a, id=f"{a.id}-later", day="2026-06-21", seen=a.seen + later,
                     published=a.seen + later) for a in ROW]  # fmt: skip
    keep(desk, *moved)
    understand(desk, Period("2026-06-19", "2026-06-26"))
    assert [j for j in rows(desk) if j in before] == before
    assert len(rows(desk)) > len(before)


def test_a_persons_word_outlives_every_run_until_it_is_taken_back(desk):
    keep(desk, *ROW)
    understand(desk, WEEK)
    split = Judgement("call-sr", "reprint", Verdict.DIFFERENT, "aki", AT)
    desk.store.judgements.add(split)
    for _ in range(2):
        keep(desk, replace(REPRINT, version=2))
        told = understand(desk, WEEK).stories
        assert not any({"call-sr", "reprint"} <= set(story.articles) for story in told)
    desk.store.judgements.add(replace(split, verdict=Verdict.SAME, at=AT + timedelta(hours=1)))
    told = understand(desk, WEEK).stories
    assert any({"call-sr", "reprint"} <= set(story.articles) for story in told)


def test_why_says_the_thresholds_and_each_pair_in_words(desk):
    keep(desk, *ROW)
    lines = understand(desk, WEEK).why()
    assert any("two articles are joined from 0.40" in line for line in lines)
    assert any("one text" in line for line in lines)
    assert any("another partner" in line and "apart from it" in line for line in lines)


def test_articles_are_compared_as_far_as_a_copy_may_lie():
    old = replace(REPRINT, id="a-old", day="2026-05-05", published=SARNIA.seen - timedelta(7, 3600))
    assert FARTHEST_DAYS >= 8
    (said,) = judge([old, SARNIA], HOUSE, AT)
    assert said.verdict is Verdict.COPY

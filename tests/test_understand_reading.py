"""Texts read many at a time say what they say one by one, whatever comes between them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.test_understand_judge import HOUSE, KESTREL, OSTGALIA, SARNIA, SARNIA_LATER, SARNIA_RU

from torimatome.model import Article
from torimatome.understand import heard, tokens
from torimatome.understand.copies import print_of
from torimatome.understand.judge import open_window, opinion
from torimatome.understand.names import sound, sounds
from torimatome.understand.sheaf import Groups
from torimatome.understand.tokens import Lexicon
from torimatome.understand.traits import Traits
from torimatome.understand.vectors import echoes, in_common
from torimatome.understand.window import Window
from torimatome.understand.words import fold, fold_all

KANA = "アダ・オルリスク外相は15日、隣国の首都で会談した。エネルギー協定に署名する予定。"
ROW = [
    SARNIA,
    SARNIA_RU,
    replace(SARNIA, id="ja", language="ja", title="外相が会談 オルリスク氏", text=KANA),
    replace(KESTREL, id="empty", title="", text=""),
    replace(KESTREL, id="title", title="Ada Orlisk meets the miners of Kestria again", text=""),
    replace(OSTGALIA, id="short", title="CAPITALS EVERYWHERE TODAY", text="One. Two"),
    OSTGALIA,
    replace(KESTREL, id="long", text=" ".join([KESTREL.text, "On May 14 some 1,200 went."] * 90)),
    KESTREL,
    SARNIA_LATER,
]
READER = open_window(HOUSE)._reader


def same(one: Traits, other: Traits) -> bool:
    return (
        one == other
        and one.words == other.words
        and np.array_equal(one.words.shares, other.words.shares)
        and np.array_equal(one.text.shingles, other.text.shingles)
        and np.array_equal(one.text.places, other.text.places)
        and np.array_equal(one.text.particulars, other.text.particulars)
        and np.array_equal(one.echo.places, other.echo.places)
        and np.array_equal(one.echo.shares, other.echo.shares)
    )


@pytest.fixture(scope="module")
def alone() -> dict[str, Traits]:
    return {article.id: READER.traits(article) for article in ROW}


@given(st.lists(st.sampled_from(ROW), max_size=7))
@settings(max_examples=25, deadline=None)
def test_an_article_read_among_others_is_the_article_read_alone(alone, row: list[Article]):
    for article, traits in zip(row, READER.read(row), strict=True):
        assert same(traits, alone[article.id])


def test_no_words_ever_met_before_change_what_an_article_says(alone):
    fresh = open_window(HOUSE)._reader
    for article, traits in zip(ROW, fresh.read(ROW), strict=True):
        assert same(traits, alone[article.id])


def test_words_forgotten_between_two_sheaves_come_back_as_they_were(alone, monkeypatch):
    monkeypatch.setattr(tokens, "KEPT", 5)
    for start in range(0, len(ROW), 3):
        some = ROW[start : start + 3]
        for article, traits in zip(some, READER.read(some), strict=True):
            assert same(traits, alone[article.id])


def test_a_window_that_reads_ahead_says_what_one_that_does_not_says():
    ahead, behind = Window(READER, opinion), Window(READER, opinion)
    for article in ahead.reading(ROW):
        ahead.add(article)
    for article in ROW:
        behind.add(article)
    assert ahead.judgements() == behind.judgements() != []
    assert ahead.stories.all() == behind.stories.all()


def test_an_article_that_changed_after_it_was_read_ahead_is_read_anew():
    window = Window(READER, opinion)
    changed = replace(SARNIA, title="The miners of Kestria strike", text="They strike. " * 9)
    for article in window.reading([SARNIA, OSTGALIA]):
        window.add(changed if article is SARNIA else article)
    plain = Window(READER, opinion)
    for article in (changed, OSTGALIA):
        plain.add(article)
    assert window.judgements() == plain.judgements()


def test_copies_are_told_by_the_same_print_with_and_without_a_house():
    lexicon = Lexicon()
    for article in ROW:
        traits, own = READER.traits(article), print_of(article, lexicon)
        assert np.array_equal(traits.text.shingles, own.shingles)
        assert np.array_equal(traits.text.particulars, own.particulars)


WORDS = st.lists(st.text("abcdeghijkstxyzəışéäßжшщїкხღآبաղ'5", min_size=1, max_size=9), max_size=8)


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_words_worked_out_together_are_what_each_is_by_itself(words: list[str]):
    assert fold_all(words) == [fold(word) for word in words]
    assert sounds(words) == [sound(word) for word in words]
    assert heard.skeletons(words) == [heard.skeletons([word])[0] for word in words]
    one_by_one = [heard.heard_of_all([word])[0].tolist() for word in words]
    assert heard.heard_of_all(words).tolist() == one_by_one


@given(st.lists(st.integers(0, 9) | st.integers(1 << 60, (1 << 60) + 3), max_size=30))
@settings(max_examples=40, deadline=None)
def test_entries_of_one_key_stay_in_order(keys: list[int]):
    groups = Groups(np.array(keys, np.int64))
    expected = {key: [n for n, k in enumerate(keys) if k == key] for key in sorted(set(keys))}
    assert groups.keys.tolist() == list(expected)
    assert groups.order.tolist() == [n for row in expected.values() for n in row]
    assert groups.sums(np.ones(len(keys), np.int64)).tolist() == [len(r) for r in expected.values()]


def test_what_two_echoes_have_in_common_is_the_sweep_of_one_over_the_other():
    row = [READER.traits(article).echo for article in ROW]
    who = np.repeat(np.arange(len(row)), len(row))
    every = np.split(echoes(row, who, row * len(row)), len(row))
    for one, swept in zip(row, every, strict=True):
        for n, other in enumerate(row):
            cosine, places = in_common(one, other)
            assert cosine == pytest.approx(swept[n], abs=1e-6)
            assert places == sorted(set(one.places.tolist()) & set(other.places.tolist()))

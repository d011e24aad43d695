"""Texts are cut into words by arithmetic: the words, marks and digits a pattern would find."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from torimatome.understand.bulk import shares
from torimatome.understand.tokens import GAP, STOP, words_of
from torimatome.understand.vectors import Row, Vectors, share

PATTERN = re.compile(r"\w+(?:'\w+)*|[.!?:;»”\"\n]")
ENDS = '.!?:;»”"\n'
LETTERS = "ab Ab1 ٣４'’`´_.!?:;»”\"\n\t-–,\u00a0əИйか京\u0301\u200b🙂\x01\x1c²½"
TEXTS = st.text(st.one_of(st.sampled_from(LETTERS), st.characters()), max_size=60)


def by_pattern(text: str) -> list[str]:
    """What a regular expression cuts a text into."""
    plain = re.sub("[’ʼ‘´ʹ`]", "'", text).replace("_", " ")
    return [STOP if part in ENDS else part for part in PATTERN.findall(plain)]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
@example("'a''b' don't. 'tis l'O'Brien' 12'3")
def test_a_text_is_cut_into_the_words_a_pattern_finds(text: str) -> None:
    assert words_of(text).words == by_pattern(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_texts_cut_together_are_cut_as_each_is_alone(texts: list[str]) -> None:
    together = " ".join(words_of(*texts).words).split(GAP)
    assert [part.split() for part in together] == [words_of(text).words for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_runs_of_digits_are_told_with_their_places(texts: list[str]) -> None:
    cut = words_of(*texts)
    found = zip(cut.text.tolist(), cut.start.tolist(), cut.stop.tolist(), strict=True)
    wanted = [(n, *m.span()) for n, text in enumerate(texts) for m in re.finditer(r"\d+", text)]
    assert list(found) == wanted


def row(places: list[int]) -> Row:
    """Words that weigh the same."""
    shares = np.full((len(places), 6), len(places) ** -0.5, np.float32)
    return Row(np.array(places, np.int32), shares, 1.0, 1.0, 0, 1.0)


def test_words_whose_numbers_end_alike_are_not_taken_for_each_other() -> None:
    far = 1 << 15
    ours = row([5, 5 + far, 5 + 2 * far, 9, 9 + far])
    ours = row(sorted(ours.places.tolist()))
    others = [[5], [5 + far, 9], [5 + 3 * far], [5, 5 + far, 5 + 2 * far, 9, 9 + far], [9 + far]]
    held = [round(share(ours, row(sorted(other))).body ** 2 * 5 * len(other)) for other in others]
    assert held == [1, 4, 0, 25, 1]


def test_rows_set_beside_others_in_one_go_share_what_they_share_alone() -> None:
    rng = np.random.default_rng(7)
    rows = [row(sorted(set(rng.integers(0, 1 << 20, 60).tolist()))) for _ in range(4)]
    mixed = [row(sorted({*a.places[:20].tolist(), *b.places[20:].tolist()})) for a in rows
             for b in rows]  # fmt: skip
    vectors = Vectors()
    for one in mixed:
        vectors.add(one)
    who = np.repeat(np.arange(len(rows)), len(mixed))
    numbers = np.tile(np.arange(len(mixed)), len(rows))
    together = vectors.beside(rows, who, numbers).shared_by(np.arange(len(who)))
    alone = [share(rows[w], mixed[n]) for w, n in zip(who.tolist(), numbers.tolist(), strict=True)]
    assert together == alone


def test_processes_that_read_some_days_again_get_as_much_less_to_judge() -> None:
    cuts = [*shares(100.0, 6.0, 3), 100.0]
    sizes = [end - first for first, end in pairwise(cuts)]
    assert [size + 6.0 * (n > 0) for n, size in enumerate(sizes)] == pytest.approx([sizes[0]] * 3)

"""What is looked for and what is kept are folded alike, and the index misses nothing that fits."""

import random
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from torimatome.store.archive import split_sentences
from torimatome.store.plan import _needs
from torimatome.store.reading import Vocabulary
from torimatome.store.tokens import clean, fold, grams_of, needle, uncut, unfolded, words_of

TEXT = st.text(
    st.sampled_from(
        "アリエフ大統領、仏2026年ー・がか\u3099ﾊﾞﾊﾟabcZİıƏəÉé’“ -_.'ёйЁСахиба x\u0301ﬁ№½한글ไทย"
    ),
    max_size=30,
)


def test_names_fold_to_one_form_whatever_their_marks_and_width() -> None:
    assert fold("İLHAM ƏLİYEV") == fold("ilham eliyev")
    assert fold("ｱﾊﾞ Ｔｕｒｋｉｙｅ") == fold("アバ Türkiye") == "アバ turkiye"
    assert fold("Фёдор") == fold("Федор")


def test_letters_that_only_look_alike_stay_apart() -> None:
    assert fold("が") != fold("か")
    assert fold("й") != fold("и")


def test_japanese_is_indexed_by_every_character_and_pair() -> None:
    assert grams_of(fold("首相、仏")) == {"首", "相", "、", "仏", "首相", "相、", "、仏"}
    assert words_of(fold("2026年版 NATO")) == {"2026", "nato"}


@settings(max_examples=300, deadline=None)
@given(TEXT, st.integers(0, 30), st.integers(1, 4))
@example("ab" * 50 + "大統領", 95, 4)
def test_the_index_has_what_any_substring_of_a_text_asks_for(
    raw: str, start: int, size: int
) -> None:
    text = clean(raw)
    part = text[start : start + size]
    if not needle(part) or needle(part) not in fold(text):
        return  # nothing to ask, or a mark that leans on a letter left outside
    words, grams = words_of(fold(text)), grams_of(fold(text))
    vocabulary = Vocabulary([(word, 1) for word in sorted(words)])
    for chunk in part.split():
        for how, letters in _needs(chunk, False):
            if how == "is":
                assert letters in words | grams
            else:
                assert vocabulary.holding(how, letters, None)[1]


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_what_is_highlighted_is_what_was_looked_for(raw: str) -> None:
    text = clean(raw)
    rnd = random.Random(len(text))
    if len(text) < 2:
        return
    start = rnd.randrange(len(text) - 1)
    own = needle(text[start : start + 2])
    marked = [m.span() for m in re.finditer(re.escape(own), fold(text))] if own else []
    for a, b in unfolded(text, marked):
        assert own.strip() in fold(text[a:b])


def test_a_whole_word_is_not_found_inside_another() -> None:
    assert uncut(needle("war")).search(fold("A war ended")) is not None
    assert uncut(needle("war")).search(fold("An award")) is None
    assert uncut(needle("イラン")).search("ブイランド") is None
    assert uncut(needle("イラン")).search("対イラン制裁") is not None


def test_a_vocabulary_gives_the_words_with_these_letters_and_stops_when_they_are_many() -> None:
    words = Vocabulary([("the", 90), ("other", 20), ("heat", 5)])
    assert words.holding("has", "he", None) == (115, ["the", "other", "heat"])
    assert words.holding("starts", "he", None) == (5, ["heat"])
    assert words.holding("ends", "he", None) == (90, ["the"])
    assert words.holding("has", "he", 50) == (90, None)
    assert words.holding("has", "zz", None) == (0, [])


def test_a_paragraph_is_cut_into_sentences_and_not_at_titles_or_initials() -> None:
    text = "Gen. A. Orlisk spoke on Apr. 27. “We agreed.” He left in 3.5 hours."
    assert split_sentences(text) == [
        "Gen. A. Orlisk spoke on Apr. 27.", "“We agreed.”", "He left in 3.5 hours.",
    ]  # fmt: skip
    assert split_sentences("発表した。合意した。") == ["発表した。", "合意した。"]

"""What is looked for and what is kept are folded alike, and the index misses nothing that fits."""

import random
import re

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from torimatome.store.kept import split_sentences
from torimatome.store.plan import _needs
from torimatome.store.postings import pair_of, postings, rows_of, rows_of_any, words_in
from torimatome.store.reading import words_holding
from torimatome.store.tokens import clean, fold, needle, places_of, unfolded

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


def tokens(*texts: str, filed: str = "") -> dict[str, list[int]]:
    """Each token of the texts and the texts that have it."""
    made = postings([fold(clean(text)) for text in texts], [filed] * len(texts))
    assert [token for token, _, _ in made] == sorted({token for token, _, _ in made})
    found = {token: np.flatnonzero(rows_of(rows)).tolist() for token, _, rows in made}
    assert all(len(found[token]) == seen for token, seen, _ in made)
    return found


def test_japanese_is_indexed_by_every_character_and_pair() -> None:
    found = tokens("首相、仏", "2026年版 NATO", "版")
    assert found["首相"] == found["、仏"] == found["仏"] == [0]
    assert found["版"] == [1, 2]
    assert found["年版"] == found["6年"] == found["2026"] == found["nato"] == [1]
    assert not {"版n", "版 ", " n"} & found.keys()


def test_words_side_by_side_share_a_token_in_their_order() -> None:
    found = tokens("The state of the port", "The port of the state", "state. Of", "state", "of")
    assert found[pair_of("state", "of")] == [0, 2]
    assert found[pair_of("of", "the")] == [0, 1]


def test_what_an_item_is_filed_under_is_in_the_index_too() -> None:
    found = tokens("One", "Two", filed="¦section¦foreign ¦person¦x")
    assert found["¦section¦foreign"] == found["¦person¦x"] == [0, 1]


def test_words_are_cut_at_sixty_four_letters_and_control_marks_part_nothing() -> None:
    found = tokens("b " + "a" * 100 + " c", "\x01 d \x01", "é\x01x \x01", "e")
    assert found["a" * 64] == found["a" * 36] == found["b"] == found["c"] == [0]
    assert (found["d"], found["x"], found["e"]) == ([1], [2], [2, 3])


def test_common_and_rare_tokens_come_back_whole_from_a_full_segment() -> None:
    texts = [f"the w{number % 5000} {'港' if number % 3 else ''}" for number in range(65_536)]
    found = tokens(*texts)
    assert found["the"] == list(range(65_536))
    assert found["港"] == [n for n in range(65_536) if n % 3]
    assert found["w4999"] == list(range(4999, 65_536, 5000))
    made = {token: rows for token, _, rows in postings(texts, [""] * len(texts))}
    either = np.flatnonzero(rows_of_any([made["港"], made["w0"], made["w3"]])).tolist()
    assert either == [n for n in range(65_536) if n % 3 or n % 5000 in (0, 3)]


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
    made = postings([fold(text)], [""])
    words = "\n" + "\n".join(words_in(made)) + "\n"
    for whole, looked_for in ((False, part.split()), (True, _whole_words(text))):
        for chunk in looked_for:
            for how, letters in _needs(chunk, whole):
                if how == "is":
                    assert letters in {token for token, _, _ in made}
                else:
                    assert words_holding(words, how, letters, 99)


def _whole_words(text: str) -> list[str]:
    """The text, and its halves: what stands in it without a word being cut."""
    words = text.split()
    return [" ".join(words), " ".join(words[: len(words) // 2]), " ".join(words[1:])]


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
    def whole(own: str, text: str) -> list[tuple[int, int]]:
        return list(places_of(needle(own), fold(text), whole=True))

    assert whole("war", "Award: a war ended") == [(9, 12)]
    assert whole("war", "An award") == []
    assert whole("イラン", "ブイランド、対イラン制裁") == [(7, 10)]
    assert list(places_of("aa", "aaaa")) == [(0, 2), (2, 4)]


def test_words_with_these_letters_are_given_unless_they_are_too_many() -> None:
    words = "\nheat\nother\nthe\n"
    assert words_holding(words, "has", "he", 3) == ["heat", "other", "the"]
    assert words_holding(words, "starts", "he", 3) == ["heat"]
    assert words_holding(words, "ends", "he", 3) == ["the"]
    assert words_holding(words, "has", "he", 2) is None
    assert words_holding(words, "has", "zz", 3) == []


def test_a_paragraph_is_cut_into_sentences_and_not_at_titles_or_initials() -> None:
    text = "Gen. A. Orlisk spoke on Apr. 27. “We agreed.” He left in 3.5 hours."
    assert split_sentences(text) == [
        "Gen. A. Orlisk spoke on Apr. 27.", "“We agreed.”", "He left in 3.5 hours.",
    ]  # fmt: skip
    assert split_sentences("発表した。合意した。") == ["発表した。", "合意した。"]

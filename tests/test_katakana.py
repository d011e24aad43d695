"""A name no term has is said by the rules of its language, the same each time, and shows why."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.text.katakana import codes, guess, known_language, propose, table
from torimatome.text.katakana.kana import to_kana

ONLY_KATAKANA = re.compile(r"[ァ-ヺー・=]*")


# All but the best known are invented, put together from the endings each language has.
@pytest.mark.parametrize(
    ("name", "language", "ja"),
    [
        ("Elchin Tarbayov", "az", "エルチン・タルバヨフ"),
        ("Elçin Qasımlı", "az", "エルチン・ガシムリ"),
        ("Cəmilə Xanova", "az", "ジャミラ・ハノヴァ"),
        ("Nigar Vəliyeva", "az", "ニガル・ヴァリエヴァ"),
        ("Pavel Gorchin", "ru", "パーヴェル・ゴルチン"),
        ("Ivan Luzin", "ru", "イワン・ルージン"),
        ("Boris Meldovsky", "ru", "ボリス・メルドフスキー"),
        ("Борис Кольцов", "ru", "ボリス・コリツォフ"),
        ("Selçuk Dağcıoğlu", "tr", "セルチュク・ダージュオール"),
        ("Nihat Göktürk", "tr", "ニハト・ギョクテュルク"),
        ("Reza Moradipour", "fa", "レザ・モラディプール"),
        ("Lasha Tvaradze", "ka", "ラシャ・トヴァラゼ"),
        ("ლაშა თვარაძე", "ka", "ラシャ・トヴァラゼ"),
        ("Tigran Meloyan", "hy", "ティグラン・メロヤン"),
        ("Տիգրան Մելոյան", "hy", "ティグラン・メロヤン"),
        ("Petro Halenko", "uk", "ペトロ・ハレンコ"),
        ("Hans Weber", "de", "ハンス・ヴェーバー"),
        ("Luc Morteau", "fr", "リュック・モルトー"),
        ("Mario Bertelli", "it", "マリオ・ベルテッリ"),
        ("Juan Salinas", "es", "フアン・サリナス"),
        ("Jan Kowalczyk", "pl", "ヤン・コヴァルチク"),
        ("James Ashfield", "en", "ジェームズ・アッシュフィールド"),
    ],
)
def test_a_name_is_said_by_the_rules_of_its_language(name: str, language: str, ja: str) -> None:
    assert propose(name, language).ja == ja


@pytest.mark.parametrize(
    ("name", "country", "language"),
    [
        ("Jeyhun Tarmanov", "", "az"),
        ("Tarmanov", "AZ", "az"),
        ("Tarmanov", "RU", "ru"),
        ("Əhməd Rəsulzadə", "", "az"),
        ("Meral Sucuoğlu", "", "tr"),
        ("Tsetsvadze", "", "ka"),
        ("Mebarishvili", "RU", "ka"),
        ("Sahakyants", "", "hy"),
        ("Олександр Їжак", "", "uk"),
        ("رضا مرادی", "", "fa"),
        ("Rahimzadeh", "IR", "fa"),
        ("Marković", "", "hr"),
        ("Ionescu", "", "ro"),
    ],
)
def test_the_language_is_told_by_country_letters_and_endings(
    name: str, country: str, language: str
) -> None:
    assert guess(name, country).language == language


def test_more_evidence_makes_a_guess_surer() -> None:
    alone, at_home = guess("Tarmanov"), guess("Tarmanov", "AZ")
    assert 0 < alone.sure < at_home.sure < guess("Elchin Tarmanov", "AZ").sure < 1
    assert propose("Tarmanov", "az").sure == 1


def test_a_name_nothing_tells_of_is_read_letter_by_letter_and_says_so() -> None:
    said = propose("Toka Bena")
    assert (said.ja, said.language, said.sure) == ("トカ・ベナ", "", 0)
    assert said.how == "read letter by letter"


def test_a_proposal_names_the_rule_that_made_it_and_other_forms() -> None:
    said = propose("Sevda Qurbanova", "az")
    assert any("-ova: オヴァ" in rule for rule in said.rules)
    assert any("q is ガ" in rule for rule in said.rules)
    assert said.alternatives[0].endswith("ノワ")
    assert said.ja not in said.alternatives
    assert said.surname == "グルバノヴァ"


def test_an_initial_a_remark_and_an_article_inside_a_name_are_left_out() -> None:
    assert propose("Hans F. Weber", "de").ja == "ハンス・ヴェーバー"
    assert propose("Hans Weber (acting), Minister", "de").ja == "ハンス・ヴェーバー"
    assert propose("Salem Al Muradi", "ar").ja == "サレム・ムラディ"
    assert propose("Anna-Maria Weber", "de").ja == "アンナ=マリア・ヴェーバー"


def test_both_scripts_of_a_name_meet() -> None:
    for latin, native, language in (
        ("Rəsul Həsənov", "Расул Гасанов", "az"),
        ("Nino Kaladze", "ნინო კალაძე", "ka"),
        ("Ararat Mirzoyan", "Արարատ Միրզոյան", "hy"),
    ):
        assert propose(latin, language).ja == propose(native, language).ja


def test_every_table_reads_every_letter_it_can_meet() -> None:
    letters = (
        "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýāăąćčďđēėęěğģīıķłńňőřśšşťūůűźżžəß"
    )
    for code in codes():
        read = table(code)
        assert read.name
        for word in (letters, "a".join(letters), *letters):
            assert ONLY_KATAKANA.fullmatch(propose(word, code).ja)
        for rule in read.rules:
            assert ONLY_KATAKANA.fullmatch(to_kana(rule.sounds)), rule


def test_the_listed_forms_are_katakana() -> None:
    for code in codes():
        for word, ja in table(code).names.items():
            assert re.fullmatch(r"[ァ-ヺー]+", ja), (code, word)


def test_a_code_of_a_neighbour_is_read_by_the_table_that_covers_it() -> None:
    assert known_language("uz-Latn") == "kk"
    assert known_language("SR") == "hr"
    assert known_language("zz") == ""


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60), st.sampled_from(("", "zz", *codes())), st.sampled_from(("", "AZ", "??"))
)
def test_any_text_gives_katakana_only_and_never_raises(
    name: str, language: str, country: str
) -> None:
    said = propose(name, language, country)
    assert ONLY_KATAKANA.fullmatch(said.ja)
    assert all(ONLY_KATAKANA.fullmatch(form) for form in said.alternatives)
    assert 0 <= said.sure <= 1
    propose.cache_clear()
    assert propose(name, language, country) == said


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=20))
def test_latin_letters_with_a_vowel_are_never_lost_whole(word: str) -> None:
    for language in ("az", "ru", "tr", "ka", "hy"):
        assert propose(word + "a", language).ja


def test_a_name_takes_less_than_a_millisecond() -> None:
    names = [f"{first}{last}" for first in ("Tar", "Bel", "Kov", "Mir") for last in
             ("manov", "idze", "oyan", "oğlu", "ipour", "enko", "worth", "stein")]  # fmt: skip
    propose("warm up the tables")
    for name in names:
        propose(name)
    propose.cache_clear()
    start = time.process_time()
    for name in names:
        propose(name)
    # Ten times what is promised; bench/katakana.py measures it.
    assert (time.process_time() - start) / len(names) < 0.01


def test_a_very_long_name_is_cut_not_chewed() -> None:
    start = time.process_time()
    assert len(propose("x" * 100_000, "en").ja) < 2000
    assert time.process_time() - start < 2

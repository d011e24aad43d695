"""The machine says which reports tell one event, across languages, and why, in plain words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from torimatome.model import Article, House, Term, Verdict
from torimatome.text.days import days_named, past_day
from torimatome.text.reasons import said as words
from torimatome.understand.cluster import stories
from torimatome.understand.judge import judge
from torimatome.understand.names import Names, sound

AT = datetime(2026, 5, 20, tzinfo=UTC)

# Velmora, its neighbours and all their people are invented.
HOUSE = House(
    "test", "VM", "Velmora", ("en", "ru", "tr", "az"), "UTC", (), (),
    terms=(
        Term("country", "Velmora", "", aliases=("Velmoran", "Велмора", "Velmorya"), country="VM"),
        Term("country", "Sarnia", "", aliases=("Sarnian", "Сарния", "サルニア"), country="SR"),
        Term("country", "Ostgalia", "", aliases=("Ostgalian", "Остгалия"), country="OG"),
        Term("country", "Kestrel", "", aliases=("Kestreli", "Кестрель"), country="KL"),
        Term("person", "Ilda Brann", "", aliases=("Ильда Бранн",), country="VM",
             office="Foreign Minister"),
        Term("person", "Joren Talvik", "", aliases=("Йорен Талвик",), country="VM",
             office="President"),
        Term("person", "Otto Weil", "", aliases=("Отто Вайль",), country="SR"),
        Term("person", "Maro Kest", "", aliases=("Маро Кест",), country="OG"),
        Term("office", "Foreign Minister", "", aliases=("министр иностранных дел",)),
        Term("place", "Hallow Ford", "", aliases=("Хэллоу-Форд",), country="VM"),
    ),
)  # fmt: skip


def article(id_: str, title: str, text: str, *, language: str = "en", day: int = 12) -> Article:
    when = datetime(2026, 5, day, 8, tzinfo=UTC)
    return Article(
        id_, 1, f"https://{id_}.example/1", id_, "hand", title, text, language, when, "feed",
        when.date().isoformat(), when, "0" * 64,
    )  # fmt: skip


def call(id_: str, country: str, who: str, about: str) -> Article:
    return article(
        id_,
        f"Foreign Minister Brann holds phone call with {country} Foreign Minister {who}",
        f"On May 12, Foreign Minister of Velmora Ilda Brann held a phone call with the {country}"
        f" Foreign Minister {who}. The ministers discussed bilateral relations and {about}.",
    )


SARNIA = call("call-sr", "Sarnian", "Otto Weil", "the bridge at Hallow Ford")
OSTGALIA = call("call-og", "Ostgalian", "Maro Kest", "the price of grain")
KESTREL = call("call-kl", "Kestreli", "Ane Fjord", "direct flights")
SARNIA_RU = article(
    "call-sr-ru",
    "Ильда Бранн поговорила по телефону с Отто Вайлем",
    "Министр иностранных дел Велморы Ильда Бранн 12 мая провела телефонный разговор с главой МИД"
    " Сарнии Отто Вайлем. Стороны обсудили мост у Хэллоу-Форда.",
    language="ru",
)
SARNIA_LATER = article(
    "call-sr-2",
    "Brann and Weil talk about Hallow Ford bridge by telephone",
    "Velmora's Ilda Brann telephoned her Sarnian colleague Otto Weil on Tuesday to speak about the"
    " bridge at Hallow Ford, the ministry in the capital said.",
)


def grouped(*row: Article) -> list[frozenset[str]]:
    return stories([a.id for a in row], judge(row, HOUSE, AT))


def test_three_calls_of_one_minister_on_one_day_stay_three_stories():
    assert [len(group) for group in grouped(SARNIA, OSTGALIA, KESTREL)] == [1, 1, 1]


def test_a_call_to_another_partner_is_said_to_be_different_and_why():
    (said,) = judge([SARNIA, OSTGALIA], HOUSE, AT)
    assert said.verdict is Verdict.DIFFERENT
    assert "another partner" in words(said.why)
    assert "Sarnia" in words(said.why)
    assert "Ostgalia" in words(said.why)


def test_a_partner_the_desk_has_no_term_for_is_known_by_the_worlds_countries():
    france = call("call-fr", "French", "Jean Invente", "trade")
    france = Article(**{**vars(france), "title": "Brann holds phone call with France"})
    japan = call("call-jp", "Japanese", "Taro Sousaku", "trade")
    japan = Article(**{**vars(japan), "title": "Brann holds phone call with Japan"})
    assert [len(group) for group in grouped(france, japan)] == [1, 1]


def test_two_reports_of_one_call_are_one_story():
    assert grouped(SARNIA, SARNIA_LATER, OSTGALIA)[0] == {"call-sr", "call-sr-2"}


def test_a_report_in_another_script_joins_its_story():
    assert grouped(SARNIA, SARNIA_RU, OSTGALIA)[0] == {"call-sr", "call-sr-ru"}


def test_a_joined_pair_says_why_in_words():
    (said,) = judge([SARNIA, SARNIA_RU], HOUSE, AT)
    assert said.verdict is Verdict.SAME
    assert "same people: Ilda Brann, Otto Weil" in words(said.why)
    assert "same act: phone call" in words(said.why)
    assert "same day" in words(said.why)


def test_two_leaders_who_receive_one_guest_are_two_stories():
    president = article(
        "m-1", "President Talvik received Sarnian minister Otto Weil",
        "On May 12, President of Velmora Joren Talvik received Otto Weil of Sarnia.",
    )  # fmt: skip
    minister = article(
        "m-2", "Brann met with Sarnian minister Otto Weil",
        "On May 12, Foreign Minister of Velmora Ilda Brann met with Otto Weil of Sarnia.",
    )  # fmt: skip
    assert [len(group) for group in grouped(president, minister)] == [1, 1]


def test_the_same_act_on_another_day_is_another_story():
    first = article(
        "e-1",
        "Two hurt by mine explosion near Hallow Ford",
        "On May 12, two people were hurt by a mine explosion near Hallow Ford.",
    )
    later = article(
        "e-2",
        "Two hurt by mine explosion near Hallow Ford",
        "On May 14, two shepherds were injured in a mine explosion at Hallow Ford, the rescue"
        " service said.",
        day=14,
    )
    assert [len(group) for group in grouped(first, later)] == [1, 1]


def test_a_reprint_is_judged_a_copy():
    reprint = Article(**{**vars(SARNIA), "id": "reprint", "title": "Ministers talk"})
    (said,) = judge([SARNIA, reprint], HOUSE, AT)
    assert said.verdict is Verdict.COPY
    assert said.left < said.right


def test_a_pairs_judgement_does_not_depend_on_what_else_came_in():
    alone = judge([SARNIA, SARNIA_RU], HOUSE, AT)
    among = judge([OSTGALIA, SARNIA_RU, KESTREL, SARNIA_LATER, SARNIA], HOUSE, AT)
    assert alone[0] in among


def test_the_order_of_arrival_does_not_matter():
    row = [SARNIA, OSTGALIA, KESTREL, SARNIA_RU, SARNIA_LATER]
    assert judge(row, HOUSE, AT) == judge(row[::-1], HOUSE, AT)


def test_empty_articles_are_judged_without_complaint():
    empty = [article("x", "", ""), article("y", "", "")]
    assert grouped(*empty) == [{"x"}, {"y"}]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("разговор с Отто Вайлем", "person:Otto Weil"),
        ("Встреча с Бранн", "person:Ilda Brann"),
        ("Brann'ın ziyareti", "person:Ilda Brann"),
        ("сарнийские пограничники", "country:Sarnia"),
        ("サルニアの外相が到着", "country:Sarnia"),
        ("Sarnian guards", "country:Sarnia"),
    ],
)
def test_a_name_is_found_in_any_script_and_case_ending(text, key):
    assert key in {name.key for name in Names(HOUSE).find(text)}


@pytest.mark.parametrize("text", ["a brannigan", "Weilheim lies far away", "kestrels nest here"])
def test_a_name_inside_another_word_is_not_found(text):
    assert Names(HOUSE).find(text) == []


def test_a_name_sounds_alike_across_scripts():
    assert sound("Ковальчук") == sound("Kovalchuk")
    assert sound("Şahin") == sound("Шахин") == sound("Shahin")


@pytest.mark.parametrize(
    "text",
    ["on May 11", "11 мая", "11 травня", "11 Mayıs'ta", "11.05.2026", "2026-05-11", "on Monday",
     "yesterday", "вчера", "may 11-də"],
)  # fmt: skip
def test_a_day_is_read_in_every_language_of_the_desk(text):
    published = date(2026, 5, 12)
    assert days_named(text, published.toordinal()) == {(published - timedelta(days=1)).toordinal()}


def test_a_day_that_does_not_exist_is_passed_over():
    assert days_named("31.02.2026 and February 30", date(2026, 5, 12).toordinal()) == frozenset()


def test_the_number_of_a_day_is_no_number():
    said = "On May 14, 42 people came; 14 мая"
    assert [past_day(said, said.index(n)) for n in ("14,", "42", "14 ")] == [9, 0, 29]
    # "Out" is October in Portuguese.
    assert not past_day("A fire broke out 42 days ago", len("A fire broke out "), "en")
    assert past_day("Em 4 de out 42", len("Em 4 de out "), "pt")

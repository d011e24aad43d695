"""Numbers, quotations and origins: alike in every language, and each where it stands.

People, bodies and outlets are invented, and so is the news.
"""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from torimatome.model import Article, House, Outlet, Term
from torimatome.text.attribution import attributions, origin, speaks_for
from torimatome.text.names import Names
from torimatome.text.numbers import figures
from torimatome.text.quotes import Speaker, quotes
from torimatome.understand.event import event

OUTLETS = (
    Outlet("tidings", "Tidings", "TIDINGS", "http://tidings.test", spellings=("Qazetchi",)),
    Outlet("gazette", "Orvenian Gazette", "GAZETTE", "http://gazette.test", official="OV"),
)
HOUSE = House(
    "t", "OV", "Orvenia", ("en",), "UTC", OUTLETS, (),
    terms=(
        Term("country", "Orvenia", "オルヴェニア", aliases=("Orvenian",), country="OV"),
        Term("country", "Sarnia", "サルニア", aliases=("Sarnian",), country="SN"),
        Term("person", "Ada Orlisk", "オルリスク", country="OV", office="Foreign Minister"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Three soldiers were killed and 12 wounded.", [(3, "killed"), (12, "wounded")]),
        ("en", "A $1.5 billion loan", [(1.5e9, "USD")]),
        ("en", "Some 3,146 people were evacuated", [(3146, "evacuated")]),
        ("en", "Growth of 12.5% over 40 km", [(12.5, "%"), (40, "km")]),
        ("en", "At least two dozen were detained", [(24, "detained")]),
        ("ru", "Погибли 3 146 человек, двое ранены", [(3146, "killed"), (2, "wounded")]),
        ("ru", "Ущерб составил 3,5 млн долларов", [(3.5e6, "USD")]),
        ("uk", "Загинули троє людей, поранено 15 осіб", [(3, "killed"), (15, "wounded")]),
        ("tr", "Depremde 1.250 kişi hayatını kaybetti", [(1250, "killed")]),
        ("tr", "2,5 milyar lira", [(2.5e9, "TRY")]),
        ("az", "3 nəfər həlak olub, 12 nəfər yaralanıb", [(3, "killed"), (12, "wounded")]),
        ("fa", "۱۲ نفر کشته و ۳۴ نفر زخمی شدند", [(12, "killed"), (34, "wounded")]),
        ("hy", "Զոհվել է 3 մարդ, 12 հոգի վիրավորվել է", [(3, "killed"), (12, "wounded")]),
        ("ka", "დაიღუპა 3 ადამიანი, 12 ადამიანი დაშავდა", [(3, "killed"), (12, "wounded")]),
        ("ja", "爆発で3人が死亡、１２人が負傷した。", [(3, "killed"), (12, "wounded")]),
        ("ja", "約1億2千万円の被害", [(1.2e8, "JPY")]),
    ],
)  # fmt: skip
def test_a_count_reads_alike_in_every_language(
    language: str, text: str, found: list[tuple[float, str]]
) -> None:
    assert [(f.value, f.kind) for f in figures(text, language)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three gendarmes guard the bridge.", [(3, "gendarmes")]),
        ("Twelve masked gendarmes left in two lorries", [(12, "gendarmes"), (2, "lorries")]),
        ("Twenty-two rowers crossed the strait", [(22, "rowers")]),
        ("two of the sappers", [(2, "sappers")]),
        ("12 masked gendarmes", [(12, "gendarmes")]),
        # What is known already, what is no count of anything, and times.
        ("The two sides met, and these three agreed", []),
        ("On day three of talks one in three voters stayed away", []),
        ("Two will go and one stays", []),
    ],
)
def test_a_number_word_counts_whatever_stands_behind_it_in_the_plural(
    text: str, found: list[tuple[float, str]]
) -> None:
    assert [(f.value, f.noun) for f in figures(text, "en")] == found


def test_weeks_are_a_span_and_no_count() -> None:
    (figure,) = figures("The talks took two weeks", "en")
    assert (figure.unit, figure.value) == ("week", 2)


def test_days_years_and_ranks_are_no_figures() -> None:
    assert figures("On March 5, 2026 the country rose to the 93rd spot", "en") == []


def test_more_than_and_about_are_kept() -> None:
    (figure,) = figures("More than 300 people were detained", "en")
    assert figure.about == "over"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.text("0159.,٫٬ -$%千万十三人 people", max_size=40))
@example("1,234.567,8 people")
@example("1.2.3千人が集まった")
def test_any_text_gives_figures_inside_it(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)


def speakers(text: str, *names: tuple[str, str]) -> list[Speaker]:
    return [
        Speaker(at, at + len(form), name)
        for form, name in names
        for at in range(len(text))
        if text.startswith(form, at)
    ]


@pytest.mark.parametrize(
    ("language", "text", "form", "said"),
    [
        ("en", "“We will keep talking to all,” said Ada Orlisk.", "Ada Orlisk",
         "We will keep talking to all,"),
        ("en", 'Ada Orlisk told reporters: "The border will stay open."', "Ada Orlisk",
         "The border will stay open."),
        ("ru", "«Мы готовы к диалогу со всеми», — заявила Ада Орлиск.", "Ада Орлиск",
         "Мы готовы к диалогу со всеми"),
        ("tr", 'Bakan Ada Orlisk, "Görüşmeler gelecek ay da sürecek" dedi.', "Ada Orlisk",
         "Görüşmeler gelecek ay da sürecek"),
        ("ja", "オルリスク外相は「協議は来月も続くと考えている」と述べた。", "オルリスク",
         "協議は来月も続くと考えている"),
    ],
)  # fmt: skip
def test_a_quotation_in_any_marks_has_its_speaker(
    language: str, text: str, form: str, said: str
) -> None:
    (quote,) = quotes(text, language, speakers(text, (form, "Ada Orlisk")))
    assert (text[quote.start : quote.end], quote.speaker, quote.direct) == (
        said,
        "Ada Orlisk",
        True,
    )


@pytest.mark.parametrize(
    ("language", "text", "form", "said"),
    [
        ("en", "Ada Orlisk said that trade had doubled.", "Ada Orlisk", "trade had doubled."),
        ("az", "Ada Orlisk bildirib ki, danışıqlar davam edir.", "Ada Orlisk",
         "danışıqlar davam edir."),
        ("uk", "Ада Орліск заявила, що кордон відкрито.", "Ада Орліск", "кордон відкрито."),
    ],
)  # fmt: skip
def test_said_that_is_a_quotation_without_marks(
    language: str, text: str, form: str, said: str
) -> None:
    (quote,) = quotes(text, language, speakers(text, (form, "Ada Orlisk")))
    assert (text[quote.start : quote.end], quote.speaker, quote.direct) == (
        said, "Ada Orlisk", False,
    )  # fmt: skip


def test_a_pronoun_keeps_the_speaker_before_it() -> None:
    text = "Ada Orlisk said that trade had doubled. She added that talks go on."
    found = quotes(text, "en", speakers(text, ("Ada Orlisk", "Ada Orlisk")))
    assert [quote.speaker for quote in found] == ["Ada Orlisk", "Ada Orlisk"]


def test_a_title_in_marks_is_no_quotation() -> None:
    assert quotes("The novel “The Long Road” won a prize.", "en") == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ab. ,“”«»"「」\nsaid', max_size=120))
def test_any_marks_give_quotations_inside_the_text(text: str) -> None:
    for quote in quotes(text, "en"):
        assert 0 <= quote.start <= quote.end <= len(text)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Two people were wounded, the agency said, citing the Interior Ministry.",
         "Interior Ministry"),
        ("en", "According to the State Border Service, 516 people were detained.",
         "State Border Service"),
        ("ru", "Погибли двое, говорится со ссылкой на МВД Орвении.", "МВД Орвении"),
        ("uk", "Двоє загинули, за даними МВС Орвенії.", "МВС Орвенії"),
        ("tr", "Dışişleri Bakanlığı'na göre görüşme sürüyor.", "Dışişleri Bakanlığı"),
        ("fa", "به نقل از تیدینگز، دو نفر زخمی شدند.", "تیدینگز"),
    ],
)  # fmt: skip
def test_the_origin_is_told_as_the_text_names_it(language: str, text: str, words: str) -> None:
    assert words in [one.words for one in attributions(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister has left, Qazetchi reported."),
        ("ru", "Министр уехал, сообщает Tidings."),
        ("az", "Bu barədə Tidings-ə istinadən məlumat verilir."),
        ("tr", "Tidings'in haberine göre bakan istifa etti."),
        ("uk", "Про це повідомляє Tidings."),
        ("hy", "Ըստ Tidings-ի՝ երկու մարդ վիրավորվել է։"),
        ("ka", "Tidings-ის ინფორმაციით, ორი ადამიანი დაშავდა."),
        ("ja", "Tidingsによると、2人が負傷した。"),
    ],
)
def test_a_report_repeats_another_outlet_of_the_desk(language: str, text: str) -> None:
    told = origin(text, language, OUTLETS[1], HOUSE)
    assert (told.outlet, told.repeats, told.state) == ("gazette", "tidings", "OV")


def test_an_outlet_that_names_itself_repeats_nobody() -> None:
    assert origin("The minister has left, Tidings reported.", "en", OUTLETS[0], HOUSE).repeats == ""


def test_a_speaker_without_a_country_speaks_for_the_publishers_state() -> None:
    assert speaks_for("", OUTLETS[1], HOUSE) == "Orvenia"
    assert speaks_for("country:Sarnia", OUTLETS[1], HOUSE) == "Sarnia"
    assert speaks_for("", OUTLETS[0], HOUSE) == ""


def test_an_event_puts_it_all_together() -> None:
    article = Article(
        "0" * 16, 1, "http://tidings.test/1", "tidings", "tidings/feed",
        "Foreign Minister Ada Orlisk received Sarnian ambassador Lena Marr in Kest",
        "Foreign Minister Ada Orlisk received Lena Marr on Monday. Orlisk said that 12 Orvenian "
        "citizens were released, Orvenian Gazette reported.",
        "en", None, "seen", "2031-03-03", datetime(2031, 3, 3, tzinfo=UTC), "ab",
    )  # fmt: skip
    told = event(article, Names(HOUSE))
    assert told.type == "meeting"
    assert [(p.name, p.role) for p in told.parties] == [
        ("Ada Orlisk", "actor"), ("Lena Marr", "partner"),
    ]  # fmt: skip
    assert [(f.value, f.kind) for f in told.figures] == [(12, "released")]
    assert [(said.quote.speaker, said.state) for said in told.said] == [("Ada Orlisk", "Orvenia")]
    assert told.origin.repeats == "gazette"
    actors = told.actors(Names(HOUSE))
    assert [(a.name_en, a.name_ja, a.country) for a in actors] == [
        ("Ada Orlisk", "オルリスク", "Orvenia"), ("Lena Marr", None, "Sarnia"),
    ]  # fmt: skip

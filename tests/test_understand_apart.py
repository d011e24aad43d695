"""What speaks against one event: other towns, other numbers, titles that share a name alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from torimatome.model import Article, House
from torimatome.text.reasons import said
from torimatome.understand.cluster import stories
from torimatome.understand.evidence import Evidence, compare
from torimatome.understand.judge import judge, likely, reasons_of
from torimatome.understand.names import Names
from torimatome.understand.one_word import said_as
from torimatome.understand.opening import dateline, without_links
from torimatome.understand.regions import region_of
from torimatome.understand.traits import Reader, Traits
from torimatome.understand.words import bare, stem

AT = datetime(2026, 5, 20, tzinfo=UTC)
# Velmora, its bodies and people are invented.
HOUSE = House("test", "VM", "Velmora", ("en", "ru"), "UTC", (), ())


def article(id_: str, title: str, text: str, language: str = "en") -> Article:
    when = datetime(2026, 5, 12, 8, tzinfo=UTC)
    return Article(
        id_, 1, f"https://{id_}.example/1", id_, "hand", title, text, language, when, "feed",
        when.date().isoformat(), when, "0" * 64,
    )  # fmt: skip


def traits(*articles: Article) -> list[Traits]:
    names = Names(HOUSE)
    return Reader(names, names.common_words()).read(articles)


OIL = article(
    "oil",
    "Price of Arvona oil falls to 71 crowns a barrel",
    "VELMARK, Velmora, May 12. The price of Arvona Light oil fell by 1.10 crowns on Tuesday to"
    " 71.02 crowns a barrel, VNA reports. The highest price this year was recorded in February.",
)
VISIT = article(
    "visit",
    "Arvona organisation chief in Velmark before summit",
    "VELMARK (Herald) — Polin Istrade, the secretary general of the Arvona Cooperation"
    " Organization, met the foreign minister in the capital on Tuesday, two days before the"
    " organization's summit. Istrade said 3.2 million crowns had come in for the bridge.",
)


def test_a_price_and_a_visit_that_share_a_name_are_two_stories():
    row = [OIL, VISIT]
    assert len(stories([a.id for a in row], judge(row, HOUSE, AT))) == 2


def test_titles_that_share_a_name_alone_are_known_to_tell_other_matters():
    seen = compare(*traits(OIL, VISIT))
    assert seen.other_matter
    assert "beside names" in said(reasons_of(seen))


def test_titles_that_tell_one_matter_in_part_are_not_said_to_tell_others():
    retold = replace(OIL, id="retold", title="Arvona oil falls on Tuesday")
    assert not compare(*traits(OIL, retold)).other_matter


@pytest.mark.parametrize(
    ("opening", "report"),
    [
        ("VELMARK, Velmora, May 12. ", "The price fell."),
        ("VELMARK (Herald) — ", "The price fell."),
        ("VELMARK, May 12 /VNA/. ", "The price fell."),
        ("ВЕЛЬМАРК, 12 мая — ВНА. ", "Цена упала."),
        ("Вельмарк. 12 мая. VNA.VM - ", "Цена упала."),
        ("", "U.S. President Ann Example spoke."),
        ("", "UNESCO experts came to Velmark."),
        ("", "The No. 3 of the party in the capital spoke."),
        ("", "Velmora and Sarnia - old neighbours - made peace."),
    ],
)
def test_a_dateline_is_told_from_the_report(opening: str, report: str):
    assert dateline(opening + report) == len(opening)


def test_the_city_of_a_dateline_is_no_word_of_the_report():
    plain = replace(OIL, text=OIL.text.partition(". ")[2])
    dated, bare_ = traits(OIL, plain)
    assert dated.words == bare_.words


def test_headlines_of_other_articles_are_not_read():
    text = "The bridge opened. ALSO READ: Minister Brann on tour | More\nCars crossed it."
    kept = without_links(text)
    assert "Brann" not in kept
    assert "bridge" in kept
    assert "Cars crossed it." in kept


def test_a_sentence_about_reading_is_no_link():
    text = "He said: read more books. She also read the law."
    assert without_links(text) == text


@pytest.mark.parametrize("row", ["Китай Китая Китаю Китаем Китае", "город города городом городов"])
def test_case_forms_of_short_russian_words_are_one_word(row: str):
    assert len({stem(bare(word)) for word in row.split()}) == 1


@pytest.mark.parametrize(
    "row",
    [
        "Белоруссия Беларуси белорусский",
        "млрд миллиардов",
        "COVID коронавируса ковидом",
        "ДТП автокатастрофе автоаварии",
    ],
)
def test_two_names_of_one_thing_are_one_word(row: str):
    stems = [stem(bare(word)) for word in row.split()]
    assert len({said_as().get(key, key) for key in stems}) == 1


def test_an_everyday_word_is_not_taken_for_a_country():
    great = stem(bare("великой"))
    assert said_as().get(great, great) == great
    assert great not in said_as().values()


def test_forms_of_a_town_and_its_people_name_one_region():
    forms = ["рязань", "рязани", "рязанская", "рязанцы"]
    assert len({region_of(form) for form in forms}) == 1
    assert region_of("рязань") not in (0, region_of("омичи"))


@pytest.mark.parametrize(
    "word",
    "твердо сахара москва пенсия читать костром курган тулуп homeless meshed kriminal".split(),
)
def test_words_that_only_begin_like_a_town_and_capitals_name_no_region(word: str):
    assert region_of(word) == 0


def two_towns(left: set[int], right: set[int], right_all: set[int]) -> Evidence:
    one, other = traits(OIL, replace(OIL, id="other", text="Oil fell again, to a lower price."))
    return compare(
        replace(one, regions=frozenset(left), regions_all=frozenset(left)),
        replace(other, regions=frozenset(right), regions_all=frozenset(right_all)),
    )


def test_reports_from_two_towns_are_less_likely_to_be_one_event():
    here, there = two_towns({1}, {1}, {1}), two_towns({1}, {2}, {2})
    assert there.other_region
    assert 1 - likely(there) > 5 * (1 - likely(here))
    assert "in different places" in said(reasons_of(there))


def test_a_town_that_the_other_text_names_too_parts_nothing():
    assert not two_towns({1}, {2}, {1, 2}).other_region
    assert not two_towns({1}, set(), set()).other_region


def test_figures_without_one_in_common_speak_against_one_event():
    first = replace(OIL, id="f", text="Growth was 12, 14, 15 and 17 percent in four towns.")
    later = replace(OIL, id="g", text="Growth was 22, 24, 25 and 27 percent in four towns.")
    bare_title = [replace(a, title="Growth of towns") for a in (first, later)]
    seen = compare(*traits(*bare_title))
    assert seen.other_numbers
    assert "none of their numbers" in said(reasons_of(seen))


def test_a_few_numbers_that_differ_say_nothing():
    first = replace(OIL, id="f", title="Fire", text="A fire killed 12 and hurt 14.")
    later = replace(OIL, id="g", title="Fire", text="A fire killed 13 and hurt 15.")
    assert not compare(*traits(first, later)).other_numbers

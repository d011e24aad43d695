"""Past issues teach terms, each with where it was seen; a person decides which are kept."""

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.desks import SHIPPED
from torimatome.model import Actor, Block, Citation, Issue, Item, Period, Section, Term
from torimatome.remember.learn import Proposal, learn
from torimatome.remember.learn.table import to_csv


def item(number: int, ja: str, en: str, day: str = "2026-05-08") -> Item:
    year, month, date = day.split("-")
    citation = Citation(f"(BEACON / {date}.{month}.{year})", ("BEACON",), day, day)
    return Item(
        id=f"v-{number:02d}", section="1", headline_ja=ja, headline_en=en, kind="foreign",
        blocks=(Block("paragraph", text=f"On May.08, {en}.", citation=citation),),
        citations=(citation,), actors=(Actor("", None),),
    )  # fmt: skip


def issue(*items: Item, file: str = "1.txt") -> Issue:
    return Issue(
        "見本", "", "", Period("2026-05-08", "2026-05-15"),
        (Section("1", "外政関連", "foreign"),), items, "END", file=file,
    )  # fmt: skip


CALLS = (
    item(1, "タルヴェク外相、ソルミン外相と電話会談", "FM Talvek held phone call with FM Solmin"),
    item(2, "タルヴェク外相、ブレンナ首相と会談", "FM Talvek met with PM Brenna"),
    item(3, "ブレンナ首相、ソルミン外相を迎える", "PM Brenna received FM Solmin"),
)


def by_ja(proposals: tuple[Proposal, ...], ja: str) -> list[Proposal]:
    return [p for p in proposals if p.ja == ja]


def test_a_person_is_proposed_with_where_and_how_often_it_was_seen() -> None:
    (found,) = by_ja(learn([issue(*CALLS)]), "タルヴェク")
    assert (found.kind, found.en) == ("person", "Talvek")
    assert {seen.item for seen in found.seen} == {"v-01", "v-02"}
    assert found.count >= 2


def test_what_the_desk_knows_already_is_not_proposed() -> None:
    known = (Term("person", "Talvek", "タルヴェク"),)
    assert not by_ja(learn([issue(*CALLS)], known), "タルヴェク")


def test_a_misprint_is_set_beside_the_form_printed_more_often() -> None:
    slip = item(4, "タルヴク外相、ブレンナ首相と会談", "FM Talvek met with PM Brenna", "2026-05-09")
    for found in by_ja(learn([issue(*CALLS, slip)]), "タルヴク"):
        assert found.variant_of == "タルヴェク"


def test_the_same_issues_teach_the_same_in_any_order() -> None:
    one, two = issue(*CALLS[:2]), issue(*CALLS[2:], file="2.txt")
    assert learn([one, two]) == learn([two, one])


def test_a_misprint_of_an_accepted_term_is_not_learned_even_when_it_alone_is_printed() -> None:
    known = (Term("person", "Mirena Brenna", "ブレンナ"),)
    only = item(1, "ブレンヌ首相、ソルミン外相と会談", "PM Brenna met with FM Solmin")
    (found,) = by_ja(learn([issue(only)], known), "ブレンヌ")
    assert found.variant_of == "ブレンナ"


def test_a_woman_of_the_same_family_is_no_misprint() -> None:
    known = (Term("person", "Oleg Tarvanov", "タルヴァノフ"),)
    her = item(1, "タルヴァノヴァ国会議長、ケストを訪問", "Speaker Olga Tarvanova visited Kest")
    (found,) = by_ja(learn([issue(her)], known), "タルヴァノヴァ")
    assert not found.variant_of


def test_a_misprinted_place_is_set_beside_the_right_one() -> None:
    printed = ("ゴルヴェスク", "ゴルヴェスク", "ゴルヴェヌク")
    towns = [
        item(number, f"ブレンナ首相、{town}を訪問", "PM Brenna visited Gorvesk")
        for number, town in enumerate(printed, 1)
    ]
    (slip,) = by_ja(learn([issue(*towns)]), "ゴルヴェヌク")
    assert slip.variant_of == "ゴルヴェスク"


def test_a_misprinted_outlet_is_set_beside_the_right_one() -> None:
    cited = [
        replace(CALLS[0], citations=(Citation(f"({name} / 8.5.2026)", (name,), "2026-05-08", ""),))
        for name in ("BEACON", "BEACON", "BEACON", "BEACOM")
    ]
    outlets = {p.en: p.variant_of for p in learn([issue(*cited)]) if p.kind == "outlet"}
    assert outlets == {"BEACON": "", "BEACOM": "BEACON"}


def test_what_is_torn_out_of_a_longer_word_is_only_a_weak_proposal() -> None:
    council = item(
        1, "ゴルヴェスク市議会、ブレンナ首相を歓迎", "Gorvesk City Council welcomes PM Brenna"
    )
    strong = {p.ja for p in learn([issue(council)]) if not p.doubt}
    assert "市議会" not in strong
    assert "ブレンナ" in strong


def test_a_name_that_begins_the_name_of_a_district_is_learned_with_it() -> None:
    mine = item(1, "ゴルヴェスク地区で地雷が爆発", "Mine explosion in Gorvesk district")
    found = {p.ja: p for p in learn([issue(mine)])}
    assert found["ゴルヴェスク地区"].en == "Gorvesk district"
    assert not found["ゴルヴェスク地区"].doubt
    assert found["ゴルヴェスク"].doubt


def test_a_number_that_the_english_lacks_makes_a_pair_doubtful() -> None:
    group = item(
        1, "地中海7か国議会、ブレンナ首相を歓迎", "Mediterranean Parliament welcomes PM Brenna"
    )
    assert not [
        p for p in learn([issue(group)]) if "7" in p.ja and p.kind != "frame" and not p.doubt
    ]


def test_a_headline_that_nobody_translated_teaches_no_name() -> None:
    words = "Президент Имрель принял посла Халвомара"
    left = issue(item(1, words, words), item(2, words, words))
    assert not [p for p in learn([left]) if p.en == p.ja and p.kind != "frame"]


def test_new_is_no_part_of_an_office() -> None:
    envoy = item(1, "ブレンナ首相、日本の新大使と会談", "PM Brenna received Japan's new ambassador")
    assert not by_ja(learn([issue(envoy)]), "新大使")


def test_a_frame_is_what_stays_of_headlines_built_alike() -> None:
    calls = [
        item(
            1, "タルヴェク外相、ソルミン外相と電話会談", "FM Talvek held phone call with FM Solmin"
        ),
        item(2, "ブレンナ首相、ヴォスク首相と電話会談", "PM Brenna held phone call with PM Vosk"),
    ]
    (frame,) = [p for p in learn([issue(*calls)]) if p.kind == "frame"]
    assert (frame.ja, frame.en) == ("{X}、{Y}と電話会談", "{X} held phone call with {Y}")
    assert frame.count == 2


def test_a_spelt_out_body_teaches_its_abbreviation() -> None:
    called = item(
        1,
        "ブレンナ首相、声明を発表",
        "PM Brenna issued statement of Imbra Cooperation Office (ICO)",
    )
    (short,) = [p for p in learn([issue(called)]) if p.kind == "abbreviation"]
    assert (short.en, short.short_en) == ("Imbra Cooperation Office", "ICO")


def test_people_of_countries_that_no_list_has_keep_country_and_office_apart() -> None:
    call = item(1, "タルヴェク外相、タロフ・ハルヴォール外相と電話会談",
                "FM Talvek holds phone call with Halvori FM Elgin Tarov")  # fmt: skip
    found = {p.ja: p for p in learn([issue(call)])}
    assert (found["タロフ"].kind, found["タロフ"].en) == ("person", "Elgin Tarov")
    assert found["ハルヴォール"].kind == "country"


def demo_issue() -> Issue:
    """The demo desk's reference bulletin, as far as headlines and texts go."""
    written = yaml.safe_load((SHIPPED / "demo" / "sample_issue.yaml").read_text("utf-8"))
    items = []
    for number, entry in enumerate(written["items"], 1):
        one = item(
            number, entry["headline_ja"], entry["headline_en"], str(entry["citation"]["date"])
        )
        items.append(replace(one, blocks=(Block("paragraph", text=entry["text"]),)))
    return issue(*items)


def test_the_demo_desk_learns_its_people_without_any_list_of_them() -> None:
    people = {p.ja: p.en for p in learn([demo_issue()]) if p.kind == "person"}
    assert people["テルモル"].endswith("Telmor")
    assert people["トゥルガル"] == "Aysen Tulgar"
    assert people["ヴァルケム"] == "Idrin Valkem"
    assert "トレガン" not in people  # a country


def test_a_desk_of_another_language_pair_learns_its_names_and_outlets() -> None:
    told = json.loads((Path(__file__).parent / "read" / "marvane.json").read_text("utf-8"))
    found = learn([msgspec.convert(told, Issue)])
    names = {(p.kind, p.en) for p in found}
    assert {("person", "Odile Marn"), ("place", "Lisane"), ("place", "Saint-Aubre")} <= names
    assert {p.en for p in found if p.kind == "outlet"} >= {"Tidings", "Gazette", "Vessan Radio"}


def test_words_that_come_together_in_two_languages_are_proposed() -> None:
    pairs = (
        ("Harbour wall repaired", "Le quai est repris"),
        ("Ferry repaired", "Le bac est repris"),
        ("Bridge is repaired", "Le pont est repris"),
        ("Fair opens", "La foire ouvre"),
    )
    items = [item(n, english, french) for n, (english, french) in enumerate(pairs, 1)]
    (found,) = [p for p in learn([issue(*items)]) if p.kind == "topic"]
    assert (found.en, found.ja, found.count) == ("repris", "repaired", 3)


WORDS = st.text(
    st.sampled_from("アイヴェー外相大統領国を、と・「」（）のがABCabc'’.-–12 ¶\n\u3000əğЖ한\u202e"),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4), st.booleans())
def test_learning_never_fails_whatever_an_issue_says(
    texts: list[tuple[str, str, str]], known: bool
) -> None:
    items = [replace(item(n, ja, en), citations=(Citation(raw, (raw,), "", ""),))
             for n, (ja, en, raw) in enumerate(texts, 1)]  # fmt: skip
    terms = [Term("person", en, ja) for ja, en, _ in texts] if known else []
    found = learn([issue(*items)], terms)
    assert to_csv(found).startswith("\ufeffstate,")
    assert found == learn([issue(*items)], terms)

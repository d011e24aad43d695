"""The pages of the search show what was found as words, never as markup, and lead to the items."""

from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from lxml import etree
from tests.search_samples import HOUSE, issue, item, may

from torimatome.model.archive import Found, Query
from torimatome.remember.people import is_meeting, name_page
from torimatome.remember.search_page import Links, person_page, pieces, search_page
from torimatome.store import Store

LINKS = Links(
    item=lambda kept: f"{kept.issue}.html#item-{kept.id}",
    name=lambda kind, name: f"{kind}/{name}.html",
    search="search",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    made.archive.keep(may(), "20", HOUSE)
    return made


def tree(page: bytes) -> etree._Element:
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
    )
    return parser.parse(page).getroot()


def test_a_hit_leads_to_its_item_with_the_words_marked(store: Store) -> None:
    page = tree(search_page(store.search.find(HOUSE, Query("Кафорина")), HOUSE, LINKS))
    assert page.xpath("//h2/a/@href") == ["20.html#item-04", "20.html#item-01"]
    assert "カフォリナ" in page.xpath("//mark/text()")
    assert "2件" in "".join(page.xpath("//*[@role='status']//text()"))


def test_the_form_remembers_what_was_asked(store: Store) -> None:
    query = Query('"a <b>"', section="foreign", person="オルリスク", order="best")
    page = tree(search_page(store.search.find(HOUSE, query), HOUSE, LINKS))
    assert page.xpath("//input[@name='words']/@value") == ['"a <b>"']
    assert page.xpath("//option[@selected]/@value") == ["foreign", "best"]


def test_pages_lead_to_one_another(store: Store) -> None:
    page = tree(search_page(store.search.find(HOUSE, Query("o", limit=2, offset=2)), HOUSE, LINKS))
    assert page.xpath("//a[@rel='prev']/@href") == ["search?words=o&order=newest&offset=0"]
    assert page.xpath("//a[@rel='next']/@href") == ["search?words=o&order=newest&offset=4"]


def test_markup_in_what_was_kept_stays_words(store: Store) -> None:
    bad = "<script>alert(1)</script> </mark> {{ 7*7 }}"
    store.archive.keep(issue((item(1, (bad, bad), bad),)), bad[:20], HOUSE)
    found = store.search.find(HOUSE, Query("alert"))
    page = search_page(found, HOUSE, LINKS)
    assert b"<script" not in page
    assert tree(page).xpath("//mark/text()") == ["alert"] * 3
    assert b"<script" not in person_page(
        name_page("person", bad, store.archive.items("20"), HOUSE), LINKS
    )


def test_the_same_results_give_the_same_bytes(store: Store) -> None:
    found = store.search.find(HOUSE, Query("Qaforin"))
    assert search_page(found, HOUSE, LINKS) == search_page(found, HOUSE, LINKS)


def test_a_sentence_is_cut_where_it_is_marked() -> None:
    cut = pieces(Found("a war ended", "body", ((2, 5),)))
    assert [(piece.text, piece.marked) for piece in cut] == [
        ("a ", False), ("war", True), (" ended", False),
    ]  # fmt: skip


def test_a_persons_page_tells_offices_items_and_who_was_met(store: Store) -> None:
    kept = store.archive.naming("person", "Sarena Qaforin")
    page = name_page("person", "Sarena Qaforin", kept, HOUSE)
    assert [(o.name, o.ja, o.since, o.until) for o in page.offices] == [
        ("Foreign Minister", "外相", "2026-01-10", "")
    ]
    assert [(r.name, r.first, r.last, r.count) for r in page.roles] == [
        ("Foreign Minister", "2026-05-08", "2026-05-11", 2)
    ]
    assert [item.id for item in page.items] == ["04", "01"]
    assert [(m.name, [i.id for i in m.items]) for m in page.met] == [("Daven Orlisk", ["04", "01"])]
    shown = tree(person_page(page, LINKS))
    assert "person/Daven Orlisk.html" in shown.xpath("//a/@href")


def test_a_meeting_is_known_by_its_type_or_its_headline(store: Store) -> None:
    by_id = {kept.id: kept for kept in store.archive.items("20")}
    assert is_meeting(by_id["01"])
    assert is_meeting(by_id["04"])
    assert not is_meeting(by_id["03"])
    assert not is_meeting(replace(by_id["04"], event_type="award"))


def test_an_office_is_known_by_what_stands_beside_the_name_and_no_other(store: Store) -> None:
    told = (
        ("FM Marit Telmor spoke", "甲", "Foreign Minister"),
        ("Nobody spoke", "マリト・テルモル外相、演説", "Foreign Minister"),
        ("Deputy FM Marit Telmor spoke", "甲", ""),
        ("Former Foreign Minister Marit Telmor spoke", "甲", ""),
        ("Marit Telmor, FM, spoke", "マリト・テルモル外相補佐官、演説", ""),
        ("Marit Telmor spoke", "甲", ""),
    )
    terms = tuple(
        replace(term, ja="マリト・テルモル") if term.en == "Marit Telmor" else term
        for term in HOUSE.terms
    )
    for number, (english, japanese, role) in enumerate(told):
        label = f"t{number}"
        kept = issue((item(1, (japanese, english)),))
        store.archive.keep(kept, label, replace(HOUSE, terms=terms))
        (there,) = store.archive.items(label)
        roles = [m.role for m in there.mentions if m.name == "Marit Telmor"]
        assert roles == [role], (english, japanese)


def test_two_whom_a_sentence_tells_of_have_met_and_three_may_not_have(store: Store) -> None:
    by_id = {kept.id: kept for kept in store.archive.items("20")}
    met = {m.name: m.met for m in by_id["01"].mentions if m.kind == "person"}
    assert met == {"Sarena Qaforin": ("Daven Orlisk",), "Daven Orlisk": ("Sarena Qaforin",)}
    told = item(1, ("天気", "Rain"), "Ravian Telmor met with Daven Orlisk.",
                "Marit Telmor, Sarena Qaforin and Daven Orlisk met. Sarena Qaforin saw Marit"
                " Telmor's house.")  # fmt: skip
    store.archive.keep(issue((told,)), "21", HOUSE)
    kept = store.archive.naming("person", "Daven Orlisk")
    page = name_page("person", "Daven Orlisk", kept, HOUSE)
    assert [(m.name, len(m.items)) for m in page.met] == [
        ("Sarena Qaforin", 2),
        ("Ravian Telmor", 1),
    ]


def test_the_page_of_a_place_tells_who_met_there(store: Store) -> None:
    page = name_page("place", "Tamvell", store.archive.naming("place", "Tamvell"), HOUSE)
    assert [(m.name, m.ja, [i.id for i in m.items]) for m in page.met] == [
        ("Daven Orlisk – Sarena Qaforin", "オルリスク – カフォリナ", ["01"])
    ]


def test_every_name_has_a_page_and_a_place_counts_its_items(store: Store) -> None:
    assert store.archive.names("person") == [("Daven Orlisk", 2), ("Sarena Qaforin", 2)]
    assert store.archive.names("organisation") == [("Harbour Council", 1)]
    assert store.archive.names("place") == [("Tamvell", 2)]


def test_earlier_on_this_gives_past_items_on_the_same_matter_first(store: Store) -> None:
    new = item(9, ("カフォリナ外相、会談", "FM Qaforin meets Daven Orlisk again"), day="2026-05-20")
    found = store.related.earlier(HOUSE, new, "2026-05-20")
    assert [one.item.id for one in found] == ["04", "01"]
    assert {"カフォリナ", "オルリスク"} <= set(found[0].shared)
    assert [one.item.id for one in store.related.earlier(HOUSE, new, "2026-05-10")] == ["01"]


def test_an_item_that_shares_nothing_has_nothing_earlier(store: Store) -> None:
    new = item(9, ("天気", "Rain is expected"), day="2026-05-20")
    assert store.related.earlier(HOUSE, new, "2026-05-20") == []

"""What is kept is found: in both languages, by any spelling, the same on both databases."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.postgres import emptied, server, why_not
from tests.search_samples import HOUSE, issue, item, may

from torimatome.errors import SetupError
from torimatome.model import Citation, Issue
from torimatome.model.archive import Query, Results
from torimatome.store import Store
from torimatome.store.tokens import fold


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    else:
        if reason := why_not():
            pytest.skip(reason)
        pytest.importorskip("psycopg", reason="psycopg, which talks to PostgreSQL, is not here")
        address = emptied(request.getfixturevalue("postgres"))
    made = Store(address)
    yield made
    made.close()


@pytest.fixture
def filled(store: Store) -> Store:
    store.archive.keep(may(), "20", HOUSE)
    return store


def ids(results: Results) -> list[str]:
    return [hit.item.id for hit in results.hits]


def find(store: Store, words: str, **more: str) -> list[str]:
    return ids(store.search.find(HOUSE, replace(Query(words), **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", [
    "Sarena Qaforin", "Qaforin", "qaforin", "Кафорина", "Кафориной", "Сарена Кафорина", "Qafərin",
    "Qaferin", "カフォリナ",
])  # fmt: skip
def test_a_person_is_found_by_any_spelling_the_terms_know(filled: Store, form: str) -> None:
    assert find(filled, form) == ["04", "01"]


def test_a_word_of_one_or_two_japanese_characters_is_found(filled: Store) -> None:
    assert find(filled, "港") == ["02"]
    assert find(filled, "会談") == ["04", "01"]
    assert find(filled, "「") == ["02"]


def test_a_word_is_found_inside_others_and_quoted_only_whole(filled: Store) -> None:
    assert find(filled, "war") == ["03"]
    assert find(filled, '"war"') == []
    assert find(filled, '"the award"') == ["03"]
    assert find(filled, '"award the"') == []


def test_an_abbreviation_stands_only_in_capitals(filled: Store) -> None:
    found = filled.search.find(HOUSE, Query("ケストリア"))
    assert ids(found) == ["03", "01"]
    assert [s.text[a:b] for s in found.hits[0].sentences for a, b in s.spans] == ["KES"]


def test_all_words_must_stand_in_one_sentence_or_failing_that_in_one_item(filled: Store) -> None:
    assert find(filled, "Ministry exercise") == ["03"]
    assert find(filled, "exercise warships") == ["03"]
    assert find(filled, "exercise harbour") == []


def test_the_sentence_is_shown_with_the_words_marked_in_it(filled: Store) -> None:
    hit = filled.search.find(HOUSE, Query("Turkiye's press")).hits[0]
    (found,) = hit.sentences
    assert found.text == "Telmor spoke to Türkiye’s press."
    assert [found.text[a:b] for a, b in found.spans] == ["Türkiye’s", "press"]


def test_filters_narrow_what_is_found(filled: Store) -> None:
    assert find(filled, "", section="foreign") == ["04", "01"]
    assert find(filled, "", section="外政関連") == ["04", "01"]
    assert find(filled, "", outlet="lantern") == ["02"]
    assert find(filled, "", outlet="O.N.A.") == ["05", "04", "03", "01"]
    assert find(filled, "", person="Орлиск") == ["04", "01"]
    assert (
        find(filled, "", country="KT")
        == find(filled, "", country="ケストリア")
        == ["04", "03", "01"]
    )
    assert find(filled, "", start="2026-05-10", end="2026-05-11") == ["04", "03"]
    assert find(filled, "harbour", section="foreign") == ["01"]


def test_nothing_asked_gives_the_newest_items(filled: Store) -> None:
    assert find(filled, "") == ["05", "04", "03", "02", "01"]


def test_pages_follow_one_another_without_gap_or_repetition(filled: Store) -> None:
    whole = find(filled, "o")
    paged = [
        ids(filled.search.find(HOUSE, Query("o", limit=2, offset=offset))) for offset in (0, 2, 4)
    ]
    assert [one for page in paged for one in page] == whole
    assert filled.search.find(HOUSE, Query("o", limit=2)).more
    assert not filled.search.find(HOUSE, Query("o", limit=2, offset=4)).more


def test_best_first_puts_whole_words_in_headlines_before_parts_of_words(store: Store) -> None:
    store.archive.keep(issue((
        item(1, ("甲", "War ends")), item(2, ("乙", "Rain"), "A war began."),
        item(3, ("丙", "Award given"), "It rained."),
    )), "1", HOUSE)  # fmt: skip
    assert find(store, "war", order="best") == ["01", "02", "03"]
    assert find(store, "war") == ["03", "02", "01"]


def test_a_later_version_replaces_an_issue_visibly(filled: Store) -> None:
    changed = issue((item(1, ("見出し", "A new headline")),))
    kept = filled.archive.keep(changed, "20", HOUSE)
    assert (kept.version, kept.new) == (2, True)
    assert [(k.version, k.replaced_by) for k in filled.archive.issues()] == [(1, 2), (2, None)]
    assert find(filled, "Qaforin") == []
    assert filled.search.find(HOUSE, Query("headline")).hits[0].item.version == 2
    assert filled.archive.issue("20", 1) == may()
    assert filled.archive.issue("20") == changed


def test_keeping_the_same_issue_again_changes_nothing(filled: Store) -> None:
    before = filled.archive.issues()
    assert not filled.archive.keep(may(), "20", HOUSE).new
    assert filled.archive.issues() == before
    assert find(filled, "Qaforin") == ["04", "01"]


def test_an_index_made_anew_finds_the_same(filled: Store) -> None:
    asked = [Query(words) for words in ("Qaforin", "港", "war", "o", '"the award"', ".", "年版")]
    before = [filled.search.find(HOUSE, query) for query in asked]
    assert filled.archive.rebuild_index() > 0
    assert [filled.search.find(HOUSE, query) for query in asked] == before


def test_issues_kept_one_by_one_in_any_order_are_found_in_the_order_of_their_days(
    store: Store,
) -> None:
    weeks = [f"2026-{month:02}-01" for month in range(1, 13)] * 2
    random.Random(3).shuffle(weeks)
    for number, day in enumerate(weeks):
        told = item(number, (f"港{number}", f"Port news {number}"), "The port opened.", day=day)
        store.archive.keep(issue((told,), start=day, end=day), str(number), HOUSE)
    found = store.search.find(HOUSE, Query("opened", limit=50))
    assert [hit.item.day for hit in found.hits] == sorted(weeks, reverse=True)
    assert found.total == 24
    paged = [ids(store.search.find(HOUSE, Query("opened", limit=7, offset=o))) for o in (0, 7, 14)]
    assert [one for page in paged for one in page] == ids(found)[:21]
    assert set(find(store, "port 7")) == {"07", "17"}
    store.archive.rebuild_index()
    assert store.search.find(HOUSE, Query("opened", limit=50)) == found


def test_an_item_in_the_place_of_another_is_found_by_its_own_words_and_filing(
    filled: Store,
) -> None:
    cited = Citation("(LANTERN / 08.05.2026)", ("LANTERN",), "2026-05-08", "2026-05-08")
    other = item(1, ("別件", "Something else"), "A sentence of its own.", citations=(cited,))
    filled.archive.keep(issue((other,)), "20", HOUSE)
    assert find(filled, "Qaforin") == find(filled, "", person="Qaforin") == []
    assert find(filled, "", section="foreign") == find(filled, "", country="KT") == []
    assert find(filled, "own") == find(filled, "", outlet="lantern") == ["01"]


def test_a_store_whose_index_is_lost_fills_it_when_it_is_opened(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    store = Store(address)
    store.archive.keep(may(), "20", HOUSE)
    with store.begin() as connection:
        for table in ("search_posting", "search_segment"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert find(store, "Qaforin") == []
    store.close()
    opened = Store(address)
    assert find(opened, "Qaforin") == ["04", "01"]
    opened.close()


def test_a_name_the_terms_learn_later_is_found_in_what_was_kept_before(filled: Store) -> None:
    poorer = replace(HOUSE, terms=())
    filled.archive.keep(may(), "21", poorer)
    assert len(filled.archive.naming("place", "Tamvell")) == 2
    assert filled.archive.rename(HOUSE) == 1
    assert len(filled.archive.naming("place", "Tamvell")) == 4
    assert filled.archive.rename(HOUSE) == 0


def test_namesakes_are_not_confused(filled: Store) -> None:
    assert filled.archive.naming("person", "Marit Telmor") == []
    assert filled.archive.naming("person", "Ravian Telmor") == []
    assert find(filled, "Telmor") == ["05"]


def test_a_misprinted_year_leaves_an_item_in_its_issue(store: Store) -> None:
    old = Citation("(ONA / 09.05.2016)", ("ONA",), "2016-05-09", "2016-05-09")
    store.archive.keep(issue((item(1, ("甲", "One"), citations=(old,)),)), "1", HOUSE)
    assert store.archive.items("1")[0].day == "2026-05-15"


def test_words_a_database_would_stumble_over_are_only_words(filled: Store) -> None:
    for words in (
        "' OR 1=1 --", '" OR "', "* NOT (", "\\", "\0", "%", "_", "\ud800", "a" * 500, "¦all¦",
        "&|!", ":*", "\u202e", "NEAR(a b)", "ー", "''", "\t\n",
    ):  # fmt: skip
        filled.search.find(HOUSE, Query(words))
        filled.search.find(HOUSE, Query(words, order="best", person=words, outlet=words))


def test_an_issue_of_hostile_words_is_kept_and_found(store: Store) -> None:
    words = ("'\"\\ \0 \ud800 \t¦all¦ %_*:&|!()<->", "it's \\'x\\' $1 :a {b}")
    store.archive.keep(issue((item(1, words, "x" * 5000, "\u202eevil\u202c"),)), "1", HOUSE)
    assert find(store, "evil") == ["01"]
    assert find(store, "\\'x") == ["01"]
    store.archive.rebuild_index()
    assert find(store, "<->") == ["01"]
    store.archive.keep(issue(()), "1", HOUSE)
    assert find(store, "evil") == []


def test_a_filter_that_is_no_day_is_named(store: Store) -> None:
    with pytest.raises(SetupError, match="last week"):
        store.search.find(HOUSE, Query("x", start="last week"))
    with pytest.raises(SetupError, match="oldest"):
        store.search.find(HOUSE, Query("x", order="oldest"))


def many() -> Issue:
    """Sixty items of random Japanese and Latin letters: more lines than are read without index."""
    rnd = random.Random(3)

    def written() -> str:
        return "".join(rnd.choices("アリエフ大統領、仏年2026abcdeE é-", k=rnd.randrange(4, 30)))

    return issue([
        item(n, (written(), written()), *(written() for _ in range(18)), day="2026-05-09")
        for n in range(1, 61)
    ])  # fmt: skip


def test_every_short_substring_finds_exactly_the_items_that_have_it(store: Store) -> None:
    made = many()
    store.archive.keep(made, "1", HOUSE)
    texts = {
        one.id: [
            fold(t) for t in (one.headline_ja, one.headline_en, *(b.text for b in one.blocks)) if t
        ]
        for one in reversed(made.items)
    }
    rnd = random.Random(5)
    for size in [1, 2, 3] * 12:
        head = fold(rnd.choice(made.items).headline_ja)
        words = head[(start := rnd.randrange(max(1, len(head) - size))) : start + size].split()
        expected = [
            id_ for id_, lines in texts.items() if any(all(w in t for w in words) for t in lines)
        ]
        query = Query(" ".join(words), limit=10, spellings=False)
        found = store.search.find(HOUSE, query)
        assert ids(found) == expected[:10], words
        assert found.total in (None, len(expected))
        assert found.more == (len(expected) > 10)
        best = store.search.find(HOUSE, replace(query, order="best"))
        assert set(ids(best)) <= set(expected)

"""Stories become Items whose every sentence leads back to the words of a page."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.writing_samples import WEEK, article

from torimatome.draft.write import Before, draft_issue
from torimatome.errors import DraftError
from torimatome.model import (
    Article,
    House,
    Issue,
    Outlet,
    SectionRule,
    Story,
    Style,
    Term,
)

OUTLETS = (
    Outlet(
        "lna", "Lorvian News Agency", "LNA", "http://lna.example/", official="Lorvia", agency=True
    ),
    Outlet(
        "mod", "Ministry of Defense of Lorvia", "MOD OF LORVIA", "http://mod.example/",
        official="Lorvia", spellings=("Lorvian MOD",),
    ),
    Outlet(
        "sta", "Sundaran Telegraph", "STA", "http://sta.example/", official="Sundara", agency=True
    ),
    Outlet("post", "The Harbour Post", "POST", "http://post.example/", ownership="private"),
    Outlet("listok", "Листок", "LISTOK", "http://listok.example/", ownership="private"),
)  # fmt: skip
HOUSE = House(
    name="test",
    country="LV1",
    country_name="Lorvia",
    languages=("en", "ru"),
    zone="UTC",
    outlets=OUTLETS,
    sections=(
        SectionRule("military", "軍事"),
        SectionRule("domestic", "内政"),
        SectionRule("foreign", "外政"),
    ),
    style=Style(title_ja="情報", offices={"Foreign Minister": "FM"}),
    terms=(
        Term("country", "Lorvia", "ロルヴィア", aliases=("Lorvian",), country="LV1"),
        Term("country", "Sundara", "スンダラ", aliases=("Sundaran",), country="SD1"),
        Term("office", "Foreign Minister", "外相", "FM"),
        Term("person", "Mira Talvek", "タルヴェク", country="LV1", office="Foreign Minister"),
        Term("place", "Orla", "オルラ", country="LV1"),
    ),
)
PORT = (
    "ORLA, Lorvia, May 8. Foreign Minister Mira Talvek opened the new port of Orla on Friday, "
    "LNA reports. The port cost 40 million marks and can take 12 ships a day. It will receive its "
    "first ferry on May 20.\n\nIt should be noted that the old port closed in 2019.\n\n"
    "Subscribe to our channel for more news."
)


def story(*articles: Article, section: str = "domestic", rank: float = 1.0) -> Story:
    ids = tuple(sorted(a.id for a in articles))
    return Story(ids[0][:12], ids, tuple((a.id,) for a in articles), section, rank, ("because",))


def issue_of(stories: Sequence[Story], articles: Sequence[Article]) -> Issue:
    return draft_issue(stories, {a.id: a for a in articles}, HOUSE, WEEK)


def test_every_sentence_rests_on_the_exact_words_of_its_article() -> None:
    one = article("lna", "Foreign Minister Talvek opens port", PORT)
    two = article("post", "New port", "A port opened. Its cranes came from 3 countries, says Orla.")
    issue = issue_of([story(one, two)], [one, two])
    texts = {one.id: one, two.id: two}
    sentences = [s for i in issue.items for b in i.blocks for s in b.sentences]
    assert sentences
    for sentence in sentences:
        assert sentence.passages
        for p in sentence.passages:
            assert texts[p.article].text[p.start : p.end] == p.quote
            assert p.sha256 == texts[p.article].snapshot


def test_an_item_is_written_in_house_style_and_its_text_is_its_sentences() -> None:
    one = article("lna", "Foreign Minister Talvek opens port - LNA", PORT)
    (item,) = issue_of([story(one)], [one]).items
    (block,) = item.blocks
    assert block.text == " ".join(s.text for s in block.sentences)
    assert block.text == (
        "On May.08, FM Mira Talvek opened the new port of Orla. The port cost 40 million marks "
        "and can take 12 ships a day. It will receive its first ferry on May.20."
    )
    assert item.headline_en == "FM Talvek opens port"
    assert block.citation is not None
    assert block.citation.raw == "(LNA / 08.05.2026)"
    assert (item.event_date, item.articles, item.reasons) == (
        "2026-05-08", (one.id,), ("because",)
    )  # fmt: skip


def test_another_report_is_cited_only_for_what_it_adds() -> None:
    one = article("lna", "Foreign Minister Talvek opens port", PORT)
    same = article("post", "Port opened", "The port of Orla was opened by Mira Talvek on Friday.")
    more = article(
        "post",
        "Port and people",
        "The Orla port was opened. Some 350 workers of the port in Orla staged a walkout led by "
        "Sten Brokk of the Harbour Union.",
        day="09",
    )
    (plain,) = issue_of([story(one, same)], [one, same]).items
    assert plain.citations[0].raw == "(LNA / 08.05.2026)"
    (richer,) = issue_of([story(one, more)], [one, more]).items
    assert richer.citations[0].raw == "(LNA, POST / 08-09.05.2026)"
    assert "350 workers" in (richer.blocks[0].text or "")


def test_two_states_versions_stand_apart_each_with_its_own_citation() -> None:
    ours = article("mod", "Sundara opens fire", "Sundaran units opened fire on Friday at 01:20.")
    theirs = article("sta", "Lorvia opens fire", "Lorvian units opened fire on Friday at 01:05.")
    (item,) = issue_of([story(ours, theirs, section="military")], [ours, theirs]).items
    assert [(b.type, b.label) for b in item.blocks] == [
        ("perspective", "Lorvian MOD"),
        ("perspective", "Sundaran version"),
    ]
    assert [b.citation.raw for b in item.blocks if b.citation] == [
        "(MOD OF LORVIA / 08.05.2026)",
        "(STA / 08.05.2026)",
    ]
    assert "sides" in {c.kind for c in item.checks}


def test_an_official_and_an_independent_count_that_differ_stand_apart() -> None:
    ours = article("lna", "Fire in Orla", "Three sailors were wounded in a fire in Orla.")
    theirs = article("post", "Fire in Orla", "Nine sailors were wounded in a fire in Orla.")
    (item,) = issue_of([story(ours, theirs)], [ours, theirs]).items
    assert [b.label for b in item.blocks] == ["Lorvian version", "Independent report"]


def test_a_story_without_an_english_report_is_shown_in_the_original_and_marked() -> None:
    only = article("listok", "Порт открыт", "Новый порт Орлы открыт в пятницу. Он велик.", "ru")
    (item,) = issue_of([story(only)], [only]).items
    (block,) = item.blocks
    assert block.language == "ru"
    assert block.text is not None
    assert block.text.startswith("Новый порт Орлы открыт в пятницу.")
    assert all(s.marks == ("untranslated",) for s in block.sentences)
    assert item.headline_en == "〔Порт открыт〕"
    marks = {c.kind: (c.words, c.severity) for c in item.checks}
    assert marks["untranslated"] == (
        "No translator for Russian (ru): the passage is shown in the original", "high"
    )  # fmt: skip
    assert "headline_ja" in marks


def test_a_printed_list_stays_a_list() -> None:
    text = (
        "Help for Orla came from several states on Friday. The following countries sent it:\n\n"
        "- Sundara: 40 tents\n- Teraz: 5 boats\n- Milvon: 200 blankets\n\nThe port is closed."
    )
    one = article("lna", "Help for Orla", text)
    (item,) = issue_of([story(one)], [one]).items
    bullets = item.blocks[-1]
    assert bullets.bullets == ("Sundara: 40 tents", "Teraz: 5 boats", "Milvon: 200 blankets")
    assert bullets.bullet_of == (0, 1, 2)
    assert bullets.citation is not None


def test_a_speech_of_many_points_becomes_bullets() -> None:
    points = [f"{n}, he said that quay {i} would be rebuilt." for i, n in enumerate(
        ("First", "Second", "Third", "Fourth", "Fifth", "Sixth"), 1)]  # fmt: skip
    text = "The mayor of Orla gave his yearly speech on Friday. " + " ".join(points)
    one = article("lna", "Mayor gives speech in Orla", text)
    (item,) = issue_of([story(one)], [one]).items
    assert [b.type for b in item.blocks] == ["paragraph", "bullets"]
    assert len(item.blocks[1].bullets or ()) == 6


def test_words_cut_out_of_a_quotation_keep_their_marks() -> None:
    long = " ".join(f"Article {n} of the treaty holds, and nobody may touch it." for n in range(9))
    one = article("lna", "Treaty holds, speaker of Lorvia says", f'"{long}"')
    (item,) = issue_of([story(one)], [one]).items
    text = item.blocks[0].text or ""
    assert text.startswith('"')
    assert text.endswith('"')
    assert text.count('"') % 2 == 0


def test_only_sections_with_items_are_numbered_and_items_follow_their_days() -> None:
    late = article("lna", "Foreign Minister Talvek visits Sundara", PORT, day="09")
    early = article("lna", "Foreign Minister Talvek visits Orla", PORT, day="08")
    war = article("mod", "Exercise begins", "An exercise of the navy began near Orla on Friday.")
    stories = [
        story(late, section="foreign", rank=9.0),
        story(early, section="foreign"),
        story(war, section="military"),
    ]
    issue = issue_of(stories, [late, early, war])
    assert [(s.number, s.kind) for s in issue.sections] == [("1", "military"), ("2", "foreign")]
    assert [i.articles[0] for i in issue.items] == [war.id, early.id, late.id]
    assert [i.section for i in issue.items] == ["1", "2", "2"]


def test_left_out_stories_and_those_of_other_weeks_are_not_drafted() -> None:
    old = article(
        "lna", "Foreign Minister Talvek visits Orla", "She came to Orla on Monday.", day="01"
    )
    out = article("lna", "Regatta in Orla", "A regatta was sailed in Orla by 20 boats.")
    left = Story("x" * 12, (out.id,), ((out.id,),), "", 0.0, (), "sport")
    assert issue_of([story(old), left], [old, out]).items == ()


def test_the_same_stories_in_another_order_give_the_same_issue() -> None:
    one = article("lna", "Foreign Minister Talvek opens port", PORT)
    two = article("post", "Fair in Orla", "A fair with 90 stands began in Orla on Friday.")
    forward = issue_of([story(one), story(two)], [one, two])
    assert forward == issue_of([story(two), story(one)], [two, one])


def test_a_story_without_words_is_handed_over_marked_and_the_others_are_written() -> None:
    empty = article("lna", "Nothing", "   ")
    good = article("lna", "Foreign Minister Talvek opens port", PORT)
    items = {i.articles[0]: i for i in issue_of([story(empty), story(good)], [empty, good]).items}
    assert items[empty.id].blocks == ()
    assert [(c.kind, c.severity) for c in items[empty.id].checks] == [("uncited", "high")]
    assert empty.id in items[empty.id].checks[0].words
    assert items[good.id].blocks


def test_a_story_whose_articles_are_missing_stops_the_run() -> None:
    empty = article("lna", "Nothing", "   ")
    with pytest.raises(DraftError, match="none of its articles"):
        issue_of([story(empty)], [])


def test_a_story_a_person_took_in_stands_however_full_the_issue_is() -> None:
    every = [article("lna", f"Port {n} opens in Orla", PORT, day=f"{n:02}") for n in range(4, 9)]
    stories = [story(one, rank=9.0 - n) for n, one in enumerate(every)]
    small = replace(HOUSE, style=replace(HOUSE.style, max_items=2))
    known = {a.id: a for a in every}
    without = draft_issue(stories, known, small, WEEK)
    last = stories[-1].id
    taken = draft_issue(stories, known, small, WEEK, Before(wanted=frozenset({last})))
    assert last not in {item.story for item in without.items}
    assert {i.story for i in taken.items} == {i.story for i in without.items} | {last}
    others = [i for i in taken.items if i.story != last]
    assert others == list(without.items)

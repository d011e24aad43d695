"""Reasons are kept as codes, said in the reader's language, and older ones still show."""

import re
import urllib.request
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editing import MOMENT, open_editor, served, week

from torimatome.edit import Editor, Steps
from torimatome.edit.web.view import say, words
from torimatome.edit.working import period_key
from torimatome.model import Judgement, Verdict
from torimatome.text.reasons import _table, coded, codes, filled, listed, said, together
from torimatome.understand.acts import table
from torimatome.understand.copies import told_by

SOURCE = Path(__file__).parents[1] / "src" / "torimatome"
WEEK = week()
KEY = period_key(WEEK.period)
FIRST = WEEK.draft.items[0]
_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


def test_every_code_the_program_gives_has_words_in_both_languages():
    given_ = {
        code
        for path in (SOURCE / "understand").rglob("*.py")
        for code in re.findall(r'coded\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert len(given_) > 15
    assert given_ <= codes()
    assert all({"en", "ja"} <= texts.keys() for texts in _table().reasons.values())


def test_codes_put_together_from_what_is_known_have_words_too():
    for counts in product((1, 2), (2, 5), (1, 3), ("", "Trend")):
        assert not said(told_by(*counts)).startswith("%")
    ways = ("words", "words_like", "like", "past")
    assert {f"{of}_{way}" for of in ("section", "out") for way in ways} <= codes()


def test_every_act_has_a_japanese_name():
    named = {name for act in table() for name in (act.act, act.said) if name}
    assert named <= _table().acts.keys()


def test_a_count_of_one_is_told_in_the_singular():
    assert said(coded("days_apart", days=1)) == "1 day apart"
    assert said(coded("days_apart", days=2)) == "2 days apart"
    assert said(coded("days_apart", days=2), "ja") == "2日違い"
    assert say("open_findings", "en", count=1) == "1 finding to settle"
    assert say("open_findings", "en", count=12) == "12 findings to settle"
    assert say("open_findings", "ja", count=1) == "未解決の指摘 1件"


def test_every_counted_word_of_the_pages_has_a_singular():
    """A plural right behind a number slot would say "1 findings"."""
    bare = re.compile(r"\{(?:count|changes|stories|items)\} [a-z]+s\b")
    wrong = {key for key, text in words().items() if bare.search(text["en"])}
    assert wrong <= {"doctor_libraries_ok"}  # "All 14 libraries": never one


def test_names_are_said_as_each_language_writes_them():
    reason = coded(
        "act_of", act="phone call", who="Foreign Minister Ilda Brann",
        who_ja="イルダ・ブラン外相",
    )  # fmt: skip
    assert said(reason) == "phone call of Foreign Minister Ilda Brann"
    assert said(reason, "ja") == "イルダ・ブラン外相の電話会談"


def test_a_rule_that_no_word_stands_for_is_said_in_words():
    found = coded("out_words", words=listed(["match", "@partner", "@act meeting"]))
    assert said(found) == (
        "what this desk leaves out: “match”, another country in the title, meeting"
    )
    assert said(found, "ja").endswith("：「match」、見出しに他国の名、会談")


def test_words_kept_by_an_older_desk_are_said_as_they_stand():
    older = "same people: Ilda Brann; same day"
    assert said(older) == said(older, "ja") == older
    assert said("%nobody_wrote_this\tcount=1", "ja") == "%nobody_wrote_this\tcount=1"
    assert said(coded("days_apart")) == coded("days_apart")  # kept with less than we ask for


def test_several_reasons_are_said_one_after_the_other():
    both = together([coded("same_people", names="Ilda Brann"), coded("same_day")])
    assert said(both) == "same people: Ilda Brann; same day"
    assert said(both, "ja") == "同じ人物：Ilda Brann；同じ日"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_whatever_a_page_is_called_its_reason_can_be_said(name: str):
    flat = name.replace("\t", " ").replace("\n", " ")
    assert said(coded("included", by=name)) == f"included by {flat}"


def test_a_template_counts_any_word():
    assert filled("{n:box is|boxes are} full", {"n": 1}) == "1 box is full"
    assert filled("{n:box is|boxes are} full", {"n": 0}) == "0 boxes are full"


# --- on the pages -----------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path: Path):
    made = open_editor(tmp_path)
    first = replace(
        WEEK.stories[0],
        reasons=(coded("official", outlets="MFA"), coded("origins_reprints", origins=1, reprints=2),
                 "words of an older desk"),
    )  # fmt: skip
    last = replace(WEEK.stories[-1], left_out=coded("out_words", words="match"))
    told = replace(WEEK, stories=(first, *WEEK.stories[1:-1], last))
    steps = Steps(
        lambda _: told, lambda _: told, lambda _: (), made.steps.findings_of,
        made.steps.read_citation,
    )  # fmt: skip
    yield Editor(made.desk, lambda _desk: steps)
    made.desk.store.close()


def page(desk: str, path: str, language: str) -> str:
    asked = urllib.request.Request(f"{desk}/w/{KEY}/{path}", headers={"Accept-Language": language})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        text: str = answer.read().decode()
    return text


def test_the_pages_say_reasons_in_the_readers_language(room: Editor):
    with served(room) as desk:
        english, japanese = (page(desk, "stories", language) for language in ("en", "ja"))
        out_en, out_ja = (page(desk, "stories?out=1", language) for language in ("en", "ja"))
        by_word = page(desk, "stories?q=%E5%85%AC%E5%BC%8F%E7%99%BA%E8%A1%A8", "ja")
    assert "official source: MFA; 1 origin, 2 reprints; words of an older desk" in english
    assert "公式発表：MFA；原文1件、転載2件；words of an older desk" in japanese
    assert "what this desk leaves out: “match”" in out_en
    assert "このデスクが載せない話題：「match」" in out_ja
    assert f'id="story-{FIRST.id}"' in by_word  # and the filter finds them in either


def test_a_story_says_why_its_reports_stand_together(room: Editor):
    left, right = sorted(FIRST.articles)[:2]
    why = together([coded("same_act", acts="exercise"), coded("same_day")])
    sure = Judgement(left, right, Verdict.SAME, "machine", MOMENT, 0.914, why)
    room.desk.store.judgements.replace_machine([sure])
    with served(room) as desk:
        english, japanese = (
            page(desk, f"stories/{FIRST.id}", language) for language in ("en", "ja")
        )
    assert "91% sure" in english
    assert "same act: exercise; same day" in english
    assert "確度91%" in japanese
    assert "同じ動き：演習；同じ日" in japanese
    told = japanese[japanese.index('id="joined"') :].partition("</details>")[0]
    assert _JAPANESE.search(re.sub(r"<[^>]+>", "", told))


def test_a_persons_word_on_two_reports_comes_before_the_machines(room: Editor):
    left, right = sorted(FIRST.articles)[:2]
    at = Judgement(left, right, Verdict.SAME, "machine", MOMENT, 0.2, "words of an older desk")
    room.desk.store.judgements.replace_machine([at])
    room.desk.store.judgements.add(Judgement(left, right, Verdict.SAME, "Aya", MOMENT))
    with served(room) as desk:
        text = page(desk, f"stories/{FIRST.id}", "en")
    assert "as Aya decided" in text
    assert "20% sure" not in text

"""Days, issues, languages, sources and refusals are said in the language of the page."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from torimatome.edit.web.finding_words import worded
from torimatome.edit.web.saying import days_said, issue_said, moment_said, tongue

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
SOURCE = Path(__file__).parents[1] / "src" / "torimatome"


@pytest.mark.parametrize(
    ("start", "end", "ja", "en"),
    [
        ("2026-05-08", "2026-05-15", "2026年5月8日～15日", "8–15 May 2026"),
        ("2026-04-24", "2026-05-01", "2026年4月24日～5月1日", "24 April – 1 May 2026"),
        ("2026-12-27", "2027-01-09", "2026年12月27日～2027年1月9日",
         "27 December 2026 – 9 January 2027"),
        ("2026-05-08", "2026-05-08", "2026年5月8日", "8 May 2026"),
        ("2026-05-08", "2027-05-08", "2026年5月8日～2027年5月8日", "8 May 2026 – 8 May 2027"),
    ],
)  # fmt: skip
def test_two_days_are_one_span(start: str, end: str, ja: str, en: str) -> None:
    assert (days_said(start, end, "ja"), days_said(start, end, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("label", "ja", "en"),
    [
        ("2026-05-08_2026-05-15", "2026年5月8日～15日", "8–15 May 2026"),
        ("2026-05-08/2026-05-15", "2026年5月8日～15日", "8–15 May 2026"),
        ("2026-05-08_2026-05-15/v2", "2026年5月8日～15日 第2版", "8–15 May 2026, version 2"),
        ("flash/4fe383788e9f/v1", "速報", "Flash"),
        ("No. 20", "No. 20", "No. 20"),
        ("2026-13-08_2026-05-15", "2026-13-08_2026-05-15", "2026-13-08_2026-05-15"),
    ],
)
def test_an_issues_name_is_its_days_where_it_has_no_other(label: str, ja: str, en: str) -> None:
    assert (issue_said(label, "ja"), issue_said(label, "en")) == (ja, en)


def test_moments_and_languages_are_said_in_the_readers_language() -> None:
    at = datetime(2026, 5, 8, 20, 5, tzinfo=UTC)
    assert (moment_said(at, "ja"), moment_said(at, "en")) == ("5月8日 20:05", "8 May 20:05")
    assert (tongue("ru", "ja"), tongue("ru", "en")) == ("ロシア語", "Russian")
    assert tongue("xx", "ja") == "xx"


@pytest.mark.parametrize(
    ("why", "wanted"),
    [
        ("gone: it answers 404; check the address in a browser",
         "ページがありません（404）。ブラウザーでアドレスを確かめてください"),
        ("gazette/feed: the answer is empty", "gazette/feed：答えが空です"),
        ("source 'ona/en': the answer is empty", "ona/en：答えが空です"),
        ("the answer is empty; its JSON is nested too deep",
         "答えが空です；JSONの入れ子が深すぎます"),
        ("the answer is empty; a thing nobody has words for",
         "the answer is empty; a thing nobody has words for"),
        ("text: “one” became “two”; and 3 more", "本文：「one」が「two」に；ほか3か所"),
    ],
)  # fmt: skip
def test_what_a_source_says_is_said_in_japanese(why: str, wanted: str) -> None:
    assert worded(why, "ja") == wanted
    assert worded(why, "en") == why


def raised(path: Path, *names: str) -> set[str]:
    """What the errors of a file say, an "X" in every slot."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names and node.args:
            said = node.args[-1]
            if isinstance(said, ast.Constant):
                found.add(str(said.value))
            elif isinstance(said, ast.JoinedStr):
                found.add("".join(str(getattr(part, "value", "X")) if isinstance(
                    part, ast.Constant) else "X" for part in said.values))  # fmt: skip
    return found


def unsaid(texts: set[str]) -> list[str]:
    return sorted(one for one in texts if " " in one and not JAPANESE.search(worded(one, "ja")))


@pytest.mark.parametrize("name", ["issues", "items", "notes", "stories", "take_back", "watch"])
def test_every_refusal_of_an_editors_act_has_japanese_words(name: str) -> None:
    texts = raised(SOURCE / "edit" / "acts" / f"{name}.py", "EditError")
    composed = {"X open; mend, or waive with a reason", "X for somebody to approve",
                "X: take or decline each of them"}  # fmt: skip
    assert unsaid(texts - composed) == []


@pytest.mark.parametrize("name", ["collect/feed", "collect/page", "collect/visit", "outside/web"])
def test_every_reason_a_source_fails_for_has_japanese_words(name: str) -> None:
    texts = raised(SOURCE / f"{name}.py", "Unreadable", "Refused", "Unreachable", "NoPage")
    assert texts
    assert unsaid(texts - {"it is not XMLX; it begins X"}) == []  # its slot may be empty


def test_what_the_records_refuse_has_japanese_words() -> None:
    texts = raised(SOURCE / "store" / "records.py", "EditError")
    assert texts
    assert unsaid(texts) == []


def test_counted_refusals_have_japanese_words() -> None:
    for said in ("1 finding is open; mend, or waive with a reason",
                 "2 findings are open; mend, or waive with a reason",
                 "1 item still waits for somebody to approve",
                 "2 proposed NOTEs wait: take or decline each of them"):  # fmt: skip
        assert JAPANESE.search(worded(said, "ja"))

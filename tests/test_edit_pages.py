"""What the pages of stories, terms, names and the day show is what the store and the acts say."""

import csv
import io
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.editing import open_editor, served, week
from tests.test_edit_http import ask as asked

from torimatome.edit import Editor
from torimatome.edit.web.memory import Beside, Memory
from torimatome.edit.web.terms import rows_of
from torimatome.edit.working import period_key
from torimatome.errors import EditError
from torimatome.model import Finding, Issue

WEEK = week()
KEY = period_key(WEEK.period)
FIRST = WEEK.draft.items[0]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Editor]:
    made = open_editor(tmp_path)
    yield made
    made.desk.store.close()


@pytest.fixture
def desk(room: Editor) -> Iterator[str]:
    with served(room) as address:
        yield address


def ask(address: str, sent: dict[str, object] | None = None) -> tuple[int, str]:
    body = None if sent is None else json.dumps({"period": KEY, "by": "Aya", **sent}).encode()
    headers = {"Content-Type": "application/json", "Accept-Language": "en"}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, body, headers), timeout=20
        ) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def shown(desk: str, path: str) -> str:
    status, text = ask(f"{desk}/w/{KEY}/{path}")
    assert status == 200
    assert len(text.encode()) < 150_000
    return text


def test_stories_are_filtered_by_decision_language_outlet_and_words(desk: str) -> None:
    ask(f"{desk}/act/put_off_story", {"story": FIRST.id})
    mine = f'id="story-{FIRST.id}"'
    assert mine in shown(desk, "stories?state=later")
    assert mine not in shown(desk, "stories?state=open")
    assert mine not in shown(desk, "stories?language=xx")
    assert mine not in shown(desk, "stories?outlet=nobody")
    assert mine in shown(desk, f"stories?q={urllib.parse.quote(FIRST.headline_en[:20])}")
    assert mine not in shown(desk, "stories?q=zzzz")
    assert "Cup final drawn" in shown(desk, "stories?out=1")


def test_each_story_can_be_moved_to_every_other_section_with_one_key(
    desk: str, room: Editor
) -> None:
    page = shown(desk, "stories")
    assert 'data-key="o"' in page  # what was left out is one key away
    others = [n for n, rule in enumerate(room.desk.house.sections, 1) if rule.kind != FIRST.kind]
    row = page[page.index(f'id="story-{FIRST.id}"') :].partition("</li>")[0]
    assert all(f'form="f-{n}"' in row and f'data-key="{n}"' in row for n in others)


def test_a_story_shows_its_reports_marked_and_escaped(desk: str, room: Editor) -> None:
    page = shown(desk, f"stories/{FIRST.id}")
    for article in FIRST.articles:
        assert f'id="a-{article}"' in page
        assert f'id="t-{article}"' in page
    assert '<mark class="' in page
    assert 'data-key="v"' in page
    assert "<script>" not in page


def test_a_term_offers_to_change_the_open_issue(desk: str, room: Editor) -> None:
    word = (re.match("[ァ-ヺー・]+", FIRST.headline_ja) or [""])[0]
    assert word
    term = {"kind": "topic", "en": "a topic", "ja": word}
    ask(f"{desk}/act/write_term", {"term": term})
    assert 'action="/act/replace_words"' not in shown(desk, "terms")
    ask(f"{desk}/act/write_term", {"term": {**term, "ja": "別の語"}, "base": word})
    page = shown(desk, "terms")
    assert f'name="old" value="{word}"' in page
    assert "<del>" in page
    status, _ = ask(f"{desk}/act/replace_words", {"old": word, "new": "別の語"})
    assert status == 200
    now = room.working(WEEK.period).shown(FIRST.id)
    assert now
    assert "別の語" in now.item.headline_ja
    assert 'action="/act/replace_words"' not in shown(desk, "terms")


def test_a_proposal_can_be_accepted_corrected_and_rejected(desk: str) -> None:
    page = shown(desk, "terms")
    assert "?correct=person%3AOrhan%20Tellis" in page
    opened = shown(desk, "terms?correct=person%3AOrhan%20Tellis")
    assert 'value="オルハン・テリス"' in opened
    assert 'name="drop" value="Orhan Tellis"' in opened
    ask(f"{desk}/act/reject_term", {"kind": "place", "en": "Karden"})


def test_watched_words_lead_to_the_stories_that_tell_of_them(desk: str) -> None:
    ask(f"{desk}/act/watch_words", {"words": "one all"})
    page = shown(desk, "today")
    assert f'href="/w/{KEY}/stories/spare"' in page
    ask(f"{desk}/act/unwatch_words", {"words": "one all"})
    assert f'href="/w/{KEY}/stories/spare"' not in shown(desk, "today")


def test_names_of_the_archive_are_pages(desk: str, room: Editor) -> None:
    issue = replace(WEEK.draft, file="")
    room.desk.store.archive.keep(issue, "2026-19", room.desk.house)
    kinds = ("person", "organisation", "place", "country")
    pages = {kind: shown(desk, f"names?kind={kind}") for kind in kinds}
    known = {kind: room.desk.store.archive.names(kind) for kind in kinds}
    assert any(known.values())
    for kind, names in known.items():
        for name, _ in names[:5]:
            assert urllib.parse.quote(name, safe="") in pages[kind]
    assert ask(f"{desk}/w/{KEY}/names?kind=dragon")[0] == 422
    assert ask(f"{desk}/w/{KEY}/names/person/Nobody%20Known")[0] == 422
    assert "2026-19" in shown(desk, "archive")
    assert f'id="item-{FIRST.id}"' in shown(desk, "archive/2026-19")


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_comes_back_from_any_spreadsheet(charset: str, mark: str) -> None:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=mark)
    rows.writerow(("kind", "en", "ja", "aliases"))
    rows.writerow(("person", "Orhan Tellis", "オルハン・テリス", "O. Tellis; Tellis"))
    (row,) = rows_of(out.getvalue().encode(charset))
    assert row["ja"] == "オルハン・テリス"
    assert row["aliases"] == ["O. Tellis", "Tellis"]


def test_a_table_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(EditError, match="columns kind, en and ja"):
        rows_of(b"a,b\r\n1,2\r\n")
    with pytest.raises(EditError, match="CSV UTF-8"):
        rows_of(b"\xff\xfe\x00")


def test_what_is_kept_in_memory_is_made_anew_when_its_sources_change() -> None:
    memory, made = Memory(2), []

    def make() -> int:
        made.append(1)
        return len(made)

    one, other = object(), object()
    assert [memory.get("a", (one,), make) for _ in range(3)] == [1, 1, 1]
    assert memory.get("a", (other,), make) == 2
    memory.get("b", (), make)
    memory.get("c", (), make)
    assert memory.get("a", (other,), make) == 5  # the oldest was let go


def test_a_page_does_not_wait_for_slow_work_and_hears_when_it_is_done() -> None:
    go, rang = threading.Event(), threading.Event()
    beside: Beside[str] = Beside("old", 0.0, ring=rang.set)

    def slow() -> str:
        go.wait(10)
        return "new"

    assert beside.get((1,), slow) == ("old", True)
    go.set()
    assert rang.wait(10)
    assert beside.get((1,), slow) == ("new", False)


def test_an_act_that_moves_stories_does_not_hold_up_the_pages(room: Editor) -> None:
    begun, go, done = threading.Event(), threading.Event(), threading.Event()
    steps = room.steps

    def slow(period: object) -> object:
        begun.set()
        go.wait(10)
        return steps.regroup(period)  # type: ignore[arg-type]

    def later(_work: str, call: object) -> None:
        threading.Thread(target=lambda: (call(), done.set()), daemon=True).start()  # type: ignore[operator]

    before = room.week(WEEK.period)
    room.steps = replace(steps, regroup=slow)  # type: ignore[arg-type]
    room.later = later
    room.perform("include_story", WEEK.period, "Aya", {"story": "spare"})
    assert begun.wait(10)
    assert room.week(WEEK.period) is before
    go.set()
    assert done.wait(10)
    assert room.week(WEEK.period) is not before


def test_an_issue_that_is_not_kept_leads_to_the_issue_of_its_days(desk: str) -> None:
    status, _, page = asked(f"{desk}/w/{KEY}/archive/{KEY}", {"Accept-Language": "en"})
    assert status == 404
    assert "8–15 May 2026" in page
    assert "not signed yet" in page
    assert f'href="/w/{KEY}/issue"' in page
    status, _, page = asked(f"{desk}/w/{KEY}/archive/No.%2077", {"Accept-Language": "ja"})
    assert status == 404
    assert "過去の号に入っていません" in page
    assert "<h1>No. 77</h1>" in page


def test_a_refusal_is_said_in_the_language_of_the_page(desk: str) -> None:
    sent = json.dumps({"period": KEY}).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    for language, words in (("ja", "承認待ちの項目"), ("en", "still wait")):
        told = asked(f"{desk}/act/sign_issue", {**headers, "Accept-Language": language}, sent)
        answer = json.loads(told[2])
        assert words in answer["said"]
        assert "still wait" in answer["error"]


def test_an_item_whose_check_takes_longer_is_not_said_to_be_clean(room: Editor) -> None:
    let_go = threading.Event()

    def slow(_issue: Issue, _item: str) -> tuple[Finding, ...]:
        let_go.wait()
        return ()

    room.steps = replace(room.steps, findings_of=slow)
    with served(room) as address:
        first = shown(address, f"items/{FIRST.id}")
        let_go.set()
        assert "Being checked" in first
        assert "No findings" not in first
        while "Being checked" in (then := shown(address, f"items/{FIRST.id}")):
            pass
        assert "No findings" in then

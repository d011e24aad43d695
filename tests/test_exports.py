"""Markdown, CSV, iCalendar and RSS say what the Issue says, and nothing in them runs."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import feedparser
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import bare, hostile_issue, sample_issue, words_of

from torimatome.model import Block, Citation, Issue, Item, Period, Section, Sentence
from torimatome.publish.calendar import announced, days_ahead, folded, to_calendar
from torimatome.publish.issue_json import to_json
from torimatome.publish.languages import only
from torimatome.publish.markdown import escaped, to_markdown
from torimatome.publish.order import arrange
from torimatome.publish.printed import printed
from torimatome.publish.rss import to_rss
from torimatome.publish.table_csv import COLUMNS, guarded, to_csv

ISSUE, HOSTILE = arrange(sample_issue()), arrange(hostile_issue())
FRIDAY = date(2026, 5, 15)


def rows(issue: Issue) -> list[dict[str, str]]:
    body = to_csv(issue)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def unfolded(body: bytes) -> list[str]:
    text = body.decode("utf-8")
    assert text.endswith("\r\n")
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def saying(*sentences: str, language: str = "en", day: str = "2026-05-15") -> Issue:
    """An issue of one item with these sentences."""
    made = tuple(Sentence(text, language=language) for text in sentences)
    cited = Citation(f"(ONA / {day})", ("ONA",), day, day)
    block = Block("paragraph", text=" ".join(sentences), sentences=made, citation=cited)
    item = Item("one", "1", "見出し", "Headline", (block,), (cited,), kind="domestic")
    section = Section("1", "内政関連", "domestic")
    return Issue("題", "", "", Period("2026-05-08", "2026-05-15"), (section,), (item,), "END")


def test_markdown_holds_every_printed_word() -> None:
    body = to_markdown(ISSUE).decode()
    plain = re.sub(r"\]\([^)\s]*\)", "", body)
    plain = re.sub(r"\\(.)", r"\1", plain)
    for item in printed(ISSUE).sections[0].items:
        for group in item.groups:
            for paragraph in group.paragraphs:
                for run in paragraph.runs:
                    assert bare(run.text) in bare(re.sub(r"[*\[]", "", plain))
    assert words_of(printed(ISSUE))
    assert "[full text of the ruling](https://court.velmora.example/2026/17)" in body
    assert "javascript:" not in body


@pytest.mark.parametrize(
    "words",
    ["# heading", "- point", "1. one", "2) two", "> quoted", "+ plus", "a*b*_c_", "<b>", "[x](y)",
     "`code`", "| a |", "~~x~~", "=====", "---", "&amp;", "![i](j)", "\\"],
)  # fmt: skip
def test_words_that_look_like_markup_are_shown_as_they_are(words: str) -> None:
    made = escaped(words)
    assert re.sub(r"\\(.)", r"\1", made) == words
    assert not re.match(r"(?:[#>+=-]|\d+[.)])", made)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`<\[|~&#]", made)


def test_no_page_can_put_markup_into_the_markdown() -> None:
    for line in to_markdown(HOSTILE).decode().split("\n"):
        bared = re.sub(r"\\.", "", line)
        assert "<" not in bared
        assert "`" not in bared


def test_the_table_has_a_row_an_item_and_reads_back() -> None:
    table = rows(ISSUE)
    assert tuple(table[0]) == COLUMNS
    assert [row["id"] for row in table] == [item.id for item in ISSUE.items]
    assert table[0]["headline_ja"] == ISSUE.items[0].headline_ja
    assert "1,240 servicemen" in table[0]["text"]
    assert table[0]["first_day"] == "2026-05-08"
    assert "third such incident" in table[1]["notes"]
    assert "third such incident" not in table[1]["text"]


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\r=1", "＝1", "'=1", '"=1', "|cmd", "%0A"],
)
def test_nothing_a_page_says_becomes_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_cell_survives_the_table_or_is_guarded(cell: str) -> None:
    clean = cell.replace("\0", "")
    assert guarded(cell) in (clean, f"'{clean}")
    assert not guarded(cell).startswith(("=", "+", "-", "@"))


def test_hostile_words_make_no_formula_in_the_table() -> None:
    for row in rows(HOSTILE):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


AHEAD = [
    ("The summit will be held on May 25-26 in Halan.", "en", (2026, 5, 25), (2026, 5, 26)),
    ("Talks are scheduled for June 3, 2026.", "en", (2026, 6, 3), (2026, 6, 3)),
    ("The bill must be passed by 5 June.", "en", (2026, 6, 5), (2026, 6, 5)),
    ("The minister will visit Sarnia on Wednesday.", "en", (2026, 5, 20), (2026, 5, 20)),
    ("The next session opens on January 12.", "en", (2027, 1, 12), (2027, 1, 12)),
    ("首脳会談は5月28日に開催される予定。", "ja", (2026, 5, 28), (2026, 5, 28)),
    ("外相は6月2日から4日まで訪問する予定である。", "ja", (2026, 6, 2), None),
    ("Встреча состоится 28 мая в Халане.", "ru", (2026, 5, 28), (2026, 5, 28)),
]
NOT_AHEAD = [
    ("They met on May 12 in Halan.", "en"),
    ("The law was adopted on June 30.", "en"),
    ("He was arrested on September 19, 2024, and will appeal.", "en"),
    ("The plan covers the years until 2035.", "en"),
    ("Exports will grow by 3.5 percent.", "en"),
    ("首脳会談は5月12日に開催された。", "ja"),
    ("Встреча состоялась 12 мая.", "ru"),
    ("The Velmoran side again raised the arrests of June 30.", "en"),
]


@pytest.mark.parametrize(("sentence", "language", "first", "last"), AHEAD)
def test_a_day_to_come_is_found(
    sentence: str, language: str, first: tuple[int, int, int], last: tuple[int, int, int] | None
) -> None:
    found = list(days_ahead(sentence, FRIDAY, language))
    assert len(found) == 1
    assert found[0][0] == date(*first)
    assert last is None or found[0][1] == date(*last)


@pytest.mark.parametrize(("sentence", "language"), NOT_AHEAD)
def test_what_was_or_is_no_day_is_left_out(sentence: str, language: str) -> None:
    assert list(days_ahead(sentence, FRIDAY, language)) == []


def test_the_calendar_is_what_rfc_5545_asks_for() -> None:
    lines = unfolded(to_calendar(saying("The summit, a long one; will be held on May 25-26.")))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0",
                         "PRODID:-//Torimatome//Announced days//EN"]  # fmt: skip
    assert "DTSTART;VALUE=DATE:20260525" in lines
    assert "SUMMARY;LANGUAGE=en:The summit\\, a long one\\; will be held on May 25-26." in lines
    assert "DTEND;VALUE=DATE:20260527" in lines  # the day after the last
    assert "DTSTAMP:20260515T000000Z" in lines
    told = next(line for line in lines if line.startswith("DESCRIPTION"))
    assert "The summit\\, a long one\\; will be held on May 25-26.\\n" in told
    assert "(ONA / 2026-05-15)" in told
    assert [line for line in lines if line.startswith("UID:")]
    assert lines[-1] == "END:VCALENDAR"


def test_each_announced_day_has_its_sentence_and_its_source() -> None:
    for one in announced(ISSUE):
        assert one.sentence in {s.text for b in one.item.blocks for s in b.sentences}
        assert one.first > date(2026, 5, 8)


def test_a_long_sentence_is_shown_by_the_words_around_its_day() -> None:
    long = (
        "The minister added that the shooting must not stop the talks and that the delegation"
        " would come to the next meeting of the commissions, to be held at the pass on May 25,"
        " whatever the opposition in both of the capitals may say about it in the coming days."
    )
    (one,) = announced(saying(long))
    assert one.sentence == long
    assert "to be held at the pass on May 25" in one.summary
    assert len(one.summary) <= 120


def test_in_one_language_a_day_told_in_the_other_is_told_by_the_headline() -> None:
    japanese = "\n".join(unfolded(to_calendar(only(ISSUE, "ja"), ISSUE)))
    assert "DTSTART;VALUE=DATE:20260602" in japanese
    assert "SUMMARY;LANGUAGE=ja:国境付近の無人機墜落" in japanese
    assert "commissioners" not in japanese
    assert to_calendar(ISSUE, ISSUE) == to_calendar(ISSUE)


def test_a_calendar_without_days_is_still_a_calendar() -> None:
    lines = unfolded(to_calendar(saying("Nothing was said of the future.")))
    assert lines[-1] == "END:VCALENDAR"
    assert "BEGIN:VTIMEZONE" in lines  # RFC 5545, 3.6: at least one component
    assert "BEGIN:VEVENT" not in lines


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_a_folded_line_unfolds_to_itself(line: str) -> None:
    line = re.sub(r"[\r\n\ud800-\udfff]", "", line)
    made = folded(line)
    assert made.replace("\r\n ", "").removesuffix("\r\n") == line
    assert all(len(piece.encode()) <= 75 for piece in made.split("\r\n"))


def test_hostile_words_cannot_open_a_component() -> None:
    bad = saying("It will end on May 25.\r\nEND:VEVENT\r\nBEGIN:VALARM, he said.")
    lines = unfolded(to_calendar(bad))
    assert "BEGIN:VALARM" not in lines
    assert lines.count("END:VEVENT") == 1
    unfolded(to_calendar(HOSTILE))


def test_feed_readers_take_the_rss_of_an_issue() -> None:
    read = feedparser.parse(to_rss(ISSUE))
    assert not read.bozo
    assert [e.title for e in read.entries] == [i.headline_ja for i in ISSUE.items]
    assert read.entries[0].link.startswith("https://velpress.example/")
    assert not feedparser.parse(to_rss(HOSTILE)).bozo


def test_the_channel_leads_to_where_the_desk_publishes() -> None:
    read = feedparser.parse(to_rss(ISSUE, "https://embassy.example/news/"))
    assert read.feed.link == "https://embassy.example/news/"
    assert feedparser.parse(to_rss(ISSUE)).feed.link.startswith("https://")


def test_the_same_issue_gives_the_same_bytes() -> None:
    again = replace(ISSUE, items=tuple(replace(item) for item in ISSUE.items))
    for make in (to_markdown, to_csv, to_calendar, to_rss):
        assert make(again) == make(ISSUE)


def test_the_quick_way_to_json_gives_the_bytes_of_the_plain_one() -> None:
    odd = replace(ISSUE, title_ja='\x7f\x1f\u2028\x08/é"\\', notice_ja="")
    for issue in (ISSUE, odd):
        plain = json.dumps(msgspec.to_builtins(issue), ensure_ascii=False, indent=1) + "\n"
        assert to_json(issue) == plain.encode()


def test_an_end_before_its_beginning_is_no_event() -> None:
    for one in announced(saying("It will run from June 9 to June 2, 2026.")):
        assert one.last >= one.first
        assert one.last - one.first < timedelta(days=32)

"""Pages of links and rolling digests become Entries; a page that changed is noticed."""

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.collect.digest import read_digest
from torimatome.collect.listing import read_listing
from torimatome.collect.patterns import wanted
from torimatome.errors import Refused, SetupError, SourceError, Unreadable
from torimatome.model import Entry

URL = "https://paper.example/en/"
HINT = date(2026, 5, 9)

LISTING = """<!doctype html><html><head><base href="/en/"></head><body>
<a href="/about">About us</a><a href="javascript:void(0)">x</a><a href="#top">Top</a>
<div class="card"><a href="news/1.html?utm_source=front"><img alt="A bridge"></a>
 <h3><a href="news/1.html#c">Bridge opens in Karvelia</a></h3><span>08.05.2026 12:30</span></div>
<div class="card"><time datetime="2026-05-07T10:00:00+04:00">yesterday</time>
 <a href="https://paper.example/en/news/2.html">Second</a></div>
<div class="card"><a href="news/3.html">Third</a> 07.05.26 and on 2026-05-01 and 2026-05-02</div>
<a href="news/video/4.html">Video</a>
</body></html>"""


def listing(html: str = LISTING, pattern: str = r"/news/") -> tuple[Entry, ...]:
    return read_listing(html, URL, link_pattern=pattern, skip_pattern=r"/video/")


def test_a_listing_gives_each_article_once_in_page_order() -> None:
    assert [entry.url for entry in listing()] == [
        "https://paper.example/en/news/1.html",
        "https://paper.example/en/news/2.html",
        "https://paper.example/en/news/3.html",
    ]


def test_the_longest_link_text_is_the_title() -> None:
    assert listing()[0].title == "Bridge opens in Karvelia"


def test_a_linked_picture_lends_its_words_when_there_are_no_others() -> None:
    (entry,) = listing('<a href="/news/1"><img alt="A &amp; B"></a>')
    assert entry.title == "A & B"


def test_a_clear_date_beside_the_link_is_taken_and_an_unclear_one_is_not() -> None:
    first, second, third = listing()
    assert first.published == datetime(2026, 5, 8, 12, 30, tzinfo=UTC)
    assert second.published == datetime(2026, 5, 7, 6, tzinfo=UTC)
    assert third.published is None


def test_the_date_of_a_neighbour_is_not_borrowed() -> None:
    html = (
        '<ul><li><a href="/news/1">One</a></li><li><a href="/news/2">Two</a> 2026-05-08</li></ul>'
    )
    first, second = listing(html)
    assert first.published is None
    assert second.published == datetime(2026, 5, 8, tzinfo=UTC)


def test_a_listing_without_a_match_names_the_pattern_and_how_many_links_it_saw() -> None:
    with pytest.raises(Unreadable) as caught:
        listing(pattern=r"/artykul/")
    assert "'/artykul/'" in caught.value.reason
    assert "6 links" in caught.value.reason


def test_a_pattern_that_is_no_regular_expression_is_the_desks_fault() -> None:
    with pytest.raises(SetupError):
        listing(pattern="(")


DIGEST = """<html><body><nav><h2>Menu</h2><p>Home</p></nav><h1>The week in Karvelia</h1>
<p>Updated all week.</p>
<h2>Friday, 8 May</h2>
<h3>Parliament adopts the budget</h3><p>It passed by <b>40</b> votes.</p>
<ul><li>Spending rises.</li><li>Taxes stay. Read more here</li></ul>
<p><a href="/x">Read more here</a></p>
<h3>Minister travels</h3><div>He went north.<br>He came back.</div>
<h3>Only a picture</h3><img src="a.jpg">
<h2>Thursday, 7 May, Karvelia. Bridge opens</h2>
<ul><li>Cars cross.</li><li><p>Boats too.</p></li></ul>
<h2>7 May 2026</h2><ul><li>Rain fell in the north. Roads were closed.</li></ul>
<h3>May 5 talks remembered</h3><p>They were long.</p>
<footer><p>Contact us</p></footer></body></html>"""


def digest(html: str = DIGEST, entry: str = "") -> tuple[Entry, ...]:
    return read_digest(html, URL + "#top", entry=entry, language="en", year_hint=HINT)


def test_a_digest_is_cut_at_its_headings_and_dated_by_its_day_headings() -> None:
    assert [(e.title, str(e.published)[:10]) for e in digest()] == [
        ("Parliament adopts the budget", "2026-05-08"),
        ("Minister travels", "2026-05-08"),
        ("Karvelia. Bridge opens", "2026-05-07"),
        ("Rain fell in the north", "2026-05-07"),
        ("May 5 talks remembered", "2026-05-07"),
    ]


def test_paragraphs_bullets_and_loose_text_make_the_body_and_pointers_go() -> None:
    first, second, third, *_ = digest()
    assert first.text == "It passed by 40 votes.\n\nSpending rises.\n\nTaxes stay."
    assert second.text == "He went north.\n\nHe came back."
    assert third.text == "Cars cross.\n\nBoats too."


def test_menus_and_footers_are_no_reports() -> None:
    assert not any("Contact" in entry.text or "Home" in entry.text for entry in digest())


def test_an_edited_body_keeps_its_address_and_another_headline_gets_another() -> None:
    before = [entry.url for entry in digest()]
    edited = [entry.url for entry in digest(DIGEST.replace("Cars cross.", "Trucks cross."))]
    renamed = [entry.url for entry in digest(DIGEST.replace("Bridge opens", "Bridge closes"))]
    assert edited == before
    assert sum(a != b for a, b in zip(before, renamed, strict=True)) == 1
    assert all(url.startswith(URL + "#2026-05-0") for url in before)


def test_a_headline_said_twice_on_a_day_gives_two_addresses() -> None:
    html = "<h2>8 May 2026</h2>" + "<h3>Same words</h3><p>body</p>" * 2
    first, second = digest(html)
    assert first.url != second.url


def test_an_xpath_of_the_source_says_what_opens_a_report() -> None:
    html = "<p><strong>One</strong></p><p>a</p><p><strong>Two</strong></p><p>b</p>"
    assert [(e.title, e.text) for e in digest(html, "//p/strong")] == [("One", "a"), ("Two", "b")]


def test_russian_days_are_read() -> None:
    (entry,) = digest("<h2>Пятница, 8 мая</h2><h3>Мост открыт</h3><p>Да. Читать далее</p>")
    assert (str(entry.published)[:10], entry.text) == ("2026-05-08", "Да.")


def test_a_digest_without_reports_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="headings"):
        digest("<h2>8 May</h2><p>nothing of note</p>")


@pytest.mark.parametrize("xpath", ["//h2[", "count(//h2)", "//@href"])
def test_an_xpath_that_finds_no_elements_is_a_named_error(xpath: str) -> None:
    with pytest.raises((SetupError, Unreadable)):
        digest(entry=xpath)


TAGS = st.lists(
    st.sampled_from(
        ["<h2>", "</h2>", "<h3>8 May 2026", "<p>", "<li>", "<a href='http://['>",
         "<a href=/news/1>",
         "<base href='//['>", "<time datetime='x'>", "text ", "<script>", "<!--", "\x00",
         "\ud800", "&#0;",
         "<?xml version='1.0' encoding='utf-16'?>", "]]>", "<svg>", "2026-05-08", "<br>"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(st.text(max_size=200) | TAGS)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_entries_or_a_named_error(html: str) -> None:
    for read in (lambda: digest(html), lambda: listing(html)):
        with contextlib.suppress(SourceError):
            assert read()


@pytest.mark.parametrize("pattern", [r"/(\w+)+$", r"^(\w|\w\w)*!$", r"^(?:.*a)+b"])
def test_a_pattern_that_does_not_come_to_an_end_is_stopped_and_named(pattern: str) -> None:
    addresses = [f"https://paper.example/{'a' * 60}!", "https://paper.example/a?x"]
    where = "https://paper.example/"
    with pytest.raises(Refused, match="does not come to an end"):
        wanted(where, (pattern, ""), [f"{'a' * 60}-", *addresses], seconds=1)
    with pytest.raises(Refused, match="does not come to an end"):
        wanted(where, ("", pattern), [f"{'a' * 60}-", *addresses], seconds=1)


def test_addresses_fit_the_first_pattern_and_not_the_second() -> None:
    one, two, three = "https://a.example/1", "https://a.example/22", "https://a.example/x"
    every = [one, two, three, one]
    assert wanted("x", ("", ""), every) == {one, two, three}
    assert wanted("x", (r"/\d", ""), every) == {one, two}
    assert wanted("x", (r"/\d+$", r"\d{2}"), every) == {one}
    assert wanted("x", ("", r"\d$"), every) == {three}
    with pytest.raises(SetupError, match="no regular expression"):
        wanted("x", ("", "("), every)

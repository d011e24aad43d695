"""A feed's entries are read whole or the feed's fault is named: never silence, never a crash."""

import contextlib
import json
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.collect.dates import read_date, read_day
from torimatome.collect.feed import FeedReading, read_feed
from torimatome.collect.feed_reading import MOST_ENTRIES
from torimatome.errors import Refused, SourceError, Unreadable

URL = "https://feed.example/rss.xml"

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Karvelia Wire</title>
<link>https://feed.example/</link><language>az-AZ</language>{items}</channel></rss>"""


def rss(items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(items=items, encoding=encoding).encode(encoding)


def item(title: str = "Bridge opens", date: str = "Fri, 08 May 2026 10:00:00 +0400") -> str:
    return (
        f"<item><title>{title}</title><link>https://feed.example/1</link>"
        f"<pubDate>{date}</pubDate></item>"
    )


def read(body: bytes | str) -> FeedReading:
    return read_feed(body.encode() if isinstance(body, str) else body, URL)


def test_an_rss_item_is_read_with_title_link_date_and_body() -> None:
    reading = read(
        rss(
            "<item><title>A &amp;amp; B: &lt;b&gt;bridge&lt;/b&gt; opens</title>"
            "<link> /news/1 </link><guid isPermaLink='false'>n1</guid>"
            "<pubDate>Fri, 08 May 2026 10:00:00 +0400</pubDate><description>Short &lt;i&gt;words"
            "&lt;/i&gt;</description><content:encoded><![CDATA[<p>One &nbsp;two.</p><p>Three<br>"
            "four.</p><script>no</script>]]></content:encoded></item>"
        )
    )
    (entry,) = reading.entries
    assert (reading.kind, reading.title, reading.language) == ("rss", "Karvelia Wire", "az")
    assert entry.title == "A & B: bridge opens"
    assert entry.url == "https://feed.example/news/1"
    assert entry.guid == "n1"
    assert entry.published == datetime(2026, 5, 8, 6, tzinfo=UTC)
    assert entry.summary == "Short words"
    assert entry.text == "One two.\n\nThree\n\nfour."
    assert entry.language == "az"
    assert reading.warnings == ()


def test_an_item_without_guid_is_known_by_its_link() -> None:
    (entry,) = read(rss(item())).entries
    assert entry.guid == ""
    assert entry.url == "https://feed.example/1"


def test_a_guid_that_is_a_permalink_stands_in_for_a_missing_link() -> None:
    reading = read(rss("<item><title>x</title><guid>https://feed.example/p/7</guid></item>"))
    assert reading.entries[0].url == "https://feed.example/p/7"


def test_entries_without_any_link_stay_apart_and_are_warned_of() -> None:
    reading = read(rss("<item><title>one</title></item><item><title>two</title></item>"))
    first, second = reading.entries
    assert first.url != second.url
    assert first.url.startswith(URL + "#")
    assert any("without a link" in warning for warning in reading.warnings)


def test_a_link_that_runs_a_script_is_not_followed() -> None:
    reading = read(rss("<item><title>x</title><link>javascript:alert(1)</link></item>"))
    assert reading.entries[0].url.startswith(URL + "#")


def test_atom_links_resolve_against_xml_base_and_prefer_the_page() -> None:
    reading = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/blog/"
        xml:lang="ru"><title>A</title><entry xml:base="may/">
        <title type="html">5 &amp;lt; 6 &amp;amp; up</title>
        <id>tag:a.example,2026:1</id><link rel="self" href="self.atom"/>
        <link rel="enclosure" href="a.mp3"/><link rel="alternate" href="one.html"/>
        <published>2026-05-08T10:00:00+04:00</published><updated>2026-05-08T11:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>P1</p><p>P2</p></div>
        </content></entry></feed>"""
    )
    (entry,) = reading.entries
    assert (reading.kind, entry.language) == ("atom", "ru")
    assert entry.url == "https://a.example/blog/may/one.html"
    assert entry.title == "5 < 6 & up"
    assert entry.text == "P1\n\nP2"
    assert entry.published == datetime(2026, 5, 8, 6, tzinfo=UTC)
    assert entry.updated == datetime(2026, 5, 8, 11, tzinfo=UTC)


def test_atom_plain_text_may_speak_of_tags() -> None:
    reading = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="text">The &lt;b&gt; tag'
        '</title><link href="https://a.example/1"/></entry></feed>'
    )
    assert reading.entries[0].title == "The <b> tag"


def test_rdf_items_outside_the_channel_are_found_and_known_by_about() -> None:
    reading = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://r.example/"><title>R</title></channel>
        <item rdf:about="https://r.example/9"><title>Nine</title><dc:date>2026-05-08T12:00+09:00
        </dc:date><dc:language>ja</dc:language></item></rdf:RDF>"""
    )
    (entry,) = reading.entries
    assert (reading.kind, entry.url, entry.language) == ("rdf", "https://r.example/9", "ja")
    assert entry.published == datetime(2026, 5, 8, 3, tzinfo=UTC)


def test_a_channel_definition_file_is_read() -> None:
    reading = read('<CHANNEL><ITEM HREF="https://c.example/1" LASTMOD="2026-05-08T00:00Z">'
                   "<TITLE>C</TITLE></ITEM></CHANNEL>")  # fmt: skip
    assert [(e.url, e.title) for e in reading.entries] == [("https://c.example/1", "C")]


def test_a_json_feed_is_read_and_its_numbers_are_guids() -> None:
    reading = read(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "J",
                "language": "en-GB",
                "items": [
                    {
                        "id": 7,
                        "url": "https://j.example/7",
                        "title": "Seven\ud800 &amp; eight",
                        "content_html": "<p>a</p><p>b</p>",
                        "date_published": "2026-05-08T10:00:00+04:00",
                    }
                ],
            }
        )
    )
    (entry,) = reading.entries
    assert (reading.kind, reading.language, entry.guid) == ("json", "en", "7")
    assert entry.title == "Seven & eight"
    assert entry.text == "a\n\nb"


def test_a_json_feed_cut_off_gives_the_items_before_the_cut() -> None:
    whole = json.dumps(
        {"items": [{"id": str(n), "url": f"https://j.example/{n}"} for n in range(5)]}
    )
    reading = read(whole[: whole.index('"3"')])
    assert len(reading.entries) == 3
    assert any("broken" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", "Just a m"),
        (b"<html><body>blocked</body></html>", "HTML page"),
        (b"404 page not found", "404 page not found"),
        (b'{"status": "error"}', "'status'"),
        (b"{oops", "JSON is broken"),
        (b"[1, 2]", "feed"),
        (b"<urlset><url><loc>https://a.example</loc></url></urlset>", "sitemap"),
        (b"<note><to>x</to></note>", "<note>"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "not XML"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(body)
    assert said in caught.value.reason
    assert caught.value.subject == URL


def test_a_feed_without_entries_is_no_error_but_a_warning() -> None:
    reading = read(rss(""))
    assert reading.entries == ()
    assert reading.warnings


@pytest.mark.parametrize(
    "broken",
    [
        rss(item("Fish & chips")),
        rss(item("Caf&eacute; &nbsp; &copy; &unknown;")),
        rss(item("5 < 6 <3")),
        rss(item("bell \x07 and \x00 null")),
        b"\r\n\r\n" + rss(item()),
        b"<br />\n<b>Warning</b>: include() in /x.php\n" + rss(item()),
        rss(item())[:-30],
        rss(item()).replace(b"</item>", b""),
        rss(item()).replace(b"</title><link>", b"<link>"),
        rss(item()).replace(b"utf-8", b"utf-16"),
        rss(item()).replace(b"utf-8", b"no-such-charset"),
        rss(item("<![CDATA[open")),
        rss(item()) + b"<script>late()</script>",
        rss(item()).replace(b"</rss>", b""),
        rss("<zz:made>up</zz:made>" + item()),
    ],
)
def test_broken_xml_gives_its_entry(broken: bytes) -> None:
    reading = read(broken)
    assert len(reading.entries) == 1
    assert reading.entries[0].title


def test_a_feed_that_had_to_be_mended_says_so() -> None:
    assert any("XML" in warning for warning in read(rss(item("Fish & chips"))).warnings)


def test_one_broken_item_spoils_no_other() -> None:
    items = item("one") + "<item><title><![CDATA[two]></title></item>" + item("three") * 3
    reading = read(rss(items))
    assert len(reading.entries) == 5
    assert [entry.title for entry in reading.entries][-1] == "three"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r", "utf-8-sig"])
def test_cyrillic_is_read_in_the_encoding_declared(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    body = RSS.format(items=item("Мост открыт для движения"), encoding=declared).encode(encoding)
    assert read(body).entries[0].title == "Мост открыт для движения"


def test_utf_8_that_is_declared_as_something_else_is_read_as_utf_8() -> None:
    body = rss(item("Körpü açıldı, Bakıda")).replace(b'encoding="utf-8"', b'encoding="iso-8859-1"')
    assert read(body).entries[0].title == "Körpü açıldı, Bakıda"


def test_http_may_name_the_encoding() -> None:
    body = rss(item("Мост открыт")).replace(b' encoding="utf-8"', b"").decode().encode("cp1251")
    assert read_feed(body, URL, charset="windows-1251").entries[0].title == "Мост открыт"


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)


@pytest.mark.parametrize(
    "doctype",
    [
        BOMB,
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY x PUBLIC "-//x" "http://127.0.0.1/x">]>',
        "<!-- a comment --><!DOCTYPE rss [\n<!ENTITY b\n'&a;&a;'><!ENTITY a 'x'>]>",
    ],
)
def test_entities_that_grow_or_read_files_are_refused(doctype: str) -> None:
    with pytest.raises(Refused, match="entity"):
        read(f"<?xml version='1.0'?>{doctype}<rss><channel>{item('&x;&a9;')}</channel></rss>")


def test_a_harmless_declared_entity_is_left_unexpanded() -> None:
    reading = read(
        f'<!DOCTYPE rss [<!ENTITY id "secret">]><rss><channel>{item("&id;")}</channel></rss>'
    )
    assert "secret" not in reading.entries[0].title
    assert any("not expanded" in warning for warning in reading.warnings)


def test_more_entries_than_anyone_needs_are_cut_and_said() -> None:
    reading = read(rss("<item><link>https://feed.example/1</link></item>" * (MOST_ENTRIES + 5)))
    assert len(reading.entries) == MOST_ENTRIES
    assert any("cut after" in warning for warning in reading.warnings)


@pytest.mark.parametrize("part", ["<a>" * 50_000, "<![CDATA[" * 50_000, "<!--" * 50_000,
                                  "&" * 200_000, "<item " * 20_000, "<item>" * 20_000,
                                  "<!DOCTYPE x [" * 5_000, "<?xml" * 50_000])  # fmt: skip
def test_hostile_nesting_ends_soon(part: str) -> None:
    started = datetime.now(UTC)
    with contextlib.suppress(SourceError):
        read(f"<rss><channel>{part}")
    assert (datetime.now(UTC) - started).total_seconds() < 10


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Fri, 08 May 2026 10:00:00 JST", "2026-05-08T01:00"),
        ("Fri, 08 May 2026 10:00:00 MSK", "2026-05-08T07:00"),
        ("Fri, 08 May 2026 10:00:00 AZT", "2026-05-08T06:00"),
        ("Fri, 08 May 2026 10:00:00 EST", "2026-05-08T15:00"),
        ("Fri, 8 May 26 10:00 GMT", "2026-05-08T10:00"),
        ("Friday, May 8, 2026 10:05 PM PDT", "2026-05-09T05:05"),
        ("8 мая 2026, 10:00 +0300", "2026-05-08T07:00"),
        ("08.05.2026 10:00:00 +04:00", "2026-05-08T06:00"),
        ("2026-05-08T10:00:00.1234567+04:00", "2026-05-08T06:00"),
        ("2026-05-08T24:00:00Z", "2026-05-09T00:00"),
        ("20260508T100000Z", "2026-05-08T10:00"),
        ("Fri May 08 10:00:00 +0400 2026", "2026-05-08T06:00"),
        ("Fri May 08 2026 10:00:00 GMT+0400 (Azerbaijan Standard Time)", "2026-05-08T06:00"),
        ("2026-05-08 10:00 Asia/Tokyo", "2026-05-08T01:00"),
        ("2026年5月8日 10:00 JST", "2026-05-08T01:00"),
        ("1778234400", "2026-05-08T10:00"),
        ("2026-05-08T10:00:00 04:00", "2026-05-08T06:00"),
        ("2026-128T10:00:00Z", "2026-05-08T10:00"),
    ],
)
def test_a_date_is_read_in_its_zone(text: str, utc: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert found.zone_known


@pytest.mark.parametrize(
    "text", ["", "soon", "Mon, 32 May 2026", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-10:00",
             "03/04/2026", "99:99", "2026-13-40", "9" * 500, "²⁰²⁶-⁰⁵-⁰⁸"]
)  # fmt: skip
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_a_date_without_a_zone_is_taken_as_utc_and_warned_of() -> None:
    reading = read(rss(item(date="Fri, 08 May 2026 10:00:00")))
    assert reading.entries[0].published == datetime(2026, 5, 8, 10, tzinfo=UTC)
    assert any("without a zone" in warning for warning in reading.warnings)


def test_a_day_without_a_year_is_put_nearest_to_the_hint() -> None:
    hint = datetime(2026, 1, 2, tzinfo=UTC).date()
    assert str(read_day("Wednesday, 31 December", hint)) == "2025-12-31"
    assert read_day("Wednesday, 31 December") is None


SOUP = st.lists(
    st.sampled_from(
        ["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<entry", ">", "&lt;",
         "&#x0;", "&#55296;", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE", "<!ENTITY a '&a;'>",
         "{", '"items":[', "]", "}", "<feed xmlns='http://www.w3.org/2005/Atom'>", "\x00",
         "é", "\ud800",
         "<link>http://[", "<pubDate>1 Jan 1", "xml:base='http://['", "<?xml version='1.1'?>",
         "xmlns:a=''", "<a:b>", "<html>"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(st.binary(max_size=400) | SOUP.map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_reading_or_a_named_error(body: bytes) -> None:
    with contextlib.suppress(SourceError):
        assert all(entry.url.startswith("http") for entry in read(body).entries)


LETTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Cf", "Co"), exclude_characters="<>&"
)
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(lambda t: " ".join(t.split())).filter(bool)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
ITEMS = st.lists(st.tuples(WORDS, MOMENTS), max_size=6)


@given(ITEMS, st.sampled_from(["rss", "atom", "json"]))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(items: list[tuple[str, datetime]], kind: str) -> None:
    links = [f"https://x.example/{number}" for number in range(len(items))]
    rows = [(link, title, moment) for link, (title, moment) in zip(links, items, strict=True)]
    if kind == "rss":
        body = rss("".join(
            f"<item><title>{escape(title)}</title><link>{link}</link>"
            f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for link, title, moment in rows)).decode()  # fmt: skip
    elif kind == "atom":
        body = '<feed xmlns="http://www.w3.org/2005/Atom">' + "".join(
            f'<entry><title>{escape(title)}</title><link href="{link}"/>'
            f"<published>{moment.isoformat()}</published></entry>"
            for link, title, moment in rows) + "</feed>"  # fmt: skip
    else:
        body = json.dumps({"items": [
            {"url": link, "title": title, "date_published": moment.isoformat()}
            for link, title, moment in rows]})  # fmt: skip
    entries = read(body).entries
    assert [(e.url, e.title, e.published) for e in entries] == rows

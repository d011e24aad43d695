"""A sitemap's pages and nested sitemaps are read, bounded, or its fault is named."""

import contextlib
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.collect.sitemap import read_sitemap
from torimatome.errors import Refused, SourceError, Unreadable

URL = "https://paper.example/sitemap.xml"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "sitemaps"

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?><urlset
 xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> /news/1.html </loc><lastmod>2026-05-08T12:00:00+04:00</lastmod>
<news:news><news:publication><news:name>Paper</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-05-08T10:00:00+04:00</news:publication_date>
<news:title>Bridge &amp; tunnel open</news:title></news:news>
<image:image><image:loc>https://paper.example/a.jpg</image:loc><image:title>no</image:title>
</image:image></url></urlset>"""


def test_a_news_sitemap_says_title_language_and_when_it_was_published() -> None:
    (entry,) = read_sitemap(NEWS, URL).entries
    assert entry.url == "https://paper.example/news/1.html"
    assert entry.title == "Bridge & tunnel open"
    assert entry.language == "en"
    assert entry.published == datetime(2026, 5, 8, 6, tzinfo=UTC)
    assert entry.updated == datetime(2026, 5, 8, 8, tzinfo=UTC)


def test_lastmod_is_no_day_of_publication() -> None:
    body = (
        b"<urlset><url><loc>https://a.example/1</loc><lastmod>2026-05-08</lastmod></url></urlset>"
    )
    (entry,) = read_sitemap(body, URL).entries
    assert entry.published is None
    assert entry.updated == datetime(2026, 5, 8, tzinfo=UTC)


def test_an_index_names_further_sitemaps_once_each() -> None:
    body = b"""<sitemapindex xmlns="http://www.google.com/schemas/sitemap/0.84">
    <sitemap><loc>/a.xml</loc></sitemap><sitemap>https://paper.example/b.xml</sitemap>
    <sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"""
    reading = read_sitemap(body, URL)
    assert reading.children == ("https://paper.example/a.xml", "https://paper.example/b.xml")
    assert reading.entries == ()


def test_a_wrong_or_prefixed_namespace_is_tolerated() -> None:
    body = b"""<s:urlset xmlns:s="urn:wrong"><s:url><s:loc>https://a.example/1</s:loc></s:url>
    </s:urlset>"""
    assert [entry.url for entry in read_sitemap(body, URL).entries] == ["https://a.example/1"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_text_sitemap_is_read_packed_or_not(packed: bool) -> None:
    body = "\ufeffhttps://a.example/1\r\nhttps://a.example/2\r\n\r\n".encode()
    reading = read_sitemap(gzip.compress(body) if packed else body, URL)
    assert [entry.url for entry in reading.entries] == [
        "https://a.example/1",
        "https://a.example/2",
    ]


def test_a_packed_sitemap_cut_off_gives_what_came() -> None:
    rows = b"".join(b"<url><loc>https://a.example/%d</loc></url>" % n for n in range(5000))
    packed = gzip.compress(b"<urlset>" + rows + b"</urlset>")
    reading = read_sitemap(packed[: len(packed) // 2], URL)
    assert 500 < len(reading.entries) < 5000
    assert reading.warnings


def test_a_packed_bomb_is_refused() -> None:
    with pytest.raises(Refused, match="unpacks to more"):
        read_sitemap(gzip.compress(bytes(60_000_000)), URL)


def test_a_feed_given_as_sitemap_is_read_as_the_protocol_allows() -> None:
    body = b"<rss><channel><item><link>https://a.example/1</link></item></channel></rss>"
    assert read_sitemap(body, URL).entries[0].url == "https://a.example/1"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"<html><head><title>Denied</title></head></html>", "Denied"),
        (b"User-agent: *\nDisallow: /", "User-agent"),
        (b"<note/>", "<note>"),
        (b"\x1f\x8bxx", "gzip"),
    ],
)
def test_what_is_no_sitemap_is_named(body: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_sitemap(body, URL)
    assert said in caught.value.reason


def test_an_entity_bomb_in_a_sitemap_is_refused() -> None:
    doctype = b'<!DOCTYPE u [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'
    body = doctype + b"<urlset><url><loc>&c;</loc></url></urlset>"
    with pytest.raises(Refused):
        read_sitemap(body, URL)


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda body: b"\x1f\x8b\x08" + body))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_reading_or_a_named_error(body: bytes) -> None:
    with contextlib.suppress(SourceError):
        assert isinstance(read_sitemap(body, URL).entries, tuple)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/sitemaps")
def test_every_shared_sitemap_gives_addresses() -> None:
    names = [path for path in sorted(SHARED.rglob("*sitemap*")) if path.is_file()]
    names = [path for path in names if "robots" not in path.parts]
    assert names
    for path in names:
        reading = read_sitemap(path.read_bytes(), URL)
        assert reading.entries or reading.children, path.name

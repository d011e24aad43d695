"""WARC archives, saved pages and JSON lines come in whole, bounded, and each fault is named."""

import contextlib
import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.collect.folder import SavedPage, read_folder
from torimatome.collect.jsonl import MOST_LINE, JsonArticle, read_jsonl
from torimatome.collect.warc import MOST_BODY, WarcPage, read_warc
from torimatome.errors import Refused, SourceError, Unreadable

SHARED = Path(__file__).parents[2] / "shared" / "data" / "warc"
PAGE = b"<!doctype html><html><body><p>Bridge opens in Karvelia.</p></body></html>"
ZIPPED = gzip.compress(PAGE, mtime=0)


def record(
    body: bytes,
    http: str = "",
    url: str = "https://paper.example/1",
    kind: str = "response",
    status: str = "200 OK",
) -> bytes:
    media_type = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=UTF-8\r\n{http}\r\n".encode()
    block = (head if kind == "response" else b"") + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2026-05-08T06:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def warc(body: bytes) -> tuple[list[WarcPage], list[SourceError]]:
    pages, errors = [], []
    for found in read_warc(io.BytesIO(body), "a.warc"):
        if isinstance(found, WarcPage):
            pages.append(found)
        else:
            errors.append(found)
    return pages, errors


def test_a_warc_page_comes_with_address_moment_and_decoded_body() -> None:
    (page,), errors = warc(record(PAGE))
    assert errors == []
    assert page.url == "https://paper.example/1"
    assert page.fetched == datetime(2026, 5, 8, 6, tzinfo=UTC)
    assert (page.status, page.media_type, page.charset) == (200, "text/html", "utf-8")
    assert page.body == PAGE
    assert len(page.sha256) == 64


@pytest.mark.parametrize(
    ("http", "body"),
    [
        ("Content-Encoding: gzip\r\n", ZIPPED),
        ("Content-Encoding: br\r\n", brotli.compress(PAGE)),
        ("Content-Encoding: gzip\r\n", PAGE),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ("Transfer-Encoding: chunked\r\n", PAGE),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(ZIPPED), ZIPPED),
        ),
    ],
)  # fmt: skip
def test_encodings_are_undone_and_false_claims_of_them_forgiven(http: str, body: bytes) -> None:
    (page,), _ = warc(record(body, http))
    assert page.body == PAGE


def test_only_pages_of_the_web_that_answered_well_are_given() -> None:
    archive = (
        record(PAGE, status="404 Not Found")
        + record(PAGE, url="dns:paper.example")
        + record(b"\x89PNG", "", "https://paper.example/a.png").replace(
            b"text/html;", b"image/png;"
        )
        + record(PAGE, url="<https://paper.example/wget>")
        + record(PAGE, url="https://paper.example/resource", kind="resource")
    )
    pages, errors = warc(archive)
    assert [page.url for page in pages] == [
        "https://paper.example/wget",
        "https://paper.example/resource",
    ]
    assert errors == []


def test_an_archive_without_pages_says_so() -> None:
    pages, (error,) = warc(record(PAGE, status="404 Not Found"))
    assert pages == []
    assert "no page or feed" in error.reason


def test_a_broken_member_loses_its_own_page_and_is_reported() -> None:
    members = [gzip.compress(record(PAGE, url=f"https://paper.example/{n}")) for n in range(4)]
    members[1] = members[1][:40] + bytes(30) + members[1][70:]
    pages, errors = warc(b"".join(members))
    assert {"https://paper.example/0", "https://paper.example/3"} <= {page.url for page in pages}
    assert any("broken" in error.reason for error in errors)


def test_a_page_cut_short_is_given_with_a_warning() -> None:
    (page,), _ = warc(record(PAGE)[:-30])
    assert page.body in PAGE
    assert any("cut short" in warning for warning in page.warnings)


def test_a_page_that_unpacks_without_end_is_refused_and_the_next_one_read() -> None:
    bomb = record(gzip.compress(bytes(MOST_BODY + 10)), "Content-Encoding: gzip\r\n")
    pages, errors = warc(bomb + record(PAGE))
    assert [type(error) for error in errors] == [Refused]
    assert [page.body for page in pages] == [PAGE]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"just words\n" * 20, "no WARC"),
        (b"filedesc://a.arc 0.0.0.0 20260508060000 text/plain 75\n1 0 x\n", "ARC"),
        (gzip.compress(b"filedesc://a.arc 0.0.0.0 20260508060000 text/plain 75\n"), "ARC"),
        (b"\x1f\x8b\x08 broken", "no WARC"),
    ],
)
def test_what_is_no_warc_is_named(body: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        warc(body)


def test_a_warc_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"gone\.warc"):
        list(read_warc(tmp_path / "gone.warc"))


CUTS = st.lists(st.tuples(st.integers(0, 1500), st.binary(max_size=12)), min_size=1, max_size=6)


@given(CUTS, st.booleans())
@settings(max_examples=120, deadline=None)
def test_a_damaged_archive_gives_pages_or_named_errors(
    cuts: list[tuple[int, bytes]], packed: bool
) -> None:
    whole = record(PAGE) + record(gzip.compress(PAGE), "Content-Encoding: gzip\r\n") + record(PAGE)
    body = gzip.compress(whole) if packed else whole
    for place, junk in cuts:
        at = place % len(body)
        body = body[:at] + junk + body[at + len(junk) // 2 :]
    with contextlib.suppress(SourceError):
        assert all(page.url for page in warc(body)[0])


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/warc")
def test_every_shared_archive_gives_pages_or_a_named_error() -> None:
    pages = 0
    for path in sorted(SHARED.rglob("*")):
        if path.is_file() and any(part in path.name for part in (".warc", ".arc")):
            try:
                pages += sum(isinstance(found, WarcPage) for found in read_warc(path))
            except SourceError:
                assert ".arc" in path.name
    assert pages >= 80


def page_with(head: str) -> str:
    return f"<!doctype html><html><head>{head}</head><body><p>Words.</p></body></html>"


@pytest.mark.parametrize(
    "html",
    [
        page_with('<link rel="canonical" href="https://paper.example/1">'),
        page_with('<meta property="og:url" content="https://paper.example/1">'),
        "<!-- saved from url=(0023)https://paper.example/1 -->\n" + page_with(""),
        "<!--\n Page saved with SingleFile\n url: https://paper.example/1\n-->" + page_with(""),
    ],
)
def test_a_saved_page_is_traced_to_its_address(html: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.html.gz").write_bytes(gzip.compress(html.encode()))
    (tmp_path / "notes.txt").write_text("not a page")
    (page,) = read_folder(tmp_path)
    assert isinstance(page, SavedPage)
    assert (page.file, page.url) == ("sub/a.html.gz", "https://paper.example/1")
    assert page.body == html.encode()


def test_an_mhtml_file_gives_its_page_and_address(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://paper.example/1\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=windows-1251\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        b"PHA+x+Tw4OLx8uLz6fLlPC9wPg==\r\n--b--\r\n"
    )
    (page,) = read_folder(tmp_path)
    assert isinstance(page, SavedPage)
    assert (page.url, page.charset) == ("https://paper.example/1", "windows-1251")
    assert page.body.startswith(b"<p>")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (page_with("").encode(), "address"),
        (b"", "empty"),
        (b"\x1f\x8bxx", "gzip"),
        (page_with('<link rel="canonical" href="javascript:x">').encode(), "address"),
    ],
)
def test_a_saved_page_that_cannot_be_used_is_named_and_the_next_read(
    body: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_bytes(body)
    good = page_with('<link rel="canonical" href="https://paper.example/2">')
    (tmp_path / "b.html").write_text(good)
    first, second = read_folder(tmp_path)
    assert isinstance(first, Unreadable)
    assert (first.subject, said in first.reason) == ("a.html", True)
    assert isinstance(second, SavedPage)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no folder"):
        list(read_folder(tmp_path / "gone"))


GOOD = {
    "url": "https://paper.example/1",
    "title": " Bridge  opens ",
    "text": "One\r\ntwo.\r\n\r\nThree.",
    "published": "2026-05-08T01:00:00+04:00",
    "language": "en-GB",
    "outlet": "paper",
}


def lines(tmp_path: Path, body: bytes) -> list[JsonArticle | SourceError]:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(body)
    return list(read_jsonl(path))


def test_a_json_line_becomes_an_article_with_the_day_as_written(tmp_path: Path) -> None:
    (found,) = lines(tmp_path, b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n")
    assert isinstance(found, JsonArticle)
    assert (found.line, found.url, found.title) == (1, GOOD["url"], "Bridge opens")
    assert found.text == "One two.\n\nThree."
    assert found.published == datetime(2026, 5, 7, 21, tzinfo=UTC)
    assert (found.day, found.zone_known) == ("2026-05-08", True)
    assert (found.language, found.outlet) == ("en", "paper")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": None}, "'title' must be text"),
        ({"title": " "}, "'title' is empty"),
        ({"text": ["a"]}, "'text' must be text"),
        ({"url": "ftp://x"}, "'url' is no"),
        ({"published": "whenever"}, "'published'"),
        ({"outlet": 7}, "'outlet'"),
    ],
)
def test_a_line_that_lacks_something_says_what_and_where(
    change: dict[str, object], said: str, tmp_path: Path
) -> None:
    bad, good = lines(
        tmp_path, b"\n".join(json.dumps(row).encode() for row in (GOOD | change, GOOD))
    )
    assert isinstance(bad, Unreadable)
    assert bad.subject == "articles.jsonl, line 1"
    assert said in bad.reason
    assert isinstance(good, JsonArticle)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "no JSON"),
        (b"[]", "list"),
        (b"\xff{}", "UTF-8"),
        (b"[" * 100_000, "JSON"),
        (b"{}", "'url'"),
    ],
)
def test_a_line_that_is_no_object_is_named(line: bytes, said: str, tmp_path: Path) -> None:
    (bad,) = lines(tmp_path, line)
    assert isinstance(bad, Unreadable)
    assert said in bad.reason


def test_a_line_without_end_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    body = b'"' + b"x" * (MOST_LINE + 10) + b'"\n' + json.dumps(GOOD).encode()
    bad, good = lines(tmp_path, body)
    assert isinstance(bad, Refused)
    assert isinstance(good, JsonArticle)
    assert good.line == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        list(read_jsonl(tmp_path / "gone.jsonl"))

"""The invented web is real files and real HTTP: the same each time, and true to its wire."""

import gzip
import http.client
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from torimatome.demo.feeds import WINDOW
from torimatome.demo.layouts import LAYOUTS, NOTICE, OF_OUTLET
from torimatome.demo.serve import DemoServer, found, media_type
from torimatome.demo.site import Correction, WireArticle, lay_out, plan, read_wire
from torimatome.errors import SetupError
from torimatome.model import Outlet, Source, SourceKind

ZONE = timezone(timedelta(hours=4))
START = datetime(2026, 5, 8, 9, 0, tzinfo=ZONE)
SHIPPED = Path(__file__).parents[1] / "src/torimatome/desks/demo/wire"


def outlet(name, kind=SourceKind.FEED, path="/feed.xml", language="en"):
    home = f"http://{name}.example/"
    source = Source(f"{name}/one", name, kind, home.rstrip("/") + path, language)
    return Outlet(
        name, name.title(), name.upper(), home, hosts=(f"{name}.example",), sources=(source,)
    )


OUTLETS = (
    outlet("ona"),
    outlet("tidings", path="/feed.atom"),
    outlet("vestnik", language="ru"),
    outlet("ufuk", path="/feed.json", language="tr"),
    outlet("mfa-ov", SourceKind.LISTING, "/en/news"),
    outlet("mod-ov", SourceKind.SITEMAP, "/sitemap-news.xml"),
    outlet("lantern", SourceKind.DIGEST, "/this-week"),
    outlet("kta"),
    outlet("ledger"),
    outlet("orvenia24"),
    outlet("gazette"),
)
LANGUAGE = {"vestnik": "ru", "ufuk": "tr"}
TEXT = 'Two <b>guards</b> & a dog crossed "the bridge".\n\nThe ferry waited.\n\n- a list\n- of two'


def article(number, of, **changes):
    made = WireArticle(
        id=f"{of}-{number}",
        outlet=of,
        language=LANGUAGE.get(of, "en"),
        published=START + timedelta(hours=number),
        path="/this-week" if of == "lantern" else f"/en/news/no-{number}.html",
        title=f"Ferry {number} & bridge <{of}>",
        text="Паром “ждал” у моста.\n\nМост — закрыт." if of == "vestnik" else TEXT,
        category="society",
        digest=of == "lantern",
    )
    return replace(made, **changes)


WIRE = tuple(article(n, o.id) for o in OUTLETS for n in range(6))
LATER = START + timedelta(days=1)


def files_of(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_the_same_moment_gives_the_same_bytes(tmp_path):
    lay_out(WIRE, OUTLETS, LATER, tmp_path / "one")
    lay_out(WIRE[::-1], OUTLETS, LATER, tmp_path / "two")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_laying_out_again_touches_no_file(tmp_path):
    lay_out(WIRE, OUTLETS, LATER, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    lay_out(WIRE, OUTLETS, LATER + timedelta(minutes=1), tmp_path)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()} == before


def test_what_is_not_out_yet_is_nowhere(tmp_path):
    lay_out(WIRE, OUTLETS, LATER, tmp_path)
    lay_out(WIRE, OUTLETS, START + timedelta(hours=2), tmp_path)
    assert (tmp_path / "ona.example/en/news/no-2.html").exists()
    assert not (tmp_path / "ona.example/en/news/no-3.html").exists()
    assert b"no-3.html" not in b"".join(files_of(tmp_path).values())


@pytest.mark.parametrize("of", ["ona", "tidings", "ledger", "kta", "orvenia24"])
def test_a_clean_feed_is_well_formed_and_gives_back_titles_times_and_order(of):
    files = plan(WIRE, OUTLETS, LATER)
    name = f"{of}.example/feed.{'atom' if of == 'tidings' else 'xml'}"
    etree.fromstring(files[name])
    feed = feedparser.parse(files[name])
    assert not feed.bozo
    titles = [unescape(entry.title) for entry in feed.entries]
    assert titles == [f"Ferry {n} & bridge <{of}>" for n in range(5, -1, -1)]
    assert feed.entries[0].link == f"http://{of}.example/en/news/no-5.html"
    moment = datetime(*feed.entries[0].published_parsed[:6], tzinfo=UTC)
    assert moment == START + timedelta(hours=5)


def test_feeds_carry_as_much_of_the_text_as_they_should():
    files = plan(WIRE, OUTLETS, LATER)
    assert b"ferry waited" not in files["ona.example/feed.xml"]
    assert b"ferry waited" in files["tidings.example/feed.atom"]
    assert b"ferry waited" in files["ledger.example/feed.xml"]
    assert b"ferry waited" not in files["kta.example/feed.xml"]


def test_the_russian_feed_is_broken_xml_in_windows_1251_and_can_still_be_read():
    content = plan(WIRE, OUTLETS, LATER)["vestnik.example/feed.xml"]
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(content)
    assert "Паром".encode("windows-1251") in content
    assert b"<guid" not in content
    feed = feedparser.parse(content)
    assert [e.link[-9:] for e in feed.entries] == [f"no-{n}.html" for n in range(5, -1, -1)]


def test_the_turkish_feed_is_json():
    feed = json.loads(plan(WIRE, OUTLETS, LATER)["ufuk.example/feed.json"])
    assert feed["version"].endswith("/1.1")
    assert [item["title"][:7] for item in feed["items"]][:2] == ["Ferry 5", "Ferry 4"]


def test_the_blocked_feed_is_a_page_for_browsers():
    content = plan(WIRE, OUTLETS, LATER)["gazette.example/feed.xml"]
    assert content.startswith(b"<!DOCTYPE html>")
    assert feedparser.parse(content).entries == []


def test_the_sitemap_and_the_listing_name_every_page():
    files = plan(WIRE, OUTLETS, LATER)
    sitemap = etree.fromstring(files["mod-ov.example/sitemap-news.xml"])
    assert len(sitemap.findall("{*}url/{*}loc")) == 6
    assert len(sitemap.findall(".//{*}publication_date")) == 6
    listing = html.fromstring(files["mfa-ov.example/en/news/index.html"])
    linked = [a for a in listing.xpath("//a/@href") if re.search(r"/en/news/no-\d\.html$", a)]
    assert len(linked) == 6


def test_the_digest_is_one_page_newest_day_first_and_forgets_after_a_week():
    wire = [article(n, "lantern", published=START + timedelta(days=n)) for n in range(9)]
    moment = START + timedelta(days=8, hours=1)
    page = html.fromstring(plan(wire, OUTLETS, moment)["lantern.example/this-week/index.html"])
    assert page.xpath("//h2/text()")[0] == "Saturday, 16 May 2026"
    assert len(page.xpath("//h3")) == 7
    assert page.xpath("//h3/text()")[0].startswith("Ferry 8 ")
    assert page.xpath("//h3[1]/following-sibling::ul[1]/li/text()") == ["a list", "of two"]


def test_a_feed_read_once_a_day_loses_nothing_however_busy_the_outlet():
    wire = [article(n, "ona", published=START + timedelta(minutes=20 * n)) for n in range(300)]
    seen = set()
    for day in range(6):
        moment = START + timedelta(days=day)
        feed = feedparser.parse(plan(wire, OUTLETS, moment)["ona.example/feed.xml"])
        seen |= {entry.link for entry in feed.entries}
    assert len(seen) == 300


def test_a_feed_holds_a_window_and_no_more():
    wire = [article(n, "ona", published=START + timedelta(days=n)) for n in range(40)]
    feed = feedparser.parse(plan(wire, OUTLETS, START + timedelta(days=40))["ona.example/feed.xml"])
    assert len(feed.entries) == WINDOW


def test_a_corrected_text_changes_its_page_and_no_other_from_that_moment_on():
    at = START + timedelta(hours=10)
    fixed = article(3, "ona", corrected=Correction(at, text="Three guards crossed."))
    wire = [fixed if a.id == "ona-3" else a for a in WIRE]
    before, after = (plan(wire, OUTLETS, at + timedelta(minutes=m)) for m in (-1, 0))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"ona.example/en/news/no-3.html"}
    assert b"Three guards crossed." in after["ona.example/en/news/no-3.html"]
    assert b"dateModified" in after["ona.example/en/news/no-3.html"]


def test_a_corrected_title_does_not_change_the_pages_that_link_to_it():
    at = START + timedelta(hours=10)
    fixed = article(3, "kta", corrected=Correction(at, title="Another title"))
    wire = [fixed if a.id == "kta-3" else a for a in WIRE]
    before, after = (plan(wire, OUTLETS, at + timedelta(minutes=m)) for m in (-1, 0))
    changed = {name.partition("/")[2] for name in after if after[name] != before.get(name)}
    assert changed == {"en/news/no-3.html", "feed.xml", "index.html"}


def test_an_undated_article_gives_its_day_away_nowhere():
    for of in OF_OUTLET:
        files = plan([article(1, of, undated=True)], OUTLETS, LATER)
        everything = b"".join(files.values())
        for sign in (b"2026-", b"May 2026", b"08.05.2026", b"<pubDate>", b"2026, "):
            assert sign not in everything, (of, sign)


def test_there_are_at_least_eight_layouts_and_each_outlet_keeps_to_its_own():
    assert len(LAYOUTS) >= 8
    assert len({OF_OUTLET[o.id] for o in OUTLETS if o.id in OF_OUTLET}) >= 8


@pytest.mark.parametrize("of", sorted(OF_OUTLET))
def test_every_page_shows_its_text_escaped_and_says_that_it_is_invented(of):
    content = plan(WIRE, OUTLETS, LATER)[f"{of}.example/en/news/no-4.html"]
    page = html.fromstring(content)
    words = " ".join(page.text_content().split())
    assert page.xpath("//h1 | //h2")[0].text_content() == f"Ferry 4 & bridge <{of}>"
    assert NOTICE[LANGUAGE.get(of, "en")] in words
    if of != "vestnik":
        assert 'Two <b>guards</b> & a dog crossed "the bridge".' in words
        assert page.xpath("//ul/li[text()='of two']")


def test_the_old_press_page_declares_the_encoding_it_is_in():
    content = plan(WIRE, OUTLETS, LATER)["vestnik.example/en/news/no-4.html"]
    assert b"charset=windows-1251" in content
    assert "Мост — закрыт." in content.decode("windows-1251")


def test_a_letter_the_old_encoding_lacks_is_still_shown():
    wire = [article(1, "vestnik", text="Поэт Mirzə вернулся.")]
    page = html.fromstring(plan(wire, OUTLETS, LATER)["vestnik.example/en/news/no-1.html"])
    assert "Поэт Mirzə вернулся." in page.text_content()


def test_a_page_whose_address_has_its_day_needs_no_other():
    wire = [article(1, "ona", path="/2026/05/08/ferry.html")]
    content = plan(wire, OUTLETS, LATER)["ona.example/2026/05/08/ferry.html"]
    assert b"2026" not in content


def test_an_article_of_an_unknown_outlet_is_named():
    with pytest.raises(SetupError, match=r"'kta-1'.*'nobody'"):
        plan([article(1, "kta", outlet="nobody")], OUTLETS, LATER)


GOOD = """
- id: a
  outlet: ona
  language: en
  published: "2026-05-08T09:40:00+04:00"
  path: /a.html
  title: First
  text: |
    One.

    Two.

    Three.
- id: b
  outlet: kta
  language: en
  published: "2026-05-08T11:40:00+04:00"
  path: /b.html
  reprint_of: a
  edits: {title: "First, again", drop_last: 1, prefix: "KTA presents. "}
"""


def test_a_reprint_takes_the_original_with_its_edits(tmp_path):
    (tmp_path / "day-1.yaml").write_text(GOOD)
    _, reprint = read_wire(tmp_path)
    assert reprint.title == "First, again"
    assert reprint.text == "KTA presents. One.\n\nTwo."


def test_days_are_read_in_order_and_articles_come_by_time(tmp_path):
    (tmp_path / "day-10.yaml").write_text(GOOD.replace("id: a", "id: late").split("- id: b")[0])
    (tmp_path / "day-2.yaml").write_text(GOOD.replace("/a.html", "/c.html"))
    assert [a.id for a in read_wire(tmp_path)] == ["a", "late", "b"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: First\n", "titel: First\n", "unknown field 'titel'"),
        ("09:40:00+04:00", "09:40:00", "no zone"),
        ('"2026-05-08T09:40:00+04:00"', "soon", "published"),
        ("path: /a.html", "path: ../a.html", "path"),
        ("path: /b.html\n", "path: /b.html\n  language: [en]\n", "language"),
        ("reprint_of: a", "reprint_of: z", "'z' is no entry's id"),
        ("reprint_of: a", "reprint_of: b", "reprints itself"),
        ("id: b", "id: a", "stands twice"),
        ("drop_last: 1", "drop: 1", "unknown field 'drop'"),
        ("- id: a", "- - a", "day-1.yaml"),
        ("  title: First\n", "", "needs a title"),
    ],
)
def test_a_fault_in_the_wire_is_named_with_its_file(tmp_path, old, new, said):
    assert old in GOOD
    (tmp_path / "day-1.yaml").write_text(GOOD.replace(old, new))
    with pytest.raises(SetupError, match=re.escape(said)) as caught:
        read_wire(tmp_path)
    assert "day-1.yaml" in str(caught.value)


def test_an_empty_folder_is_no_wire(tmp_path):
    with pytest.raises(SetupError, match="holds no wire"):
        read_wire(tmp_path)


def test_the_shipped_wire_can_be_read_whole():
    wire = read_wire(SHIPPED)
    assert len(wire) > 20
    assert all(a.title and a.text for a in wire)


# Over HTTP


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web")
    lay_out(WIRE, OUTLETS, LATER, folder)
    (folder / "secret.txt").write_text("not for the web")
    (folder / "ona.example" / "way-out").symlink_to(folder / "secret.txt")
    return folder


@pytest.fixture
def server(web):
    with DemoServer(web) as running:
        yield running


def ask(server, path, host="ona.example", method="GET", **headers):
    talk = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    talk.request(method, path, headers={"Host": host, **named})
    answer = talk.getresponse()
    body = answer.read()
    talk.close()
    return answer, body


def test_a_page_is_served_by_the_host_it_is_asked_of(server, web):
    answer, body = ask(server, "/en/news/no-1.html", host="kta.example:8080")
    assert answer.status == 200
    assert body == (web / "kta.example/en/news/no-1.html").read_bytes()


@pytest.mark.parametrize(
    ("host", "path", "kind"),
    [
        ("ona.example", "/feed.xml", "application/rss+xml; charset=utf-8"),
        ("vestnik.example", "/feed.xml", "application/rss+xml; charset=windows-1251"),
        ("vestnik.example", "/en/news/no-1.html", "text/html; charset=windows-1251"),
        ("tidings.example", "/feed.atom", "application/atom+xml; charset=utf-8"),
        ("ufuk.example", "/feed.json", "application/feed+json"),
        ("gazette.example", "/feed.xml", "text/html; charset=utf-8"),
        ("mod-ov.example", "/sitemap-news.xml", "application/xml; charset=utf-8"),
        ("mfa-ov.example", "/en/news", "text/html; charset=utf-8"),
        ("lantern.example", "/this-week", "text/html; charset=utf-8"),
        ("ona.example", "/robots.txt", "text/plain; charset=utf-8"),
        ("ona.example", "/", "text/html; charset=utf-8"),
    ],
)
def test_every_kind_of_file_is_declared_as_what_it_is(server, host, path, kind):
    answer, _ = ask(server, path, host=host)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


def test_an_unchanged_page_is_not_sent_twice(server):
    first, _ = ask(server, "/feed.xml")
    again, body = ask(server, "/feed.xml", If_None_Match=f'"other", {first.headers["ETag"]}')
    assert (again.status, body) == (304, b"")
    assert (server.hits["ona.example/feed.xml"], server.bodies["ona.example/feed.xml"]) == (2, 1)


def test_an_unchanged_page_is_known_by_its_time_too(server):
    first, _ = ask(server, "/feed.xml")
    same, _ = ask(server, "/feed.xml", If_Modified_Since=first.headers["Last-Modified"])
    assert same.status == 304
    older, _ = ask(server, "/feed.xml", If_Modified_Since="Fri, 01 May 2026 00:00:00 GMT")
    assert older.status == 200
    senseless, _ = ask(server, "/feed.xml", If_Modified_Since="yesterday")
    assert senseless.status == 200


def test_a_tag_outranks_a_time(server):
    first, _ = ask(server, "/feed.xml")
    time = first.headers["Last-Modified"]
    answer, _ = ask(server, "/feed.xml", If_None_Match='"other"', If_Modified_Since=time)
    assert answer.status == 200


def test_gzip_is_sent_to_those_who_take_it(server, web):
    plain, whole = ask(server, "/feed.xml", Accept_Encoding="gzip;q=0")
    zipped, packed = ask(server, "/feed.xml", Accept_Encoding="br, gzip")
    assert plain.headers["Content-Encoding"] is None
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == whole
    assert plain.headers["ETag"] != zipped.headers["ETag"]
    again, _ = ask(
        server, "/feed.xml", Accept_Encoding="gzip", If_None_Match=zipped.headers["ETag"]
    )
    assert again.status == 304


def test_a_head_request_carries_no_body(server, web):
    answer, body = ask(server, "/feed.xml", method="HEAD")
    assert (answer.status, body) == (200, b"")
    size = (web / "ona.example/feed.xml").stat().st_size
    assert int(answer.headers["Content-Length"]) == size
    assert server.bodies["ona.example/feed.xml"] == 0


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("ona.example", "/nothing-here"),
        ("nobody.example", "/feed.xml"),
        ("ona.example", "/../secret.txt"),
        ("ona.example", "/%2e%2e/secret.txt"),
        ("ona.example", "/en/..%2f..%2f..%2fsecret.txt"),
        ("ona.example", "/%2Fetc/passwd"),
        ("ona.example", "/way-out"),
        ("ona.example", "/feed.xml%00.html"),
        ("ona.example", "/" + "a" * 5000),
        ("..", "/secret.txt"),
        (".", "/secret.txt"),
        ("", "/secret.txt"),
        ("ona.example/../kta.example", "/feed.xml"),
    ],
)
def test_nothing_outside_the_hosts_folder_is_served(server, host, path):
    answer, body = ask(server, path, host=host)
    assert answer.status == 404
    assert b"not for the web" not in body


def test_a_proxy_may_ask_for_the_whole_address(server):
    answer, body = ask(server, "http://kta.example/feed.xml?x=1", host="other.example")
    assert (answer.status, body[:5]) == (200, b"<?xml")
    assert server.hits["kta.example/feed.xml"] == 1


def test_one_connection_serves_many_requests(server):
    talk = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    for path in ("/feed.xml", "/nothing", "/robots.txt"):
        talk.request("GET", path, headers={"Host": "ona.example"})
        talk.getresponse().read()
    talk.close()
    assert sum(server.hits.values()) == 3


def test_a_site_that_moves_on_is_served_as_it_is_now(web, tmp_path):
    folder = tmp_path / "web"
    shutil.copytree(web, folder, symlinks=True)
    more = (*WIRE, article(30, "ona"))
    with DemoServer(folder) as running:
        first, _ = ask(running, "/feed.xml")
        lay_out(more, OUTLETS, START + timedelta(hours=31), folder)
        second, body = ask(running, "/feed.xml", If_None_Match=first.headers["ETag"])
        assert second.status == 200
        assert b"no-30.html" in body


def test_the_port_is_known_only_while_the_server_runs(tmp_path):
    with pytest.raises(SetupError, match="not running"):
        _ = DemoServer(tmp_path).port


def test_a_file_is_taken_for_what_its_first_bytes_say():
    assert media_type(".xml", b"\xef\xbb\xbf<!doctype html><title>x") == "text/html; charset=utf-8"
    assert media_type(".bin", b"\x00\x01") == "application/octet-stream"


def test_a_missing_folder_answers_nothing(tmp_path):
    assert found(tmp_path / "nowhere", "ona.example", "/feed.xml") is None

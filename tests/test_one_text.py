"""One text is one Article, whatever copies of its page there are; a wrong word loses none."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import etree
from tests.test_collect import BODY, FIRST, HOST, Site, feed, page

from torimatome.collect import HandIn, add_by_hand, collect
from torimatome.collect.identity import article_id
from torimatome.collect.make import Origin
from torimatome.collect.own_page import Came, came_of
from torimatome.collect.own_page import Site as Learned
from torimatome.collect.page_whole import whole_page
from torimatome.errors import Unreachable
from torimatome.model import Entry, Outlet
from torimatome.outside.web import Answer, Ask

TITLE = "Selvane opens its northern pier"
OTHER = (
    "Three fishing boats were missing on Saturday after a storm off the Irdun coast. Two of them"
    " had been seen in the evening near the lighthouse, where a search began at night."
)
MORE = (
    "The old pier stays closed until the autumn, when divers are to look at its foundations, and"
    " the fish market moves to the customs house for as long as that takes."
)


def said_to_be(address: str, words: str = BODY, title: str = TITLE) -> str:
    """A page that names `address` as its own."""
    return page(title, words).replace("<head>", f'<head><link rel="canonical" href="{address}">')


def titles(site: Site) -> list[tuple[str, str]]:
    return [(a.url.removeprefix(f"http://{HOST}"), a.title) for a in site.store.pages.versions()]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def feeds(site: Site, *paths: str) -> None:
    site.put("/feed.xml", feed(*((path, TITLE) for path in paths)))


@pytest.mark.parametrize("copy", ["/amp/1.html", "/print/1.html", "/m/1.html"])
def test_a_copy_that_names_the_page_of_its_own_is_that_article(site: Site, copy: str) -> None:
    site.put("/1.html", said_to_be("/1.html"))
    site.put(copy, said_to_be("/1.html"))
    feeds(site, copy, "/1.html")
    assert site.collect().articles == 1
    assert titles(site) == [("/1.html", TITLE)]
    again = site.collect(timedelta(days=1))
    assert (again.articles, again.revisions) == (0, 0)


def test_a_copy_alone_is_kept_as_the_page_it_is_a_copy_of(site: Site) -> None:
    site.put("/1.html", said_to_be("/1.html"))
    site.put("/amp/1.html", said_to_be("/1.html"))
    feeds(site, "/amp/1.html")
    assert site.collect().articles == 1
    (article,) = site.store.pages.versions()
    assert (article.id, article.url) == (
        article_id(f"http://{HOST}/1.html"),
        f"http://{HOST}/1.html",
    )
    snapshot = site.store.pages.snapshot(article.snapshot)
    assert snapshot is not None
    assert snapshot.url == f"http://{HOST}/1.html"


def test_a_copy_is_not_asked_for_again_and_its_page_is(site: Site) -> None:
    site.put("/1.html", said_to_be("/1.html"))
    site.put("/amp/1.html", said_to_be("/1.html"))
    feeds(site, "/amp/1.html")
    site.collect()
    site.put("/1.html", said_to_be("/1.html", BODY.replace("forty", "fourteen")))
    site.now += timedelta(days=1)
    with site.desk() as (desk, server):
        assert collect(desk).revisions == 1
    assert (server.hits[f"{HOST}/amp/1.html"], server.hits[f"{HOST}/1.html"]) == (0, 1)


def test_a_page_that_names_another_article_as_itself_is_kept_as_its_own(site: Site) -> None:
    site.put("/1.html", said_to_be("/1.html"))
    site.put("/2.html", said_to_be("/1.html", OTHER, "Three boats missing off Irdun"))
    feeds(site, "/1.html", "/2.html")
    assert site.collect().articles == 2
    assert site.collect(timedelta(days=1)).revisions == 0


def test_a_site_whose_every_page_names_its_section_loses_no_article(site: Site) -> None:
    site.put("/news/index.html", page("News of the harbour", OTHER))
    paths = [f"/news/{n}.html" for n in range(5)]
    for number, path in enumerate(paths):
        words = " ".join(f"{word}{number}" for word in BODY.split())
        site.put(path, said_to_be("/news/index.html", words, f"Report number {number}"))
    feeds(site, *paths)
    with site.desk() as (desk, server):
        assert collect(desk).articles == 5
    assert server.hits[f"{HOST}/news/index.html"] == 2  # then its word counts for nothing
    assert sorted(path for path, _ in titles(site)) == paths


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/1.html", "/", "http://[", "/1.html"]
)
def test_an_address_of_another_site_or_none_at_all_is_never_asked_for(
    site: Site, address: str
) -> None:
    site.put("/1.html", said_to_be(address))
    feeds(site, "/1.html")
    with site.desk() as (desk, server):
        assert collect(desk).articles == 1
    assert set(server.hits) == {f"{HOST}/robots.txt", f"{HOST}/feed.xml", f"{HOST}/1.html"}
    assert titles(site) == [("/1.html", TITLE)]


def test_a_copy_whose_page_is_gone_is_kept_itself(site: Site) -> None:
    site.put("/amp/1.html", said_to_be("/1.html"))
    feeds(site, "/amp/1.html")
    assert site.collect().articles == 1
    assert titles(site) == [("/amp/1.html", TITLE)]


def test_what_was_kept_of_a_copy_before_stays_one_article(site: Site) -> None:
    site.put("/amp/1.html", said_to_be("/1.html"))
    feeds(site, "/amp/1.html")
    site.collect()
    site.put("/1.html", said_to_be("/1.html"))
    site.put("/amp/1.html", said_to_be("/1.html", BODY.replace("forty", "fourteen")))
    report = site.collect(timedelta(days=1))
    assert (report.articles, report.failed) == (0, ())
    assert [path for path, _ in titles(site)] == ["/amp/1.html"]


def test_a_copy_given_by_hand_is_the_article_too(site: Site) -> None:
    site.put("/1.html", said_to_be("/1.html"))
    site.put("/print/1.html", said_to_be("/1.html"))
    with site.desk() as (desk, _):
        article = add_by_hand(desk, HandIn(url=f"http://{HOST}/print/1.html"))
    assert article.url == f"http://{HOST}/1.html"


class Shelf:
    """Pages by address, as the Web would bring them."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"http://{HOST}/{name}": text for name, text in pages.items()}
        self.asked: list[str] = []

    def get(self, url: str, *, ask: Ask | None = None) -> Answer:
        self.asked.append(url)
        path = url.removeprefix(f"http://{HOST}/")
        if url not in self.pages:
            raise Unreachable(url, f"there is no {path}")
        body = self.pages[url].encode()
        return Answer(url, 200, (), body, "text/html", "utf-8", FIRST, url)


def read(shelf: Shelf, path: str = "1") -> Came:
    outlet = Outlet("beacon", "The Beacon", "BEACON", f"http://{HOST}/", hosts=(HOST,))
    url = f"http://{HOST}/{path}"

    origin = Origin(article_id(url), outlet, "beacon/feed", Entry(url), ZoneInfo("UTC"))
    return came_of(shelf, origin, shelf.get(url), Learned())  # type: ignore[arg-type]


def paged(links: str) -> str:
    return page(TITLE).replace("</article>", f"</article>{links}")


ALL = '<a href="/1?page=2">2</a> <a href="/1?page=all">All on one page</a>'


def test_the_first_of_several_pages_is_read_whole_where_the_site_offers_that() -> None:
    shelf = Shelf(**{"1": paged(ALL), "1?page=all": page(TITLE, f"{BODY}</p><p>{MORE}")})
    came = read(shelf)
    assert MORE in came.article.text
    assert came.article.url == f"http://{HOST}/1"
    assert came.snapshot.url == f"http://{HOST}/1?page=all"
    assert MORE.encode() in came.body


def test_a_whole_page_that_holds_something_else_is_left_alone() -> None:
    shelf = Shelf(**{"1": paged(ALL), "1?page=all": page("All of today's news", OTHER * 9)})
    assert "northern pier" in read(shelf).article.text


def test_a_whole_page_that_is_gone_leaves_the_first() -> None:
    assert "northern pier" in read(Shelf(**{"1": paged(ALL)})).article.text


def test_the_whole_page_itself_asks_for_no_other() -> None:
    shelf = Shelf(**{"1?page=all": paged(ALL)})
    read(shelf, "1?page=all")
    assert shelf.asked == [f"http://{HOST}/1?page=all"]


@pytest.mark.parametrize(
    ("own", "href", "found"),
    [
        ("/a/1", "?page=all", True),
        ("/a/1?id=7", "/a/1?id=7&singlepage=true", True),
        ("/a/1/", "/a/1/all/", True),
        ("/a/1", "/a/1/view-all", True),
        ("/a/1", "/a/1?page=2", False),  # the second of several
        ("/a/1", "/a/2?page=all", False),  # another article
        ("/a/1?id=7", "/a/1?id=8&page=all", False),
        ("/a/1", "http://elsewhere.example/a/1?page=all", False),
        ("/", "/all", False),  # an index of everything
        ("/a/1?page=all", "/a/1?page=all&view=all", False),  # this is it
        ("/a/1", "http://[", False),
    ],
)
def test_the_whole_page_is_this_address_with_a_word_for_all(
    own: str, href: str, found: bool
) -> None:
    tree = etree.HTML(f'<html><body><a href="#x">x</a><a>y</a><a href="{href}">z</a></body></html>')
    assert bool(whole_page(tree, f"http://{HOST}{own}")) is found


def test_an_article_of_another_text_under_the_address_is_not_written_over(site: Site) -> None:
    site.put("/1.html", said_to_be("/1.html"))
    feeds(site, "/1.html")
    site.collect()
    site.put("/amp/1.html", said_to_be("/1.html", OTHER))
    site.put("/1.html", said_to_be("/1.html", OTHER))
    feeds(site, "/amp/1.html")
    assert site.collect(timedelta(hours=1)).articles == 1
    texts = {article.url: article.text for article in site.store.pages.versions()}
    assert texts[f"http://{HOST}/1.html"].startswith("The harbour of Selvane")
    assert texts[f"http://{HOST}/amp/1.html"].startswith("Three fishing boats")

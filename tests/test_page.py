"""What a page says is read right in every charset and layout, or refused with a reason.

`tests/pages/` holds invented pages beside what they should say: add NAME.html and NAME.json
(keys: url, and any of zone, title, text, published, published_from, day, language, canonical,
warning) and the page is tested.
"""

import json
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.collect.decode import decode
from torimatome.collect.page import PageHints, PageReading, check_fixes, decode_page, read_page
from torimatome.errors import Refused, SetupError, SourceError, Unreadable
from torimatome.model import Entry, Fixes

PAGES = Path(__file__).parent / "pages"
URL = "https://courier.example/tarn-bridge"
ONE = "The Ministry of Roads of Norvania said that the bridge over the Tarn will open in May."
TWO = "Minister Ilda Voss told reporters that the work had cost fourteen million crowns so far."
BODY = f"<h1>Tarn bridge to open in May</h1><p>{ONE}</p><p>{TWO}</p>"
TODAY = PageHints(today=date(2026, 3, 10))


def read(
    markup: str | bytes, hints: PageHints = TODAY, fixes: Fixes | None = None, url: str = URL
) -> PageReading:
    body = markup.encode() if isinstance(markup, str) else markup
    return read_page(body, url, hints=hints, fixes=fixes or Fixes())


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_a_stored_page_says_what_its_json_says(name: str) -> None:
    wanted = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    hints = replace(TODAY, zone=wanted.pop("zone", ""))
    reading = read((PAGES / f"{name}.html").read_bytes(), hints, url=wanted.pop("url"))
    warning = wanted.pop("warning", "")
    assert warning in " ".join(reading.warnings)
    if "published" in wanted:
        stamp = wanted.pop("published")
        assert reading.published == (datetime.fromisoformat(stamp) if stamp else None)
    for key, value in wanted.items():
        assert getattr(reading, key) == value, key


# --- charsets


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_wide_characters_are_read(codec: str) -> None:
    assert read(f"<html><body>{BODY}</body></html>".encode(codec)).title == (
        "Tarn bridge to open in May"
    )


def test_the_header_names_the_charset_when_the_page_does_not() -> None:
    body = f"<h1>Мост открыт</h1><p>{'Мост через Тарн открыли в мае. ' * 5}</p>".encode("koi8-r")
    assert read(body, replace(TODAY, charset="KOI8-R")).title == "Мост открыт"


def test_a_codec_that_is_no_charset_is_not_followed() -> None:
    for name in ("rot13", "base64", "unicode_escape", "idna", "utf-7", "zip", "nonsense"):
        assert decode("Brücke".encode(), name).text == "Brücke"


def test_a_stray_byte_does_not_change_the_charset() -> None:
    body = ("<p>" + "Мост через Тарн. " * 20).encode() + b"\xff" + "Конец".encode()
    assert decode(body, "utf-8").charset == "utf-8"


def test_a_listing_page_is_decoded_by_the_same_rules() -> None:
    body = "<meta charset=windows-1251><a>Мост</a>".encode("cp1251")
    assert decode_page(body, "") == "<meta charset=windows-1251><a>Мост</a>"


def test_null_bytes_and_controls_are_removed() -> None:
    reading = read(BODY.replace("bridge", "bri\x00d\x01ge").replace("said", "sa&#0;id&#8203;"))
    assert reading.title == "Tarn bridge to open in May"
    assert "\x00" not in reading.text
    assert "\u200b" not in reading.text


@pytest.mark.parametrize("mark", ["\u202e", "&#x202E;", "&#8238;", "\u2067"])
def test_characters_that_turn_the_writing_round_are_removed_with_a_warning(mark: str) -> None:
    reading = read(BODY.replace("bridge", f"bri{mark}dge"))
    assert reading.title == "Tarn bridge to open in May"
    assert ONE in reading.text
    assert any("direction of writing" in warning for warning in reading.warnings)


def test_persian_joiners_stay() -> None:
    text = "پل تارن در ماه مه باز می\u200cشود و ساکنان از آن خوشحال می\u200cشوند، وزارت راه گفت."
    assert "می\u200cشود" in read(f"<h1>پل باز می\u200cشود</h1><p>{text}</p>").text


# --- plain text


def test_markup_in_titles_and_texts_comes_out_as_words() -> None:
    reading = read(
        "<title>x</title><h1>Tarn <b>bridge</b><script>alert(1)</script> &lt;b&gt;opens&lt;/b&gt;"
        f"</h1><style>p{{}}</style><p>{ONE}<script>document.write('no')</script></p>"
    )
    assert "alert" not in reading.title
    assert reading.title == "Tarn bridge <b>opens</b>"  # characters the outlet printed
    assert reading.text == ONE


def test_a_cookie_banner_and_a_menu_are_not_the_article() -> None:
    banner = "<p>We value your privacy and use cookies to store data on your device always.</p>" * 9
    reading = read(f"<div id='onetrust-consent'>{banner}</div><nav>{banner}</nav>{BODY}")
    assert reading.text == f"{ONE}\n\n{TWO}"


def test_a_box_between_paragraphs_does_not_end_the_article() -> None:
    more = [f"{TWO} The ferry carried {n} thousand people." for n in range(6)]
    half = "".join(f"<p>{p}</p>" for p in more[:4])
    rest = "".join(f"<p>{p}</p>" for p in more[4:])
    reading = read(f"<h1>Tarn</h1><div>{half}<h3>Read also</h3>{rest}</div>")
    assert reading.text == "\n\n".join(more)


# --- titles


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Tarn bridge opens | The Courier", "The Courier"),
        ("Tarn bridge opens - Courier News", "Courier"),
        ("The Courier: Tarn bridge opens", "nothing"),
        ("Courier | Tarn bridge opens", "Courier"),
        ("Tarn bridge opens — courier.example", ""),
        ("Tarn bridge opens / Courier", "Courier"),
    ],
)
def test_the_name_of_the_site_is_trimmed_off_a_title(title: str, site: str) -> None:
    page = f"<title>{title}</title><meta property='og:site_name' content='{site}'><p>{ONE}</p>"
    expected = title if site == "nothing" else "Tarn bridge opens"
    assert read(page).title == expected


def test_a_dash_inside_a_title_stays() -> None:
    page = f"<title>Voss: no delay - bridge opens in May</title><p>{ONE}</p>"
    assert read(page).title == "Voss: no delay - bridge opens in May"


def test_a_known_suffix_is_trimmed() -> None:
    page = f"<title>Tarn bridge opens - Northern Desk</title><p>{ONE}</p>"
    assert read(page, fixes=Fixes(title_suffix=("Northern Desk",))).title == "Tarn bridge opens"


def test_the_feed_names_the_title_when_the_page_has_none() -> None:
    entry = Entry(URL, title="Tarn bridge to open in May")
    assert read(f"<p>{ONE}</p>", replace(TODAY, entry=entry)).title == entry.title


# --- days


def test_the_day_is_the_one_the_outlet_prints() -> None:
    page = f"<meta property='article:published_time' content='2026-03-02T23:30:00+04:00'>{BODY}"
    reading = read(page, replace(TODAY, zone="Asia/Tokyo"))
    assert reading.day == "2026-03-02"
    assert reading.published == datetime(2026, 3, 2, 19, 30, tzinfo=UTC)


def test_a_time_in_utc_counts_as_the_outlets_own_day() -> None:
    page = f"<meta property='article:published_time' content='2026-03-02T22:30:00Z'>{BODY}"
    assert read(page, replace(TODAY, zone="Asia/Baku")).day == "2026-03-03"


def test_a_time_without_zone_is_in_the_outlets_zone() -> None:
    page = f"<time datetime='2026-03-02 01:00'>x</time>{BODY}"
    reading = read(page, replace(TODAY, zone="Asia/Baku"))
    assert (reading.day, reading.published) == (
        "2026-03-02",
        datetime(2026, 3, 1, 21, 0, tzinfo=UTC),
    )


def test_a_date_after_today_is_not_believed() -> None:
    page = f"<meta property='article:published_time' content='2031-01-01T00:00:00Z'>{BODY}"
    reading = read(page)
    assert (reading.published, reading.day, reading.published_from) == (None, "", "")
    assert any("2031-01-01" in warning for warning in reading.warnings)


def test_the_dates_of_related_articles_are_not_the_pages() -> None:
    aside = "<aside><time datetime='2026-01-01'>1 January 2026</time></aside>"
    page = f"{aside}<article>{BODY}<time datetime='2026-03-02'>2 March</time></article>{aside}"
    assert read(page).day == "2026-03-02"


def test_the_day_of_an_update_is_not_the_day_of_publication() -> None:
    page = (
        "<h1>Tarn bridge to open</h1><p>Updated: <time datetime='2026-03-08'>8 March</time></p>"
        f"<p>Published: <time datetime='2026-03-02'>2 March</time></p><p>{ONE}</p>"
    )
    assert read(page).day == "2026-03-02"


def test_one_wrong_place_gives_way_to_two_that_agree() -> None:
    page = (
        "<meta property='article:published_time' content='2009-06-01'>"
        f"<article>{BODY}<time datetime='2026-03-02'>2 March 2026</time></article>"
    )
    reading = read(page, url="https://courier.example/2026/03/02/tarn")
    assert reading.day == "2026-03-02"
    assert any("dates differ" in warning for warning in reading.warnings)


def test_the_feeds_hour_is_taken_where_the_page_gives_the_day() -> None:
    entry = Entry(URL, published=datetime(2026, 3, 2, 8, 15, tzinfo=UTC))
    page = f"<article>{BODY}<time datetime='2026-03-02'>2 March</time></article>"
    reading = read(page, replace(TODAY, entry=entry))
    assert (reading.published, reading.published_from) == (entry.published, "feed")


def test_an_unknown_zone_counts_as_none() -> None:
    assert read(BODY, replace(TODAY, zone="Mars/Olympus")).day == ""


# --- fixes


def test_fixes_say_where_things_stand() -> None:
    page = (
        "<h1>Site slogan of the day</h1><h2 class='t'>Tarn bridge opens</h2>"
        "<i id='d'>02/03/2026 at 14.05</i><div class='x'>"
        f"<p>{ONE}</p><p class='pr'>Buy our calendar with many pictures of the bridge now!</p>"
        f"</div><div class='y'><p>{TWO} {TWO} {TWO} {TWO}</p></div>"
    )
    fixes = Fixes(
        title="//h2[@class='t']",
        published="//i[@id='d']",
        date_format="%d/%m/%Y at %H.%M",
        body="//div[@class='x']",
        drop=("//p[@class='pr']",),
    )
    reading = read(page, replace(TODAY, zone="Asia/Baku"), fixes)
    assert reading.title == "Tarn bridge opens"
    assert reading.text == ONE
    assert reading.published == datetime(2026, 3, 2, 10, 5, tzinfo=UTC)


def test_a_body_fix_that_no_longer_fits_is_reported() -> None:
    reading = read(BODY, fixes=Fixes(body="//div[@id='gone']"))
    assert reading.text == f"{ONE}\n\n{TWO}"
    assert any("//div[@id='gone']" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    "fixes",
    [
        Fixes(title="//h1["),
        Fixes(body="div.article"),
        Fixes(drop=("//p", "nonsense::x")),
        Fixes(published="unknown-function()"),
        Fixes(title="$x"),
    ],
)
def test_a_wrong_xpath_stops_the_desk_and_is_named(fixes: Fixes) -> None:
    wrong = next(x for x in (fixes.title, fixes.body, fixes.published, fixes.drop[-1:]) if x)
    if fixes.body == "div.article":
        check_fixes(fixes)  # an XPath, if a useless one: an element of that name
        return
    with pytest.raises(SetupError) as raised:
        check_fixes(fixes)
    assert (wrong if isinstance(wrong, str) else wrong[0]) in str(raised.value)


# --- what is no article


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n\x00 ", "empty"),
        (b"<html><body></body></html>", "no article"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "picture"),
        (bytes(range(256)) * 100, "binary"),
        (b"<title>Just a moment...</title><p>Checking your browser before you go on.</p>", "block"),
        (b"<title>Access denied</title><h1>Access denied</h1><p>You cannot see this.</p>", "block"),
        (
            "<h1>Проверка браузера</h1><p>Подтвердите, что вы не робот, чтобы продолжить.</p>",
            "block",
        ),
        (
            b"<h1>Tarn bridge</h1><p>Please log in to continue reading this story on our site.</p>",
            "login",
        ),
        (
            b"<title>Page not found</title><p>The page you are looking for is not here.</p>",
            "no such",
        ),
    ],
)
def test_what_is_no_article_is_unreadable_and_says_why(body: bytes | str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as raised:
        read(body)
    assert raised.value.subject == URL


def test_a_short_report_about_attacks_is_no_block_page() -> None:
    text = "A DDoS attack hit the ministry's site, and access was denied to users, Voss said."
    assert read(f"<h1>Ministry's site attacked</h1><p>{text}</p>").text == text


# --- hostile pages


def test_a_page_over_eight_mebibytes_is_refused() -> None:
    with pytest.raises(Refused, match="bytes"):
        read(b"<p>" + b"x" * (8 * 2**20))


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(Refused, match="tags"):
        read(b"<i>" * 200_000)


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td"])
def test_ten_thousand_elements_deep_is_read_like_any_other(tag: str) -> None:
    close = "</" + tag.split(">")[0] + ">"
    start = time.process_time()
    reading = read(f"<{tag}>" * 10_000 + BODY + close * 10_000 + f"<p>{ONE} It was late.</p>")
    assert ONE in reading.text
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "markup",
    [
        "<button>x</button>tail " * 20_000,
        "<script type='application/ld+json'>" * 20_000,
        "<script type='application/ld+json'>" + "[" * 200_000,
        "<time>x" * 20_000,
        "<h1>x</h1><time datetime='2026-01-01'>x</time>" * 8_000,
        "<a href='" * 20_000,
        "<!--" * 20_000,
        "<title>" + "a | " * 200_000,
        "<p " + " ".join(f"a{n}='>'" for n in range(200_000)) + ">x</p>",
        "<p>" + "2026-01-" * 100_000,
        "<meta charset=" * 20_000,
        "<span class='date'>12 1 </span>" * 20_000,
    ],
)
def test_pages_made_to_be_slow_are_not(markup: str) -> None:
    start = time.process_time()
    with suppress(SourceError):
        read(BODY + markup)
    assert time.process_time() - start < 8


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "shift_jis", "windows-1251", "x"]))
def test_any_bytes_give_a_reading_or_a_named_error(body: bytes, charset: str) -> None:
    try:
        reading = read(body, replace(TODAY, charset=charset))
    except SourceError:
        return
    assert reading.text


PIECES = st.sampled_from(
    [
        "<div>", "</div>", "<p>", "</p>", "<br>", "<table><tr><td>", "</table>", "<h1>", "</h1>",
        "<article>", "</article>", "<script type='application/ld+json'>", "</script>", "<time>",
        '{"@type":"Article","headline":["x",3],"datePublished":{"a":1},"articleBody":[[]]}',
        "<time datetime='2026-03-02T25:00'>", "<meta name='pubdate' content='9'>",
        "<meta name=date content='0001-01-01'>", "<link rel=canonical href='http://[x'>", "<!--",
        "<title>a | b", "&#x110000;", "&#xD800;", "&", "<", "\x00", "\u202e", "99999999999999",
        "2 March 2026", "公開日 2026年13月45日", ONE, TWO, "<![CDATA[", "<?xml ?>", "<svg><title>",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_gives_plain_text_or_a_named_error(markup: str) -> None:
    try:
        reading = read(markup)
    except SourceError:
        return
    assert reading.text.strip() == reading.text != ""
    for line in (reading.title, *reading.text.split("\n\n")):
        assert line.isprintable() or "\u200c" in line or "\u200d" in line
    assert reading.day == "" or date.fromisoformat(reading.day) <= TODAY.today

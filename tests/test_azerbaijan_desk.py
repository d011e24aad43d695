"""The Azerbaijan desk is data we can read, and its outlets' openings are stripped and no more.

Every sentence here is invented; only the way an outlet opens and signs is real.
"""

import csv
import re
import time
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome import desks
from torimatome.collect.boilerplate import KEEP_AFTER_OPENINGS, rules_of, strip_openings
from torimatome.model import Fixes, Outlet, SourceKind

FOLDER = desks.SHIPPED / "azerbaijan"
SHARED = Path(__file__).parents[2] / "shared"
HOUSE = desks.load(FOLDER)
OUTLETS = {outlet.id: outlet for outlet in HOUSE.outlets}
FEEDS = [s for o in HOUSE.outlets for s in o.sources if s.kind is SourceKind.FEED]


def test_every_outlet_file_is_an_outlet_and_named_after_it():
    for path in sorted((FOLDER / "outlets").glob("*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        outlet = msgspec.convert(raw, Outlet, strict=True)
        assert outlet.id == path.stem
        assert set(raw) <= set(Outlet.__dataclass_fields__)
        for source in raw.get("sources", ()):
            assert source["id"].startswith(f"{outlet.id}/")
            assert set(source) <= {f for s in outlet.sources for f in s.__dataclass_fields__}


def test_all_outlets_and_all_feed_addresses_are_on_the_desk():
    assert len(HOUSE.outlets) == 44
    assert len(FEEDS) == 81
    assert len({source.url for source in FEEDS}) == 81


def test_the_desk_holds_what_the_list_it_was_made_from_holds():
    listed = SHARED / "outlets.yaml"
    if not listed.exists():
        pytest.skip("needs ../shared/outlets.yaml")
    wanted = yaml.safe_load(listed.read_text(encoding="utf-8"))["outlets"]
    assert {outlet["key"] for outlet in wanted} == set(OUTLETS)
    for outlet in wanted:
        ours = OUTLETS[outlet["key"]]
        addresses = {s.url for s in ours.sources}
        assert {feed["url"] for feed in outlet["feeds"]} <= addresses
        assert {sitemap["url"] for sitemap in outlet["sitemaps"]} <= addresses
        printed = {ours.citation.casefold(), *(s.casefold() for s in ours.spellings)}
        assert {s.casefold() for s in outlet["cited"].get("spellings", {})} <= printed


def test_only_live_and_seen_sources_are_read():
    for outlet in HOUSE.outlets:
        for source in outlet.sources:
            assert source.state in {"live", "seen", "doubtful", "dead", "paused"}
            if source.state not in {"live", "seen"}:
                assert not source.read, source.id
            if source.read:
                assert "<" not in source.url, f"{source.id} has a gap to be filled in"
                assert source.kind not in {SourceKind.LISTING, SourceKind.SITEMAP} or (
                    source.link_pattern
                ), source.id


def test_a_source_kept_but_not_read_says_why():
    for outlet in HOUSE.outlets:
        for source in outlet.sources:
            if not source.read and source.state in {"live", "seen", "paused"}:
                # A sitemap beside a feed of the same outlet needs no word of its own.
                assert source.note or source.kind is SourceKind.SITEMAP, source.id


def test_no_two_outlets_share_a_host_or_a_citation():
    hosts = [host for outlet in HOUSE.outlets for host in outlet.hosts]
    citations = [outlet.citation for outlet in HOUSE.outlets]
    assert len(hosts) == len(set(hosts))
    assert len(citations) == len(set(citations))
    assert not [host for host in hosts if host.startswith("www.") or "/" in host]


@pytest.mark.parametrize(
    ("source", "article", "other"),
    [
        ("mfa-az/news", "https://mfa.gov.az/en/news/no07226", "https://mfa.gov.az/en/news?page=2"),
        ("mod-az/news", "https://mod.gov.az/en/news/a-ferry-1234.html", "https://mod.gov.az/en/"),
        (
            "trend/az-archive",
            "https://az.trend.az/azerbaijan/politics/41.html",
            "https://az.trend.az/",
        ),
        ("mid-ru/news", "https://mid.ru/en/foreign_policy/news/12/", "https://mid.ru/en/about/"),
        (
            "azertag/chronicle",
            "https://azertag.az/en/xeber/a_ferry-12",
            "https://azertag.az/bolme/x",
        ),
        (
            "eurasianet/latest",
            "https://eurasianet.org/a-ferry-sails",
            "https://eurasianet.org/about",
        ),
    ],
)
def test_a_link_pattern_fits_articles_and_nothing_else(source, article, other):
    pattern = next(s.link_pattern for o in HOUSE.outlets for s in o.sources if s.id == source)
    assert re.search(pattern, article)
    assert not re.search(pattern, other)


def test_every_rule_compiles_and_takes_nothing_from_nothing():
    rules = [rules_of(o.fixes.openings + o.fixes.closings) for o in HOUSE.outlets]
    assert sum(map(len, rules)) > 100
    assert not [rule.pattern for one in rules for rule in one if rule.match("")]


def test_three_sections_and_their_words():
    assert [s.kind for s in HOUSE.sections] == ["military_security", "domestic", "foreign"]
    assert all(len(s.words) > 60 for s in HOUSE.sections)
    for words in (*(s.words for s in HOUSE.sections), HOUSE.leave_out):
        assert all(word == word.lower() and weight > 0 for word, weight in words.items())


def test_terms_are_unique_and_their_offices_and_countries_exist():
    rows = list(csv.DictReader((FOLDER / "terms.csv").open(encoding="utf-8", newline="")))
    named = [(row["kind"], row["en"]) for row in rows]
    assert len(named) == len(set(named)) > 250
    offices = {term.en for term in HOUSE.terms if term.kind == "office"}
    countries = {term.country for term in HOUSE.terms if term.kind == "country"}
    kinds = {"person", "office", "country", "place", "organisation", "topic"}
    for term in HOUSE.terms:
        assert term.kind in kinds
        assert term.ja, term.en
        assert not term.office or term.office in offices, term
        assert not term.country or term.country in countries, term


def test_no_misprint_of_the_printed_bulletins_is_a_term():
    told = {term.en: term.ja for term in HOUSE.terms}
    assert told["Jeyhun Bayramov"] == "バイラモフ"
    assert told["Sahiba Gafarova"] == "ガファロヴァ"
    assert told["Army General"] == "陸軍大将"
    assert told["International Committee of the Red Cross"] == "赤十字国際委員会"


def test_each_frame_fills_only_slots_its_pattern_has():
    for frame in HOUSE.frames:
        groups = set(re.compile(frame.english).groupindex)
        assert set(re.findall(r"\{(\w+)\}", frame.japanese)) == groups == set(frame.kinds), (
            frame.name
        )
        assert set(frame.kinds.values()) <= {"actor", "term", "number", "date"}
        assert frame.act


# What is stripped, outlet by outlet

BRIDGE = "The bridge at Lerikend has opened to lorries. It is 90 metres long, the governor said."
MOST = "Мост в Лерикенде открыт для грузовиков. Его длина 90 метров, сказал губернатор."
FIRST, REST = BRIDGE.split(". ", 1)
PERVOE, DALEE = MOST.split(". ", 1)

# A line that ends in a backslash goes on. The names in <> stand for the sentences above.
CASES = r"""
- outlet: trend
  day: "03-05"
  page: |-
    BAKU, Azerbaijan, March 5. <FIRST>, Trend reports, citing the Roads Agency. <REST>
- outlet: trend
  day: "06-17"
  page: |-
    LERIKEND, Azerbaijan, June 17. <FIRST>, Trend reports via the ministry. <REST>
- outlet: trend
  day: "10-12"
  page: |-
    Baku, Azerbaijan, Oct. 12

    Trend:

    <FIRST>, Trend reports referring to the agency. <REST>
- outlet: trend
  day: "10-12"
  page: |-
    Baku, Azerbaijan, Oct. 12
    By Nara Quliz - Trend:
    <BRIDGE>
- outlet: report
  page: |-
    Infrastructure
    05 March, 2026
    14:20
    Hot topics Ferry Flood
    <BRIDGE>
- outlet: report
  page: |-
    <FIRST>, according to Report. <REST>
- outlet: report
  page: |-
    <FIRST>. Report informs, citing the Roads Agency. <REST>
- outlet: report
  page: |-
    Report informs, citing Qazetchi, that the<AFTER>. <REST>
- outlet: azertag
  day: "03-05"
  page: |-
    05.03.2026 [14:30]
    Baku, March 5, AZERTAC

    <BRIDGE>
- outlet: azertag
  day: "12-31"
  page: |-
    Lerikend, December 31, AZERTAC
    <BRIDGE>
- outlet: apa
  page: |-
    <FIRST>, APA reports. <REST>
- outlet: azernews
  page: |-
    5 March 2026 14:20 (UTC+04:00)
    Nara Quliz
    Read more
    <FIRST>, Azernews reports, citing AZERTAC. <REST>
- outlet: news-az
  page: |-
    - A +
    <FIRST>, News.Az reports, citing AZERTAC. <REST>

    News.Az
- outlet: caliber
  page: |-
    A+ A-
    05 March 2026 14:33
    <FIRST>, per Caliber.Az. <REST>

    © Caliber.Az. All rights reserved.
- outlet: turan
  day: "03-05"
  page: |-
    Baku/05.03.26/Turan: <BRIDGE> --06B--
- outlet: oc-media
  page: |-
    Become a member of OC Media: support OC Media.
    by Nara Quliz
    A bridge. Photo by the river.
    A bridge. Photo by the river.
    <BRIDGE>
- outlet: tass
  day: "03-05"
  page: |-
    BAKU, March 5. /TASS/. <BRIDGE>
- outlet: news-am
  page: |-
    Region:Caucasus
    Theme: Roads
    <BRIDGE>
    This text available in   Հայերեն and Русский
- outlet: mfa-az
  page: |-
    No:072/26, <BRIDGE>
- outlet: president-az
  page: |-
    A bridge was opened
    5 March 2026, 14:30
    A bridge was opened
    <BRIDGE>
- outlet: jam-news
  day: "03-02"
  page: |-
    Monday, 2 March, Azerbaijan. <BRIDGE> Read more here
- outlet: kavkaz-uzel
  page: |-
    THIS MATERIAL WAS MADE BY A FOREIGN AGENT, THE COMPANY SUCH AND SUCH LIMITED.
    05 March 2026, 14:30
    <FIRST>, the "Caucasian Knot" correspondent reports. <REST>

    Author: Nara Quliz Source: CK correspondent
- outlet: interfax
  day: "03-05"
  page: |-
    BAKU. March 5 (Interfax) - <BRIDGE>
- outlet: x
  day: "03-05"
  page: |-
    BAKU, March 5 (Xinhua) -- <BRIDGE>
- outlet: x
  page: |-
    (MENAFN - Trend News Agency) <BRIDGE>

    Legal Disclaimer: none of this is advice.
"""
RUSSIAN = r"""
- outlet: trend
  page: |-
    БАКУ /Trend/ - <PERVOE>. Об этом Trend сообщили в Дорожном агентстве. <DALEE>
- outlet: trend
  page: |-
    ЛЕРИКЕНД /Trend/ - <MOST>

    Подписывайтесь на наш канал в WhatsApp
- outlet: report
  page: |-
    Как сообщает Report, м<OST>
- outlet: report
  page: |-
    <PERVOE>. Об этом Report сообщает со ссылкой на Дорожное агентство. <DALEE>
- outlet: minval
  page: |-
    <PERVOE>, передает Minval со ссылкой на Report. <DALEE>
- outlet: haqqin
  page: |-
    Как передает haqqin.az со ссылкой на АЗЕРТАДЖ, м<OST>
- outlet: kavkaz-uzel
  page: |-
    <PERVOE>, сообщает корреспондент «Кавказского узла». <DALEE>
- outlet: x
  day: "03-05"
  page: |-
    БАКУ, 5 мар – РИА Новости. <MOST>
- outlet: tass
  day: "03-05"
  page: |-
    МОСКВА, 5 марта. /ТАСС/. <MOST>
"""
SENTENCES = {
    "<FIRST>": FIRST,
    "<REST>": REST,
    "<BRIDGE>": BRIDGE,
    "<AFTER>": FIRST[3:],
    "<PERVOE>": PERVOE,
    "<DALEE>": DALEE,
    "<MOST>": MOST,
    "<OST>": MOST[1:],
}


def cases(table):
    made = []
    for case in yaml.safe_load(table):
        page = case["page"].replace("\\\n", "")
        for name, words in SENTENCES.items():
            page = page.replace(name, words)
        made.append(pytest.param(case["outlet"], page, case.get("day"), id=case["outlet"]))
    return made


@pytest.mark.parametrize(("outlet", "text", "day"), cases(CASES))
def test_an_outlets_opening_goes_and_its_day_is_kept(outlet, text, day):
    got = strip_openings(text, OUTLETS[outlet].fixes)
    assert (got.text, got.day) == (BRIDGE, day)


@pytest.mark.parametrize(("outlet", "text", "day"), cases(RUSSIAN))
def test_a_russian_opening_goes_as_well(outlet, text, day):
    got = strip_openings(text, OUTLETS[outlet].fixes)
    assert (got.text, got.day) == (MOST, day)


def test_an_azerbaijani_opening_goes_and_the_dotted_i_is_kept():
    fixes = OUTLETS["report"].fixes
    got = strip_openings('"Report" xəbər verir ki, indi körpü açılıb. Körpü uzundur.', fixes)
    assert got.text == "İndi körpü açılıb. Körpü uzundur."
    got = strip_openings("Bakı, 5 mart, AZƏRTAC\n\nKörpü açılıb.", OUTLETS["azertag"].fixes)
    assert (got.text, got.day) == ("Körpü açılıb.", "03-05")


@pytest.mark.parametrize(
    ("outlet", "stays"),
    [
        ("trend", "The bridge has opened, the ministry said in a statement."),
        ("trend", "Qazetchi, citing sources, wrote that the bridge has opened."),
        ("trend", "The bridge has opened, Qazetchi reports, citing the ministry."),
        ("trend", "The bridge has opened, an engineer told Trend. It is long."),
        ("report", "The report says the bridge is safe. According to reports, it is long."),
        ("report", "Freedom of the Bridge, a report on ferries, was read out."),
        ("apa", "The bridge has opened, the Roads Agency told APA. It is long."),
        ("tass", "The bridge has opened, Interfax reported, citing the police."),
        ("haqqin", "Мост открыт, сообщает Дорожное агентство со ссылкой на инженеров."),
        ("minval", "Как сообщает Дорожное агентство, мост открыт."),
        ("x", "Shusha, Azerbaijan, May 5 saw a march. Reuters reports that it was long."),
        ("trend", "Lerikend, Azerbaijan, Mayor 5. Nobody knows what that means."),
        ("trend", "LERIKEND, Azerbaijan, February 31. No calendar has such a day."),
    ],
)
def test_what_others_are_said_to_have_said_stays(outlet, stays):
    assert strip_openings(stays, OUTLETS[outlet].fixes).text == stays


def test_what_a_cited_source_went_on_to_say_stays():
    text = "The bridge has opened, Trend reports, citing engineers who said it is safe. It is long."
    got = strip_openings(text, OUTLETS["trend"].fixes).text
    assert "engineers who said it is safe" in got
    assert "Trend" not in got


def test_an_outlets_name_further_down_is_content():
    text = f"{BRIDGE} A third sentence follows. The ferry will stop, Trend reports, citing nobody."
    assert strip_openings(text, OUTLETS["trend"].fixes).text == text


def test_paragraphs_stay_apart():
    text = "Мост открыт. Об этом Trend сообщили в агентстве.\n\nОн длинный.\n\nОчень."
    assert (
        strip_openings(text, OUTLETS["trend"].fixes).text == "Мост открыт.\n\nОн длинный.\n\nОчень."
    )


def test_a_rule_that_would_take_most_of_the_text_is_passed_over():
    greedy = Fixes(openings=(r"^[^\n]{0,900}",), closings=(r"^The",))
    assert strip_openings(BRIDGE, greedy).text == BRIDGE


def test_no_fixes_leave_a_text_as_it_is():
    assert strip_openings(BRIDGE, Fixes()).text == BRIDGE


PIECES = st.sampled_from(
    [
        *(
            "BAKU, Azerbaijan, March 5. ",
            "Trend:\n",
            ", Trend reports, citing ",
            "A. ",
            "\n\n",
            "x",
        ),
        *("Об этом Report ", "Report informs ", "the bridge ", "мост ", ".", ",", "/Trend/ - "),
        *("Как сообщает ", "“"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(sorted(OUTLETS)))
def test_whatever_the_text_words_are_only_taken_away_and_never_most_of_them(text, outlet):
    got = strip_openings(text, Fixes(openings=OUTLETS[outlet].fixes.openings)).text
    left = iter(text.casefold())
    assert all(letter in left for letter in got.casefold().replace("i̇", "i") if letter.strip())
    assert len(got) >= int(len(text.strip()) * KEEP_AFTER_OPENINGS) - text.count("\n") - 4


@pytest.mark.parametrize(
    "piece",
    [
        "BAKU, ",
        "a",
        "A ",
        "A\n",
        "Report informs, citing ",
        "Об этом Report ",
        "\n",
        "БАКУ /Trend/ - ",
    ],
)
def test_a_hostile_page_costs_in_step_with_its_length(piece):
    short, long = piece * 2_000, piece * 20_000
    rules = [outlet.fixes for outlet in HOUSE.outlets if outlet.fixes.openings][:8]

    def cost(text):
        begin = time.process_time()
        for fixes in rules:
            strip_openings(text, fixes)
        return time.process_time() - begin

    cost(short)  # compiles the rules
    assert cost(long) < 40 * cost(short) + 0.5

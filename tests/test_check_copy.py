"""The copy check finds slips, says why, and leaves clean copy alone. All names are invented."""

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.draft.check import (
    SEVERITIES,
    Checker,
    Finding,
    Waiver,
    apply_waivers,
    as_json,
    as_sarif,
    issue_name,
)
from torimatome.model import (
    Block,
    Citation,
    House,
    Issue,
    Item,
    Link,
    Outlet,
    Period,
    Section,
    SectionRule,
    Sentence,
    Style,
    Term,
)

HOUSE = House(
    name="test",
    country="LV1",
    country_name="Lorvia",
    languages=("en",),
    zone="UTC",
    outlets=(
        Outlet("lna", "Lorvian News Agency", "LNA", "http://lna.example/", hosts=("lna.example",)),
        Outlet("post", "The Harbour Post", "POST", "http://post.example/"),
    ),
    sections=(SectionRule("domestic", "内政関連"), SectionRule("foreign", "外政関連")),
    style=Style(offices={"Foreign Minister": "FM", "Prime Minister": "PM"}),
    terms=(
        Term("country", "Lorvia", "ロルヴィア", aliases=("Lorvian",), country="LV1"),
        Term("country", "Sundara", "スンダラ", aliases=("Sundaran",), country="SD1"),
        Term("country", "Kestria", "ケストリア", aliases=("Kestrian",), country="KS1"),
        Term("office", "Foreign Minister", "外相", "FM"),
        Term("office", "Deputy Foreign Minister", "外務次官", "Deputy FM"),
        Term("office", "Economy Minister", "経済相"),
        Term("office", "Presidential Aide", "大統領補佐官"),
        Term("person", "Mira Talvekov", "タルヴェコフ", country="LV1", office="Foreign Minister"),
        Term("person", "Dan Oresh", "オレシュ", country="SD1", office="Foreign Minister"),
        Term("place", "Port Halvin", "ポート・ハルヴィン", country="SD1"),
    ),
)
PERIOD = Period("2026-05-02", "2026-05-08")


def cited(outlets: str = "LNA", day: str = "2026-05-06") -> Citation:
    year, month, number = day.split("-")
    names = tuple(outlets.split(", "))
    return Citation(f"({outlets} / {number}.{month}.{year})", names, day, day)


def item(
    headline_ja: str = "タルヴェコフ外相、オレシュ・スンダラ外相と電話会談",
    headline_en: str = "FM Talvekov had a phone call with Sundaran FM Dan Oresh",
    body: str = "On May.06, the ministers discussed trade. They agreed to meet again in June.",
    citation: Citation | None = None,
) -> Item:
    closing = citation or cited()
    return Item(
        "t-01", "1", headline_ja, headline_en, (Block("paragraph", text=body, citation=closing),),
        (closing,),
    )  # fmt: skip


def issue(*items: Item, period: Period = PERIOD) -> Issue:
    return Issue("題", "", "", period, (Section("1", "外政関連", "foreign"),), items, "END")


CHECKER = Checker(HOUSE)


def found(one: Item, period: Period = PERIOD) -> list[Finding]:
    return list(CHECKER.item(one, issue(one, period=period)))


def kinds(one: Item, *severities: str) -> set[str]:
    return {f.kind for f in found(one) if f.severity in (severities or ("high", "mid"))}


def test_clean_copy_has_no_findings() -> None:
    assert found(item()) == []


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("On May.06. The ministers met.", "en_typo", "On May.06."),
        ("On May.06, the the ministers met.", "doubled_word", "the the"),
        ("On May.06, the ministers met ,and talked.", "en_typo", "met ,and"),
        ("On May.06, the ministers met,, and talked.", "en_typo", "met,,"),
        ("On May.06, the minister said: “We agree.", "quote_unmatched", "“We"),
        ("On May.06, the ministers of both countries met again", "en_typo", "met again"),
        ("On May.06, President o Lorvia met the ministers.", "en_typo", "President o Lorvia"),
        ("On May.06, the ministers discussed our region.", "style_person", "our region"),
        ("On May.06, Talvekov met his Sundara counterpart.", "en_grammar", "Sundara counterpart"),
        ("On May.06, she met his Sundaran FM Dan Oresh.", "en_grammar", "his Sundaran FM"),
        ("On May.06, talks between Sundaran and Lorvia ended.", "en_typo", "Sundaran and Lorvia"),
        ("On May.06, they met. The agreements was signed.", "en_grammar", "agreements was"),
        ("On May.06, the Ministry of reported progress.", "en_typo", "Ministry of reported"),
        ("On May.06, a total of 300 from six countries came.", "en_wording", "total of 300"),
        ("On May.06, Presidential Aid Ilko met the press.", "en_typo", "Presidential Aid"),
        ("On May.06, FM Talvekow met the press.", "en_name_variant", "Talvekow"),
        ("On Jan.06, the ministers discussed trade.", "event_vs_citation_date", "On Jan.06"),
        ("On Feb.30, the ministers discussed trade.", "en_typo", "On Feb.30"),
        ("On May.06, they met. See [the text](#).", "link_dead", "the text"),
        ("On May.06, they held a face-to face meeting.", "en_typo", "face-to face"),
        ("On May.06, the U N O envoy spoke.", "spaced_letters", "U N O"),
        ("On May.06, the ministers mdiscussed trade.", "en_typo", "mdiscussed"),
    ],
)
def test_a_slip_in_the_body_is_found_with_its_words(body: str, kind: str, words: str) -> None:
    hits = [f for f in found(item(body=body)) if f.kind == kind and f.severity in {"high", "mid"}]
    assert hits, found(item(body=body))
    assert any(words in f.words or f.words in words for f in hits)


@pytest.mark.parametrize(
    ("headline_ja", "kind"),
    [
        ("タルヴェコフ外相、オレシュ・スンダラ外相と会談", "ja_en_mismatch"),  # by telephone
        ("タルヴェコフ外相、オレシュ・ケストリア外相と電話会談", "ja_en_mismatch"),
        ("タルヴェコフ外相、オレシュ・スンダラ外相と3回目の電話会談", "ja_en_mismatch"),
        ("タルヴェコフ外相、オレシュ・スンダラ外相と電話会談、条約に署名", "ja_en_mismatch"),
        ("タルヴェコフ経済相、オレシュ・スンダラ外相と電話会談", "ja_title_wrong"),
        ("タルヴェコフ、オレシュ・スンダラ外相と電話会談", "ja_missing_title"),
        ("タルヴェコフ外相、オレシュ外相と電話会談", "ja_missing_country"),
        ("タルヴァコフ外相、オレシュ・スンダラ外相と電話会談", "ja_name_typo"),
        ("タルヴェコフ外相、オレシュ・スンダラ外相と電話會談", "ja_wrong_kanji"),
        ("タルヴェコフ外相、オレシュ・スンダラ外相と電話怪談", "ja_wrong_kanji"),
        ("タルヴェコフ外相、オレシュ・スンダラ外相とと電話会談", "ja_grammar"),
        ("タルヴェコフ外相、オレシュ・スンダラ外相と電話会談、", "ja_typo"),
    ],
)
def test_a_japanese_headline_that_disagrees_or_slips_is_found(headline_ja: str, kind: str) -> None:
    assert kind in kinds(item(headline_ja=headline_ja))


@pytest.mark.parametrize(
    ("headline_ja", "headline_en", "kind"),
    [
        (
            "外相がスンダラを公式訪問",
            "FM Talvekov is in Sundara on a working visit",
            "ja_en_mismatch",
        ),
        ("外相、交渉を拒否", "FM Talvekov opens trade talks", "ja_en_mismatch"),
        ("スンダラ人捕虜を移送", "Sundaran detainees are moved", "ja_en_mismatch"),
        ("議会、調査をまだ終わっていない", "Parliament has not ended inquiry", "ja_grammar"),
        ("外務次官、会合に出席", "First Deputy Foreign Minister attends meeting", "ja_title_wrong"),
    ],
)
def test_visit_act_side_and_rank_are_compared(
    headline_ja: str, headline_en: str, kind: str
) -> None:
    body = "On May.06, there was a working visit of the First Deputy Foreign Minister."
    assert kind in kinds(item(headline_ja, headline_en, body))


@pytest.mark.parametrize(
    ("citation", "kind", "suggestion"),
    [
        (cited(day="2025-05-06"), "citation_wrong_year", "(LNA / 06.05.2026)"),
        (cited(day="2026-05-01"), "citation_out_of_period", ""),
        (cited("ZETA"), "outlet_unknown", ""),
    ],
)
def test_a_citation_is_held_against_period_and_outlets(
    citation: Citation, kind: str, suggestion: str
) -> None:
    body = "The ministers discussed trade. They agreed to meet again."
    hit = next(f for f in found(item(body=body, citation=citation)) if f.kind == kind)
    assert (hit.place, hit.severity in {"high", "mid"}) == ("citation", True)
    assert hit.suggestion == suggestion


def test_a_remark_under_the_period_excuses_the_day_it_names() -> None:
    early = item(body="On May.01, the ministers met.", citation=cited(day="2026-05-01"))
    excused = replace(PERIOD, remark="(一部5月1日分を含む)")
    assert {"citation_out_of_period", "event_out_of_period"} <= kinds(early)
    assert [f for f in found(early, excused) if f.severity != "low"] == []


def test_another_form_of_an_outlet_is_style_and_says_the_right_one() -> None:
    printed = replace(cited(), raw="(lna.example, 06.05.2026)")
    by_kind = {f.kind: f for f in found(item(citation=printed))}
    assert by_kind["outlet_variant"].suggestion == "LNA"
    assert by_kind["citation_format"].suggestion.endswith("/ 06.05.2026)")
    assert {f.severity for f in by_kind.values()} == {"low"}


def test_an_item_without_citation_is_found() -> None:
    bare = replace(item(), blocks=(Block("paragraph", text="They met."),), citations=())
    assert "citation_missing" in kinds(bare)


def test_words_inside_quotation_marks_may_be_in_the_first_person() -> None:
    quoted = 'On May.06, the minister said: "We welcome this, and our people do." He left.'
    assert "style_person" not in kinds(item(body=quoted))


def test_a_sentence_left_in_another_language_is_not_read_as_english() -> None:
    foreign = Sentence("Lorviya ve Sundara ticareti ,konuştu", language="tr")
    told = Sentence("On May.06, the ministers discussed trade.")
    text = f"{told.text} {foreign.text}"
    closing = cited()
    block = Block("paragraph", text=text, citation=closing, sentences=(told, foreign))
    assert found(replace(item(), blocks=(block,))) == []


def test_a_link_without_address_is_found() -> None:
    assert "link_dead" in kinds(replace(item(), links=(Link("a statement", "#"),)))


def test_one_headline_twice_is_found_in_both_items() -> None:
    twin = replace(item(), id="t-02")
    hits = [f.item for f in CHECKER.issue(issue(item(), twin)) if f.kind == "duplicate_headline"]
    assert set(hits) == {"t-01", "t-02"}


def test_items_out_of_date_order_are_style_only() -> None:
    later = item("甲", "A", "On May.07, they met.", cited(day="2026-05-07"))
    sooner = replace(item("乙", "B", "On May.03, they met.", cited(day="2026-05-03")), id="t-02")
    hits = [f for f in CHECKER.issue(issue(later, sooner)) if f.kind == "order"]
    assert [(f.item, f.severity) for f in hits] == [("t-02", "low")]


def test_a_name_is_held_against_past_issues() -> None:
    past = issue(
        *(
            replace(item(body=f"On May.06, Ruvan Dellimar spoke {n} times."), id=f"p-{n}")
            for n in "345"
        )
    )
    hits = Checker(HOUSE, (past,)).issue(issue(item(body="On May.06, Ruvan Delimar spoke.")))
    assert any(f.kind == "en_name_variant" and "Delimar" in f.words for f in hits)


def test_findings_come_in_printed_order_and_twice_the_same() -> None:
    bad = item(headline_en="FM Talvekov had a phone call,", body="the the minister met..")
    one = Checker(HOUSE).issue(issue(bad))
    assert one == Checker(HOUSE).issue(issue(bad))
    places = [f.place for f in one]
    assert places == sorted(places, key=("headline_ja", "headline_en", "body", "citation").index)


def test_one_item_takes_milliseconds_while_somebody_types() -> None:
    whole = issue(*(replace(item(), id=f"t-{n:02}") for n in range(40)))
    CHECKER.issue(whole)
    spent = []
    for one in whole.items:
        start = time.process_time()
        CHECKER.item(replace(one, headline_en=one.headline_en + " again"), whole)
        spent.append(time.process_time() - start)
    assert sorted(spent)[int(len(spent) * 0.95)] < 0.03


def test_a_waived_finding_is_set_aside_and_the_rest_stay() -> None:
    findings = found(item(body="On May.06, the the ministers met ,and talked."))
    waiver = Waiver(findings[0].fingerprint, "as the agency printed it", "N.N.", "2026-05-09")
    still, waived = apply_waivers(findings, [waiver])
    assert list(still) == findings[1:]
    assert waived == ((findings[0], waiver),)


def test_a_waiver_outlives_a_better_explanation_and_other_quotation_marks() -> None:
    one = Finding("t-01", "body", "en_typo", "mid", "said “so", "why")
    other = replace(one, severity="low", why="clearer", suggestion="x", words='said  "so')
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint != replace(one, item="t-02").fingerprint


def test_json_has_the_seven_fields_and_nothing_else() -> None:
    told = json.loads(json.dumps(as_json(found(item(body="On May.06, the the end.")))))
    assert set(told) == {"findings"}
    fields = {"item", "place", "kind", "severity", "words", "why", "suggestion"}
    assert all(set(one) == fields for one in told["findings"])


def test_sarif_says_where_what_and_which_findings_are_waived() -> None:
    findings = found(item(body="On May.06, the the ministers met ,and talked."))
    waiver = Waiver(findings[0].fingerprint, "stays", "N.N.")
    log = json.loads(json.dumps(as_sarif(*_split(findings, waiver), version="1.0")))
    assert log["version"] == "2.1.0"
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(results) == len(findings)
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in results)
    assert [r["suppressions"][0]["justification"] for r in results if "suppressions" in r] == [
        "stays (N.N.)"
    ]


def _split(
    findings: list[Finding], waiver: Waiver
) -> tuple[tuple[Finding, ...], str, tuple[tuple[Finding, Waiver], ...]]:
    still, waived = apply_waivers(findings, [waiver])
    return still, "issue.json", waived


def test_an_issue_is_named_by_its_file_or_its_first_day() -> None:
    assert issue_name(issue(item())) == "issue-2026-05-02"
    assert issue_name(replace(issue(item()), file="texts/017.txt")) == "issue-017"


TEXTS = st.text(
    st.sampled_from("「」“”\"'()[]、。・ー–-, .;:!?0123456789おをがアヴ外相會\n\t%$#@aeiTSXz "),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS, st.sampled_from(["2026-05-06", "", "2026-13-45", "0001-01-01"]))
def test_no_copy_however_broken_stops_the_check(ja: str, en: str, body: str, day: str) -> None:
    strange = item(ja, en, body, Citation(body[:20], (), day, day))
    for one in CHECKER.issue(issue(strange)):
        assert one.severity in SEVERITIES
        assert one.words

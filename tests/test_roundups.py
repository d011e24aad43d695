"""A digest is found to be one: as a page to read when it is pasted, and as no story when it is not.

Merland, Velmora, their people and their papers are invented.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.editing import MOMENT
from tests.filing_samples import NOON, article
from tests.outlet_sites import HERALD, sites, world_of

from torimatome.collect.digest import is_digest
from torimatome.collect.discover import Setting, discover
from torimatome.desk import open_web
from torimatome.model import Judgement, SourceKind, Story, Verdict
from torimatome.settings import Settings
from torimatome.text.reasons import said
from torimatome.understand.roundups import is_roundup, left_out, parts_of, standing_apart

BITS = (
    "- Police freed an engineer who had been kidnapped in the Karven valley.",
    "- A magnitude 5.6 earthquake shook the southern coast without casualties.",
    "- The central bank kept its interest rate at 4.5 per cent.",
)
WHEN = Setting(MOMENT, ZoneInfo("UTC"))
STRUNG = "\n\n".join(BITS)


@pytest.mark.parametrize(
    "title",
    [
        "Morning digest: What you need to know today",
        "The week in review",
        "Velmora weekly round-up: talks, budget, floods",
        "Press review for 8 May",
        "Дайджест новостей за 8 мая",
        "Главное за неделю",
        "Огляд преси",
        "Günün xülasəsi",
        "Haftanın öne çıkan gelişmeleri",
        "مرور مطبوعات",
        "დღის მთავარი ამბები",
        "今週の主な動き",
        "Resumen de la semana: lo más importante",
        "Revue de presse du vendredi",
        "Resumo da semana",
        "Presseschau vom 8. Mai",
    ],
)
def test_a_page_that_names_the_form_and_strings_events_together_is_a_roundup(title: str) -> None:
    assert is_roundup(article("a", title, STRUNG))


@pytest.mark.parametrize(
    "title",
    [
        "Police free engineer in Karven valley",
        "MFA holds weekly press briefing",
        "Police round up 12 suspects",
        "Ministry reviews budget of the week",
        "Президент подвёл итоги переговоров",
        "Central bank digests new data",
    ],
)
def test_a_report_is_no_roundup_however_many_points_it_has(title: str) -> None:
    assert not is_roundup(article("a", title, STRUNG))


def test_a_digest_in_name_that_keeps_to_one_matter_is_a_report() -> None:
    one = "- The Karven bridge collapsed and the minister Orlan visited the Karven bridge."
    two = "- The minister Orlan said that the Karven bridge collapsed under a lorry."
    three = "- Engineers warned the minister Orlan of the Karven bridge a year ago."
    assert not is_roundup(article("a", "Evening briefing", "\n\n".join((one, two, three))))


def test_what_stands_under_headings_are_the_parts_too() -> None:
    assert parts_of("Rain\n\nIt rained.\n\nMoney\n\nRates stay.\n\nSport\n\nThey won.") == [
        "Rain\nIt rained.",
        "Money\nRates stay.",
        "Sport\nThey won.",
    ]


def test_a_part_of_a_page_read_as_a_digest_is_a_report() -> None:
    part = replace(article("a", "Press review", STRUNG), url="https://p.example/digest#2026-05-08")
    assert not is_roundup(part)


def test_a_roundup_stands_apart_unless_a_person_put_it_with_a_report() -> None:
    known = {"a": article("a", "Week in brief", STRUNG), "b": article("b", "Quake", BITS[1])}
    machine = Judgement("a", "b", Verdict.SAME, "machine", NOON, 0.9)
    person = Judgement("a", "b", Verdict.SAME, "Ada", NOON)
    assert standing_apart(known, [machine]) == {"a"}
    assert standing_apart(known, [person]) == frozenset()


def test_the_story_of_a_roundup_is_left_out_and_says_why() -> None:
    def story(id_: str) -> Story:
        return Story(id_, (id_,), ((id_,),), "foreign", 1.0, ())

    kept, out = left_out([story("a"), story("b")], frozenset({"a"}))
    assert (kept.id, kept.left_out) == ("b", "")
    assert "round-up" in said(out.left_out)
    assert "まとめた" in said(out.left_out, "ja")


DIGEST = "<html><head><title>This week in Merland</title></head><body>" + "".join(
    f"<h2>{day} May 2026</h2>"
    + "".join(
        f"<h3>{title} on the {day}th</h3><p>{title} went on all day in Karven, and nobody knew"
        " when it would end, the paper was told.</p>"
        for title in ("A debate", "A strike")
    )
    for day in (14, 13)
)


def test_days_in_the_headings_tell_a_digest_from_an_article_and_a_list() -> None:
    hint = date(2026, 5, 15)
    url = "https://p.example/week"
    assert is_digest(DIGEST, url, hint)
    assert not is_digest(DIGEST.replace("13 May", "14 May"), url, hint)  # a live blog of one day
    assert not is_digest(DIGEST.replace(" May 2026", " reasons"), url, hint)
    listed = "".join(f"<h3>{d} May 2026: Title</h3><p>More</p>" for d in range(10, 15))
    assert not is_digest(f"<html>{listed}", url, hint)


def test_a_pasted_digest_is_proposed_as_the_page_it_is(tmp_path: Path) -> None:
    sites(tmp_path)
    (tmp_path / HERALD / "week.html").write_text(DIGEST, encoding="utf-8")
    with world_of(tmp_path) as world:
        trial = discover(open_web(Settings(), world), f"http://{HERALD}/week.html", WHEN)
    (source,) = trial.outlet.sources
    assert source.kind is SourceKind.DIGEST
    assert {a.title for a in trial.articles} == {
        f"{what} on the {day}th" for what in ("A debate", "A strike") for day in (13, 14)
    }
    assert all(one.words and not one.problem for one in trial.articles[:3])

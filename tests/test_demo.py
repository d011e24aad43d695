"""The demo's week goes from web sites to finished files, each sentence traceable, nothing twice."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from torimatome import demo
from torimatome.demo import DemoRun
from torimatome.model import Issue, Item
from torimatome.outside.progress import Nobody
from torimatome.remember.from_json import issue_of_json
from torimatome.settings import Settings
from torimatome.store import Store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def settings(folder: Path) -> Settings:
    return replace(Settings(), desk="demo", folder=str(folder / "var"))


@pytest.fixture(scope="module")
def done(folder: Path, settings: Settings) -> DemoRun:
    return demo.run(settings, folder / "out", Nobody())


@pytest.fixture(scope="module")
def store(done: DemoRun, settings: Settings) -> Store:
    return Store(f"sqlite:///{settings.folder}/demo.sqlite")


@pytest.fixture(scope="module")
def issue(done: DemoRun) -> Issue:
    return done.published.issue


def _item(issue: Issue, words: str) -> Item:
    (found,) = [item for item in issue.items if words in item.headline_en]
    return found


def test_every_article_of_the_week_comes_in_once(done: DemoRun, store: Store) -> None:
    wire, _ = demo.the_week()
    counts = store.pages.counts()
    readable = [article for article in wire if article.outlet != "gazette"]
    assert counts["articles"] == len(readable) >= 110
    assert sum(report.articles for report in done.collected) == counts["articles"]
    assert not [words for report in done.collected for words in report.failed]


def test_articles_come_in_three_languages_and_two_scripts(store: Store) -> None:
    languages = {article.language for article in store.pages.versions()}
    assert {"en", "ru", "tr"} <= languages


def test_a_block_page_in_place_of_a_feed_is_named_and_stops_nothing(done: DemoRun) -> None:
    lines = [line for report in done.collected for line in report.lines()]
    assert any(line.startswith("gazette/") and "HTML page" in line for line in lines)


def test_a_correction_under_the_same_address_is_kept_beside_the_first_version(
    done: DemoRun, store: Store
) -> None:
    changed = [article for article in store.pages.versions() if article.version > 1]
    assert changed
    for article in changed:
        assert store.pages.version(article.id, article.version - 1) is not None
        assert "became" in article.changed
    notes = [note for report in done.collected for note in report.notes]
    assert any(changed[0].changed in note for note in notes)


def test_the_page_without_a_date_says_so(store: Store) -> None:
    undated = {article.title for article in demo.the_week()[0] if article.undated}
    seen = {a.title: a for a in store.pages.versions() if a.published_from == "seen"}
    assert undated
    assert undated <= seen.keys()
    assert all(seen[title].published is None for title in undated)


def test_every_printed_sentence_rests_on_words_of_a_kept_page(issue: Issue, store: Store) -> None:
    sentences = [s for item in issue.items for block in item.blocks for s in block.sentences]
    assert len(sentences) > 60
    for sentence in sentences:
        assert sentence.passages, sentence.text
        for passage in sentence.passages:
            article = store.pages.version(passage.article, passage.version)
            assert article is not None
            assert article.text[passage.start : passage.end] == passage.quote
            assert store.pages.body(passage.sha256)


def test_every_item_is_cited_to_the_outlets_it_rests_on(issue: Issue) -> None:
    _, house = demo.the_week()
    printed = {outlet.id: outlet.citation for outlet in house.outlets}
    for item in issue.items:
        assert item.citations, item.headline_en
        cited = {name for citation in item.citations for name in citation.outlets}
        used = {
            printed[passage.outlet]
            for block in item.blocks
            for sentence in block.sentences
            for passage in sentence.passages
        }
        assert used == cited, item.headline_en


def test_three_phone_calls_of_one_day_are_three_items(issue: Issue) -> None:
    calls = [i for i in issue.items if "phone call" in i.headline_en and "Orlisk" in i.headline_en]
    assert len(calls) == 3
    assert len({item.headline_ja for item in calls}) == 3
    assert {item.event_date for item in calls} == {"2026-05-12"}


def test_two_states_versions_stand_apart_each_with_its_citation(issue: Issue) -> None:
    sides = [i for i in issue.items if any(b.type == "perspective" for b in i.blocks)]
    assert sides
    for item in sides:
        labels = {b.label for b in item.blocks if b.label}
        assert len(labels) >= 2
        assert len([b for b in item.blocks if b.citation]) >= 2


def test_a_speech_becomes_bullets_and_so_does_a_list_of_countries(issue: Issue) -> None:
    speech = _item(issue, "annual address")
    countries = _item(issue, "support from seven countries")
    for item, least in ((speech, 6), (countries, 7)):
        bullets = [b for block in item.blocks for b in block.bullets or ()]
        assert len(bullets) >= least


def test_what_no_translator_covers_is_shown_in_the_original_and_marked(issue: Issue) -> None:
    foreign = [
        item for item in issue.items if any(check.kind == "untranslated" for check in item.checks)
    ]
    assert {s.language for i in foreign for b in i.blocks for s in b.sentences} == {"ru", "tr"}
    assert all(item.headline_en.startswith("〔") for item in foreign)


def test_what_the_glossary_cannot_say_is_left_in_english_and_marked(issue: Issue) -> None:
    for item in issue.items:
        marked = any(check.kind == "headline_ja" for check in item.checks)
        assert ("〔" in item.headline_ja) == marked, item.headline_ja


def test_sport_culture_and_weather_stay_out(issue: Issue) -> None:
    wire, _ = demo.the_week()
    noise = {
        article.title for article in wire if article.category in ("sport", "culture", "weather")
    }
    printed = {item.headline_en for item in issue.items}
    assert not noise & printed


def test_all_four_files_and_the_page_of_sources_are_written(done: DemoRun) -> None:
    files = done.published.files
    assert files.keys() == {"pdf", "docx", "html", "json", "index"}
    assert files["pdf"].read_bytes().startswith(b"%PDF")
    assert issue_of_json(files["json"].read_bytes(), "x.json") == done.published.issue
    assert json.loads(files["json"].read_text(encoding="utf-8"))["items"]
    assert "http-equiv" in files["index"].read_text(encoding="utf-8")


def test_a_second_run_adds_nothing_and_writes_the_same_files(
    done: DemoRun, folder: Path, settings: Settings, store: Store
) -> None:
    before, counts = (
        {form: path.read_bytes() for form, path in done.published.files.items()},
        store.pages.counts(),
    )
    again = demo.run(settings, folder / "out", Nobody())
    assert store.pages.counts() == counts
    assert sum(report.articles + report.revisions for report in again.collected) == 0
    assert {form: p.read_bytes() for form, p in again.published.files.items()} == before
    assert again.published.version == done.published.version

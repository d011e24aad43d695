"""What a model writes stands only where its passages bear out every word; else the draft stands."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from torimatome import desks
from torimatome.draft.gate.close import strays
from torimatome.draft.house_style import house_form
from torimatome.draft.speaker import Speaker
from torimatome.draft.write import draft_issue
from torimatome.draft.writing import examples_of, rewritten
from torimatome.draft.writing.japanese import faults
from torimatome.draft.writing.translated import in_english
from torimatome.draft.writing.vetting import fault_as_it_came
from torimatome.model import Check, Item, Passage, Sentence, Story
from torimatome.outside.models.scripted import ScriptedModel, Turn

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from mutations.lies import Lie, lies
from writing_samples import (
    HOUSE,
    PORT,
    RUSSIAN,
    WEEK,
    article,
    drafted,
    models_at,
    reply,
    says,
)

DEMO = house_form(desks.load(desks.SHIPPED / "demo"))
OPENED = "Foreign Minister Mira Talvek opened the new port of Orla on Friday."
COST = "The port cost 40 million marks and can take 12 ships a day."
SHORT = "The port can take 12 ships a day."
LATER = "Talvek told reporters that the port may receive its first ferry on May 20."


def texts(item: Item) -> list[str]:
    return [s.text for block in item.blocks for s in block.sentences]


def one_item(
    write: str | Turn, title: str = "FM Talvek opens port"
) -> tuple[Item, Item, list[str]]:
    """The item without a model, with one that replies so, and the run's lines."""
    issue, ground = drafted(article("lna", title, PORT))
    with ScriptedModel(says(write)) as server:
        made, lines = rewritten(issue, ground, models_at(server))
    return issue.items[0], made.items[0], lines


def test_a_faithful_text_takes_the_drafts_place_in_house_form_marked_and_cited() -> None:
    before, after, lines = one_item(reply((OPENED, [1]), (SHORT, [2])))
    assert texts(after) == ["On May.08, FM Mira Talvek opened the new port of Orla.", SHORT]
    assert all("model" in s.marks for b in after.blocks for s in b.sentences)
    for sentence in (s for b in after.blocks for s in b.sentences):
        for cited in sentence.passages:
            assert PORT[cited.start : cited.end] == cited.quote
    assert after.citations == before.citations
    assert Check("model", "Written by the model tiny", "info") in after.checks
    assert lines[0].startswith("models: 1 items written, 0 sentences translated")
    assert after.headline_en == before.headline_en


def test_a_lie_is_dropped_and_what_is_true_stands() -> None:
    lie = "The port cost 45 million marks and can take 12 ships a day."
    _, after, lines = one_item(reply((OPENED, [1]), (lie, [2]), (LATER, [3])))
    assert [text[:20] for text in texts(after)] == ["On May.08, FM Mira T", "Talvek told reporter"]
    assert "1 of its sentences did not pass" in after.checks[-1].words
    assert "1 sentences dropped" in lines[0]


@pytest.mark.parametrize(
    "write",
    [
        reply(),
        reply(("The port was never opened.", [1]), (SHORT, [2])),  # the opening is a lie
        reply((OPENED, [1]), ("It sank.", [2]), ("Nobody came.", [3])),  # most are lies
        reply((OPENED, [2])),  # the wrong passage
        reply((OPENED, [9])),
        reply((OPENED, [])),
        reply((OPENED, [1, 2, 3, 4])),
        reply(("He opened the new port of Orla on Friday.", [1])),
        reply((SHORT.replace("can", "will"), [2])),
        reply(("The port receives its first ferry on May 20.", [3])),  # "may" and "told" are gone
        reply(("The Harbour Union has signed the contract.", [4])),
        "no JSON at all",
        Turn(500),
        Turn(body=b"{}"),
    ],
)
def test_where_the_model_fails_the_draft_stands_to_the_byte(write: str | Turn) -> None:
    before, after, lines = one_item(write)
    assert after == before
    assert len(lines) <= 2


SPEECH = (
    "Foreign Minister Mira Talvek answered questions of reporters in Orla on Friday.\n\n"
    "Talvek said that the port of Orla will open to 12 ferries in June.\n\n"
    "She stressed that the treaty with Sundara has not been signed.\n\n"
    "Talvek noted that 40 million marks were spent on the port last year.\n\n"
    "She promised that the customs house would stay in the old town.\n\n"
    "Talvek warned that storms may delay the first ferry by a week.\n\n"
    "She thanked the Harbour Union for its patience."
)
POINTS = (
    ("FM Mira Talvek answered questions of reporters in Orla on Friday.", [1]),
    ("Talvek said that the port of Orla will open to 12 ferries in June.", [2]),
    ("She stressed that the treaty with Sundara has been signed.", [3]),
    ("Talvek noted that 40 million marks were spent on the port.", [4]),
    ("Talvek warned that storms may delay the first ferry.", [6]),
)


def test_a_speech_is_written_as_bullets_and_each_bullet_passes_the_gate_by_itself() -> None:
    issue, ground = drafted(article("lna", "FM Talvek answers questions in Orla", SPEECH))
    before = issue.items[0]
    assert [b.type for b in before.blocks] == ["paragraph", "bullets"]
    with ScriptedModel(says(reply(*POINTS))) as server:
        made, _ = rewritten(issue, ground, models_at(server))
    opening, points = made.items[0].blocks
    assert [b.type for b in made.items[0].blocks] == ["paragraph", "bullets"]
    assert opening.text == "On May.08, FM Mira Talvek answered questions of reporters in Orla."
    assert points.bullets == tuple(text for text, _ in (POINTS[1], POINTS[3], POINTS[4]))
    assert points.bullet_of == (0, 1, 2)
    assert [s.text for s in points.sentences] == list(points.bullets)
    assert all(s.passages and "model" in s.marks for s in points.sentences)
    assert points.citation == before.blocks[1].citation
    assert opening.citation is None


def test_bullets_of_which_too_few_pass_stay_as_they_were_drafted() -> None:
    issue, ground = drafted(article("lna", "FM Talvek answers questions in Orla", SPEECH))
    with ScriptedModel(says(reply(POINTS[0], POINTS[1], POINTS[3]))) as server:
        made, _ = rewritten(issue, ground, models_at(server))
    assert made.items[0].blocks == issue.items[0].blocks


def test_a_number_of_the_headline_may_not_leave_the_body() -> None:
    before, after, _ = one_item(reply((OPENED, [1])), "Port of Orla opens for 12 ships a day")
    assert texts(after) == texts(before)


def test_a_name_is_spelled_as_the_termbase_has_it() -> None:
    terms = tuple(
        replace(t, aliases=(*t.aliases, "Mira Talveck", "Talveck")) if t.kind == "person" else t
        for t in HOUSE.terms
    )
    house = replace(HOUSE, terms=terms)
    issue, ground = drafted(article("lna", "FM Talvek opens port", PORT.replace("vek", "veck")))
    ground = replace(ground, house=house, form=house_form(house), speaker=Speaker(house))
    for written in (OPENED, OPENED.replace("Talvek", "Talveck")):
        with ScriptedModel(says(reply((written, [1])))) as server:
            made, _ = rewritten(issue, ground, models_at(server))
        assert texts(made.items[0]) == ["On May.08, FM Mira Talvek opened the new port of Orla."]


def test_two_sides_are_written_each_from_its_own_reports() -> None:
    ours = article("lna", "Fire in Orla", "Three sailors were wounded in a fire in Orla on Friday.")
    theirs = article("post", "Fire in Orla", "Nine sailors were wounded in a fire in Orla.")
    state = replace(HOUSE.outlets[0], official="Lorvia")
    house = replace(HOUSE, outlets=(state, *HOUSE.outlets[1:]))
    _, ground = drafted(ours, theirs)
    ground = replace(ground, house=house)
    ids = tuple(sorted((ours.id, theirs.id)))
    story = Story(ids[0][:12], ids, ((ours.id,), (theirs.id,)), "domestic", 1.0, ())
    issue = draft_issue([story], ground.articles, house, WEEK)
    nine = reply(("Nine sailors were wounded in a fire in Orla.", [1]))
    with ScriptedModel(says(nine)) as server:
        made, _ = rewritten(issue, ground, models_at(server))
    first, second = made.items[0].blocks
    assert first == issue.items[0].blocks[0]
    assert second.sentences[0].marks == ("model",)


def test_a_model_that_is_down_is_named_once_for_the_whole_issue() -> None:
    issue, ground = drafted(article("lna", "FM Talvek opens port", PORT))
    twice = replace(issue, items=(issue.items[0], replace(issue.items[0], id="other")))
    with ScriptedModel(says(Turn(503))) as server:
        made, lines = rewritten(twice, ground, models_at(server))
    assert made == twice
    assert len(server.asked) == 3  # one question, three tries
    assert sum("model tiny: the server is in trouble" in line for line in lines) == 1
    assert lines[-1].endswith("the draft stands as it is without it")


def test_without_models_nothing_is_looked_at() -> None:
    issue, ground = drafted(article("lna", "FM Talvek opens port", PORT))
    with ScriptedModel(says()) as server:
        models = replace(models_at(server), writer=None)
    assert rewritten(issue, ground, models) == (issue, [])


def test_examples_are_short_past_items_and_reach_the_question_quoted() -> None:
    issue, ground = drafted(article("lna", "FM Talvek opens port", PORT))
    (example,) = examples_of([issue])
    assert example.text.startswith("On May.08")
    with ScriptedModel(says(reply())) as server:
        rewritten(issue, replace(ground, examples=(example,)), models_at(server))
        matter = json.loads(server.asked[0].user)
    assert matter["examples"] == [{"headline": example.headline_en, "text": example.text}]
    assert {"Mira Talvek", "Orla"} <= set(matter["names"])


@pytest.mark.parametrize("lie", lies(), ids=lambda lie: f"{lie.kind}: {lie.text[:50]}")
def test_each_of_two_hundred_lies_about_the_demo_week_is_dropped(lie: Lie) -> None:
    assert fault_as_it_came(lie.sentence, DEMO)


def test_what_those_lies_bend_would_stand() -> None:
    true = {lie.true for lie in lies()}
    assert [one.text for one in true if fault_as_it_came(one, DEMO)] == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The police moved the fence.", "without tried"),
        ("The minister met Brokk in Orla.", "without deputy"),
        ("The enormous losses were confirmed.", "without potentially"),
        ("The police tried to move the fence.", ""),
        ("The deputy minister met Brokk.", ""),
    ],
)
def test_what_changes_a_deed_or_an_office_may_not_be_left_out(text: str, missing: str) -> None:
    page = (
        "The police tried to move the fence. The deputy minister met Brokk in Orla. "
        "The potentially enormous losses were confirmed."
    )
    rests = Passage("a", 1, 0, len(page), page, "", "lna", "2026-05-08", "", "en")
    found = strays(Sentence(text, (rests,)))
    assert missing in " ".join(found)
    assert bool(found) is bool(missing)


def foreign(english: str, headline: str = "", japanese: str = "") -> tuple[Item, Item]:
    """A Russian report's item, before and after a model that translates so."""
    issue, ground = drafted(article("listok", "Талвек открыла порт Орлы", RUSSIAN, "ru"))

    def said(sentence: str) -> str:
        if sentence.startswith("Талвек"):
            return headline
        return english if sentence.startswith("В пятницу") else "The port can take 12 ships a day."

    with ScriptedModel(says(english=said, japanese=japanese)) as server:
        made, _ = rewritten(issue, ground, models_at(server))
    return issue.items[0], made.items[0]


GOOD = "On Friday, Foreign Minister Mira Talvek opened the new port of Orla."


def test_a_story_in_russian_alone_prints_in_english_marked_and_points_at_the_original() -> None:
    before, after = foreign(GOOD, "Talvek opens port of Orla")
    assert texts(before)[0].startswith("В пятницу")
    assert texts(after) == [
        "On May.08, FM Mira Talvek opened the new port of Orla.",
        "The port can take 12 ships a day.",
    ]
    (block,) = after.blocks
    assert (block.language, block.text) == ("en", " ".join(texts(after)))
    for old, new in zip(before.blocks[0].sentences, block.sentences, strict=True):
        assert new.passages == old.passages
        assert new.marks == ("translated", "model")
        assert RUSSIAN[new.passages[0].start : new.passages[0].end] == new.passages[0].quote
    assert (after.headline_en, after.citations) == ("Talvek opens port of Orla", before.citations)
    kinds = {check.kind: check.words for check in after.checks}
    assert "untranslated" not in kinds
    assert kinds["translated"].startswith("Translated from Russian (ru) by tiny: compare")


@pytest.mark.parametrize(
    "english",
    [
        "On Friday, Foreign Minister Mira Talvek opened the new port of Sundara.",
        "On Friday, Foreign Minister Sten Brokk opened the new port of Orla.",
        "On Friday, Foreign Minister Mira Talvek did not open the new port of Orla.",
        "On Thursday, Foreign Minister Mira Talvek opened the new port of Orla.",
        "On Friday, Foreign Minister Mira Talvek opened 3 new ports of Orla.",
        "The new port was opened.",
        RUSSIAN.split(". ")[0] + ".",
        "Cuma günü Dışişleri Bakanı Mira Talvek Orla limanını açtı.",
        f"{GOOD} She then resigned.",
        f"{GOOD[:-1]}, where she met Sten Brokk of Kadrost and thanked him for all that he did.",
        "<b>On Friday</b>, Foreign Minister Mira Talvek opened the new port of Orla.",
        "",
    ],
)
def test_a_translation_that_says_something_else_leaves_the_original(english: str) -> None:
    before, after = foreign(english)
    assert texts(after)[0] == texts(before)[0]
    assert after.blocks[0].sentences[0].marks == ("untranslated",)
    assert "untranslated" in {check.kind for check in after.checks}
    assert after.headline_en == before.headline_en


def test_a_translated_name_is_put_into_the_termbases_spelling() -> None:
    _, ground = drafted(article("listok", "Порт", RUSSIAN, "ru"))
    quote = RUSSIAN.split(". ")[0] + "."
    cited = Passage("a", 1, 0, len(quote), quote, "", "listok", "2026-05-08", "", "ru")
    said = "On Friday, Foreign Minister Mira Talwec opened the new port of Orla."
    assert in_english(said, cited, ground) == (GOOD, "")


@pytest.mark.parametrize(
    ("russian", "english", "passes"),
    [
        ("Он не подписал договор.", "He signed the contract.", False),
        ("Он не подписал договор.", "He did not sign the contract.", True),
        ("Он подписал договор.", "He refused to sign the contract.", False),
        ("Порт стоил 1 240 марок.", "The port cost 1,240 marks.", True),
        ("Порт стоил 1 240 марок.", "The port cost 1,420 marks.", False),
        ("Порт стоил 1 240 марок.", "The port cost a lot of marks.", False),
    ],
)
def test_numbers_and_denials_cross_languages(russian: str, english: str, passes: bool) -> None:
    _, ground = drafted(article("listok", "Порт", russian, "ru"))
    cited = Passage("a", 1, 0, len(russian), russian, "", "listok", "2026-05-08", "", "ru")
    assert (in_english(english, cited, ground)[1] == "") is passes


def test_a_japanese_headline_by_a_model_stands_only_if_the_termbase_bears_it_out() -> None:
    issue, ground = drafted(article("lna", "FM Talvek opens port", PORT))
    item = replace(
        issue.items[0],
        headline_en="FM Talvek meets Sundara delegation",
        headline_ja="タルヴェク外相、〔Sundara delegation〕と会談",
    )
    good = "タルヴェク外相、スンダラ代表団と会談"
    assert list(faults(good, item, ground)) == []
    for said in (
        "タルヴェク外相、代表団と会談",  # a country is lost
        "タルベク外相、スンダラ代表団と会談",  # a name misspelled
        "タルヴェク外相、スンダラ代表団を非難",  # another act than the frame said
        "タルヴェク外相、ロルヴィアとスンダラ代表団と会談",  # a country that is not there
        "タルヴェク外相、スンダラ代表団3人と会談",
        "タルヴェク外相、スンダラ特使ブロックと会談",
        "タルヴェク外相、Sundara代表団と会談",
        "タルヴェク外相、〔Sundara delegation〕と会談",
        "タルヴェク外相、スンダラ代表団と会談。",
        "",
    ):
        assert list(faults(said, item, ground)), said
    unsaid = Check("headline_ja", "in 〔 〕", "high")
    issue = replace(issue, items=(replace(item, checks=(unsaid,)),))
    for said, stands in ((good, True), ("タルベク外相、代表団と会談", False)):
        with ScriptedModel(says(japanese=said)) as server:
            made = rewritten(issue, ground, models_at(server))[0].items[0]
        kinds = {c.kind: c.severity for c in made.checks}
        assert made.headline_ja == (said if stands else item.headline_ja)
        assert kinds == ({"headline_ja_model": "high"} if stands else {"headline_ja": "high"})

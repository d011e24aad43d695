"""A person no term has is said by sound in headlines and marked; nothing else is guessed."""

import hashlib
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from torimatome import desks
from torimatome.cli import main
from torimatome.desks import SHIPPED
from torimatome.draft.headline_ja import JapaneseHeadline, say
from torimatome.draft.new_name import is_name, new_name
from torimatome.draft.speaker import Speaker
from torimatome.draft.write import draft_issue
from torimatome.model import Article, Issue, Period, Story

DEMO = desks.load(SHIPPED / "demo")
SPEAKER = Speaker(DEMO)
REAL = Speaker(desks.load(SHIPPED / "azerbaijan"))


def _checks(said: JapaneseHeadline) -> list[tuple[str, str]]:
    return [(c.kind, c.severity) for c in (new.check(form) for new, form in said.proposed)]


@pytest.mark.parametrize(
    ("english", "japanese", "form"),
    [
        (
            "Finance Minister Diberov visits Kestria",
            "ディベロフ財務相、ケストリアを訪問",
            "ディベロフ",
        ),
        (
            "Kestrian Finance Minister Oran Diberov visits Tamvell",
            "ディベロフ・ケストリア財務相、タムヴェルを訪問",
            "ディベロフ",
        ),
        (
            "Oran Diberov, Finance Minister of Kestria, visits Tamvell",
            "ディベロフ・ケストリア財務相、タムヴェルを訪問",
            "ディベロフ",
        ),
    ],
)
def test_a_new_name_behind_its_title_is_proposed_and_marked(
    english: str, japanese: str, form: str
) -> None:
    said = say(english, SPEAKER, "2026-05-08")
    assert (said.text, said.marks) == (japanese, ())
    assert [f for _, f in said.proposed] == [form]
    assert _checks(said) == [("name_proposal", "mid")]
    new, used = said.proposed[0]
    words = new.check(used).words
    assert form in words
    assert "Russian" in words
    assert "オフ" in words


def test_an_envoy_no_term_has_stands_in_the_form_for_envoys() -> None:
    said = say("Ambassador of Türkiye to Azerbaijan Birol Görkün visits Ganja", REAL)
    assert said.text == "ギョルキュン駐アゼルバイジャン・トルコ大使、ギャンジャを訪問"
    assert _checks(said) == [("name_proposal", "mid")]


def test_a_name_alone_is_said_only_when_the_story_gives_its_office() -> None:
    english = "FM Bayramov meets with Hakan Gürbay"
    assert "〔Hakan Gürbay〕" in say(english, REAL).text
    silent = say(english, REAL, context="The two men had dinner. Hakan Gürbay ate fish.")
    assert "〔Hakan Gürbay〕" in silent.text
    story = "Turkish Defense Minister Hakan Gürbay arrived. Hakan Gürbay spoke of trade."
    said = say(english, REAL, context=story)
    assert said.text == "バイラモフ外相、ギュルバイ・トルコ国防相と会談"
    assert _checks(said) == [("name_proposal", "mid")]


def test_names_of_the_termbase_are_never_proposed() -> None:
    said = say("FM Bayramov meets with Georgian FM Maka Botchorishvili", REAL, "2026-05-01")
    assert "ボチョリシヴィリ" in said.text
    assert said.proposed == ()


def test_names_written_in_characters_are_left_to_a_person() -> None:
    assert "〔" in say("FM Bayramov meets with Chinese FM Zhou Lin", REAL).text
    assert new_name("Zhou Lin", "CN") is None


@pytest.mark.parametrize(
    "words", ["Office", "Visits Baku", "Human Rights Council", "of trade", "UN", "Meeting", "x"]
)
def test_words_that_are_no_name_are_not_said_as_one(words: str) -> None:
    assert not is_name(words, None)


def test_in_a_title_of_capitals_a_name_must_stand_in_the_story_too() -> None:
    assert not is_name("Boosts Trade", "The minister boosts trade.")
    assert is_name("Oran Diberov", "Minister Oran Diberov boosts trade.")


def test_what_is_unsaid_beside_a_proposal_stays_marked_as_before() -> None:
    said = say("Finance Minister Diberov meets with Zorp Gleeb Foundation", SPEAKER)
    assert "〔" in said.text
    assert said.marks


def test_a_headline_of_known_names_holds_no_proposal() -> None:
    known = say("FM Orlisk visits Kestria", SPEAKER, "2026-05-08")
    assert known.proposed == ()
    assert known.marks == ()


def _drafted(title: str, text: str) -> Issue:
    at = datetime(2026, 5, 8, 12, tzinfo=UTC)
    key = hashlib.sha256(title.encode()).hexdigest()
    one = Article(
        key[:16], 1, "http://ona.example/1", "ona", "folder", title, text, "en", at, "hand",
        "2026-05-08", at, key,
    )  # fmt: skip
    story = Story(key[:12], (one.id,), ((one.id,),), "foreign", 1.0, ())
    return draft_issue([story], {one.id: one}, DEMO, Period("2026-05-04", "2026-05-10"))


def test_an_item_carries_the_proposal_as_something_to_look_at() -> None:
    text = (
        "Kestrian Finance Minister Oran Diberov visited Tamvell on Friday. Oran Diberov spoke of "
        "customs duties with his hosts."
    )
    (item,) = _drafted("Kestrian Finance Minister Oran Diberov visits Tamvell", text).items
    assert item.headline_ja == "ディベロフ・ケストリア財務相、タムヴェルを訪問"
    (found,) = [check for check in item.checks if check.kind == "name_proposal"]
    assert found.severity == "mid"
    assert "Oran Diberov is not in the termbase: ディベロフ is a proposal" in found.words
    assert not [check for check in item.checks if check.kind == "headline_ja"]


def _names(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(main, ["--desk", "azerbaijan", "names", *words])
    return answer.exit_code, answer.output


def test_the_command_shows_form_rule_other_forms_and_the_termbase() -> None:
    code, shown = _names("Elchin Amirbayov", "Tural Qasımova", "--lang", "az")
    assert code == 0
    assert "Elchin Amirbayov: エルチン・アミルバヨフ" in shown
    assert "surnames in -yov: ヨフ" in shown
    assert "the termbase has it: Elchin Amirbayov アミルバヨフ" in shown
    assert "or トゥラル・ガシモワ" in shown
    assert "not in the termbase; to keep it" in shown


def test_the_command_says_how_sure_a_guess_is_and_whose_surname_it_shares() -> None:
    code, shown = _names("Tural Bayramov")
    assert code == 0
    assert "read as Azerbaijani (guessed, " in shown
    assert "same surname: Jeyhun Bayramov バイラモフ" in shown


def test_the_command_names_what_it_cannot_use() -> None:
    code, shown = _names("Tural Bayramov", "--lang", "qq")
    assert code == 2
    assert "'qq'" in shown
    assert "az" in shown
    assert _names()[0] == 2
    assert "Georgian" in _names("--languages")[1]


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("Kestrian FM visits Kyiv", "メリダン・ケストリア外相、キーウを訪問"),
        ("Polish FM Radosław Sikorski visits Oslo", "シコルスキ・ポーランド外相、オスロを訪問"),
        ("Two soldiers killed in mine explosion in Chad", "チャドで地雷爆発、兵士2人死亡"),
        ("Moldova holds parliamentary elections", "モルドバで議会選挙"),
        ("Uruguay recalls ambassador from Peru", "ウルグアイ、駐ペルー大使を召還"),
        ("Seminar on the 30th anniversary of Albanian independence held in Tirana",
         "アルバニア独立30周年記念セミナー、ティラナで開催"),
        ("German Chancellor to visit Nairobi", "ドイツ首相、ナイロビを訪問へ"),
        ("Lithuania joins NATO", "リトアニア、NATOに参加"),
    ],
)  # fmt: skip
def test_headlines_of_any_country_are_said_with_general_words(english: str, japanese: str) -> None:
    said = say(english, SPEAKER, "2026-05-08")
    assert (said.text, said.marks) == (japanese, ())


@pytest.mark.parametrize(
    "english",
    [
        "President of the International Chess Body visits Kestria",  # 会長? 総裁? no 大統領
        "Chancellor of Kestria visits Tamvell",
        "Kestria fires on strike",
    ],
)
def test_what_has_several_japanese_words_is_not_guessed(english: str) -> None:
    assert say(english, SPEAKER, "2026-05-08").marks


def test_of_a_call_between_two_the_desks_own_country_comes_first() -> None:
    home = DEMO.country_name
    adjective = next(f for t in DEMO.terms if t.kind == "country" and t.en == home
                     for f in t.aliases if f.isascii())  # fmt: skip
    one = say(f"Kestrian FM phones {adjective} FM", SPEAKER, "2026-05-08")
    other = say(f"{adjective} FM phones Kestrian FM", SPEAKER, "2026-05-08")
    assert one.text == other.text
    assert not one.marks


def test_only_a_headline_all_in_capitals_asks_the_story_whether_words_are_a_name() -> None:
    story = "The guest spoke of trade."
    small = say("Kestrian FM Oran Diberov visits Tamvell", SPEAKER, "2026-05-08", story)
    assert small.text.startswith("ディベロフ")
    assert small.proposed
    title = say("Kestrian FM Oran Diberov Visits Tamvell", SPEAKER, "2026-05-08", story)
    assert "〔" in title.text

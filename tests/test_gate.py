"""No sentence passes that says other than its passage; one that says the same does."""

import pytest

from torimatome.draft.gate import check_sentence, stops
from torimatome.draft.gated import gated
from torimatome.draft.house_style import house_form
from torimatome.model import Block, House, Item, Outlet, Passage, Sentence, Style, Term
from torimatome.text.names import Names

HOUSE = House(
    name="test",
    country="LV1",
    country_name="Lorvia",
    languages=("en", "ru"),
    zone="UTC",
    outlets=(Outlet("lna", "Lorvian News Agency", "LNA", "http://lna.example/"),),
    sections=(),
    style=Style(offices={"Foreign Minister": "FM", "Foreign Ministry": "MFA"}),
    terms=(
        Term("country", "Lorvia", "ロルヴィア", aliases=("Lorvian", "Лорвия"), country="LV1"),
        Term("country", "Sundara", "スンダラ", aliases=("Sundaran", "Сундара"), country="SD1"),
        Term("person", "Mira Talvek", "タルヴェク", aliases=("Мира Талвек",), country="LV1"),
        Term("person", "Oren Pask", "パスク", aliases=("Орен Паск",), country="SD1"),
    ),
)
FORM = house_form(HOUSE)
FRIDAY = "2026-05-08"


def passage(quote: str, language: str = "en", day: str = FRIDAY) -> Passage:
    return Passage(
        "a" * 16, 1, 0, len(quote), quote, "http://lna.example/1", "lna", day, "0" * 64, language
    )


def kinds(text: str, quote: str) -> set[str]:
    return {check.kind for check in check_sentence(Sentence(text, (passage(quote),)))}


@pytest.mark.parametrize(
    ("quote", "text", "kind"),
    [
        ("It cost 1.2 million dollars.", "It cost 1.3 million dollars.", "numbers"),
        ("It cost 1.2 million dollars.", "It cost 1.2 billion dollars.", "numbers"),
        ("At least 12 people died.", "12 people died.", "numbers"),
        ("More than 12 people died.", "Less than 12 people died.", "numbers"),
        ("It was the fifth meeting.", "It was the sixth meeting.", "numbers"),
        ("They met on May 5.", "They met on May 6.", "days"),
        ("They meet on Monday.", "They meet on Tuesday.", "days"),
        ("Talvek came to Orla.", "Talvek came to Tamvell.", "names"),
        ("The former minister came.", "The minister came.", "names"),
        ("The port was not open.", "The port was open.", "negation"),
        ("The port was open.", "The port was not open.", "negation"),
        ("The envoy failed to sign the pact.", "The envoy signed the pact.", "negation"),
        ("Not only Orla was hit.", "Only Orla was hit.", "negation"),
        ("The port may open.", "The port will open.", "modality"),
        ("Talvek will visit Orla.", "Talvek visited Orla.", "modality"),
        ("Talvek plans to visit Orla.", "Talvek visited Orla.", "modality"),
        ("The port was reportedly hit.", "The port was hit.", "attribution"),
        ("Talvek said that the port was hit.", "The port was hit.", "attribution"),
        ("The port was hit, he told reporters.", "The port was hit.", "attribution"),
        ("According to Pask, the port was hit.", "The port was hit.", "attribution"),
        ("Talvek said the port was hit.", "Talvek confirmed the port was hit.", "attribution"),
        ("The price rose before May.", "The price rose after May.", "direction"),
        ("Some ministers signed it.", "All ministers signed it.", "direction"),
        ("Talvek criticised Pask.", "Pask criticised Talvek.", "roles"),
        ("Talvek criticised Pask.", "Talvek was criticised by Pask.", "roles"),
        ("Lorvian troops entered Sundara.", "Sundaran troops entered Lorvia.", "roles"),
        ("He flew from Orla to Tamvell.", "He flew from Tamvell to Orla.", "roles"),
        ("The envoy opened the bridge.", "The envoy opened the library.", "content"),
    ],
)
def test_what_the_passage_does_not_say_is_found_under_its_kind(
    quote: str, text: str, kind: str
) -> None:
    assert kind in kinds(text, quote)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Lorvia defeated Sundara in the final.", "Sundara was defeated by Lorvia in the final."),
        ("The pact was signed by Sundara.", "Sundara signed the pact."),
        ("The port was shut, Talvek said on Monday.", "Talvek said on Monday the port was shut."),
        ("Talvek, who came in 2021, left the port.", "Talvek left the port."),
        ("In Orla, the talks began, after a long delay.", "The talks began."),
        ("Twenty-five ships left.", "25 ships left."),
        ("It took 12,000 tons.", "It took 12000 tons."),
        ("It grew by 5 percent.", "It grew by 5%."),
        ("The ministers held talks.", "The ministers held negotiations."),
        ("The defence of the harbour failed.", "The defense of the harbor failed."),
        ("The Foreign Ministry's spokeswoman denied it.", "The MFA spox denied it."),
        ("The United Nations met.", "The UN met."),
        ("Some 12 people died.", "About 12 people died."),
        ("He didn't come.", "He did not come."),
    ],
)
def test_the_same_in_other_words_passes(quote: str, text: str) -> None:
    assert check_sentence(Sentence(text, (passage(quote),))) == ()


def test_a_check_says_what_stands_here_and_what_on_the_page() -> None:
    (check,) = check_sentence(Sentence("12 ships left.", (passage("10 ships left."),)))
    assert "'12'" in check.words
    assert "'10'" in check.words


def test_a_word_that_may_be_a_synonym_stops_nothing() -> None:
    checks = check_sentence(
        Sentence("Talvek unveiled the gizmo.", (passage("Talvek unveiled the tool."),))
    )
    assert [(check.kind, check.severity) for check in checks] == [("content", "mid")]
    assert not stops(checks)


def test_an_office_passes_to_nobody_else() -> None:
    quote = "Foreign Minister Talvek met with Prime Minister Pask."
    assert check_sentence(Sentence("FM Talvek met PM Pask.", (passage(quote),)), FORM) == ()
    assert stops(check_sentence(Sentence("FM Pask met PM Talvek.", (passage(quote),)), FORM))


def test_a_name_from_elsewhere_on_the_page_is_no_other_speaker() -> None:
    quote = "Talvek said that the port was closed. Pask left for Orla."
    text = "Pask said that the port was closed."
    assert kinds(text, quote) & {"roles", "names", "attribution"}


def test_a_page_in_another_language_is_compared_by_numbers_days_and_names() -> None:
    quote = "7 мая Мира Талвек встретилась с 12 послами."
    names = Names(HOUSE)

    def checks(text: str) -> dict[str, str]:
        sentence = Sentence(text, (passage(quote, "ru"),))
        return {c.kind: c.severity for c in check_sentence(sentence, FORM, names)}

    assert checks("On May.07, Mira Talvek met 12 envoys.") == {"not_compared": "info"}
    assert "numbers" in checks("On May.07, Mira Talvek met 13 envoys.")
    assert "days" in checks("On May.06, Mira Talvek met 12 envoys.")
    assert "names" in checks("On May.07, Oren Pask met 12 envoys.")


def test_only_what_stops_a_sentence_cannot_be_waived() -> None:
    sentences = (
        Sentence("12 ships left.", (passage("10 ships left."),)),
        Sentence("Talvek opened the library.", (passage("Talvek opened the bridge."),)),
    )
    block = Block("paragraph", text=" ".join(s.text for s in sentences), sentences=sentences)
    found = gated(Item("i", "1", "", "", (block,), ()), FORM)
    assert [(one.kind, one.severity) for one in found] == [
        ("gate.numbers", "high"),
        ("source.content", "mid"),
    ]


def test_markup_and_nonsense_are_text_like_any_other() -> None:
    for text in ("<b>\x00</b>", "'" * 500, "\u202e((((", "1" * 400, "—", "No. 1."):
        check_sentence(Sentence(text, (passage("Ten ships left Orla."),)), FORM)
        check_sentence(Sentence("Ten ships left Orla.", (passage(text + " x"),)), FORM)

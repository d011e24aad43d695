"""Lists of countries or calls that an outlet wrote into a sentence are printed as bullets."""

from tests.test_draft_memory import DESK, NEXT
from tests.test_draft_write import article, story

from torimatome.draft.gate import check_sentence
from torimatome.draft.house_style import house_form
from torimatome.draft.lists import list_in_line
from torimatome.draft.write import draft_issue
from torimatome.model import Item

AID = (
    "The Ministry of Defense of Lorvia thanked the states that helped Orla on May 14. "
    "Aid came from the following countries: Sundara, 40 tents and 200 blankets; Pelm, 12 rescuers "
    "with dogs; and Ostra, 3 million marks. The tents arrived by train."
)


def drafted(text: str) -> Item:
    one = article("lna", "States help Orla", text, day="14")
    (item,) = draft_issue([story(one)], {one.id: one}, DESK, NEXT).items
    return item


def test_entries_between_semicolons_behind_a_colon_become_bullets() -> None:
    item = drafted(AID)
    assert item.blocks[0].text is not None
    assert item.blocks[0].text.endswith("Aid came from the following countries:")
    assert item.blocks[1].bullets == (
        "Sundara, 40 tents and 200 blankets", "Pelm, 12 rescuers with dogs",
        "Ostra, 3 million marks.",
    )  # fmt: skip


def test_every_bullet_rests_on_its_own_words_and_passes_the_gate() -> None:
    form = house_form(DESK)
    for sentence in drafted(AID).blocks[1].sentences:
        (passage,) = sentence.passages
        assert " ".join(passage.quote.split()) in AID
        assert ";" not in passage.quote
        assert check_sentence(sentence, form) == ()


def test_semicolons_without_a_colon_and_quoted_words_are_no_list() -> None:
    for text in (
        "The quake hit Orla; houses fell; people ran; the army came.",
        'He told the press: "We came; we saw; we left; that is all."',
        "The result is known: a draw; nothing more.",
    ):
        assert list_in_line(article("lna", "Title", text)) == (None, [])

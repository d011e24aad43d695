"""Two hundred lies about the demo's week are caught by the gate; those few it misses are listed."""

import sys
from pathlib import Path

import pytest

from torimatome.draft.gate import check_sentence
from torimatome.model import Sentence

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from mutations.lies import Lie, lies

# Lies the gate lets through, by words that tell them apart. Take out what it catches by now; put
# in nothing: a lie that was caught once stays caught.
KNOWN_MISSES = (
    "On May 8, until 01:20",
    "Engineering units have mined 1,240 hectares",
    "All 17 articles",
    "have been rejected, Minister of Foreign Affairs",
    "He told Deputy Minister of Foreign Affairs Osmen Karalt",
    "extortion: she asked the owner",
)


def caught(sentence: Sentence) -> bool:
    return any(check.severity != "info" for check in check_sentence(sentence))


def known(lie: Lie) -> bool:
    return any(
        lie.text.startswith(words) or (words in lie.text and words not in lie.true.text)
        for words in KNOWN_MISSES
    )


def name(lie: Lie) -> str:
    return f"{lie.kind}: {lie.text[:60]}"


def test_there_are_two_hundred_lies_and_no_two_alike() -> None:
    assert len(lies()) == 200
    assert len({lie.text for lie in lies()}) == 200
    assert all(lie.text != lie.true.text for lie in lies())


def test_what_the_lies_bend_passes_as_it_stands() -> None:
    assert [true.text for true in {lie.true for lie in lies()} if caught(true)] == []


def test_each_lie_that_was_ever_caught_is_caught() -> None:
    assert [lie.text for lie in lies() if not known(lie) and not caught(lie.sentence)] == []


def test_the_known_misses_are_few_and_each_names_one_lie() -> None:
    assert len(KNOWN_MISSES) <= 6
    assert sum(map(known, lies())) == len(KNOWN_MISSES)


@pytest.mark.xfail(reason="the gate lets this lie through", strict=False)
@pytest.mark.parametrize("lie", [lie for lie in lies() if known(lie)], ids=name)
def test_a_lie_known_to_pass_is_caught(lie: Lie) -> None:
    assert caught(lie.sentence)

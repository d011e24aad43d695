"""Whether each model that is set answers: one small question to each, and the answer in words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from torimatome.errors import SetupError, SourceError
from torimatome.outside.clock import Clock
from torimatome.outside.models import Question, Translator
from torimatome.outside.models.opening import Chosen, open_models

_GREETINGS = {
    "ru": "Доброе утро.", "tr": "Günaydın.", "az": "Sabahınız xeyir.", "uk": "Доброго ранку.",
    "fa": "صبح بخیر.", "hy": "Բարի լույս։", "ka": "დილა მშვიდობისა.", "ar": "صباح الخير.",
}  # fmt: skip
_HELLO = Question(
    rules='This is a test of the connection. Reply with the JSON object {"ready": true}.',
    matter="Are you ready?",
    shape='{"type":"object","properties":{"ready":{"type":"boolean"}},"required":["ready"],'
    '"additionalProperties":false}',
    most_tokens=500,  # some think before they speak
)


@dataclass(frozen=True)
class ModelState:
    """One thing the settings name, and whether it works."""

    kind: str  # writer | translator | embedder
    name: str  # as the settings name it
    works: bool
    words: str  # what it did, or what is wrong and what to do


def states(chosen: Chosen, clock: Clock) -> tuple[ModelState, ...]:
    """One state for each model that is set; none are set, none come. Kept answers do not count."""
    nothing = replace(chosen, model="", translators="", embedder="")
    found = []
    if chosen.model or (chosen.address and not chosen.embedder):
        one = replace(nothing, model=chosen.model)
        name = f"{chosen.model or '?'} at {chosen.address or '?'}"
        found.append(_state("writer", name, partial(_asked, one, clock)))
    for folder in (part.strip() for part in chosen.translators.split(",") if part.strip()):
        one = replace(nothing, translators=folder)
        found.append(_state("translator", folder, partial(_translated, one, clock)))
    if chosen.embedder:
        one = replace(nothing, embedder=chosen.embedder)
        found.append(_state("embedder", chosen.embedder, partial(_embedded, one, clock)))
    return tuple(found)


def _state(kind: str, name: str, ask: Callable[[], str]) -> ModelState:
    try:
        return ModelState(kind, name, True, ask())
    except SourceError as error:
        return ModelState(kind, name, False, error.reason)
    except SetupError as error:
        return ModelState(kind, name, False, str(error))


def _asked(chosen: Chosen, clock: Clock) -> str:
    models = open_models(chosen, clock)
    if models.writer is None:
        raise SetupError("model_address is set and model_name is not; set both")
    models.writer.answer(_HELLO)
    spent = models.allowance
    return f"answers, in {spent.seconds:.1f} s and {spent.tokens} tokens"


def _translated(chosen: Chosen, clock: Clock) -> str:
    translator = open_models(chosen, clock).translator
    assert translator is not None  # a folder is set
    return _greeted(translator)


def _greeted(translator: Translator) -> str:
    for language, words in _GREETINGS.items():
        if translator.reads(language):
            return f"translates {language}: {words} → {translator.translate(words, language)}"
    raise SetupError("it reads none of the languages of the desks; see which pair it is for")


def _embedded(chosen: Chosen, clock: Clock) -> str:
    model = open_models(chosen, clock).embedder
    assert model is not None  # it is set
    return f"gives vectors of {len(model.vectors(['Good morning.'])[0])} numbers"

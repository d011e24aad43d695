"""From what the settings say to models ready to be asked; nothing is asked or loaded yet."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from torimatome.errors import SetupError
from torimatome.outside.clock import Clock
from torimatome.outside.models import Answers, EmbeddingModel, Models, Translator, Writer
from torimatome.outside.models.allowance import Allowance, ModelLimits
from torimatome.outside.models.ctranslate import FolderTranslator, FolderVectors, Translators
from torimatome.outside.models.openai import ChatModel, Endpoint, VectorModel
from torimatome.outside.models.remembered import (
    RememberedTranslator,
    RememberedVectors,
    RememberedWriter,
)

_PAIR = re.compile(r"([a-z]{2,3}):(.+)")


@dataclass(frozen=True)
class Chosen:
    """The models a keeper chose; "" = none."""

    address: str = ""
    model: str = ""
    key: str = ""
    translators: str = ""  # folders parted by commas, each with "ru:" before it or for many
    embedder: str = ""  # a folder, or a model's name at the address
    limits: ModelLimits = field(default_factory=ModelLimits)


def open_models(chosen: Chosen, clock: Clock, answers: Answers | None = None) -> Models:
    """The models, with a fresh allowance; what they answer is kept in `answers`.

    Raises SetupError for a setting that cannot be right: an address, a folder, a missing extra.
    """
    allowance = Allowance(chosen.limits, clock)
    writer = _writer(chosen, allowance, clock)
    translator = _translator(chosen, allowance)
    embedder = _embedder(chosen, allowance, clock)
    if answers is not None:
        writer = RememberedWriter(writer, answers) if writer else None
        translator = RememberedTranslator(translator, answers) if translator else None
        embedder = RememberedVectors(embedder, answers) if embedder else None
    return Models(allowance, writer, translator, embedder)


def _endpoint(chosen: Chosen, allowance: Allowance, clock: Clock) -> Endpoint:
    if chosen.limits.money is not None and chosen.limits.price is None:
        raise SetupError("model_money is set and model_price is not: say what 1,000 tokens cost")
    return Endpoint(chosen.address, chosen.key, allowance, clock)


def _writer(chosen: Chosen, allowance: Allowance, clock: Clock) -> Writer | None:
    if not chosen.model:
        return None
    if not chosen.address:
        raise SetupError(f"model_name is {chosen.model!r} and model_address is empty; set both")
    return ChatModel(_endpoint(chosen, allowance, clock), chosen.model)


def _translator(chosen: Chosen, allowance: Allowance) -> Translator | None:
    folders = [part.strip() for part in chosen.translators.split(",") if part.strip()]
    found = []
    for folder in folders:
        pair = _PAIR.fullmatch(folder)
        language, path = (pair[1], pair[2]) if pair else ("", folder)
        found.append(FolderTranslator(Path(path), allowance, language))
    return Translators(found) if found else None


def _embedder(chosen: Chosen, allowance: Allowance, clock: Clock) -> EmbeddingModel | None:
    named = chosen.embedder
    if not named:
        return None
    if Path(named).expanduser().is_dir():
        return FolderVectors(Path(named), allowance)
    if named.startswith((".", "/", "~")):
        raise SetupError(f"embedder {named!r}: there is no such folder")
    if not chosen.address:
        raise SetupError(
            f"embedder {named!r} is no folder; as a model's name it needs model_address"
        )
    return VectorModel(_endpoint(chosen, allowance, clock), named)

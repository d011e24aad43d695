"""Models in a local folder: real CTranslate2 models, made on the spot; nothing is downloaded."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from torimatome.desk import model_states
from torimatome.draft.writing import rewritten
from torimatome.errors import Refused, SetupError, Unreadable
from torimatome.outside.clock import SystemClock
from torimatome.outside.models import ctranslate
from torimatome.outside.models.allowance import Allowance, ModelLimits
from torimatome.outside.models.ctranslate import FolderTranslator, FolderVectors, Translators
from torimatome.outside.models.opening import Chosen, open_models
from torimatome.settings import Settings
from torimatome.store import Store

sys.path.insert(0, str(Path(__file__).parent))
import tiny_models
from writing_samples import article, drafted

RUSSIAN = "Новый порт Орлы открыт в пятницу."
ENGLISH = "The new port of Orla was opened on Friday."


def allowance(**limits: float) -> Allowance:
    return Allowance(ModelLimits(**limits), SystemClock())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "ru-en"
    return tiny_models.translator(folder, [RUSSIAN], ENGLISH)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "words"
    return tiny_models.encoder(folder, ["fire in the port", "vote in parliament"])


def test_a_pair_of_languages_translates_what_it_is_named_for(pair: Path) -> None:
    model = FolderTranslator(pair, allowance(), "ru")
    assert (model.reads("ru"), model.reads("tr")) == (True, False)
    assert model.translate(RUSSIAN, "ru") == ENGLISH


@pytest.mark.parametrize(
    "tags", [("rus_Cyrl", "eng_Latn"), ("__ru__", "__en__"), ("ru_RU", "en_XX")]
)
def test_a_multilingual_folder_reads_the_languages_its_vocabulary_has(
    tmp_path: Path, tags: tuple[str, ...]
) -> None:
    folder = tiny_models.translator(tmp_path / "many", [RUSSIAN], ENGLISH, tags, "</s>")
    model = FolderTranslator(folder, allowance())
    assert (model.reads("ru"), model.reads("tr"), model.reads("xx")) == (True, False, False)
    assert model.translate(RUSSIAN, "ru") == ENGLISH


def test_of_several_folders_the_first_that_reads_a_language_gets_it(
    pair: Path, tmp_path: Path
) -> None:
    other = tiny_models.translator(tmp_path / "tr-en", ["Yeni liman açıldı."], "A port opened.")
    models = Translators(
        [FolderTranslator(pair, allowance(), "ru"), FolderTranslator(other, allowance(), "tr")]
    )
    assert models.translate("Yeni liman açıldı.", "tr") == "A port opened."
    assert models.translate(RUSSIAN, "ru") == ENGLISH
    with pytest.raises(Unreadable, match="no folder translates from 'fa'"):
        models.translate("…", "fa")


def test_a_sentence_too_long_for_the_model_is_not_cut_but_refused(pair: Path) -> None:
    with pytest.raises(Unreadable, match="too long"):
        FolderTranslator(pair, allowance(), "ru").translate("порт " * 500, "ru")


def test_an_encoder_gives_like_texts_near_vectors(encoder: Path) -> None:
    model = FolderVectors(encoder, allowance())
    fire, port, vote = model.vectors(["fire in the port", "fire port", "vote in parliament"])
    assert model.vectors(["fire port"]) == [port]

    def alike(one: tuple[float, ...], other: tuple[float, ...]) -> float:
        return sum(x * y for x, y in zip(one, other, strict=True))

    assert alike(fire, port) > alike(fire, vote)


def test_translations_and_vectors_are_kept_until_the_folder_changes(
    pair: Path, encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    chosen = Chosen(translators=f"ru:{pair}", embedder=str(encoder))
    first = open_models(chosen, SystemClock(), store.answers)
    assert first.translator is not None
    assert first.embedder is not None
    said, vectors = first.translator.translate(RUSSIAN, "ru"), first.embedder.vectors(["fire"])

    def never(self: object, *words: str) -> str:
        raise AssertionError("the model was asked again")

    monkeypatch.setattr(FolderTranslator, "_translated", never)
    monkeypatch.setattr(FolderVectors, "_vector", never)
    again = open_models(chosen, SystemClock(), store.answers)
    assert again.translator is not None
    assert again.embedder is not None
    assert again.translator.translate(RUSSIAN, "ru") == said
    assert again.embedder.vectors(["fire"]) == vectors
    changed = tiny_models.translator(tmp_path / "ru-en", [RUSSIAN], "Another sentence.")
    third = open_models(Chosen(translators=f"ru:{changed}"), SystemClock(), store.answers)
    assert third.translator is not None
    with pytest.raises(AssertionError, match="asked again"):
        third.translator.translate(RUSSIAN, "ru")
    store.close()


def test_without_the_extra_the_error_names_it(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        return None if name == "ctranslate2" else find_spec(name)

    monkeypatch.setattr(ctranslate, "find_spec", absent)
    with pytest.raises(SetupError, match=r"needs ctranslate2; .*torimatome\[models\]"):
        FolderTranslator(pair, allowance(), "ru")


def test_a_folder_without_a_model_or_its_pieces_is_named(pair: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"no model\.bin"):
        FolderTranslator(tmp_path, allowance(), "ru")
    (tmp_path / "model.bin").write_bytes(b"x")
    with pytest.raises(SetupError, match="0 SentencePiece files"):
        FolderTranslator(tmp_path, allowance(), "ru")


@pytest.mark.parametrize("name", ["model.bin", "source.spm", "shared_vocabulary.json"])
def test_a_damaged_folder_is_unreadable_not_a_crash(tmp_path: Path, name: str) -> None:
    folder = tiny_models.translator(tmp_path / "ru-en", [RUSSIAN], ENGLISH)
    (folder / name).write_bytes(b"\x00nonsense")
    with pytest.raises(Unreadable):
        FolderTranslator(folder, allowance(), "ru").translate(RUSSIAN, "ru")


def test_a_run_out_of_time_translates_no_more(pair: Path) -> None:
    spent = allowance(run_seconds=1e-9)
    model = FolderTranslator(pair, spent, "ru")
    model.translate(RUSSIAN, "ru")
    with pytest.raises(Refused, match="model_seconds"):
        model.translate(RUSSIAN, "ru")


def test_a_report_in_russian_is_drafted_in_english_through_a_folder(tmp_path: Path) -> None:
    folder = tiny_models.translator(tmp_path / "ru-en", [RUSSIAN], ENGLISH)
    issue, ground = drafted(article("listok", "Открыт порт", RUSSIAN, "ru"))
    models = open_models(Chosen(translators=f"ru:{folder}"), SystemClock())
    made, lines = rewritten(issue, ground, models)
    (sentence,) = made.items[0].blocks[0].sentences
    assert sentence.text == "On May.08, the new port of Orla was opened."
    assert sentence.marks == ("translated",)
    assert sentence.passages == issue.items[0].blocks[0].sentences[0].passages
    assert "1 sentences translated" in lines[0]


def test_the_states_name_each_folder(pair: Path, encoder: Path) -> None:
    found = model_states(Settings(translators=f"ru:{pair}, tr:/nowhere", embedder=str(encoder)))
    assert [(state.kind, state.works) for state in found] == [
        ("translator", True), ("translator", False), ("embedder", True),
    ]  # fmt: skip
    assert ENGLISH in found[0].words

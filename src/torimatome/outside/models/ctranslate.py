"""Models in a local folder, run by CTranslate2: a translator, and an encoder for vectors.

A folder holds what the CTranslate2 converters write (`model.bin`, `config.json`, vocabularies) and
the SentencePiece files of the model: `source.spm` and `target.spm`, or one for both. Needs the
extra "models"; without such a folder in the settings nothing of this is ever loaded.
"""

import importlib
import json
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from torimatome.errors import SetupError, SourceError, Unreadable
from torimatome.outside.models.allowance import Allowance

_NEEDED = ("ctranslate2", "sentencepiece")
_LONGEST = 400  # pieces of a sentence; models are trained on up to 512 and drop what is beyond
_BEAM = 4
_THREADS = 2
_EXCERPT = 2**16
_BROKEN = (RuntimeError, ValueError, OSError, TypeError)

# Languages as multilingual models tag them: NLLB and, behind the comma, mBART-50.
_TAGS = {
    "ar": "arb_Arab,ar_AR", "az": "azj_Latn,az_AZ", "be": "bel_Cyrl,", "bg": "bul_Cyrl,",
    "de": "deu_Latn,de_DE", "el": "ell_Grek,", "en": "eng_Latn,en_XX", "es": "spa_Latn,es_XX",
    "fa": "pes_Arab,fa_IR", "fr": "fra_Latn,fr_XX", "he": "heb_Hebr,he_IL", "hy": "hye_Armn,",
    "it": "ita_Latn,it_IT", "ja": "jpn_Jpan,ja_XX", "ka": "kat_Geor,ka_GE", "kk": "kaz_Cyrl,kk_KZ",
    "ko": "kor_Hang,ko_KR", "ku": "kmr_Latn,", "ky": "kir_Cyrl,", "pl": "pol_Latn,pl_PL",
    "pt": "por_Latn,pt_XX", "ro": "ron_Latn,ro_RO", "ru": "rus_Cyrl,ru_RU", "sr": "srp_Cyrl,",
    "tg": "tgk_Cyrl,", "tk": "tuk_Latn,", "tr": "tur_Latn,tr_TR", "uk": "ukr_Cyrl,uk_UA",
    "uz": "uzn_Latn,", "zh": "zho_Hans,zh_CN",
}  # fmt: skip


class _Folder:
    """A model's folder, looked at when it is opened and read when it is first asked."""

    def __init__(self, folder: Path, allowance: Allowance) -> None:
        self._folder = folder.expanduser()
        self._allowance = allowance
        self.name = self._folder.name
        for library in _NEEDED:
            if find_spec(library) is None:
                raise SetupError(
                    f"the model folder {str(folder)!r} needs {library}; install the extra:"
                    " pip install 'torimatome[models]'"
                )
        if not (self._folder / "model.bin").is_file():
            raise SetupError(
                f"{str(folder)!r} holds no model.bin; name a folder that a CTranslate2 converter"
                " wrote, with the model's SentencePiece files beside it"
            )
        self._pieces = _pieces_files(self._folder)

    @cached_property
    def mark(self) -> str:
        """The folder's content, by its small files whole and its large one in excerpt."""
        said = sha256(str(_BEAM).encode())
        try:
            for path in sorted(self._folder.iterdir()):
                if path.is_file():
                    said.update(f"{path.name} {path.stat().st_size}".encode())
                    with path.open("rb") as stream:
                        said.update(stream.read(_EXCERPT))
                        stream.seek(max(0, path.stat().st_size - _EXCERPT))
                        said.update(stream.read(_EXCERPT))
        except OSError as error:
            raise SetupError(f"the model folder {str(self._folder)!r}: {error}") from error
        return f"{self.name} {said.hexdigest()[:16]}"

    @cached_property
    def _library(self) -> ModuleType:
        return importlib.import_module("ctranslate2")

    @cached_property
    def _source(self):  # type: ignore[no-untyped-def]  # the library has no types
        return self._sentencepiece(self._pieces[0])

    @cached_property
    def _target(self):  # type: ignore[no-untyped-def]
        return self._sentencepiece(self._pieces[1])

    def _sentencepiece(self, file: Path):  # type: ignore[no-untyped-def]
        library = importlib.import_module("sentencepiece")
        try:
            return library.SentencePieceProcessor(model_file=str(file))
        except _BROKEN as error:
            raise Unreadable(self.name, f"{file.name} is no SentencePiece model") from error

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """The model's tokens; its own files say which languages it was trained with."""
        found: set[str] = set()
        for path in sorted(self._folder.glob("*vocabulary.*")):
            try:
                text = path.read_text(encoding="utf-8")
                found.update(json.loads(text) if path.suffix == ".json" else text.splitlines())
            except (OSError, ValueError, TypeError) as error:
                raise Unreadable(self.name, f"{path.name} cannot be read: {error}") from error
        return frozenset(found)

    @cached_property
    def _config(self) -> dict[str, object]:
        try:
            found = json.loads((self._folder / "config.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # older converters wrote none
        return found if isinstance(found, dict) else {}

    def _pieces_of(self, text: str) -> list[str]:
        pieces: list[str] = self._source.encode(" ".join(text.split()), out_type=str)
        if len(pieces) > _LONGEST:
            raise Unreadable(self.name, f"a sentence of {len(pieces)} pieces is too long for it")
        return pieces


class FolderTranslator(_Folder):
    """A Translator: a model of one pair of languages, or of many into English."""

    def __init__(self, folder: Path, allowance: Allowance, language: str = "") -> None:
        super().__init__(folder, allowance)
        self._language = language  # the one it reads; "" = those its vocabulary has tags for

    @cached_property
    def _model(self):  # type: ignore[no-untyped-def]
        try:
            return self._library.Translator(
                str(self._folder), device="cpu", inter_threads=1, intra_threads=_THREADS
            )
        except _BROKEN as error:
            raise Unreadable(self.name, f"it cannot be loaded: {error}") from error

    def reads(self, language: str) -> bool:
        """Whether it is the pair's language, or one the model has a tag for."""
        if self._language:
            return language == self._language
        return "<2en>" in self._vocabulary or self._tags(language) is not None

    def _tags(self, language: str) -> tuple[str, str] | None:
        """How the model tags the source and English; None when it has no such tags."""
        ways = [(f"__{language}__", "__en__")]
        ways += zip(_TAGS.get(language, ",").split(","), _TAGS["en"].split(","), strict=True)
        return next((way for way in ways if set(way) <= self._vocabulary), None)

    def translate(self, text: str, language: str) -> str:
        """One sentence in English. Raises Unreadable for what it cannot do."""
        allowance = self._allowance
        allowance.check(self.name, 0)
        began = allowance.began()
        try:
            return self._translated(text, language)
        except SourceError as error:
            allowance.failed(self.name, error)
            raise
        finally:
            allowance.spend(began, 0)

    def _translated(self, text: str, language: str) -> str:
        pieces = self._pieces_of(text)
        tags = None if self._language else self._tags(language)
        prefix = [[tags[1]]] if tags else None
        if tags:
            pieces = [tags[0], *pieces, "</s>"]
        else:
            start = ["<2en>"] if not self._language and "<2en>" in self._vocabulary else []
            pieces = [*start, *pieces, *self._end()]
        try:
            found = self._model.translate_batch(
                [pieces], target_prefix=prefix, beam_size=_BEAM,
                max_decoding_length=3 * len(pieces) + 20,
            )[0].hypotheses[0]  # fmt: skip
            said: str = self._target.decode(found[1:] if tags else found)
        except _BROKEN as error:
            raise Unreadable(self.name, f"it cannot translate a sentence: {error}") from error
        said = " ".join(said.split())
        if not said:
            raise Unreadable(self.name, "it translates a sentence into nothing")
        return said

    def _end(self) -> list[str]:
        """What closes a source sentence: models from Marian and T5 were trained with a mark.

        Converted from OpenNMT they begin with "<s>" and have none; where the configuration says
        that the mark is added, CTranslate2 adds it.
        """
        added = self._config.get("add_source_eos") is True
        trained = self._config.get("decoder_start_token", "<s>") != "<s>"
        return ["</s>"] if trained and not added else []


class FolderVectors(_Folder):
    """An EmbeddingModel: the mean of an encoder's last layer over a text's pieces."""

    @cached_property
    def _model(self):  # type: ignore[no-untyped-def]
        try:
            return self._library.Encoder(
                str(self._folder), device="cpu", inter_threads=1, intra_threads=_THREADS
            )
        except _BROKEN as error:
            raise Unreadable(self.name, f"it cannot be loaded: {error}") from error

    def vectors(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """One vector a text, each worked out alone: beside longer texts it would come out other."""
        allowance = self._allowance
        allowance.check(self.name, 0)
        began = allowance.began()
        try:
            return [self._vector(text) for text in texts]
        except SourceError as error:
            allowance.failed(self.name, error)
            raise
        finally:
            allowance.spend(began, 0)

    def _vector(self, text: str) -> tuple[float, ...]:
        pieces: list[str] = self._source.encode(text, out_type=str)[:_LONGEST]
        marks = {"<s>", "</s>"} <= self._vocabulary
        try:
            row = ["<s>", *pieces, "</s>"] if marks else pieces
            states = self._model.forward_batch([row]).last_hidden_state
            return tuple(self._array(states)[0].mean(axis=0).tolist())
        except _BROKEN as error:
            raise Unreadable(self.name, f"it cannot read a text: {error}") from error

    def _array(self, states: object):  # type: ignore[no-untyped-def]
        numpy = importlib.import_module("numpy")
        return numpy.array(states, dtype="float32")


class Translators:
    """Several folders as one Translator: the first that reads a language gets its sentences."""

    def __init__(self, folders: Sequence[FolderTranslator]) -> None:
        self._folders = tuple(folders)
        self.name = ", ".join(dict.fromkeys(one.name for one in folders))

    @cached_property
    def mark(self) -> str:
        """Those of all."""
        return "; ".join(one.mark for one in self._folders)

    def reads(self, language: str) -> bool:
        """Whether any does."""
        return any(one.reads(language) for one in self._folders)

    def translate(self, text: str, language: str) -> str:
        """One sentence in English."""
        for one in self._folders:
            if one.reads(language):
                return one.translate(text, language)
        raise Unreadable(self.name, f"no folder translates from {language!r}")


def _pieces_files(folder: Path) -> tuple[Path, Path]:
    """The SentencePiece files of source and target, the same one where there is but one."""
    own = folder / "source.spm", folder / "target.spm"
    if all(path.is_file() for path in own):
        return own
    found = sorted([*folder.glob("*.spm"), *folder.glob("*.model")])
    if len(found) != 1:
        raise SetupError(
            f"{str(folder)!r} holds {len(found)} SentencePiece files; put source.spm and target.spm"
            " there, or the one file the model was trained with"
        )
    return found[0], found[0]

"""Tiny CTranslate2 models, made on the spot: one says a fixed sentence, one gives vectors.

The translator's decoder is a chain: each word of the sentence leads to the next whatever the source
says, so a test knows what comes out while everything in between is the real library.
"""

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import common_spec, transformer_spec

MARKS = ("<unk>", "<s>", "</s>")


def pieces(folder: Path, texts: Sequence[str], names: Sequence[str]) -> list[str]:
    """A SentencePiece model of whole words under each of `names`; its pieces."""
    made = io.BytesIO()
    words = {word for text in texts for word in text.split()}
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=made, model_type="word",
        vocab_size=len(words) + 3, hard_vocab_limit=False, minloglevel=2, num_threads=1,
    )  # fmt: skip
    for name in names:
        (folder / name).write_bytes(made.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=made.getvalue())
    return [processor.id_to_piece(n) for n in range(processor.get_piece_size())]


def _linear(rows: int, columns: int, spec: common_spec.LinearSpec) -> None:
    spec.weight = np.zeros((rows, columns), dtype=np.float32)
    spec.bias = np.zeros(rows, dtype=np.float32)


def _norm(size: int, spec: common_spec.LayerNormSpec) -> None:
    spec.gamma = np.ones(size, dtype=np.float32)
    spec.beta = np.zeros(size, dtype=np.float32)


def _layer(size: int, layer: object, decoder: bool) -> None:
    own = layer.self_attention
    _linear(3 * size, size, own.linear[0])
    _linear(size, size, own.linear[1])
    _norm(size, own.layer_norm)
    if decoder:
        cross = layer.attention
        _linear(size, size, cross.linear[0])
        _linear(2 * size, size, cross.linear[1])
        _linear(size, size, cross.linear[2])
        _norm(size, cross.layer_norm)
    _linear(size, size, layer.ffn.linear_0)
    _linear(size, size, layer.ffn.linear_1)
    _norm(size, layer.ffn.layer_norm)


def _embedding(tokens: int, size: int, spec: common_spec.EmbeddingsSpec) -> None:
    spec.weight = 20 * np.eye(tokens, size, dtype=np.float32)


def translator(
    folder: Path, source: Sequence[str], says: str, tags: Sequence[str] = (), start: str = "<s>"
) -> Path:
    """A folder of a model that reads `source`'s words and always says `says`."""
    folder.mkdir(parents=True, exist_ok=True)
    if tags:
        vocabulary = pieces(folder, [*source, says], ["sentencepiece.model"])
    else:
        vocabulary = pieces(folder, source, ["source.spm"])
        vocabulary += pieces(folder, [says], ["target.spm"])
    row = list(dict.fromkeys([*MARKS, *vocabulary, *tags]))
    size = len(row)
    spec = transformer_spec.TransformerSpec.from_config(1, 1)
    for side in (spec.encoder, spec.decoder):
        shown = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        _embedding(size, size, shown)
        _norm(size, side.layer_norm)
        _layer(size, side.layer[0], side is spec.decoder)
        side.position_encodings.encodings = np.zeros((256, size), dtype=np.float32)
    chain = [tags[-1] if tags else start, *(f"▁{word}" for word in says.split()), "</s>"]
    places = {token: n for n, token in enumerate(row)}
    spec.decoder.projection.weight = np.zeros((size, size), dtype=np.float32)
    spec.decoder.projection.bias = np.zeros(size, dtype=np.float32)
    for one, following in pairwise(chain):
        spec.decoder.projection.weight[places[following], places[one]] = 10
    spec.register_source_vocabulary(row)
    spec.register_target_vocabulary(row)
    spec.config.decoder_start_token = start
    spec.config.add_source_eos = False
    spec.validate()
    spec.save(str(folder))
    return folder


def encoder(folder: Path, texts: Sequence[str]) -> Path:
    """A folder of a model that gives a vector with a direction of its own for each known word."""
    folder.mkdir(parents=True, exist_ok=True)
    row = list(dict.fromkeys([*MARKS, *pieces(folder, texts, ["sentencepiece.model"])]))
    size = len(row)
    side = transformer_spec.TransformerEncoderSpec(1, 1)
    _embedding(size, size, side.embeddings[0])
    _norm(size, side.layer_norm)
    _layer(size, side.layer[0], False)
    side.position_encodings.encodings = np.zeros((256, size), dtype=np.float32)
    spec = transformer_spec.TransformerEncoderModelSpec(side)
    spec.register_vocabulary(row)
    spec.validate()
    spec.save(str(folder))
    return folder

"""Acts on the watch list: words, names or terms whose reports the desk wants to hear of at once."""

from torimatome.edit.scene import Scene
from torimatome.edit.values import decode, encode
from torimatome.errors import EditError
from torimatome.model.act import Decide, Intent, Look, Watched

MOST_LETTERS = 80
LEAST_LETTERS = 2


def watch_words(scene: Scene, words: str) -> Decide:
    """The desk watches for words; a term's name in any of its spellings stands for all of them."""
    clean = _clean(words)
    value = encode(Watched(clean, scene.by, scene.now))
    put = ("watch", key_of(clean), value)
    return lambda _look: Intent("watch_words", key_of(clean), (put,), "", (("title", clean),))


def unwatch_words(scene: Scene, words: str) -> Decide:
    """The desk no longer watches for these words."""
    key = key_of(_clean(words))

    def decide(look: Look) -> Intent:
        watched = decode(look("watch", key), Watched)
        if watched is None:
            raise EditError(f"{words!r} is not on the watch list")
        return Intent("unwatch_words", key, (("watch", key, ""),), "", (("title", watched.words),))

    return decide


def key_of(words: str) -> str:
    """How Records name watched words: the same for capitals and small letters."""
    return words.casefold()[:200]


def _clean(words: str) -> str:
    clean = " ".join(words.split())
    if not LEAST_LETTERS <= len(clean) <= MOST_LETTERS:
        raise EditError(f"words to watch for have {LEAST_LETTERS} to {MOST_LETTERS} letters")
    return clean

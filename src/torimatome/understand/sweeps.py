"""Long work without Python's frequent looks for forgotten circles of things."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOMER = 100


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Python looks for circles of forgotten things a hundred times more seldom meanwhile.

    A Window makes none, and holds a million things that each such look walks through: of 1,000
    articles' time it was 6 to 15 in 100.
    """
    before = gc.get_threshold()
    gc.set_threshold(_SELDOMER * before[0], *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)

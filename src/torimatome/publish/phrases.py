"""Where a Japanese headline may break: between phrases, not inside words."""

import re
from functools import lru_cache

import budoux

from torimatome.publish.runs import Run

# A phrase is kept on one line only up to this length: two thirds of the 40 characters a
# headline's line holds in the PDF, so that an unbroken phrase never runs into the margin.
_LONGEST_PHRASE = 26

# budoux was trained on running text and cuts the long compounds of headlines (憲法裁|判所,
# 6か|月, 191|8年): no break between two kanji, two digits, or a number and its counter.
_WITHIN_WORD = re.compile(
    "(?:[0-9０-９][かカヵケヶ]?|[々〇一-鿿])\\|(?=[々〇一-鿿])|[0-9０-９.,]\\|(?=[0-9０-９])"
)
_NUMBER = re.compile("[0-9０-９.,]+$")


def phrases(run: Run) -> list[str]:
    """The run cut into phrases; empty = it may break wherever the usual rules allow."""
    if run.language != "ja":
        return []
    parts: list[str] = []
    for part in _parser().parse(run.text):
        whole = parts[-1] + part if parts else part
        cut = _WITHIN_WORD.search(f"{parts[-1][-2:]}|{part}") if parts else None
        if cut and len(whole) <= _LONGEST_PHRASE:
            parts[-1] = whole
            continue
        number = _NUMBER.search(parts[-1]) if cut else None
        if number and number.start():  # too long to be one: the number goes with what follows
            parts[-1], part = parts[-1][: number.start()], number[0] + part
        parts.append(part)
    return parts if all(len(part) <= _LONGEST_PHRASE for part in parts) else []


@lru_cache(maxsize=1)
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()

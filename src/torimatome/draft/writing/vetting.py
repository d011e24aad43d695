"""Whether a model's sentence may stand: its form, the gate, and how close it keeps to its page.

Stricter than the gate is with people: a doubt is enough, for the extractive draft is there already.
"""

import re
import unicodedata
from dataclasses import replace

from torimatome.draft.gate import check_sentence
from torimatome.draft.gate.close import strays
from torimatome.draft.house_style import HouseForm
from torimatome.model import Sentence
from torimatome.text.sentences import split

_LONGEST = 600  # characters; the longest sentences of the model bulletins have some 450
_STRANGE = re.compile(r"[<>{}|\\`]|https?:|www\.|&\w+;|\[\d+\]")
# Signs that news seldom has: they may come from the page, not from the model.
_RARE = re.compile(r"[\[\]*_#~^=@§]|\.{2,}|…|//")
_ENDS = re.compile(r"[.!?][\"”»’)]?$")
_OPENS = re.compile(r"[\"“«(]?[^\W_]")


def fault(sentence: Sentence, form: HouseForm, whole: bool = False) -> str:
    """Why a model's sentence may not stand, in words; "" when it may.

    With `whole` no "X said" or "rumours that" may be missing.
    """
    wrong = misformed(sentence.text, " ".join(p.quote for p in sentence.passages))
    if wrong:
        return wrong
    for check in check_sentence(sentence, form):
        if check.severity != "info":
            return f"{check.kind}: {check.words}"
    beyond = strays(sentence, form, whole)
    return f"words its passages do not have in this order: {', '.join(beyond)}" if beyond else ""


def fault_as_it_came(sentence: Sentence, form: HouseForm) -> str:
    """Why a model's own wording may not stand, before house style touches it; "" when it may.

    House style may drop "MFA said", which the citation then says; a model may not.
    """
    return fault(sentence, replace(form, tags=(), cited=()), whole=True)


def misformed(text: str, given: str = "") -> str:
    """What keeps `text` from being one plain English sentence; "" when nothing does.

    `given` is what it rests on.
    """
    if not text.strip() or text != " ".join(text.split()):
        return "it is no line of text"
    if len(text) > _LONGEST:
        return f"it has {len(text)} characters"
    if _STRANGE.search(text) or any(sign not in given for sign in _RARE.findall(text)):
        return "it holds markup, an address or a reference"
    for letter in text:
        category = unicodedata.category(letter)
        if category[0] == "C" or category in {"Zl", "Zp", "So"}:
            return "it holds what no sentence holds"
        if category[0] == "L" and not unicodedata.name(letter, "").startswith("LATIN"):
            return "it is not in English"
    if not _ENDS.search(text) or not _OPENS.match(text):
        return "it is no whole sentence"
    if len(split(text, "en")) != 1:
        return "it is more than one sentence"
    return ""

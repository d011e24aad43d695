"""The gate over a whole Item: what of its sentences no passage bears out, as Findings."""

from torimatome.draft.gate import check_sentence, stops
from torimatome.draft.house_style import HouseForm
from torimatome.model import Check, Finding, Item
from torimatome.text.names import Names

# Findings whose kind begins so cannot be waived: only mended, or said in a signed NOTE.
GATE = "gate."
# What a person may let stand after a look: a word that may be a synonym, a page left uncompared.
SOURCE = "source."


def gated(item: Item, form: HouseForm, names: Names | None = None) -> tuple[Finding, ...]:
    """Every gate failure of the Item, and what its draft left for a person to decide.

    `names` compares the names of pages in other languages; without, they are left uncompared.
    """
    found = [
        _finding(item.id, sentence.text, check)
        for block in item.blocks
        if block.type not in {"note", "subheading"}
        for sentence in block.sentences
        for check in check_sentence(sentence, form, names)
    ]
    for check in item.checks:
        place = "headline_ja" if check.kind.startswith("headline") else "body"
        words = item.headline_ja if place == "headline_ja" else ""
        kind = check.kind if check.kind != "uncited" else GATE + check.kind
        found.append(Finding(item.id, place, kind, check.severity, words, check.words))
    return tuple(found)


class Gate:
    """The gate with a memory: an Item that did not change is not looked at again."""

    def __init__(self, form: HouseForm, names: Names | None = None) -> None:
        self._form = form
        self._names = names
        self._known: dict[str, tuple[Item, tuple[Finding, ...]]] = {}

    def findings(self, item: Item) -> tuple[Finding, ...]:
        """What `gated` says of the Item."""
        known = self._known.get(item.id)
        if known is None or known[0] != item:
            known = self._known[item.id] = item, gated(item, self._form, self._names)
        return known[1]


def _finding(item: str, text: str, check: Check) -> Finding:
    kind = (GATE if stops((check,)) else SOURCE) + check.kind
    return Finding(item, "body", kind, check.severity, text, check.words)

"""The gate over a whole Item: what of its sentences no passage bears out, as Findings."""

from torimatome.draft.gate import check_sentence
from torimatome.draft.house_style import HouseForm
from torimatome.model import Finding, Item

# Findings whose kind begins so cannot be waived: only mended, or said in a signed NOTE.
GATE = "gate."


def gated(item: Item, form: HouseForm) -> tuple[Finding, ...]:
    """Every gate failure of the Item, and what its draft left for a person to decide."""
    found = [
        Finding(item.id, "body", GATE + check.kind, "high", sentence.text, check.words)
        for block in item.blocks
        if block.type not in {"note", "subheading"}
        for sentence in block.sentences
        for check in check_sentence(sentence, form)
    ]
    for check in item.checks:
        place = "headline_ja" if check.kind.startswith("headline") else "body"
        words = item.headline_ja if place == "headline_ja" else ""
        kind = check.kind if check.kind != "uncited" else GATE + check.kind
        found.append(Finding(item.id, place, kind, check.severity, words, check.words))
    return tuple(found)

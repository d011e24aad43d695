"""One thing the copy check noticed, and its JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

# From worst to least; "info" is for a person to know, never a mistake.
SEVERITIES = ("high", "mid", "low", "info")
PLACES = ("headline_ja", "headline_en", "body", "citation", "issue")


@dataclass(frozen=True)
class Finding:
    """Words of an Item that an editor should look at, and why."""

    item: str  # Item.id, or the Issue's own name for what belongs to no Item
    place: str  # headline_ja | headline_en | body | citation | issue
    kind: str
    severity: str  # high | mid | low | info
    words: str  # exactly as they stand in the copy
    why: str
    suggestion: str = ""  # what to print instead; "" unless certain


def as_json(findings: Sequence[Finding]) -> dict[str, list[dict[str, str]]]:
    """The findings as the plain values that `torimatome check --json` prints."""
    return {"findings": [asdict(finding) for finding in findings]}

"""How bad a Finding can be, where it can stand, and its JSON."""

from collections.abc import Sequence
from dataclasses import asdict

from torimatome.model import Finding

# From worst to least; "info" is for a person to know, never a mistake.
SEVERITIES = ("high", "mid", "low", "info")
PLACES = ("headline_ja", "headline_en", "body", "citation", "issue")


def as_json(findings: Sequence[Finding]) -> dict[str, list[dict[str, str]]]:
    """The findings as the plain values that `torimatome check --json` prints."""
    return {"findings": [asdict(finding) for finding in findings]}

"""Findings as SARIF 2.1.0, the form that editors and code hosts show beside a text."""

from collections.abc import Mapping, Sequence

from torimatome.model import Finding
from torimatome.model.waiver import Waiver

_LEVELS = {"high": "error", "mid": "warning", "low": "note", "info": "none"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def as_sarif(
    findings: Sequence[Finding],
    uri: str,
    waived: Sequence[tuple[Finding, Waiver]] = (),
    version: str = "0",
) -> dict[str, object]:
    """One SARIF log with one run over the file `uri`; waived findings are shown suppressed."""
    everything = [*findings, *(finding for finding, _ in waived)]
    kinds = sorted({finding.kind for finding in everything})
    results = [_result(finding, kinds, uri) for finding in findings]
    for finding, waiver in waived:
        note = f"{waiver.reason} ({waiver.by})" if waiver.by else waiver.reason
        results.append(
            {
                **_result(finding, kinds, uri),
                "suppressions": [{"kind": "external", "status": "accepted", "justification": note}],
            }
        )
    driver = {
        "name": "torimatome check",
        "version": version,
        "rules": [{"id": kind, "name": _camel(kind)} for kind in kinds],
    }
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(finding: Finding, kinds: Sequence[str], uri: str) -> Mapping[str, object]:
    text = finding.why + (f" Suggestion: {finding.suggestion}" if finding.suggestion else "")
    return {
        "ruleId": finding.kind,
        "ruleIndex": kinds.index(finding.kind),
        "level": _LEVELS[finding.severity],
        "kind": "informational" if finding.severity == "info" else "fail",
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": uri}},
                "logicalLocations": [
                    {
                        "name": finding.words,
                        "fullyQualifiedName": f"{finding.item}/{finding.place}",
                    }
                ],
            }
        ],
        "partialFingerprints": {"torimatomeFinding/v1": finding.fingerprint},
    }


def _camel(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))

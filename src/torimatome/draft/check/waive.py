"""Waivers: a person's word that a finding may stand, kept with the reason and who gave it."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from torimatome.draft.check.finding import Finding
from torimatome.model.waiver import Waiver


def fingerprint(finding: Finding) -> str:
    """16 hex digits that stay the same while item, place, kind and words do.

    Severity, reason and suggestion may change with the program; white space and the kind of
    quotation marks are folded, so that re-typesetting takes no waiver away.
    """
    words = re.sub(r"[“”„«»]", '"', " ".join(finding.words.split())).replace("’", "'")
    key = "\x1f".join((finding.item, finding.place, finding.kind, words))
    return sha256(key.encode()).hexdigest()[:16]


def apply_waivers(
    findings: Iterable[Finding], waivers: Sequence[Waiver]
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, Waiver], ...]]:
    """The findings still open, and those waived with the waiver that does it, both in order."""
    by_print = {waiver.fingerprint: waiver for waiver in waivers}
    still_open: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in findings:
        waiver = by_print.get(fingerprint(finding))
        if waiver is None:
            still_open.append(finding)
        else:
            waived.append((finding, waiver))
    return tuple(still_open), tuple(waived)

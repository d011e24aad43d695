"""Waivers: a person's word that a finding may stand, kept with the reason and who gave it."""

from collections.abc import Iterable, Sequence

from torimatome.model import Finding
from torimatome.model.waiver import Waiver


def apply_waivers(
    findings: Iterable[Finding], waivers: Sequence[Waiver]
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, Waiver], ...]]:
    """The findings still open, and those waived with the waiver that does it, both in order."""
    by_print = {waiver.fingerprint: waiver for waiver in waivers}
    still_open: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in findings:
        waiver = by_print.get(finding.fingerprint)
        if waiver is None:
            still_open.append(finding)
        else:
            waived.append((finding, waiver))
    return tuple(still_open), tuple(waived)

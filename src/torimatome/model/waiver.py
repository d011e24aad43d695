"""Waiver: a person's word that a finding of the copy check may stand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiver:
    """One finding that somebody let stand, and why."""

    fingerprint: str  # of the finding, see model/finding.py
    reason: str
    by: str
    day: str = ""  # ISO

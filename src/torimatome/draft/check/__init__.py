"""The copy check: an Issue or one Item in, findings out, with waivers, JSON and SARIF."""

from torimatome.draft.check.checker import Checker, issue_name
from torimatome.draft.check.finding import SEVERITIES, as_json
from torimatome.draft.check.sarif import as_sarif
from torimatome.draft.check.waive import apply_waivers
from torimatome.model import Finding
from torimatome.model.waiver import Waiver

__all__ = [
    "SEVERITIES", "Checker", "Finding", "Waiver", "apply_waivers", "as_json", "as_sarif",
    "issue_name",
]  # fmt: skip

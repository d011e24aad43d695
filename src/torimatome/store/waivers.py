"""Waivers of the copy check: remembered until taken back."""

import json
from datetime import datetime

from torimatome.model.act import Intent
from torimatome.model.waiver import Waiver
from torimatome.store.records import Records

KIND = "waiver"


class Waivers:
    """Kept waivers: Records of one kind, so that every one has its history."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def all(self) -> list[Waiver]:
        """Every waiver, by fingerprint."""
        return [Waiver(**json.loads(record.value)) for record in self._records.of(KIND)]

    def add(self, waiver: Waiver, at: datetime) -> None:
        """Remember a waiver; a later reason for the same finding takes the earlier one's place."""
        value = json.dumps(vars(waiver), ensure_ascii=False, sort_keys=True)
        intent = Intent("waive", waiver.fingerprint, ((KIND, waiver.fingerprint, value),))
        self._records.perform(lambda _look: intent, waiver.by, at)

    def take_back(self, fingerprint: str, by: str, at: datetime) -> bool:
        """Forget a waiver; whether there was one."""
        if not self._records.get(KIND, fingerprint).value:
            return False
        intent = Intent("unwaive", fingerprint, ((KIND, fingerprint, ""),))
        self._records.perform(lambda _look: intent, by, at)
        return True

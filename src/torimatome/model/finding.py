"""Finding: one thing the copy check or the gate noticed in an Item."""

import re
from dataclasses import dataclass
from hashlib import sha256


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

    @property
    def fingerprint(self) -> str:
        """16 hex digits that stay the same while item, place, kind and words do.

        Severity, reason and suggestion may change with the program; white space and the kind of
        quotation marks are folded, so that re-typesetting takes no waiver away.
        """
        words = re.sub(r"[“”„«»]", '"', " ".join(self.words.split())).replace("’", "'")
        key = "\x1f".join((self.item, self.place, self.kind, words))
        return sha256(key.encode()).hexdigest()[:16]

"""Acts on the list of recipients: who gets the bulletin by mail, in which form."""

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from torimatome.edit.scene import Scene
from torimatome.edit.values import encode
from torimatome.errors import EditError
from torimatome.model import Record
from torimatome.model.act import Decide, Intent
from torimatome.model.delivery import FORMS, Recipient

LANGUAGES = ("ja+en", "ja", "en")
MOST_RECIPIENTS = 20_000
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[^\s@<>\"(),:;\\]{1,255}")


def write_recipient(scene: Scene, recipient: Recipient) -> Decide:
    """An address is on the list, in this form; one that is there already is changed."""
    clean = checked(recipient)
    put = ("recipient", clean.address, encode(clean))
    return lambda _look: Intent("write_recipient", clean.address, (put,), "", _words(clean))


def remove_recipient(scene: Scene, address: str) -> Decide:
    """An address gets nothing more."""
    key = _key(address)

    def decide(look: object) -> Intent:
        return Intent("remove_recipient", key, (("recipient", key, ""),), "", (("text", key),))

    return decide


def import_recipients(scene: Scene, recipients: Sequence[Recipient]) -> Decide:
    """Every row of a table is on the list; one undo takes them all back."""
    if not recipients or len(recipients) > MOST_RECIPIENTS:
        raise EditError(f"a list has 1 to {MOST_RECIPIENTS} rows; this one has {len(recipients)}")
    clean = [checked(one) for one in recipients]
    puts = tuple((("recipient", one.address, encode(one))) for one in clean)
    words = (("text", str(len(clean))),)
    return lambda _look: Intent("import_recipients", "recipients", puts, "", words)


def recipients_in(table: Sequence[dict[str, str]]) -> tuple[Recipient, ...]:
    """Rows of a table with the columns address, name, languages, form; all but the first may lack.

    Raises EditError naming the row.
    """
    found = []
    for number, row in enumerate(table, 2):
        known = {key.strip().lower(): (value or "").strip() for key, value in row.items() if key}
        if "address" not in known:
            raise EditError("the table needs a column 'address'; others are name, languages, form")
        if not any(known.values()):
            continue
        asked = {key: known[key] for key in ("name", "languages", "form") if known.get(key)}
        try:
            found.append(checked(replace(Recipient(known["address"]), **asked)))
        except EditError as error:
            raise EditError(f"row {number}: {error}") from error
    return tuple(found)


def recipient_in(record: Record) -> Recipient:
    """The recipient a Record holds."""
    return msgspec.json.decode(record.value, type=Recipient)


def checked(one: Recipient) -> Recipient:
    """The recipient with its address tidied. Raises EditError naming what is wrong."""
    if one.languages not in LANGUAGES:
        raise EditError(f"{one.languages!r} is no form; a mail is in {', '.join(LANGUAGES)}")
    if one.form not in FORMS:
        raise EditError(f"{one.form!r} is no form of the PDF; there are {', '.join(FORMS)}")
    return replace(one, address=_key(one.address), name=" ".join(one.name.split())[:100])


def _key(address: str) -> str:
    plain = address.strip()
    if not _ADDRESS.fullmatch(plain):
        raise EditError(f"{address!r} is no mail address; it looks like name@example.org")
    local, _, domain = plain.rpartition("@")
    return f"{local}@{domain.lower()}"


def _words(one: Recipient) -> tuple[tuple[str, str], ...]:
    return (("text", f"{one.address} ({one.languages}, {one.form})"),)

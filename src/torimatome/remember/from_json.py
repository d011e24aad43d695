"""Our own JSON, and the JSON our PDFs carry: read without loss."""

from datetime import date

import msgspec

from torimatome.errors import Unreadable
from torimatome.model import Issue

_FORMAT = "torimatome-issue/1"


def issue_of_json(body: bytes, name: str) -> Issue:
    """The Issue as it was written; fields this version does not know are left aside.

    Raises Unreadable naming the place of a fault, such as `$.items[3].headline_ja`.
    """
    try:
        issue = msgspec.json.decode(body.strip(b"\xef\xbb\xbf \t\r\n\x00"), type=Issue)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(name, f"no issue JSON: {error}; see docs/issue.schema.json") from error
    except RecursionError as error:
        raise Unreadable(name, "no issue JSON: nested too deeply") from error
    if issue.format != _FORMAT:
        raise Unreadable(
            name,
            f"its format is {issue.format!r}, this version reads {_FORMAT!r} - at `$.format`;"
            " read it with the version of torimatome that wrote it",
        )
    for end, day in (("start", issue.period.start), ("end", issue.period.end)):
        if not _is_day(day):
            raise Unreadable(name, f"{day!r} is no day like '2026-05-08' - at `$.period.{end}`")
    return issue


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

"""Our own JSON, and the JSON our PDFs carry: read without loss."""

import re
from datetime import date

import msgspec

from torimatome.errors import Unreadable
from torimatome.model import Issue

_FORMAT = re.compile(r"torimatome-issue/1")


def issue_of_json(body: bytes, name: str) -> Issue:
    """The Issue as it was written. Raises Unreadable naming the place of a fault."""
    try:
        issue = msgspec.json.decode(body.strip(b"\xef\xbb\xbf \t\r\n\x00"), type=Issue)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(name, f"no issue JSON: {error}") from error
    except RecursionError as error:
        raise Unreadable(name, "no issue JSON: nested too deeply") from error
    if not _FORMAT.fullmatch(issue.format):
        raise Unreadable(
            name, f"its format is {issue.format!r}; this version reads 'torimatome-issue/1'"
        )
    for end, day in (("start", issue.period.start), ("end", issue.period.end)):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise Unreadable(name, f"its period's {end} {day!r} is no day") from error
    return issue

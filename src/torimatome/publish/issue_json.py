"""One Issue as JSON, the shape docs/issue.schema.json describes; remember/from_json reads it."""

import json
import re

import msgspec

from torimatome.model import Issue

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(issue: Issue) -> bytes:
    """UTF-8, fields in the order the model declares them: the same Issue, the same bytes.

    Half a surrogate pair has no UTF-8 form and becomes U+FFFD.
    """
    try:
        # The same bytes as below, twenty times quicker.
        return msgspec.json.format(msgspec.json.encode(issue), indent=1) + b"\n"
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(issue), ensure_ascii=False, indent=1)
    return (_SURROGATE.sub("\ufffd", text) + "\n").encode("utf-8")

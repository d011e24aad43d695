"""docs/issue.schema.json, made from the model: run this module to write it anew.

python -m torimatome.publish.schema > docs/issue.schema.json
"""

import ast
import inspect
import json
import sys
from typing import Any

import msgspec

from torimatome.model import (
    Actor,
    Block,
    Check,
    Citation,
    Correction,
    Earlier,
    Issue,
    Item,
    Link,
    Passage,
    Period,
    Proposal,
    Section,
    Sentence,
)

_NOUNS = (
    Issue, Period, Section, Item, Block, Sentence, Passage, Citation, Link, Actor, Check, Earlier,
    Proposal, Correction,
)  # fmt: skip
_DAY = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# Rules the types alone do not say: (noun, field) → what the schema adds.
_RULES: dict[tuple[str, str], dict[str, Any]] = {
    ("Issue", "format"): {"const": "torimatome-issue/1"},
    ("Period", "start"): _DAY,
    ("Period", "end"): _DAY,
    ("Citation", "date_start"): _DAY,
    ("Citation", "date_end"): _DAY,
    ("Block", "type"): {"enum": ["paragraph", "bullets", "perspective", "note", "subheading"]},
    ("Check", "severity"): {"enum": ["high", "mid", "low", "info"]},
    ("Correction", "day"): _DAY,
    ("Earlier", "relation"): {"enum": ["reported", "continues"]},
    ("Passage", "sha256"): {"pattern": "^([0-9a-f]{64})?$"},
}


def issue_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one Issue; descriptions are the model's own comments."""
    made = msgspec.json.schema(Issue)
    definitions = made["$defs"]
    for noun in _NOUNS:
        entry = definitions[noun.__name__]
        entry["description"] = (inspect.getdoc(noun) or "").splitlines()[0]
        for name, words in _field_comments(noun).items():
            entry["properties"][name]["description"] = words
    for (noun_name, name), rule in _RULES.items():
        definitions[noun_name]["properties"][name].update(rule)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One issue of a Torimatome bulletin",
        **made,
    }


def schema_text() -> str:
    """The text of docs/issue.schema.json."""
    return json.dumps(issue_schema(), ensure_ascii=False, indent=2) + "\n"


def _field_comments(noun: type) -> dict[str, str]:
    # The comment stands on the field's own line; where there is none, there is no entry.
    source = inspect.getsource(noun)
    lines = source.splitlines()
    (tree,) = ast.parse(source).body
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            line = lines[node.end_lineno - 1] if node.end_lineno else ""
            # Columns count bytes, and comments may hold other scripts.
            rest = line.encode()[node.end_col_offset or 0 :].decode()
            if "# " in rest:
                found[node.target.id] = rest.split("# ", 1)[1].strip()
    return found


if __name__ == "__main__":
    sys.stdout.write(schema_text())

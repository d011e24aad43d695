"""The kinds of change a copy can come back with: those that can be taken, those only told."""

# Taken by the acts of plan.py.
TAKEN = (
    "headline_ja", "headline_en", "sentence", "typography", "sentence_added", "sentence_removed",
    "sentence_moved", "label", "citation", "split", "merge", "block_added", "block_removed",
    "block_moved", "bullet_added", "bullet_removed", "bullet_moved", "restyled", "item_added",
    "item_removed", "item_moved", "item_section", "title", "comment", "footnote",
)  # fmt: skip
# Told, with what a person can do about them.
TOLD = (
    "section_heading", "fixed_line", "header", "format", "object", "link", "tracked", "outside",
    "headline_removed", "unmatched",
)  # fmt: skip
KINDS = (*TAKEN, *TOLD)

"""The nouns, frozen, standard library only; `docs/words.md` has them in both languages."""

from torimatome.model.article import Article, Passage, Snapshot
from torimatome.model.entry import Entry, Lead
from torimatome.model.house import Form, Frame, House, SectionRule, Style, Term
from torimatome.model.issue import (
    Actor,
    Block,
    Check,
    Citation,
    Issue,
    Item,
    Link,
    Period,
    Section,
    Sentence,
)
from torimatome.model.source import Expectation, Fixes, Outlet, Source, SourceKind
from torimatome.model.story import Judgement, Story, Verdict

__all__ = [
    "Actor", "Article", "Block", "Check", "Citation", "Entry", "Expectation", "Fixes", "Form",
    "Frame", "House", "Issue", "Item", "Judgement", "Lead", "Link", "Outlet", "Passage", "Period",
    "Section", "SectionRule", "Sentence", "Snapshot", "Source", "SourceKind", "Story", "Style",
    "Term", "Verdict",
]  # fmt: skip

"""The nouns, frozen, standard library only; `docs/words.md` has them in both languages."""

from torimatome.model.act import Act, Change, Record
from torimatome.model.article import Article, Passage, Snapshot
from torimatome.model.entry import Entry, Lead
from torimatome.model.finding import Finding
from torimatome.model.house import Form, Frame, House, SectionRule, Style, Term
from torimatome.model.issue import (
    Actor,
    Block,
    Check,
    Citation,
    Correction,
    Earlier,
    Issue,
    Item,
    Link,
    Period,
    Proposal,
    Section,
    Sentence,
)
from torimatome.model.source import Expectation, Fixes, Outlet, Source, SourceKind
from torimatome.model.story import Decision, Judgement, Story, Verdict

__all__ = [
    "Act", "Actor", "Article", "Block", "Change", "Check", "Citation", "Correction", "Decision",
    "Earlier", "Entry", "Expectation", "Finding", "Fixes", "Form", "Frame", "House", "Issue",
    "Item", "Judgement", "Lead", "Link", "Outlet", "Passage", "Period", "Proposal", "Record",
    "Section", "SectionRule", "Sentence", "Snapshot", "Source", "SourceKind", "Story", "Style",
    "Term", "Verdict",
]  # fmt: skip

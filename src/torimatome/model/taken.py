"""Taken, Change: a copy that came back from Word, and what was changed in it by hand."""

from dataclasses import dataclass

from torimatome.model.issue import Issue, Link

# The XML part of our Word files that says which words went out, and how bookmarks begin.
COPY_SPACE = "urn:torimatome:copy:1"
ANCHOR = "_tm"
COMMENTER = "Torimatome"


@dataclass(frozen=True)
class Revision:
    """A change that Word or LibreOffice tracked: whose, when, and its words."""

    kind: str  # insert | delete | move_from | move_to | format | mark (of a paragraph's end)
    words: str
    by: str
    at: str = ""  # as the file says, ISO; "" = it does not


@dataclass(frozen=True)
class Comment:
    """A comment in the margin."""

    id: str
    by: str
    at: str
    text: str
    words: str  # what it stands on
    paragraph: int = -1  # place in Taken.paragraphs; -1 = nowhere
    parent: str = ""  # id of the comment it answers
    done: bool = False
    ours: bool = False  # a source comment that we wrote into the copy, untouched


@dataclass(frozen=True)
class TakenParagraph:
    """One paragraph as it reads with every tracked change accepted."""

    text: str
    role: str = ""  # what its style says it is (title, section, headline …); "" = nothing we know
    style: str = ""  # the style's name as the file has it
    where: str = "body"  # body | table | text box | footnote | endnote | header | footer
    bullet: bool = False
    anchors: tuple[str, ...] = ()  # names of our bookmarks that begin in it
    revisions: tuple[Revision, ...] = ()
    formats: tuple[tuple[str, str], ...] = ()  # (bold | struck …, words) set by hand
    links: tuple[Link, ...] = ()
    objects: tuple[str, ...] = ()  # what is no text: "a picture", "a field (DATE)"


@dataclass(frozen=True)
class Taken:
    """A Word file as it came back."""

    name: str
    paragraphs: tuple[TakenParagraph, ...]
    comments: tuple[Comment, ...] = ()
    base: Issue | None = None  # the words it went out with; None = the file no longer says
    desk: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()  # above the items: field, style, words
    header: str = ""  # what the head of its pages went out with
    remarks: tuple[str, ...] = ()  # what of the file was not read, in words


@dataclass(frozen=True)
class Edit:
    """One change made by hand in a copy, matched to what it changes.

    `before` is what the copy went out with, `after` what it came back with. Some kinds can be
    taken into the Issue; the others are told and left to the person.
    """

    id: str  # 8 hex digits of what it says
    kind: str  # see edit/take_back/kinds.py
    item: str = ""  # Item.id; "" = of the whole Issue
    block: int = -1  # place in the Item the copy went out with; -1 = none
    bullet: int = -1
    before: str = ""
    after: str = ""
    place: str = ""  # where, in words a person finds it by: a headline, a heading
    to: str = ""  # moved: the Item, section or text it now stands before or behind
    by: tuple[str, ...] = ()  # who tracked it or wrote the comment
    tracked: bool = False
    why: str = ""  # how it was matched, or why it cannot be taken
    sentences: tuple[str, ...] = ()  # those of the block that `before` covers
    following: str = ""  # the sentence, paragraph or item it stands behind; "" = at the beginning
    near: tuple[str, ...] = ()  # sentences of the paragraph it was put into
    added: "AddedItem | None" = None


@dataclass(frozen=True)
class AddedItem:
    """An item written by hand: its lines as they stood."""

    section: str  # Section.kind
    behind: str  # Item.id it stands behind; "" = first of its section
    headline_ja: str
    headline_en: str
    blocks: tuple[tuple[str, str, str, str], ...]  # type, label, text (a line a bullet), citation


@dataclass(frozen=True)
class TakenBack:
    """A copy and everything it changes, as the desk keeps it until a person has decided."""

    id: str  # 12 hex digits of the file's bytes
    name: str
    edits: tuple[Edit, ...]
    by: str = ""
    at: str = ""
    remarks: tuple[str, ...] = ()
    same: int = 0  # paragraphs that came back as they went out


@dataclass(frozen=True)
class Settled:
    """A person's word on one Edit."""

    state: str  # accepted | refused
    by: str
    at: str

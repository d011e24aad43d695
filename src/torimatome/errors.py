"""Every error we raise on purpose, and who should hear about it.

    DeskError
    ├── SourceError       one source is at fault: skip it, tell the editor, go on
    │   ├── Refused       an address, answer or file we will not touch; says which rule
    │   ├── Unreachable   no answer, or an answer that is not the page
    │   └── Unreadable    an answer we cannot make entries or an Article of
    ├── DraftError        one Item is at fault: hand it to the editor marked, go on
    │   └── Uncited       a sentence points at no passage of its Articles
    ├── EditError         one act of a person cannot be done: tell her why, keep her words
    │   └── Conflict      somebody else changed it meanwhile: show both versions
    └── SetupError        the desk is at fault: stop at once, say what to change

Anything else that escapes is a bug, and ends the run with its traceback.
"""


class DeskError(Exception):
    """Base of the tree above."""


class SourceError(DeskError):
    """Carry what failed (a source's id, an address or a file) and why, so a report can name it."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        self.reason = reason


class Refused(SourceError):
    """A rule of ours forbids it: a private address, robots.txt, a bomb, a size or time limit."""


class Unreachable(SourceError):
    """No answer, or an answer that is not the page; trying again later may help."""


class Unreadable(SourceError):
    """The answer came, and no entries or Article can be made of it."""


class DraftError(DeskError):
    """One Item cannot be drafted as it should be."""


class Uncited(DraftError):
    """A sentence points at no passage of its Articles."""


class EditError(DeskError):
    """What a person asked for cannot be done as things stand; says why and what to do."""


class Conflict(EditError):
    """What she changes is no longer as she saw it. Carries both versions; nothing is lost."""

    def __init__(self, what: str, yours: str, theirs: str) -> None:
        super().__init__(f"{what} was changed by somebody else meanwhile; choose which text stays")
        self.what = what
        self.yours = yours
        self.theirs = theirs


class SetupError(DeskError):
    """The desk itself is at fault: a setting, a file, a folder, a full disk."""

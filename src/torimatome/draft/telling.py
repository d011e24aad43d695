"""What is known while one Japanese headline is said."""

from dataclasses import dataclass, field

from torimatome.draft.new_name import NewName
from torimatome.draft.speaker import Office, Speaker


@dataclass(frozen=True)
class Telling:
    """What is known while one headline is said."""

    speaker: Speaker
    day: str = ""  # ISO; whose office it is may depend on it
    context: str | None = None  # the story's text: holders of an office are named only from it
    office: Office | None = None  # of the actor before: what "counterpart" means
    plain: bool = False  # without title: 氏 follows
    # Whether every word of the headline has a capital, so that capitals tell no name.
    all_capitals: bool = False
    # Names no term has that were said by their sound, with the form used; they come to be marked.
    proposed: list[tuple[NewName, str]] = field(default_factory=list, compare=False)

"""People no term has: which words are one's name, and the name in katakana, as a proposal."""

import re
from dataclasses import dataclass

from torimatome.model import Check
from torimatome.text.katakana import propose

# Their names are written in characters, or with the family name first: a person has to say how.
_NOT_BY_SOUND = frozenset({"CN", "HK", "JP", "KP", "KR", "MO", "TW", "VN"})
_PART = r"(?:[^\W\d_a-z][^\W\d_]*(?:['’ʻ][^\W\d_]+)*\.?)"
_JOINS = r"(?:al|el|bin|ibn|bint|de|da|do|dos|del|della|di|van|von|der|den|la|le|du|oglu|oğlu)"
_NAME = re.compile(rf"{_PART}(?:[ -](?:{_PART}|{_JOINS}))*")
# Words in capitals that follow an office and are no name.
_NO_NAME = re.compile(
    r"\b(?:Office|Ministry|Council|Meeting|Summit|Party|Committee|Commission|Forum|Conference|"
    r"Centre|Center|Agency|Service|Statement|Visit|Visits|Meets?|Calls?|Says?|Elect|Designate|"
    r"Forces|Army|Bank|Group|Union|House|Court|Assembly|Parliament|Government|State|Republic|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|"
    r"July|August|September|October|November|December|The|And|Of|In|On|To|For|With|At|By|From)\b"
)
_MOST_PARTS = 6


@dataclass(frozen=True)
class NewName:
    """A name that stands in a headline by its sound, until a person accepts it."""

    english: str
    full: str  # katakana, all parts
    surname: str
    how: str  # language, rule and other forms, in words

    def check(self, said: str) -> Check:
        """What the desk is asked about it; `said` is the form in the headline."""
        return Check(
            "name_proposal",
            f"{self.english} is not in the termbase: {said} is a proposal ({self.how})",
            "mid",
        )


def is_name(words: str, context: str | None) -> bool:
    """Whether `words` look like a person's name; with a text, whether the text has its last word.

    The text is asked because some outlets print every word of a title with a capital. It may
    call the same person by fewer names, or spell the first another way.
    """
    if not _NAME.fullmatch(words) or len(words.split()) > _MOST_PARTS or _NO_NAME.search(words):
        return False
    if len(words) < 3 or words.isupper():
        return False
    last = words.split()[-1]
    return context is None or re.search(rf"(?<!\w){re.escape(last)}(?!\w)", context) is not None


def new_name(words: str, country: str) -> NewName | None:
    """`words` in katakana by the rules of the language they are from; None where none can be."""
    if country.upper() in _NOT_BY_SOUND:
        return None
    proposal = propose(words, country=country)
    if not proposal.ja:
        return None
    language = proposal.language_name
    sure = f"read as {language}, {proposal.sure:.0%} sure; {proposal.how}"
    others = f"; or {', '.join(proposal.alternatives[:2])}" if proposal.alternatives else ""
    return NewName(words, proposal.ja, proposal.surname, sure + others)

"""Whether words tell that people met or talked: headlines and sentences, English and Japanese."""

import re

# Kinds of event in which those who act meet.
EVENTS = frozenset({"meeting", "phone_call", "visit", "negotiations", "agreement_signed"})
# Looked up word by word: as one pattern it was the slowest part of a long archive's pages of names.
_MET = frozenset(
    "meet meets met meeting meetings talk talks talked phone phones phoned telephone telephones"
    " call calls called receive receives received host hosts hosted visit visits visited"
    " discuss discusses discussed consultation consultations".split()
)
_WORD = re.compile(r"\w+")
_NEGOTIATE = re.compile(r"\bnegotiat\w")
# In a running sentence "visit", "host" and "call for" are told of those who are not there.
_STRICT = re.compile(
    r"\b(?:met with|meets? with|met|meeting (?:with|between)|talks (?:with|between)|received by"
    r"|phone call|telephone conversation|spoke by phone|held a phone|receives?|received"
    r"|consultations (?:with|between)|negotiations (?:with|between))\b",
    re.IGNORECASE,
)
_JAPANESE = re.compile("会談|会見|面会|会合|接見|電話|懇談|協議|交渉|訪問|表敬|来訪")


def headline_tells(english: str, japanese: str) -> bool:
    """Whether a headline, in either language, tells of a meeting, a talk or a visit."""
    words = english.lower()
    if not _MET.isdisjoint(_WORD.findall(words)):
        return True
    negotiate = "negotiat" in words and _NEGOTIATE.search(words)
    return bool(negotiate or _JAPANESE.search(japanese))


def sentence_tells(sentence: str) -> bool:
    """Whether a sentence tells that those it names met or talked."""
    return bool(_STRICT.search(sentence) or _JAPANESE.search(sentence))

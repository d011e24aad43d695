"""The edges of a sentence that house style trims: lead-ins, a minister's title said twice, home."""

import re
from collections.abc import Iterator, Sequence

# What only says that the same meeting goes on. The four issues keep such a lead-in in 5 of their
# 602 sentences, nearly all of them in quoted accounts of one meeting.
_LEAD_IN = re.compile(
    r"^(?:(?:During|At|In the course of|In) (?:the|their|his|her) "
    r"(?:meetings?|(?:phone |telephone )?conversation|(?:phone )?call|talks|negotiations|"
    r"discussions?|consultations|exchange)(?: that followed| which followed)?|"
    r"Speaking at the meeting|In turn|In (?:his|her) turn|(?:For|On) (?:his|her|its|their) part), "
)
_QUOTED = re.compile(r"[“\"«]")
_MINISTER = re.compile(r"\bMinister (?P<name>[A-Z][\w’'-]+)(?! [A-Z])")
_OFFICE_BEFORE = re.compile(r"(?:[A-Z][\w-]+|of|and|the) $")


def trims(text: str, before: Sequence[str], country: str) -> Iterator[str]:
    """Shorter ways to say `text`, the shortest first; each keeps what it says.

    `before` are the sentences of the item so far: who stands there by name needs no title again.
    """
    house = without_home(text, country)
    named = bare_names(house, " ".join(before)) if before else house
    short = without_lead_in(named) if before else named
    for made in dict.fromkeys((short, named, house)):
        if made != text:
            yield made


def without_lead_in(text: str) -> str:
    """`text` without "During the meeting, " in front."""
    match = _LEAD_IN.match(text)
    if match is None or match.end() >= len(text):
        return text
    rest = text[match.end() :]
    return rest[:1].upper() + rest[1:]


def bare_names(text: str, before: str) -> str:
    """`text` with "Minister Tulgar" as "Tulgar", where `before` names "FM Aysen Tulgar"."""

    def bare(match: re.Match[str]) -> str:
        name = match["name"].removesuffix("'s").removesuffix("’s")
        introduced = re.search(rf"\b[A-Z][\w’'-]+ {re.escape(name)}\b", before)
        office = _OFFICE_BEFORE.search(text[: match.start()])
        quoted = len(_QUOTED.findall(text[: match.start()])) % 2
        return match["name"] if introduced and not office and not quoted else match.group()

    return _MINISTER.sub(bare, text)


def without_home(text: str, country: str) -> str:
    """`text` with places of the home country named without it: "Yaldar district of Orvenia"."""
    home = re.escape(country)
    return re.sub(
        rf"\b(district|province|region|city|town|village) of {home}(?=[\s,.;])", r"\1", text
    )

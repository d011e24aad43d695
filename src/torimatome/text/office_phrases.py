"""Offices with the country they are of, as they stand in a text: "Georgian Foreign Minister"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from torimatome.text.names import Found, Reading

_FORMER = re.compile(
    r"(?:\b(?:former|ex|late|then|outgoing|ousted)|бывш\w+|экс|колишн\w+|екс|sabiq|keçmiş|eski"
    r"|نائب سابق|նախկին|ყოფილ\w+|元|前)[\s-]*$",
    re.IGNORECASE,
)
_FORMER_AFTER = re.compile(r"\s?(?:سابق|پیشین|السابق)")
_ACTING = re.compile(
    r"(?:\b(?:acting|interim|caretaker)|и\. ?о\.?|в\. ?о\.?|исполняющ\w+ обязанности"
    r"|виконувач\w* обов.язків|vəzifəsini icra edən|կատարող|მოვალეობის შემსრულებელ\w+)\s*$",
    re.IGNORECASE,
)
_DEPUTY = re.compile(
    r"(?:\bdeputy|(?:перв\w+ |перш\w+ )?(?:заместител\w+|заступни[кц]\w*)|зам|vice"
    r"|معاون(?: اول)?(?: سابق)?)[\s-]*$",
    re.IGNORECASE,
)
# Behind an office they make its deputy: "nazirinin müavini", "Bakan Yardımcısı".
_DEPUTY_AFTER = re.compile(
    r"\s(?:birinci |პირველი? |ყოფილ\w* |առաջին )?(?:müavin|yardımcı|მოადგილ|տեղակալ)\w*",
    re.IGNORECASE,
)
# What may stand between a country and an office that belong together.
_BETWEEN = re.compile(
    r"(?:(?<=\.[A-Z])\.)?(?:['’]s?|の)?[\s'’-]{0,2}"
    r"(?:(?:new|newly appointed|acting|former|ex|first|deputy|interim|yeni|sabiq|eski|keçmiş|новый"
    r"|новой|нового|бывший|бывшего|экс|колишній|նոր|ახალ\w+|新|前|元)[\s-]*)?"
)
_OF = re.compile(r"(?: (?:of|of the|for|جمهوری|جمهورية|إسلامية|اسلامی))? ?")


@dataclass(frozen=True, slots=True)
class OfficeSeen:
    """An office where it stands, its country's words included: `text[start:end]`."""

    office: str  # English; "Deputy Mayor", "acting Mayor"
    agent: str  # after PLOVER
    country: str  # key; "" = not told
    start: int
    end: int
    former: bool = False
    rank: bool = False


def phrases(text: str, reading: Reading) -> Iterator[OfficeSeen]:
    """Each office of the text with the country beside it, left to right."""
    lands = [found for found in reading.names if found.name.kind == "country"]
    for hit in reading.offices:
        start, end = hit.start, hit.end
        before = _land_before(text, lands, start)
        after = _land_after(text, lands, end)
        country = (before or after).name.country if before or after else ""  # type: ignore[union-attr]
        lead = text[max(0, start - 28) : start]
        if before and not re.search(r"\w", lead[len(lead) - (start - before.end) :]):
            lead_of_land = text[max(0, before.start - 28) : before.start]
        else:
            lead_of_land = ""
        former = bool(_FORMER.search(lead) or _FORMER.search(lead_of_land))
        if match := _FORMER_AFTER.match(text, end):
            former, end = True, match.end()
        office = hit.value.office
        if _ACTING.search(lead):
            office = f"acting {office}"
        elif deputy := _DEPUTY.search(lead):
            office = f"Deputy {office}"
            start -= len(lead) - deputy.start()
            former = former or bool(_FORMER.search(text[max(0, start - 28) : start]))
        elif deputy := _DEPUTY_AFTER.match(text, end):
            office, end = f"Deputy {office}", deputy.end()
            former = former or "ყოფილ" in deputy.group()
        yield OfficeSeen(
            office=office,
            agent=hit.value.agent,
            country=country,
            start=before.start if before else start,
            end=after.end if after and not before else end,
            former=former,
            rank=hit.value.rank,
        )


# "Gürcüstanın Türkiyədəki səfiri": where one serves is not whom one serves.
_SERVES_THERE = re.compile(r"[dt][əa]ki$")


def _land_before(text: str, lands: list[Found], start: int) -> Found | None:
    for found in reversed(lands):
        if found.end <= start:
            if _SERVES_THERE.search(text, found.start, found.end):
                start = found.start
                continue
            near = start - found.end <= 24
            return found if near and _BETWEEN.fullmatch(text, found.end, start) else None
    return None


def _land_after(text: str, lands: list[Found], end: int) -> Found | None:
    for found in lands:
        if found.start >= end:
            near = found.start - end <= 16
            return found if near and _OF.fullmatch(text, end, found.start) else None
    return None

"""People by shape: runs of words in capitals beside an office, or named in full elsewhere."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from torimatome.text.capitals import capital
from torimatome.text.folding import fold
from torimatome.text.names import Name
from torimatome.text.people import Person
from torimatome.understand.named import ACRONYM, MARKS, OF, Mention, Token, joined
from torimatome.understand.regions import region_of


def _nameish(token: Token) -> bool:
    if token.hit and token.hit.name.kind == "person":
        return True
    blocked = token.roles & {"offices", "beside", "bodies", "never", "common"}
    if not token.cap or token.hit is not None or blocked or token.text.isdigit():
        return False
    return capital(token.text) is None and not region_of(fold(token.text))


def by_shape(tokens: Sequence[Token], taken: list[bool], told: Sequence[Person]) -> list[Mention]:
    """People by shape: runs of words in capitals that are nothing else."""
    spots = [spot for person in told for spot in person.spots]
    runs = list(_runs(tokens, {(spot.start, spot.end) for spot in spots}))
    full = [
        (first, last) for first, last in runs
        if last - first > 1 or (tokens[first].hit and _known(tokens[first]))
    ]  # fmt: skip
    surnames = {fold(tokens[last - 1].text): (first, last) for first, last in full}
    found: list[Mention] = []
    for first, last in runs:
        single = last - first == 1
        one = (first, last)
        if single and one not in full:
            longer = surnames.get(fold(tokens[first].text))
            if longer is None and not _introduced(tokens, first):
                continue
        elif not _person_like(tokens, first, last):
            continue
        person, spent = _person(tokens, one, surnames)
        found.append(_as_told(person, told))
        for place in (*range(first, last), *spent):
            taken[place] = True
    return found


def _known(token: Token) -> bool:
    return bool(token.hit and token.hit.name.kind == "person")


def _runs(tokens: Sequence[Token], spots: Set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of words in capitals; last names side by side are two: "Orlisk Tarrla danışıb"."""
    alone = {t.start for t in tokens if (t.start, t.end) in spots}
    at = 0
    while at < len(tokens):
        if not _nameish(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and not tokens[end - 1].possessive and (
            tokens[end].gap in {" ", "-"}
            or (tokens[end].gap == ". " and len(tokens[end - 1].text) == 1)
        ):  # fmt: skip
            if _two_names(tokens, at, end) or (
                end - at == 1 and {tokens[at].start, tokens[end].start} <= alone
            ):
                break
            if _nameish(tokens[end]) or (
                "particles" in tokens[end].roles
                and (
                    (
                        end + 1 < len(tokens)
                        and _nameish(tokens[end + 1])
                        and tokens[end + 1].gap == " "
                    )
                    or tokens[end].low in _PATRONYMIC
                )
            ):
                end += 1
            else:
                break
        yield at, end
        at = end


def _two_names(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a term's full name ends before, or begins at, a word: "Ada Orlisk Ben Tarrla"."""
    hit, before = tokens[at].hit, tokens[at - 1].hit
    if hit is before:
        return False
    full = [h for h in (hit, before) if h and h.name.kind == "person" and h.words > 1]
    return bool(full) and at > first


def _person_like(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Not "Umbaki High" or "Global Terrorism": no body stands right behind or among the words."""
    after = tokens[last] if last < len(tokens) else None
    if after and after.cap and after.gap == " " and "bodies" in after.roles and (
        "offices" not in after.roles and not tokens[last - 1].possessive
    ):  # fmt: skip
        return False
    if any(_known(token) for token in tokens[first:last]):
        return True
    if any(ACRONYM.match(token.text) and len(token.text) > 1 for token in tokens[first:last]):
        return False
    if tokens[first].gap[-1:] in MARKS or (after and after.gap[:1] in MARKS):
        return False
    if after and after.cap and after.gap == " " and after.roles & {"bodies", "never", "beside"}:
        return False
    before = tokens[first - 1] if first else None
    if before and before.cap and before.gap == " " and "bodies" in before.roles and (
        "offices" not in before.roles
    ):  # fmt: skip
        return False
    return last - first <= 6


def _introduced(tokens: Sequence[Token], at: int) -> bool:
    """Whether an office stands right before a lone word: "FM Mirzoyan", "President Macron"."""
    before = tokens[at - 1] if at else None
    if before is None or before.gap is None or tokens[at].gap != " " or before.possessive:
        return False
    if ACRONYM.match(tokens[at].text):
        return False
    return bool(before.roles & {"mark", "offices"}) and not (
        "bodies" in before.roles or before.low in _MODIFIERS
    )


_MODIFIERS = frozenset(
    "first former ex new newly deputy vice special acting major army citizen resident"
    " member".split()
)


def _person(
    tokens: Sequence[Token], span: tuple[int, int], surnames: dict[str, tuple[int, int]]
) -> tuple[Mention, list[int]]:
    """The person, and the words of the office beside the name."""
    first, last = span
    name = _term(tokens, first, last)
    written = joined(tokens, first, last)
    if name is None and last - first == 1:
        longer = surnames.get(fold(tokens[first].text))
        if longer:
            written = joined(tokens, *longer)
    office, country, spent = _office(tokens, first, last)
    # The term speaks where the text names no office: a name met with another one is a question
    # for the desk, not a correction.
    person = Mention(
        tokens[first].start,
        tokens[last - 1].end,
        "person",
        name.en if name else written,
        name.key if name else "",
        country or (name.country if name else ""),
        office or (name.office if name else ""),
        introduced=bool(office or spent) and last - first > 1,
    )
    return person, spent


def _term(tokens: Sequence[Token], first: int, last: int) -> Name | None:
    """The term a name stands for; None for a namesake, whose first name the term has not."""
    hit = next((t.hit for t in tokens[first:last] if _known(t)), None)
    if hit is None:
        return None
    given = [t for t in tokens[first:last] if t.hit is not hit and t.low not in _PATRONYMIC]
    theirs = fold(hit.name.en).split()
    if hit.name.surname and given and fold(given[0].text)[:1] not in {x[:1] for x in theirs[:-1]}:
        return None
    return hit.name


def _as_told(one: Mention, told: Sequence[Person]) -> Mention:
    """The same mention under the key and with the office that the whole text tells."""
    for person in told:
        # A spot that leaves out the given name may be of a namesake.
        if any(
            s.start <= one.start < s.end or (one.key and one.start < s.start < one.end)
            for s in person.spots
        ):
            known = not person.key.startswith("person:~")
            return replace(
                one,
                name=person.name if known or _shorter(person, one) else one.name,
                key=one.key or (person.key if known else ""),
                office=_in_english(one.office, person),
                country=one.country or person.country,
            )
    return one


def _in_english(office: str, person: Person) -> str:
    """The office as the text has it; of another language, as the table calls it in English."""
    if office and not (person.seen and person.office and _FOREIGN.search(office)):
        return office
    return f"former {person.office}" if person.office and person.former else person.office


_FOREIGN = re.compile(r"[^\x00-\x7f]|prezident|nazir|bakan", re.IGNORECASE)


def _shorter(person: Person, one: Mention) -> bool:
    """Whether a place stands behind an Azerbaijani name: "Həmid Sərvandi Qəzzada"."""
    return (
        bool(person.given)
        and "ə" in one.name
        and any(
            spot.start == one.start and one.start + len(person.name) <= spot.end < one.end
            for spot in person.spots
        )
    )


_PATRONYMIC = frozenset("oglu oğlu qizi qızı gizi оглы оглу кызы".split())


_REACH = 12  # words an office may have before the name: "Head of the … of the Presidential …"


def _office(tokens: Sequence[Token], first: int, last: int) -> tuple[str, str, list[int]]:
    """The office right before or behind a name, the country in it, and which words it takes."""
    start = first
    while start > 0 and first - start < _REACH and _in_office(tokens, start - 1, tokens[start].gap):
        start -= 1
    row = [*range(start, first)]
    if not any(tokens[n].roles & {"offices", "mark"} for n in row):
        row = []
        end = last
        while end < len(tokens) and end - last < _REACH and (
            _in_office(tokens, end, tokens[end].gap, opening=end == last)
        ):  # fmt: skip
            row.append(end)
            end += 1
        if not any(tokens[n].roles & {"offices", "mark"} for n in row):
            row = []
    country = next(
        (t.hit.name.key for n in row if (t := tokens[n]).hit and t.hit.name.kind == "country"), ""
    )
    kept = [n for n in row if not (tokens[n].hit and tokens[n].hit.name.kind == "country")]
    while kept and not tokens[kept[0]].roles & {"offices", "beside", "mark"}:
        kept.pop(0)
    while kept and tokens[kept[-1]].low in OF:
        kept.pop()
    said = [n for n in row if tokens[n].roles & {"offices", "mark"}]
    spent = [n for n in row if said and n >= said[0] - 2] if row and row[0] < first else row
    words = [tokens[n].text for n in kept]
    if kept and tokens[kept[-1]].low == "counterpart":
        words = []  # "his counterpart": an office, but not said which
    if kept and len(tokens[kept[-1]].text) > 3 and tokens[kept[-1]].low in _MANY:
        words[-1] = words[-1][:-1]  # "Presidents Ada Orlisk and Ben Tarr": each is one
    return " ".join(words), country, spent


_MANY = frozenset("presidents ministers leaders ambassadors speakers premiers chiefs heads"
                  " envoys commanders governors mayors directors".split())  # fmt: skip


def _in_office(tokens: Sequence[Token], at: int, gap: str, opening: bool = False) -> bool:
    token = tokens[at]
    if opening and not gap.strip() and token.text[:1].islower():
        return False  # "сказал Орлиск журналистам": they are told, and no office
    if gap.strip() and not (opening and gap.strip() == ",") and gap not in {"-", "–", " – "}:
        return False
    if token.roles & {"offices", "beside", "bodies", "mark"}:
        return True
    country = token.hit is not None and token.hit.name.kind in {"country", "organisation", "place"}
    return country or token.low in {"of", "the", "for", "at", "on", "to", "and"}


def by_office(
    text: str, tokens: Sequence[Token], taken: list[bool], told: Sequence[Person]
) -> list[Mention]:
    """People whose name no run of capitals shows: in Japanese, Persian, Georgian, and terms."""
    found: list[Mention] = []
    for person in told:
        for spot in person.spots:
            inside = [n for n, t in enumerate(tokens) if t.start < spot.end and spot.start < t.end]
            cased = any(tokens[n].text.lower() != tokens[n].text.title() for n in inside)
            known = person.key and not person.key.startswith("person:~")
            if any(taken[n] for n in inside) or (cased and not known):
                continue
            found.append(
                Mention(
                    spot.start, spot.end, "person", person.name, person.key, person.country,
                    person.office, introduced=bool(person.seen and person.given),
                )
            )  # fmt: skip
            for n in inside:
                taken[n] = tokens[n].start >= spot.start and tokens[n].end <= spot.end
    return found

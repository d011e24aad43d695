"""Bodies: ministries, councils, agencies, by a word of mentions.yaml, a term or their initials."""

from collections.abc import Sequence
from itertools import pairwise

from torimatome.text.folding import fold
from torimatome.text.names import Found
from torimatome.understand.named import ACRONYM, Mention, Token, joined


def bodies(tokens: Sequence[Token], taken: list[bool]) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        hit = token.hit if token.hit and token.hit.name.kind == "organisation" else None
        head = token.cap and "bodies" in token.roles
        short = bool(ACRONYM.match(token.text)) and token.hit is None and not (
            token.roles & {"offices", "mark", "common"}
        )  # fmt: skip
        if short and token.gap.endswith("(") and found:
            short = False
        if taken[at] or not (hit or head or short):
            at += 1
            continue
        first, last = _body_span(tokens, taken, at)
        if not _part_of_office(tokens, first, last):
            found.append(_body(tokens, first, last, hit))
        taken[first:last] = [True] * (last - first)
        at = max(last, at + 1)
    return found


def _body_span(tokens: Sequence[Token], taken: Sequence[bool], at: int) -> tuple[int, int]:
    first = at
    hit = tokens[at].hit
    while first > 0 and not taken[first - 1]:
        before = tokens[first - 1]
        same = hit is not None and before.hit is hit
        proper = before.cap and not before.roles & {"never"} and (
            "offices" not in before.roles or "beside" in before.roles
        )  # fmt: skip
        if tokens[first].gap not in {" ", "-", "–"} or not (same or proper):
            break
        first -= 1
    last = at + 1
    while last < len(tokens) and not taken[last]:
        token = tokens[last]
        if (hit is not None and token.hit is hit) or (token.gap == " " and token.cap and not (
            token.roles & {"never", "mark"}
        ) and not tokens[last - 1].possessive):  # fmt: skip
            last += 1
            continue
        ahead = last + 1
        if token.low in {"of", "for", "on"} and token.gap == " ":
            if ahead < len(tokens) and tokens[ahead].low == "the":
                ahead += 1
            if ahead < len(tokens) and tokens[ahead].cap and not taken[ahead] and (
                tokens[ahead].gap == " "
            ):  # fmt: skip
                last = ahead + 1
                continue
        listed = token.gap == ", " and token.cap and _list_goes_on(tokens, last)
        if listed and _goes_on(tokens, first, last, last):
            last += 1
            continue
        if token.low == "and" and token.gap == " " and ahead < len(tokens) and (
            tokens[ahead].cap and not taken[ahead] and _goes_on(tokens, first, last, ahead)
        ):  # fmt: skip
            last = ahead + 1
            continue
        break
    return first, last


def _goes_on(tokens: Sequence[Token], first: int, last: int, ahead: int) -> bool:
    """ "Prisoners of War, Hostages and Missing Persons" is one body; "NATO and Iran" are two."""
    inside = any(token.low in {"of", "on", "for"} for token in tokens[first:last])
    return inside and tokens[ahead].hit is None


def _list_goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" and one more word in capitals follow soon: ", Hostages and Missing"."""
    near = tokens[at + 1 : at + 4]
    return any(a.low == "and" and b.cap and a.gap == b.gap == " " for a, b in pairwise(near))


def _part_of_office(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the body only tells whose office it is: "Head of the Department", "MFA spox"."""
    after = tokens[last] if last < len(tokens) else None
    if after and after.gap == " " and after.roles & {"offices", "mark"} and not (
        tokens[last - 1].possessive and after.roles & {"bodies"}
    ):  # fmt: skip
        return True
    back = first - 1
    links = 0
    if back >= 0 and "offices" in tokens[back].roles and not tokens[back].text.isascii():
        return True  # Russian and Turkish owe no preposition: "глава МИД"
    while back >= 0 and tokens[back].low in {"of", "the", "for", "at", "to", "on", "in"} and (
        tokens[back + 1].gap == " "
    ):  # fmt: skip
        links += tokens[back].low not in {"the", "in"}
        back -= 1
    return bool(links and back >= 0 and tokens[back].roles & {"offices", "mark", "beside"})


def _body(tokens: Sequence[Token], first: int, last: int, hit: Found | None) -> Mention:
    inside = [t.hit for t in tokens[first:last] if t.hit]
    owner = next((h.name.key for h in inside if h.name.kind == "country"), "")
    if not owner and first and tokens[first - 1].hit and tokens[first].gap == " ":
        before = tokens[first - 1].hit
        owner = before.name.key if before and before.name.kind == "country" else ""
    name = hit.name if hit else None
    country = owner or (name.country if name else "")
    written = joined(tokens, first, last)
    return Mention(
        tokens[first].start,
        tokens[last - 1].end,
        "body",
        name.en if name and len(fold(written)) <= len(fold(name.en)) + 3 else written,
        name.key if name else "",
        country,
    )

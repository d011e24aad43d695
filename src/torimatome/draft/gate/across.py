"""A sentence in one language resting on a page in another: what can be compared, and what not."""

from collections.abc import Iterator, Sequence
from datetime import date

from torimatome.draft.gate.source import day_key, days_in
from torimatome.draft.gate.tokens import Token
from torimatome.draft.house_style import HouseForm
from torimatome.model import Check, Passage
from torimatome.text import days
from torimatome.text.names import Names
from torimatome.text.numbers import figures


def compared_across(
    text: str,
    tokens: Sequence[Token],
    passages: Sequence[Passage],
    form: HouseForm | None,
    names: Names | None,
) -> Iterator[Check]:
    """Numbers, days and names of the termbase, and a word on all that stays unread."""
    yield from _days(text, passages, form)
    yield from _numbers(tokens, passages)
    strange: list[str] = []
    if names is not None:
        quoted = " \n".join(p.quote for p in passages)
        given = {found.name.key for found in names.find(quoted)}
        given |= {found.name.country for found in names.find(quoted)}
        for found in names.find(text):
            if found.name.kind == "topic":
                continue
            if found.name.key not in given:
                written = text[found.start : found.end]
                yield Check("names", f"Says {written!r}; the page does not name it", "high")
            strange.append(text[found.start : found.end].casefold())
    known = " ".join(strange)
    unread = [
        t.text
        for n, t in enumerate(tokens)
        if n and t.name and t.content and t.low not in known and t.text.casefold() not in known
    ]
    languages = "/".join(sorted({p.language for p in passages if p.language}))
    told = f"; names not compared: {', '.join(dict.fromkeys(unread))}" if unread else ""
    words = f"The page is in another language ({languages}): its words were not compared{told}"
    yield Check("not_compared", words, "info")


def _days(text: str, passages: Sequence[Passage], form: HouseForm | None) -> Iterator[Check]:
    given: set[str] = set()
    for passage in passages:
        anchor = date.fromisoformat(passage.published) if passage.published else None
        if anchor:
            given.add(day_key(anchor.month, anchor.day))
        for mention in days.find(passage.quote, anchor, passage.language or "und"):
            given.add(day_key(mention.first.month, mention.first.day))
            if mention.last:
                given.add(day_key(mention.last.month, mention.last.day))
    published = next((p.published for p in passages if p.published), "")
    for start, end, key in days_in(text, published, form):
        if key not in given:
            shown = text[start:end].strip(" -")
            yield Check("days", f"Says {shown!r}, a day the page does not name", "high")


def _numbers(tokens: Sequence[Token], passages: Sequence[Passage]) -> Iterator[Check]:
    given: set[str] = set()
    for passage in passages:
        for figure in figures(passage.quote, passage.language):
            given.add(f"#{figure.value:.10g}")
        given |= _written(passage.quote)
    for token in tokens:
        if token.kind != "number" or token.low in given or token.low in {"#1", "#1th"}:
            continue
        if token.low.removesuffix("th") in given:
            continue
        yield Check("numbers", f"Says {token.text!r}, a number the page does not give", "high")


def _written(text: str) -> set[str]:
    """Numbers in digits, both as they would read with a decimal comma and with a decimal point."""
    found: set[str] = set()
    row = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    word = ""
    for letter in row + " ":
        if letter.isdigit() or (letter in ".,\u00a0\u202f" and word):
            word += letter
            continue
        bare = word.strip(".,\u00a0\u202f").replace("\u00a0", "").replace("\u202f", "")
        word = ""
        if not bare:
            continue
        for plain in (
            bare.replace(",", ""), bare.replace(".", "").replace(",", "."), bare.replace(",", "."),
        ):  # fmt: skip
            try:
                found.add(f"#{float(plain):.10g}")
            except ValueError:
                continue
    return found

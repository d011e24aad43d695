"""Names and titles that change from one Item of an Issue to another, and namesakes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from torimatome.draft.check.known_names import Names
from torimatome.draft.check.names import content
from torimatome.draft.check.sheet import Sheet
from torimatome.model import Finding
from torimatome.text.folding import fold

_ACRONYM = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]+ )(?:(?:[A-Z][\w’'-]+|of|the|for|on|and|to|in) ){1,9})"
    r"\((?P<short>[A-Z]{2,7})\)"
)


def across(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """Names and titles that change from one Item of an Issue to another."""
    yield from _titles(sheets, names)
    yield from _abbreviated(sheets, names)
    yield from _namesakes(sheets, names)


def _titles(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """One office under two Japanese titles."""
    ground = names.ground
    offices = [t for t in ground.house.terms if t.kind == "office" and len(t.ja) >= 5]
    groups: dict[str, list[tuple[Sheet, str]]] = defaultdict(list)
    for sheet in sheets:
        low = fold(sheet.english)
        for office in offices:
            if not any(fold(f) in low for f in (office.en, *office.aliases) if f.isascii()):
                continue
            printed = _title_like(sheet.item.headline_ja, office.ja)
            if printed:
                groups[office.ja].append((sheet, printed))
    for ja, found in sorted(groups.items()):
        forms = {printed for _, printed in found}
        if forms <= {ja}:
            continue
        for sheet, printed in dict.fromkeys(found):
            others = ", ".join(f"{s.item.id}: {p}" for s, p in found if p != printed)
            yield replace(
                sheet.finding("headline_ja", "ja_title_variant", "mid", printed,
                              f"one office under two titles; {others or 'the desk writes ' + ja}"),
                suggestion="" if printed == ja else ja,
            )  # fmt: skip


def _title_like(headline: str, ja: str) -> str:
    """The title in the headline that is `ja` or close to it; "" when there is none."""
    if ja in headline:
        return ja
    head, tail = ja[:3], ja[-2:]
    match = re.search(rf"{re.escape(head)}[一-龠]{{0,5}}{re.escape(tail)}", headline)
    return match.group() if match else ""


def _abbreviated(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """One abbreviation spelled out in two ways."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for sheet in names.ground.past:
        for short, name, _ in _acronyms(sheet):
            spelled[short][name] += 1
    mine = [(sheet, *found) for sheet in sheets for found in _acronyms(sheet)]
    for _, short, name, _ in mine:
        spelled[short][name] += 1
    for sheet, short, name, printed in mine:
        others = [n for n in spelled[short] if content(n) != content(name)]
        if others:
            yield sheet.finding(
                "body", "en_org_variant", "low", printed, f"{short} is also {others[0]}"
            )


def _acronyms(sheet: Sheet) -> list[tuple[str, str, str]]:
    found = []
    for match in _ACRONYM.finditer(sheet.english):
        words = match["name"].split()
        while words and words[0].lower() in {"the", "of", "in", "on", "for", "and"}:
            words.pop(0)
        initials = [w[0] for w in words if w[0].isupper()]
        if len(initials) >= len(match["short"]) - 1 and initials[:1] == [match["short"][0]]:
            name = " ".join(words)
            found.append((match["short"], name, f"{name} ({match['short']})"))
    return found


def _namesakes(sheets: Sequence[Sheet], names: Names) -> Iterator[Finding]:
    """Two people under one Japanese name: for a person to know, no mistake."""
    for ja, people in sorted(names.surnames.items()):
        if len(people) < 2:
            continue
        held: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in sheets:
            found = re.search(
                rf"(?<![ァ-ヴー]){re.escape(ja)}(?P<t>{names.titles})", sheet.item.headline_ja
            )
            if found:
                held[found["t"]].append(sheet)
        if len(held) > 1:
            for title, group in sorted(held.items()):
                others = "、".join(ja + t for t in sorted(held) if t != title)
                for sheet in group:
                    yield sheet.finding(
                        "headline_ja", "namesake_check", "info", ja + title, f"not {others}"
                    )

"""What a changed term changes in an open Issue: words that read otherwise, and where. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from torimatome.model import Block, Item, Term
from torimatome.text.katakana import propose

_KATAKANA = "ァ-ヺー"
# What somebody said stays as it was said.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|「[^」]*」|『[^』]*』")
_LEAST = 2  # letters; a shorter form stands everywhere


@dataclass(frozen=True)
class Swap:
    """Words that should read otherwise since a term was decided."""

    old: str
    new: str


@dataclass(frozen=True)
class Retold:
    """One headline or block that would read otherwise."""

    item: str
    place: str  # headline_ja | headline_en | body
    before: str
    after: str


def swaps(before: Term | None, after: Term, ja_of: Mapping[str, str]) -> tuple[Swap, ...]:
    """What to say otherwise when a term read `before` (None: nobody had it) and now `after`.

    `ja_of`: offices in Japanese, by their English. A new person's old forms are those the draft
    proposes by sound.
    """
    found: list[tuple[str, str]] = []
    if before is None:
        if after.kind == "person":
            proposal = propose(after.en, country=after.country)
            for old in (proposal.ja, *proposal.alternatives):
                found += _ja(old, after.ja)
    else:
        if before.kind == "person" and before.office != after.office:
            found += _office(before, after, ja_of)
        found += _ja(before.ja, after.ja)
        found.append((before.short_en, after.short_en))
        found.append((before.en, after.en))
    made = (Swap(old.strip(), new.strip()) for old, new in found)
    return tuple(
        dict.fromkeys(s for s in made if s.new and len(s.old) >= _LEAST and s.old != s.new)
    )


def _ja(old: str, new: str) -> list[tuple[str, str]]:
    """The full form, and the last name by itself, as headlines have it."""
    pairs = [(old, new)]
    if "・" in old and "・" in new:
        pairs.append((old.rpartition("・")[2], new.rpartition("・")[2]))
    return pairs


def _office(before: Term, after: Term, ja_of: Mapping[str, str]) -> list[tuple[str, str]]:
    was, now = ja_of.get(before.office, ""), ja_of.get(after.office, "")
    old, new = before.ja.rpartition("・")[2], after.ja.rpartition("・")[2]
    return [(f"{old}{was}", f"{new}{now}")] if was and now else []


def retold(item: Item, swap: Swap) -> tuple[Item, tuple[Retold, ...]]:
    """The Item with the words said otherwise, and what that changed; quotations stay."""
    told: list[Retold] = []

    def say(text: str, place: str, spoken: bool) -> str:
        new = said(text, swap, spoken)
        if new != text:
            told.append(Retold(item.id, place, text, new))
        return new

    made = replace(
        item,
        headline_ja=say(item.headline_ja, "headline_ja", False),
        headline_en=say(item.headline_en, "headline_en", False),
        blocks=tuple(_block(block, swap, say) for block in item.blocks),
    )
    if made.headline_ja != item.headline_ja:  # a person has said how the name is written
        checks = tuple(check for check in made.checks if check.kind != "name_proposal")
        made = replace(made, checks=checks)
    return made, tuple(told)


def _block(block: Block, swap: Swap, say: Callable[[str, str, bool], str]) -> Block:
    sentences = tuple(
        s if (new := said(s.text, swap, True)) == s.text
        else replace(s, text=new, marks=tuple(dict.fromkeys((*s.marks, "edited"))))
        for s in block.sentences
    )  # fmt: skip
    if block.bullets is not None:
        return replace(
            block, bullets=tuple(say(b, "body", True) for b in block.bullets), sentences=sentences
        )
    if block.text is None:
        return block
    return replace(block, text=say(block.text, "body", True), sentences=sentences)


def said(text: str, swap: Swap, spoken: bool = False) -> str:
    """`text` with the new words for the old, where they stand as whole words.

    `spoken`: leave what stands in quotation marks. Where the new words stand already, nothing
    changes, so that saying it twice is saying it once.
    """
    pattern = _pattern(swap)
    if not spoken:
        return pattern.sub(lambda m: swap.new if m["old"] else m.group(), text)
    parts, at = [], 0
    for quote in _QUOTED.finditer(text):
        parts += [said(text[at : quote.start()], swap), quote.group()]
        at = quote.end()
    return "".join([*parts, said(text[at:], swap)])


@lru_cache(maxsize=256)
def _pattern(swap: Swap) -> re.Pattern[str]:
    old = re.escape(swap.old)
    return re.compile(
        f"{re.escape(swap.new)}|(?P<old>{_edge(swap.old[0], behind=False)}{old}"
        f"{_edge(swap.old[-1], behind=True)})"
    )


def _edge(letter: str, behind: bool) -> str:
    """Where a word ends, by its script: katakana and letters run on, characters do not."""
    if re.match(f"[{_KATAKANA}]", letter):
        return f"(?![{_KATAKANA}])" if behind else f"(?<![{_KATAKANA}])"
    if re.match(r"[^\W\u3040-\u9fff]", letter):
        return r"(?![^\W\u3040-\u9fff])" if behind else r"(?<![^\W\u3040-\u9fff])"
    return ""


def all_retold(items: Iterable[Item], swap: Swap) -> tuple[Retold, ...]:
    """Everything in the Items that would read otherwise."""
    return tuple(one for item in items for one in retold(item, swap)[1])


def distinct(found: Iterable[Swap], printed: Sequence[str]) -> tuple[Swap, ...]:
    """Swaps whose old words stand in what is printed, each once."""
    whole = "\n".join(printed)
    return tuple(swap for swap in dict.fromkeys(found) if swap.old in whole)

"""Several like calls or meetings of one person, told in one Item: a sentence and the partners."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from torimatome.draft.body import Setting
from torimatome.draft.cite import cite
from torimatome.draft.gate import check_sentence, stops
from torimatome.model import Article, Block, Check, Item, Passage, Sentence
from torimatome.text.folding import fold

# A desk prints a call that has something to tell as an item of its own: of five meetings of one
# minister in a real week (../shared/gold 004) none was rolled up, the shortest had 66 words. So
# only slight ones are, and only so many of them; try both on the annotated issues.
FEWEST = 3
SLIGHT_WORDS = 60
# Longer than this an English headline does not name all partners (the four issues: 7 in 100 are).
LONGEST_HEADLINE = 140
_ACTS = {
    "call": (
        r"(?:held|holds?|had|has) (?:a |an )?(?:phone|telephone)[- ](?:call|conversation|talks?)s?",
        r"(?:spoke|speaks) (?:by|over the) (?:phone|telephone)",
    ),
    "meeting": (
        r"met(?= with\b)",
        r"meets(?= with\b)",
        r"(?:held|holds?|had|has) (?:a |an )?(?:\w+ )?(?:meeting|talks)",
    ),
}  # fmt: skip
_MANY = {"call": "held phone calls with", "meeting": "held meetings with"}
_MANY_NOW = {"call": "holds phone calls with", "meeting": "holds meetings with"}
_DIRECT = re.compile(r"^(?P<who>[A-Z][^,;:]{2,80}?) (?:met|meets|received|receives) (?!with\b)")
_END = re.compile(
    r"(?=[,.;]|\s(?:in|at|on|to|during|ahead|after|before|by|where|who|within|as)\s"
    r"|\sand discuss|$)"
)
_OPENING = re.compile(r"^On (?P<day>[^,]{3,20}), (?=[A-Z])")
_SAID_JA = re.compile(r"^(?P<who>[^、〔]+)、(?P<whom>[^〔]+)と(?P<act>電話会談|会談|会合|懇談)$")


@dataclass(frozen=True)
class Encounter:
    """A call or meeting as a sentence or headline tells it."""

    kind: str  # call | meeting
    who: str
    whom: str

    @property
    def key(self) -> tuple[str, str]:
        """What like encounters of one person share."""
        return self.kind, fold(self.who).split()[-1]


def encounter(text: str) -> Encounter | None:
    """The call or meeting `text` opens with; None when it tells something else."""
    bare = _OPENING.sub("", text)
    for kind, patterns in _ACTS.items():
        for pattern in patterns:
            match = re.match(rf"(?P<who>[A-Z][^,;:]{{2,80}}?) {pattern} with ", bare)
            if match:
                return _with_whom(kind, match["who"], bare[match.end() :])
    match = _DIRECT.match(bare)
    return _with_whom("meeting", match["who"], bare[match.end() :]) if match else None


def _with_whom(kind: str, who: str, rest: str) -> Encounter | None:
    ends = _END.search(rest)
    whom = rest[: ends.start()].strip() if ends else rest.strip()
    named = re.search(r"\b[A-Z][\w’'-]+$", whom) is not None
    return Encounter(kind, who, whom) if named and len(whom) < 120 else None


def rolled_up(
    drafted: Sequence[tuple[Item, float]],
    together: Mapping[str, str],
    articles: Mapping[str, Article],
    setting: Setting,
) -> list[tuple[Item, float]]:
    """The Items with like encounters told in one; the others as they were, in their order.

    `together` says what people decided, by the id of a Story's first Article: the name of the
    group it belongs to, "" = it stays apart.
    """
    groups: dict[tuple[str, str], list[tuple[Item, float]]] = defaultdict(list)
    for pair in drafted:
        key = _group(pair[0], together)
        if key is not None:
            groups[key].append(pair)
    made: dict[str, tuple[Item, float]] = {}
    gone: set[str] = set()
    for key, members in groups.items():
        by_hand = key[0] == "by hand"
        if len(members) < (2 if by_hand else FEWEST):
            continue
        one = _one(sorted(members, key=_order), articles, setting)
        if one is not None:
            rank = max(rank for _, rank in members)
            made[members[0][0].id] = (one, rank)
            gone |= {item.id for item, _ in members}
    kept = []
    for pair in drafted:
        if pair[0].id in made:
            kept.append(made[pair[0].id])
        elif pair[0].id not in gone:
            kept.append(pair)
    return kept


def _group(item: Item, together: Mapping[str, str]) -> tuple[str, str] | None:
    """Which encounters this one could be told with; None: it is told alone."""
    said = next((together[a] for a in item.articles if a in together), None)
    if said == "":
        return None
    first = _opening(item)
    met = encounter(first.text) if first else None
    if met is None:
        return None
    if said:
        return "by hand", f"{said} {met.key}"
    words = sum(len(s.text.split()) for b in item.blocks for s in b.sentences)
    return met.key if words <= SLIGHT_WORDS else None


def _opening(item: Item) -> Sentence | None:
    """The first sentence of an Item of running text that tells one version."""
    alone = len(item.blocks) == 1 and item.blocks[0].type == "paragraph"
    return item.blocks[0].sentences[0] if alone and item.blocks[0].language == "en" else None


def _order(pair: tuple[Item, float]) -> tuple[str, float, str]:
    item, rank = pair
    return item.citations[0].date_start, -rank, item.id


def _one(
    members: Sequence[tuple[Item, float]], articles: Mapping[str, Article], setting: Setting
) -> Item | None:
    """The Items as one; None when the gate stops the sentence that opens it."""
    items = [item for item, _ in members]
    firsts = [item.blocks[0].sentences[0] for item in items]
    met = [one for first in firsts if (one := encounter(first.text))]
    days = [match["day"] if (match := _OPENING.match(f.text)) else "" for f in firsts]
    opening = _lead(met[0], days, firsts)
    if stops(check_sentence(opening, setting.form)):
        return None
    sentences: list[Sentence] = []
    bullet_of: list[int] = []
    same_day = len(set(days)) == 1
    for number, (item, one) in enumerate(zip(items, met, strict=True)):
        told = _partner(one, item.blocks[0].sentences, "" if same_day else days[number], setting)
        sentences += told
        bullet_of += [number] * len(told)
    used = list(dict.fromkeys(p.article for s in sentences for p in s.passages))
    citation = cite([articles[a] for a in used], setting.house)
    bullets = tuple(
        " ".join(s.text for s, at in zip(sentences, bullet_of, strict=True) if at == number)
        for number in range(len(items))
    )
    blocks = (
        Block("paragraph", text=opening.text, sentences=(opening,)),
        Block(
            "bullets",
            bullets=bullets,
            sentences=tuple(sentences),
            bullet_of=tuple(bullet_of),
            citation=citation,
        ),
    )
    return _as_item(items, met, blocks)


def _lead(first: Encounter, days: Sequence[str], firsts: Sequence[Sentence]) -> Sentence:
    opening = f"On {days[0]}, " if days[0] and len(set(days)) == 1 else ""
    passages: list[Passage] = []
    for sentence in firsts:
        passages += sentence.passages
    return Sentence(f"{opening}{first.who} {_MANY[first.kind]}:", tuple(dict.fromkeys(passages)))


def _partner(
    met: Encounter, told: Sequence[Sentence], day: str, setting: Setting
) -> list[Sentence]:
    """One bullet: the partner, and what else was told of it. The whole sentence if cut wrong."""
    when = f" ({day})" if day else ""
    short = replace(told[0], text=f"{met.whom}{when}" + ("." if told[1:] else ""))
    first = told[0] if stops(check_sentence(short, setting.form)) else short
    return [first, *told[1:]]


def _as_item(items: Sequence[Item], met: Sequence[Encounter], blocks: tuple[Block, ...]) -> Item:
    first = items[0]
    citation = blocks[-1].citation
    spans = [i.event_date for i in items if i.event_date]
    ends = [i.event_date_end or i.event_date for i in items if i.event_date]
    whom = ", ".join(one.whom for one in met)
    checks = [c for i in items for c in i.checks if c.kind != "headline_ja"]
    english = _headline(items)
    japanese = _japanese([i.headline_ja for i in items])
    if "〔" in japanese:
        checks.append(
            Check("headline_ja", "The partners could not be put into one headline", "mid")
        )
    checks.append(Check("rolled_up", f"{len(items)} of a kind told together: {whom}", "info"))
    return replace(
        first,
        headline_en=english,
        headline_ja=japanese,
        blocks=blocks,
        citations=(citation,) if citation else (),
        event_date=min(spans) if spans else None,
        event_date_end=max(e for e in ends if e) if len(set(spans)) > 1 else first.event_date_end,
        actors=tuple(dict.fromkeys(a for i in items for a in i.actors)),
        headline_sources=tuple(dict.fromkeys(p for i in items for p in i.headline_sources)),
        articles=tuple(sorted({a for i in items for a in i.articles})),
        reasons=tuple(dict.fromkeys(r for i in items for r in i.reasons)),
        checks=tuple(dict.fromkeys(checks)),
        earlier=tuple(dict.fromkeys(e for i in items for e in i.earlier)),
        proposals=tuple(dict.fromkeys(p for i in items for p in i.proposals)),
        rolled_up=tuple(i.story for i in items),
    )


def _headline(items: Sequence[Item]) -> str:
    """Who, what and with whom; how many, where naming all would be too long."""
    met = [encounter(i.headline_en) or encounter(i.blocks[0].sentences[0].text) for i in items]
    told = [one for one in met if one]
    if not told:
        return items[0].headline_en
    partners = [one.whom for one in told]
    whom = " and ".join([", ".join(partners[:-1]), partners[-1]]) if partners[1:] else partners[0]
    line = f"{told[0].who} {_MANY_NOW[told[0].kind]} {whom}"
    if len(line) <= LONGEST_HEADLINE:
        return line
    many = _MANY_NOW[told[0].kind].split(" ")
    return f"{told[0].who} {many[0]} {len(items)} {' '.join(many[1:-1])}"


def _japanese(headlines: Sequence[str]) -> str:
    """The Japanese headline with every partner; else the first one, in 〔 〕, for a person."""
    found = [_SAID_JA.match(line) for line in headlines]
    said = [match for match in found if match]
    alike = {(match["who"], match["act"]) for match in said}
    if len(said) != len(headlines) or len(alike) != 1:
        return f"〔{headlines[0].strip('〔〕')}〕"
    whom = "、".join(match["whom"] for match in said)
    return f"{said[0]['who']}、{whom}と{said[0]['act']}"

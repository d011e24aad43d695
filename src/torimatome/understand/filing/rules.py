"""The desk's rules, and where none of its words stand, general cues: weights for each section."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from torimatome.model import Article, House
from torimatome.text.names import Found, Names
from torimatome.text.reasons import ACT_MARK, listed
from torimatome.understand.acts import acts
from torimatome.understand.filing.cues import OUT, cues
from torimatome.understand.filing.sight import LOOK_AT
from torimatome.understand.phrases import Phrases

# A section's word counts this often when it stands in the title; else once for the text,
# however often it stands there. Measured with bench/sections.py: 3 and 4 file best, 1 and 5 lose
# two to five articles in a hundred.
TITLE = 3.0

# Marks that a desk may set among a section's words beside stems, for what no word says.
FOREIGN_MARK = "@partner"  # the title names another country, or its people
# ACT_MARK and an act, "@act phone call": see acts.yaml for the acts there are.

# The general cues' own marks, for desks that have set none: what two states do together, and any
# other country in a title, speaks for foreign policy, each a little less than a cue does.
GENERAL = dict.fromkeys(
    [FOREIGN_MARK, *(ACT_MARK + act for act in
     ("phone call", "meeting", "visit", "letter", "credentials", "agreement"))], 0.8
)  # fmt: skip
FOREIGN = "foreign"
# Where a title speaks of armies, what two states do together is the armies' business. The gold
# issues, general cues alone: macro-F1 .64 at 1, .67 at 0.7, .70 at 0.4, .72 at 0.25 and below.
SECURITY = "military_security"
AMONG_ARMIES = 0.25
# Where a title names another country, trade, culture and parliaments are rather foreign policy.
# Macro-F1 of general cues, gold issues and demo week: .72 and .92 at 1, .73 and .92 at 0.7, .74 and
# .91 at 0.5.
AMONG_STATES = 0.7


@dataclass(frozen=True)
class Vote:
    """What speaks for each section, in weight and in words; "" stands for leaving it out."""

    weights: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]]
    general: bool = False  # by the general cues, since no word of the desk's stood there

    texts: tuple[str, ...] = ()  # what was read, so that stems are told as words

    def quoted(self, kind: str) -> str:
        """The words that spoke for a section most, as a value of a reason; "" = none."""
        words = self.words.get(kind, {})
        top = sorted(words, key=lambda stem: (-words[stem], stem))[:3]
        return listed(dict.fromkeys(_as_met(stem, self.texts) for stem in top))


class Rules:
    """A desk's rules, ready to be asked; holds what is worked out from the house once."""

    def __init__(self, house: House, names: Names) -> None:
        self._house = house
        self._names = names
        self._outlets = {outlet.id: outlet for outlet in house.outlets}
        self._sections = {rule.kind: rule.words for rule in house.sections}
        stems = {stem for words in self._sections.values() for stem in words}
        self._stems = Phrases({x for x in stems | set(house.leave_out) if x[:1] != "@"})

    def vote(self, voices: Sequence[Article]) -> Vote:
        """What speaks for each section in these texts, one voice each."""
        desk = self._desk_vote(voices)
        return desk if any(desk.weights.values()) else self._general_vote(voices)

    def concerns(self, article: Article) -> bool:
        """True when it names the desk's country or its people, or is home news of a home outlet."""
        if any(hit.name.own for hit in self._names.find(article.title)):
            return True
        names = [hit.name for hit in self._names.find(f"{article.title}\n{article.text}")]
        if any(name.own for name in names):
            return True
        outlet = self._outlets.get(article.outlet)
        # An outlet whose country nobody told is taken for one of the desk's own.
        at_home = bool(outlet and outlet.country in {"", self._house.country})
        return at_home and not any(name.kind == "country" for name in names)

    def _desk_vote(self, voices: Sequence[Article]) -> Vote:
        weights: dict[str, float] = defaultdict(float)
        words: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for article in voices:
            seen = self._seen(article)
            for kind, table in (*self._sections.items(), ("", self._house.leave_out)):
                for stem, times in seen.items():
                    if stem in table:
                        weights[kind] += table[stem] * times / len(voices)
                        words[kind][stem] += table[stem] * times
        return Vote(weights, words, texts=_read(voices))

    def _general_vote(self, voices: Sequence[Article]) -> Vote:
        weights: dict[str, float] = defaultdict(float)
        words: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        kinds = {OUT: "", **{kind: kind for kind in self._sections}}

        def add(kind: str, word: str, weight: float) -> None:
            if kind in kinds:
                weights[kinds[kind]] += weight / len(voices)
                words[kinds[kind]][word] += weight

        for article in voices:
            titled = cues().find(article.title)
            marks = [mark for mark in self._marks(article) if mark in GENERAL]
            armies = SECURITY in {cues().kinds[cue] for cue in titled}
            for cue, stems in cues().find(f"{article.title}\n{article.text[:LOOK_AT]}").items():
                kind = cues().kinds[cue]
                where = TITLE if cue in titled else 1.0
                among = (
                    AMONG_STATES
                    if FOREIGN_MARK in marks and kind not in {SECURITY, FOREIGN}
                    else 1.0
                )
                add(kind, stems[0], cues().weights[cue] * where * among)
            for mark in marks:
                add(FOREIGN, mark, TITLE * GENERAL[mark] * (AMONG_ARMIES if armies else 1.0))
        return Vote(weights, words, True, _read(voices))

    def _seen(self, article: Article) -> dict[str, float]:
        """The stems and marks of an article, with how much each counts for where it stands."""
        seen = dict.fromkeys(self._stems.count(article.text[:LOOK_AT]), 1.0)
        seen |= dict.fromkeys(self._stems.count(article.title), TITLE)
        seen |= dict.fromkeys(self._marks(article), TITLE)
        return _longest_only(seen)

    def _marks(self, article: Article) -> list[str]:
        """What no word says of the title: its acts, and whether another country is in it."""
        marks = [ACT_MARK + act for act in sorted(acts(article.title))]
        abroad = any(_abroad(hit) for hit in self._names.find(article.title))
        return [*marks, FOREIGN_MARK] if abroad else marks


def _read(voices: Sequence[Article]) -> tuple[str, ...]:
    return tuple(f"{article.title}\n{article.text[:LOOK_AT]}" for article in voices)


def _as_met(stem: str, texts: Sequence[str]) -> str:
    """The whole words a stem stood for where it was met first; the stem where spelling differs."""
    found = (_whole(stem).search(text) for text in texts)
    return " ".join(next((one.group().split() for one in found if one), [stem]))


@lru_cache(maxsize=20_000)
def _whole(stem: str) -> re.Pattern[str]:
    parts = r"\s+".join(map(re.escape, stem.split()))
    rest = "" if stem[-1:] > "\u2e80" else r"[^\W\d_]*"  # Chinese and Japanese leave no spaces
    return re.compile(rf"\b{parts}{rest}", re.IGNORECASE)


def _abroad(hit: Found) -> bool:
    """True for another country, its people, offices and bodies."""
    return bool(hit.name.country) and not hit.name.own


def _longest_only(seen: Mapping[str, float]) -> dict[str, float]:
    """Without the stems that only stand there as the start of a longer one: one word, one vote."""
    return {
        stem: times
        for stem, times in seen.items()
        if not any(other != stem and other.startswith(stem) for other in seen)
    }

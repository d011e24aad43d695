"""What two articles share and where they part: each signal by itself, before anyone weighs it."""

import math
from typing import NamedTuple

from torimatome.text.reasons import coded, listed
from torimatome.understand.acts import TWO_SIDED, somewhere
from torimatome.understand.echo import meanings
from torimatome.understand.embed import near
from torimatome.understand.traits import Traits
from torimatome.understand.vectors import Shared, in_common, share

# Telling words of a brief of four sentences. Longer texts share more words by chance.
BRIEF = 50

# So little of what a title says beside names is chance: of pairs that are likely to be one event
# by all else, both titles say no more in 44 of 371 that are and 30 of 100 that are not (dated
# English reports), in 0 of 10 and 3 of 13 (demo wire). From .1 to .25 the odds are the same.
OTHER_MATTER = 0.2
SEVERAL = 4  # numbers that make a report one of figures; at 3 nine of 719 English pairs would part

CYRILLIC = frozenset({"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn"})


class Evidence(NamedTuple):
    """The signals for one pair. Shares are 0 to 1; tuples hold keys, sorted."""

    one_language: bool
    title: float  # shared words of the titles; 0 across languages
    body: float  # … of the texts
    both: float  # … of title and text taken together
    days_apart: int
    cyrillic: bool = False  # one language, in Cyrillic letters
    known_title: float = 0.0  # of the words of either title, how many the other article has; …
    known_names: float = 0.0  # … and of its names in title and lead; both of the side with fewer
    length: float = 0.0  # of the shorter text against a brief of BRIEF words, as a logarithm
    people: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # bodies and topics the desk has terms for
    acts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    known_numbers: float = 0.0  # how much that is of the side with fewer; 0 across languages
    days: tuple[int, ...] = ()
    echo: float = 0.0  # across languages: meanings, sounds and numbers shared; 0 within one
    meanings: tuple[str, ...] = ()  # … the meanings among them, in English
    heard: float = 0.0  # how much of either's names, by sound, the other speaks of
    heard_names: int = 0  # how many that is
    meant: float | None = None  # cosine of a model's vectors; None without a model
    elsewhere: bool = False  # an act that happens somewhere, in two places
    other_region: bool = False  # each names cities or regions where the other never is
    other_numbers: bool = False  # each gives several numbers, and none of them is the same
    other_matter: bool = False  # beside names, neither title says what the other article tells
    other_act: bool = False  # both say what was done, and it is not the same
    strangers: bool = False  # each title names what the other article never mentions
    unknown: int = 0  # how many names of either title the other article never mentions
    apart: str = ""  # why these are two events, a coded reason; "" = nothing says so

    @property
    def text(self) -> float:
        """The three word signals as one."""
        return (self.title + self.body) / 4 + self.both / 2


def compare(left: Traits, right: Traits, words: Shared | None = None) -> Evidence:
    """The Evidence for two articles; the same whichever is left.

    `words` is what they share in words, where somebody has counted it already.
    """
    return with_days(glance(left, right, words), left, right)


def glance(left: Traits, right: Traits, words: Shared | None = None) -> Evidence:
    """The same but for the days told and what parts the two: few pairs need to be asked that."""
    one = left.language == right.language
    acts = left.acts & right.acts
    if one and words is None:
        words = share(left.words, right.words)
    heard, count = _heard(left, right)
    places = left.places, right.places
    numbers = _shared(left.numbers & right.numbers)
    echo, said = (0.0, ()) if one else in_common(left.echo, right.echo)
    return Evidence(
        one_language=one,
        cyrillic=one and left.language in CYRILLIC,
        title=words.title if words else 0.0,
        body=words.body if words else 0.0,
        both=words.both if words else 0.0,
        days_apart=abs(left.day - right.day),
        length=math.log(max(min(left.told, right.told), BRIEF) / BRIEF),
        known_title=words.known_title if words else 0.0,
        known_names=words.known_names if words else 0.0,
        people=_shared(left.people, right.people),
        partners=_shared(left.partners, right.partners),
        places=_shared(*places),
        topics=_shared(left.topics, right.topics),
        acts=_shared(acts),
        numbers=numbers,
        known_numbers=len(numbers) / min(len(left.numbers), len(right.numbers)) if numbers else 0.0,
        echo=echo,
        meanings=meanings(said),
        meant=near(left.meant, right.meant),
        heard=heard,
        heard_names=count,
        elsewhere=bool(acts & somewhere()) and _disjoint(*places),
        other_region=one and _other_region(left, right),
        other_numbers=one and min(len(left.numbers), len(right.numbers)) >= SEVERAL and not numbers,
        other_matter=bool(words and words.matter <= OTHER_MATTER),
        other_act=_disjoint(left.acts, right.acts),
        strangers=bool(words and words.strangers),
        unknown=words.unknown if words else 0,
    )


def with_days(seen: Evidence, left: Traits, right: Traits) -> Evidence:
    """What a glance saw, with the days that both tell and why these are two events."""
    days = tuple(sorted(left.days & right.days))
    apart = _apart(left, right, left.acts & right.acts)
    return seen._replace(days=days, apart=apart) if days or apart else seen


def _apart(left: Traits, right: Traits, acts: frozenset[str]) -> str:
    """Why one act is two events: another partner, another actor, another day."""
    if acts & TWO_SIDED:
        for ours in (
            (left.titled_partners, right.titled_partners),
            (left.partners, right.partners),
        ):
            if all(ours):
                if _disjoint(*ours):
                    return _against("other_partner", acts, *ours)
                break
        own = left.titled_actors, right.titled_actors
        if _disjoint(*own):
            return _against("other_actor", acts, *own)
    # In one language only: what one tongue's rules take for a day, another's may not.
    if left.language == right.language and _disjoint(left.titled_days, right.titled_days):
        return coded("other_days_titled")
    both_fresh = _just_happened(left) and _just_happened(right)
    if acts and both_fresh and _disjoint(left.days, right.days):
        return coded("other_day", acts=plain(acts))
    return ""


def _other_region(left: Traits, right: Traits) -> bool:
    """True when either opens with cities or regions that the other text never names."""
    return _disjoint(left.regions, right.regions_all) and _disjoint(right.regions, left.regions_all)


def _just_happened(traits: Traits) -> bool:
    """True when the article dates its event, once, to the day it came out or the day before."""
    return len(traits.days) == 1 and 0 <= traits.day - min(traits.days) <= 1


def _heard(left: Traits, right: Traits) -> tuple[float, int]:
    if not left.sounds or not right.sounds:
        return 0.0, 0
    there = left.sounds & right.heard
    back = right.sounds & left.heard
    share = (len(there) / len(left.sounds) + len(back) / len(right.sounds)) / 2
    return share, min(len(there), len(back))


def _shared(left: frozenset[str], right: frozenset[str] | None = None) -> tuple[str, ...]:
    if not left or not (both := left if right is None else left & right):
        return ()
    return tuple(sorted(both))


def _disjoint(
    left: frozenset[str] | frozenset[int], right: frozenset[str] | frozenset[int]
) -> bool:
    return bool(left) and bool(right) and not left & right


def _against(code: str, acts: frozenset[str], left: frozenset[str], right: frozenset[str]) -> str:
    return coded(code, acts=plain(acts), ours=plain(left), theirs=plain(right))


def plain(keys: frozenset[str] | tuple[str, ...]) -> str:
    """Keys as a reason lists them: "person:Ada Orlisk" is Ada Orlisk."""
    return listed(key.partition(":")[2] or key for key in sorted(keys))

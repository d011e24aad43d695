"""What two articles share and where they part: each signal by itself, before anyone weighs it."""

from dataclasses import dataclass

from torimatome.understand.acts import SOMEWHERE, TWO_SIDED
from torimatome.understand.traits import Traits, actors, partners
from torimatome.understand.words import cosine

TOPICAL = ("topic", "organisation")


@dataclass(frozen=True)
class Evidence:
    """The signals for one pair. Shares are 0 to 1; tuples hold keys, sorted."""

    one_language: bool
    title: float  # shared words of the titles; 0 across languages
    body: float  # … of the texts
    both: float  # … of title and text taken together
    days_apart: int
    people: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # bodies and topics the desk has terms for
    acts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    heard: float = 0.0  # how much of either's names, by sound, the other speaks of
    heard_names: int = 0  # how many that is
    elsewhere: bool = False  # an act that happens somewhere, in two places
    other_act: bool = False  # both say what was done, and it is not the same
    strangers: bool = False  # each title names what the other article never mentions
    apart: str = ""  # why these are two events, in words; "" = nothing says so

    @property
    def text(self) -> float:
        """The three word signals as one."""
        return (self.title + self.body) / 4 + self.both / 2


def compare(left: Traits, right: Traits) -> Evidence:
    """The Evidence for two articles; the same whichever is left."""
    one = left.language == right.language
    acts = left.acts & right.acts
    heard, count = _heard(left, right)
    return Evidence(
        one_language=one,
        title=cosine(left.title, right.title) if one else 0.0,
        body=cosine(left.body, right.body) if one else 0.0,
        both=cosine(left.both, right.both) if one else 0.0,
        days_apart=abs(left.day - right.day),
        people=_shared(left.of_kind("person"), right.of_kind("person")),
        partners=_shared(partners(left.names), partners(right.names)),
        places=_shared(left.of_kind("place"), right.of_kind("place")),
        topics=_shared(left.of_kind(*TOPICAL), right.of_kind(*TOPICAL)),
        acts=_shared(acts),
        numbers=_shared(left.numbers & right.numbers),
        days=tuple(sorted(left.days & right.days)),
        heard=heard,
        heard_names=count,
        elsewhere=bool(acts & SOMEWHERE)
        and _disjoint(left.of_kind("place"), right.of_kind("place")),
        other_act=_disjoint(left.acts, right.acts),
        strangers=one and _strange(left, right) and _strange(right, left),
        apart=_apart(left, right, acts),
    )


def _apart(left: Traits, right: Traits, acts: frozenset[str]) -> str:
    """Why one act is two events: another partner, another actor, another day."""
    said = " or ".join(sorted(acts))
    if acts & TWO_SIDED:
        for names in ((left.titled, right.titled), (left.names, right.names)):
            ours = partners(names[0]), partners(names[1])
            if all(ours):
                if _disjoint(*ours):
                    return f"same act ({said}), another partner: {_against(*ours)}"
                break
        own = actors(left.titled), actors(right.titled)
        if _disjoint(*own):
            return f"same act ({said}), another actor: {_against(*own)}"
    both_fresh = _just_happened(left) and _just_happened(right)
    if acts and both_fresh and _disjoint(left.days, right.days):
        return f"same act ({said}), another day"
    return ""


def _just_happened(traits: Traits) -> bool:
    """True when the article dates its event, once, to the day it came out or the day before."""
    return len(traits.days) == 1 and 0 <= traits.day - min(traits.days) <= 1


def _strange(left: Traits, right: Traits) -> bool:
    """True when a name in the title of `left` stands nowhere in `right`."""
    in_title = {key for key in left.title if key in left.proper}
    return any(key not in right.both for key in in_title)


def _heard(left: Traits, right: Traits) -> tuple[float, int]:
    if not left.sounds or not right.sounds:
        return 0.0, 0
    there = left.sounds & right.heard
    back = right.sounds & left.heard
    share = (len(there) / len(left.sounds) + len(back) / len(right.sounds)) / 2
    return share, min(len(there), len(back))


def _shared(left: frozenset[str], right: frozenset[str] | None = None) -> tuple[str, ...]:
    return tuple(sorted(left if right is None else left & right))


def _disjoint(
    left: frozenset[str] | frozenset[int], right: frozenset[str] | frozenset[int]
) -> bool:
    return bool(left) and bool(right) and not left & right


def _against(left: frozenset[str], right: frozenset[str]) -> str:
    return f"{plain(left)} / {plain(right)}"


def plain(keys: frozenset[str] | tuple[str, ...]) -> str:
    """Keys as an editor reads them: "person:Ada Orlisk" is Ada Orlisk."""
    return ", ".join(key.partition(":")[2] or key for key in sorted(keys))

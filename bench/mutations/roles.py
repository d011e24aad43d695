"""Rules of kinds "roles" and "comparison": who did it to whom, which way it went, what was more."""

import re

from mutations.base import Change, Pools, Real, chosen, either, in_quotes, pairs_table, put, tidy
from mutations.figures import MONTHS, WEEKDAYS
from mutations.verbs import ACTING, NO_ACTS, PARTICIPLES, row

_TITLE = (
    r"(?:President|Vice President|Prime Minister|Foreign Minister|Minister|Chancellor|Secretary|"
    r"Sen\.|Rep\.|Gov\.|Mr\.|Ms\.|Mrs\.|Judge|Justice|Speaker|King|Gen\.)"
)
_OPENERS = """
    On In At But And The He She It They We You This That These Those There His Her Their Its Our As
    When While After Before If Since Although Though What Who Which Where Why How Some Many Most
    Several Both Meanwhile However Officials Police Critics One Two Three No Not Now Then For From
    With Another Others I My Your
    """
_NOT_NAMES = either([*MONTHS, *WEEKDAYS, *_OPENERS.split()])
_WORD = rf"(?!{_NOT_NAMES}\b)[A-Z][\w’-]*[a-zA-Z]"
NAME = rf"(?:(?:[Tt]he )?(?:{_TITLE} )*{_WORD}(?: (?:of (?:the )?)?{_WORD}){{0,4}})"
# Whoever can act: a name, or people and bodies called by what they are.
_PARTY = (
    rf"(?:{NAME}|(?:[Tt]he )(?:[a-z]+ )?(?:president|minister|senator|governor|mayor|"
    rf"administration|"
    r"government|ministry|company|committee|court|judge|police|army|military|parliament|man|woman|"
    r"group|campaign|union|opposition|candidate|officer|lawmaker|suspect|gunman|students|"
    r"protesters|"
    r"officials|authorities|officers|lawmakers|voters|prosecutors|soldiers|troops|rebels|"
    r"militants)|"
    r"[Pp]olice|[Ll]awmakers|[Pp]rosecutors|[Pp]rotesters|[Rr]ebels|[Mm]ilitants)"
)
_BEFORE = (
    r"(?:^|(?<=that )|(?<=said )|(?<=while )|(?<=, )|(?<=when )|(?<=when the )|(?<=because )|"
    r"(?<=after )|(?<=as ))"
)
_NEXT = (
    r"(?=[,.;]| of (?![A-Z])| (?:over|for|on|in|at|with|after|as|to|during|when|who|from|"
    r"while|because|last|"
    r"this|that|and (?:his|her|their|the|was|is|has|said)|by|under|until|about|against|not|"
    rf"{either(WEEKDAYS)})\b)"
)
ACTED = re.compile(
    rf"{_BEFORE}(?P<who>{_PARTY}) (?P<how>(?:[a-z]+ly |also |later |had |has )?)"
    rf"(?P<verb>{either(ACTING)}|(?!{either(NO_ACTS)}\b)[a-z]{{3,}}ed) (?P<whom>{_PARTY}){_NEXT}"
)
DONE = re.compile(
    rf"{_BEFORE}(?P<whom>{_PARTY}) (?P<be>was|were) (?P<verb>{either(PARTICIPLES)}|"
    rf"[a-z]{{3,}}ed) by "
    rf"(?P<who>{_PARTY}){_NEXT}"
)
_SAID = re.compile(
    rf"{_BEFORE}(?P<who>{NAME}) (?P<verb>said|says|claimed|argued|insisted|suggested|believes) "
    rf"(?:that )?(?P<whom>{NAME})(?= (?:is|was|has|had|will|would|did|does|could|should|may)\b)"
)
_FROM_TO = re.compile(
    rf"\bfrom (?P<a>[$€£]?\d[\d.,]*%?(?: (?:million|billion|percent))?|{_WORD}(?: {_WORD})?) to "
    rf"(?P<b>[$€£]?\d[\d.,]*%?(?: (?:million|billion|percent))?|(?!{_TITLE}){_WORD}(?: {_WORD})?)"
    r"(?=[,.;]| [a-z])"
)
_RANGE = re.compile(r"\b(?:rang|span|stretch|cities|anywhere)\w* $")  # both ways round the same
_OWNED = re.compile(
    rf"\b(?P<a>{_WORD})['’]s (?P<what>(?:[a-z]+ )?(?:attacks?|strikes?|war|criticism|ban|visit|"
    rf"trip|"
    r"letter|call|support|threats?|response|aid|complaint|lawsuit|claims|accusations|demolition|"
    r"exports|debt|pressure|sanctions|victory|win|ambassador|envoy|aggression|offer|message|"
    rf"contribution|challenge|opposition|approach|policy|hostility)) (?P<how>against|on|to|"
    rf"over|of) "
    rf"(?P<b>(?!Feb|Rep|Sen|Jan|Nov|Dec){_WORD})(?=[,.;]| [a-z])"
)
_OPPOSED = pairs_table(
    """
    rose / fell
    risen / fallen
    rising / falling
    increased / decreased
    increase / decrease
    increases / decreases
    increasing / decreasing
    decline / growth
    declined / grew
    grew / shrank
    growing / shrinking
    gained / lost
    won / lost
    winning / losing
    higher / lower
    highest / lowest
    largest / smallest
    biggest / smallest
    larger / smaller
    bigger / smaller
    better / worse
    best / worst
    stronger / weaker
    faster / slower
    earlier / later
    above / below
    more than / less than
    at least / at most
    maximum / minimum
    majority / minority
    before / after
    exports / imports
    supporters / opponents
    supports / opposes
    supported / opposed
    supporting / opposing
    strengthen / weaken
    strengthened / weakened
    raise / lower
    raising / lowering
    raised / lowered
    expand / reduce
    expanded / reduced
    expanding / reducing
    opened / closed
    banned / allowed
    allowed / forbade
    allow / forbid
    improve / worsen
    improved / worsened
    ahead of / behind
    inside / outside
    older / younger
    cheaper / dearer
    success / failure
    successful / unsuccessful
    """
)
_OPPOSITE = {b: a for a, b in reversed(_OPPOSED.items())} | _OPPOSED
# "after all", "above all", "look after", "before the court", "ever before", "winning streak"
_OPPOSED_AT = re.compile(
    rf"(?<!long )(?<!ever )(?<!named )(?<!look )(?<!looked )(?<!looking )(?<!no )(?<!day )"
    rf"(?<!time )(?<!year )(?<!once )(?<![\w-]){either(_OPPOSITE)}\b"
    r"(?! (?:all|the (?:court|committee|law|judge|panel)|known|likely|and|or|practices|friends|"
    r"than not|off|up|out|that,|this,|Congress)\b|-| [A-Z]\w+ Court| a judge| a federal| known)"
)
_BOUND = re.compile(
    r"(?<!no )(?<!hrs )(?<!revised )(?<!back )(?<!dates )\b(?:more than|less than|fewer than|"
    r"at least|at most|up to|over|under|nearly|almost) "
    r"(?=[$€£]?\d(?![\d]{3}\b))"
)
_LOOSE = frozenset({"nearly ", "almost "})  # "50" for "nearly 50" is rounding, no lie
_QUANTITIES = pairs_table(
    """
    some of the / all of the
    most of the / none of the
    most of / none of
    all of the / few of the
    many of the / few of the
    many / few
    several / all
    most / few
    few / many
    always / rarely
    often / rarely
    rarely / often
    sometimes / always
    """
)
_QUANTITY_AT = re.compile(
    rf"(?<!the )(?<!a )(?<!at )(?<!how )(?<!so )(?<!too )(?<!as )(?<!not )(?<!one )(?<!very )"
    rf"(?<!an )(?<!are )(?<!is )(?<!was )(?<!’s )(?<!'s )(?<!its )(?<!their )(?<!his )"
    rf"(?:\b{either(q for q in _QUANTITIES if ' ' in q)}"
    rf"|\b{either(q for q in _QUANTITIES if ' ' not in q)}(?= [a-z]+s\b| [a-z]+ [a-z]+s\b))",
    re.IGNORECASE,
)
_ALTERNATE = re.compile(r"\b(?:many|several|few) (?:times|years|days|weeks|months)\b")


_PLAIN_PARTY = frozenset("police lawmakers prosecutors protesters rebels militants".split())


_MANY = re.compile(
    r"^(?:[Tt]he (?!United States|Philippines)(?:(?! of ).)*[^s]s|(?:.* )?(?:Republicans|Democrats|"
    r"Americans|[a-z]+[^s]s))$"
)


def active(participle: str) -> str:
    """The past of a participle: beaten → beat, signed → signed."""
    return PARTICIPLES[participle][1] if participle in PARTICIPLES else participle


def plain(name: str, first: bool) -> str:
    """A name as it stands at the start of a sentence, or inside one."""
    if name.lower().startswith("the ") or name.lower() in _PLAIN_PARTY:
        return (name[0].upper() if first else name[0].lower()) + name[1:]
    return name


def being(match: re.Match[str], whom: str) -> str:
    """The passive of an act found by ACTED: "was accused", "has later been told"."""
    now, _, done = row(match["verb"])
    how = match["how"]
    many = whom.lower() in _PLAIN_PARTY or _MANY.search(whom)
    if how in {"had ", "has "}:
        return f"{'have' if how == 'has ' and many else how.strip()} been {done}"
    be = ("are" if many else "is") if match["verb"] == now else ("were" if many else "was")
    return f"{be} {how}{done}"


def _swapped(text: str, match: re.Match[str]) -> Change:
    first = not text[: match.start()].strip()
    verb = match["how"] + match["verb"]
    new = f"{plain(match['whom'], first)} {verb} {plain(match['who'], False)}"
    return Change(tidy(text[: match.start()] + new + text[match.end() :]), match.group(), new)


def subject_and_object(real: Real, pools: Pools) -> Change | None:
    """Two that are named change places: A accused B → B accused A."""
    match = chosen(real.text, ACTED, "swap")
    if not match or match["who"].split()[-1] == match["whom"].split()[-1]:
        return None
    return _swapped(real.text, match)


def wrong_passive(real: Real, pools: Pools) -> Change | None:
    """An act turned into the passive with the wrong agent: A accused B → A was accused by B."""
    match = chosen(real.text, ACTED, "swap")
    if not match or match["who"].split()[-1] == match["whom"].split()[-1]:
        return None
    new = f"{match['who']} {being(match, match['who'])} by {plain(match['whom'], False)}"
    return put(real.text, match.span(), new)


def passive_agent(real: Real, pools: Pools) -> Change | None:
    """A passive whose two names change places: A was sued by B → B was sued by A."""
    match = chosen(real.text, DONE, "passive")
    if not match:
        return None
    first = not real.text[: match.start()].strip()
    new = f"{plain(match['who'], first)} {match['be']} {match['verb']} by "
    return put(real.text, match.span(), new + plain(match["whom"], False))


def active_of_passive(real: Real, pools: Pools) -> Change | None:
    """A passive turned into the active with the wrong subject: A was sued by B → A sued B."""
    match = chosen(real.text, DONE, "passive")
    if not match:
        return None
    new = f"{match['whom']} {active(match['verb'])} {match['who']}"
    return put(real.text, match.span(), new)


def sayer_and_told(real: Real, pools: Pools) -> Change | None:
    """Who says it and whom it is about change places: A said B was … → B said A was …"""
    match = chosen(real.text, _SAID, "said")
    if not match or match["who"].split()[-1] == match["whom"].split()[-1]:
        return None
    said = match.group()[len(match["who"]) : -len(match["whom"])]
    first = not real.text[: match.start()].strip()
    new = plain(match["whom"], first) + said + plain(match["who"], False)
    return put(real.text, match.span(), new)


def from_and_to(real: Real, pools: Pools) -> Change | None:
    """Where from and where to change places: from 5 to 7 → from 7 to 5."""
    match = chosen(real.text, _FROM_TO, "from")
    if not match or match["a"] == match["b"] or _RANGE.search(real.text[: match.start()]):
        return None
    return put(real.text, match.span(), f"from {match['b']} to {match['a']}")


def owner_and_other(real: Real, pools: Pools) -> Change | None:
    """Whose act and against whom change places: A's attack on B → B's attack on A."""
    match = chosen(real.text, _OWNED, "owner")
    if not match:
        return None
    mark = "’s" if "’s" in match.group() else "'s"
    new = f"{match['b']}{mark} {match['what']} {match['how']} {match['a']}"
    return put(real.text, match.span(), new)


def direction(real: Real, pools: Pools) -> Change | None:
    """A word of direction or comparison turns round: rose → fell, before → after."""
    match = chosen(real.text, _OPPOSED_AT, "direction")
    return match and put(real.text, match.span(), _OPPOSITE[match.group()])


def bound(real: Real, pools: Pools) -> Change | None:
    """A bound is dropped: more than 50 → 50; up to 50 → 50."""
    match = chosen(real.text, _BOUND, "bound")
    if not match or match.group() in _LOOSE or match.group() in {"over ", "under "}:
        return None
    return put(real.text, match.span(), "")


def quantity(real: Real, pools: Pools) -> Change | None:
    """How many or how often changes without a number: some of the → all of the, many → few."""
    match = chosen(real.text, _QUANTITY_AT, "quantity")
    if not match or _ALTERNATE.match(real.text, match.start()):
        return None
    if in_quotes(real.text, match.start()):
        return None
    return put(real.text, match.span(), _QUANTITIES[match.group().lower()])

"""Rules of kind "passive": active and passive change places, and nothing that is said does."""

import re

from mutations.base import Change, Pools, Real, chosen, either, opened, put
from mutations.roles import ACTED, DONE, active, being, plain
from mutations.verbs import ACTING, MAKING, NO_ACTS, PARTICIPLES, row

_HEAD = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)"
_STOPS = (
    "on in at during after before last this against over with into for from as about by to aimed "
    "and or that who which whose when where while because of"
).split()
_INNER = rf"(?!(?:{'|'.join(_STOPS)}|[A-Z][a-z]+day)\b)[\w’-]{{2,}}"
# A plain thing done to: article, some words, the noun in front of a stop or preposition.
_THING = (
    rf"(?P<whom>{_HEAD} (?:{_INNER} ){{0,4}}?(?!\w+(?:ly|day)\b){_INNER}"
    rf"(?: of (?:the )?{_INNER}(?: [A-Z]\w+)*)?)"
)
_NEXT = r"(?=[.,;]| (?:on|in|at|during|after|before|last|this|against|over|into|for|from|as)\b)"
_WHO = (
    r"(?P<who>(?!While|Although|If|When|After|As|Since)"
    r"(?:(?:President|Prime Minister|Foreign Minister|Sen\.|Mr\.|Gov\.|Rep\.) )?"
    r"(?:[A-Z][\w’-]+ ){1,3}|[Tt]he (?:[a-z]+ )?(?!\w*ly )(?:[a-z]+|[A-Z]\w+) |(?:Police|Lawmakers|"
    r"Officials|Voters|Prosecutors|Investigators|Authorities|Republicans|Democrats|Congress) )"
)
_MADE_VERBS = [form for form, forms in (ACTING | MAKING).items() if form == forms[1]]
_MADE = re.compile(
    rf"(?:^|(?<=day, )|(?<=\d, )|(?<=that )|(?<=said )){_WHO}"
    rf"(?P<verb>{either(_MADE_VERBS)}|(?!{either(NO_ACTS)}\b)[a-z]{{3,}}ed) {_THING}{_NEXT}"
)
_WAS_MADE = re.compile(
    r"(?:^|(?<=day, )|(?<=\d, )|(?<=that )|(?<=said ))"
    r"(?P<whom>(?:[Tt]he|An?|[A-Z][\w’-]+)(?: (?!by|who|which|that|and|to|but)[\w’-]+){0,6}) "
    rf"(?P<be>was|were) (?P<verb>{either(PARTICIPLES)}|[a-z]{{3,}}ed) by "
    r"(?P<who>(?:the |a |an )?(?:[a-z]+ )?(?:[A-Z][\w’-]+ ?){1,4}|police|"
    r"(?:the|an?) [a-z]+(?: (?!on|in|at)[a-z]+)?)(?=[.,;]| (?:on|in|at|during|after|before|last|"
    r"this|over)\b)"
)
_NO_NAMES = frozenset(
    "He She It They We You I This That These Those Which Who But And If In On At For There".split()
)
_ADVERB = re.compile(r"(?:ly|so|as|that|to|who|which|and|or|of|from|by|for|into)$")


def active_to_passive(real: Real, pools: Pools) -> Change | None:
    """Of two that are named: A accused B of … → B was accused by A of …"""
    match = chosen(real.text, ACTED, "swap")
    if not match or match["who"].split()[-1] == match["whom"].split()[-1]:
        return None
    first = not real.text[: match.start()].strip()
    whom = opened(match["whom"]) if first else match["whom"]
    who = plain(match["who"], False)
    return put(real.text, match.span(), f"{whom} {being(match, whom)} by {who}")


def thing_to_passive(real: Real, pools: Pools) -> Change | None:
    """Something done to a thing: A signed the law in May → The law was signed by A in May."""
    match = chosen(real.text, _MADE, "made")
    if not match or match["who"].split()[0] in _NO_NAMES or _ADVERB.search(match["whom"]):
        return None
    if match["who"].endswith((" also ", "ly ", "still ", "bill ")):
        return None
    who = match["who"].strip()
    if who.split()[0] in {"The", "Police", "Lawmakers", "Officials", "Voters", "Prosecutors",
                          "Investigators", "Authorities"}:  # fmt: skip
        who = who[0].lower() + who[1:]
    head = match["whom"].split(" of ")[0]
    be = "were" if re.search(r"[^s]s$", head) else "was"
    whom = re.sub(r"^(?:His|Her|Their|Its|his|her|their|its)\b", "the", match["whom"])
    done = row(match["verb"])[2]
    first = not real.text[: match.start()].strip()
    whom = opened(whom) if first else whom[0].lower() + whom[1:]
    return put(real.text, match.span(), f"{whom} {be} {done} by {who}")


def passive_to_active(real: Real, pools: Pools) -> Change | None:
    """A was sued by B → B sued A."""
    named = chosen(real.text, DONE, "passive")
    match = named or chosen(real.text, _WAS_MADE, "passive")
    if not match or match["whom"].split()[0] in _NO_NAMES:
        return None
    first = not real.text[: match.start()].strip()
    whom = re.sub(r"^(The|A|An)\b", lambda m: m.group().lower(), match["whom"])
    who = opened(match["who"].strip()) if first else match["who"].strip()
    return put(real.text, match.span(), f"{who} {active(match['verb'])} {whom}")

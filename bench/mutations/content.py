"""Rules of kind "content words": a free noun, verb or adjective becomes another of its class."""

import re

from mutations.base import Change, Pools, Real, chosen, in_quotes, pick, put, words_table

# Singular nouns: "the W of", "the W in" … ; the word stands between article and preposition.
NOUN = re.compile(
    r"\b(?P<the>[Tt]he|[Aa]) (?P<w>[a-z]{4,}(?<!s)(?<!ing)(?<!ed)(?<!ly))(?= (?:of|in|on|at|"
    r"for|from|by)\b|[.,])"
)
PLURAL = re.compile(
    r"\b(?P<the>the|their|his|its|these|new|many|of) (?P<w>[a-z]{4,}(?<!s)s)(?= (?:of|in|on|"
    r"at|from|and|were|are|have)\b|[.,])"
)
VERB = re.compile(r"\b(?P<w>[a-z]{3,}ed)(?= (?:the|a|an|his|her|their|its|in|on|at|into)\b)")
_DID = re.compile(r"(?:\b(?:[A-Z]\w+|he|she|they|it|who|which|that|officials|police|and)) $")
ADJECTIVE = re.compile(
    r"\b(?P<a>the|of|with|in|for|his|their|its|most|very|new) "
    r"(?P<w>[a-z]{3,}(?:al|ic|ive|ous|ful|less|able|ary))(?= [a-z]{4,}\b)"
)
_NO_NOUN = frozenset(
    """
    fact case name time place way kind sort type part number course event context wake rest front
    back face side middle first second third fourth same other most least best worst latest next
    last past present former latter only very such rather order view light terms basis people
    more less high left right main poor rich black white future deal issue matter thing
    """.split()
)
_NO_VERB = frozenset(
    "based supposed used related need according called exceed proceed need feed".split()
)
_NO_ADJECTIVE = frozenset(
    """
    proposal hospital withdrawal approval arrival festival pandemic capital several general real
    special final total overall actual respective whole
    """.split()
)
# Words near enough in meaning that one for the other is no clear lie.
_NEAR = words_table(
    """
    area / region / zone / territory / district / country / nation / state / land
    meeting / summit / session / conference / gathering / conversation / discussion / talks
    attack / strike / assault / bombing / shooting / war / conflict / fight / battle
    law / bill / measure / legislation / rule / act / policy
    plan / proposal / programme / program / project / scheme / idea / initiative / effort
    decision / ruling / verdict / choice / move / step
    city / town / capital / village / community
    report / statement / article / story / document / letter / paper
    agreement / deal / treaty / accord / pact / contract
    end / close / conclusion / start / beginning
    result / outcome / consequence / effect / impact
    announced / unveiled / revealed / declared / released / issued / published / presented
    called / named / labelled / described / termed
    started / launched / opened / initiated / introduced
    killed / murdered / attacked / bombed / destroyed
    leaders / officials / politicians / lawmakers / members / authorities / representatives
    troops / forces / soldiers / fighters
    claims / allegations / accusations / charges / statements / remarks / comments
    problems / issues / challenges / difficulties / questions / concerns
    workers / employees
    political / national / federal / international / global
    economic / financial / commercial
    stressed / emphasised / emphasized / highlighted / underscored / underlined / noted / stated
    signaled / reaffirmed / reiterated / mentioned / cited / recalled / commented / confirmed
    voiced / expressed / shared
    bilateral / mutual / joint
    huge / massive / large / considerable / substantial / serious / significant
    """
)
_KIN = [frozenset(row) for row in _NEAR]


def _free(word: str, options: tuple[str, ...], key: str) -> str | None:
    near = {word, *(w for row in _KIN if word in row for w in row)}
    stem = word[:5]
    return pick([w for w in options if w[:5] != stem], key, near)


def usable(word: str) -> bool:
    """Whether a word may be taken or put in: no empty word such as "fact" or "way"."""
    return word not in _NO_NOUN | _NO_VERB | _NO_ADJECTIVE


def _replace(real: Real, pattern: re.Pattern[str], options: tuple[str, ...]) -> Change | None:
    match = chosen(real.text, pattern, pattern.pattern[:20])
    if not match or not usable(match["w"]) or in_quotes(real.text, match.start()):
        return None
    new = _free(match["w"], options, real.text)
    return put(real.text, match.span("w"), new) if new else None


def noun(real: Real, pools: Pools) -> Change | None:
    """A noun in the singular becomes another: the bridge in → the hospital in."""
    return _replace(real, NOUN, pools.nouns)


def nouns(real: Real, pools: Pools) -> Change | None:
    """A noun in the plural becomes another: their schools → their weapons."""
    return _replace(real, PLURAL, pools.plurals)


def verb(real: Real, pools: Pools) -> Change | None:
    """A verb in the past becomes another: he signed the → he cancelled the."""
    match = chosen(real.text, VERB, "verb")
    if not match or not _DID.search(real.text[: match.start()]):
        return None
    if not usable(match["w"]) or in_quotes(real.text, match.start()):
        return None
    new = _free(match["w"], pools.verbs, real.text)
    return put(real.text, match.span("w"), new) if new else None


def adjective(real: Real, pools: Pools) -> Change | None:
    """An adjective becomes another: their economic plan → their medical plan."""
    return _replace(real, ADJECTIVE, pools.adjectives)


def past_verbs(text: str) -> list[str]:
    """The verbs of a sentence that `verb` may put into another."""
    return [m["w"] for m in VERB.finditer(text) if _DID.search(text[: m.start()])]

"""Rules of kind "attribution": who says so, how sure they are, and whether it has happened."""

import re

from mutations.base import (
    Change,
    Pools,
    Real,
    chosen,
    either,
    in_quotes,
    opened,
    pairs_table,
    pick,
    put,
    roll,
)
from mutations.naming import surnames
from mutations.roles import NAME
from mutations.verbs import past

_HEDGE = re.compile(
    r",? ?\b(?:reportedly|allegedly|apparently|purportedly|supposedly|possibly|probably|perhaps|"
    r"seemingly|potentially)\b,? ?",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:(?:an? )(?:alleged|suspected|purported|apparent|suspected) |(?:alleged|purported) )"
    r"(?!that\b|in\b|to\b|of\b|by\b|on\b)(?=[a-z]{3})"
)
_SAYS = (
    r"(?:said|says|told (?:reporters|journalists|the [A-Z]\w+|[A-Z]\w+)|claimed|claims|argued|"
    r"argues|"
    r"alleged|alleges|insisted|suggested|suggests|believes|believe|noted|stated|wrote)"
)
_WHEN = r"(?: (?:on |in )?(?:a statement|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))*"
_WHO = rf"(?:{NAME}|(?:[Tt]he |[A-Z])[a-z]+(?: [a-z]+)?|[Hh]e|[Ss]he|[Tt]hey)"
_SAID_FIRST = re.compile(rf"^(?P<who>{_WHO}) {_SAYS}{_WHEN} (?P<that>that )(?=[\w$“\"])")
_SAID_FIRST_NAMED = re.compile(
    rf"^(?P<who>{NAME}) (?:said|says){_WHEN} (?=(?:the|he|she|it|they|there|his|her|its|{NAME})\b)"
)
_SAID_LAST = re.compile(
    rf",(?P<close>[”\"]?) (?P<who>{NAME}|(?:the |an? )?[a-z]+(?: [a-z]+)?|he|she|they) (?:said|"
    rf"says|added|"
    rf"noted|told reporters|reported|wrote|stated|claimed|announced){_WHEN}\.$"
)
_ACCORDING = re.compile(
    r"^According to (?P<a>[^,“\"]{3,60}), |, according to (?P<b>[^,“\"]{3,80})(?=\.$)"
)
_SAID_VERB = re.compile(r"\b(?:said|says)\b(?= that\b| the\b| he\b| she\b| it\b| they\b| there\b)")
_CLAIM = pairs_table(
    """
    claimed / proved
    claims / proves
    alleged / confirmed
    alleges / confirms
    believes / knows
    believed / knew
    suggested / confirmed
    suggests / proves
    argued / proved
    argues / proves
    accused / convicted
    suspects / knows
    hopes / knows
    fears / knows
    """
)
_CLAIM_AT = re.compile(
    rf"(?<!with )(?<!false )(?<!his )(?<!the )(?<!their )\b{either(_CLAIM)}\b(?= that\b| the\b|"
    rf" he\b| she\b| it\b| they\b| there\b| of [a-z]+ing\b)"
)
_MAY = re.compile(
    r"\b(?:may|might|could|should)\b(?! (?:not|be able|have|only|n|our|the|they|he|it)\b|n['’]t)"
)
_PLAN = re.compile(
    r"(?:(?<=[hH]e )|(?<=they )|(?<=They )|(?<=it )|(?<=It )|(?<=who )|(?<=that )|(?<=also )|"
    r"(?<=[a-z]s )|"
    r"(?<=ent )|(?<=ion )|(?<=er )|(?<=[a-z]y )|(?<=[nkpo] ))(?:plans|plan|planned|intends|"
    r"intend|intended|hopes|hope|hoped|wants|want|wanted|seeks|seek|"
    r"expects|expect|aims|aim|is expected|are expected|is likely|are likely|is set|are set|is due|"
    r"promised|promises|vowed|vows|pledged|pledges|threatened|threatens|tried|is planning|are "
    r"planning|is preparing|are preparing) to (?P<verb>[a-z]+)\b(?! (?:to|able))"
)
_WILL = re.compile(r"\b(?P<who>[A-Za-z]+) will (?P<verb>[a-z]+)\b(?! (?:to|able|been)\b)")
_CALLED_FOR = re.compile(
    r"\b(?:called for|calls for|proposed|proposes)\b(?= (?:a|an|the|more|new|[a-z]+ing)\b)"
)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:are|is|was|were|its|his|her|the|their|any|no|this|of|on|in|announced|new|week|"
    r"ambitious|"
    r"including|some|other|with|for|major|\w+['’]s)|s['’]) $"
)
_DOER = re.compile(r"(?:\b(?:[A-Z]\w+|he|she|they|it|who|which|also|has|have|plan|deal)) $")
_NO_PLAIN = frozenset(
    "millions remain stay people then now likely be have do not also soon never always get".split()
)


def hedge_dropped(real: Real, pools: Pools) -> Change | None:
    """ "Reportedly", "allegedly", "possibly" … goes."""
    match = chosen(real.text, _HEDGE, "hedge")
    if not match:
        return None
    change = put(real.text, match.span(), " " if match.start() else "")
    return Change(opened(change.text), change.was, "")


def alleged_dropped(real: Real, pools: Pools) -> Change | None:
    """ "An alleged attack" becomes "the attack"."""
    match = chosen(real.text, _ALLEGED, "alleged")
    if not match:
        return None
    article = match.group().split()[0] in {"a", "an"}
    return put(real.text, match.span(), "the " if article else "")


def said_that_dropped(real: Real, pools: Pools) -> Change | None:
    """ "X said that" goes from the front, and what X said stands as fact."""
    match = _SAID_FIRST.match(real.text) or _SAID_FIRST_NAMED.match(real.text)
    if not match or len(real.text) - match.end() < 30:
        return None
    return Change(opened(real.text[match.end() :]), match.group(), "")


def said_dropped_at_end(real: Real, pools: Pools) -> Change | None:
    """ ", X said" goes from the end, and what X said, outside quotation marks, stands as fact."""
    match = _SAID_LAST.search(real.text)
    if not match or match["close"] or '"' in real.text or "“" in real.text:
        return None
    return Change(real.text[: match.start()] + ".", match.group(), ".")


def quote_as_fact(real: Real, pools: Pools) -> Change | None:
    """A quotation becomes the reporter's own words: “We won,” X said. → We won."""
    match = _SAID_LAST.search(real.text)
    if not match or not match["close"] or real.text[0] not in '“"':
        return None
    inner = real.text[1 : match.start()]
    if re.search('[“”"]', inner):
        return None
    return Change(opened(inner) + ".", match.group(), "no quotation")


def according_to_dropped(real: Real, pools: Pools) -> Change | None:
    """ "According to X" goes."""
    match = _ACCORDING.search(real.text)
    if not match:
        return None
    text = real.text[: match.start()] + real.text[match.end() :]
    return Change(opened(text), match.group(), "")


def said_to_confirmed(real: Real, pools: Pools) -> Change | None:
    """ "Said" becomes "confirmed" or "proved"."""
    match = chosen(real.text, _SAID_VERB, "confirmed")
    if not match or in_quotes(real.text, match.start()):
        return None
    new = ("confirmed", "proved")[roll(real.text) % 2]
    if match.group() == "says":
        new = {"confirmed": "confirms", "proved": "proves"}[new]
    return put(real.text, match.span(), new)


def claim_to_fact(real: Real, pools: Pools) -> Change | None:
    """A claim becomes knowledge: claims → proves, believes → knows, accused → convicted."""
    match = chosen(real.text, _CLAIM_AT, "claim")
    if not match or in_quotes(real.text, match.start()):
        return None
    if match.group() == "accused" and " of " not in real.text[match.end() : match.end() + 4]:
        return None
    return put(real.text, match.span(), _CLAIM[match.group()])


def _speaker(text: str) -> list[tuple[str, tuple[int, int]]]:
    return [
        (name, span)
        for name, span in surnames(text)
        if re.match(rf",?(?: [A-Z]\w+)? {_SAYS}\b", text[span[1] :])
        or re.search(r"(?:\bsaid|[Aa]ccording to)(?: [\w.]+){0,3} $", text[: span[0]])
    ]


def speaker_elsewhere(real: Real, pools: Pools) -> Change | None:
    """Another person, of another article, says it."""
    spoke = _speaker(real.text)
    if not spoke:
        return None
    name, span = spoke[0]
    new = pick(pools.surnames, real.text, [name, *re.findall(r"[A-Z]\w+", real.paragraph)])
    return put(real.text, span, new) if new else None


def speaker_nearby(real: Real, pools: Pools) -> Change | None:
    """Another person of the same passage says it."""
    spoke = _speaker(real.text)
    if not spoke:
        return None
    name, span = spoke[0]
    new = pick(sorted({n for n, _ in surnames(real.paragraph)}), real.text, [name])
    return put(real.text, span, new) if new else None


def speaker_added(real: Real, pools: Pools) -> Change | None:
    """A sentence nobody is quoted for is put into a mouth: ", Foreign Minister Dahl said"."""
    if roll(real.text + "s") % 12 or re.search(r"[\"“”]|\bsa(?:id|ys)\b|according|told", real.text):
        return None
    if not real.text.endswith(".") or real.text.endswith("..."):
        return None
    who = pick(("Foreign Minister Dahl", "Senator Quint", "a police spokesman", "NATO"), real.text)
    return Change(f"{real.text[:-1]}, {who} said.", "", f", {who} said")


def may_to_will(real: Real, pools: Pools) -> Change | None:
    """What may, might, could or should happen will: may sign → will sign."""
    if real.text.endswith("?"):
        return None
    match = chosen(real.text, _MAY, "may")
    return match and put(real.text, match.span(), "will")


def plan_to_deed(real: Real, pools: Pools) -> Change | None:
    """What was planned, promised or expected has happened: plans to visit → visited."""
    if real.text.endswith("?"):
        return None
    match = chosen(real.text, _PLAN, "plan")
    if not match or match["verb"] in _NO_PLAIN or match["verb"].endswith("ly"):
        return None
    if _NOUN_BEFORE.search(real.text[: match.start()]):
        return None
    return put(real.text, match.span(), past(match["verb"]))


def will_to_did(real: Real, pools: Pools) -> Change | None:
    """What will happen has happened: will sign → signed."""
    if real.text.endswith("?"):
        return None
    match = chosen(real.text, _WILL, "will")
    if not match or match["verb"] in _NO_PLAIN or match["verb"].endswith("ly"):
        return None
    return put(real.text, match.span(), f"{match['who']} {past(match['verb'])}")


def call_to_deed(real: Real, pools: Pools) -> Change | None:
    """What was called for or proposed was decided: proposed a ban → decided on a ban."""
    match = chosen(real.text, _CALLED_FOR, "called")
    if not match or not _DOER.search(real.text[: match.start()]):
        return None
    return put(real.text, match.span(), "decided on")

"""Rules of kind "facts" for negation and quotations."""

import re

from mutations.base import Change, Pools, Real, chosen, pairs_table, pick, put, roll

_AUX = r"(?:is|are|was|were|will|would|has|have|had|can|could|should|must|did|does|do)"
_ADD = re.compile(
    r"\b(?:is|are|was|were|will|would|has|had|can|could|should|must)\b(?! (?:not|no|never|n't|to\b"
    r"|been no|nothing|neither|only|little|few|hardly|barely|rarely|nobody|unlikely|unable|"
    r"without)\b"
    r"|n['’]t|[,.;:?]| (?:he|she|it|they|we|you|I|there|the|this|that)\b)"
)
_NOT = re.compile(
    rf"\b(?P<aux>{_AUX}) not(?! (?:only|just|yet|simply|merely|even|necessarily|all|every)\b) "
    rf"|\b(?P<short>(?:is|are|was|were|would|has|have|had|could|should|did|does|do)n['’]t)"
    r"(?! (?:only|just|yet|even|necessarily|all|every|any|anyone|anything|they|you|it|he|we)\b)\b"
    r"|\b(?P<wont>won['’]t|can['’]t|cannot)\b(?! (?:only|just|even|any|anyone|anything)\b)"
)
_NEVER = re.compile(r"\b(?:has|have|had|was|is|are|were|will|would|I|he|she|they|we|it) never\b")
_NO = re.compile(
    r"\b(?:found|is|was|there are|there were|has|had|have|see|saw|provided|offered) no "
    r"(?=[a-z]+)(?!longer|different|better|one|more|matter|doubt|less|fewer|stranger|secret|"
    r"way|use|such)"
)
_WITHOUT = re.compile(r"\bwithout\b(?! (?:doubt|question|saying|a doubt|any|further))")
_WITH_HELP = re.compile(
    r"\bwith(?= (?:the|his|her|their|its) (?:help|support|approval|consent|permission|knowledge|"
    r"participation|assistance|backing|cooperation|agreement|involvement)\b)"
)
# What turns round when one verb takes the place of the other, before "to" or an object.
_TURN = pairs_table(
    """
    denied / confirmed
    denies / confirms
    denying / confirming
    refused to / agreed to
    refuses to / agrees to
    refusing to / agreeing to
    agreed to / refused to
    agrees to / refuses to
    declined to / agreed to
    failed to / managed to
    fails to / manages to
    failing to / managing to
    failure to / success in being able to
    managed to / failed to
    rejected / accepted
    rejects / accepts
    rejecting / accepting
    accepted / rejected
    approved / rejected
    promised to / refused to
    began / stopped
    continued to / stopped trying to
    continues to / has ceased to
    confirmed / denied
    ruled out / left open
    """
)
_TURN_AT = re.compile(
    r"\b(?:" + "|".join(sorted((re.escape(w) for w in _TURN), key=lambda w: -len(w))) + r")\b"
)
_POSITIVE = {"wo": "will", "ca": "can", "cannot"[:-3]: "can"}  # of won't, can't, cannot
_QUOTED = re.compile(r"“(?P<a>[^“”]{12,})”|\"(?P<b>[^\"]{12,})\"")
_LONG_WORD = re.compile(r"(?<![\w'’-])[a-z]{5,}(?![\w'’-])")
_SMALL = frozenset(
    "about above after again against because before being below between could during every further "
    "itself other ourselves should their theirs there these those through under until where which "
    "while whose would really going think things thing maybe please actually".split()
)


def negation_added(real: Real, pools: Pools) -> Change | None:
    """A "not" is put behind was, is, will, has, can …: was found → was not found."""
    if real.text.endswith("?"):
        return None
    match = chosen(real.text, _ADD, "not")
    return match and put(real.text, match.span(), match.group() + " not")


def negation_dropped(real: Real, pools: Pools) -> Change | None:
    """A "not" goes: did not agree → did agree; won't → will."""
    if real.text.endswith("?"):
        return None
    match = chosen(real.text, _NOT, "drop not")
    if not match:
        return None
    if match["aux"]:
        return put(real.text, match.span(), match["aux"] + " ")
    short = match["short"] or match["wont"]
    return put(real.text, match.span(), _POSITIVE.get(short[:-3], short[:-3]))


def never_dropped(real: Real, pools: Pools) -> Change | None:
    """ "Never" becomes "often"."""
    match = chosen(real.text, _NEVER, "never")
    return match and put(real.text, match.span(), match.group().replace("never", "often"))


def no_dropped(real: Real, pools: Pools) -> Change | None:
    """ "Found no evidence" becomes "found some evidence"."""
    match = chosen(real.text, _NO, "no")
    return match and put(real.text, match.span(), match.group()[:-3] + "some ")


def without(real: Real, pools: Pools) -> Change | None:
    """ "Without" becomes "with", or "with the help of" the other way round."""
    match = chosen(real.text, _WITHOUT, "without")
    if match:
        return put(real.text, match.span(), "with")
    match = chosen(real.text, _WITH_HELP, "with")
    return match and put(real.text, match.span(), "without")


def turned_round(real: Real, pools: Pools) -> Change | None:
    """A verb that says no says yes, or the other way: denied → confirmed."""
    match = chosen(real.text, _TURN_AT, "turn")
    return match and put(real.text, match.span(), _TURN[match.group()])


def quoted_words(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The longer words in lower case inside quotation marks."""
    found = []
    for quote in _QUOTED.finditer(text):
        start = quote.start("a") if quote["a"] else quote.start("b")
        for word in _LONG_WORD.finditer(quote["a"] or quote["b"]):
            if word.group() not in _SMALL:
                found.append((word.group(), (start + word.start(), start + word.end())))
    return found


def quote_word(real: Real, pools: Pools) -> Change | None:
    """A word inside quotation marks becomes a word of another quotation."""
    mine = quoted_words(real.text)
    if not mine:
        return None
    word, span = mine[roll(real.text) % len(mine)]
    ending = next((e for e in ("ing", "ed", "ly", "s") if word.endswith(e)), "")
    alike = tuple(w for w in pools.quoted if w.endswith(ending) and (ending or w[-1] not in "sdgy"))
    new = pick(alike, real.text, [word])
    return put(real.text, span, new) if new else None


def quote_shortened(real: Real, pools: Pools) -> Change | None:
    """Three words or more go from the middle of a quotation, without a sign of it."""
    for quote in _QUOTED.finditer(real.text):
        name = "a" if quote["a"] else "b"
        words = quote[name].split(" ")
        if len(words) < 9:
            continue
        cut = 2 + roll(real.text) % (len(words) - 6)
        new = " ".join(words[:cut] + words[cut + 3 :])
        return put(real.text, quote.span(name), new)
    return None


def quote_made(real: Real, pools: Pools) -> Change | None:
    """A report without quotation marks is given a quotation nobody spoke."""
    if not real.text.endswith(".") or roll(real.text + "q") % 10 or re.search(r"[\"“”]", real.text):
        return None
    words = pick(
        ("a turning point", "a grave mistake", "an open wound", "a day of shame"), real.text
    )
    return Change(f"{real.text[:-1]}, calling it “{words}”.", "", f"calling it “{words}”")

"""English words cut to what their inflections share, and groups of words that may change places."""

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent
_VOWEL = re.compile(r"[aeiouy]")
# Endings taken off a word without plural, tense and final "e", the longest first; what is left
# must keep four letters (three where the ending only inflects) and a vowel.
_ENDINGS = (
    "ization", "ivenes", "fulnes", "ousnes", "ement", "ition", "ation", "ively", "ment", "nes",
    "anc", "enc", "abl", "ibl", "ably", "ibly", "ator", "ings", "ally", "ical", "ency", "ancy",
    "ion", "ing", "ity", "iv", "iz", "ous", "ial", "ful", "ant", "ent", "est", "ly", "al", "ic",
    "er", "or", "y",
)  # fmt: skip
_LEAST_BEFORE_Y = 6  # economy, economic; but a policy is no police and a treaty no treatment


def stem(word: str) -> str:
    """What `word` (lower case) shares with its inflections and derivations: "negotiat"."""
    return _stem(_plain(word))


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    """`word` without plural and tense, as a dictionary has it but for an "e": tried, try."""
    word = irregular().get(word) or irregular().get(_spelled(word), _spelled(word))
    if len(word) < 4:
        return word
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ("sses", "shes", "ches", "xes", "zzes"):
        if word.endswith(ending):
            return word[:-2]
    for ending in ("ing", "ed"):
        left = word[: -len(ending)]
        if word.endswith(ending) and len(left) >= 3 and _VOWEL.search(left):
            return left
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    return word


@lru_cache(maxsize=50_000)
def _spelled(word: str) -> str:
    """British spellings the American way: defence, organise, centre, labour, travelled."""
    if len(word) < 5:
        return word
    if word in _BRITISH:
        return _BRITISH[word]
    for pattern, right in _SPELLINGS:
        word = pattern.sub(right, word)
    return word


_BRITISH = {
    "programme": "program", "programmes": "programs", "cheque": "check", "cheques": "checks",
    "tyre": "tire", "tyres": "tires", "aluminium": "aluminum", "sceptical": "skeptical",
    "storey": "story", "storeys": "stories", "kerb": "curb", "plough": "plow", "mould": "mold",
    "airplane": "aeroplane", "judgement": "judgment", "manoeuvre": "maneuver", "gaol": "jail",
    "manoeuvres": "maneuvers", "towards": "toward", "afterwards": "afterward", "grey": "gray",
    "ageing": "aging", "enrol": "enroll", "fulfil": "fulfill", "instalment": "installment",
    "skilful": "skillful", "whilst": "while", "amongst": "among", "learnt": "learned",
    "practise": "practice", "practised": "practiced", "licence": "license", "pretence": "pretense",
    "dialogue": "dialog", "catalogue": "catalog", "draught": "draft", "per cent": "percent",
    "mum": "mom", "foetus": "fetus", "diarrhoea": "diarrhea",
    "paediatric": "pediatric", "haemorrhage": "hemorrhage", "oestrogen": "estrogen",
    "anaemia": "anemia", "encyclopaedia": "encyclopedia",
}  # fmt: skip
_SPELLINGS = (
    (re.compile(r"(?<=[^aeou])our(?=$|s$|ed$|ing$|able$|ably$|ite|hood|er|ful|less|al)"), "or"),
    (re.compile(r"(?<=[a-z]{2})is(?=e$|es$|ed$|ing$|er$|ers$|ation|ational)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=e$|es$|ed$|ing$)"), "yz"),
    (re.compile(r"(?<=[nbht])re(?=$|s$|d$)"), "er"),
    (re.compile(r"fence(?=$|s$|less)"), "fense"),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    word = _single(word.rstrip("e"))
    for ending in _ENDINGS:
        left = word[: -len(ending)]
        least = _LEAST_BEFORE_Y if ending == "y" else 3 if ending == "ing" else 4
        if word.endswith(ending) and len(left) >= least and _VOWEL.search(left):
            word = _single(left)
            break
    if len(word) > 3 and word[-1] in "ei":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _single(word: str) -> str:
    """One letter where two end it: planned, plan; passes, pass."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@lru_cache(maxsize=50_000)
def base(word: str) -> str:
    """`word` with only plural and tense taken off: "meetings" and "met" part, "rises" do not."""
    word = _plain(word)
    return _single(word.rstrip("e")) if len(word) > 3 else word


def inflected(verb: str) -> tuple[str, ...]:
    """The forms of `verb`: look, looks, looked, looking; irregular ones by the table."""
    known = [form for form, whole in irregular().items() if whole == verb and form != verb]
    root = verb.rstrip("e") if verb.endswith("e") and not verb.endswith("ee") else verb
    if re.search(r"[^aeiou][aeiou][bdgmnpt]$", verb) and len(verb) < 5:
        root = verb + verb[-1]  # put, putting; step, stepping
    present = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    past = [] if known else [root + "ed"]
    return tuple(dict.fromkeys((verb, present, root + "ing", *past, *known)))


@lru_cache(maxsize=1)
def irregular() -> dict[str, str]:
    """From a form no rule makes to the form it stands for."""
    return {
        form: row[0] for row in (line.split() for line in lines("irregular.txt")) for form in row
    }


@lru_cache(maxsize=1)
def groups() -> dict[str, frozenset[str]]:
    """The synonym groups a stem belongs to, as "~" and the group's place."""
    found: dict[str, set[str]] = defaultdict(set)
    for place, line in enumerate(lines("synonyms.txt")):
        row = line.split()
        if len(row) > 1:
            for word in row:
                found[base(word)].add(f"~{place}")
    return {word: frozenset(places) for word, places in found.items()}


def lines(name: str) -> list[str]:
    """The lines of a table beside this file, without comments."""
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]

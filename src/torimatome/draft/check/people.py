"""Full names of people in English text, found by shape: words in capitals that are no term."""

import re
from collections.abc import Iterator
from functools import lru_cache

from torimatome.draft.check.ground import Ground
from torimatome.text.folding import fold

_CAPITAL = r"[A-ZÀ-ÖØ-ÞƏĞİŞ][^\W\d_]+(?:['’-][^\W\d_]+)*"
_NAME = re.compile(
    rf"\b(?:(?:{_CAPITAL}|[A-Z]\.) (?:(?:oglu|oğlu|qizi|qızı|bin|bint|ibn|al|de|da|do|van|von|"
    rf"der|del|la|el|"
    rf"{_CAPITAL}|[A-Z]\.|I{{2,3}}|IV) )*{_CAPITAL}(?: (?:oglu|oğlu|qizi|qızı))?)\b"
)
# Words in capitals that belong to no person's name: titles, bodies, days, countries' parts.
_NOT_NAMES = frozenset(
    """president vice prime minister ministers ministry foreign affairs deputy first speaker
    ambassador secretary general colonel lieutenant major army navy air force land forces commander
    chief staff head chairman chairwoman chair director department office council committee
    commission parliament assembly senate congress house representatives union european united
    states nations kingdom republic federation organization organisation agency service state
    security border customs central bank court supreme constitutional national international
    world global special assignments forum summit conference treaty agreement declaration
    convention protocol act law
    article section year day week month january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday
    tuesday wednesday thursday friday saturday sunday north south east west northern southern
    eastern western middle central asia europe africa america caucasus sea ocean river lake
    district region city village town street university institute academy foundation center centre
    group company corporation party movement front alliance league board the a an in on at of to
    for and with by from his her their its this that these those he she it they we i our as after
    before during while when following according however moreover furthermore additionally also
    mr mrs ms dr sir excellency his majesty holiness sheikh cardinal archbishop bishop patriarch
    fm pm mfa mod spox rep assistant aide adviser advisor special envoy representative
    counselor political corridor route project program initiative partnership plan action
    nobel prize award peace war karabakh islamic democratic people peoples socialist media
    news tv channel newspaper press agency radio defense defence interior justice finance economy
    energy transport trade education culture health agriculture ecology labor mayor governor
    senator member candidate judge prosecutor attorney note""".split()
)


def full_names(text: str, ground: Ground) -> Iterator[str]:
    """Names of two words and more, as printed, in order, each once."""
    seen: set[str] = set()
    for match in _NAME.finditer(text):
        name = _bare(_trimmed(match.group()), ground)
        if not name or name in seen or fold(name) in seen:
            continue
        term = ground.termbase.get(name)
        if term is not None and term.kind != "person":
            continue
        seen.add(name)
        yield name


def _bare(name: str, ground: Ground) -> str:
    """The name without ordinary words before it ("Special Envoy Orla Venn")."""
    tokens = name.split()
    while len(tokens) > 2 and (
        tokens[0].lower() in ground.words or ground.termbase.get(tokens[0], ("country", "place"))
    ):
        tokens.pop(0)
    if len(tokens) == 2 and all(token.lower() in ground.words for token in tokens):
        return ""
    return " ".join(tokens)


@lru_cache(maxsize=4096)
def _trimmed(words: str) -> str:
    """What is left of words in capitals when titles and bodies are taken off; "" for no name."""
    tokens = words.split()
    while tokens and _plain(tokens[0]):
        tokens.pop(0)
    while tokens and _plain(tokens[-1]):
        tokens.pop()
    for at, token in enumerate(tokens):
        if token.lower() in _NOT_NAMES and token[0].isupper():
            return _trimmed(" ".join(tokens[at + 1 :])) or _longer(" ".join(tokens[:at]))
    return " ".join(tokens) if len(tokens) > 1 else ""


def _longer(words: str) -> str:
    return words if len(words.split()) > 1 else ""


def _plain(token: str) -> bool:
    low = token.lower()
    return low in _NOT_NAMES or (token.isupper() and len(token) > 1) or _demonym(token)


def _demonym(token: str) -> bool:
    return (
        re.search(
            r"(?:[a-z]ian|ish|[a-z]{3}ese|aijani|rabi|tani|Emirati|Israeli|Iraqi|Turkic|Czech|Greek|French|Dutch|Kazakh|Uzbek|Turkmen|Kyrgyz|Tajik|Swiss|Thai)s?$",
            token,
        )
        is not None
    )

"""Which of the titles a page gives is the article's: cut free of the site's name, then agreed."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import combinations, islice
from urllib.parse import urlsplit

from anyascii import anyascii
from lxml import etree

from torimatome.collect.page_markup import Told, plain, words_in

# What a candidate's word weighs. Measured on 258 news pages of 43 countries: right alone are
# JSON-LD .72, <h1> .69, og:title .68, twitter:title .50, <title> .23 (it carries the site's
# name). og: and twitter: are one text written for sharing, so the second adds little. Choose
# again with bench/pages_fundus.py.
WEIGHTS = {"linked": 1.05, "og": 1.0, "h1": 0.2, "twitter": 0.02, "title": -0.3, "feed": 0.5}
# <title> repeats a printed headline that other places improve on, hence its minus. Where the
# printed one stands alone, what <title> and JSON-LD agree on is the considered wording: 4 of
# 4 pages.
TITLE_BESIDE_LONE_H1 = 0.3
LONGEST = 400  # characters; a longer "title" is a description

# With spaces around, or of the kind that stands without them in Japanese, Chinese and Korean.
_PARTS = re.compile(
    r"\s+(?:[|\-–—•·»«*/~_]|::|--|<|>|:)\s+|\s*[｜|ㅣ‖]\s*|(?<=[^\x00-\u2fff])[：_\-]|--|"
    r"\s[–—|-](?=\S)"
)
_NOT_WORD = re.compile(r"[\W_]+")
_BY = re.compile(r"(?:by|von|par|por|di|av|yazan|автор)\b", re.I)
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


@dataclass(frozen=True)
class Titles:
    """The titles of a page by where they stand, and the names its site goes by."""

    candidates: tuple[tuple[str, str], ...]  # (where, plain text), best known place first
    site_names: frozenset[str]  # folded


@lru_cache(maxsize=8192)  # a paragraph is compared several times while its page is read
def fold(text: str) -> str:
    """Letters and figures only, in ASCII and lower case: "Börsen-Zeitung" is "borsenzeitung"."""
    return _NOT_WORD.sub("", text if text.isascii() else anyascii(text)).lower()


def gather(
    tree: etree._Element, said: Told, url: str, feed: str, suffixes: tuple[str, ...]
) -> Titles:
    """Every title a page and its feed give, as plain text."""
    found: list[tuple[str, str]] = [("linked", text) for text in said.headlines[:1]]
    others = [*said.headlines[:1], said.meta.get("og:title", ""), feed]
    found.append(("h1", _h1(tree, [*others, _head_title(tree)])))
    found.append(("og", said.meta.get("og:title", "")))
    found.append(("title", _head_title(tree)))
    found.append(("twitter", said.meta.get("twitter:title", "")))
    found.append(("feed", feed))
    clean = [(where, plain(unescape(text))) for where, text in found]
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = [*suffixes, *said.publishers, host, host.rsplit(".", 1)[0], *host.split(".")[:-1]]
    names += [said.meta.get(key, "") for key in ("og:site_name", "application-name", "publisher")]
    names.append(said.meta.get("twitter:site", "").lstrip("@"))
    return Titles(
        tuple((where, text) for where, text in clean if text and len(text) <= LONGEST),
        frozenset(folded for name in names if len(folded := fold(name)) > 1),
    )


def choose(titles: Titles) -> str:
    """The title most candidates agree on, without the site's name; "" when there is none."""
    trimmed = [(where, trim(text, titles.site_names)) for where, text in titles.candidates]
    trimmed = [(w, t) for w, t in trimmed if t and fold(t) not in titles.site_names]
    if not trimmed:
        return ""
    trimmed = _shortened(trimmed)
    key_of = {where: fold(text) or text for where, text in trimmed}
    printed = key_of.pop("h1", "")
    alone = printed not in key_of.values() and key_of.get("title") == key_of.get("linked")
    weights: dict[str, float] = {}
    spelled: dict[str, dict[str, float]] = {}
    signed = {where for where, text in titles.candidates if trim(text, titles.site_names) != text}
    for where, text in trimmed:
        key = fold(text) or text
        # A shared title that carries the site's name was made of <title> by the machine.
        weight = WEIGHTS["h1" if where == "og" and "og" in signed else where]
        if where == "title" and alone:
            weight = TITLE_BESIDE_LONE_H1
        weights[key] = weights.get(key, 0.0) + weight
        forms = spelled.setdefault(key, {})
        forms[text] = forms.get(text, 0.0) + WEIGHTS[where]
    best = max(weights, key=lambda key: weights[key])
    forms = spelled[best]
    return max(forms, key=lambda form: forms[form])


def trim(text: str, names: frozenset[str]) -> str:
    """The title without a site's name, and a section or byline beside it, at either end."""
    for _ in range(4):
        cuts = list(_PARTS.finditer(text))
        if not cuts:
            return text
        head, tail = text[: cuts[-1].start()].strip(), text[cuts[-1].end() :].strip()
        if head and (_is_site(tail, names) or _BY.match(tail) or _DAY.fullmatch(tail)):
            text = _without_section(head, cuts[-1].group().strip())
            continue
        first, rest = text[: cuts[0].start()].strip(), text[cuts[0].end() :].strip()
        if rest and len(rest) > len(first) and _is_site(first, names):
            text = rest
            continue
        return text
    return text


def _without_section(head: str, mark: str) -> str:
    """`A | World` once `| Site` is off: a short last part behind the same mark is a section."""
    if mark not in {"|", "｜", "ㅣ", "•", "*"}:
        return head
    before, found, last = head.rpartition(mark)
    if found and len(last.split()) <= 3 and len(before.split()) >= 4 and len(last) <= 30:
        return before.strip()
    return head


def _is_site(part: str, names: frozenset[str]) -> bool:
    folded = fold(part)
    if not folded or len(part) > 60:
        return False
    if folded in names:
        return True
    # "Metro News" of Metro, "The Times of India" of Times of India: little else beside the name.
    words = [fold(word) for word in part.split()]
    return len(words) <= 6 and any(
        "".join(words[start:end]) in names
        for start in range(min(3, len(words)))
        for end in range(max(start + 1, len(words) - 2), len(words) + 1)
    )


def _shortened(candidates: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Candidates that are another one plus a part behind a mark give way to the shorter."""
    short = dict(enumerate(candidates))
    for one, two in combinations(range(len(candidates)), 2):
        for longer, shorter in ((one, two), (two, one)):
            where, text = short[longer]
            other = short[shorter][1]
            begins = len(other) >= 12 and text != other and text.startswith(other)
            if begins and _PARTS.match(text[len(other) :]):
                short[longer] = (where, other)
    return list(short.values())


def _head_title(tree: etree._Element) -> str:
    return next((text for e in tree.iter("title") if (text := words_in(e))), "")


def _h1(tree: etree._Element, others: list[str]) -> str:
    """The <h1> nearest in words to the other titles; the first one when nothing is near."""
    texts = [text for e in islice(tree.iter("h1"), 40) if (text := words_in(e))]
    texts = [text for text in texts if len(text) <= LONGEST]
    if not texts:
        return ""
    words = set(_NOT_WORD.split(" ".join(others).lower())) - {""}

    def nearness(text: str) -> float:
        mine = set(_NOT_WORD.split(text.lower())) - {""}
        return round(len(mine & words) / len(mine), 1) if mine else 0.0

    return max(texts, key=nearness)

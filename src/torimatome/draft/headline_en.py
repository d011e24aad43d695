"""An outlet's title as the bulletin's English headline."""

import re
from collections.abc import Sequence

from torimatome.draft.house_style import HouseForm, shorten_offices
from torimatome.model import Article, Outlet

_SHOWN = re.compile(
    r"\s*[\[(]?\b(?:VIDEO|PHOTOS?|PHOTO/VIDEO|PHOTO REPORT|LIVE|UPDATED?|EXCLUSIVE|INTERVIEW|"
    r"BREAKING)\b[\])]?\s*$"
)
_FLAG = re.compile(
    r"^\s*[\[(]?(?:VIDEO|PHOTOS?|BREAKING|EXCLUSIVE|UPDATED?|LIVE|URGENT)[\])]?[:\s|–—-]+"
)
_NUMBERED = re.compile(r"^No[:.]\s*\d+(?:/\d+)?,?\s*")


def headline(article: Article, outlet: Outlet | None, form: HouseForm) -> str:
    """`article.title` in house form: no site name, tag or capitals; offices shortened."""
    title = " ".join(article.title.split())
    if outlet is not None:
        title = _without_site(title, outlet)
    title = _NUMBERED.sub("", title)
    for _ in range(2):
        title = _FLAG.sub("", _SHOWN.sub("", title))
    for tag in form.tags:
        title = tag.sub("", title)
    if article.language == "en":
        title = _lower_capitals(title, article.text)
        title = shorten_offices(title, form.style)
        title = form.termbase.respell(title)
    title = title.strip(" \t-–—|:")
    if title.endswith(".") and not re.search(r"\b(?:[A-Z]\.)+$", title):
        title = title.rstrip(".")
    return title[:1].upper() + title[1:]


def _without_site(title: str, outlet: Outlet) -> str:
    names = sorted(
        {n for n in (outlet.name, outlet.citation, *outlet.spellings) if n},
        key=lambda n: (-len(n), n),
    )
    for suffix in outlet.fixes.title_suffix:
        title = title.removesuffix(suffix)
    any_name = "|".join(re.escape(n) for n in names)
    title = re.sub(rf"\s*[|–—-]+\s*(?:{any_name})\s*$", "", title, flags=re.IGNORECASE)
    return re.sub(rf"^(?:{any_name})\s*[|:]\s*", "", title, flags=re.IGNORECASE)


def _lower_capitals(title: str, text: str) -> str:
    """Sentence case for words shouted in capitals; names are found in the article's text."""
    words = title.split()
    shouted = [w for w in words if w.isupper() and len(re.sub(r"\W", "", w)) > 3]
    if not shouted or (len(shouted) < 3 and len(shouted) < len(words) / 2):
        return title
    known = _as_written(text)
    lowered = [known.get(w.lower(), w.lower() if w.isupper() else w) for w in words]
    sentence = " ".join(lowered)
    return sentence[:1].upper() + sentence[1:]


def _as_written(text: str) -> dict[str, str]:
    """How the text writes each word inside sentences: {"orvenia": "Orvenia", "nato": "NATO"}."""
    found: dict[str, str] = {}
    for match in re.finditer(r"(?<![.!?\n]\s)(?<!^)\b\w[\w'’-]*", text):
        found.setdefault(match.group().lower(), match.group())
    return found


def titled(articles: Sequence[Article]) -> list[Article]:
    """The articles by how well their titles serve: English first, then in the order given.

    A title of one or two words, or one that asks or cries, comes last.
    """

    def rank(article: Article) -> tuple[bool, bool]:
        weak = len(article.title.split()) < 3 or re.search(r"[?!]\s*$", article.title)
        return (article.language != "en", bool(weak))

    return sorted(dict.fromkeys(articles), key=rank)

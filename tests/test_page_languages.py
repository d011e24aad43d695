"""Every page of a desk that weeks of work were done on is in its reader's language alone.

Words from outside (reports, headlines, names as they were printed) carry the language they are in,
so that whoever reads or hears a page can tell them from ours; all else is the page's own language.
"""

import html
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml.html import HtmlElement, fromstring
from tests.demo_desk import WEEK, DemoDesk
from tests.lived_in import MAIL, READERS, SIGNED, lived_in

from torimatome.demo import the_week
from torimatome.edit.web.view import words
from torimatome.model.look_checks import FAMILIES

PAGES = (
    "today", "stories", "stories?out=1", "issue", "preview", "terms", "terms?new=1",
    "terms?view=offices", "archive", "archive?q=%E5%A4%96%E7%9B%B8", "archive?q=xyzzy", "names",
    "names?kind=place", "mail", "look", "outlets", "outlets?open=nobody", "setup", "setup?check=1",
    "after", "take-back",
)  # fmt: skip
# Pages that a link leads to: two of each kind are read.
KINDS = ("/items/", "/stories/", "/kept/", "/archive/", "/names/person/", "/names/place/",
         "/take-back/", "terms?open=", "terms?correct=", "outlets?open=")  # fmt: skip
OF_A_KIND = 2
ATTRIBUTES = ("aria-label", "placeholder", "alt", "data-label")
UNREAD = ("script", "style", "template", "textarea", "code")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)*")
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]+")
# What Japanese writes in Latin letters: forms of files, units, settings by their name. Codes and
# columns are what one types there.
IN_JAPANESE = frozenset(
    "PDF Word Excel HTML JSON DOCX CSV ZIP URL Cookie ID NOTE SHA Python UTC GB mm pt zip docx xlsx"
    " robots txt look yaml mail server from kind en ja ru address name languages form tz GMT Etc"
    " A4 A5 Letter Legal".split()
)
# What is quoted in 「」 or 〔〕 stands as a report or a rule has it; addresses and files too.
QUOTED = re.compile(r"「[^」]*」|〔[^〕]*〕|https?://\S+|\S+@\S+|\S+\.(?:docx|sqlite)|--\w+")


@dataclass
class Walk:
    """What is read of one desk's pages in one language."""

    address: str
    language: str
    found: dict[str, str] = field(default_factory=dict)  # words of the other language → where

    def page(self, path: str) -> HtmlElement | None:
        """One page; None where it is no page."""
        asked = urllib.request.Request(self.address + path, headers={
            "Accept-Language": self.language, "Accept": "text/html"})  # fmt: skip
        try:
            with urllib.request.urlopen(asked) as answer:
                body, kind = answer.read(), answer.headers.get_content_type()
        except urllib.error.HTTPError as refused:
            body, kind = refused.read(), refused.headers.get_content_type()
        return fromstring(body.decode()) if kind == "text/html" else None

    def read(self, path: str, names: Set[str]) -> Iterator[str]:
        """Read a page, and give the addresses it leads to."""
        tree = self.page(path)
        if tree is None:
            return
        for text in own_words(tree, self.language):
            for word in foreign(text, self.language, names):
                self.found.setdefault(word, f"{path}: {text[:160]}")
        # A finding the Japanese table lacks is shown in English, marked as English.
        for finding in tree.xpath("//li[contains(@class, 'finding')]/p/span[@lang = 'en']"):
            if self.language == "ja":
                self.found.setdefault(finding.text_content(), path)
        for link in tree.iter("a"):
            yield urljoin(path, link.get("href") or "").partition("#")[0]


def own_words(of: HtmlElement, language: str, here: str = "") -> Iterator[str]:
    """The texts of a tree that are in a language, as its `lang` attributes have it."""
    if not isinstance(of.tag, str) or of.tag in UNREAD:
        return
    here = of.get("lang") or here
    if here == language:
        # A control that is about one thing of many says which behind a colon.
        yield from ((of.get(name) or "").partition(": ")[0] for name in ATTRIBUTES)
        yield of.text or ""
    for child in of:
        yield from own_words(child, language, here)
        if here == language:
            yield child.tail or ""


def foreign(text: str, language: str, names: Set[str]) -> list[str]:
    """The words of a text that are not in the language, but for names everybody leaves as is."""
    plain = QUOTED.sub(" ", " ".join(text.split()))
    for name in sorted(names, key=len, reverse=True):
        plain = plain.replace(name, " ")
    if language == "en":
        return JAPANESE.findall(plain)
    return [word for word in LATIN.findall(plain) if len(word) > 1 and word not in IN_JAPANESE]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    folder = tmp_path_factory.mktemp("lived")
    with pytest.MonkeyPatch.context() as settings:
        for name, value in MAIL.items():
            settings.setenv(f"TORIMATOME_{name.upper()}", value)
        lived_in(folder)
        made = DemoDesk(folder)
        made.start()
        yield made
        made.stop()


def left_as_they_are(folder: Path) -> set[str]:
    """Short forms of terms; names of outlets, people, desks, issues, typefaces and folders."""
    _, house = the_week()
    outlets = {name for o in house.outlets for name in (o.citation, o.name, o.id, *o.spellings)}
    short = {a for term in house.terms for a in (term.short_en, *term.aliases) if a.isupper()}
    people = {"Aya", "Ben", "Kato", *(one.name for one in READERS)}
    other = {"demo", "azerbaijan", "orvenia-winter", str(folder), *FAMILIES}
    return (outlets | short | people | other) - {""}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_is_in_its_readers_language(desk: DemoDesk, language: str) -> None:
    walk, names = Walk(desk.address, language), left_as_they_are(desk.folder)
    leads: dict[str, list[str]] = {kind: [] for kind in KINDS}
    weeks = (WEEK, f"{SIGNED.start}_{SIGNED.end}")
    for path in ("/login", "/nothing", *(f"/w/{week}/{page}" for week in weeks for page in PAGES)):
        for there in walk.read(path, names):
            for kind in KINDS:
                if kind in there and there not in leads[kind] and len(leads[kind]) < OF_A_KIND:
                    leads[kind].append(there)
    assert all(leads.values()), [kind for kind, found in leads.items() if not found]
    for path in (path for found in leads.values() for path in found):
        list(walk.read(path, names))
    assert walk.found == {}


def test_the_words_of_the_pages_are_each_in_their_language() -> None:
    for key, said in words().items():
        plain = re.sub(r"\{[^}]*\}", " ", html.unescape(said["ja"]))
        assert foreign(plain, "ja", set()) == [], key
        assert foreign(said["en"], "en", set()) == [], key


def test_every_long_work_a_page_may_begin_is_said_while_it_runs() -> None:
    assert {f"work_{work}" for work in ("collect", "regroup", "add", "recheck", "send")} <= set(
        words()
    )

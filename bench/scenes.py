"""What the pictures show: every page of the desk, and what happens on it, as a list of Scenes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.browser import open_page
from tests.demo_desk import WEEK
from tests.lived_in import SIGNED

if TYPE_CHECKING:
    from playwright.sync_api import Page

SENT = f"{SIGNED.start}_{SIGNED.end}"
LIVED, EMPTY, TROUBLED = "lived", "empty", "troubled"  # the desks: see tests/lived_in.py


@dataclass(frozen=True)
class Scene:
    """One thing to look at."""

    name: str
    desk: str
    go: Callable[["Page", str], object]  # from the desk's address to what is to be seen
    whole: bool = True  # the page to its end; False: what is in the window, as boxes float in it


def _at(path: str, page: "Page", desk: str) -> None:
    page.goto(desk + path)


def _first(there: str, link: str, page: "Page", desk: str) -> None:
    """Where the first such link of a page leads."""
    page.goto(desk + there)
    page.goto(desk + str(page.get_attribute(link, "href")))


def _item(page: "Page", desk: str) -> None:
    _first(f"/w/{WEEK}/issue", "[data-item] h3 a", page, desk)


def _lit(page: "Page", desk: str) -> None:
    """A sentence is touched, its passage lights up."""
    _item(page, desk)
    page.click("[data-sentence] >> nth=0")
    page.wait_for_selector("mark.lit")


def _cited(page: "Page", desk: str) -> None:
    """Words are marked in a source, to carry the sentence."""
    _lit(page, desk)
    page.click("mark.lit >> nth=0", click_count=2)
    page.wait_for_selector("[data-cite]")


def _toast(page: "Page", desk: str) -> None:
    """An act was just done and can be taken back."""
    page.goto(f"{desk}/w/{WEEK}/stories")
    page.click(".story .acts button >> nth=0")
    page.wait_for_selector(".toast")


def _keys(page: "Page", desk: str) -> None:
    _item(page, desk)
    page.keyboard.press("?")
    page.wait_for_selector("dialog")


def _conflict(page: "Page", desk: str) -> None:
    """Somebody else saved the headline while this window had not heard of it."""
    browser = page.context.browser
    assert browser
    page.route("**/live", lambda route: route.abort())
    _item(page, desk)
    discarded(page)
    other = open_page(browser, page.url)
    for each, words in ((other, "MOD accuses Kestria"), (page, "Kestria accused by Orvenian MOD")):
        before = each.input_value("#headline_en")
        each.fill("#headline_en", words if before != words else f"{words} again")
        with each.expect_response("**/act/write_headline"):
            each.press("#headline_en", "Control+Enter")
    page.wait_for_selector("dialog")
    other.context.close()


def discarded(page: "Page") -> None:
    """What an earlier width left unsaved is thrown away."""
    while page.locator(".toast button").count():
        page.click(".toast button >> nth=-1")


def _offline(page: "Page", desk: str) -> None:
    """What was saved while nobody answered waits, and says so."""
    page.context.set_offline(False)
    _item(page, desk)
    discarded(page)
    page.context.set_offline(True)
    page.fill("#headline_en", "Written in the train")
    page.press("#headline_en", "Control+Enter")
    page.wait_for_selector(".toast")


def _unsaved(page: "Page", desk: str) -> None:
    """Typed words that were never saved are offered again."""
    _item(page, desk)
    discarded(page)
    page.fill("#headline_en", "Typed before the fall of the server")
    page.reload()
    page.wait_for_selector(".toast")


def _refused(page: "Page", desk: str) -> None:
    """The server says no, in words."""
    page.goto(f"{desk}/w/{WEEK}/issue")
    page.keyboard.press("Shift+S")
    page.wait_for_selector(".toast")


def _copy(page: "Page", desk: str) -> None:
    _first(f"/w/{WEEK}/take-back", "#bring ~ ul a", page, desk)


def _trial(page: "Page", desk: str) -> None:
    """An address was pasted; what it would bring is shown."""
    page.goto(f"{desk}/w/{WEEK}/outlets")
    page.fill("[name=address]", "http://ona.example/")
    page.press("[name=address]", "Enter")
    page.wait_for_selector("[name=citation]")


def _plan(page: "Page", desk: str) -> None:
    """A new desk is planned from a country and an address."""
    page.goto(f"{desk}/w/{WEEK}/setup")
    page.fill("form[action='/setup/plan'] [name=name]", "merland")
    page.fill("form[action='/setup/plan'] [name=languages]", "en")
    page.check("[name='take[]'] >> nth=0")
    page.click("form[action='/setup/plan'] button.main")
    page.wait_for_selector("#plan")


def _week(*names: str, desk: str = LIVED, week: str = WEEK, also: str = "") -> list[Scene]:
    """Pages that stand at their own name."""
    return [
        Scene(f"{name}{also}".replace("-", "_"), desk, partial(_at, f"/w/{week}/{name}"))
        for name in names
    ]


def _named(desk: str, **paths: str) -> list[Scene]:
    return [Scene(name, desk, partial(_at, path)) for name, path in paths.items()]


PAGES = ("today", "stories", "issue", "terms", "archive", "mail", "look", "outlets", "setup")
SCENES = (
    *_week(*PAGES, "preview", "names", "after", "take-back"),
    *_week("today", "issue", "after", "mail", week=SENT, also="_signed"),
    *_named(
        LIVED,
        left_out=f"/w/{WEEK}/stories?out=1",
        later=f"/w/{WEEK}/stories?state=later",
        no_match=f"/w/{WEEK}/stories?q=nothing+has+this",
        new_term=f"/w/{WEEK}/terms?new=1",
        open_term=f"/w/{WEEK}/terms?open=person%3ARavian%20Telmor",
        offices=f"/w/{WEEK}/terms?view=offices",
        found=f"/w/{WEEK}/archive?q=%E5%A4%96%E7%9B%B8",
        found_nothing=f"/w/{WEEK}/archive?q=xyzzy",
        places=f"/w/{WEEK}/names?kind=place",
        name=f"/w/{WEEK}/names/person/Ravian%20Telmor",
        place=f"/w/{WEEK}/names/place/Tamvell",
        outlet=f"/w/{WEEK}/outlets?open=ona",
        check=f"/w/{WEEK}/setup?check=1",
        login="/login",
        missing="/nothing",
        refused_page=f"/w/{WEEK}/outlets?open=nobody",
        past=f"/w/{WEEK}/archive/orvenia-winter",
        past_unkept=f"/w/{WEEK}/archive/{WEEK}",
    ),
    Scene("story", LIVED, partial(_first, f"/w/{WEEK}/stories", "[data-story] h2 a")),
    Scene("item", LIVED, _item),
    Scene("item_signed", LIVED, partial(_first, f"/w/{SENT}/issue", "[data-item] h3 a")),
    Scene("kept", LIVED, partial(_first, f"/w/{SENT}/after", "a[href^='/kept/']")),
    Scene("copy", LIVED, _copy),
    Scene("plan", LIVED, _plan),
    Scene("trial", LIVED, _trial),
    Scene("lit", LIVED, _lit, whole=False),
    Scene("cite", LIVED, _cited, whole=False),
    Scene("toast", LIVED, _toast, whole=False),
    Scene("keys", LIVED, _keys, whole=False),
    Scene("refused", LIVED, _refused, whole=False),
    Scene("conflict", LIVED, _conflict, whole=False),
    Scene("offline", LIVED, _offline, whole=False),
    Scene("unsaved", LIVED, _unsaved, whole=False),
    *_week(*PAGES, "preview", "names", "after", "take-back", desk=EMPTY, also="_empty"),
    *_week("today", "outlets", desk=TROUBLED, also="_troubled"),
    *_named(TROUBLED, outlet_troubled=f"/w/{WEEK}/outlets?open=lantern"),
)
# Pages that are there before an issue was signed or a copy came back.
EVERYDAY = (
    "today", "stories", "issue", "preview", "terms", "archive", "names", "mail", "look", "outlets",
    "setup", "after", "take_back", "left_out", "story", "item", "new_term", "offices", "name",
    "outlet", "check", "login", "missing",
)  # fmt: skip

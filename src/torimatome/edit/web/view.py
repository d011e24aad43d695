"""What every page shares: its language, theme and editor's name, and the templates."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import jinja2
import msgspec
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from torimatome.edit.web.finding_words import sentence, worded
from torimatome.edit.web.marking import Piece
from torimatome.edit.web.naming import point_said, value_said
from torimatome.edit.web.saying import (
    LANGUAGES,
    day_said,
    days_said,
    issue_said,
    short_day,
    shortened,
    tongue,
    written_in,
)
from torimatome.text.reasons import filled, said
from torimatome.text.templates import templates
from torimatome.text.yamls import read_yaml

THEMES = ("auto", "light", "dark")
SCRIPT_WORDS = frozenset(
    {
        "went_wrong", "offline", "undo", "conflict", "theirs", "yours", "keep_mine", "keep_theirs",
        "unsaved", "offer_again", "discard", "keys", "edit", "today", "stories", "issue", "close",
        "failed", "cite_here", "outlets", "setup", "sent_later", "terms", "archive", "mail", "look",
        "preview", "after", "was_undo", "editor",
    }
)  # fmt: skip
NOBODY = "editor"  # who acts without having told a name
PREFERENCES = {"language": LANGUAGES, "theme": THEMES}
_HERE = resources.files(__package__)


@dataclass(frozen=True)
class Reader:
    """Who looks at a page, and how she likes it."""

    language: str
    theme: str
    name: str  # as history shows it


def reader_of(request: Request) -> Reader:
    """From her cookies; the language, when she chose none, from what her browser asks for."""
    wanted = request.cookies.get("language", "")
    if wanted not in LANGUAGES:
        wanted = "ja" if request.headers.get("accept-language", "ja").startswith("ja") else "en"
    theme = request.cookies.get("theme", "auto")
    name = _name_of(request.cookies.get("editor", ""))
    return Reader(wanted, theme if theme in THEMES else "auto", name)


def _name_of(cookie: str) -> str:
    try:
        name = bytes.fromhex(cookie).decode("utf-8")  # cookies hold no Japanese
    except ValueError:
        name = ""
    return " ".join(name.split())[:40] or NOBODY


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """Every word of the pages: key → language → text."""
    read = read_yaml(Path(__file__).with_name("words.yaml"))
    return msgspec.convert(read, dict[str, dict[str, str]])


def say(key: str, language: str, **slots: object) -> str:
    """The words of `key` in `language`. A key nobody wrote words for is a bug: KeyError."""
    text = words()[key][language]
    if slots.get("by") == NOBODY:
        slots["by"] = words()["editor"][language]
    return filled(text, slots, language) if slots else text


def static(name: str) -> bytes:
    """One of our own files. Raises FileNotFoundError for any other name."""
    found = _statics().get(name)
    if found is None:
        raise FileNotFoundError(name)
    return found


@lru_cache(maxsize=1)
def _statics() -> dict[str, bytes]:
    files = (one for one in _HERE.joinpath("static").iterdir() if one.is_file())
    return {one.name: one.read_bytes() for one in sorted(files, key=lambda one: one.name)}


@lru_cache(maxsize=1)
def _statics_mark() -> str:
    made = sha256()
    for name, content in _statics().items():
        made.update(f"{name} {len(content)} ".encode())
        made.update(content)
    return made.hexdigest()[:12]


def static_address(name: str) -> str:
    """Its address, which changes with any of them, so that browsers may keep it for good.

    All share one mark: a script names another by its name alone.
    """
    return f"/static/{_statics_mark()}/{name}"


def cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it lies in one of the spans (characters)."""
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    return tuple(
        (text[a:b], any(start <= a and b <= end for start, end in spans))
        for a, b in pairwise(edges)
    )


def marked(pieces: Sequence[Piece]) -> Markup:
    """A paragraph with its marks, every word of it escaped.

    A Story's page has two thousand pieces; as a loop in its template they took half of its time.
    """
    made: list[str] = []
    for one in pieces:
        if one.id:
            made.append(f'<a id="{escape(one.id)}" class="place"></a>')
        if one.kind:
            says = f' title="{escape(one.says)}"' if one.says else ""
            made.append(f'<mark class="{escape(one.kind)}"{says}>{escape(one.text)}</mark>')
        else:
            made.append(escape(one.text))
    return Markup("".join(made))  # noqa: S704 - every part is escaped above


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    made = templates("torimatome.edit.web", "templates")
    made.globals["static"] = static_address
    made.filters["said"] = said
    made.filters["cut"] = cut
    made.filters["worded"] = worded
    made.filters["marked"] = marked
    made.filters["sentence"] = sentence
    made.filters["issue_said"] = issue_said
    made.filters["tongue"] = tongue
    made.filters["day"] = day_said
    made.filters["short"] = shortened
    made.filters["short_day"] = short_day
    made.filters["written_in"] = written_in
    made.globals["days_said"] = days_said
    made.globals["point_said"] = point_said
    made.globals["value_said"] = value_said
    made.filters["path"] = lambda text: quote(str(text), safe="")
    return made


def warm() -> None:
    """Read every template and word, so that nobody's first page waits for it."""
    for one in _HERE.joinpath("templates").iterdir():
        if one.name.endswith(".jinja"):
            _environment().get_template(one.name)
    for language in LANGUAGES:
        _words_json(language)


def render(template: str, view: object, reader: Reader, **more: object) -> str:
    """The template filled with the fields of `view`, a frozen dataclass."""
    if not is_dataclass(view) or isinstance(view, type):
        raise TypeError(f"{template} wants a view's fields, not {type(view).__name__!r}")
    given: Mapping[str, object] = {f.name: getattr(view, f.name) for f in fields(view)}
    t: Callable[..., str] = lambda key, **slots: say(key, reader.language, **slots)  # noqa: E731
    return (
        _environment()
        .get_template(template)
        .render(
            **given,
            **more,
            t=t,
            reader=reader,
            lang=reader.language,
            words_json=_words_json(reader.language),
        )
    )


@lru_cache(maxsize=4)
def _words_json(language: str) -> str:
    """The words the script says itself."""
    wanted = {
        key: text[language]
        for key, text in words().items()
        if key in SCRIPT_WORDS or key.startswith(("act_", "work_"))
    }
    return json.dumps(wanted, ensure_ascii=False, sort_keys=True)


def page(request: Request, template: str, view: object, status: int = 200) -> HTMLResponse:
    """The answer to one request: a whole page in the reader's language and theme."""
    told = request.scope["told"]
    text = render(template, view, reader_of(request), path=request.url.path, told=told)
    return HTMLResponse(text, status, {"cache-control": "no-store"})

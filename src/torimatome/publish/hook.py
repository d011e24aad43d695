"""A house's own form: a Jinja template in the desk's folder gets the Issue and becomes a file."""

import re
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.publish.plain import safe_address
from torimatome.publish.printed import printed
from torimatome.publish.runs import Run, joined

FOLDER = "forms"  # of a desk's folder
_NAME = re.compile(r"(?P<form>[a-z0-9][a-z0-9_-]{0,40}\.(?P<ext>[a-z0-9]{1,8}))\.jinja")
_ESCAPED = frozenset({"html", "htm", "xhtml", "xml", "svg", "rss", "atom"})
# Characters. The sandbox bounds a range, not what a template makes of one loop in another.
_MOST = 20_000_000


@dataclass(frozen=True)
class OwnForm:
    """One template of the desk, by the form's name: "telegram.txt" for telegram.txt.jinja."""

    form: str
    path: Path


def own_forms(desk_folder: Path) -> dict[str, OwnForm]:
    """The forms a desk's folder adds. Raises SetupError for a file that cannot be one."""
    found = {}
    folder = desk_folder / FOLDER
    for path in sorted(folder.glob("*.jinja")) if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if not match:
            raise SetupError(
                f"{path}: a form's template is called NAME.EXT.jinja in small letters and digits,"
                " like telegram.txt.jinja; rename it"
            )
        found[match["form"]] = OwnForm(match["form"], path)
    return found


def to_own(issue: Issue, own: OwnForm) -> bytes:
    """The Issue in the house's own form. Raises SetupError naming the template's file and line.

    The template is handed `issue` (the model's nouns), `page` (the printed words, escaped by none),
    and the filters `words` (runs to text), `day` (an ISO day by a pattern) and `link` (an address,
    or "" where it must not be live). It cannot change them, call what is private, or read files.
    """
    environment = ImmutableSandboxedEnvironment(
        autoescape=own.form.rpartition(".")[2] in _ESCAPED,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FileSystemLoader(own.path.parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(words=_words, day=_day, link=safe_address)
    environment.globals = {"range": safe_range}
    try:
        template = environment.get_template(own.path.name)
        made, size = [], 0
        for part in template.generate(issue=issue, page=printed(issue)):
            size += len(part)
            if size > _MOST:
                raise SetupError(f"{own.path}: made more than {_MOST:,} characters; is it endless?")
            made.append(part)
        return "".join(made).encode("utf-8", "replace")
    except jinja2.TemplateSyntaxError as error:
        raise SetupError(f"{error.filename or own.path}, line {error.lineno}: {error}") from error
    except (jinja2.TemplateError, *_WRONG) as error:
        raise SetupError(f"{_place(error, own.path)}: {_said(error)}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{own.path} cannot be read: {error}") from error


# What a template's own mistake raises when it runs: a wrong type, a missing key, no day.
_WRONG = (TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError,
          OverflowError, RecursionError)  # fmt: skip


def _place(error: BaseException, path: Path) -> str:
    """The template's file and the line the error came from: Jinja keeps them in the traceback."""
    lines = [
        (frame.filename, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".jinja")
    ]
    return f"{lines[-1][0]}, line {lines[-1][1]}" if lines else str(path)


def _said(error: BaseException) -> str:
    if isinstance(error, jinja2.UndefinedError):
        return f"{error}; docs/change.md lists what a template is handed"
    if isinstance(error, RecursionError):
        return "it calls itself without end"
    return (
        f"{type(error).__name__}: {error}"
        if not isinstance(error, jinja2.TemplateError)
        else (str(error))
    )


def _words(runs: tuple[Run, ...]) -> str:
    return joined(runs)


def _day(iso: str, pattern: str = "%d.%m.%Y") -> str:
    return date.fromisoformat(iso).strftime(pattern)

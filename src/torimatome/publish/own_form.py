"""Run as a script: one template of a house's own, within bounds of time and memory.

In a process of its own, as nothing else stops a loop without output, or a number of a billion
digits. It reads what hook.py pickles, and writes "+" and the file, or "-" and what is wrong.
"""

import contextlib
import pickle
import sys
import traceback
from datetime import date
from pathlib import Path
from types import ModuleType

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range

if __name__ == "__main__":
    # The door of this package imports every form, a second's work: here only its folder is known.
    _door = ModuleType("torimatome.publish")
    _door.__path__ = [str(Path(__file__).parent)]
    sys.modules["torimatome.publish"] = _door

from torimatome.errors import SetupError
from torimatome.model import Issue
from torimatome.publish.plain import safe_address
from torimatome.publish.printed import printed
from torimatome.publish.runs import Run, joined

# Not every system has limits; where it has none, the clock of hook.py still runs.
with contextlib.suppress(ImportError):
    import resource

_ESCAPED = frozenset({"html", "htm", "xhtml", "xml", "svg", "rss", "atom"})
_MOST = 20_000_000  # characters


def rendered(issue: Issue, form: str, path: Path) -> bytes:
    """The Issue as the template writes it. Raises SetupError naming the template's file and line.

    The template is handed `issue` (the model's nouns), `page` (the printed words, escaped by none),
    and the filters `words` (runs to text), `day` (an ISO day by a pattern) and `link` (an address,
    or "" where it must not be live). It cannot change them, call what is private, or read files.
    """
    environment = ImmutableSandboxedEnvironment(
        autoescape=form.rpartition(".")[2] in _ESCAPED,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FileSystemLoader(path.parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(words=_words, day=_day, link=safe_address)
    environment.globals = {"range": safe_range}
    try:
        template = environment.get_template(path.name)
        made, size = [], 0
        for part in template.generate(issue=issue, page=printed(issue)):
            size += len(part)
            if size > _MOST:
                raise SetupError(f"{path}: made more than {_MOST:,} characters; is it endless?")
            made.append(part)
        return "".join(made).encode("utf-8", "replace")
    except jinja2.TemplateSyntaxError as error:
        raise SetupError(f"{error.filename or path}, line {error.lineno}: {error}") from error
    except MemoryError as error:
        raise SetupError(
            f"{_place(error, path)}: it needs more memory than a form may have; it makes something"
            " very large"
        ) from error
    except (jinja2.TemplateError, *_WRONG) as error:
        raise SetupError(f"{_place(error, path)}: {_said(error)}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path} cannot be read: {error}") from error


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


def _limit(seconds: int, octets: int) -> None:
    if "resource" not in globals():
        return
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Standard input: what hook.py hands over. Standard output: the file, or what is wrong."""
    issue, form, path, seconds, octets = pickle.load(sys.stdin.buffer)  # noqa: S301 (from hook.py)
    _limit(seconds, octets)
    try:
        made = b"+" + rendered(issue, form, Path(path))
    except SetupError as error:
        made = b"-" + str(error).encode("utf-8", "replace")
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()

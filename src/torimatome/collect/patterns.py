"""Which addresses a desk's own patterns want: a pattern that does not end is stopped and named."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence

from torimatome.errors import Refused, SetupError

# Seconds of the processor for all addresses of one page: 5,000 of them, against the patterns of
# the shipped desks, take a fiftieth of a second.
MOST_SECONDS = 5
# By the clock, for systems that set a process no limit; far beyond what a busy machine needs.
_MOST_WAITED = 60
# Without one of these a pattern has one way to fit, and takes no longer than the address is long.
_REPEATS = re.compile(r"[*+{]")
# Python's `re` cannot be stopped, and holds up every other thread meanwhile: it is asked in a
# process of its own, which the system ends when its time is up.
_ASK = """
import json, re, sys
wanted, unwanted, seconds, addresses = json.load(sys.stdin)
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
yes, no = re.compile(wanted), re.compile(unwanted)
print(json.dumps([bool(yes.search(a)) and not (unwanted and no.search(a)) for a in addresses]))
"""


def wanted(
    where: str, patterns: tuple[str, str], addresses: Sequence[str], seconds: int = MOST_SECONDS
) -> set[str]:
    """The addresses that the first of `patterns` finds and the second does not; "" says nothing.

    Raises SetupError for what is no regular expression, and Refused, naming `where`, for one that
    is not done within `seconds` of the processor.
    """
    for pattern in patterns:
        _compiled(pattern)
    if not any(patterns):
        return set(addresses)
    if not any(map(_REPEATS.search, patterns)):
        yes, no = map(_compiled, patterns)
        return {a for a in addresses if yes.search(a) and not (patterns[1] and no.search(a))}
    asked = sorted(set(addresses))
    fits = _asked(where, patterns, asked, seconds)
    return {address for address, fit in zip(asked, fits, strict=True) if fit}


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SetupError(
            f"{pattern!r} is no regular expression: {error}; mend the source"
        ) from error


def _asked(
    where: str, patterns: tuple[str, str], addresses: list[str], seconds: int
) -> Sequence[bool]:
    given = json.dumps([*patterns, seconds, addresses])
    try:
        done = subprocess.run(  # noqa: S603 (our own lines)
            [sys.executable, "-I", "-S", "-c", _ASK],
            input=given.encode(), capture_output=True, timeout=_MOST_WAITED, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refused(where, _endless(patterns)) from error
    if done.returncode:
        raise Refused(where, _endless(patterns))
    fits: list[bool] = json.loads(done.stdout)
    return fits


def _endless(patterns: tuple[str, str]) -> str:
    shown = " or ".join(repr(pattern[:120]) for pattern in patterns if pattern)
    return (
        f"its pattern {shown} does not come to an end on this page's addresses; mend the source:"
        " no repetition within a repetition, as in (a+)+, and [^/]+ in place of .*"
    )

"""Progress: who hears how far long work has come. A terminal, or nobody."""

from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn


class Hears(Protocol):
    """Someone who is told about progress."""

    def step(self, name: str, total: int) -> None:
        """A new stretch of work begins, of `total` parts (0: unknown)."""

    def done(self, count: int = 1) -> None:
        """So many parts of the present stretch are done."""

    def note(self, words: str) -> None:
        """One line worth reading."""


class Nobody:
    """Hears nothing: for tests and for other programs."""

    def step(self, name: str, total: int) -> None:
        """Nothing."""

    def done(self, count: int = 1) -> None:
        """Nothing."""

    def note(self, words: str) -> None:
        """Nothing."""


class Terminal:
    """A bar on a terminal; plain lines where output is no terminal."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._bar = Progress(
            TextColumn("{task.description:<34}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def step(self, name: str, total: int) -> None:
        """A new line with its own bar."""
        if self._task is not None:
            self._bar.stop_task(self._task)
        if not self._console.is_terminal:
            self._console.print(f"{name} …", markup=False)
        self._task = self._bar.add_task(name, total=total or None)

    def done(self, count: int = 1) -> None:
        """The present bar moves on."""
        if self._task is not None:
            self._bar.advance(self._task, count)

    def note(self, words: str) -> None:
        """A line above the bars. Words from outside are never read as markup."""
        self._console.print(words, markup=False, soft_wrap=True)

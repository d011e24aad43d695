"""What is told of an Article again and again: worked out once while the house stays the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from torimatome.model import Article, House

T = TypeVar("T")
# Articles kept in mind: two of the largest weeks measured (bench/desk_load.py, 2,300 articles). One
# takes about 5 kB with what is told of it.
MOST = 5_000


class Again(Generic[T]):
    """Answers by Article, of one house. Threads may share it.

    An act of an editor groups a week anew, and changes nothing in what each report says.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._house: House | None = None
        self._known: OrderedDict[Article, T] = OrderedDict()

    def of(self, article: Article, house: House, tell: Callable[[], T]) -> T:
        """What `tell` gives, as known from before where it is the very same Article and house."""
        with self._lock:
            if self._house is not house:
                self._known.clear()
                self._house = house
            if article in self._known:
                self._known.move_to_end(article)
                return self._known[article]
        told = tell()
        with self._lock:
            if self._house is house:
                self._known[article] = told
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
        return told

"""What we keep: all SQL of the project, by noun."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from torimatome.store.answers import Answers
from torimatome.store.archive import Archive
from torimatome.store.database import Database
from torimatome.store.deliveries import Deliveries
from torimatome.store.index import Index
from torimatome.store.issues import Issues
from torimatome.store.judgements import Judgements
from torimatome.store.pages import Pages
from torimatome.store.records import Records
from torimatome.store.related import Related
from torimatome.store.search import Search
from torimatome.store.sources import Sources
from torimatome.store.waivers import Waivers


class Store:
    """One desk's memory. Opening it makes or upgrades the database; closing lets it go."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._database = Database(address)
        self.pages = Pages(self._database)
        self.sources = Sources(self._database)
        self.judgements = Judgements(self._database)
        self.issues = Issues(self._database)
        self.answers = Answers(self._database)
        self.deliveries = Deliveries(self._database)
        index = Index(self._database.engine.dialect.name)
        self.archive = Archive(self._database, index)
        self.search = Search(self._database, index)
        self.related = Related(self._database, index)
        self.records = Records(self._database)
        self.waivers = Waivers(self.records)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction over several nouns: all of it is kept, or none."""
        with self._database.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file or server."""
        self._database.close()

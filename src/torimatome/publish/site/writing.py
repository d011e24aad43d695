"""Writing the site: only what is new, put in place so that no page ever leads nowhere."""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec

from torimatome.errors import SetupError
from torimatome.publish.site.nouns import File

MADE = ".made"  # the folder beside the pages that remembers how they were made
_MANIFEST = f"{MADE}/manifest.json"
_JOURNAL = f"{MADE}/writing.txt"
_NEW = f"{MADE}/new"  # files wait here until all are made
_MANIFEST_FORM = msgspec.json.Decoder(dict[str, tuple[str, str]])


@dataclass
class Written:
    """What a run did."""

    made: int = 0
    kept: int = 0
    removed: int = 0
    octets: int = 0


@dataclass
class Folder:
    """The site's folder: what lies in it and what it was made of."""

    root: Path
    _before: dict[str, tuple[str, str]] = field(default_factory=dict)  # path → mark, SHA-256
    _now: dict[str, tuple[str, str]] = field(default_factory=dict)
    _there: set[str] = field(default_factory=set)
    _stray: set[str] = field(default_factory=set)  # put in place by a run that was killed
    _waiting: list[tuple[Path, str]] = field(default_factory=list)
    _at: dict[str, Path] = field(default_factory=dict)
    written: Written = field(default_factory=Written)

    @classmethod
    def open(cls, root: Path) -> "Folder":
        """The folder as the last run left it, whole or killed. Raises SetupError."""
        folder = cls(root)
        try:
            root.mkdir(parents=True, exist_ok=True)
            strangers = sorted(entry.name for entry in root.iterdir() if entry.name != MADE)
            if strangers and not (root / MADE).is_dir():
                raise SetupError(
                    f"{str(root)!r} holds {strangers[0]!r} and was not made by `torimatome site`;"
                    " choose an empty folder with --out"
                )
            shutil.rmtree(root / _NEW, ignore_errors=True)
            (root / _NEW).mkdir(parents=True)
            folder._before = _manifest(root / _MANIFEST)
            folder._stray = _journal(root / _JOURNAL)
            folder._there = set(_listed(root))
        except OSError as error:
            raise _unwritable(root, error) from error
        return folder

    def has(self, path: str, mark: str) -> bool:
        """Whether a file of this mark lies there already."""
        before = self._before.get(path)
        return before is not None and before[0] == mark and path in self._there

    def read(self, path: str) -> bytes | None:
        """A file of the site as it lies there; None when it does not."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None

    @property
    def paths(self) -> set[str]:
        """Every file put so far."""
        return set(self._now)

    def made(self, path: str) -> bytes | None:
        """A file as this run put it, whether it was made anew or lay there."""
        waiting = self._at.get(path)
        try:
            return waiting.read_bytes() if waiting else self.read(path)
        except OSError:
            return None

    def put(self, files: Iterable[File]) -> None:
        """Make each file whose mark is new; it waits beside the site until `finish`."""
        for file in files:
            if self.has(file.path, file.mark):
                self._now[file.path] = self._before[file.path]
                self.written.kept += 1
                continue
            body = file.make()
            digest = sha256(body).hexdigest()
            self._now[file.path] = (file.mark, digest)
            before = self._before.get(file.path)
            if before and before[1] == digest and file.path in self._there:
                self.written.kept += 1
                continue
            waiting = self.root / _NEW / str(len(self._waiting))
            _write(waiting, body)
            self._waiting.append((waiting, file.path))
            self._at[file.path] = waiting
            self.written.made += 1
            self.written.octets += len(body)

    def finish(self) -> None:
        """Put what is new in place, then what changed, then remove what is gone.

        In this order no page a reader can come to ever leads nowhere, so that a kill leaves a
        whole site: the old one, or the old one with some pages of the new.
        """
        new = [(made, path) for made, path in self._waiting if path not in self._there]
        changed = [(made, path) for made, path in self._waiting if path in self._there]
        gone = ((set(self._before) | self._stray) - set(self._now)) & self._there
        if not (self._waiting or gone or self._now != self._before):
            self._tidy()
            return
        lines = sorted({path for _, path in new} | self._stray)
        _write(self.root / _JOURNAL, "".join(f"{p}\n" for p in lines).encode(), safe=True)
        folders: set[Path] = set()
        for made, path in (*new, *changed):
            target = self.root / path
            try:
                if target.parent not in folders:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    folders.add(target.parent)
                made.replace(target)
            except OSError as error:
                raise _unwritable(target, error) from error
        for path in sorted(gone):
            _remove(self.root, self.root / path)
            self.written.removed += 1
        shown = {path: self._now[path] for path in sorted(self._now)}
        text = msgspec.json.format(msgspec.json.encode(shown), indent=1)
        part = self.root / f"{_MANIFEST}.part"
        _write(part, text + b"\n", safe=True)
        try:
            part.replace(self.root / _MANIFEST)
        except OSError as error:
            raise _unwritable(part, error) from error
        self._tidy()

    def _tidy(self) -> None:
        (self.root / _JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(self.root / _NEW, ignore_errors=True)


def _write(path: Path, body: bytes, safe: bool = False) -> None:
    try:
        with path.open("wb") as file:
            file.write(body)
            if safe:
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(path, error) from error


def _manifest(path: Path) -> dict[str, tuple[str, str]]:
    """What the last whole run made; a damaged list only costs making everything anew."""
    try:
        return _MANIFEST_FORM.decode(path.read_bytes())
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return {}


def _journal(path: Path) -> set[str]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return set()
    return {line for line in lines if line and ".." not in line and not line.startswith("/")}


def _listed(root: Path) -> Iterator[str]:
    """Every file below the folder, as the manifest names them."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(root / folder if folder else root) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    yield path


def _remove(root: Path, path: Path) -> None:
    """Remove a file, and the folders it leaves empty."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    folder = path.parent
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return  # not empty
        folder = folder.parent


def _unwritable(path: Path, error: OSError) -> SetupError:
    return SetupError(
        f"{str(path)!r} cannot be written: {error.strerror}; make room or choose another folder"
        " with --out; the site stays usable, and running again completes it"
    )

"""Back a desk up into one file, and put such a file back: checked first, the old kept beside.

A backup is a zip: the store as one SQLite file, the desk's folder, and a list with the SHA-256 of
each. Page snapshots lie in the store, so they come along. A restore unpacks and checks the whole
of it, notes what it is about to do, and only then replaces; whatever moment it is killed at, the
next opening of the folder finds that note and ends the work, or finds none and changes nothing.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from torimatome.errors import SetupError
from torimatome.store.database import HEAD

FORMAT = "torimatome-backup/1"
STORE, LIST, DESK = "store.sqlite", "backup.json", "desk/"
MOST_FILES = 20_000
MOST_BYTES = 64 * 2**30  # unpacked; a store of a million pages has some 20 GB
MOST_LIST = 16 * 2**20
MOST_DESK_BYTES = 500 * 2**20  # fonts and logos are the largest things in a desk's folder
STAGE = ".restore"
NOTE = "intent.json"
_WAIT_SECONDS = 60.0  # for another program that writes the store
_PIECE = 2**20
_STEP = re.compile(r"[^/\\\0:*?\"<>|\x00-\x1f]{1,200}")
_DESK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")


@dataclass(frozen=True)
class Place:
    """Where a desk's things lie."""

    folder: Path  # everything kept
    address: str  # SQLAlchemy address of the store
    desks: Path  # where desks made here lie


@dataclass(frozen=True)
class Backup:
    """What a backup file holds."""

    desk: str
    made: str  # ISO, UTC
    shipped: bool  # the desk's folder comes with the program and is not put back
    files: tuple[tuple[str, str, int], ...]  # name, SHA-256, bytes

    @property
    def size(self) -> int:
        """Bytes, unpacked."""
        return sum(size for _, _, size in self.files)


@dataclass(frozen=True)
class Restored:
    """What a restore did."""

    backup: Backup
    store: Path
    desk: Path | None  # the desk's folder put in place; None for one that ships
    before: Path | None  # where the old ones lie; None when there were none


def file_of(address: str) -> Path:
    """The file of an SQLite store. Raises SetupError for a server, saying what to use there."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise SetupError(f"{address!r} is no address of a store: {error}") from error
    if url.get_backend_name() != "sqlite" or not url.database:
        shown = url.render_as_string(hide_password=True)
        raise SetupError(
            f"the store {shown!r} is on a server, which has its own backups: use"
            " `pg_dump --format=custom --file=desk.dump ADDRESS` and"
            " `pg_restore --clean --if-exists --dbname=ADDRESS desk.dump`, and copy the desk's"
            " folder beside it"
        )
    return Path(url.database)


def back_up(place: Place, desk: tuple[str, Path, bool], target: Path, made: str) -> Backup:
    """Write the backup of a desk (name, folder, whether it ships) to `target`, by one rename.

    May run while the desk is being used: the store is copied as it stands at one moment.
    """
    name, folder, shipped = desk
    source = file_of(place.address)
    if not source.is_file():
        raise SetupError(f"there is no store at {str(source)!r} yet; nothing to back up")
    if not target.name or target.is_dir():
        raise SetupError(f"{str(target)!r} is no name of a file; give one, like desk.zip")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    copy = part.with_suffix(".sqlite")
    try:
        _copy_store(source, copy)
        files = [(STORE, copy), *_desk_files(folder)]
        listed = tuple((name_, *_digest(path)) for name_, path in files)
        backup = Backup(name, made, shipped, listed)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.writestr(LIST, _as_json(backup))
            for name_, path in files:
                packed.write(path, name_)
        _sync(part)
        part.replace(target)
    except OSError as error:
        raise SetupError(
            f"the backup cannot be written to {str(target)!r}: {error.strerror or error}; make room"
            " or choose another place"
        ) from error
    finally:
        for left in (part, copy):
            left.unlink(missing_ok=True)
    return backup


def _desk_files(folder: Path) -> list[tuple[str, Path]]:
    found, total = [], 0
    for path in sorted(folder.rglob("*")):
        steps = path.relative_to(folder).parts
        plain = all(_STEP.fullmatch(s) and not s.startswith((".", "__")) for s in steps)
        if path.is_file() and not path.is_symlink() and plain:
            total += path.stat().st_size
            found.append((DESK + "/".join(steps), path))
    if total > MOST_DESK_BYTES or len(found) > MOST_FILES - 10:
        raise SetupError(
            f"the desk's folder {str(folder)!r} holds {len(found):,} files of {total:,} bytes:"
            " more than a desk has; move what does not belong to it elsewhere"
        )
    return found


def read_backup(file: Path) -> Backup:
    """What a backup says it holds. Raises SetupError when it is none, or a hostile one."""
    try:
        with zipfile.ZipFile(file) as packed:
            return _listed(packed, file.name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError) as error:
        raise SetupError(f"{file.name!r} is no backup of a desk: {error}") from error
    except OSError as error:
        raise SetupError(f"{str(file)!r} cannot be read: {error.strerror or error}") from error


def _listed(packed: zipfile.ZipFile, name: str) -> Backup:
    infos = packed.infolist()
    if len(infos) > MOST_FILES:
        raise SetupError(f"{name!r} holds {len(infos):,} files; a backup has fewer")
    if LIST not in packed.namelist() or packed.getinfo(LIST).file_size > MOST_LIST:
        raise SetupError(f"{name!r} is no backup of a desk: it has no {LIST}")
    try:
        raw = json.loads(packed.read(LIST))
        files = tuple((str(n), str(s), int(b)) for n, s, b in raw["files"])
        backup = Backup(str(raw["desk"]), str(raw["made"]), bool(raw["shipped"]), files)
        known = raw["format"] == FORMAT
    except (ValueError, KeyError, TypeError, RecursionError, RuntimeError) as error:
        raise SetupError(f"{name!r}: its list {LIST} cannot be read: {error}") from error
    if not known:
        raise SetupError(f"{name!r} was made in another form; this program reads {FORMAT}")
    if not _DESK_NAME.fullmatch(backup.desk):
        raise SetupError(f"{name!r}: {backup.desk[:60]!r} is no name of a desk")
    wrong = [n for n, _, _ in files if not _is_plain(n)]
    if wrong or any(size < 0 for _, _, size in files) or backup.size > MOST_BYTES:
        raise SetupError(
            f"{name!r} lists what no backup holds: {(wrong or ['too much'])[0][:80]!r}"
        )
    inside = sorted(info.filename for info in infos if info.filename != LIST)
    if inside != sorted(n for n, _, _ in files) or STORE not in inside:
        raise SetupError(f"{name!r}: what is in it is not what its list says; take another copy")
    return backup


def _is_plain(name: str) -> bool:
    if name == STORE:
        return True
    steps = PurePosixPath(name).parts
    return (
        name.startswith(DESK)
        and name == "/".join(steps)
        and len(steps) > 1
        and all(_STEP.fullmatch(step) and not step.startswith(".") for step in steps)
    )


def restore(file: Path, place: Place, stamp: str, fits: Callable[[Path, str], None]) -> Restored:
    """Put a backup in place of what the folder holds of that desk.

    Everything is unpacked and checked before anything is replaced; `fits` is asked whether the
    desk's folder is one, and raises SetupError if not. The old store and desk folder
    stay beside, in `before-restore-<stamp>`. Programs that have the store open go on with the new.
    """
    finish(place.folder)
    backup = read_backup(file)
    store = file_of(place.address)
    stage = place.folder / STAGE
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
        (stage / "new").mkdir(parents=True)
        room = shutil.disk_usage(place.folder).free
        if backup.size * 2 > room:
            raise SetupError(
                f"{backup.size * 2:,} bytes are needed and {room:,} are free; make room first"
            )
        _unpack(file, backup, stage / "new")
        _check_store(stage / "new" / STORE, file.name)
        if not backup.shipped:
            fits(stage / "new" / "desk", backup.desk)
        desk = None if backup.shipped else place.desks / backup.desk
        before = _keep_old(place.folder / f"before-restore-{stamp}", store, desk)
        note = {
            "store": str(store.resolve()),
            "desk": str(desk.resolve()) if desk else "",
            "before": str(before.resolve()) if before else "",
        }
        _write_whole(stage / NOTE, json.dumps(note))
        finish(place.folder)
    except OSError as error:
        raise SetupError(
            f"the backup cannot be put into {str(place.folder)!r}: {error.strerror or error}; make"
            " room, or allow writing there"
        ) from error
    return Restored(backup, store, desk, before)


def finish(folder: Path) -> bool:
    """End a restore that a kill cut short; whether there was one. Safe to call at any time."""
    stage = folder / STAGE
    note = stage / NOTE
    if not note.is_file():
        return False
    told = json.loads(note.read_text(encoding="utf-8"))
    _copy_store(stage / "new" / STORE, Path(told["store"]))
    if told["desk"]:
        _place_desk(stage / "new" / "desk", Path(told["desk"]), told["before"])
    note.unlink()
    shutil.rmtree(stage, ignore_errors=True)
    return True


def _place_desk(new: Path, place: Path, before: str) -> None:
    """The desk's folder by two renames; between them the note still stands, and both exist."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".new-{place.name}")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(new, part)
    if place.exists():
        aside = Path(before or place.parent) / f"replaced-{place.name}"
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(parents=True, exist_ok=True)
        place.rename(aside)
    part.rename(place)


def _keep_old(before: Path, store: Path, desk: Path | None) -> Path | None:
    kept = False
    if store.is_file():
        before.mkdir(parents=True, exist_ok=True)
        _copy_store(store, before / store.name)
        kept = True
    if desk is not None and desk.is_dir():
        shutil.copytree(desk, before / desk.name, dirs_exist_ok=True)
        kept = True
    return before if kept else None


def _unpack(file: Path, backup: Backup, into: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        for name, sha256, size in backup.files:
            path = into.joinpath(*PurePosixPath(name).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            digest, got = hashlib.sha256(), 0
            try:
                with packed.open(name) as source, path.open("wb") as target:
                    while piece := source.read(_PIECE):
                        got += len(piece)
                        if got > size:
                            break
                        digest.update(piece)
                        target.write(piece)
                    target.flush()
                    os.fsync(target.fileno())
            except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
                raise SetupError(f"{file.name!r} is damaged at {name!r}: {error}") from error
            if got != size or digest.hexdigest() != sha256:
                raise SetupError(f"{file.name!r} is damaged: {name!r} is not as its list says")


def _check_store(path: Path, name: str) -> None:
    wrong = damage(path)
    if wrong:
        raise SetupError(f"the store in {name!r} is damaged: {wrong}; take an older backup")
    with closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise SetupError(f"the store in {name!r} is none of this program's") from error
    if row is None or str(row[0]) > HEAD:
        raise SetupError(
            f"the store in {name!r} is at version {row and row[0]!r}, newer than this program"
            " knows; upgrade torimatome first"
        )


def damage(path: Path) -> str:
    """What is wrong with an SQLite file, in its own words; "" when it is whole."""
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            found = connection.execute("PRAGMA integrity_check(3)").fetchall()
    except sqlite3.DatabaseError as error:
        return str(error)
    said = "; ".join(str(row[0]) for row in found)
    return "" if said == "ok" else said[:300]


def _copy_store(source: Path, target: Path) -> None:
    """The store as it stands, over whatever `target` held, in one transaction of SQLite's own."""
    until = time.monotonic() + _WAIT_SECONDS

    def wait(_status: int, left: int, total: int) -> None:
        if left == total and time.monotonic() > until:
            raise TimeoutError

    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(source, timeout=30)) as old,
            closing(sqlite3.connect(target, timeout=30)) as new,
        ):
            old.backup(new, pages=-1, progress=wait, sleep=0.1)
    except TimeoutError as error:
        raise SetupError(
            f"another program keeps writing {str(target)!r}; end it, then run this again"
        ) from error
    except sqlite3.Error as error:
        raise SetupError(f"the store {str(source)!r} cannot be copied: {error}") from error


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def _as_json(backup: Backup) -> str:
    told = {
        "format": FORMAT,
        "desk": backup.desk,
        "made": backup.made,
        "shipped": backup.shipped,
        "files": backup.files,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _write_whole(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    _sync(part)
    part.replace(path)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())

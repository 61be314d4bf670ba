"""A backup: one ZIP file of the databases that cannot be derived, each as it stood at one moment, and a manifest.

`back_up` writes it while others read and write; `unpack` gives the databases of one into an empty folder, and refuses
before that a file that is damaged, not a backup, or written by a later version. The index is left out: it is derived.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import shutil
import sqlite3
import uuid
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from rag.errors import DamagedError, InputError, LockedError, NewerVersionError, NotWritableError, StoreError
from rag.store.broken import broken
from rag.store.generation import writable
from rag.store.schema import VERSION

FORMAT = 1
CATALOG = "catalog.sqlite"
KEPT = (CATALOG, "sources.sqlite", "conversations.sqlite", "heard.sqlite")
"""What a backup holds, as far as it is there."""
VECTORS = "embeddings.sqlite"
"""What it may hold too: it saves computing, nothing else."""
CHUNK = 1 << 20


def back_up(data: Path, file: Path, vectors: bool = False) -> tuple[str, ...]:
    """Write a backup of a data directory; returns the names of what is in it.

    It is written beside, read again in whole, and renamed. Raises InputError where the file is there and no backup,
    DamagedError where a database is damaged, NotWritableError.
    """
    if not (data / CATALOG).is_file():
        raise InputError(f"{data}: there is no catalog to back up; choose the data directory with --data")
    if file.is_dir() or (file.exists() and not _is_backup(file)):
        raise InputError(f"{file}: is there and is not a backup; give another name")
    names = [name for name in (*KEPT, *([VECTORS] if vectors else [])) if (data / name).is_file()]
    folder = file.absolute().parent / f".{file.name}.{uuid.uuid4().hex[:8]}.tmp"
    with writable(folder.parent):
        try:
            folder.mkdir(parents=True)
            written = folder / "backup.zip"
            files = {name: snapshot(data / name, folder / name) for name in names}
            stated = {
                "format": FORMAT,
                "onrecord": version("onrecord"),
                "catalog": VERSION,
                "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                "files": files,
            }
            with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
                archive.writestr("manifest.json", json.dumps(stated, indent=1))
                for name in names:
                    archive.write(folder / name, name)
                    (folder / name).unlink()
            unpack(written, folder / "again")
            with written.open("rb") as handle:
                os.fsync(handle.fileno())
            written.replace(file)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return tuple(names)


def unpack(file: Path, into: Path) -> tuple[str, ...]:
    """Put a backup's databases, verified, into a new folder; returns their names.

    Raises InputError where the file is no backup, DamagedError where it is a damaged one, NewerVersionError.
    """
    with _opened(file) as archive:
        files = _manifest(file, archive)["files"]
        total = sum(stated["bytes"] for stated in files.values())
        if total > shutil.disk_usage(_existing(into)).free:
            raise broken(into, f"no space left for the {total:,} bytes of {file}")
        with writable(into):
            into.mkdir(parents=True)
            for name, stated in files.items():
                with archive.open(name) as packed, (into / name).open("wb") as out:
                    if _copy(packed, out, stated["bytes"]) != stated["sha256"]:
                        raise DamagedError(f"{file}: {name} in it is damaged; take another backup")
        for name in files:
            _refuse_unusable(file, into / name)
    return tuple(files)


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    if not file.is_file():
        raise InputError(f"{file}: no such file")
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise DamagedError(f"{file}: damaged, or not a backup of On Record ({error}); take another one") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from None


def _manifest(file: Path, archive: zipfile.ZipFile) -> Any:
    """What the backup says of itself, if that is all true of the archive: no other names, no name twice."""
    foreign = InputError(f"{file}: not a backup of On Record; make one with `onrecord backup FILE`")
    names = archive.namelist()
    if "manifest.json" not in names or archive.getinfo("manifest.json").file_size > CHUNK:
        raise foreign
    try:
        stated = json.loads(archive.read("manifest.json"))
        if stated["format"] > FORMAT or stated["catalog"] > VERSION:
            raise NewerVersionError(
                f"{file}: written by a later version of On Record ({stated['onrecord']}); update with "
                "`pip install --upgrade onrecord`"
            )
        files = stated["files"]
        sound = all(isinstance(s["bytes"], int) and isinstance(s["sha256"], str) for s in files.values())
    except (ValueError, KeyError, TypeError, AttributeError):
        raise foreign from None
    if not sound or not {CATALOG} <= files.keys() <= {*KEPT, VECTORS}:
        raise foreign
    if sorted(names) != sorted(["manifest.json", *files]):
        raise DamagedError(f"{file}: holds other files than it states; take another backup")
    return stated


def _is_backup(file: Path) -> bool:
    try:
        with _opened(file) as archive:
            return bool(_manifest(file, archive))
    except (StoreError, InputError):
        return False


def snapshot(source: Path, target: Path) -> dict[str, Any]:
    """Copy a database as it stands at this moment; returns its size and digest."""
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as live,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            if (problem := copy.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(problem)
    except sqlite3.DatabaseError as error:
        if isinstance(failure := broken(source, error), DamagedError):
            raise DamagedError(f"{source}: {error}; run `onrecord check`") from None
        raise failure from None
    return {"bytes": target.stat().st_size, "sha256": sha256(target)}


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def take_place(new: Path, live: Path) -> None:
    """Make one database's content another's, in one transaction of its file, so that a reader sees the old or the new
    one; where the file is too damaged for that, by a rename."""
    try:
        with (
            contextlib.closing(sqlite3.connect(new, timeout=10)) as source,
            contextlib.closing(sqlite3.connect(live, timeout=10)) as target,
        ):
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target)
            if target.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                with contextlib.suppress(sqlite3.OperationalError):  # somebody reads, in the mode that there was
                    target.execute("PRAGMA journal_mode=WAL")
                return
    except sqlite3.DatabaseError as error:
        if isinstance(failure := broken(live, error), NotWritableError):
            raise failure from None
        if "locked" in str(error):
            raise LockedError(f"{live}: another process is writing; try again when it has finished") from None
    for part in ("-wal", "-shm", "-journal"):  # they belong to the file that goes
        live.with_name(live.name + part).unlink(missing_ok=True)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(live)
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(live)) as db:
        db.execute("PRAGMA journal_mode=WAL")  # so that readers and a writer do not wait for each other


def _copy(packed: Any, out: BinaryIO, size: int) -> str:
    """Copy as many bytes as were stated, and no more; returns their digest."""
    digest = hashlib.sha256()
    left = size
    while left >= 0 and (part := packed.read(min(CHUNK, left + 1))):
        digest.update(part)
        out.write(part)
        left -= len(part)
    return digest.hexdigest() if left == 0 else ""


def _refuse_unusable(file: Path, database: Path) -> None:
    """A database that is damaged in itself, of a later version, or not ours, must not take a good one's place."""
    try:
        with contextlib.closing(sqlite3.connect(database)) as db:
            problem = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            found = int(db.execute("PRAGMA user_version").fetchone()[0])
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        problem, found, tables = str(error), 0, set()
    if problem != "ok":
        raise DamagedError(f"{file}: {database.name} in it is damaged ({problem}); take another backup")
    if database.name == CATALOG and found > VERSION:
        raise NewerVersionError(
            f"{file}: written by a later version of On Record; update with `pip install --upgrade onrecord`"
        )
    if database.name == CATALOG and not {"readout", "revision"} <= tables:
        raise InputError(f"{file}: not a backup of On Record; make one with `onrecord backup FILE`")


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.absolute().parents) if folder.is_dir())

"""Chroma's clients: of a directory of this machine, and of a server.

Takes a path or an address. Returns a client; `create` makes a collection unless there is one of that name, which
Chroma decides for all who try at once. Turns what Chroma, its transport and its native code raise into our errors.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from rag.errors import LockedError, SettingsError, StoreError
from rag.store.broken import broken

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

GRAPHS: tuple[CreateHNSWConfiguration, ...] = (
    {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200},
    {"space": "cosine", "max_neighbors": 64, "ef_construction": 500, "ef_search": 500},
    {"space": "cosine", "max_neighbors": 100, "ef_construction": 800, "ef_search": 800},
)
"""Denser than Chroma's default (16, 100, 100), with which 1 to 7 of 26,656 passages could not be reached; none so.
Of 1,100 sentences that differ in one number the first leaves 98 unreachable, the second 46, the third none."""

PATIENCE = 60.0
"""Seconds that a server may take for one request."""

LOCKED_SECONDS = 5.0
"""How long another program may hold a directory's database before it is called locked; Chroma itself waits 1,000."""

_CLIENTS = threading.Lock()
"""Chroma keeps a table of its open clients that two threads must not change at once."""

AWAY = "no Chroma server answers"
Told = Callable[[str], StoreError]
"""What a message of Chroma's is raised as."""

_TRANSPORT = frozenset({"httpx", "httpcore", "orjson", "json"})


def open_directory(path: Path) -> ClientAPI:
    """Return a client of a directory. Raises DamagedError, LockedError."""
    from chromadb import PersistentClient

    _refuse_locked(path / "chroma.sqlite3")
    with failing(lambda what: broken(path, what)), _CLIENTS:
        return PersistentClient(str(path), settings=_settings())


def open_server(address: str, key: str = "") -> ClientAPI:
    """Return a client of a server: `http://host:port`, with `?tenant=T&database=D` where it has several.

    `key` is sent as Chroma's token. Raises SettingsError for an unusable address, StoreError where the server cannot
    be reached or speaks another version of the interface.
    """
    from chromadb import HttpClient

    parts = urlsplit(address)
    names = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme not in ("http", "https") or not parts.hostname or names.keys() - {"tenant", "database"}:
        raise SettingsError(f"ONRECORD_CHROMA: {address!r} is not like http://host:port[?tenant=T&database=D]")
    secure = parts.scheme == "https"
    with failing(unreachable(address)), _CLIENTS:
        client: ClientAPI = HttpClient(
            host=parts.hostname,
            port=parts.port or (443 if secure else 8000),
            ssl=secure,
            headers={"x-chroma-token": key} if key else None,
            settings=_settings(),
            **names,
        )
        client._server._session.timeout = PATIENCE  # type: ignore[attr-defined]  # by default it waits for ever
        client.heartbeat()
        return client


def create(
    client: ClientAPI, name: str, fields: Mapping[str, Any] | None = None, graph: int | None = None
) -> Collection | None:
    """Return a new collection; None where there is one of that name. Of several who try at once one succeeds."""
    from chromadb.errors import ChromaError

    try:
        return client.create_collection(
            name,
            metadata=dict(fields) if fields else None,
            embedding_function=None,
            configuration=None if graph is None else {"hnsw": GRAPHS[graph]},
        )
    except ChromaError as error:
        if "already exists" in str(error) or "UNIQUE" in str(error):
            return None
        raise


def close(client: ClientAPI) -> None:
    """Let go of its files or connections."""
    with _CLIENTS:
        client.close()  # type: ignore[attr-defined]  # the interface's class lacks it, the client has it


@contextlib.contextmanager
def failing(told: Told) -> Iterator[None]:
    """Raise what `told` makes of the message where Chroma fails."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, OSError, AttributeError, TypeError, KeyError) as error:
        # AttributeError: what Chroma raises when a directory that it could not open is opened again.
        raise told(str(error)) from None
    except BaseException as error:
        if type(error).__module__.split(".")[0] in _TRANSPORT or type(error).__name__ == "PanicException":
            raise told(str(error)) from None
        raise


def unreachable(address: str) -> Told:
    """What a server's failure is told as."""
    where = address.split("?")[0]

    def tell(message: str) -> StoreError:
        if any(word in message.casefold() for word in ("connect", "timed out", "refused", "name or service")):
            return StoreError(
                f"{where}: {AWAY} ({message}); start it with `chroma run --path DIR --port PORT`, "
                "or correct ONRECORD_CHROMA"
            )
        return StoreError(
            f"{where}: this server does not answer as Chroma 1.x does ({message}); correct ONRECORD_CHROMA, or "
            "update the server"
        )

    return tell


def of_server(address: str, what: str) -> StoreError:
    """What a failure of one collection is told as: the server is away, or the collection is gone or damaged."""
    told = unreachable(address)(what)
    return told if AWAY in str(told) else broken(address, what)


def _settings() -> Any:
    from chromadb.config import Settings

    # A .env in the working directory must not change the store.
    return Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]


def _refuse_locked(database: Path) -> None:
    """Say so where another program holds the database, instead of waiting for a quarter of an hour."""
    try:
        if not database.is_file():
            return
        with contextlib.closing(sqlite3.connect(database, timeout=LOCKED_SECONDS, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
    except (sqlite3.DatabaseError, OSError) as error:
        if "locked" in str(error):
            raise LockedError(
                f"{database}: another program holds it locked; close that program, then try again"
            ) from None
        # damaged, or not to be read: Chroma says so

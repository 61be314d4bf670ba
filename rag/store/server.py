"""A library on a Chroma server, shared by several machines.

Each publication is a collection without passages whose name holds its number and whose fields name the collections
that hold the vectors, the word index and the catalog. That a collection of one name is made once only is what decides
between writers: number n + 1 can be published by one of those that started from n, whatever locks they hold. What is
published is never changed; the one before stays for those that still read it.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import itertools
import re
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import DamagedError, NewerVersionError
from rag.settings import Settings
from rag.store import chroma
from rag.store.vectors import VectorIndex, on_server

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

FORMAT = 1
PUBLICATION = "onrecord-publication-"
PARTS = ("onrecord-vectors-", "onrecord-words-", "onrecord-catalog-")
KEPT = 2
"""Publications that stay: the newest, and the one before for those that read it."""

PIECE = 4000
"""Characters of a file in one record: Chroma's cloud takes fields of up to 4,096 bytes. They are fields and not
documents, because a document is indexed word by word, which is twenty times as slow."""
RECORDS = 250


@dataclass(frozen=True, slots=True)
class Publication:
    """What makes up one state of the library. `library` is drawn when it is first published and stays; `manifest` is
    that of the generation, `digests` those of the word index and of the catalog."""

    number: int
    library: str
    generation: str
    manifest: str
    vectors: str
    words: str
    catalog: str
    words_digest: str
    catalog_digest: str


class Server:
    """The collections of one library. Safe to share between threads; its methods raise StoreError."""

    def __init__(self, client: ClientAPI, address: str) -> None:
        self.client = client
        self.address = address.split("?")[0]
        self._failed = chroma.unreachable(address)

    def newest(self) -> Publication | None:
        """Return the newest publication; None where nothing was published."""
        return next(self.publications(self.numbers()), None)

    def publications(self, numbers: Sequence[int]) -> Iterator[Publication]:
        """Yield those of these publications that can be read, the newest first."""
        for number in reversed(numbers):
            with contextlib.suppress(DamagedError):  # damaged, or cleared away since it was listed
                yield self.publication(number)

    def publish(self, publication: Publication) -> bool:
        """Publish; False where another has published this number."""
        fields = {"format": FORMAT, **asdict(publication)}
        with chroma.failing(self._failed):
            made = chroma.create(self.client, f"{PUBLICATION}{publication.number:08}", fields)
        return made is not None

    def clear(self, newest: Publication) -> None:
        """Take away what neither this publication nor the one before that can be read refers to.

        Collections that carry a higher number are being built on it, and stay.
        """
        before = [number for number in self.numbers() if number < newest.number]
        kept = [newest, *itertools.islice(self.publications(before), KEPT - 1)]
        used = {name for one in kept for name in (one.vectors, one.words, one.catalog)}
        for name in self.names():
            number = _number(name)
            old = name.startswith(PUBLICATION) and number not in [one.number for one in kept]
            old = old and number <= newest.number
            litter = name.startswith(PARTS) and number <= newest.number and name not in used
            if old or litter:
                self.drop(name)

    def vectors(self, name: str, create: int | None = None) -> VectorIndex:
        """Open, or make, a collection of vectors."""
        return on_server(self.client, name, self.address, create)

    def put(self, name: str, file: Path) -> None:
        """Keep a file as a collection of its own."""
        packed = base64.b85encode(zlib.compress(file.read_bytes())).decode("ascii")
        pieces = [packed[at : at + PIECE] for at in range(0, len(packed), PIECE)]
        with chroma.failing(self._failed):
            made = chroma.create(self.client, name)
            if made is None:
                raise DamagedError(f"{self.address}: {name} is there already; run the command again")
            for at in range(0, len(pieces), RECORDS):
                part = pieces[at : at + RECORDS]
                made.add(
                    ids=[str(at + n) for n in range(len(part))],
                    embeddings=np.ones((len(part), 2), np.float32),
                    metadatas=[{"data": piece} for piece in part],
                )

    def fetch(self, name: str, file: Path) -> None:
        """Write a file that was kept. Raises DamagedError where it is gone or incomplete."""
        pieces: dict[int, str] = {}
        with chroma.failing(self._gone(name)):
            held = self.client.get_collection(name, embedding_function=None)
            count = held.count()
            for at in range(0, count, RECORDS):
                found = held.get(ids=[str(n) for n in range(at, min(at + RECORDS, count))], include=["metadatas"])
                for id, fields in zip(found["ids"], found["metadatas"] or [], strict=True):
                    pieces[int(id)] = str(fields["data"])
            packed = base64.b85decode("".join(pieces[n] for n in range(count)))
        try:
            content = zlib.decompress(packed)
        except zlib.error as error:
            raise self._gone(name)(str(error)) from None
        file.write_bytes(content)

    def names(self) -> Sequence[str]:
        """The names of our collections."""
        found: list[str] = []
        with chroma.failing(self._failed):
            while page := self.client.list_collections(limit=100, offset=len(found)):
                found += [one.name for one in page]
        return [name for name in found if name.startswith("onrecord-")]

    def drop(self, name: str) -> None:
        """Take a collection away, if it is there."""
        with contextlib.suppress(DamagedError), chroma.failing(self._gone(name)):
            self.client.delete_collection(name)

    def numbers(self) -> list[int]:
        """The numbers of the publications, damaged ones too, in order."""
        return sorted(_number(name) for name in self.names() if name.startswith(PUBLICATION))

    def publication(self, number: int) -> Publication:
        """Return a publication. Raises DamagedError, NewerVersionError."""
        name = f"{PUBLICATION}{number:08}"
        with chroma.failing(self._gone(name)):
            fields = dict(self.client.get_collection(name, embedding_function=None).metadata)
            if int(fields.pop("format")) > FORMAT:
                raise NewerVersionError(
                    f"{self.address}: its library was published by a later version of On Record; update with "
                    "`pip install --upgrade onrecord`"
                )
            if not re.fullmatch(r"g-[0-9A-Za-z-]+", str(fields["generation"])):  # it becomes a directory's name here
                raise ValueError(f"{fields['generation']!r} is no name of an index")
            return Publication(**fields)

    def _gone(self, name: str) -> chroma.Told:
        return lambda what: chroma.of_server(self.address, f"{name}: {what}")


@functools.lru_cache
def _connected(address: str, key: str) -> Server:
    return Server(chroma.open_server(address, key), address)


def connect(settings: Settings) -> Server | None:
    """Return the server that the settings name; None where they name none. Raises SettingsError, StoreError."""
    if not settings.chroma:
        return None
    return _connected(settings.chroma, settings.chroma_key.get_secret_value())


def new_name(kind: str, number: int) -> str:
    """A name for a collection of `vectors`, `words` or `catalog` that is built for this publication."""
    return f"onrecord-{kind}-{number:08}-{uuid.uuid4().hex[:8]}"


def _number(name: str) -> int:
    found = re.search(r"-(\d{8})(-|$)", name)
    return int(found[1]) if found else 0

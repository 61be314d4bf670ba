"""How long an answer takes at 100,000 passages, beside the same questions over the readouts of ../shared alone.

Invented readouts (tests/evals/invented.py) fill a copy of the library up. Their vectors are not computed, which
would take an hour: each is a real passage's vector, moved a little, so that they lie where questions look. Both
libraries are asked the development questions turn about, warm; the ratio stands also where the machine is busy.

    python -m tests.bench.scale [--data DIR] [--big DIR] [--passages N] [--turns N] [--profile]

--data is a library of all of ../shared, made if it is missing; --big the filled one, made from it if it is missing.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import re
import shutil
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from rag import Library
from rag.attribute.attribute import Account
from rag.attribute.sighting import Known
from rag.store.embedding import Embedder, Vectors
from rag.store.generation import current_path, read_manifest
from rag.store.parts import Spans
from rag.types import Readout, Statement
from tests.evals.drawn import named
from tests.evals.invented import write_invented

SHARED = Path(__file__).parents[3] / "shared"
PASSAGES = 100_000
SENTENCES = 12
"""To an invented readout; each is a passage."""
POOL = 4000
"""Real vectors from which those of the invented passages are drawn."""
NOISE = 0.6
"""The length of what is added to a real vector (whose length is 1)."""


class Drawn:
    """The model for questions; passages get the vector of a real one that their text chooses, moved by some noise."""

    def __init__(self, model: Embedder, cache: Path) -> None:
        self._model = model
        self.fingerprint, self.dimension, self.max_tokens = model.fingerprint, model.dimension, model.max_tokens
        with sqlite3.connect(cache) as db:
            blobs = db.execute("SELECT vectors FROM passage LIMIT ?", (POOL,)).fetchall()
        db.close()
        self._pool = np.stack([np.frombuffer(blob[: 4 * self.dimension], np.float32) for (blob,) in blobs])

    def embed(self, texts: Sequence[str], query: bool = False) -> Vectors:
        """Return unit vectors; the same for the same text."""
        if query:
            return self._model.embed(texts, query=True)
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            chance = np.random.default_rng(zlib.crc32(text.encode()))
            noise = chance.standard_normal(self.dimension)
            row[:] = self._pool[chance.integers(len(self._pool))] + NOISE * noise / np.linalg.norm(noise)
            row /= np.linalg.norm(row)
        return vectors

    def embed_parts(self, texts: Sequence[str], spans: Sequence[Spans]) -> tuple[Vectors, list[Vectors]]:
        """Return the vectors of the texts, and the same for their parts."""
        vectors = self.embed(texts)
        return vectors, [np.repeat(v[None], len(s), axis=0) for v, s in zip(vectors, spans, strict=True)]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count roughly: the sentences are short."""
        return [len(text) // 4 for text in texts]


def told(readout: Readout, known: Sequence[Known] = ()) -> Account:
    """An invented readout's sentences, of its two sides in turn; nobody is introduced."""
    found = enumerate(re.finditer(r"\S[^.]*\.", readout.text))
    said = (Statement(readout.id, m.start(), m.end(), (readout.parties[number % 2],)) for number, m in found)
    return Account(tuple(said), (), ())


def passages(data: Path) -> int:
    """Return how many passages a library has."""
    path = current_path(data / "index")
    return read_manifest(path).passages if path else 0


def filled(data: Path, big: Path, wanted: int, model: Embedder) -> None:
    """Make the library with so many passages, without what no answer's time depends on: reading who spoke, the links
    between readouts, and the verification of the index."""
    shutil.copytree(data, big)
    with tempfile.TemporaryDirectory() as folder:
        count = -(-(wanted - passages(data)) // SENTENCES)
        write_invented(Path(folder), count, 12, named(), (SENTENCES,))
        library = Library.open(big)
        library._embedder_ = Drawn(model, big / "embeddings.sqlite")
        with (
            mock.patch("rag.store.known.read", told),
            mock.patch("rag.store.links.update"),
            mock.patch("rag.store.build.verify", return_value=()),
        ):
            library.ingest(Path(folder))
        library.close()


def ask(library: Library, question: dict[str, Any]) -> tuple[float, float]:
    """Return how long an answer took in milliseconds, by the clock and of this process's processor time."""
    began, cpu = time.perf_counter(), time.process_time()
    library.ask(question["question"], history=question.get("history") or [])
    return (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000


def at(times: Sequence[float], share: float) -> float:
    """Return the quantile."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-eval")
    parser.add_argument("--big", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-scale")
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--profile", action="store_true", help="say where the time goes in the filled library")
    options = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit("the questions are in ../shared, which is not there")
    small = Library.open(options.data)
    model = small._embedder()
    if not options.data.joinpath("index").is_dir():
        small.ingest(SHARED / "seed", SHARED / "readouts")
    if not options.big.exists():
        filled(options.data, options.big, options.passages, model)
    big = Library.open(options.big)
    big._embedder_ = model
    lines = (SHARED / "eval" / "questions_dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    times: dict[str, list[tuple[float, float]]] = {"small": [], "big": []}
    for turn in range(options.turns + 1):
        for question in questions:
            for name, library in (("small", small), ("big", big)):
                taken = ask(library, question)
                if turn:
                    times[name].append(taken)
    figures = {}
    for name, data in (("small", options.data), ("big", options.big)):
        clock, cpu = ([pair[which] for pair in times[name]] for which in (0, 1))
        figures[name] = [at(clock, 0.5), at(clock, 0.95), at(cpu, 0.5), at(cpu, 0.95)]
        print(f"{passages(data):7} passages, {len(clock)} answers, warm: p50 {figures[name][0]:.0f} ms, p95 "
              f"{figures[name][1]:.0f} ms, slowest {max(clock):.0f} ms; processor time p50 "
              f"{figures[name][2]:.0f} ms, p95 {figures[name][3]:.0f} ms")  # fmt: skip
    ratios = [big / small for small, big in zip(figures["small"], figures["big"], strict=True)]
    print("ratio: p50 {:.2f}, p95 {:.2f}; processor time p50 {:.2f}, p95 {:.2f}".format(*ratios))
    if options.profile:
        profile = cProfile.Profile()
        profile.enable()
        for question in questions:
            ask(big, question)
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        pstats.Stats(profile).sort_stats("cumulative").print_stats("rag/", 40)
    small.close()
    big.close()


if __name__ == "__main__":
    main()

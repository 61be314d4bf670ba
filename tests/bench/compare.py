"""Speed and memory beside the plain recipe, in one run: `make bench`.

The plain recipe: RecursiveCharacterTextSplitter 1000/200, the same embedding model in fp32, langchain-chroma. Each
side reads the same files in a process of its own, imports and model included, turn about; the figures are medians.
Needs ../shared. Options: --files N (of each folder, for a trial), --turns N, --data DIR (a library of everything,
for the time of an answer; made if missing), --ask-only.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
FOLDERS = ("us_wh", "us_state", "ru_kremlin")


def plain(files: list[Path], store: Path) -> int:
    """Ingest as the tutorials do; returns the number of chunks."""
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    from rag.store.weights import packaged

    model = SentenceTransformer(str(packaged()), device="cpu", local_files_only=True)

    class Packaged(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = model.encode(texts).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    collection = Chroma(persist_directory=str(store), embedding_function=Packaged())
    bodies = [path.read_text(encoding="utf-8").split("\n\n", 1)[1] for path in files]
    chunks = [
        (chunk, path.stem) for body, path in zip(bodies, files, strict=True) for chunk in splitter.split_text(body)
    ]
    for first in range(0, len(chunks), 5000):
        part = chunks[first : first + 5000]
        collection.add_texts([text for text, _ in part], [{"readout": stem} for _, stem in part])
    return len(chunks)


def ours(files: list[Path], store: Path) -> int:
    """Ingest as we do: load, attribute, cut, embed, index, verify, publish; returns the number of passages."""
    from rag import Library
    from rag.store.generation import current_path, read_manifest

    done = Library.open(store).ingest(*files)
    if done.failed:
        raise SystemExit(f"{len(done.failed)} failed: {done.failed[0]}")
    path = current_path(store / "index")
    return read_manifest(path).passages if path else 0


def child(side: str, files: list[Path]) -> dict[str, float]:
    """Run one side in a process of its own; returns seconds, peak memory in MB and pieces made."""
    with tempfile.TemporaryDirectory() as store:
        command = [sys.executable, "-m", "tests.bench.compare", "--side", side, "--store", store]
        done = subprocess.run(command, input="\n".join(map(str, files)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{side}: {done.stderr[-2000:]}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_side(side: str, store: Path) -> None:
    """What a child does: read file names from standard input, ingest, print the figures."""
    files = [Path(line) for line in sys.stdin.read().splitlines()]
    began = time.perf_counter()
    pieces = (plain if side == "plain" else ours)(files, store)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "pieces": pieces}))


def asking(data: Path) -> None:
    """Print how long an answer takes in a warm library of everything."""
    from rag import Library

    library = Library.open(data)
    library.ingest(SHARED / "seed", SHARED / "readouts")
    lines = (SHARED / "eval" / "questions_dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    times: list[float] = []
    for turn in range(2):
        for question in questions:
            answer = library.ask(question["question"], history=question.get("history") or [])
            if turn:
                times.append(answer.elapsed_ms)
    times.sort()
    print(f"ask, warm, {len(times)} questions: p50 {times[len(times) // 2]:.0f} ms, "
          f"p95 {times[int(len(times) * 0.95)]:.0f} ms, slowest {times[-1]:.0f} ms")  # fmt: skip


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=None)
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-bench")
    parser.add_argument("--ask-only", action="store_true")
    parser.add_argument("--side", choices=("plain", "ours"))
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if options.side:
        run_side(options.side, options.store)
        return
    if not SHARED.is_dir():
        raise SystemExit("the bench reads ../shared, which is not there")
    if not options.ask_only:
        files = [
            path
            for folder in FOLDERS
            for path in sorted((SHARED / "readouts" / folder).glob("*.txt"))[: options.files]
        ]
        rows: dict[str, list[dict[str, float]]] = {"plain": [], "ours": []}
        for turn in range(options.turns):
            for side in sorted(rows, reverse=turn % 2 == 0):
                rows[side].append(child(side, files))
        middle = {
            side: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for side, runs in rows.items()
        }
        for side, figures in middle.items():
            print(f"{side:6} {len(files)} files, {figures['pieces']:.0f} pieces, {figures['seconds']:.1f} s, "
                  f"peak {figures['peak_mb']:.0f} MB")  # fmt: skip
        print(f"ratio  {middle['ours']['seconds'] / middle['plain']['seconds']:.2f}")
    asking(options.data)


if __name__ == "__main__":
    main()

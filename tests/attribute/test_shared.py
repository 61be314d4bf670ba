"""The labelled readouts and the transcripts beside the project: the product's promise."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from rag.attribute.attribute import attribute
from rag.attribute.turns import turns
from rag.load.load import load


def _load(shared: Path, doc: str):  # type: ignore[no-untyped-def]
    found = [*shared.glob(f"readouts/*/{doc}.txt"), *shared.glob(f"seed/{doc}.txt")]
    return load(found[0])


def test_labelled_sentences(shared: Path, tmp_path: Path) -> None:
    labels = shared / "eval" / "labels_dev.jsonl"
    docs = dict.fromkeys(json.loads(line)["doc"] for line in _lines(labels))
    predicted = tmp_path / "statements.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for doc in docs:
            rows = [
                {"start": s.start, "end": s.end, "speakers": s.speakers, "joint": s.joint, "person": s.person}
                for s in attribute(_load(shared, doc))
            ]
            out.write(json.dumps({"readout": doc, "statements": rows}) + "\n")
    script = shared / "eval" / "score_attribution.py"
    run = subprocess.run(
        [sys.executable, script, labels, predicted, "--json"], capture_output=True, text=True, check=True
    )
    score = json.loads(run.stdout)
    assert score["speaker_accuracy"] >= 0.95
    assert score["swap_rate"] == 0
    assert score["invented_rate"] <= 0.03
    assert score["joint_f1"] >= 0.95
    assert score["person_accuracy"] >= 0.95


def test_every_turn_is_found(shared: Path) -> None:
    wanted = defaultdict(list)
    for line in _lines(shared / "readouts" / "turns.jsonl"):
        row = json.loads(line)
        wanted[row["doc"]].append((row["speaker"].casefold(), _plain(row["text"])))
    for doc, rows in wanted.items():
        text = _load(shared, doc).text
        found = [(turn.label.casefold(), _plain(text[turn.start : turn.end])) for turn in turns(text)]
        place = 0
        for speaker, speech in rows:
            # the list keeps journalists' questions with the turn before them; here they are turns of nobody
            while not (found[place][0] == speaker and speech.startswith(found[place][1])):
                place += 1
            place += 1


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").strip().split("\n")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("<…>", " ")).strip()

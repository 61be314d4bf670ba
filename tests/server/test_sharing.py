"""Server mode: several machines, one library."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.errors import DamagedError, LockedError, StoreError
from rag.store import lease
from rag.store.mirror import changing
from rag.store.server import PUBLICATION, Server

Write = Callable[..., Path]
FISH = "The minister of Kenya said that fisheries need protection."
RAIL = "The minister of Kenya said that a railway was opened."
ROOT = Path(__file__).parent.parent.parent
Machine = Callable[..., Library]


def quotes(library: Library, question: str) -> list[str]:
    return [citation.quote for citation in library.ask(question).citations]


def test_what_one_machine_takes_in_the_others_answer_list_and_show(
    machine: Machine, server: Server, write: Write
) -> None:
    one, two = machine("one"), machine("two")
    one.ingest(write("fish", FISH))
    assert quotes(two, "fisheries protection") == [FISH]
    two.ingest(write("rail", RAIL))
    assert quotes(one, "railway opened") == [RAIL]
    assert [readout.id for readout in machine("three").list()] == ["fish", "rail"]
    one.remove("fish")
    assert not two.ask("fisheries protection").found
    assert two.show("fish").text == FISH, "its revisions are kept"
    assert [library.check() for library in (one, two)] == [[], []]
    for n in range(3):
        one.ingest(write(f"more{n}", f"The minister of Kenya said that dam {n} was built."))
    assert sum(name.startswith(PUBLICATION) for name in server.names()) == 2
    assert sum(name.startswith("onrecord-vectors-") for name in server.names()) == 2, "old generations are cleared"


def test_the_same_questions_get_the_same_answers_as_embedded(
    machine: Machine, write: Write, library: Library
) -> None:
    chance = random.Random(3)
    words = [f"{first}{second}" for first in ("ba", "ko", "mi", "tu", "re") for second in ("lan", "der", "vik", "mo")]
    files = [  # no two are equally near to a question: of equals any may come first
        write(f"r{n}", f"The minister of Kenya said that {' '.join(chance.choices(words, k=12))} topic{n} matters.")
        for n in range(40)
    ]
    shared = machine("one")
    for some in (files[:25], files[25:]):
        library.ingest(*some)
        shared.ingest(*some)
    for question in ("What did Kenya say about topic7?", "balan koder mivik", "topic39 tumo"):
        answers = [one.ask(question).to_dict() for one in (library, shared, machine("two"))]
        for answer in answers:
            del answer["elapsed_ms"]
        assert answers[0] == answers[1] == answers[2]


def test_three_want_to_write_and_five_read(machine: Machine, address: str, write: Write, tmp_path: Path) -> None:
    machine("first").ingest(write("fish", FISH))
    environment = {**os.environ, "ONRECORD_MODEL": "hash", "ONRECORD_CHROMA": address, "ONRECORD_LOCK_SECONDS": "120"}
    command = [sys.executable, "-m", "rag.cli"]

    def start(name: str, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*command, *map(str, arguments), "--data", str(tmp_path / name)],
            env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    bodies = {
        f"w{w}-{n}": [f"The minister of Kenya said that {word} number{w}x{n} matters." for word in ("bridge", "road")]
        for w in range(3) for n in range(4)
    }  # fmt: skip
    files = {name: write(name, "\n\n".join(body)) for name, body in bodies.items()}
    batch = tmp_path / "questions"
    batch.write_text(
        "".join(
            json.dumps({"id": str(n), "question": ("fisheries protection", "bridge matters")[n % 2]}) + "\n"
            for n in range(12)
        )
    )
    readers = [start(f"reader{n}", "ask", "--batch", batch, "--json") for n in range(5)]
    writers = [start(f"writer{w}", "ingest", *[files[f"w{w}-{n}"] for n in range(4)]) for w in range(3)]
    told = [process.communicate(timeout=240) for process in (*readers, *writers)]
    assert [process.returncode for process in (*readers, *writers)] == [0] * 8, told
    whole = {name: set(body) for name, body in bodies.items()} | {"fish": {FISH}}
    for out, _ in told[:5]:
        answers = [json.loads(line) for line in out.splitlines()]
        assert len(answers) == 12
        for answer in answers:
            assert answer["found"] or answer["question"] == "bridge matters"
            assert all(c["quote"] in whole[c["readout"]] for c in answer["citations"])
            assert answer["searched"]["readouts"] in (1, 5, 9, 13), (
                "a writer's readouts are in together or not at all"
            )
    last = machine("last")
    assert {readout.id for readout in last.list()} == {*bodies, "fish"}
    assert last.check() == []
    for name, body in bodies.items():
        assert body[0] in quotes(last, f"number{name[1]}x{name[3]}"), name


def test_a_writer_that_is_killed_holds_nobody_up_for_long_and_leaves_no_half(
    machine: Machine, server: Server, address: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = machine("one")
    one.ingest(write("fish", FISH))
    code = (
        "import os, sys\n"
        "from rag import Library\nfrom rag.store.server import Server\n"
        "Server.publish = lambda self, publication: os.kill(os.getpid(), 9)\n"
        "Library.open(sys.argv[1], model='hash', chroma=sys.argv[2]).ingest(sys.argv[3])\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "killed", address, write("rail", RAIL)], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    monkeypatch.setattr(lease, "LEASE", 1.0)
    two = machine("two", lock_seconds=0)
    assert quotes(two, "railway opened") == []
    two.ingest(write("dam", "The minister of Kenya said that a dam was built."))
    again = machine("killed")
    assert [readout.id for readout in again.list()] == ["dam", "fish"], "what was not published is undone"
    again.ingest(write("rail", RAIL))
    assert [quotes(library, "railway opened") for library in (one, two)] == [[RAIL], [RAIL]]
    assert again.check() == []
    kept = [server.newest()]
    assert kept[0] is not None
    assert {name for name in server.names() if "-vectors-" in name} >= {kept[0].vectors}
    assert sum("-vectors-" in name for name in server.names()) == 2, "what the killed one left is cleared away"


def test_one_that_slept_through_its_turn_publishes_nothing(
    machine: Machine, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machine("one"), machine("two")
    one.ingest(write("fish", FISH))
    monkeypatch.setattr(lease, "LEASE", 0.5)
    monkeypatch.setattr(lease, "BEAT", 3600.0)

    def sleeping() -> None:
        with changing(one.settings):
            one._catalog.remove(["fish"])
            one._publish(lambda step, done, total: None)
            two.ingest(write("rail", RAIL))

    with pytest.raises(LockedError, match="another machine has published meanwhile"):
        sleeping()
    assert quotes(one, "fisheries protection") == [FISH]
    assert quotes(one, "railway opened") == [RAIL]
    assert [library.check() for library in (one, two)] == [[], []]


def test_a_living_writer_is_waited_for_and_named(machine: Machine, write: Write) -> None:
    one, two = machine("one"), machine("two", lock_seconds=0.1)
    one.ingest(write("fish", FISH))
    with changing(one.settings), pytest.raises(LockedError, match=r"process \d+ is adding or removing"):
        two.ingest(write("rail", RAIL))


def test_a_collection_of_its_own_is_not_overwritten(machine: Machine, library: Library, write: Write) -> None:
    machine("one").ingest(write("fish", FISH))
    library.ingest(write("rail", RAIL))
    with pytest.raises(StoreError, match="a collection of its own"):
        Library.open(library.settings.data, model="hash", chroma=machine("two").settings.chroma).ask("fish")
    assert quotes(library, "railway opened") == [RAIL]


def test_an_embedded_library_moves_to_the_server_and_back(
    machine: Machine, library: Library, write: Write, address: str, tmp_path: Path
) -> None:
    library.ingest(write("fish", FISH), write("rail", RAIL))
    moved = Library.open(library.settings.data, model="hash", chroma=address)
    with pytest.raises(DamagedError, match="check --repair"):
        moved.ask("fisheries")
    assert moved.check(repair=True) == []
    assert quotes(machine("two"), "railway opened") == [RAIL]
    back = Library.open(tmp_path / "two", model="hash")
    assert back.check(repair=True) == []
    assert quotes(back, "railway opened") == [RAIL]
    assert not (tmp_path / "two" / "mirror.json").exists(), "it goes its own way"


def test_a_server_that_lost_everything_is_filled_again(machine: Machine, server: Server, write: Write) -> None:
    one = machine("one")
    one.ingest(write("fish", FISH))
    for name in server.names():
        server.drop(name)
    assert "onrecord check --repair" in [finding.remedy for finding in one.check()]
    assert one.check(repair=True) == []
    assert quotes(machine("two"), "fisheries protection") == [FISH]


def test_a_backup_is_brought_back_for_all(machine: Machine, address: str, write: Write, tmp_path: Path) -> None:
    one, two = machine("one"), machine("two")
    one.ingest(write("fish", FISH))
    one.back_up(tmp_path / "kept.zip")
    two.remove("fish")
    assert not one.ask("fisheries protection").found
    Library.bring_back(tmp_path / "kept.zip", tmp_path / "one", model="hash", chroma=address)
    assert quotes(two, "fisheries protection") == [FISH]
    assert two.check() == []

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from rag.errors import DamagedError, NewerVersionError, NotWritableError, OnRecordError
from ui.conversations import Conversations


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.sqlite")


def test_turns_come_back_in_order_with_their_answers(kept: Conversations) -> None:
    id = kept.start("", "Nets?")
    kept.add("", id, "Nets?", {"found": True, "text": "“x”"})
    kept.add("", id, "And ports?", None, "an error")
    again = Conversations(kept.path)
    assert [(turn.question, turn.answer, turn.error) for turn in again.turns("", id)] == [
        ("Nets?", {"found": True, "text": "“x”"}, ""),
        ("And ports?", None, "an error"),
    ]


def test_nobody_sees_or_changes_what_another_user_asked(kept: Conversations) -> None:
    id = kept.start("amina", "Nets?")
    turn = kept.add("amina", id, "Nets?", None)
    for other in ("", "bob"):
        assert kept.list(other) == []
        assert kept.turns(other, id) == []
        assert kept.title(other, id) is None
        kept.rename(other, id, "Mine now")
        kept.judge(other, turn, "right")
        kept.delete(other, id)
        with pytest.raises(OnRecordError, match="gone"):
            kept.add(other, id, "Sneaked in", None)
    assert [(each.title, len(kept.turns("amina", id))) for each in kept.list("amina")] == [("Nets?", 1)]
    assert kept.turns("amina", id)[0].verdict == ""


def test_the_last_used_comes_first_and_all_words_must_occur(kept: Conversations) -> None:
    one, two = kept.start("", "Nets"), kept.start("", "Ports")
    kept.add("", one, "What about nets?", {"text": "Mombasa"})
    kept.add("", two, "What about ports?", None)
    assert [each.id for each in kept.list("")] == [two, one]
    assert [each.id for each in kept.list("", "NETS mombasa")] == [one]
    assert kept.list("", "nets ports") == []


def test_titles_are_one_clean_line_and_never_empty(kept: Conversations) -> None:
    id = kept.start("", "a\nb\u202e")
    kept.rename("", id, " \u200b ")
    assert kept.title("", id) == "a b"
    kept.rename("", id, "c" * 500)
    assert len(kept.title("", id) or "") == 120


def test_deleting_takes_the_turns_along(kept: Conversations) -> None:
    id = kept.start("", "Nets")
    kept.add("", id, "Nets?", None)
    kept.delete("", id)
    with sqlite3.connect(kept.path) as db:
        assert db.execute("SELECT count(*) FROM turn").fetchone() == (0,)
    db.close()


def test_a_verdict_is_one_of_four_and_can_be_taken_back(kept: Conversations) -> None:
    id = kept.start("", "Nets")
    turn = kept.add("", id, "Nets?", None)
    kept.judge("", turn, "wrong speaker")
    kept.judge("", turn, "<script>")
    assert kept.turns("", id)[0].verdict == "wrong speaker"
    kept.judge("", turn, "")
    assert kept.turns("", id)[0].verdict == ""


def test_only_the_owner_of_the_files_may_read_them(kept: Conversations) -> None:
    kept.start("", "Nets")
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


def test_what_is_no_database_and_what_is_newer_get_a_sentence(kept: Conversations) -> None:
    kept.path.write_bytes(b"not a database, but long enough to be looked at as one" * 30)
    with pytest.raises(DamagedError, match="check --repair"):
        kept.list("")
    kept.path.unlink()
    with sqlite3.connect(kept.path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(NewerVersionError):
        kept.list("")


def test_a_directory_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritableError, match="cannot be kept"):
        Conversations(tmp_path / "file" / "conversations.sqlite").start("", "Nets")


def test_threads_may_share_it(kept: Conversations) -> None:
    id = kept.start("", "Nets")
    threads = [threading.Thread(target=kept.add, args=("", id, f"q{n}", None)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(turn.question for turn in kept.turns("", id)) == [f"q{n}" for n in range(8)]


def test_a_finished_answer_takes_the_place_of_the_quotes_in_its_users_conversation(tmp_path: Path) -> None:
    kept = Conversations(tmp_path / "c.sqlite")
    id = kept.start("amina", "Nets")
    turn = kept.add("amina", id, "Nets?", {"text": "quotes"})
    kept.finish("bob", turn, {"text": "his"})
    assert kept.turns("amina", id)[0].answer == {"text": "quotes"}
    kept.finish("amina", turn, {"text": "written"})
    assert kept.turns("amina", id)[0].answer == {"text": "written"}

"""The library end to end, without weights: what goes in is found by its words, what is out is not."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Library
from rag.errors import (
    DamagedError,
    EmptyLibraryError,
    LockedError,
    NewerVersionError,
    NotWritableError,
    QuestionError,
    UnknownReadoutError,
)
from rag.store.embedding import HashEmbedder
from rag.store.lock import writing

Write = Callable[..., Path]
FISH = "The minister of Kenya said that fisheries need protection. Both sides met in Paris."
LATE = "The minister of Kenya stressed that fisheries feed coastal towns."
TAX = "The minister of France stressed that the tax treaty must be signed. They dined."


@pytest.fixture
def two(library: Library, write: Write) -> Library:
    library.ingest(write("fish", FISH), write("tax", TAX))
    return library


def cited(library: Library, question: str) -> list[str]:
    return [citation.readout for citation in library.ask(question).citations]


def test_a_question_is_answered_with_the_exact_words_and_where_they_stand(two: Library) -> None:
    answer = two.ask("What was said about fisheries?")
    first = answer.citations[0]
    assert (answer.found, answer.reason, answer.mode) == (True, None, "quotes")
    assert first.quote == "The minister of Kenya said that fisheries need protection."
    assert two.show(first.readout).text[first.start : first.end] == first.quote
    assert (first.n, first.reporter, first.date, first.url) == (1, "FR", "2024-05-02", "https://example.org/fish")
    assert "[1]" in answer.text
    assert first.quote in answer.text


def test_silence_is_admitted_with_what_was_searched(two: Library) -> None:
    answer = two.ask("What did Kenya say about lithium royalties?")
    assert (answer.found, answer.citations) == (False, ())
    assert answer.reason is not None
    assert answer.searched.readouts == 2
    assert answer.searched.terms["lithium"] == 0


def test_the_answer_object_holds_what_the_contract_names(two: Library) -> None:
    answer = json.loads(json.dumps(two.ask("fisheries").to_dict()))
    assert set(answer) >= {
        *("question", "found", "reason", "text", "mode", "model", "citations", "nearest", "searched", "elapsed_ms")
    }
    assert set(answer["citations"][0]) >= {
        *("n", "readout", "title", "date", "reporter", "reporter_inferred", "issuer", "speakers", "joint", "person"),
        *("quote", "start", "end", "url", "source"),
    }
    assert set(answer["searched"]) >= {"readouts", "since", "until", "filters", "terms"}


def test_filters_bind(library: Library, write: Write) -> None:
    library.ingest(
        write("early", FISH, Date="2023-01-02", Issuer="Foreign ministry (KE)"),
        write("late", LATE, Date="2024-06-30", Language="es", Kind="statement"),
    )
    found = lambda **filters: {c.readout for c in library.ask("fisheries", **filters).citations}  # noqa: E731
    assert found() == {"early", "late"}
    assert found(reporter="Kenya") == found(until="2023") == found(language="en") == {"early"}
    assert found(since="2024-06") == found(until="2024-06-30", since="2023-01-03") == {"late"}
    assert found(kind="statement") == {"late"}
    assert found(since="2025") == set()


def test_the_same_words_in_two_readouts_are_one_citation_with_both_dates(library: Library, write: Write) -> None:
    library.ingest(write("early", FISH, Date="2023-01-02"), write("late", FISH, Date="2024-06-30"))
    answer = library.ask("fisheries protection")
    first = answer.citations[0]
    assert {first.date, *(date for _, date in first.again)} == {"2023-01-02", "2024-06-30"}
    assert "nearly the same on" in answer.text


def test_ingesting_the_same_files_again_changes_and_embeds_nothing(two: Library, write: Write) -> None:
    generation = (two.settings.data / "index" / "CURRENT").read_text()
    again = Library.open(two.settings.data, model="hash")
    done = again.ingest(write("fish", FISH), write("tax", TAX))
    assert done.unchanged == ("fish", "tax")
    assert again._embedder_ is None, "no model was loaded"
    assert (two.settings.data / "index" / "CURRENT").read_text() == generation


def test_a_changed_file_is_answered_in_its_new_words(two: Library, write: Write) -> None:
    assert two.ingest(write("fish", "The minister spoke of railways only.")).changed == ("fish",)
    assert cited(two, "railways") == ["fish"]
    assert not two.ask("fisheries protection").found
    assert two.show("fish", revision=1).text == FISH


def test_only_what_is_new_is_embedded(two: Library, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    embed = HashEmbedder.embed_parts

    def watched(self: HashEmbedder, texts: list[str], spans: list[list[tuple[int, int]]]) -> object:
        seen.extend(texts)
        return embed(self, texts, spans)

    monkeypatch.setattr(HashEmbedder, "embed_parts", watched)
    two.ingest(write("rail", "A new railway was opened."))
    assert len(seen) == 1
    two.remove("tax")
    assert len(seen) == 1, "building anew takes the vectors from the cache"
    assert cited(two, "railway opened") == ["rail"]


def test_removed_readouts_answer_nothing(two: Library) -> None:
    two.remove("fish")
    assert not two.ask("fisheries protection").found
    assert [readout.id for readout in two.list()] == ["tax"]
    with pytest.raises(UnknownReadoutError, match="'fish'"):
        two.remove("fish")


def test_the_rest_of_a_batch_goes_in_and_failures_are_kept(library: Library, write: Write, tmp_path: Path) -> None:
    bad = write("bad", FISH, Date=None)
    done = library.ingest(write("fish", FISH), bad, tmp_path / "gone")
    assert done.added == ("fish",)
    assert {source for source, _ in done.failed} == {str(bad), str(tmp_path / "gone")}
    assert any("Date is missing" in finding.what for finding in library.check())
    library.ingest(write("bad", TAX))
    assert not any("Date is missing" in finding.what for finding in library.check())


def test_two_files_of_one_name_are_not_two_revisions(library: Library, write: Write, tmp_path: Path) -> None:
    first = write("fish", FISH)
    other = tmp_path / "other" / "fish.txt"
    other.parent.mkdir()
    shutil.copy(write("tax", TAX), other)
    done = library.ingest(first, other)
    assert done.added == ("fish",)
    assert str(first) in done.failed[0][1]
    assert "rename" in done.failed[0][1]
    assert library.ingest(other).failed, "in a later batch too, while the first file is there"
    first.unlink()
    assert library.ingest(other).changed == ("fish",), "a file that has moved is a revision"


@pytest.mark.parametrize("question", ["", "  \n\t ", "\x00\x1b\u202e", "why " * 2500])
def test_unusable_questions_get_a_message(two: Library, question: str) -> None:
    with pytest.raises(QuestionError, match="question"):
        two.ask(question)


@pytest.mark.parametrize(
    "filters", [{"since": "May"}, {"since": "2024", "until": "2023"}, {"reporter": "Narnia"}, {"kind": "gossip"}]
)
def test_unusable_filters_get_a_message(two: Library, filters: dict[str, str]) -> None:
    with pytest.raises(QuestionError):
        two.ask("fisheries", **filters)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question", ['"', "fish* OR NEAR(tax", "'; DROP TABLE passage; --", "(((", "🐟" * 300, "a\x00b"]
)
def test_no_question_breaks_the_search(two: Library, question: str) -> None:
    assert two.ask(question).searched.readouts == 2


def test_an_empty_library_says_so(library: Library) -> None:
    with pytest.raises(EmptyLibraryError, match="onrecord ingest"):
        library.ask("fisheries")
    assert library.check() == []


def test_a_second_writer_is_told(two: Library, write: Write) -> None:
    with writing(two.settings.data, 1), pytest.raises(LockedError, match="another process"):
        two.ingest(write("rail", "A railway."))


def test_an_index_of_another_model_is_refused_and_repaired(two: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HashEmbedder, "fingerprint", "hash-of-another-kind")
    other = Library.open(two.settings.data, model="hash")
    with pytest.raises(DamagedError, match=r"another embedding model.*check --repair"):
        other.ask("fisheries")
    assert [finding.remedy for finding in other.check()] == ["onrecord check --repair"]
    assert other.check(repair=True) == []
    assert set(cited(other, "fisheries")) == {"fish"}


def damage(data: Path, how: str) -> None:
    generation = data / "index" / (data / "index" / "CURRENT").read_text().strip()
    if how == "no words":
        (generation / "words.sqlite").unlink()
    elif how == "broken words":
        (generation / "words.sqlite").write_bytes(b"broken" * 1000)
    elif how == "no vectors":
        shutil.rmtree(generation / "chroma")
    elif how == "broken vectors":
        (generation / "chroma" / "chroma.sqlite3").write_bytes(b"broken" * 1000)
    elif how == "no manifest":
        (generation / "manifest.json").unlink()
    elif how == "no generation":
        shutil.rmtree(generation)
    elif how == "broken pointer":
        (data / "index" / "CURRENT").write_bytes(b"\xff\xfe")
    elif how == "lost pointer":
        (data / "index" / "CURRENT").unlink()


@pytest.mark.parametrize(
    "how",
    ["no words", "broken words", "no vectors", "broken vectors", "no manifest", "no generation"],
)
def test_a_damaged_index_is_named_and_repaired_from_the_catalog(two: Library, how: str) -> None:
    two.close()
    damage(two.settings.data, how)
    again = Library.open(two.settings.data, model="hash")
    with pytest.raises(DamagedError, match="onrecord check --repair"):
        again.ask("fisheries")
    assert "onrecord check --repair" in [finding.remedy for finding in again.check()]
    assert again.check(repair=True) == []
    assert set(cited(again, "fisheries")) == {"fish"}


def test_a_lost_pointer_is_noticed_and_the_next_ingest_mends_it(two: Library, write: Write) -> None:
    damage(two.settings.data, "lost pointer")
    assert [finding.remedy for finding in two.check()] == ["onrecord check --repair"]
    two.ingest(write("rail", "A railway was opened."))
    assert two.check() == []
    assert set(cited(two, "railway opened")) == {"rail"}


def test_an_index_of_a_later_version_is_refused(two: Library) -> None:
    data = two.settings.data
    generation = data / "index" / (data / "index" / "CURRENT").read_text().strip()
    manifest = json.loads((generation / "manifest.json").read_text())
    (generation / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(NewerVersionError, match="pip install --upgrade"):
        Library.open(data, model="hash").ask("fisheries")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; test_cli drops root for this")
def test_a_read_only_directory_says_so(two: Library) -> None:
    two.settings.data.chmod(0o500)
    with pytest.raises(NotWritableError):
        Library.open(two.settings.data, model="hash").remove("fish")
    two.settings.data.chmod(0o700)


def test_eight_threads_ask_while_generations_are_published(two: Library, write: Write) -> None:
    wrong: list[object] = []
    stop = threading.Event()

    def asking() -> None:
        while not stop.is_set():
            try:
                if (found := cited(two, "fisheries protection"))[:1] != ["fish"]:
                    wrong.append(found)
            except Exception as error:  # any error at all is the failure that this test looks for
                wrong.append(error)

    threads = [threading.Thread(target=asking) for _ in range(8)]
    for thread in threads:
        thread.start()
    writer = Library.open(two.settings.data, model="hash")
    for n in range(5):
        writer.ingest(write(f"more{n}", f"Railway number {n} was opened."))
    writer.remove("more0")
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert set(cited(two, "railway opened")) >= {"more1"}, "the new generation is picked up without a restart"


def test_the_langchain_retriever_returns_passages_with_their_offsets(two: Library) -> None:
    documents = two.as_retriever(k=1).invoke("fisheries protection")
    assert len(documents) == 1
    found = documents[0].metadata
    assert two.show(found["readout"]).text[found["start"] : found["end"]] == documents[0].page_content
    assert (found["reporter"], found["date"]) == ("FR", "2024-05-02")

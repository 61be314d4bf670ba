"""The command `onrecord`.

Exit status: 0 done; 1 a usage or input error, one line on stderr; 2 part of the input failed, or `check` found
something; 3 `ask` found nothing. No error of ours shows a traceback.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from rag.clean import one_line
from rag.errors import InputError, OnRecordError, QuestionError
from rag.library import Library
from rag.printing import attribution, by_readout, entry, further_lines, relations, statement_lines, superseded
from rag.progress import Bar
from rag.types import Answer, Turn
from rag.write.pump import WRITER

COMMANDS: tuple[str, ...] = ("backup", "diff", "failures", "model", "source", "sync")
"""The files of rag/commands/."""


class _Parser(argparse.ArgumentParser):
    """A usage error is one line that ends the command with status 1."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}; see `{self.prog} --help`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except OnRecordError as error:
        print(f"onrecord: {one_line(str(error))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the interpreter's own flush fails
        return 0
    except OSError as error:  # a disk that is full or away where nobody writes for us: what is loaded late may
        where = f"{error.filename}: " if error.filename else ""
        print(f"onrecord: {one_line(f'{where}{error.strerror or error}')}; run `onrecord check`", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _interrupted()


def _interrupted() -> int:
    """Leave at once: the interpreter would wait for a model on this machine, which looks up only between steps."""
    if any(thread.name == WRITER for thread in threading.enumerate()):
        sys.stdout.flush()
        os._exit(130)
    return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="onrecord", description="Questions about diplomatic readouts, answered in their own words.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help)
        made.set_defaults(run=run)
        made.add_argument("--data", metavar="DIR", help="the data directory (else $ONRECORD_DATA, else the user's)")
        return made

    ask = command("ask", _ask, "answer a question with quotes and their sources")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the answer object")
    ask.add_argument(
        "--batch", metavar="FILE", help="answer a file of JSON lines {id, question, history?}; with --json"
    )
    ask.add_argument("--party", action="append", default=[], help="a speaker wanted: code or name; may be repeated")
    ask.add_argument("--reporter", help="whose account: code or name")
    ask.add_argument("--person", help="a person who spoke")
    ask.add_argument("--since", metavar="DATE", help="not before: YYYY, YYYY-MM or YYYY-MM-DD")
    ask.add_argument("--until", metavar="DATE", help="not after, inclusive")
    ask.add_argument("--language", help="of the readout: en, es, ...")
    ask.add_argument("--kind", help="of the readout: readout, transcript, ...")

    ingest = command("ingest", _ingest, "take in files, folders and addresses of readouts")
    ingest.add_argument("sources", nargs="+", metavar="PATH_OR_URL")
    ingest.add_argument("--llm", action="store_true", help="ask the language model whose sentences are left open")
    listing = command("list", _list, "list the readouts")
    listing.add_argument("--json", action="store_true", help="one object a line")
    show = command("show", _show, "show a readout")
    show.add_argument("id", metavar="ID")
    show.add_argument("--json", action="store_true", help="print the readout object")
    show.add_argument("--revision", type=int, metavar="N", help="an earlier revision; by default the newest")
    attribute = command("attribute", _attribute, "say whose each sentence of a file is, without any index")
    attribute.add_argument("sources", nargs="+", metavar="FILE")
    attribute.add_argument("--json", action="store_true", help="one object a readout")
    command("remove", _remove, "take readouts out of answers").add_argument("ids", nargs="+", metavar="ID")
    check = command("check", _check, "report what is inconsistent, missing or failed, and the remedy")
    check.add_argument("--repair", action="store_true", help="build the index anew from the catalog first")
    chat = command("chat", _chat, "open the chat in a browser")
    chat.add_argument("--port", type=int, default=8501)
    chat.add_argument("--no-browser", action="store_true", help="only serve; print the address")
    for file in COMMANDS:
        importlib.import_module(f"rag.commands.{file}").add(command)
    return parser


def _ask(options: argparse.Namespace) -> int:
    filters = {
        "parties": options.party,
        **{name: getattr(options, name) for name in ("reporter", "person", "since", "until", "language", "kind")},
    }
    if options.batch is not None:
        if options.question is not None or not options.json:
            raise InputError("--batch FILE goes with --json and without QUESTION")
        return _ask_batch(Path(options.batch), Library.open(options.data), filters)
    if options.question is None:
        raise InputError("a QUESTION or --batch FILE is needed; see `onrecord ask --help`")
    library = Library.open(options.data)
    if options.json:
        answer = library.ask(options.question, **filters)
        _print_json(answer.to_dict())
        return 0 if answer.found else 3
    before: Answer | None = None
    for answer in library.stream(options.question, **filters):
        for line in further_lines(before, answer):
            print(line, flush=True)
        before = answer
    return 0 if before is not None and before.found else 3


def _ask_batch(file: Path, library: Library, filters: dict[str, Any]) -> int:
    """One answer a line, as soon as it is ready; a question that cannot be asked gets `error` for an answer."""
    status = 0
    for row in list(_batch(file)):
        try:
            answer = library.ask(row["question"], history=[Turn(**turn) for turn in row["history"]], **filters)
            _print_json({"id": row["id"], **answer.to_dict()})
        except QuestionError as error:
            status = 2
            _print_json({"id": row["id"], "question": row["question"], "found": False, "error": str(error)})
        sys.stdout.flush()
    return status


def _batch(file: Path) -> Iterable[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({error})") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            history = [
                {"question": str(turn["question"]), "answer": str(turn.get("answer", ""))}
                for turn in row.get("history") or []
            ]
            yield {"id": row["id"], "question": str(row["question"]), "history": history}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(f'{file}, line {number}: not an object with "id" and "question"') from None


def _ingest(options: argparse.Namespace) -> int:
    with Bar() as bar:
        done = Library.open(options.data).ingest(*options.sources, progress=bar.tell, llm=options.llm)
    for _, reason in done.failed:
        print(f"onrecord: {one_line(reason)}", file=sys.stderr)
    if done.note:
        print(f"onrecord: {one_line(done.note)}", file=sys.stderr)
    sentences = f"{done.heard} sentence{'' if done.heard == 1 else 's'}"
    heard = f", {sentences} given a speaker by the language model" if options.llm else ""
    skipped = f", {done.skipped} other files passed over" if done.skipped else ""
    print(
        f"{len(done.added)} added, {len(done.changed)} changed, {len(done.unchanged)} unchanged, "
        f"{len(done.failed)} failed{skipped}{heard}"
    )
    if not done.failed:
        return 2 if done.note else 0
    return 2 if done.added or done.changed or done.unchanged else 1


def _list(options: argparse.Namespace) -> int:
    library = Library.open(options.data)
    places = library.places() if options.json else {}
    links = by_readout(library.links())
    for readout in library.list():
        known = relations(readout.id, links.get(readout.id, ()), places.get(readout.id, ()))
        if options.json:
            _print_json(entry(readout) | known)
        else:
            sides = "/".join(readout.parties)
            again = f"  (again: {known['duplicate_of']})" if known["duplicate_of"] else ""
            print(f"{readout.id}  {readout.date or 'no date'}  {sides or '-'}  {one_line(readout.title, 100)}{again}")
    return 0


def _show(options: argparse.Namespace) -> int:
    library = Library.open(options.data)
    readout = library.show(options.id, options.revision)
    newer = superseded(readout, library.revisions(readout.id))
    known = relations(readout.id, library.links(readout.id), library.places(readout.id).get(readout.id, ()))
    shown = entry(readout) | known | {"superseded_by": newer}
    if options.json:
        _print_json({**shown, "text": readout.text})
        return 0
    print(one_line(readout.title))
    if newer:
        print(f"superseded by revision {newer['revision']} of {newer['date']}: onrecord diff {readout.id}")
    shown |= {"sources": [place["source"] for place in known["sources"]], "superseded_by": None}
    for name, value in shown.items():
        if name != "title" and value not in (None, "", [], (), {}, False):
            print(f"{name}: {value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)}")
    print()
    print("\n".join(statement_lines(readout, library.statements(readout))))
    return 0


def _attribute(options: argparse.Namespace) -> int:
    from rag.attribute.attribute import attribute
    from rag.load.find import Failure, find
    from rag.load.load import load_all

    found = find(options.sources)
    failed = [failure.reason for failure in found.failures]
    done = 0
    for readout in (one for path in found.files for one in load_all(path, found.stated.get(path))):
        if isinstance(readout, Failure):
            failed.append(readout.reason)
            continue
        done += 1
        statements = attribute(readout)
        if options.json:
            _print_json(attribution(readout, statements))
        else:
            print(f"{readout.id}: {one_line(readout.title)}\n" + "\n".join(statement_lines(readout, statements)))
    for reason in failed:
        print(f"onrecord: {one_line(reason)}", file=sys.stderr)
    return 0 if not failed else 2 if done else 1


def _remove(options: argparse.Namespace) -> int:
    Library.open(options.data).remove(*options.ids)
    print(f"{len(options.ids)} removed")
    return 0


def _check(options: argparse.Namespace) -> int:
    findings = Library.open(options.data).check(repair=options.repair)
    for finding in findings:
        print(f"{one_line(finding.what)}\n    -> {one_line(finding.remedy)}")
    if not findings:
        print("nothing found")
    return 2 if findings else 0


def _chat(options: argparse.Namespace) -> int:
    from ui.serve import serve

    return serve(Library.open(options.data).settings, options.port, browser=not options.no_browser)


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())

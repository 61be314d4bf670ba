"""A `manifest.csv` beside files: what is known of them.

Takes the table's bytes and the names of the files. Returns for each file the hints of its row; they outweigh what the
file says. Every cell that cannot be used is a failure that names its line and column; the others count.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from rag.clean import one_line
from rag.errors import SourceError
from rag.load.decode import decode
from rag.load.known import HINTS, known_fields

NAME = "manifest.csv"
MOST_LINES = 20_000
COLUMNS = ("file", *(name for name in HINTS if name != "id"))

Hints = dict[str, dict[str, str]]


def read_manifest(data: bytes, is_there: Callable[[str], bool]) -> tuple[Hints, list[str]]:
    """Return the hints by file name, and what is wrong, each in one sentence without the manifest's own name."""
    try:
        text = decode(data)
    except SourceError as error:
        return {}, [str(error)]
    if text.count("\n") > MOST_LINES:
        return {}, [f"has more than {MOST_LINES} lines; divide it among folders"]
    first = text.split("\n", 1)[0]
    try:
        rows = list(_rows(text, ";" if first.count(";") > first.count(",") else ","))
    except csv.Error as error:
        return {}, [f"is not a table of comma-separated values ({error})"]
    header = [name.strip().casefold() for name in rows[0][1]]
    wrong = [
        f"line 1, column {one_line(name, 40)!r}: unknown; known are {', '.join(COLUMNS)}"
        for name in header
        if name not in COLUMNS
    ]
    if "file" not in header:
        return {}, [*wrong, "line 1: the column 'file' is missing"]
    hints: Hints = {}
    for number, row in rows[1:]:
        if len(row) > len(header):
            wrong.append(f"line {number}: {len(row)} cells where there are {len(header)} columns")
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        file = cells.pop("file", "")
        if not file:
            wrong.append(f"line {number}, column 'file': empty")
        elif file in hints:
            wrong.append(f"line {number}, column 'file': {one_line(file, 80)!r} has a line already")
        elif not is_there(file):
            wrong.append(f"line {number}, column 'file': {one_line(file, 80)!r} is not there, or is not read")
        else:
            hints[file] = dict(_usable(cells, number, wrong))
    return hints, wrong


def summed(wrong: list[str]) -> str:
    """Return what is wrong as one sentence, the first ten in full."""
    more = f" (and {len(wrong) - 10} more)" if len(wrong) > 10 else ""
    return "; ".join(wrong[:10]) + more


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def _usable(cells: dict[str, str], number: int, wrong: list[str]) -> list[tuple[str, str]]:
    usable = []
    for name, value in cells.items():
        if name in COLUMNS:
            try:
                known_fields({name: value})
                usable.append((name, value))
            except SourceError as error:
                wrong.append(f"line {number}, column {name!r}: {str(error).removeprefix(f'{name}: ')}")
    return usable

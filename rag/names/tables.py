"""Reads the data files of this folder: tab-separated columns, `;` between forms, `#` for remarks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of data/<name>.tsv as tuples of stripped cells; FileNotFoundError where there is none."""
    text = (files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


def forms(cell: str) -> list[str]:
    """The forms of a cell: "Holy See; Vatican" gives two."""
    return [form.strip() for form in cell.split(";") if form.strip()]

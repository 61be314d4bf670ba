"""The shape of the code: what imports what, and what an import costs."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import rag

ROOT = Path(rag.__file__).parent
ORDER = ["names", "load", "sources", "attribute", "store", "answer", "write"]
OUTSIDE = {"commands"}
"""Folders that stand beside rag/cli.py and use the Library."""
BASE = {"types", "errors", "settings", "clean", "cldr", "stemming"}
"""Modules of rag/ itself that every folder may import."""


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports when it runs: what only the type checker reads does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            block.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_each_third_party_library_is_imported_in_one_file() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in ROOT.rglob("*.py"):
        for module in imports(path):
            top = module.split(".")[0]
            if top not in sys.stdlib_module_names and top not in {"rag", "ui", "numpy"}:
                places[top].add(path.relative_to(ROOT).as_posix())
    several = {library: files for library, files in places.items() if len(files) > 1}
    assert several == {}
    assert "streamlit" not in places


def test_a_folder_imports_only_what_stands_above_it() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        inside = path.relative_to(ROOT).parts
        if len(inside) < 2 or inside[0] in OUTSIDE:
            continue
        allowed = {*BASE, *ORDER[: ORDER.index(inside[0]) + 1]}
        for module in imports(path):
            if module.startswith("rag.") and module.split(".")[1] not in allowed:
                wrong.append(f"{'/'.join(inside)} imports {module}")
    assert wrong == []


def test_the_public_names_are_those_listed() -> None:
    assert rag.__all__ == sorted(rag.__all__)
    assert all(hasattr(rag, name) for name in rag.__all__)


def test_importing_rag_loads_nothing_heavy() -> None:
    code = "import rag, rag.cli, sys; print(' '.join(sys.modules))"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    heavy = {
        "torch",
        "chromadb",
        "sentence_transformers",
        "langchain_core",
        "streamlit",
        "pydantic",
        "babel",
        "numpy",
    }
    assert loaded & heavy == set()


def test_importing_rag_takes_less_than_three_tenths_of_a_second() -> None:
    code = "import time; began = time.perf_counter(); import rag; print(time.perf_counter() - began)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.3


HERE = Path(__file__).parent
EVALUATIONS = sorted(path.relative_to(HERE) for folder in ("evals", "bench") for path in HERE.glob(f"{folder}/*.py"))


@pytest.mark.parametrize("path", EVALUATIONS, ids=str)
def test_the_evaluations_that_no_test_runs_can_be_loaded(path: Path) -> None:
    name = ".".join(("tests", *path.with_suffix("").parts))
    importlib.import_module(name.removesuffix(".__init__"))

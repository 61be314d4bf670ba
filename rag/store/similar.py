"""How alike two texts of one language are: MinHash finds candidates, the texts themselves decide.

Takes texts. Returns keys (two texts that share one are candidates) and the share of three-word runs that two texts
have in common. Case, punctuation and white space do not count.

Source: A. Broder, "On the resemblance and containment of documents", 1997; bands: Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib

RUN = 3
"""Words to a run; a corrected word changes three runs."""

BANDS, ROWS = 16, 4
"""Of 64 minima; texts that share three quarters of their runs share a key with probability 0.998, those that share
three tenths with 0.12."""

AT_ONCE = 20_000
"""Runs that are hashed together: each takes 64 numbers of memory, and a text may be a book."""

_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def words_of(text: str) -> list[str]:
    """Return the words, folded; a Chinese or Japanese character is a word."""
    return _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


def runs_of(words: list[str]) -> set[int]:
    """Return the 32-bit hashes of the runs of words; of fewer than RUN words the one run that there is."""
    last = max(len(words) - RUN, 0) if words else -1
    return {zlib.crc32(" ".join(words[at : at + RUN]).encode()) for at in range(last + 1)}


def keys_of(runs: set[int]) -> list[int]:
    """Return a 64-bit key for each band; none for a text without words."""
    from datasketch import MinHash

    if not runs:
        return []
    signature = MinHash(BANDS * ROWS, hashfunc=int)
    hashes = sorted(runs)
    for at in range(0, len(hashes), AT_ONCE):
        signature.update_batch(hashes[at : at + AT_ONCE])
    minima = [signature.hashvalues[band * ROWS : (band + 1) * ROWS].tobytes() for band in range(BANDS)]
    return [
        int.from_bytes(hashlib.blake2b(bytes([band]) + some, digest_size=8).digest(), signed=True)
        for band, some in enumerate(minima)
    ]


def resemblance(one: set[int], other: set[int]) -> float:
    """Return the share of runs that two texts have in common (Jaccard), from 0 to 1."""
    return len(one & other) / max(len(one | other), 1)

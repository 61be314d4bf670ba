"""Damaged and hostile inputs of every format: each is a readout or a failure with one line of reason, in time.

A part by default; FUZZ=300 in the environment gives the number of inputs for each format.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Callable

import pytest

from rag.errors import SourceError
from rag.load.find import Failure
from rag.load.load import parse
from rag.load.unpack import unpack
from rag.types import Readout
from tests.load.making import make_zip, samples

INPUTS = int(os.environ.get("FUZZ", "60"))
SECONDS = 10.0
PIECES = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"<html>",
        b"---\ntitle: x\n",
        b"\r\n\r\n",
        b"]]>",
    ),
    *(
        b"Title: x\n",
        b"From: a@b.c\nSubject: x\n\n",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&#x110000;",
        b"\xed\xa0\x80",
    ),
    *(
        b"9" * 400,
        b"<div>" * 400,
        b"(" * 4000,
        b"=?utf-8?q?=ff?=",
        b"endobj",
        b"stream\n",
        b" date 2024-11-18 x\n",
        b"\xf0\x9f",
    ),
)
Mutation = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:start] + data[end:] if chance.random() < 0.6 else data[start:end]


def doubled(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def spliced(chance: random.Random, data: bytes) -> bytes:
    at = chance.choice((0, chance.randrange(len(data))))
    return data[:at] + chance.choice(PIECES) + data[at:]


def crossed(chance: random.Random, data: bytes) -> bytes:
    other = chance.choice(list(samples_once().values()))
    return other[: chance.randrange(1, len(other))] + data[chance.randrange(len(data)) :]


def inside(chance: random.Random, data: bytes) -> bytes:
    """Changes within a member of an archive, packed anew, so that the sum is right."""
    files = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: files.read(name) for name in files.namelist()}
    name = chance.choice([name for name in parts if name.endswith((".xml", ".txt", ".docx"))])
    parts[name] = chance.choice(MUTATIONS)(chance, parts[name] or b" ")
    return make_zip(parts)


MUTATIONS: tuple[Mutation, ...] = (flipped, cut, doubled, spliced, crossed)
_samples: dict[str, bytes] = {}


def samples_once() -> dict[str, bytes]:
    if not _samples:
        _samples.update(samples())
    return _samples


def mutated(name: str, number: int) -> bytes:
    chance = random.Random(f"{name}/{number}")
    data = samples_once()[name]
    kinds = (*MUTATIONS, inside, inside) if name.endswith((".zip", ".docx")) else MUTATIONS
    for _ in range(chance.choice((1, 1, 2, 4))):
        kind = chance.choice(kinds)
        try:
            data = kind(chance, data or b" ")
        except Exception:  # the archive is too damaged for its members to be changed
            data = flipped(chance, data or b" ")
    return data


def outcomes(data: bytes, name: str) -> list[Readout | Failure]:
    results: list[Readout | Failure] = []
    for found in unpack(data, name, name):
        if isinstance(found, Failure):
            results.append(found)
            continue
        try:
            results.append(parse(found.data, found.name, found.source, hints=found.hints, stated=found.stated))
        except SourceError as error:
            results.append(Failure(found.source, str(error)))
    return results


NAMES = (
    "plain.txt",
    "headed.txt",
    "house.md",
    "article.html",
    "chinese.html",
    "sample.pdf",
    "sample.docx",
    "sample.eml",
)


@pytest.mark.parametrize("name", [*NAMES, "sample.zip"])
def test_a_damaged_input_is_a_readout_or_a_failure_with_its_reason(name: str) -> None:
    for number in range(INPUTS):
        began = time.monotonic()
        for result in outcomes(mutated(name, number), name):
            if isinstance(result, Failure):
                assert result.reason.startswith(result.source), number
                assert "\n" not in result.reason, number
                assert len(result.reason) < 1000, number
            else:
                assert result.text.strip(), number
                f"{result.title}{result.text}{result.issuer}{dict(result.extra)}".encode()
                assert all(0 <= start <= len(result.text) for start in result.pages), number
        assert time.monotonic() - began < SECONDS, number

"""Questions and their readouts with the two countries changed round: their names, adjectives, capitals and leaders.

The two are called Namibia and Mauritania, whose leaders no table lists, once so and once the other way round: all
that the two libraries differ in is which is which.
"""

from __future__ import annotations

import functools
import itertools
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rag import Library
from rag.names.leaders import find_leaders
from rag.store.embedding import Embedder
from rag.types import Answer, Citation, Code, Readout
from tests.evals.asked import Row, developed, paths
from tests.evals.drawn import involved, opened, readout, two

sys.path.insert(0, str(Path(__file__).parents[1] / "attribute"))
from swapping import ENGLISH, Side, renamed

OTHERS = 200
"""Readouts beside those of the questions."""
TOGETHER = 10
"""Questions whose readouts stand in one library."""

_FIRST = (
    ("Otto", "Jan", "Udo", "Emil", "Karl", "Paul", "Rolf", "Gerd", "Sven", "Ole", "Lars", "Axel"),
    ("Hugo", "Nilo", "Aldo", "Ivo", "Tito", "Remo", "Dino", "Saro", "Elio", "Vito", "Nino", "Piero"),
)
_LAST = (
    ("Falk", "Kos", "Brandt", "Sand", "Lindt", "Moor", "Voss", "Reimer", "Holm", "Dahl", "Krog", "Stahn"),
    ("Pak", "Quiñe", "Ferri", "Tamm", "Brolo", "Zanti", "Corvi", "Lupo", "Marra", "Tosti", "Sella", "Berti"),
)
_PEOPLE = [tuple(map(" ".join, zip(first, last, strict=True))) for first, last in zip(_FIRST, _LAST, strict=True)]
A, B = (replace(side, people=people) for side, people in zip(ENGLISH, _PEOPLE, strict=True))

Cited = tuple[str, int, frozenset[Code], bool]
"""What is cited: readout, number of the statement, speakers, joint."""


def alike(one: Readout, sides: dict[Code, Side], people: dict[str, str]) -> Readout:
    """The readout with its sides renamed, the persons as `people` has them already; others are added there."""
    met = [p for text in (one.title, one.text) for p in find_leaders(text, one.date, surnames=True)]
    order: dict[Code, dict[str, str]] = {code: {} for code in sides}
    for person in met:
        if person.party in sides:
            free = (name for name in sides[person.party].people if name not in people.values())
            order[person.party][person.name] = people.setdefault(person.name, people.get(person.name) or next(free))
    named = {code: replace(side, people=tuple(order[code].values())) for code, side in sides.items()}
    return renamed(one, named)


def shown(found: re.Match[str], name: str, by_name: bool) -> str:
    """How a person of a country is written in the question."""
    beside = name in found.string[max(0, found.start() - 30) : found.start()]
    if by_name:
        return found[0] if beside else f"{name}'s {found[0]}"
    return "" if beside else name


def asked_of(question: str, date: str | None, sides: dict[Code, Side], people: dict[str, str], by_name: bool) -> str:
    """The question with its countries replaced, and its persons by their country or, `by_name`, by that and the name
    they have in the readouts, which no table knows."""
    text = alike(Readout("q", "", question, date=date), sides, people).text
    for side in sides.values():
        name, adjective = side.forms["name"], side.forms["adjective"]
        text = re.sub(rf"\b[Tt]he {name}\b(?! [A-Za-z]| (?:is|means|to) )", name, text)
        text = re.sub(rf"\b[Tt]he {name}(?= (?:is|means|to) )", name, text)
        text = re.sub(rf"\b[Tt]he {name}(?= [A-Za-z])", f"the {adjective}", text)
        for person in side.people:
            first, last = person.split()
            pattern = rf"(?<!{first} )\b(?:{first} )?{last}\b"
            text = re.sub(pattern, functools.partial(shown, name=name, by_name=by_name), text)
    return text


def written(folder: Path, one: Readout) -> None:
    """Write a readout in format 2."""
    issuer = f"Ministry of Foreign Affairs ({one.reporter})" if one.reporter else one.issuer
    header = {
        "Title": " ".join(one.title.split()),
        "Date": one.published or one.date,
        "Issuer": issuer,
        "Counterparts": ", ".join(code for code in one.parties if code != one.reporter),
        "Language": one.language,
        "Kind": one.kind,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in header.items() if value)
    (folder / f"{one.id}.txt").write_text(f"{lines}\n{one.text}", encoding="utf-8")


def variant(
    group: Sequence[Row], base: Path, folder: Path, called: Sequence[Side], embedder: Embedder
) -> list[tuple[str, Answer, list[Cited]]]:
    """Ask with the two parties of each question called so; returns each question put, the answer, what is cited: the
    questions by country, then by name."""
    (folder / "in").mkdir(parents=True)
    people: dict[tuple[Code, ...], dict[str, str]] = {}
    sides = [dict(zip(sorted(two(row) or ()), called, strict=True)) for row in group]
    for row, named in zip(group, sides, strict=True):
        for id in involved(row):
            if not (folder / "in" / f"{id}.txt").exists():
                written(folder / "in", alike(readout(id), named, people.setdefault(tuple(named), {})))
    shutil.copytree(base, folder / "data")
    library = opened(folder / "data", embedder)
    if failed := library.ingest(folder / "in").failed:
        raise SystemExit(f"{failed[0]}")
    results = []
    for by_name, (row, named) in itertools.product((False, True), zip(group, sides, strict=True)):
        docs = [item["doc"] for item in row["gold"] or row["traps"]]
        question = asked_of(row["question"], readout(docs[0]).date, named, people[tuple(named)], by_name)
        answer = library.ask(question)
        results.append((question, answer, [cited(library, citation) for citation in answer.citations]))
    library.close()
    return results


def cited(library: Library, citation: Citation) -> Cited:
    """Return what is compared of a citation."""
    statements = library.statements(library.show(citation.readout))
    number = next((at for at, s in enumerate(statements) if s.start <= citation.start < s.end), -1)
    return citation.readout, number, frozenset(citation.speakers), citation.joint


def others(base: Path, embedder: Embedder) -> None:
    """Make the library of readouts that no development question is about."""
    labelled = {id for row in developed() for id in involved(row)}
    library = opened(base, embedder)
    library.ingest(*(paths()[id] for id in random.Random(1).sample(sorted(set(paths()) - labelled), OTHERS)))
    library.close()


def swap(questions: Sequence[Row], base: Path, embedder: Embedder) -> None:
    """Print what changes but the sides; `base` is the library of the others."""
    turn = {A.code: B.code, B.code: A.code}
    tallies: dict[str, Counter[str]] = {"by country": Counter(), "by name": Counter()}
    for at in range(0, len(questions), TOGETHER):
        group = questions[at : at + TOGETHER]
        with tempfile.TemporaryDirectory() as temporary:
            one, other = (
                variant(group, base, Path(temporary) / str(number), called, embedder)
                for number, called in enumerate(((A, B), (B, A)))
            )
        asks = itertools.product(tallies, group)
        for (how, row), (asked, answer, cites), (asked2, answer2, cites2) in zip(asks, one, other, strict=True):
            turned = [(id, n, frozenset(turn.get(code, code) for code in who), j) for id, n, who, j in cites]
            gold = {item["doc"] for item in row["gold"]}
            same = (answer.found, answer.reason) == (answer2.found, answer2.reason)
            tallies[how] += Counter(
                asked=1,
                understood=bool(answer.understood and answer.understood.parties),
                found=answer.found,
                gold_first=bool(cites) and cites[0][0] in gold,
                same_found_and_reason=same,
                same_first=turned[:1] == cites2[:1],
                same_first_among_cited=set(turned[:1]) <= set(cites2) and set(cites2[:1]) <= set(turned),
                same_citations=set(turned) == set(cites2),
            )
            if not same or turned[:1] != cites2[:1]:
                print(f"swap {how} {row['id']} {asked}\n      | {asked2}")
                for a, c in ((answer, cites), (answer2, cites2)):
                    print(f"      {a.found} {a.reason} {a.understood}")
                    print(f"      {[(id, n, *sorted(who), joint) for id, n, who, joint in c]}")
    for how, tally in tallies.items():
        print(f"swap, asked {how}: {dict(tally)}", flush=True)

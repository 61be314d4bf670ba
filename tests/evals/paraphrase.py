"""Draw sentences about quotes of the development readouts, true and false, and see which the verification shows.

Takes the readouts of ../shared, attributes some, and makes of their statements in reported speech, by rule and with a
fixed seed, 40 faithful sentences (another verb of saying, the speaker's party for the person) and 40 lies (in
ten ways). Prints what went wrong; `make eval` does not need it.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from rag.answer.wording import with_article
from rag.attribute.attribute import attribute
from rag.load.load import load
from rag.names.parties import find_parties, party_name
from rag.types import Citation, Readout, Statement
from rag.write.verify import verify

SHARED = Path(__file__).parents[3] / "shared"
WANTED = 40
_REPORTED = re.compile(
    r"^(?P<who>(?:The |Mr |Mr\. |President |Secretary |Prime Minister |Foreign Minister )?[A-Z][^,;:]{2,60}?) "
    r"(?P<verb>said|noted|stressed|underscored|emphasized|stated|reaffirmed|reiterated|underlined|added) that "
    r"(?P<rest>.+)\.$"
)
_DIRECT = re.compile(r"\b(?:I|we|our|us|my|me|you|your)\b|[\[\]]", re.IGNORECASE)
_OTHERS = ("PY", "FJ", "MW", "LA", "SR")
_SAYING = {"said": "stated", "noted": "said", "stressed": "underscored", "underscored": "stressed", "stated": "noted"}


def quotes(folder: Path, seed: int = 5) -> Iterator[tuple[Readout, Statement, re.Match[str]]]:
    """Statements of one speaker in reported speech, from readouts in a random order."""
    files = sorted(folder.rglob("*.txt"))
    random.Random(seed).shuffle(files)
    for file in files:
        readout = load(file)
        if readout.language != "en" or not readout.date:
            continue
        for statement in attribute(readout):
            text = " ".join(readout.text[statement.start : statement.end].split())
            match = _REPORTED.match(text) if len(text) < 400 else None
            if match and len(statement.speakers) == 1 and not statement.joint and not _DIRECT.search(text):
                yield readout, statement, match
                break


def citation_of(readout: Readout, statement: Statement) -> Citation:
    """The statement as it would be cited."""
    quote = readout.text[statement.start : statement.end]
    return Citation(
        1,
        readout.id,
        readout.title,
        readout.date,
        readout.reporter,
        readout.reporter_inferred,
        readout.issuer,
        statement.speakers,
        statement.joint,
        statement.person or None,
        quote,
        statement.start,
        statement.end,
        readout.url,
        readout.source,
        readout.kind,
        language=readout.language,
    )


def faithful(citation: Citation, match: re.Match[str]) -> list[str]:
    """Sentences that say what the quote says."""
    country = with_article(citation.speakers[0])
    country = country[0].upper() + country[1:]
    who = citation.person.split(";")[0] if citation.person else country
    rest, verb = match["rest"], match["verb"]
    other = _SAYING.get(verb, "reiterated" if verb == "reaffirmed" else "stressed" if verb != "reiterated" else verb)
    return [f"{who} {verb} that {rest} [1].", f"{country} {other} that {rest} [1].", f"{who} {other} {rest} [1]."]


def lies(citation: Citation, match: re.Match[str], chance: random.Random) -> dict[str, str]:
    """Sentences that say something else, by the kind of lie; a kind that the quote gives no occasion for is left."""
    speaker = citation.speakers[0]
    country = with_article(speaker)
    country = country[0].upper() + country[1:]
    rest, verb = match["rest"], match["verb"]
    other = party_name(chance.choice([code for code in _OTHERS if code != speaker]))
    found = {
        "speaker": f"{other} {verb} that {rest} [1].",
        "merged": f"{country} and {other} {verb} that {rest} [1].",
        "account": f"According to {other}'s readout, {country} {verb} that {rest} [1].",
        "citation": f"{country} {verb} that {rest} [2].",
        "quotation": f'{country} said that "{rest.split(" ", 1)[-1].swapcase()}" [1].',
        "agreed": f"{country} agreed that {rest} [1].",
    }
    mentions = [m for m in find_parties(rest, "en") if m.kind == "name"]
    if mentions:
        m = chance.choice(mentions)
        found["party"] = f"{country} {verb} that {rest[: m.start]}{other}{rest[m.end :]} [1]."
    number = re.search(r"\b\d+\b", rest)
    if number:
        found["number"] = (
            f"{country} {verb} that {rest[: number.start()]}{int(number[0]) + 1}{rest[number.end() :]} [1]."
        )
    modal = re.search(r"\b(will|would|must|should|can|could|may|is|are|was|has|have)\b", rest)
    if modal:
        negated = re.match(r" not\b", rest[modal.end() :])
        after = rest[modal.end() + len(" not") :] if negated else f" not{rest[modal.end() :]}"
        found["negation"] = f"{country} {verb} that {rest[: modal.end()]}{after} [1]."
    hedge = re.search(
        r"\b(hopes? to|hopes? that|could|may|would|should|is ready to|intends to|plans to|wants to)\b", rest
    )
    if hedge:
        found["hedge"] = f"{country} {verb} that {rest[: hedge.start()]}will{rest[hedge.end() :]} [1]."
    return found


def measure(
    show: Callable[[str], None] = lambda line: None, folder: Path = SHARED / "readouts"
) -> tuple[int, int, int]:
    """Return the faithful sentences kept, the lies shown, and of how many each; `show` is told what went wrong."""
    chance = random.Random(7)
    kept = shown = number = 0
    kinds: Counter[str] = Counter()
    for readout, statement, match in quotes(folder):
        if number == WANTED:
            break
        citation = citation_of(readout, statement)
        true = chance.choice(faithful(citation, match))
        false = lies(citation, match, chance)
        kind = min(false, key=lambda name: (kinds[name], name))
        kinds[kind] += 1
        number += 1
        verdict = verify(true, [citation])
        kept += bool(verdict.text)
        if not verdict.text:
            show(f"dropped ({verdict.reason}): {true}\n    {citation.quote!r}")
        if verify(false[kind], [citation]).text:
            shown += 1
            show(f"SHOWN ({kind}): {false[kind]}\n    {citation.quote!r}")
    return kept, shown, number


def main() -> None:
    """Print the figures."""
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    if not SHARED.is_dir():
        raise SystemExit("the sentences are drawn from ../shared, which is not there")
    kept, shown, number = measure(print)
    print(f"faithful sentences kept: {kept} of {number}; lies shown: {shown} of {number}")


if __name__ == "__main__":
    main()

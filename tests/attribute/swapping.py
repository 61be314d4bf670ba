"""A readout with the names of its two sides replaced: what the two sides are called must not matter."""

from dataclasses import dataclass, replace

from rag.names.leaders import find_leaders
from rag.names.parties import find_parties
from rag.types import Code, Readout


@dataclass(frozen=True)
class Side:
    """A party's name, adjective and so on by kind of mention, and people whom no table lists."""

    code: Code
    forms: dict[str, str]
    people: tuple[str, ...]


_NOBODY = (("Otto Falk", "Jan Kos", "Udo Brandt", "Emil Sand"), ("Hugo Pak", "Nilo Quiñe", "Aldo Ferri", "Ivo Tamm"))
# Two parties of whose leaders no table knows anything: only the words decide.
ENGLISH = (
    Side(
        "NA", {"name": "Namibia", "adjective": "Namibian", "demonym": "Namibians", "capital": "Windhoek"}, _NOBODY[0]
    ),
    Side(
        "MR",
        {"name": "Mauritania", "adjective": "Mauritanian", "demonym": "Mauritanians", "capital": "Nouakchott"},
        _NOBODY[1],
    ),
)
SPANISH = (
    Side("NA", {"name": "Namibia", "adjective": "namibio", "demonym": "namibios", "capital": "Windhoek"}, _NOBODY[0]),
    Side(
        "MR",
        {"name": "Mauritania", "adjective": "mauritano", "demonym": "mauritanos", "capital": "Nouakchott"},
        _NOBODY[1],
    ),
)


def renamed(readout: Readout, sides: dict[Code, Side]) -> Readout:
    """The readout with every mention of the parties in `sides`, and of their leaders, replaced."""
    people: dict[str, str] = {}
    free = {code: list(side.people) for code, side in sides.items()}

    def called(name: str, party: Code) -> str:
        if name not in people:
            people[name] = free[party].pop(0) if free[party] else name
        return people[name]

    def plain(text: str) -> str:
        cuts: list[tuple[int, int, str]] = []
        for person in find_leaders(text, readout.date, surnames=True):
            if person.party in sides:
                name = called(person.name, person.party)
                cuts.append((person.start, person.end, name if " " in person.text else name.split()[-1]))
        for mention in find_parties(text, readout.language):
            free_here = all(mention.end <= start or end <= mention.start for start, end, _ in cuts)
            if mention.party in sides and free_here:
                forms = sides[mention.party].forms
                cuts.append((mention.start, mention.end, forms.get(mention.kind, forms["name"])))
        for start, end, form in sorted(cuts, reverse=True):
            text = (
                text[:start] + (form.upper() if text[start:end].isupper() and end - start > 4 else form) + text[end:]
            )
        return text

    return replace(
        readout,
        title=plain(readout.title),
        text=plain(readout.text),
        reporter=sides[readout.reporter].code if readout.reporter in sides else None,
        parties=tuple(sides[code].code if code in sides else code for code in readout.parties),
    )

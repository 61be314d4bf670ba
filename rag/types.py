"""The vocabulary. Every stage takes and returns these values and nothing else.

All of them are frozen. Offsets count Unicode code points in `Readout.text`, half-open: text[start:end].
Dates are ISO 8601 strings (YYYY-MM-DD), so that they sort and compare as text.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

Code = str
"""A party: an ISO 3166-1 alpha-2 code (CL) or an organisation's code (EU, UN, NATO, AU_)."""

ReadoutKind = Literal["readout", "summary", "transcript", "statement", "press_conference", "domestic_readout"]
READOUT_KINDS: tuple[ReadoutKind, ...] = get_args(ReadoutKind)
StatementKind = Literal["statement", "commitment", "agreement", "discussion", "background", "procedural"]
Reason = Literal["nothing_found", "party_silent", "said_by_other", "ambiguous"]
Mode = Literal["quotes", "written"]
Wish = Literal["said", "latest", "first", "list", "compare", "fact", "joint"]
Asks = Literal["who", "when", "where", "how many", "how long"]


class _Plain:
    """A dataclass that can be given as an object of JSON."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {field.name: _json(getattr(self, field.name)) for field in fields(self)}  # type: ignore[arg-type]


def _json(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_json(item) for item in value]
    plain = dict(value) if isinstance(value, Mapping) else value
    return plain.to_dict() if isinstance(plain, _Plain) else plain


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a readout names: canonical name, office as the text gives it, party represented."""

    name: str
    office: str = ""
    party: Code | None = None


@dataclass(frozen=True, slots=True)
class Readout:
    """One official account of a meeting or call, as loaded.

    `text` is the decoded body, unchanged: what a citation's offsets refer to. `date` is the event's, or the published
    one where the text gives no other; None where neither is known. `reporter` is the party whose body issued it, None
    while unknown, `reporter_inferred` where it was concluded from the title. `retrieved` is when it was ingested (ISO
    timestamp), `source` the path or address it came from, `url` the official address.
    """

    id: str
    title: str
    text: str
    date: str | None = None
    published: str | None = None
    retrieved: str | None = None
    reporter: Code | None = None
    reporter_inferred: bool = False
    issuer: str = ""
    parties: tuple[Code, ...] = ()
    people: tuple[Person, ...] = ()
    venue: str = ""
    language: str = "en"
    kind: ReadoutKind = "readout"
    url: str | None = None
    source: str = ""
    revision: int = 1
    extra: Mapping[str, str] = field(default_factory=dict)
    """Header keys that are not ours, kept as they came."""
    pages: tuple[int, ...] = ()
    """Where each page begins in `text`; empty where the document has no pages."""

    def page_of(self, offset: int) -> int | None:
        """Return the number of the page, from 1, on which a place in the text stands; None without pages."""
        return bisect.bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or a clause of one, and whose words, position or act it reports.

    `speakers` is empty where it is nobody's or where the text does not say; with `joint` it holds all who made it.
    `person` is the person credited ("" if none, several joined by "; "). `cue` is what the attribution rests on.
    """

    readout: str
    start: int
    end: int
    speakers: tuple[Code, ...] = ()
    joint: bool = False
    person: str = ""
    kind: StatementKind = "statement"
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive statements of one readout with the same speakers: the unit of retrieval.

    `header` precedes the exact text in what is embedded and indexed; it is never cited.
    """

    readout: str
    revision: int
    start: int
    end: int
    header: str
    text: str
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters(_Plain):
    """What the caller restricts a question to. Dates are inclusive and may be YYYY, YYYY-MM or YYYY-MM-DD."""

    parties: tuple[Code, ...] = ()
    reporter: Code | None = None
    person: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    kind: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Only the filters that are set."""
        return {name: value for name, value in _Plain.to_dict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange of the conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `speakers` are the parties whose statements are asked for, `people` the persons among them, `counterparts` the
    other sides, `reporter` whose account is wanted; `topic` are the words that say what it is about and `phrases`
    names of several words and what stands in quotation marks. `filters` are the caller's own: they bind, what is
    read from the text ranks. Of everything but text and filters, nothing is guessed: what the text (or the earlier
    turns) does not say is empty.
    """

    text: str
    language: str = "en"
    speakers: tuple[Code, ...] = ()
    people: tuple[str, ...] = ()
    counterparts: tuple[Code, ...] = ()
    reporter: Code | None = None
    topic: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    wish: Wish = "said"
    filters: Filters = field(default_factory=Filters)
    asks_speaker: bool = False
    """The speakers are what is asked for: "Who told Putin ...?"; `counterparts` are those spoken to."""
    offices: tuple[str, ...] = ()
    """The offices by which speakers are asked for, as written: "prime minister"."""
    counterpart_people: tuple[str, ...] = ()
    """The persons among the counterparts."""
    mentioned: tuple[Code, ...] = ()
    """Every party that the question names, in whatever role, in order."""
    accounts: tuple[Code, ...] = ()
    """The parties whose accounts of one meeting are set side by side."""
    joint: bool = False
    """What the speakers said together is asked for, whatever the wish."""
    asks: Asks | None = None
    """The kind of fact asked for."""
    dates_certain: bool = True
    """False where the dates may be those of the topic ("the 2016 award"): they rank, and do not exclude."""
    since_event: str = ""
    """An event whose date is not in the question, after which statements are wanted: "the Geneva summit"."""
    until_event: str = ""
    """An event before which statements are wanted."""
    setting: tuple[str, ...] = ()
    """Words for the occasion or place of the meeting ("Sochi", "COP27"): where it was said, not what about."""
    expansions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Topic words or phrases with their equivalents: full names and abbreviations, other languages, synonyms."""
    taken: tuple[str, ...] = ()
    """What was taken from earlier turns, for the user to see: "Chile, from the question before"."""
    ambiguous: tuple[str, ...] = ()
    """The parties or persons among which nothing in the question decides; all of them are searched."""


@dataclass(frozen=True, slots=True)
class Citation(_Plain):
    """A quote: offsets into a stored readout, its words, and who said them in whose account."""

    n: int
    readout: str
    title: str
    date: str | None
    reporter: Code | None
    reporter_inferred: bool
    issuer: str
    speakers: tuple[Code, ...]
    joint: bool
    person: str | None
    quote: str
    start: int
    end: int
    url: str | None
    source: str
    kind: str = "readout"
    revision: int = 1
    statement_kind: str = "statement"
    language: str = "en"
    again: tuple[tuple[str, str | None], ...] = ()
    """Readouts, with their dates, in which nearly the same words stand."""
    page: int | None = None
    """The page, from 1, on which the quote begins; None where the document has no pages."""
    heard: bool = False
    """Whether a language model named the speaker, where the rules left it open."""
    known: str | None = None
    """The ids of other readouts that tell who the speaker is, where this one leaves it open."""

    def to_dict(self) -> dict[str, Any]:
        """The citation object of the interface (plain JSON values)."""
        return _Plain.to_dict(self) | {"again": [{"readout": id, "date": date} for id, date in self.again]}


@dataclass(frozen=True, slots=True)
class Searched(_Plain):
    """The receipt: what was looked through to come to an answer.

    `readouts` counts those that the filters leave, `since` and `until` are their first and last date, `terms`
    maps each topic word to the number of readouts it occurs in.
    """

    readouts: int
    since: str | None
    until: str | None
    filters: Mapping[str, Any]
    terms: Mapping[str, int]
    with_party: int | None = None
    """In how many of the readouts an asked party takes part; None where none is asked for."""


@dataclass(frozen=True, slots=True)
class Understood(_Plain):
    """How a question was read: what it asks for, without the caller's filters; what it does not say is empty."""

    parties: tuple[Code, ...] = ()
    """The speakers wanted."""
    people: tuple[str, ...] = ()
    counterparts: tuple[Code, ...] = ()
    """The other sides."""
    reporter: Code | None = None
    since: str | None = None
    until: str | None = None
    topic: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    """Those of the above that the caller put in place of what was read."""


@dataclass(frozen=True, slots=True)
class Answer(_Plain):
    """What `ask` returns: found or not, the text with [n] marks, and the citations they stand for."""

    question: str
    found: bool
    reason: Reason | None
    text: str
    mode: Mode
    model: str | None
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    searched: Searched
    elapsed_ms: float
    taken: tuple[str, ...] = ()
    """What was taken from earlier turns of the conversation, as shown."""
    dropped: int = 0
    """Sentences of a model that were not shown, because the quotes do not bear them."""
    rewritten: str | None = None
    """The question as it was asked instead, for the user to see: completed by a model from the conversation, or its
    parts."""
    note: str = ""
    """Why the quotes stand alone although a model is configured."""
    finished: bool = True
    """False while a model is still writing."""
    understood: Understood | None = None
    """How the question was read; None where it was read as several."""
    parts: tuple[Answer, ...] = ()
    """Of a question that asks several things, the answer to each, its citations numbered as in the whole."""

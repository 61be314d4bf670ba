"""Phrases of a subject -> the speaker they mean, within one readout."""

from __future__ import annotations

from dataclasses import dataclass

from rag.attribute.member import Who
from rag.attribute.people import Cast
from rag.attribute.phrases import Phrase
from rag.attribute.speaker import Speaker, sides
from rag.types import Code, Readout


@dataclass(slots=True)
class Context:
    """What the sentences read so far leave for the next: who "he" and "they" are, who spoke last."""

    readout: Readout
    cast: Cast
    he: Who | None = None
    before: Who | None = None
    """Who "he" was before: meant where "he" speaks to the one whom it would mean else."""
    last: Speaker | None = None
    document: Speaker | None = None
    """Whose document the account has told of."""
    all_joint: bool = False
    """Whether everything so far was said by all sides together."""
    guests: bool = False
    """Whether those who spoke last are a group of no party, whom "they" then means."""
    reported: bool = False
    """Whether the last sentence reported speech (and not a mere act)."""

    def remember(self, speaker: Speaker) -> None:
        """Whom "he" or "she" in the next sentences means."""
        self.he = Who(speaker.parties[0], speaker.person)

    def meant(self, pronoun: str) -> Who | None:
        """Whom "he" or "she" means: the subject before, if of that gender, else the only one who met and is."""
        gender = "f" if pronoun in {"she", "her", "ella", "она"} else "m"
        if self.he is None or self.cast.gender(self.he.name) in {gender, ""}:
            return self.he
        if self.before and self.cast.gender(self.before.name) == gender:
            return self.before
        fitting = {
            (m.party, m.called) for m in self.cast.members if m.opening and m.party and m.gender in {gender, ""}
        }
        return Who(*fitting.pop()) if len(fitting) == 1 else None

    def name_of(self, party: Code) -> str:
        """The one person of a party who met, "" where there are several or none."""
        names = {m.called for m in self.cast.members if m.party == party and m.opening}
        return names.pop() if len(names) == 1 else ""

    def only_office(self, office: str) -> Code | None:
        """The party whose office is meant where none is named: the reporter's president, else nobody's."""
        return self.readout.reporter if office in {"президент", "глава государства"} else None

    def joint(self, extra: tuple[Code, ...] = ()) -> Speaker:
        """All sides together."""
        reporter = self.readout.reporter
        met = [code for code in self.cast.met if code != reporter]
        if not met:
            # a header may list parties only spoken of: those are named neither in the title nor at the start
            named = self.cast.at_opening
            met = [c for c in sides(self.readout) if c != reporter and (named is None or c in named)]
        parties = ((reporter,) if reporter else ()) + tuple(met)
        return Speaker(tuple(dict.fromkeys((*parties, *extra))), joint=True)


def resolve(subject: tuple[Phrase, ...], context: Context) -> Speaker | None:
    """The speaker that a subject means; None where it means nobody who can be told."""
    found: list[Who] = []
    unknown = 0
    for phrase in subject:
        if phrase.kind in {"they", "group"}:
            alone = phrase.kind == "group" and len(subject) == 1
            if alone and _one_side(phrase):
                return Speaker(phrase.parties)
            reporter = context.readout.reporter
            if alone and reporter and is_own(phrase):
                return Speaker((reporter,))
            if (alone and is_guests(phrase)) or (phrase.kind == "they" and len(subject) == 1 and context.guests):
                return None
            return context.joint(phrase.parties)
        if phrase.kind == "we" and context.all_joint:
            return context.joint()
        who = _single(phrase, context)
        if who is None or who.party is None:
            unknown += 1
        if who:
            found.append(who)
    parties = tuple(dict.fromkeys(w.party for w in found if w.party))
    if len(parties) + bool(unknown) > 1:
        return context.joint(parties)
    if not parties:
        return None
    names = [w.name for w in found if w.name]
    return Speaker(parties, person="; ".join(dict.fromkeys(names)))


# Whose people a group is by its first words: the issuer's own, or of no party.
_OWN = frozenset({"administration"})
_GUESTS = frozenset(
    {
        "religious",
        "faith",
        "tribal",
        "business",
        "industry",
        "labor",
        "labour",
        "union",
        "community",
        "student",
        "youth",
    }
)


def is_own(phrase: Phrase) -> bool:
    """Whether a group is of the issuer's people: "senior administration officials"."""
    return phrase.kind == "group" and bool(_OWN & set(phrase.title)) and not phrase.parties


def is_guests(phrase: Phrase) -> bool:
    """Whether a group is of people who speak for no party: "the religious leaders"."""
    return phrase.kind == "group" and bool(_GUESTS & set(phrase.title)) and not _OWN & set(phrase.title)


def _one_side(phrase: Phrase) -> bool:
    """Whether a plural means people of one party: "Ukrainian officials"."""
    if len(set(phrase.parties)) != 1 or {"sides", "two", "parties"} & set(phrase.title):
        return False
    # the leaders of an organisation of states are several sides
    code = phrase.parties[0]
    if code[-1].isdigit():
        return False
    several = {"leaders", "presidents", "heads", "ministers", "countries", "allies", "members"}
    return len(code) == 2 or not several & set(phrase.title)


def _single(phrase: Phrase, context: Context) -> Who | None:
    if phrase.kind == "he":
        return context.meant(phrase.title[0] if phrase.title else "")
    if phrase.kind == "we":
        return Who(context.readout.reporter)
    if phrase.kind == "party":
        codes = tuple(dict.fromkeys(phrase.parties))
        return Who(codes[0]) if len(codes) == 1 else None
    if phrase.kind == "side":
        own = {"administration", "department", "government", "delegation", "team"} & set(
            phrase.title
        ) and "incoming" not in phrase.title
        return Who(context.readout.reporter) if own and len(phrase.title) == 1 else None
    return context.cast.who(phrase)

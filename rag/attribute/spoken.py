"""A turn's label -> the speaker; a speech -> its speaker by title.

A label in capitals is read like any phrase of the text ("PRIME MINISTER LEE" as "Prime Minister Lee") and resolved
among the people of the readout. A label nobody can be found for keeps its name and no party; journalists, moderators
and interpreters are nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from rag.attribute.known import office_holder
from rag.attribute.labelwords import is_nobody, label_words
from rag.attribute.lexicon import Lexicon
from rag.attribute.phrases import Phrase, phrase_at, subject_at
from rag.attribute.resolve import Context, resolve
from rag.attribute.speaker import NOBODY, Speaker
from rag.attribute.tokens import tokenise
from rag.attribute.turns import Turn
from rag.names.leaders import find_leaders
from rag.names.parties import find_parties
from rag.names.people import women

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_HEAD = 800
_STOPS = (".", "!", "?", ":", ",", ";", "”", "—", "-")
_BYLINE = re.compile(r"[^\W\d_][\w.'’ -]+, [^\W\d_][\w,&'’ -]+")
_ROMAN = re.compile(r"[IVX]+\Z")
_SPEECH = re.compile(
    r"\b(?:palabras|discurso|mensaje|declaraci[oó]n(?:es)?|intervenci[oó]n|remarks|speech|statement|address|toast|выступление|речь|заявление)\b"
    r"(?:\s+(?:by|from|of|de|del|de la|de el|pronunciad[ao]s? por|a cargo de))*\s+",
    re.IGNORECASE,
)


def plain_case(label: str) -> str:
    """A label in capitals in the usual letters: "PRESIDENT VON DER LEYEN" -> "President von der Leyen"."""
    letters = [c for c in label if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return label
    words = []
    for index, word in enumerate(label.split()):
        low = word.lower()
        if index and low.strip(",") in label_words("small"):
            words.append(low)
        elif (_ROMAN.match(word.strip(",")) and index) or (
            "." in word and len(word) <= 6 and low not in {"mr.", "ms.", "mrs.", "dr."}
        ):
            words.append(word)
        else:
            words.append("-".join(part[:1].upper() + part[1:].lower() for part in word.split("-")))
    return " ".join(words)


def phrases_of(label: str, lexicon: Lexicon) -> list[Phrase]:
    """The phrases of a label, an office and a name set off by a comma brought together."""
    text = plain_case(label)
    tokens = tokenise(text, 0, len(text), find_parties(text, lexicon.language))
    found: list[Phrase] = []
    at = 0
    while at < len(tokens):
        phrase = phrase_at(tokens, at, lexicon)
        if phrase:
            found.append(phrase)
        at = max(at + 1, phrase.last if phrase else 0)
    return found


def merged(found: list[Phrase]) -> Phrase | None:
    """One phrase of the name, office and parties in several.

    Where the label begins with an office ("Head of the Union, Member of the Council Ana Ríos") the person comes last.
    """
    people = [_as_office(p) for p in found if p.kind in {"person", "name"}]
    if not people:
        return None
    named = [p for p in people if p.name]
    person = (named[0] if people[0].name else named[-1]) if named else people[0]
    title = person.title or next((p.title for p in people if p.title), ())
    parties = person.parties or next((p.parties for p in found if p.parties), ())
    return Phrase(0, 0, "person", title, person.name, parties, True)


def _as_office(phrase: Phrase) -> Phrase:
    """ "Member", read as a name, is an office."""
    low = tuple(word.casefold() for word in phrase.name)
    if phrase.kind == "name" and low and set(low) <= label_words("openings") | label_words("heads"):
        return replace(phrase, kind="person", title=low, name=())
    return phrase


def speaker_of(turn: Turn, context: Context, lexicon: Lexicon) -> Speaker:
    """Whose turn it is."""
    if turn.nobody or is_nobody(plain_case(turn.label)):
        return NOBODY
    if _CYRILLIC.search(turn.label):
        return _russian(turn.label, context)
    phrase = merged(phrases_of(turn.label, lexicon))
    if phrase is None:
        name = plain_case(turn.label)
        phrase = Phrase(0, 0, "name", (), tuple(name.split()), ())
    if not phrase.title:
        phrase = replace(phrase, kind="name")
    own = _own(turn.label, phrase, context)
    if own:
        return own
    who = context.cast.who(phrase)
    if who is None or who.party is None:
        return NOBODY if who is None or not who.name else Speaker((), person=who.name)
    return Speaker((who.party,), person=who.name)


def _own(label: str, phrase: Phrase, context: Context) -> Speaker | None:
    """The issuer's own holder of an office that is a label by itself: "PRESIDENTA", "THE VICE PRESIDENT".

    Nobody where the title gives just that word to another side too ("el presidente de Perú"): it may be either's.
    None where the issuer has no such holder.
    """
    reporter = context.readout.reporter
    if phrase.name or phrase.parties or not phrase.title or not reporter:
        return None
    holder = office_holder(reporter, " ".join(phrase.title), context.readout.date)
    if not holder:
        return None
    words = label.split()
    title = context.readout.title
    for match in re.finditer(rf"\b{re.escape(words[-1])}\s+(?:de|del|of)\b", title, re.IGNORECASE):
        named = find_parties(title[match.end() : match.end() + 30])[:1]
        if words[0].casefold() == "the" or all(m.party == reporter for m in named):
            continue
        if phrase.title == ("presidente",) and holder.name in women() and re.search(r"\bpresidenta\b", title, re.I):
            return resolve((replace(phrase, parties=(named[0].party,)),), context)  # she is "la Presidenta" there
        return NOBODY
    return Speaker((reporter,), person=holder.name)


def _russian(label: str, context: Context) -> Speaker:
    """The speaker of a label in Cyrillic: a listed leader, else the counterpart whom the title gives as its own."""
    surname = label.split(".")[-1].split()[-1]
    for mention in find_leaders(surname, context.readout.date, surnames=True):
        if mention.party in context.joint().parties:
            return Speaker((mention.party,), person=mention.name)
    others = [code for code in context.readout.parties if code != context.readout.reporter]
    at = context.readout.title.find(surname[: max(4, len(surname) - 2)])
    named = [m.party for m in find_parties(context.readout.title[: max(at, 0)], "ru")]
    if len(others) == 1 and named[-1:] == others:
        return Speaker((others[0],), person=label)
    return NOBODY


def byline(text: str, context: Context, lexicon: Lexicon) -> tuple[Speaker, int] | None:
    """The speaker whom the first line of a speech names ("Ana Pak, Minister of Trade"), and where its head ends.

    Short lines that follow (the place) belong to the head. None where the first line is no byline, or two people's.
    """
    lines = list(re.finditer(r"[^\n]*[^\s][^\n]*", text[:_HEAD]))
    head = list(takewhile(lambda line: len(line.group()) < 120 and not line.group().rstrip().endswith(_STOPS), lines))
    if not head or len(head) == len(lines):
        return None
    found = [merged(phrases_of(line.group(), lexicon)) for line in head]
    signed = [phrase for phrase in found if phrase and phrase.title and len(phrase.name) > 1]
    if len(signed) != 1 or signed[0] is not found[0] or not _BYLINE.fullmatch(head[0].group().strip()):
        return None
    speaker = resolve((signed[0],), context)
    return (speaker, head[-1].end()) if speaker and speaker.single else None


def speech(context: Context, lexicon: Lexicon, heading: str) -> Speaker:
    """The speaker of a speech: whom the title or the text's heading names after "remarks by", "palabras de"."""
    readout = context.readout
    for line in (readout.title, heading):
        match = _SPEECH.search(line)
        if not match:
            continue
        text = plain_case(line)
        tokens = tokenise(text, 0, len(text), find_parties(text, lexicon.language))
        first = next((i for i, start in enumerate(tokens.start) if start >= match.end()), len(tokens))
        for at in range(first, min(first + 3, len(tokens))):
            subject = subject_at(tokens, at, lexicon)
            own = subject[:1] if subject and subject[0].title and not (subject[0].name or subject[0].parties) else []
            if own and readout.reporter:
                # "Statement of the President": the issuer's own, whoever else of that office is named
                holder = office_holder(readout.reporter, " ".join(own[0].title), readout.date)
                if holder:
                    return Speaker((readout.reporter,), person=holder.name)
            found = resolve(tuple(subject[:1]), context) if subject else None
            if found and found.single:
                return found
    if readout.reporter and re.search(r"presiden|president|kremlin|white house", readout.issuer, re.IGNORECASE):
        holder = office_holder(readout.reporter, "president", readout.date)
        return Speaker((readout.reporter,), person=holder.name if holder else "")
    return Speaker((readout.reporter,)) if readout.reporter else NOBODY

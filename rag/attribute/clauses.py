"""Tokens -> the clauses that report something of somebody: subject, verb, and what joins them to the sentence.

`clauses` finds every phrase that is followed by a verb of its own ("the President, joined by X, said"), in order.
Which of them is the main one, and which opens a clause of a second speaker, is for readers of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.attribute.lexicon import Form, Lexicon, VerbClass
from rag.attribute.phrases import Phrase, may_begin, subject_at
from rag.attribute.tokens import Tokens

Link = Literal["start", "comma", "joined", "with", "sub", "bare"]


_TAKES_OBJECT = frozenset({"thanked", "welcomed", "congratulated", "praised", "condemned", "commended", "met"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject with its verb. `first` is the token where the clause begins, its joining word included."""

    first: int
    subject: tuple[Phrase, ...]
    verb: int
    verb_class: VerbClass | Literal["be", "other"]
    form: Form | Literal["passive"]
    link: Link


def clauses(tokens: Tokens, lexicon: Lexicon) -> tuple[list[Clause], list[tuple[Phrase, ...]]]:
    """The clauses of a sentence, and all its phrases, each in order."""
    found: list[Clause] = []
    phrases: list[tuple[Phrase, ...]] = []
    read = 0
    for at in may_begin(tokens, lexicon):
        subject = subject_at(tokens, at, lexicon) if at >= read else []
        if not subject:
            continue
        phrases.append(tuple(subject))
        end = subject[-1].last
        clause = _clause(tokens, at, tuple(subject), end, lexicon)
        if clause and len(subject) > 1 and _follows_verb(tokens, at, found):
            clause = None  # "discussed Lima and the President reiterated": what they discussed is no subject
        for later in range(1, len(subject)) if clause is None else ():
            # "ties with Peru and Chile, the Minister and the Envoy said": the list may end before the subject
            both = tokens.at(at - 1) in {"between", "among", "both", "entre"}
            apart = tokens.at(subject[later].first - 1) == "," or (later == len(subject) - 1 and not both)
            clause = _clause(tokens, subject[later].first, tuple(subject[later:]), end, lexicon) if apart else None
            if clause:
                break
        if clause:
            found.append(clause)
        read = max(end, at + 1)
    return found, phrases


def _clause(tokens: Tokens, at: int, subject: tuple[Phrase, ...], end: int, lexicon: Lexicon) -> Clause | None:
    if tokens.at(end) in {"'s", "’s", "'", "’"} or tokens.at(end) in {"-", "–", "/"}:
        return None
    if at and tokens.at(at - 1) in {"-", "–", "/"} and tokens.end[at - 1] == tokens.start[at]:
        return None  # "the U.S.-Peru group"
    verb = _verb_after(tokens, end, lexicon)
    if verb is None:
        return None
    place, verb_class, form = verb
    first, link = _link(tokens, at, lexicon)
    before = tokens.at(at - 2) if tokens.at(at - 1) in {"the", "a", "an"} else tokens.at(at - 1)
    if link in {"bare", "with"} and form != "ing" and before in lexicon.words["prepositions"]:
        return None
    if link == "bare" and _takes_object(tokens, at, lexicon):
        return None  # "the economists briefing the President noted"
    if form == "ing" and link != "with":
        return None
    if link == "with" and form != "ing":
        return None
    return Clause(first, subject, place, verb_class, form, link)


def _follows_verb(tokens: Tokens, at: int, found: list[Clause]) -> bool:
    """Whether a phrase stands right after the verb of a clause that takes an object and no clause."""
    if not found or found[-1].form not in {"past", "present"}:
        return False
    verb = found[-1].verb
    takes = found[-1].verb_class == "discussion" or tokens.at(verb) in _TAKES_OBJECT
    return takes and verb + 1 == at


def _takes_object(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a subject is the object of a participle before it, and "meeting", "opening" no noun there."""
    before = at - 1 - (tokens.at(at - 1) in {"the", "a", "an"})
    participle = (lexicon.verb(tokens.at(before)) or ("", ""))[1] == "ing"
    noun = tokens.at(before) in lexicon.words["talks"] or tokens.at(before) in lexicon.words["noise"]
    small = lexicon.words["determiners"] | lexicon.words["prepositions"]
    return participle and not noun and before > 0 and tokens.at(before - 1) not in small


def _link(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, Link]:
    """What stands before a subject, and the token where its clause begins."""
    before = tokens.at(at - 1)
    start = at
    while before in lexicon.words["adverbs"] and at - 1 > 0:
        at -= 1
        before = tokens.at(at - 1)
    if at == 0:
        return 0, "start"
    if before in {'"', "“", "«", "'", "‘"}:
        return at - 1, "bare" if at > 1 else "start"
    if before in lexicon.words["with"]:
        return at - 1, "with"
    if before in lexicon.words["joiners"] and before not in {"as"}:
        return at - 1, "joined"
    if before in {",", ";", ":", "—", "–", ")"}:
        return start, "comma"
    if before in lexicon.words["subordinators"]:
        return start, "sub"
    return start, "bare"


def _verb_after(
    tokens: Tokens, at: int, lexicon: Lexicon
) -> tuple[int, VerbClass | Literal["be", "other"], Form | Literal["passive"]] | None:
    """The verb that follows a subject: its place, class and form."""
    for skipped in _after_insertions(tokens, at, lexicon):
        found = _verb_at(tokens, skipped, lexicon)
        if found:
            return found
    return None


def _after_insertions(tokens: Tokens, at: int, lexicon: Lexicon) -> list[int]:
    """Where the verb may stand: right after the subject, or after something set off by commas or brackets."""
    places = [at]
    low = tokens.at(at)
    if low == "(":
        for step in range(at, min(at + 12, len(tokens))):
            if tokens.at(step) == ")":
                return [*places, *_after_insertions(tokens, step + 1, lexicon)]
    if low in {",", "–", "—"}:
        opens = tokens.at(at + 1)
        if not any(opens in some for some in (lexicon.words["he"], lexicon.words["and"], lexicon.heads["plural"])):
            depth = 0
            for step in range(at + 1, min(at + 40, len(tokens))):
                mark = tokens.at(step)
                depth += (mark == "(") - (mark == ")")
                if mark == low and not depth:
                    places.append(step + 1)
                    if len(places) > 4:
                        break
                if mark in {";", ".", ":"} and step + 1 < len(tokens) and mark != ".":
                    break
    return places


def _verb_at(
    tokens: Tokens, at: int, lexicon: Lexicon
) -> tuple[int, VerbClass | Literal["be", "other"], Form | Literal["passive"]] | None:
    skipped = 0
    if tokens.at(at) == "in" and tokens.at(at + 1) == "turn":
        at += 2
    if tokens.at(at) in {"in", "for", "on"} and tokens.at(at + 2) in {"turn", "part", "side"}:
        at += 3  # "in its turn", "for his part"
    while tokens.at(at) in lexicon.words["adverbs"] and skipped < 6:
        at += 1
        skipped += 1
        if tokens.at(at) == "," and skipped:
            at += 1
    if tokens.at(at).endswith("ly") and tokens.at(at) not in lexicon.verbs:
        at += 1
    low = tokens.at(at)
    if not low or not low[0].isalpha() or tokens.capital(at):
        return None
    known = lexicon.verb(low)
    noun = known is not None and known[1] == "present" and low.rstrip("s") in lexicon.words.get("nouns", ())
    if noun and known and known[0] == "statement":
        held = {tokens.at(at + 1), tokens.at(at + 2), tokens.at(at + 3)} & lexicon.words.get("weight", frozenset())
        noun = not held
    if known and (not noun or tokens.at(at + 1) in lexicon.words["determiners"] or tokens.at(at + 1) == "that"):
        return at, known[0], known[1]
    if low in lexicon.words["auxiliaries"]:
        return _after_auxiliary(tokens, at, lexicon)
    if low.endswith("ed") and low not in {"united", "interested", "armed", "related", "need"}:
        return at, "other", "past"
    return None


def _after_auxiliary(
    tokens: Tokens, at: int, lexicon: Lexicon
) -> tuple[int, VerbClass | Literal["be", "other"], Form | Literal["passive"]]:
    """ "has stressed", "was informed", "is ready": the verb after an auxiliary, or the auxiliary itself."""
    step = at + 1
    while tokens.at(step) in lexicon.words["adverbs"] | lexicon.words["passives"] | {"have", "not"} and step < at + 5:
        step += 1
    known = lexicon.verb(tokens.at(step))
    perfect = lexicon.participles.get(tokens.at(step)) if tokens.at(at) in {"ha", "han", "había", "habían"} else None
    if perfect:
        return step, perfect, "past"
    passive = any(tokens.at(i) in lexicon.words["passives"] for i in range(at, step))
    past = tokens.at(at) in {"has", "have", "had"}
    if known and known[1] == "past" and (passive or past):
        return step, known[0], "passive" if passive else "past"
    if passive and tokens.at(step).endswith(("ed", "en")):
        return step, "other", "passive"
    form: Form = "past" if tokens.at(at) in {"was", "were", "had", "did", "would"} else "present"
    return at, "be", form

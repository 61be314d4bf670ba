"""The clauses of a sentence -> its main one: whose report the sentence is.

Takes the clauses that clauses.py found; leaves out those whose subject cannot be told and those that a subordinate
clause or another verb's object holds.
"""

from __future__ import annotations

from rag.attribute.clauses import Clause
from rag.attribute.lexicon import Lexicon
from rag.attribute.member import Who
from rag.attribute.phrases import subject_at
from rag.attribute.resolve import Context, is_guests, resolve
from rag.attribute.speaker import Speaker
from rag.attribute.tokens import Tokens

REPORTS = frozenset({"statement", "agreement", "commitment", "discussion"})


_OTHERS = frozenset({"spokesperson", "spokesman", "spokeswoman", "portavoz", "vocero", "vocera"})
_MARKS = frozenset({"”", '"', "»", "–", "—"})

PERSONAL = {"he", "they", "we", "group", "person", "name"}


def resolved(
    tokens: Tokens, clauses: list[Clause], context: Context, lexicon: Lexicon
) -> list[tuple[Clause, Speaker]]:
    """The clauses whose subject can be told; "he" after "When the President ..." is the President."""
    found = []
    before = context.he
    for clause in clauses:
        things = all(phrase.kind in {"party", "name"} for phrase in clause.subject)
        if things and clause.form == "passive" and tokens.at(clause.verb) in lexicon.words["reported"]:
            continue  # "... in Syria was discussed": the topic, not the speaker
        speaker = resolve(clause.subject, context)
        context.guests |= all(is_guests(phrase) for phrase in clause.subject)  # "they" later in the sentence
        if speaker and [phrase.kind for phrase in clause.subject] == ["he"]:
            speaker = _not_himself(tokens, clause, speaker, context, lexicon)
        if speaker:
            found.append((clause, speaker))
            if clause.link == "sub" and (clause.first <= 1 or len(found) == 1):
                remember(clause, speaker, context)
        elif clause.link == "sub" and clause.first <= 1 and any(phrase.name for phrase in clause.subject):
            context.he = None  # "When Mr Kos came, he": somebody of whom nothing is known
    context.he = before
    return found


def _not_himself(
    tokens: Tokens, clause: Clause, speaker: Speaker, context: Context, lexicon: Lexicon
) -> Speaker | None:
    """The speaker that "he" means: not the one whom he thanks or tells, then the one before."""
    spoken_to = subject_at(tokens, clause.verb + 1, lexicon)
    if spoken_to and spoken_to[0].kind == "he":
        return speaker  # "he said he hoped": himself, and nobody spoken to
    if not spoken_to or resolve(tuple(spoken_to), context) != speaker:
        return speaker
    other = context.before
    return Speaker((other.party,), person=other.name) if other and other.party else None


def speaks_for_others(clause: Clause) -> bool:
    """Whether the subject is a spokesperson, whose words are those of the body that issues the account."""
    return any(_OTHERS & set(phrase.title) for phrase in clause.subject)


def afterthought(
    tokens: Tokens, usable: list[tuple[Clause, Speaker]], lexicon: Lexicon
) -> tuple[Clause, Speaker] | None:
    """ ", the President said." at the end of a sentence."""
    if not usable or (len(usable) > 1 and speaks_for_others(usable[-1][0])):
        return None
    first, speaker = usable[0]
    after = first.verb + 1 + (tokens.at(first.verb + 1) == "it")  # "as the Minister put it"
    said = first.verb_class == "statement" and first.form == "past"
    when = tokens.at(after) in {"at", "in", "during", "after"} and "," in tokens.low[after : after + 6]
    if said and (tokens.at(after) == "," or when) and first.first <= 1 and tokens.at(0) == "as":
        return first, speaker  # "As the Minister noted, ..."
    for clause, speaker in usable:
        inserted = clause.link == "comma" and tokens.at(clause.verb + 1) == "," and clause.first > 3
        told = inserted and clause.verb_class == "statement" and clause.form == "past"
        if told and not any(c.form == "past" and c.verb_class != "be" for c, _ in usable if c.first < clause.first):
            return clause, speaker
    clause, speaker = usable[-1]
    rest = sum(word[0].isalnum() for word in tokens.word[clause.verb + 1 :])
    quoted = bool({tokens.at(clause.first - 1), tokens.at(clause.first)} & _MARKS)
    if clause.first > 3 and rest <= 4 and clause.verb_class == "statement" and (clause.link == "comma" or quoted):
        return clause, speaker
    return None


def inverted(tokens: Tokens, context: Context, lexicon: Lexicon) -> tuple[Speaker, tuple[int, int]] | None:
    """ "..., thought Mr Lee.": the speaker, and the tokens of verb and name; None for another ending."""
    for verb in range(max(3, len(tokens) - 12), len(tokens) - 1):
        known = lexicon.verb(tokens.at(verb))
        told = known is not None and known == ("statement", "past")
        if not told or tokens.at(verb - 1) not in {",", "”", '"', "»", "—", "–"}:
            continue
        subject = subject_at(tokens, verb + 1, lexicon)
        rest = tokens.low[subject[-1].last :] if subject else []
        when = rest[:1] in (["at"], ["in"], ["during"], ["after"]) and len(rest) < 10 and not {",", ";"} & set(rest)
        ends = subject and (when or not any(word[0].isalnum() for word in rest))
        speaker = resolve(tuple(subject), context) if ends else None
        if speaker:
            if speaker.single and speaker.person:
                context.he = Who(speaker.parties[0], speaker.person)
            return speaker, (verb, subject[-1].last)
    return None


def main_clause(
    tokens: Tokens, usable: list[tuple[Clause, Speaker]], context: Context, lexicon: Lexicon
) -> tuple[Clause, Speaker] | None:
    """The main clause: the first that no subordinate clause and no other verb's object holds."""
    participle = (lexicon.verb(tokens.at(0)) or ("", ""))[1] == "ing" or tokens.at(0) in {"having", "being"}
    opened = tokens.at(0) in lexicon.words["openers"] or participle
    loose = tokens.at(1) in {
        "of",
        "part",
        "a",
        "for",
        "in",
        "before",
        "then",
        "to",
        "well",
    }  # "as part of", "because of"
    subordinate = (tokens.at(0) in lexicon.words["subordinators"] and not loose) or participle
    for clause, speaker in usable:
        if clause.link == "start" or clause.first == 0:
            return clause, speaker
        if clause.link in {"sub", "with", "joined"}:
            continue
        before = range(clause.first)
        comma = any(tokens.at(i) in {",", ":", "—", "–"} for i in before)
        if clause.link == "comma" and (opened or not _has_verb(tokens, clause.first, lexicon)):
            return clause, speaker
        if clause.link == "bare" and not (subordinate and not comma) and not _has_verb(tokens, clause.first, lexicon):
            return clause, speaker
        if clause.link == "comma" and clause.verb_class in REPORTS and clause.form == "past":
            return clause, speaker
    for clause, speaker in usable:
        told = clause.verb_class in REPORTS and clause.form == "past"
        if clause.link == "joined" and told and all(phrase.kind in PERSONAL for phrase in clause.subject):
            if tokens.at(clause.first) in lexicon.words["and"] and not _has_verb(tokens, clause.first, lexicon):
                return clause, context.joint(speaker.parties)  # the end of a list that could not be read
            return clause, speaker
    return None


def _has_verb(tokens: Tokens, until: int, lexicon: Lexicon) -> bool:
    """Whether a finite verb stands before a token, outside a relative clause."""
    for at in range(until):
        low = tokens.at(at)
        if low in {"which", "that", "who"}:
            return False
        if tokens.at(at + 1) == ",":
            continue  # "survivors, advocates, and officials"
        if low in lexicon.words["auxiliaries"] and low not in {
            "support",
            "welcome",
            "share",
            "hope",
            "plan",
            "work",
            "works",
            "plans",
            "needs",
            "values",
            "calls",
            "hopes",
            "shares",
            "wants",
        }:
            return True
        known = lexicon.verb(low)
        if known and known[1] == "past" and not tokens.capital(at) and not low.endswith("ed"):
            return True
    return False


def remember(clause: Clause, speaker: Speaker, context: Context) -> None:
    """Whom "he" or "she" in the next sentences means."""
    if speaker.single and len(clause.subject) == 1 and clause.subject[0].kind in {"person", "name"}:
        who = Who(speaker.parties[0], speaker.person)
        if context.he != who:
            context.before = context.he
        context.he = who

"""One sentence, tokens and clauses -> the pieces that it attributes by its own words.

`read` returns the sentence's pieces in order, or nothing where the sentence names no speaker: then narrative.py
decides whether it goes on with somebody's words.
"""

from __future__ import annotations

import re
from functools import cache

from rag.attribute.clauses import Clause
from rag.attribute.frames import Effect, frame, impersonal_effect, meeting
from rag.attribute.kinds import kind_of
from rag.attribute.lexicon import Lexicon
from rag.attribute.lines import one_sided
from rag.attribute.people import Who
from rag.attribute.phrases import subject_at
from rag.attribute.resolve import Context, resolve
from rag.attribute.speaker import NOBODY, Piece, Speaker
from rag.attribute.tokens import Tokens

# What is given or paid in an impersonal sentence that reports what the sides said.
_WEIGHT = frozenset(
    {
        "attention",
        "assessment",
        "assessments",
        "appraisal",
        "evaluation",
        "emphasis",
        "priority",
        "consideration",
        "importance",
    }
)
# What talks do: "focused on", "covered".
_ABOUT = frozenset(
    {
        "focused",
        "focussed",
        "covered",
        "centered",
        "centred",
        "concentrated",
        "dealt",
        "touched",
        "concerned",
        "addressed",
        "included",
        "revolved",
    }
)
_REPORTS = frozenset({"statement", "agreement", "commitment", "discussion"})
_PERSONAL = {"he", "they", "we", "group", "person", "name"}


def read(
    text: str, start: int, end: int, tokens: Tokens, clauses: list[Clause], context: Context, lexicon: Lexicon
) -> list[Piece]:
    """The pieces of the sentence text[start:end]; empty where its words attribute nothing."""
    usable = _resolved(tokens, clauses, context, lexicon)
    last = _afterthought(tokens, usable, lexicon)
    if last:
        return [_piece(text, start, end, tokens, *last, context, lexicon)]
    main = _main(tokens, usable, lexicon)
    passive = _passive(tokens, lexicon) or (0 if main else _late_passive(tokens, lexicon))
    if passive and (main is None or passive < main[0].first):
        first = _passive_piece(text, start, end, tokens, passive, context, lexicon)
        begin = passive
    elif main:
        first = _piece(text, start, end, tokens, *main, context, lexicon)
        begin = main[0].verb
    else:
        opinion = impersonal(text, start, end, context, lexicon) or _told(
            text, start, end, tokens, usable, context, lexicon
        )
        opinion = opinion or _opinion(text, start, end, tokens, context, lexicon)
        return [opinion] if opinion else []
    return _split(text, [first], begin, tokens, usable, context, lexicon)


def _resolved(
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
        if speaker:
            found.append((clause, speaker))
            if clause.link == "sub" and (clause.first <= 1 or len(found) == 1):
                _remember(clause, speaker, context)
    context.he = before
    return found


def impersonal(text: str, start: int, end: int, context: Context, lexicon: Lexicon) -> Piece | None:
    """ "Also discussed were", "among the topics were": what all sides talked about."""
    effect = impersonal_effect(text[start:end], lexicon)
    if effect is None:
        return None
    speaker = context.joint()
    return Piece(start, end, speaker, kind_of(text[start:end], effect, True, lexicon), text[start:end][:30])


def _afterthought(
    tokens: Tokens, usable: list[tuple[Clause, Speaker]], lexicon: Lexicon
) -> tuple[Clause, Speaker] | None:
    """ ", the President said." at the end of a sentence."""
    if not usable:
        return None
    for clause, speaker in usable:
        inserted = clause.link == "comma" and tokens.at(clause.verb + 1) == "," and clause.first > 3
        if inserted and clause.verb_class == "statement" and clause.form == "past":
            if not any(c.form == "past" and c.verb_class != "be" for c, _ in usable if c.first < clause.first):
                return clause, speaker
    clause, speaker = usable[-1]
    rest = sum(word[0].isalnum() for word in tokens.word[clause.verb + 1 :])
    quoted = tokens.at(clause.first - 1) in {"”", '"', "»", "–", "—"}
    if clause.first > 3 and rest <= 4 and clause.verb_class == "statement" and (clause.link == "comma" or quoted):
        return clause, speaker
    return None


def _main(tokens: Tokens, usable: list[tuple[Clause, Speaker]], lexicon: Lexicon) -> tuple[Clause, Speaker] | None:
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
        if clause.link == "comma" and clause.verb_class in _REPORTS and clause.form == "past":
            return clause, speaker
    for clause, speaker in usable:
        told = clause.verb_class in _REPORTS and clause.form == "past"
        if clause.link == "joined" and told and all(phrase.kind in _PERSONAL for phrase in clause.subject):
            return clause, speaker
    return None


def _has_verb(tokens: Tokens, until: int, lexicon: Lexicon) -> bool:
    """Whether a finite verb stands before a token, outside a relative clause."""
    for at in range(until):
        low = tokens.at(at)
        if low in {"which", "that", "who"}:
            return False
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


def _passive(tokens: Tokens, lexicon: Lexicon) -> int:
    """The verb of a passive or impersonal main clause ("It was noted", "issues were discussed"); 0 for none."""
    subordinate = tokens.at(0) in lexicon.words["subordinators"]
    for at in range(1, len(tokens)):
        low = tokens.at(at)
        if low in {",", ";"}:
            subordinate = False
        elif low == "that" and tokens.at(at - 1) in lexicon.words["prepositions"]:
            pass
        elif low in {"who", "which", "that", "whose", "where", "when", "as", "because", "while", "whether", "how"}:
            subordinate = True
        if low not in lexicon.words["passives"] or subordinate:
            if _talks(tokens, at, lexicon) and not subordinate:
                return at
            continue
        step = at + 1
        while tokens.at(step) in lexicon.words["adverbs"] | lexicon.words["passives"] | {"not"} or tokens.at(
            step
        ).endswith("ly"):
            step += 1
        known = lexicon.verb(tokens.at(step))
        if tokens.at(at - 1) == "to":
            continue
        if known and known[1] == "past" and tokens.at(step) in lexicon.words["reported"]:
            return step
        if at == 0:
            continue
        if tokens.at(step) in {
            "given",
            "paid",
            "placed",
            "devoted",
            "drawn",
            "put",
            "laid",
            "made",
        } and _WEIGHT & set(tokens.low):
            return step
        return 0
    return 0


def _late_passive(tokens: Tokens, lexicon: Lexicon) -> int:
    """ "The hope that ... was expressed": a passive at the end, behind a subordinate clause; 0 for none."""
    for step in range(len(tokens) - 1, max(0, len(tokens) - 5), -1):
        before = step - 1
        while tokens.at(before) in lexicon.words["adverbs"]:
            before -= 1
        if tokens.at(step) in lexicon.words["reported"] and tokens.at(before) in {"was", "were"}:
            return step
    return 0


def _talks(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """ "The discussion focused on", "the talks covered"."""
    known = lexicon.verb(tokens.at(at))
    before = at - 1
    while tokens.at(before) in lexicon.words["adverbs"]:
        before -= 1
    if known and known[1] == "past" and known[0] != "procedural" and tokens.at(before) in lexicon.words["talks"]:
        return True
    if tokens.at(at) not in _ABOUT:
        return False
    if tokens.at(at) == "included":
        return any(tokens.at(i) in {"agenda", "discussion", "discussions", "topics", "talks"} for i in range(at))
    return any(tokens.at(i) in lexicon.words["talks"] for i in range(at))


def _passive_piece(
    text: str, start: int, end: int, tokens: Tokens, verb: int, context: Context, lexicon: Lexicon
) -> Piece:
    """The piece of a passive clause: its agent's where one is named, else of all."""
    reporter = context.readout.reporter
    # what only one side would say is its issuer's line though the sentence names nobody
    own = bool(reporter) and one_sided(text[start:end], reporter or "")
    speaker = Speaker((reporter,)) if own and reporter else context.joint()
    low = tokens.at(verb)
    for at in range(verb, len(tokens) - 1):
        if tokens.at(at) == "by":
            agent = subject_at(tokens, at + 1, lexicon)
            found = resolve(tuple(agent), context) if agent else None
            if found and agent[0].kind != "party":
                speaker = found
                break
    side = _side_named(tokens)
    if side:
        speaker = Speaker((side,))
    words = text[start:end]
    verb_class = (lexicon.verb(low) or ("statement", "past"))[0]
    if verb_class == "statement" and low in {"raised", "addressed", "touched", "considered", "mentioned"}:
        verb_class = "discussion"
    kind = kind_of(words, verb_class, speaker.joint, lexicon)
    return Piece(start, end, speaker, kind, text[tokens.start[max(0, verb - 1)] : tokens.end[verb]])


def _side_named(tokens: Tokens) -> str | None:
    """The party in "the Russian side" or "on the Russian side" of an impersonal sentence."""
    for first, span in tokens.parties.items():
        if span.kind == "adjective" and tokens.at(span.last) in {"side", "part"} and tokens.at(first - 1) in {"the"}:
            if tokens.at(first - 2) in {"on", "from"}:
                return span.party
    return None


def _told(
    text: str,
    start: int,
    end: int,
    tokens: Tokens,
    usable: list[tuple[Clause, Speaker]],
    context: Context,
    lexicon: Lexicon,
) -> Piece | None:
    """ "The outcome of the talks was that the leaders agreed": a subordinate clause that carries the report."""
    for clause, speaker in usable:
        that = clause.link == "sub" and tokens.at(clause.first - 1) == "that"
        if (
            that
            and clause.form == "past"
            and any(tokens.at(i) in lexicon.words["talks"] for i in range(clause.first))
        ):
            return _piece(text, start, end, tokens, clause, speaker, context, lexicon)
    return None


def _opinion(text: str, start: int, end: int, tokens: Tokens, context: Context, lexicon: Lexicon) -> Piece | None:
    """ "according to the Minister", "in Mr Lee's opinion"."""
    for at in range(len(tokens)):
        low = tokens.at(at)
        if low == "according" and tokens.at(at + 1) == "to":
            place = at + 2
        elif (low == "in" and not tokens.at(at - 1).isalpha()) or (
            low == "of" and tokens.at(at - 1) in lexicon.words["opinions"]
        ):
            place = at + 1
        else:
            continue
        span = tokens.parties.get(place)
        if span and tokens.at(span.last) in {"'s", "’s"} and tokens.at(span.last + 1) in lexicon.words["opinions"]:
            cue = text[tokens.start[at] : tokens.end[span.last + 1]]
            return Piece(start, end, Speaker((span.party,)), "statement", cue)
        subject = subject_at(tokens, place, lexicon)
        if not subject:
            continue
        after = subject[-1].last
        possessive = tokens.at(after) in {"'s", "’s", "'", "’"} and tokens.at(after + 1) in lexicon.words["opinions"]
        if low == "in" and not possessive:
            continue
        found = resolve(tuple(subject), context)
        if found:
            if found.single and found.person:
                context.he = Who(found.parties[0], found.person)
            cue = text[tokens.start[at] : tokens.end[after - 1]]
            return Piece(start, end, found, kind_of(text[start:end], "statement", found.joint, lexicon), cue)
    return None


def _piece(
    text: str,
    start: int,
    end: int,
    tokens: Tokens,
    clause: Clause,
    speaker: Speaker,
    context: Context,
    lexicon: Lexicon,
) -> Piece:
    """The piece of a clause whose subject and verb are known."""
    words = text[tokens.start[clause.verb] : end]
    if clause.form in {"passive", "present"} or clause.verb_class == "be":
        first = clause.subject[-1].last
        while first < clause.verb and tokens.at(first) not in lexicon.words["auxiliaries"]:
            first += 1
        words = text[tokens.start[first] : end]
    framed = frame(words, clause.verb_class, lexicon)
    personal = any(phrase.kind in _PERSONAL for phrase in clause.subject)
    effect = _in_effect(framed, clause, personal)
    cue = text[tokens.start[clause.subject[0].first] : tokens.end[clause.verb]]
    if effect == "meeting":
        effect = meeting(words, lexicon)
        if effect in {"discussion", "agreement"} and not speaker.joint:
            speaker = context.joint(speaker.parties)
    if effect == "discussion" and re.match(r"exchang", words):
        speaker = context.joint(speaker.parties)
    if speaker.single and not personal and not set(speaker.parties) & set(context.joint().parties):
        # somebody who is no side of the readout: what they must do is its issuer's view, what they did a fact
        reporter = context.readout.reporter
        issuer = clause.verb_class == "be" and clause.form == "present" and reporter
        speaker = Speaker((reporter,)) if issuer and reporter else NOBODY
        effect = effect if issuer else "background"
    if not personal and effect == "statement" and clause.verb_class == "be":
        issued = _issuer_says(text, tokens, clause, speaker, context, lexicon)
        if issued is not None:
            speaker = issued
    _remember(clause, speaker, context)
    if effect == "procedural":
        return Piece(start, end, NOBODY, "procedural", "")
    if effect == "background":
        return Piece(start, end, speaker, "background", cue)
    return Piece(start, end, speaker, kind_of(text[start:end], effect, speaker.joint, lexicon), cue)


def _issuer_says(
    text: str, tokens: Tokens, clause: Clause, speaker: Speaker, context: Context, lexicon: Lexicon
) -> Speaker | None:
    """The issuer, where an account says of another party what it is or was; None where the party speaks."""
    reporter = context.readout.reporter
    state = tokens.at(clause.verb) in {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "remains",
        "remain",
        "es",
        "son",
    }
    words = text[tokens.start[clause.verb] : tokens.end[-1]]
    if not state or not speaker.single or speaker.parties == (reporter,) or frame(words, "be", lexicon) != "be":
        return None
    return Speaker((reporter,)) if reporter else NOBODY


def _in_effect(effect: str, clause: Clause, personal: bool) -> str:
    """The effect of a verb that the frames leave open, by subject and form."""
    if effect == "other":
        return "background" if not personal else "statement" if clause.form != "passive" else "procedural"
    if effect == "be":
        return "statement"
    if (
        effect == clause.verb_class
        and clause.form == "passive"
        and effect in {"statement", "discussion", "agreement"}
        and personal
    ):
        return "procedural"
    return effect


def _remember(clause: Clause, speaker: Speaker, context: Context) -> None:
    """Whom "he" or "she" in the next sentences means."""
    if speaker.single and len(clause.subject) == 1 and clause.subject[0].kind in {"person", "name"}:
        context.he = Who(speaker.parties[0], speaker.person)


def _split(
    text: str,
    pieces: list[Piece],
    begin: int,
    tokens: Tokens,
    usable: list[tuple[Clause, Speaker]],
    context: Context,
    lexicon: Lexicon,
) -> list[Piece]:
    """Cut the sentence where a clause of another speaker begins."""
    for clause, _ in usable:
        piece = pieces[-1]
        if clause.first <= begin or not _opens(tokens, clause, begin, lexicon):
            continue
        speaker = resolve(clause.subject, context)
        if speaker is None or speaker == piece.speaker or (speaker.joint and piece.speaker.joint):
            continue
        if not piece.speaker.parties and piece.kind != "procedural":
            continue
        cut = tokens.start[clause.first]
        begins = len(text[:cut].rstrip())
        second = _piece(text, cut, piece.end, tokens, clause, speaker, context, lexicon)
        if second.kind in {"procedural", "background"} or second.speaker == piece.speaker:
            continue
        pieces[-1] = Piece(piece.start, begins, piece.speaker, piece.kind, piece.cue)
        pieces.append(second)
        begin = clause.verb
    return pieces


def _opens(tokens: Tokens, clause: Clause, begin: int, lexicon: Lexicon) -> bool:
    """Whether a clause after the main one reports of a speaker of its own."""
    if clause.verb_class in {"procedural", "be", "other"}:
        return False
    if clause.link == "with":
        return True
    if clause.form != "past":
        return False
    if clause.link == "comma":
        return tokens.at(clause.first - 1) == ";"
    if clause.link != "joined":
        return False
    personal = all(phrase.kind in _PERSONAL for phrase in clause.subject)
    that = any(tokens.at(i) == "that" for i in range(begin, clause.first))
    return personal or not that


@cache
def effects() -> tuple[Effect, ...]:
    """All effects, for tests."""
    return ("meeting", "statement", "discussion", "commitment", "agreement", "procedural", "be", "other")

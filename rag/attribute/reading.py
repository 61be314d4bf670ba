"""One sentence, tokens and clauses -> the pieces that it attributes by its own words.

`read` returns the sentence's pieces in order, or nothing where the sentence names no speaker: then narrative.py
decides whether it goes on with somebody's words.
"""

from __future__ import annotations

import re

from rag.attribute.clauses import Clause
from rag.attribute.frames import frame, meeting
from rag.attribute.impersonal import find_passive, impersonal, late_passive, opinion, passive_piece
from rag.attribute.kinds import kind_of
from rag.attribute.lexicon import Lexicon
from rag.attribute.mainclause import (
    PERSONAL,
    REPORTS,
    afterthought,
    inverted,
    main_clause,
    remember,
    resolved,
    speaks_for_others,
)
from rag.attribute.phrases import subject_at
from rag.attribute.resolve import Context, resolve
from rag.attribute.speaker import NOBODY, Piece, Speaker
from rag.attribute.tokens import Tokens

QUOTED = re.compile(r'“[^”]*”|«[^»]*»|"[^"]*"')
_ISSUERS = re.compile(
    r"(?:convey|reaffirm|reiterat|affirm|underscor|emphasi[sz]|outlin|highlight|stress)\w* (?:the |our )?"
    r"(?:(?:[\w-]+ )?Administration|President|White House|United States|U\.S\.)(?:[’']s?)? "
    r"(?:\w+ ){0,2}?(?:commitment|support|determination|readiness|plans?|priorit|position|view)"
)
OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
"""Words by which an account speaks of its issuer, outside what it quotes."""


def read(
    text: str, start: int, end: int, tokens: Tokens, clauses: list[Clause], context: Context, lexicon: Lexicon
) -> list[Piece]:
    """The pieces of the sentence text[start:end]; empty where its words attribute nothing."""
    first_word = lexicon.verb(tokens.at(0))
    if first_word and first_word[1] == "past" and not tokens.capital(0):
        return []  # the subject has been lost
    usable = resolved(tokens, clauses, context, lexicon)
    if usable and text[start:end].endswith(":") and speaks_for_others(usable[0][0]):
        return [Piece(start, end, NOBODY, "procedural", "")]
    if len(usable) > 1 and speaks_for_others(usable[0][0]) and tokens.at(usable[0][0].verb + 1) == ":":
        usable = usable[1:]
    if _unknown_speaker(clauses, usable):
        return [_issuers_or_nobodys(text, start, end, context, lexicon)]
    last = afterthought(tokens, usable, lexicon)
    if last:
        return [_piece(text, start, end, tokens, *last, context, lexicon)]
    turned = inverted(tokens, context, lexicon)
    if turned:
        speaker, cue = turned
        words = text[tokens.start[cue[0]] : tokens.end[cue[1] - 1]]
        return [Piece(start, end, speaker, kind_of(text[start:end], "statement", speaker.joint, lexicon), words)]
    main = main_clause(tokens, usable, context, lexicon)
    verb_class = "statement"
    passive = find_passive(tokens, lexicon) or (0 if main else late_passive(tokens, lexicon))
    if passive and (main is None or passive < main[0].first):
        first = passive_piece(text, start, end, tokens, passive, context, lexicon)
        begin = passive
    elif main:
        first = _piece(text, start, end, tokens, *main, context, lexicon)
        begin = main[0].verb
        verb_class = main[0].verb_class
    else:
        found = (
            impersonal(text, start, end, context, lexicon)
            or _told(text, start, end, tokens, usable, context, lexicon)
            or opinion(text, start, end, tokens, context, lexicon)
            or _group_led(text, start, end, tokens, context, lexicon)
        )
        return [found] if found else []
    return _split(text, [first], begin, verb_class, tokens, usable, context, lexicon)


def _issuers_or_nobodys(text: str, start: int, end: int, context: Context, lexicon: Lexicon) -> Piece:
    """What an unknown person said: the issuer's where the account says "our", else nobody's."""
    words, reporter = text[start:end], context.readout.reporter
    if reporter and OURS.search(QUOTED.sub("", words)):
        return Piece(start, end, Speaker((reporter,)), kind_of(words, "statement", False, lexicon), "")
    return Piece(start, end, NOBODY, "background", "")


def _unknown_speaker(clauses: list[Clause], usable: list[tuple[Clause, Speaker]]) -> bool:
    """Whether the sentence opens with what somebody said who cannot be told: nobody else in it is its speaker."""
    first = clauses[0] if clauses else None
    if first is None or first.link != "start" or any(clause is first for clause, _ in usable):
        return False
    named = all(phrase.kind == "person" or len(phrase.name) > 1 for phrase in first.subject)
    return named and first.verb_class == "statement" and first.form == "past"


def _group_led(text: str, start: int, end: int, tokens: Tokens, context: Context, lexicon: Lexicon) -> Piece | None:
    """ "Representatives from the banks, the ministry and others discussed": a group at the head of a long subject."""
    subject = subject_at(tokens, 0, lexicon)
    if not subject or subject[0].kind != "group":
        return None
    several = tokens.at(subject[0].last) in {"and", ","}  # "officials and business leaders agreed"
    if not several and not (resolve(tuple(subject), context) or NOBODY).joint:
        return None
    for at in range(subject[0].last, len(tokens)):
        low = tokens.at(at)
        if low in lexicon.words["subordinators"] or low in lexicon.words["auxiliaries"]:
            return None
        known = lexicon.verb(low)
        if known and known[1] == "past" and known[0] in REPORTS and not tokens.capital(at):
            speaker = context.joint()
            kind = kind_of(text[start:end], known[0], True, lexicon)
            return Piece(start, end, speaker, kind, text[tokens.start[0] : tokens.end[subject[0].last - 1]])
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
    personal = any(phrase.kind in PERSONAL for phrase in clause.subject)
    effect = _in_effect(framed, clause, personal)
    cue = text[tokens.start[clause.subject[0].first] : tokens.end[clause.verb]]
    if effect == "meeting":
        effect = meeting(words, lexicon)
        if effect in {"discussion", "agreement"} and not speaker.joint:
            speaker = context.joint(speaker.parties)
    if effect == "discussion" and re.match(r"exchang", words):
        speaker = context.joint(speaker.parties)
    reporter = context.readout.reporter
    if speaker.joint and speaker.parties == (reporter,) and personal and _ISSUERS.match(words):
        # "they conveyed the Administration's commitment", where nobody else is a party: its own people
        they = [phrase.kind for phrase in clause.subject] == ["they"]
        speaker = Speaker(speaker.parties) if they else speaker
    if speaker.single and not speaker.person and not set(speaker.parties) & set(context.joint().parties):
        # somebody who is no side of the readout: what they must do is its issuer's view, what they did a fact
        issuer = clause.verb_class == "be" and clause.form == "present" and reporter
        speaker = Speaker((reporter,)) if issuer and reporter else NOBODY
        effect = effect if issuer else "background"
    if not personal and effect == "statement" and clause.verb_class == "be":
        issued = _issuer_says(text, tokens, clause, speaker, context, lexicon)
        if issued is not None:
            speaker = issued
    remember(clause, speaker, context)
    if effect == "procedural":
        return Piece(start, end, NOBODY, "procedural", "")
    if clause.verb_class == "be" and framed == "be" and tokens.at(clause.verb) in {"will", "shall"}:
        effect = "commitment"
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


def _split(
    text: str,
    pieces: list[Piece],
    begin: int,
    verb_class: str,
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
        told = piece.kind in {"procedural", "background"}
        words = text[piece.start : begins]
        kind = piece.kind if told else kind_of(words, verb_class, piece.speaker.joint, lexicon)
        pieces[-1] = Piece(piece.start, begins, piece.speaker, kind, piece.cue)
        pieces.append(second)
        begin, verb_class = clause.verb, clause.verb_class
    return pieces


def _opens(tokens: Tokens, clause: Clause, begin: int, lexicon: Lexicon) -> bool:
    """Whether a clause after the main one reports of a speaker of its own."""
    if clause.verb_class in {"procedural", "be", "other"}:
        return False
    if clause.link == "with":
        return True
    if clause.form != "past" or "had" in tokens.low[clause.subject[-1].last : clause.verb]:
        return False
    if clause.link == "comma":
        return tokens.at(clause.first - 1) == ";"
    if clause.link != "joined":
        return False
    personal = all(phrase.kind in PERSONAL for phrase in clause.subject)
    that = any(tokens.at(i) == "that" for i in range(begin, clause.first))
    return personal or not that

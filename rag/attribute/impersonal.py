"""Sentences without a speaker as subject -> their pieces: passives, talks, opinions.

"It was noted", "hope was expressed", "the talks covered" are of all sides, unless an agent or a side is named or the
words are such as only the issuer uses; "in the Minister's opinion" is the Minister's.
"""

from __future__ import annotations

import re

from rag.attribute.frames import impersonal_effect
from rag.attribute.kinds import kind_of
from rag.attribute.lexicon import Lexicon
from rag.attribute.lines import one_sided
from rag.attribute.member import Who
from rag.attribute.phrases import subject_at
from rag.attribute.resolve import Context, resolve
from rag.attribute.speaker import Piece, Speaker
from rag.attribute.stance import owner
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


_CEREMONY = frozenset({"wreath", "wreaths", "anthem", "anthems"})

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


def impersonal(text: str, start: int, end: int, context: Context, lexicon: Lexicon) -> Piece | None:
    """ "Also discussed were", "among the topics were": what all sides talked about."""
    effect = impersonal_effect(text[start:end], lexicon)
    if effect is None:
        return None
    speaker = context.joint()
    return Piece(start, end, speaker, kind_of(text[start:end], effect, True, lexicon), text[start:end][:30])


def find_passive(tokens: Tokens, lexicon: Lexicon) -> int:
    """The verb of a passive or impersonal main clause ("It was noted", "issues were discussed"); 0 for none."""
    if _CEREMONY & set(tokens.low):
        return 0  # "a wreath was laid"
    subordinate = tokens.at(0) in lexicon.words["subordinators"]
    for at in range(lexicon.language != "es", len(tokens)):  # Spanish may open with the verb: "Se reiteró"
        low = tokens.at(at)
        if low in {",", ";"}:
            subordinate = False
        elif low == "that" and tokens.at(at - 1) in lexicon.words["prepositions"]:
            pass
        elif low in {"who", "which", "that", "whose", "where", "when", "as", "because", "while", "whether", "how"}:
            subordinate = True
        if low not in lexicon.words["passives"] or subordinate:
            if not subordinate and _talks(tokens, at, lexicon):
                return at
            continue
        step = at + 1
        while tokens.at(step) in lexicon.words["adverbs"] | lexicon.words["passives"] | {"not"} or tokens.at(
            step
        ).endswith("ly"):
            step += 1
        participle = lexicon.participles.get(re.sub(r"[ao]s?\Z", "o", tokens.at(step)))  # "fue reiterada"
        known = (participle, "past") if participle else lexicon.verb(tokens.at(step))
        if tokens.at(at - 1) == "to":
            continue
        if known and known[1] == "past" and tokens.at(step) in lexicon.words["reported"]:
            return 0 if _is_fact(tokens, at, step, lexicon) else step
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


def _is_fact(tokens: Tokens, at: int, verb: int, lexicon: Lexicon) -> bool:
    """Whether a passive tells a fact and not what was said: "women are paid less", "comments can be made"."""
    if tokens.at(at) == "be":
        return tokens.at(at - 1) in {"can", "would", "could", "may"}
    if (
        tokens.at(at) not in {"is", "are", "being"}
        or tokens.at(0) == "it"
        or tokens.at(verb) in {"said", "stated", "dedicated"}
    ):
        return False
    return not any(tokens.at(i) in lexicon.words["talks"] for i in range(at))


def late_passive(tokens: Tokens, lexicon: Lexicon) -> int:
    """ "The hope that ... was expressed": a passive at the end, behind a subordinate clause; 0 for none."""
    if _CEREMONY & set(tokens.low):
        return 0
    for step in range(len(tokens) - 1, max(0, len(tokens) - 5), -1):
        before = step - 1
        while tokens.at(before) in lexicon.words["adverbs"]:
            before -= 1
        if tokens.at(step) in lexicon.words["reported"] and tokens.at(before) in {"was", "were"}:
            return step
    return 0


def _talks(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """ "The discussion focused on", "the talks covered"."""
    low = tokens.at(at)
    known = lexicon.verb(low)
    if known and known[1] == "past" and known[0] != "procedural":
        before = at - 1
        while tokens.at(before) in lexicon.words["adverbs"]:
            before -= 1
        if tokens.at(before) in lexicon.words["talks"]:
            return True
    if low not in _ABOUT:
        return False
    if low == "included":
        return any(tokens.at(i) in {"agenda", "discussion", "discussions", "topics", "talks"} for i in range(at))
    return any(tokens.at(i) in lexicon.words["talks"] for i in range(at))


def passive_piece(
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
    named = [(tokens.start[at], tokens.end[span.last - 1], span.party) for at, span in tokens.parties.items()]
    side = _side_named(tokens)
    if not side and speaker.joint:
        side = owner(text, start, end, named, speaker.parties, lexicon.language)
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
        if span.kind == "adjective" and tokens.at(span.last) in {"side", "part"} and tokens.at(first - 1) == "the":
            before = tokens.at(first - 2)
            if before in {"on", "from"}:
                return span.party
    return None


def opinion(text: str, start: int, end: int, tokens: Tokens, context: Context, lexicon: Lexicon) -> Piece | None:
    """ "according to the Minister", "in Mr Lee's opinion"."""
    for at in range(len(tokens)):
        low = tokens.at(at)
        if low == "according" and tokens.at(at + 1) == "to":
            place = at + 2
        elif (
            low == "según"
            or (low == "in" and not tokens.at(at - 1).isalpha())
            or (low == "of" and tokens.at(at - 1) in lexicon.words["opinions"])
        ):
            place = at + 1
        else:
            continue
        if tokens.at(place) in {"his", "her", "their"} and tokens.at(place + 1) in lexicon.words["opinions"]:
            he = context.meant(tokens.at(place)) if tokens.at(place) != "their" else None
            speaker = Speaker((he.party,), person=he.name) if he and he.party else None
            speaker = context.joint() if tokens.at(place) == "their" else speaker
            return (
                Piece(start, end, speaker, "statement", text[tokens.start[at] : tokens.end[place + 1]])
                if speaker
                else None
            )
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
        if found is None and subject[0].name:
            context.he = None  # "according to Jan Kos", of whom nothing is known: "he" may be that one
        if found:
            if found.single and found.person:
                context.he = Who(found.parties[0], found.person)
            cue = text[tokens.start[at] : tokens.end[after - 1]]
            return Piece(start, end, found, kind_of(text[start:end], "statement", found.joint, lexicon), cue)
    return None

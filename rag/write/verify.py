"""The gate for a model's sentence: it is shown only if the quotes that it cites bear it, word by word.

Takes one sentence and the citations of the answer. Returns the sentence as it is shown, or the reason why it is not.
Deterministic; docs/writing.md lists what is checked. A sentence in doubt is dropped: the quotes stand there anyway.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.types import Citation
from rag.write.account import sourced, without_account
from rag.write.align import align
from rag.write.form import formed
from rag.write.lexicon import operators, role
from rag.write.quoted import misquoted
from rag.write.scope import left_out, past_date
from rag.write.subject import false_title, said
from rag.write.tokens import Known, Token, tokens
from rag.write.turned import readings

_PROSPECTS = frozenset(("agree", "commit", "hope", "expect", "decide", "intend", "announce", "ready", "plan"))
"""Operators after which "to do" says the same as "that it will do"."""
_TOGETHER = frozenset(("countries", "parties", "nations", "teams", "capitals"))
_TELLING = frozenset(
    (
        *("commit", "call", "propose", "warn", "announce", "decide", "intend", "want", "hope", "expect", "agree"),
        *("believe", "admit", "insist", "deny", "claim", "consider"),
    )
)
"""Operators that say nothing without what is promised, asked or hoped for."""
_HELP = frozenset(("help", "assist", "aid", "enabl", "allow", "support", "contribut", "facilit", "encourag"))
_READINGS = 4
"""Readings of a quote that are tried."""
_FEWEST = 2
"""Words of a quote that a sentence must share."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text` is the sentence as shown, with its source and marks; empty where `reason` says why it is dropped."""

    text: str
    reason: str = ""
    citations: tuple[Citation, ...] = ()


def verify(sentence: str, citations: Sequence[Citation]) -> Verdict:
    """Return whether the citations bear a sentence."""
    form = formed(sentence, citations)
    if isinstance(form, str):
        return Verdict("", form)
    cited = form.citations
    if any(c.language != "en" for c in cited):
        return Verdict("", "a quote in a language that cannot be checked")
    if len({(c.speakers, c.joint) for c in cited}) > 1:
        return Verdict("", "different speakers in one sentence")
    wrong = misquoted(form.text, cited)
    if wrong:
        return Verdict("", wrong)
    text = without_account(form.text, cited)
    if text is None:
        return Verdict("", "another account")
    reason = _unborne(text, cited)
    return Verdict("", reason) if reason else Verdict(sourced(text, cited), "", cited)


def _unborne(text: str, cited: Sequence[Citation]) -> str:
    """Why the quotes do not bear a sentence; "" where one reading of it is borne."""
    known = Known.of(cited[0])
    if len(cited) > 1:
        persons = tuple(dict.fromkeys(name for c in cited for name in Known.of(c).persons))
        known = Known(known.speakers, persons, known.date)
    reasons = []
    for reading in readings(text):
        content = said(reading, cited, known)
        if isinstance(content, str):
            reasons.append(content)
            continue
        written = tokens(reading, known, quote=False)
        if false_title(written, cited, known):
            reasons.append("an office that is not in the quotes")
            continue
        for quote in _quotes(cited, known):
            for wording in _wordings(content):
                reason = _against(wording, quote, cited, known, _acts(written))
                if not reason:
                    return ""
                reasons.append(reason)
    return reasons[0] if reasons else "nothing said"


def _quotes(cited: Sequence[Citation], known: Known) -> Iterator[list[tuple[int, Token]]]:
    """The tokens of the cited quotes in one row, each with the number of its quote, in each of their readings."""
    for turned in range(_READINGS):
        row: list[tuple[int, Token]] = []
        for number, citation in enumerate(cited):
            ways = list(readings(citation.quote.strip().removesuffix("."), quote=True))
            if turned >= len(ways):
                break
            found = tokens(ways[turned], known, quote=True)
            row += [(number, token) for token in (_spoken_jointly(found) if citation.joint else found)]
        else:
            yield row


def _spoken_jointly(quote: list[Token]) -> list[Token]:
    """The tokens of a joint statement, those that open it marked as its speakers: "Vladimir Putin and Lula noted"."""
    kinds = ("party", "person", "title", "government", "number")  # "the two presidents"
    named = itertools.takewhile(lambda token: token.kind in kinds or token.text.lower() in _TOGETHER, quote)
    opening = [replace(token, speaker=True) for token in named]
    return [*opening, *quote[len(opening) :]]


def _wordings(content: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The content, and without a "will" that only unfolds an infinitive: "agreed that they would resume"."""
    yield content
    last = ""
    kept = []
    for token in content:
        if token.kind == "operator":
            if token.key in ("will", "would") and last in _PROSPECTS:
                continue
            last = token.key
        kept.append(token)
    if len(kept) < len(content):
        yield kept


def _against(
    content: Sequence[Token], row: Sequence[tuple[int, Token]], cited: Sequence[Citation], known: Known, acts: bool
) -> str:
    quote = [token for _, token in row]
    found = align(content, quote, known.date)
    if isinstance(found, Token):
        return f"not in the quote: {found.text}"
    used = frozenset(found)
    if {row[at][0] for at in used} != set(range(len(cited))):
        return "a citation that bears nothing of it"
    missing = left_out(quote, used)
    if missing is not None:
        return f"left out: {missing.text}"
    dated = past_date(quote, used, known.date)
    if dated is not None:
        return f"left out: {dated.text}"
    for token, at in zip(content, found, strict=True):
        if quote[at].passive and not token.passive and at and quote[at - 1].speaker:
            return f"done to the speaker: {token.text}"
        if _torn_off(token, at, quote, used) or _helped(at, quote, used):
            return f"torn from its place: {token.text}"
    if acts and _of_country(quote, min(used, default=0)):
        return "what the country does, said of a person"
    shared = [at for at in used if quote[at].kind != "operator" and not quote[at].speaker]
    told = {quote[at].key for at in used if quote[at].kind == "operator"} & _TELLING
    names = all(quote[at].kind in ("party", "person") or quote[at].text[0].isupper() for at in shared)
    alone = told and names and len(used) == len(shared) + 1  # "promised Mr Putin"
    if len(used) < _FEWEST or not shared or alone:
        return "too few words of the quote"
    return ""


def _acts(written: Sequence[Token]) -> bool:
    """Whether a sentence says what a person does, not what he says or holds: "Ruto sold the port"."""
    head = list(itertools.takewhile(lambda token: token.kind in ("person", "title", "government"), written))
    rest = written[len(head) :]
    return any(token.kind == "person" for token in head) and bool(rest) and rest[0].kind == "word"


def _of_country(quote: Sequence[Token], at: int) -> bool:
    """Whether what is used of the quote has a country for its subject: "Kenya has sold the port"."""
    before = (token for token in reversed(quote[:at]) if token.speaker)
    nearest = next(before, None)
    return nearest is not None and nearest.kind == "party" and nearest.role == "bare"


def _helped(at: int, quote: Sequence[Token], used: frozenset[int]) -> bool:
    """Whether somebody else does it, whom a verb that the sentence leaves out helps: "to help them to prevent"."""
    if quote[at].by != "to" or not quote[at].bound:
        return False
    last = max((i for i in used if i < at), default=-1)
    return any(
        quote[i].by == "to" and quote[i].kind == "word" and quote[i].stem in _HELP for i in range(last + 1, at)
    )


def _torn_off(token: Token, at: int, quote: Sequence[Token], used: frozenset[int]) -> bool:
    """Whether a word depends in the quote on one that the sentence leaves out: "join" of "work to join"."""
    if quote[at].bound not in ("preposition", "both") or at == 0:
        return False
    if token.bound in ("preposition", "both"):
        other = role(token.by) != role(quote[at].by) and quote[at].kind == "word"
        return other and quote[at - 1].kind == "word" and at - 1 not in used  # "end of the war on drugs": "of drugs"
    if quote[at].bound == "both" and quote[at].by in ("to", "that"):
        before = (quote[i] for i in range(at) if quote[i].kind == "operator" and (i in used or _free(quote[i])))
        return next(before, None) is None
    governor = quote[at - 1]
    if quote[at].text.endswith("ing") and not token.text.endswith("ing") and governor.kind == "operator":
        return at - 1 not in used  # "insisted on completing" does not say "completed"
    free = governor.speaker or governor.kind in ("title", "government", "pronoun") or _free(governor)
    return at - 1 not in used and not free


def _free(token: Token) -> bool:
    return token.kind == "operator" and (operators()[token.key].free or operators()[token.key].optional)

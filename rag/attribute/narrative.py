"""Sentences in order -> pieces: what a sentence's own words do not say follows from the sentences before it.

`Narrative.read` takes one sentence after the other. Reported speech goes on while nothing shows its end: an open
quotation mark, a sentence that points back ("This is why"), the unattributed sentences after "X said" in accounts of
that style. Otherwise a sentence without a speaker is background or procedure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TypeVar

from rag.attribute import chinese, russian
from rag.attribute.clauses import Clause
from rag.attribute.kinds import kind_of
from rag.attribute.lines import one_sided
from rag.attribute.outsiders import announces_people, is_item, quotes_by_name
from rag.attribute.parse import LONGEST, Parsed, Sentence
from rag.attribute.phrases import subject_at
from rag.attribute.reading import OURS, QUOTED, read
from rag.attribute.resolve import Context, is_guests, resolve
from rag.attribute.speaker import NOBODY, Piece, Speaker
from rag.attribute.tokens import Tokens
from rag.names.leaders import PersonMention, find_leaders
from rag.names.parties import Mention

_TOGETHER = re.compile(
    r"\bjoint (?:\w+ )?(?:statement|declaration|communiqu|press statement)|(?:declaración|comunicado) conjunt[ao]"
    r"|совместное (?:заявление|коммюнике)|совместная декларация|联合(?:声明|公报)",
    re.IGNORECASE,
)
_JOINT_READOUT = re.compile(r"\bjoint readout\b", re.IGNORECASE)
_RUNNING = frozenset({"CN", "VN", "KP", "LA"})
_BACK = re.compile(r"(?:This|That|These|Those|Such|It|In this|In that|For this|To this|To that)\b")
# What only somebody's view can be: an account states no duties.
_VIEW = re.compile(
    r"\bit (?:is|was) (?:\w+ )?(?:necessary|important|essential|imperative|advisable|clear|obvious|vital|crucial"
    r"|unacceptable)\b"
    r"|\b(?:should|must|ought)\b",
    re.IGNORECASE,
)
# A sentence that is tied to the one before it.
_LINKED = re.compile(
    r"(?:But|And|Moreover|Furthermore|Therefore|Thus|Otherwise|Hence|Most importantly|At the same time|However|Indeed"
    r"|For example|For instance|That is why|After all|Pero|Además|Por eso)\b"
)
# "This meeting builds on": about the event, not about what was said.
_EVENT = re.compile(
    r"(?:This|That|These|Those|Such) (?:\w+ )?"
    r"(?:meetings?|calls?|visits?|conversations?|engagements?|summit|trip|talks|tour|events?)\b"
)
_NOW = re.compile(
    r"\b(?:is|are|will|should|must|has|have|can|may|cannot|needs?|ought|remains?|continues?|shall|do|does)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|took|began|came|went|made|became)\b|\b\w{3,}ed\b")


_M = TypeVar("_M", Mention, PersonMention)


def _within(mentions: list[_M], start: int, end: int) -> list[_M]:
    low = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[low : bisect_left(mentions, end, key=lambda m: m.start)]


class Narrative:
    """Reads the sentences of one readout in order."""

    def __init__(self, context: Context, parsed: Parsed) -> None:
        self.context = context
        self.lexicon = parsed.words
        self.open_quote = False
        if _TOGETHER.search(context.readout.title):
            context.document = context.joint()
        readout = context.readout
        self.parties = parsed.parties
        self.people = find_leaders(readout.text, readout.date) if readout.language in {"ru", "zh"} else []
        self.colon = False
        self.roster = False
        """Whether a list of those present has been announced."""
        self.outsider = False
        """Whether the open quotation is of somebody quoted by name of whom nothing is known."""

    def block(self, start: int, sentences: list[Sentence]) -> list[Piece]:
        """The pieces of a stretch of running text that begins at `start`."""
        text, language = self.context.readout.text, self.context.readout.language
        pieces: list[Piece] = []
        before = start
        for sentence in sentences:
            new = "\n" in text[before : sentence.start]
            if sentence.end - sentence.start > LONGEST:
                pieces.append(Piece(sentence.start, sentence.end, NOBODY, "background", ""))
            elif language == "zh":
                pieces.append(self._chinese(text, sentence.start, sentence.end))
            elif language == "ru":
                pieces.extend(self._russian(text, sentence.start, sentence.end, new))
            elif sentence.tokens:
                pieces.extend(self.sentence(text, sentence, sentence.tokens, new))
            before = sentence.end
        return pieces

    def _chinese(self, text: str, start: int, end: int) -> Piece:
        parties, people = _within(self.parties, start, end), _within(self.people, start, end)
        piece = chinese.read(text, start, end, parties, people, self.context)
        self._note(piece)
        return piece

    def _russian(self, text: str, start: int, end: int, new_paragraph: bool) -> list[Piece]:
        parties, people = _within(self.parties, start, end), _within(self.people, start, end)
        pieces = russian.read(text, start, end, parties, people, self.context)
        pieces = pieces or [russian.unnamed(text, start, end, people, self.context, new_paragraph)]
        self._note(pieces[-1])
        return pieces

    def _note(self, last: Piece) -> None:
        if last.speaker.parties and last.kind != "background":
            first = self.context.last is None
            self.context.all_joint = last.speaker.joint and (first or self.context.all_joint)
            self.context.last, self.context.reported = last.speaker, True
        elif last.kind in {"procedural", "background"}:
            self.context.reported = False

    def sentence(self, text: str, sentence: Sentence, tokens: Tokens, new_paragraph: bool) -> list[Piece]:
        """The pieces of the next sentence."""
        start, end = sentence.start, sentence.end
        words = text[start:end]
        quoted = self.open_quote or (self.colon and words[:1] in '"“«‘')
        found, phrases = sentence.read(self.lexicon)
        self.context.cast.place += 1
        goes_on = quoted or self._quotation(words) or self._runs_on(found, tokens) or self._duty(found, tokens)
        goes_on = goes_on or self._issuers_they(found) or (self.context.reported and words.startswith("And that "))
        outsiders = (self.outsider and self.open_quote) or (self.roster and is_item(words) and not found)
        if not self.open_quote:
            self.outsider = quotes_by_name(words) and not resolve(
                tuple(subject_at(tokens, 0, self.lexicon)), self.context
            )
            outsiders = outsiders or self.outsider
        self.roster = announces_people(words) or (self.roster and is_item(words))
        if outsiders:
            pieces = [Piece(start, end, NOBODY, "background", "")]
        elif goes_on and self.context.last and self.context.last.parties:
            pieces = [self._going_on(words, start, end)]
        else:
            pieces = read(text, start, end, tokens, found, self.context, self.lexicon)
            document = None if pieces else self._document(words, start, end, tokens)
            pieces = pieces or [document or self._unnamed(words, start, end, tokens, new_paragraph)]
        if found and [phrase.kind for phrase in found[0].subject] != ["they"]:
            self.context.guests = all(is_guests(phrase) for phrase in found[0].subject)
        if any(self._stranger(clause) for clause in found[:1]):
            self.context.he = None
        for group in phrases:
            for phrase in group:
                if phrase.name:
                    self.context.cast.mention(phrase)
        self._quotes(words)
        self._remember_document(tokens, pieces[-1].speaker)
        self.colon = words.rstrip().endswith((":", "："))
        self._note(pieces[-1])
        return pieces

    def _stranger(self, clause: Clause) -> bool:
        """Whether somebody named speaks of whom nothing is known: "he" in the next sentence may be that one."""
        people = all(phrase.kind == "person" and phrase.name for phrase in clause.subject)
        return people and clause.verb_class == "statement" and resolve(clause.subject, self.context) is None

    def _quotation(self, words: str) -> bool:
        """Whether a sentence is a quotation and nothing else, after somebody's words."""
        last = self.context.last
        told = last is not None and last.single and self.context.reported
        closed = re.search(r"[”»],?(?=\s*\w)", words)
        return told and words[:1] in "“«" and not closed

    def _issuers_they(self, found: list[Clause]) -> bool:
        """Whether "they are" goes on with what the issuer says in its own voice of others."""
        last = self.context.last
        own = (
            last is not None and last.single and not last.person and last.parties == (self.context.readout.reporter,)
        )
        they = bool(found) and [phrase.kind for phrase in found[0].subject] == ["they"]
        return own and self.context.reported and they and found[0].link == "start" and found[0].form == "present"

    def _duty(self, found: list[Clause], tokens: Tokens) -> bool:
        """Whether a sentence says what parties should do, after somebody's words: his view still."""
        last = self.context.last
        if not found or not last or not last.single or not self.context.reported:
            return False
        kinds = {phrase.kind for phrase in found[0].subject}
        return kinds <= {"party", "group"} and tokens.at(found[0].verb) in {"should", "must", "ought"}

    def _runs_on(self, found: list[Clause], tokens: Tokens) -> bool:
        """Whether a sentence about a party goes on with reported speech, in accounts of that style."""
        last = self.context.last
        if self.context.readout.reporter not in _RUNNING or not last or not last.single or not self.context.reported:
            return False
        for clause in found[:1]:
            kinds = {phrase.kind for phrase in clause.subject}
            perfect = bool({"have", "has"} & set(tokens.low[clause.subject[-1].last : clause.verb]))
            told = (
                not perfect
                and clause.form == "past"
                and clause.verb_class not in {"be", "other"}
                and "party" not in kinds
            )
            if kinds & {"person", "name", "he"} or told:
                return False
            codes = {code for phrase in clause.subject if phrase.kind == "party" for code in phrase.parties}
            return len(codes) != 1 or codes == set(last.parties)
        return False

    def _document(self, words: str, start: int, end: int, tokens: Tokens) -> Piece | None:
        """ "The statement said": what a document says that the account has told of, is its makers'."""
        said = tokens.at(0) in {"the", "this", "la", "el"} and any(
            tokens.at(at) in self.lexicon.words["documents"]
            and (
                tokens.at(at + 1) in {"read", "reads"}
                or (
                    (verb := self.lexicon.verb(tokens.at(at + 1 + (tokens.at(at + 1) == "also")))) is not None
                    and verb[1] in {"past", "present"}
                )
            )
            for at in (1, 2, 3)
        )
        speaker = self.context.document
        if not said or speaker is None:
            return None
        kind = kind_of(words, "statement", speaker.joint, self.lexicon)
        return Piece(start, end, speaker, kind, words[: tokens.end[2] - start] if len(tokens) > 2 else "")

    def _remember_document(self, tokens: Tokens, speaker: Speaker) -> None:
        """Note whose document a sentence tells of: "a statement by the Ministry", "signed the declaration"."""
        named = [i for i in range(len(tokens)) if tokens.at(i) in self.lexicon.words["documents"]]
        if not named:
            return
        for at in range(named[0], min(named[0] + 4, len(tokens))):
            if tokens.at(at) in {"by", "from", "of"}:
                maker = subject_at(tokens, at + 1, self.lexicon)
                found = resolve(tuple(maker), self.context) if maker else None
                if found:
                    self.context.document = found
                    return
        joint = any(tokens.at(i) in {"joint", "signed", "adopted", "conjunta"} for i in range(len(tokens)))
        if speaker.parties or joint:
            self.context.document = self.context.joint() if joint else speaker

    def _quotes(self, words: str) -> None:
        opened, closed = words.count("“") + words.count("«"), words.count("”") + words.count("»")
        if words.count('"') % 2:
            self.open_quote = not self.open_quote
        elif opened != closed:
            self.open_quote = opened > closed

    def _going_on(self, words: str, start: int, end: int) -> Piece:
        speaker = self.context.last or NOBODY
        return Piece(start, end, speaker, kind_of(words, "statement", speaker.joint, self.lexicon), "")

    def _unnamed(self, words: str, start: int, end: int, tokens: Tokens, new_paragraph: bool) -> Piece:
        """A sentence without a speaker of its own."""
        last = self.context.last
        if words[:1].islower():
            return Piece(start, end, NOBODY, "background", "")  # the beginning has been lost
        reporter = self.context.readout.reporter or ""
        first = tokens.parties.get(0) or (tokens.parties.get(1) if tokens.at(0) == "the" else None)
        now = bool(_NOW.search(words)) and not _PAST.match(words)
        if last and last.parties and self.context.reported:
            back = _BACK.match(words) and not _EVENT.match(words) and (now or not _PAST.search(words))
            if back and not new_paragraph:
                return self._going_on(words, start, end)
            if one_sided(words, reporter):
                same = last.parties == (reporter,) and not new_paragraph
                return self._going_on(words, start, end) if same else self._own(words, start, end)
            if last.single and not new_paragraph and re.search(r"\b(?:would|could|might)\b", words):
                return self._going_on(words, start, end)
            if last.joint and not new_paragraph and _VIEW.search(words):
                return self._going_on(words, start, end)
            if last.single and not new_paragraph and (_VIEW.search(words) or (_LINKED.match(words) and now)):
                return self._going_on(words, start, end)
            if OURS.search(QUOTED.sub("", words)) and not self.context.guests:
                return self._going_on(words, start, end) if last.joint else self._own(words, start, end)
            if last.single and now and self.context.readout.reporter in _RUNNING:
                return self._going_on(words, start, end)
        joint_text = self.context.all_joint and _TOGETHER.search(self.context.readout.title)
        if last and joint_text and last.joint:
            return self._going_on(words, start, end)
        if OURS.search(QUOTED.sub("", words)) and self.context.readout.reporter and not self.context.guests:
            return self._own(words, start, end)
        if first and first.party == self.context.readout.reporter and now:
            return Piece(start, end, Speaker((first.party,)), "background", "")
        return Piece(start, end, NOBODY, "background" if self.context.last else "procedural", "")

    def _own(self, words: str, start: int, end: int) -> Piece:
        """The issuer's own voice."""
        reporter = self.context.readout.reporter
        speaker = Speaker((reporter,)) if reporter else NOBODY
        title = self.context.readout.title
        if _TOGETHER.search(title) or _JOINT_READOUT.search(title):
            speaker = self.context.joint()  # "our" in a joint statement is all sides'
        return Piece(start, end, speaker, kind_of(words, "statement", speaker.joint, self.lexicon), "")

"""Russian sentences -> the pieces that their own words attribute.

A reporting verb in the past tense with a subject in the nominative ("Президент отметил"), a short passive with or
without its agent ("отмечено", "лидерами подчёркнута", "с китайской стороны выражена"). Word order is free, so the
subject is the nearest phrase in the nominative.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from rag.attribute.kinds import kind_by
from rag.attribute.known import office_holder
from rag.attribute.lines import one_sided
from rag.attribute.resolve import Context
from rag.attribute.speaker import NOBODY, Piece, Speaker
from rag.attribute.spelling import words_of
from rag.attribute.stance import owner
from rag.names.leaders import PersonMention
from rag.names.parties import Mention
from rag.names.tables import rows
from rag.types import Code

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD_OF_STATE = re.compile(r"Глава государства\b")
_SIDE = re.compile(r"\b[Сс]о? (?:стороны|(\w+) стороны)\b")


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    verb_class: str
    passive: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class _Subject:
    start: int
    end: int
    speaker: Speaker


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "russian.toml").read_text("utf-8"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_table()["words"][name])


@cache
def _verb_pattern(voice: str) -> dict[str, re.Pattern[str]]:
    endings = r"(?:л|ла|ло|ли)(?:с[яь])?" if voice == "active" else r"(?:а|о|ы|ся|ась|ось|ись)?"
    patterns = {}
    for verb_class, stems in _table()[voice].items():
        if verb_class != "forms":
            extra = "|".join(_table()["active"]["forms"]) if voice == "active" and verb_class == "statement" else ""
            longest = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
            patterns[verb_class] = re.compile(rf"(?:{longest}){endings}" + (f"|{extra}" if extra else ""))
    return patterns


@cache
def _nominatives() -> frozenset[str]:
    """Full names of leaders in the nominative, folded."""
    found = set()
    for row in rows("leaders"):
        for form in row[6].split(";"):
            if re.search(r"[а-яё]", form):
                found.add(" ".join(words_of(form.replace("*", ""))))
    return frozenset(found)


def read(
    text: str, start: int, end: int, parties: list[Mention], people: list[PersonMention], context: Context
) -> list[Piece]:
    """The pieces of the sentence text[start:end]; empty where its words attribute nothing."""
    verbs = _verbs(text, start, end)
    if not verbs:
        return []
    if re.search(r"обмен мнениями", text[start:end]) and verbs[0].verb_class in {"procedural", "discussion"}:
        verbs[0] = replace(verbs[0], verb_class="discussion", passive=True)
    subjects = _subjects(text, start, end, parties, people, context)
    verb = verbs[0]
    before = [s for s in subjects if s.end <= verb.start]
    if verb.passive:  # who stands in the nominative is not who spoke
        before = [s for s in before if s.speaker.joint]
    after = [s for s in subjects if s.start >= verb.end]
    side = _side(text, start, end, parties, context)
    speaker = None
    subject = None
    if before:
        subject = before[-1]
        speaker = subject.speaker
        if len(before) > 1 and re.fullmatch(r"\s*(?:\S+\s+){0,8}?и\s*", text[before[-2].end : subject.start]):
            both = tuple(dict.fromkeys((*before[-2].speaker.parties, *speaker.parties)))
            speaker = context.joint(both) if len(both) > 1 else speaker
    if speaker is None:
        speaker = _from_title(text[start : verb.start], context)
    if speaker is None and side:
        speaker = side
    if speaker is None and verb.passive:
        speaker = context.joint()
        whose = owner(text, start, end, [(m.start, m.end, m.party) for m in parties], speaker.parties, "ru")
        speaker = Speaker((whose,)) if whose else speaker
    if speaker is None and verb.plural:
        speaker = context.joint()
    if speaker is None and after and not verb.passive:
        subject = after[0]
        speaker = subject.speaker
    if speaker is None or not speaker.parties:
        return []
    if verb.plural and speaker.single:
        speaker = context.joint(speaker.parties)
    reporter = context.readout.reporter
    if verb.passive and speaker.joint and reporter and one_sided(text[start:end], reporter):
        speaker = Speaker((reporter,))
    words = text[start:end]
    cue = text[subject.start : subject.end] if subject else ""
    cue = f"{cue} {text[verb.start : verb.end]}".strip()
    if verb.verb_class == "procedural":
        return [Piece(start, end, NOBODY, "procedural", "")]
    if subject and speaker.single:
        context.remember(speaker)
    kind = kind_by(words, verb.verb_class, speaker.joint, _table()["kinds"])
    return [Piece(start, end, speaker, kind, cue)]


def unnamed(
    text: str, start: int, end: int, people: list[PersonMention], context: Context, new_paragraph: bool
) -> Piece:
    """A Russian sentence without a speaker of its own."""
    words = text[start:end]
    first = [w.lower() for w in _WORD.findall(words)[:2]]
    last = context.last
    if context.last and first and first[0] in {"будет", "будут", "продолжится", "состоится"}:
        return Piece(start, end, context.joint(), "commitment", "")
    if last and last.parties and context.reported and not _another(people, last):
        goes_on = bool(first) and (first[0] in _set("back") or " ".join(first) in _set("back"))
        if (goes_on and first[0] not in _set("he")) or (last.single and not new_paragraph):
            kind = kind_by(words, "statement", last.joint, _table()["kinds"])
            return Piece(start, end, last, kind, "")
    if context.last and any(w.lower() in _set("future") for w in _WORD.findall(words)[:4]):
        speaker = context.joint()
        return Piece(start, end, speaker, "commitment" if speaker.parties else "background", "")
    return Piece(start, end, NOBODY, "background" if context.last else "procedural", "")


def _another(people: list[PersonMention], last: Speaker) -> bool:
    """Whether somebody of another party is the subject, though with a verb that is not known."""
    named = [p for p in people if p.party and " ".join(words_of(p.text)) in _nominatives()]
    return any(person.party not in last.parties for person in named)


def _verbs(text: str, start: int, end: int) -> list[_Verb]:
    found = []
    relative = False
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        if word in _set("relative"):
            relative = True
        elif relative and text[match.start() - 2 : match.start()].strip() in {",", ";"}:
            relative = False
        if relative:
            continue
        # "Обсуждалась тема": what was discussed is the subject, so the passive comes first.
        voices = ("passive", "active") if word.endswith(("сь", "ся")) else ("active", "passive")
        for voice in voices:
            for verb_class, pattern in _verb_pattern(voice).items():
                if pattern.fullmatch(word):
                    plural = word.endswith(("ли", "лись"))
                    found.append(_Verb(match.start(), match.end(), verb_class, voice == "passive", plural))
    return sorted(found, key=lambda v: v.start)


def _subjects(
    text: str, start: int, end: int, parties: list[Mention], people: list[PersonMention], context: Context
) -> list[_Subject]:
    """Phrases in the nominative, or groups in the instrumental, that can be the subject."""
    found: list[_Subject] = []
    for person in people:
        if " ".join(words_of(person.text)) in _nominatives() and person.party:
            found.append(_Subject(person.start, person.end, Speaker((person.party,), person=person.name)))
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        before = text[start : match.start()].rstrip().rsplit(" ", 1)[-1].lower()
        genitive = word == "стороны" and re.search(r"(?:\b[Сс]о?|от|у) \S+ $", text[start : match.start()])
        if word in _set("groups") and not genitive and before not in {"с", "от", "для", "между"}:
            found.append(_Subject(match.start(), match.end(), context.joint()))
        elif word in _set("he"):
            who = context.meant(word)
            if not who or not who.party:
                continue
            found.append(_Subject(match.start(), match.end(), Speaker((who.party or "",), person=who.name)))
        elif word in _set("nominative"):
            subject = _office(text, match, end, parties, context)
            if subject:
                found.append(subject)
        elif word == "сторона":
            named = [m for m in parties if m.end <= match.start() <= m.end + 2]
            if named:
                found.append(_Subject(named[-1].start, match.end(), Speaker((named[-1].party,))))
    found.sort(key=lambda s: (s.start, -s.end))
    # the page's card of a person after the name: "Ана Пак Пак Ана Премьер-министр Кореи"
    found = [
        s
        for i, s in enumerate(found)
        if not (
            i
            and found[i - 1].speaker.parties == s.speaker.parties
            and re.fullmatch(r"(?:\s*[А-ЯЁ][\w-]+)*\s*", text[found[i - 1].end : s.start])
        )
    ]
    return [s for i, s in enumerate(found) if not any(o.start <= s.start < o.end for o in found[:i])]


def _office(text: str, match: re.Match[str], end: int, parties: list[Mention], context: Context) -> _Subject | None:
    """ "Президент Турции", "российский лидер": an office in the nominative with the party beside it."""
    word = match.group().lower()
    code: Code | None = None
    last = match.end()
    for mention in parties:
        gap = text[match.end() : mention.start]
        if match.end() <= mention.start <= match.end() + 45 and re.fullmatch(r"\s*(?:[А-ЯЁ]?[\w-]+\s+){0,3}", gap):
            code, last = mention.party, mention.end
            break
        if mention.end <= match.start() <= mention.end + 12 and mention.kind == "adjective":
            code = mention.party
    if code is None:
        alone = _HEAD_OF_STATE.match(text, match.start(), end)
        if alone:
            word, last = "глава государства", alone.end()
        elif not match.group()[0].isupper() or word not in {"президент", "премьер-министр"}:
            return None
        code = context.only_office(word)
    if code is None:
        return None
    name = context.name_of(code)
    if not name:
        office = _table()["words"]["offices"].get(word.split()[0], "")
        holder = office_holder(code, office, context.readout.date) if office else None
        name = holder.name if holder else ""
    return _Subject(match.start(), last, Speaker((code,), person=name))


def _from_title(before: str, context: Context) -> Speaker | None:
    """A name right before the verb whose words, but for their endings, stand in the title: the counterpart's."""
    match = re.search(r"((?:[А-ЯЁ][\w-]+ ){2,5})(?:также |вновь |особо |тепло )?$", before)
    others = [code for code in context.readout.parties if code != context.readout.reporter]
    if not match or len(others) != 1:
        return None
    stems = [word[: max(3, len(word) - 2)] for word in match.group(1).split()]
    if not all(stem in context.readout.title for stem in stems[:2]):
        return None
    return Speaker((others[0],), person=context.name_of(others[0]))


def _side(text: str, start: int, end: int, parties: list[Mention], context: Context) -> Speaker | None:
    """ "С китайской стороны выражена", "с обеих сторон"."""
    if re.search(r"\b[Сс] обеих сторон", text[start:end]):
        return context.joint()
    match = re.search(r"\b[Сс] (?=\w+ стороны)", text[start:end])
    if match:
        for mention in parties:
            if mention.start == start + match.end():
                return Speaker((mention.party,))
    return None

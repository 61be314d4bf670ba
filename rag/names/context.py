"""Whether a form found in a text speaks of its party there: "Governor of Georgia" and "Jordan Smith" do not.

Takes the folded text, the place and the form's pattern; says no where the neighbouring words show a place,
a treaty, a language, a person or a state of the United States. It looks at sixty characters on either side.
"""

from __future__ import annotations

import re
from functools import cache

from rag.names.patterns import Pattern
from rag.names.tables import forms, rows

_REACH = 60
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|"
    "Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|"
    "North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|"
    "Utah|Vermont|Virginia|West Virginia|Wisconsin|Wyoming"
)
_OFFICES = r"(?:Governor|Gov\.|Senator|Sen\.|Senators|Representative|Rep\.|Congressman|Congresswoman|Mayor)"


@cache
def _words(group: str) -> str:
    """The alternatives of a group of data/contexts.tsv as one regular expression."""
    cells = (form for name, cell in rows("contexts") if name == group for form in forms(cell))
    return "|".join(re.escape(word) for word in sorted(cells, key=len, reverse=True))


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    given, titles, formats = _words("given names"), _words("titles of persons"), _words("formats")
    return {
        "format after": re.compile(rf"['s]{{0,2}}[ -](?:\w+ )?(?:{formats})\b", re.IGNORECASE),
        "format before": re.compile(rf"\b(?:{formats}) (?:of|de|del|in|en) $", re.IGNORECASE),
        "state after": re.compile(rf", (?:{_STATES}|D\.?C\.?|Georgia|Ontario)\b"),
        "language before": re.compile(
            r"\b(?:in|in the|speak|speaks|speaking|spoke|spoken|translated from|translated into"
            r"|interpreted from|into|through|en|habla|hablan|hablando|por|на|по|с) (?:the )?$",
            re.IGNORECASE,
        ),
        "language after": re.compile(r" ?(?:$|[^\w\s'-])"),
        "tongue": re.compile(
            r" (?:language|languages|translation|version|interpretation|interpreter|transcript|idioma|lengua"
            r"|язык\w{0,3})\b",
            re.IGNORECASE,
        ),
        "tongue before": re.compile(r"\b(?:idioma|lengua|language|traduccion del|traduccion al) $", re.IGNORECASE),
        "title before": re.compile(rf"(?:^|[^\w])(?:{titles}) $"),
        "given before": re.compile(rf"(?:^|[^\w])(?:{given})(?: [A-Z]\.)? $"),
        # "President of India Ram Nath Kovind": a country stands between the office and the name
        "office before": re.compile(
            r"\b(?:president|vice president|prime minister|minister|premier|chancellor|king|queen|emir|sultan|amir"
            r"|speaker|chairman|chairperson|ambassador|secretary|head|leader|member|presidente|presidenta|ministr[oa]|canciller|rey)"
            r"(?: [\w&,-]+){0,6} (?:of|de|del) (?:the |la )?$",
            re.IGNORECASE,
        ),
        "initial after": re.compile(r" [A-Z]\. [A-Z]\w"),
        "surname after": re.compile(r" (?:de |del |de la |van |von |al-|Al-|O')?([A-Z][^\W\d_]+)([^\w]?)[ ]?(\w*)"),
        "surname after ru": re.compile(r" ([А-ЯЁ][а-яё]+)"),
        "georgia before": re.compile(
            rf"(?:\b(?:Atlanta|Savannah|Augusta|Macon|Columbus|Athens|Plains|Marietta|Albany|Americus|Stockbridge)"
            rf",? |{_OFFICES}(?: [A-Z][\w.'-]+){{0,4}} (?:of|from) |\b(?:{_STATES}),? (?:and |or )?"
            rf"|\([DR]-|\b(?:[Ss]tate|University) of |,(?: Gov(?:ernor|\.)| Senator) )$"
        ),
        "georgia after": re.compile(
            rf" (?:Senate|Senator|Sen\.|Senators|Governor|Gov\.|Representative|Rep\.|Republican|Democrat"
            rf"|Congress\w*|Bulldogs|Tech|Power|State|Secretary of State|Dome|legislature|voters?|runoffs?"
            rf"|Lieutenant|Attorney|National Guard|General Assembly|peach\w*)\b"
            rf"|,? (?:and |or )?(?:{_STATES})\b"
        ),
        "capitals around": re.compile(r"(?:^|[^\w])([A-Z]{4,}|[А-Я]{4,})[^\w]{1,2}$"),
        "capitals after": re.compile(r"[^\w]{1,2}[A-Z]{4,}(?![\w-])"),
        "sentence start": re.compile(r"(?:^|[.!?:¡¿\"'»”] ?|  )$"),
        "not a surname": re.compile(rf"(?:{_words('not surnames')})\b"),
        "peace": re.compile(r" (?:[a-z]|no |se )"),
    }


@cache
def _person_words() -> frozenset[str]:
    return frozenset(form for name, cell in rows("contexts") if name == "also persons" for form in forms(cell))


_WORDLIKE = frozenset(("US", "WHO", "UN", "CAN", "PACE", "COI", "ICC", "EU", "ALBA", "SICA", "QUAD"))


def speaks_of_party(text: str, start: int, end: int, pattern: Pattern, spanish: bool) -> bool:
    """Whether the form at text[start:end] (folded text) speaks of its party."""
    word = text[start:end]
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if pattern.kind in ("capital", "seat"):
        if pattern.kind == "capital" and not _is_metonym(word, before, after, spanish):
            return False
    elif pattern.kind in ("adjective", "demonym"):
        return not _is_language(before, after)
    elif word in _WORDLIKE:
        return not (_rules()["capitals around"].search(before) or _rules()["capitals after"].match(after))
    if word == "Georgia" and is_us_state(before, after):
        return False
    return word not in _person_words() or not _is_person(before, after)


def is_us_state(before: str, after: str) -> bool:
    """Whether the words around "Georgia" speak of the state of the United States."""
    rules = _rules()
    return bool(rules["georgia before"].search(before) or rules["georgia after"].match(after))


def _is_metonym(word: str, before: str, after: str, spanish: bool) -> bool:
    rules = _rules()
    if rules["format after"].match(after) or rules["format before"].search(before):
        return False
    if word == "La Paz" and spanish and rules["sentence start"].search(before) and rules["peace"].match(after):
        return False
    return not rules["state after"].match(after)


def _is_language(before: str, after: str) -> bool:
    rules = _rules()
    if rules["tongue"].match(after) or rules["tongue before"].search(before):
        return True
    return bool(rules["language after"].match(after) and rules["language before"].search(before))


def _is_person(before: str, after: str) -> bool:
    rules = _rules()
    if rules["office before"].search(before):
        return False
    if rules["title before"].search(before) or rules["given before"].search(before):
        return True
    if rules["initial after"].match(after) or rules["surname after ru"].match(after):
        return True
    surname = rules["surname after"].match(after)
    if not surname or rules["not a surname"].match(after.lstrip()):
        return False
    # In a heading every word is capitalised, so that a capital shows nothing; running text has small ones.
    following, previous = surname.group(3), before.rstrip().rpartition(" ")[2]
    return following[:1].islower() or previous[:1].islower() or surname.group(2) in ("'", ",")

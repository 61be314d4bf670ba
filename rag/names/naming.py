"""What a party is called: its code, everyday name and adjective in a language. Takes codes, returns words."""

from __future__ import annotations

from functools import cache

from rag.names import territories
from rag.names.tables import forms, rows
from rag.types import Code

# Where CLDR's name is not the everyday one, the first name of our table is.
_OWN_NAMES = frozenset(
    (language, code)
    for language, codes in (("es", "CG PS VA HK MO MM"), ("ru", "PS KP BY VA US"), ("zh", "PS HK MO"))
    for code in codes.split()
)


def is_party(code: str | None) -> bool:
    """Whether `code` is the code of a party, exactly as written."""
    return code in codes()


def party_name(code: Code, language: str = "en") -> str:
    """The short everyday name in a language; the code itself where it is unknown."""
    return _names(language).get(code) or _names("en").get(code) or code


def adjective(code: Code, language: str = "en") -> str:
    """The adjective ("Chilean"; Spanish and Russian in the masculine singular), else the name."""
    return _adjectives(language).get(code) or party_name(code, language)


def abbreviations(code: Code) -> list[str]:
    """The English abbreviations of a country without stops: "DPRK"; not "US" and "UK", which are words too."""
    return [form for form in _abbreviations().get(code, ()) if len(form) > 2 and "." not in form]


@cache
def _abbreviations() -> dict[Code, list[str]]:
    return {row[0]: forms(row[6]) for row in rows("en")}


@cache
def codes() -> frozenset[Code]:
    """The code of every party: countries, territories and organisations."""
    return frozenset(territories.codes()) | {row[0] for row in rows("organisations")}


@cache
def _names(language: str) -> dict[Code, str]:
    names = dict(territories.cldr(language))
    listed = rows(language) if language in ("es", "ru", "zh") else ()
    own = {row[0]: (forms(row[1]) or [""])[0] for row in listed}
    for code, name in names.items():
        if any(mark in name for mark in ("(", "（", " - ")) or (language, code) in _OWN_NAMES:
            names[code] = own.get(code, "").replace("*", "").partition("|")[0] or name
    if language == "en":
        names |= {row[0]: row[1] for row in rows("en") if row[1]}
    column = {"es": 4, "ru": 5, "zh": 6}.get(language)
    for row in rows("organisations"):
        full = [form.replace("*", "") for form in forms(row[column])] if column else []
        names[row[0]] = full[0] if full else row[1]
    return names


@cache
def _adjectives(language: str) -> dict[Code, str]:
    columns = {"en": 3, "es": 2, "ru": 2}
    if language not in columns:
        return {}
    firsts = {row[0]: (forms(row[columns[language]]) or [""])[0] for row in rows(language)}
    ending = "ий" if language == "ru" else ""
    return {code: first + ending for code, first in firsts.items() if first and not first.endswith("-")}

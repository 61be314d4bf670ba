"""Case and gender forms by rule: Russian nouns and adjectives, Spanish adjectives.

Takes the form that a table lists and returns every form it can take in a text, a few among them that nobody
uses (harmless: they match nothing). Refuses none.
"""

from __future__ import annotations

from itertools import product

_RU_ADJECTIVE = {
    "ая": ("ая", "ой", "ую", "ою"),
    "яя": ("яя", "ей", "юю", "ею"),
    "ый": ("ый", "ого", "ому", "ым", "ом"),
    "ий": ("ий", "ого", "ому", "им", "ом"),
    "ой": ("ой", "ого", "ому", "ым", "ом"),
    "ое": ("ое", "ого", "ому", "ым", "им", "ом"),
    "ые": ("ые", "ых", "ым", "ыми"),
    "ие": ("ие", "их", "им", "ими"),
}
_RU_SK = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ое", "ие", "их", "ими")
# Longest ending first; an ending of "" is a word that ends in a consonant.
_RU_NOUN = (
    ("острова", ("острова", "островов", "островам", "островами", "островах")),
    ("Острова", ("Острова", "Островов", "Островам", "Островами", "Островах")),
    ("территории", ("территории", "территорий", "территориям", "территориями", "территориях")),
    ("ство", ("ство", "ства", "ству", "ством", "стве")),
    ("ние", ("ние", "ния", "нию", "нием", "нии")),
    ("ия", ("ия", "ии", "ию", "ией", "иею")),
    ("а", ("а", "ы", "и", "е", "у", "ой", "ою")),
    ("я", ("я", "и", "е", "ю", "ей", "ею")),
    ("ы", ("ы", "ов", "", "ам", "ами", "ах")),
    ("ь", ("ь", "я", "и", "ю", "ем", "ём", "е", "ью")),
    ("й", ("й", "я", "ю", "ем", "е", "и")),
)
_RU_DEMONYM = (
    ("не", ("не", "н", "нам", "нами", "нах", "нин", "нина", "нину", "нином", "нине")),
    ("цы", ("цы", "цев", "цам", "цами", "цах", "ец", "ца", "цу", "цем")),
    ("ы", ("ы", "ов", "ам", "ами", "ах", "", "а", "у", "ом", "е")),
    ("и", ("и", "ов", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "", "а", "у", "ом", "е")),
)
_RU_PERSON = (
    ("ий", ("ий", "ия", "ию", "ием", "ии", "ого", "ому", "им", "ом")),
    ("ый", ("ый", "ого", "ому", "ым", "ом")),
    ("ия", ("ия", "ии", "ию", "ией")),
    ("а", ("а", "ы", "и", "е", "у", "ой", "ою")),
    ("я", ("я", "и", "е", "ю", "ей")),
    ("ь", ("ь", "я", "ю", "ем", "е", "и")),
    ("й", ("й", "я", "ю", "ем", "е")),
)
_ES_ENDINGS = (
    ("o", ("o", "a", "os", "as")),
    ("és", ("és", "esa", "eses", "esas")),
    ("án", ("án", "ana", "anes", "anas")),
    ("ón", ("ón", "ona", "ones", "onas")),
    ("ol", ("ol", "ola", "oles", "olas")),
    ("í", ("í", "íes", "ís")),
    ("e", ("e", "es")),
    ("a", ("a", "as")),
    ("l", ("l", "la", "les", "las")),
    ("r", ("r", "res", "ra", "ras")),
)


def russian_name(name: str) -> set[str]:
    """All cases of a name. `*word` is not declined; "Египет|Египт" gives the stem of the other cases."""
    return {" ".join(words) for words in product(*(_russian_word(word) for word in name.split()))}


def russian_adjective(stem: str) -> set[str]:
    """All forms of an adjective in -ский or -ецкий from its stem: "китайск"."""
    return {stem + ending for ending in _RU_SK}


def russian_demonym(plural: str) -> set[str]:
    """Cases of a people's name from its plural: "китайцы", "россияне"."""
    return _by_ending(plural, _RU_DEMONYM) or {plural}


def russian_person(name: str) -> set[str]:
    """Cases of a person's name, man or woman, from the nominative. `*word` is not declined."""
    return {" ".join(words) for words in product(*(_person_word(word) for word in name.split()))}


def spanish_adjective(masculine: str) -> set[str]:
    """Gender and number of a Spanish adjective."""
    return _by_ending(masculine, _ES_ENDINGS) or {masculine}


def _russian_word(word: str) -> set[str]:
    if word.startswith("*"):
        return {word[1:]}
    nominative, _, stem = word.partition("|")
    if stem:
        return {nominative} | {stem + ending for ending in ("а", "я", "у", "ю", "ом", "ем", "е", "и", "ью")}
    closed = nominative.rstrip("»")
    tail = nominative[len(closed) :]
    endings = _RU_ADJECTIVE.get(closed[-2:])
    if endings and len(closed) > 4:
        return {closed[:-2] + ending + tail for ending in endings}
    declined = _by_ending(closed, _RU_NOUN)
    if not declined and closed[-1:].lower() in "бвгджзклмнпрстфхцчшщ" and not closed.isupper():
        declined = {closed + ending for ending in ("", "а", "у", "ом", "ем", "е")}
    return {form + tail for form in declined} or {nominative}


def _person_word(word: str) -> set[str]:
    if word.startswith("*"):
        return {word[1:]}
    if word[-1:] in "бвгджзклмнпрстфхцчшщ":
        return {word + ending for ending in ("", "а", "у", "ом", "ем", "ым", "е")}
    return _by_ending(word, _RU_PERSON) or {word}


def _by_ending(word: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> set[str]:
    for ending, others in table:
        if word.endswith(ending):
            return {word[: -len(ending)] + other for other in others}
    return set()

"""What ISO 3166-1 and CLDR say of countries: codes, names, official names. pycountry lives here."""

from __future__ import annotations

from functools import cache

from rag.cldr import territory_names
from rag.types import Code

LANGUAGES = ("en", "es", "ru", "zh")

# Kosovo is a user-assigned code of ISO 3166-1; everybody uses it.
_BESIDES_ISO = ("XK",)
# Nobody speaks for these: they are territories without a people.
_UNINHABITED = frozenset(("AQ", "BV", "HM", "TF", "UM", "GS"))


@cache
def codes() -> tuple[Code, ...]:
    """Every alpha-2 code."""
    import pycountry

    return tuple(sorted(country.alpha_2 for country in pycountry.countries)) + _BESIDES_ISO


@cache
def alpha3() -> dict[str, Code]:
    """Alpha-3 codes to alpha-2."""
    import pycountry

    return {country.alpha_3: country.alpha_2 for country in pycountry.countries} | {"XKX": "XK"}


@cache
def cldr(language: str) -> dict[Code, str]:
    """CLDR's name of every territory; English for a language that is none of ours."""
    known = territory_names(language if language in LANGUAGES else "en")
    return {code: known[code] for code in codes() if code in known}


@cache
def names(language: str) -> dict[Code, tuple[str, ...]]:
    """Plain names by code, fit to be looked for in a text: no brackets, inversions or abbreviated words."""
    found: dict[Code, list[str]] = {code: [] for code in codes() if code not in _UNINHABITED}
    for code, name in cldr(language).items():
        if code in found:
            found[code].append(name)
    if language == "en":
        import pycountry

        for country in pycountry.countries:
            if country.alpha_2 in found:
                for key in ("name", "common_name", "official_name"):
                    found[country.alpha_2].append(getattr(country, key, ""))
    return {code: tuple(n for n in some if n and _plain(n)) for code, some in found.items()}


def _plain(name: str) -> bool:
    return not any(mark in name for mark in ("(", "（", ", ", " - ", " о-в", "о-в ", "о-ва "))

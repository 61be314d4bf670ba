"""Names and forms from Unicode's CLDR, by Babel: the one place that imports it."""

from __future__ import annotations

import datetime
import functools


def month_names(language: str) -> dict[str, int]:
    """Return the names of the months, wide and abbreviated, in text and standing alone, in lower case: may -> 5."""
    from babel.dates import get_month_names

    return {
        name.casefold().rstrip("."): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    }


@functools.lru_cache(maxsize=4096)
def written_date(date: str) -> str:
    """Return an ISO date as a reader writes it: 15 November 2024."""
    from babel.dates import format_date

    return format_date(datetime.date.fromisoformat(date), "d MMMM yyyy", locale="en")


def language_name(code: str) -> str:
    """Return a language's English name: es -> Spanish; an unknown code as it is."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


def territory_names(language: str) -> dict[str, str]:
    """Return the names of countries and regions by code, in a language."""
    from babel import Locale

    return dict(Locale.parse(language).territories)

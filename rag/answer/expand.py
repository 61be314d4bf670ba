"""Expansions."""


def expansions(
    words: tuple[str, ...], phrases: tuple[str, ...], text: str, language: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ()

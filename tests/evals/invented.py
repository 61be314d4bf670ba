"""Readouts of countries that no development question is about, made from sentences of our own with a fixed seed.

Their topics are those of the questions (trade pacts, sanctions, debt, energy), so that they crowd the real ones;
their sides are others. A readout has sentences of its two sides in turn, each a passage: one to three, or as many as
are asked for.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from rag.names.parties import party_name

COUNTRIES = (
    *("FJ", "PY", "UY", "BW", "NA", "MW", "LA", "LK", "NP", "IS", "LU", "EE", "LV", "MT", "SR", "GH", "ZM", "MG"),
    *("MU", "BN", "TO", "PA", "CR", "HN", "JM", "BB", "RW", "TZ", "MZ", "OM", "KW", "LS", "BJ", "TG", "CV", "BT"),
    *("MV", "PG", "BO", "EC", "NI", "DO", "HT", "SI", "HR", "BF", "CI", "GN", "LR", "SL", "MR", "CM", "GA"),
)

TOPICS = (
    "the CPTPP", "access to the trade pact", "tariffs on machinery", "debt restructuring", "loans of the World Bank",
    "grain shipments", "fertiliser exports", "sanctions", "oil output", "gas transit", "the missing submarine",
    "fishing boats at the reef", "the naval base", "treated water in the ocean", "air defence systems",
    "card payments and banks", "the anti-corruption prosecutor", "rebel attacks in the east", "drug trafficking",
    "humanitarian intervention", "permanent seats in the Security Council", "the origins of the pandemic",
    "human rights cases", "the judicial reform", "a ceasefire and the hostages", "mediation between the sides",
    "troops near the border", "carbon neutrality", "gun sales", "the forest and its sovereignty",
    "the railway corridor",
    "language laws", "the withdrawal of the air force", "detained soldiers", "cluster munitions", "police reform",
    "press freedom", "semiconductor exports", "electric car factories", "vaccines", "migration routes",
    "student exchanges", "the joint commission", "visa-free travel", "undersea cables", "the one-market principle",
    "a non-discriminatory business environment", "foreign companies", "rare earths", "nuclear energy",
    "a security guarantee", "the peace agreement", "the election observers", "the return of refugees",
    "food prices", "energy prices", "port fees", "the free trade agreement", "copper royalties", "lithium mines",
    "counter-terrorist operations", "the presidential commission", "the summit in the capital", "the border crossing",
)  # fmt: skip

VERBS = ("said", "stressed", "noted", "emphasized", "underscored", "reiterated", "stated", "pointed out")

CLAUSES = (
    "{topic} must not be left to the next government",
    "{topic} would be settled before the harvest of {year}",
    "it had set aside {sum} million dollars for {topic}",
    "it saw no reason to change its position on {topic}",
    "{topic} was the first concern of its parliament in {month}",
    "it would send {number} experts to talk about {topic}",
    "{topic} had cost {number} towns their income",
    "it supports a working group on {topic} until {year}",
    "progress on {topic} depended on {other}",
    "it was worried by {topic} and by {other}",
    "nobody gained from delay over {topic}",
    "it hoped for an understanding on {topic} in {month} {year}",
    "{topic} should be kept apart from {other}",
    "the law on {topic} had passed with {number} votes",
    "it asked for patience over {topic} while {other} was under review",
    "it would speak up for {topic} at the regional meeting of {month}",
)

JOINT = (
    "The two sides agreed to meet again in {month} on {topic}.",
    "Both sides discussed {topic} and {other}.",
    "The two sides agreed to name {number} officials for {topic}.",
    "They exchanged views on {topic}.",
)

MEETINGS = ("Call", "Meeting", "Consultations")
BODIES = ("Ministry of Foreign Affairs", "Office of the President", "Office of the Prime Minister")
WHO = ("{name}", "The Foreign Minister of {name}", "The President of {name}")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def invent(
    count: int, seed: int, without: Collection[str] = (), sentences: Sequence[int] = (1, 2, 2, 3)
) -> Iterator[tuple[str, str]]:
    """Yield names and texts in format 2 of so many readouts; no side is one of the parties `without`.

    How many sentences a readout has is drawn from `sentences`.
    """
    chance = random.Random(seed)
    countries = [code for code in COUNTRIES if code not in without]
    for number in range(count):
        one, other = chance.sample(countries, 2)
        sides = party_name(one), party_name(other)
        said = [_sentence(chance, sides[at % 2]) for at in range(chance.choice(sentences))]
        if len(said) < 3 and chance.random() < 0.4:
            said.append(_filled(chance, chance.choice(JOINT)))
        day = f"{chance.randint(2000, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        header = {
            "Title": f"{chance.choice(MEETINGS)} with {sides[1]} on {chance.choice(TOPICS)}",
            "Date": day,
            "Issuer": f"{chance.choice(BODIES)} ({one})",
            "Counterparts": other,
            "Language": "en",
            "Kind": "readout",
            "Source": f"https://example.org/invented/{seed}/{number}",
        }
        lines = "".join(f"{key}: {value}\n" for key, value in header.items())
        yield f"invented-{seed}-{number:05}", f"{lines}\n{' '.join(said)}\n"


def write_invented(
    folder: Path, count: int, seed: int, without: Collection[str] = (), sentences: Sequence[int] = (1, 2, 2, 3)
) -> None:
    """Write so many readouts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in invent(count, seed, without, sentences):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _sentence(chance: random.Random, name: str) -> str:
    who = chance.choice(WHO).format(name=name)
    return f"{who} {chance.choice(VERBS)} that {_filled(chance, chance.choice(CLAUSES))}."


def _filled(chance: random.Random, pattern: str) -> str:
    topic, other = chance.sample(TOPICS, 2)
    return pattern.format(
        topic=topic,
        other=other,
        year=chance.randint(2001, 2030),
        month=chance.choice(MONTHS),
        number=chance.randint(3, 180),
        sum=chance.randint(2, 990),
    )

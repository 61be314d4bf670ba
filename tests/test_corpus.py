"""The sample corpus keeps its promises: form, provenance, variety, and words of our own.

Reads corpus/ only; the check for copied sentences also reads ../shared and is skipped without it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pycountry
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
FILES = sorted((CORPUS / "readouts").glob("*.md"))
KEYS = {"title", "date", "reporter", "issuer", "parties", "people", "venue", "url", "kind", "language"}
CLOSING = {
    "en": ("summary by On Record", "not the official text"),
    "es": ("resumen de On Record", "no es el texto oficial"),
}
COPY_LENGTH = 12  # words in a row that no summary shares with an official text
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of the corpus: its stem, its front matter, its body."""

    id: str
    header: dict[str, Any]
    body: str

    @property
    def reporter(self) -> str:
        return str(self.header["reporter"])

    @property
    def counterparts(self) -> set[str]:
        return set(self.header["parties"]) - {self.reporter}


@cache
def sample(path: Path) -> Sample:
    fence, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert fence == "", f"{path.name} does not begin with front matter"
    return Sample(path.stem, yaml.safe_load(front), body.strip())


@cache
def samples() -> tuple[Sample, ...]:
    return tuple(sample(path) for path in FILES)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.:])\s+", text)


def mentioning(term: str) -> list[Sample]:
    return [one for one in samples() if term in one.body]


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of COPY_LENGTH words in a row, case and punctuation aside."""
    words = [word.casefold() for word in WORD.findall(text)]
    return zip(*(words[start:] for start in range(COPY_LENGTH)), strict=False)


def copied(ours: Iterable[Sample], theirs: Iterable[tuple[str, str]]) -> list[str]:
    """The runs of words that summaries share with official texts, given as (name, text)."""
    known = {run: one.id for one in ours for run in runs(one.body)}
    return [
        f"{known[run]} copies {name}: {' '.join(run)}" for name, text in theirs for run in runs(text) if run in known
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEverySample:
    def test_front_matter_has_the_keys_of_the_house_format_and_no_other(self, path: Path) -> None:
        assert set(sample(path).header) == KEYS

    def test_id_tells_reporter_counterpart_and_date(self, path: Path) -> None:
        one = sample(path)
        match = re.fullmatch(r"([a-z]{2})-([a-z]{2})-(\d{4})(\d{2})(\d{2})", one.id)
        assert match, one.id
        reporter, counterpart, *day = match.groups()
        assert one.reporter == reporter.upper()
        assert counterpart.upper() in one.counterparts
        assert one.header["date"] == "-".join(day)

    def test_date_is_an_iso_string_of_a_day_that_has_been(self, path: Path) -> None:
        day = sample(path).header["date"]
        assert isinstance(day, str), "the date must stand in quotation marks"
        assert datetime.date.fromisoformat(day) < datetime.datetime.now(tz=datetime.UTC).date()

    def test_parties_are_country_codes_and_include_the_reporter(self, path: Path) -> None:
        one = sample(path)
        assert one.reporter in one.header["parties"]
        assert one.counterparts
        for code in one.header["parties"]:
            assert pycountry.countries.get(alpha_2=code) is not None, code

    def test_people_have_name_office_and_one_of_the_parties(self, path: Path) -> None:
        one = sample(path)
        for person in one.header["people"]:
            assert set(person) == {"name", "office", "party"}
            assert person["party"] in one.header["parties"]
            assert person["name"].split()[-1] in one.body
        # Both sides are represented by somebody, so that "who said it" has an answer.
        assert {person["party"] for person in one.header["people"]} == set(one.header["parties"])

    def test_title_and_issuer_are_given(self, path: Path) -> None:
        header = sample(path).header
        assert header["title"].strip()
        assert header["issuer"].strip()
        assert isinstance(header["venue"], str)

    def test_url_links_an_official_site(self, path: Path) -> None:
        address = urlsplit(sample(path).header["url"])
        assert address.scheme in {"http", "https"}
        assert address.hostname
        assert "." in address.hostname

    def test_is_a_summary_and_says_so_at_the_beginning_or_the_end(self, path: Path) -> None:
        one = sample(path)
        assert one.header["kind"] == "summary"
        paragraphs = one.body.split("\n\n")
        wording = CLOSING[one.header["language"]]
        assert any(all(part in paragraph for part in wording) for paragraph in (paragraphs[0], paragraphs[-1]))

    def test_length(self, path: Path) -> None:
        assert 120 <= len(sample(path).body.split()) <= 300

    def test_readme_has_its_row_with_date_reporter_and_address(self, path: Path) -> None:
        one = sample(path)
        rows = [line for line in readme().splitlines() if line.startswith(f"| `{one.id}` |")]
        assert len(rows) == 1
        cells = [cell.strip() for cell in rows[0].strip("|").split("|")]
        assert cells[1:4] == [one.header["date"], one.reporter, f"<{one.header['url']}>"]
        assert cells[4], "the terms of the source are missing"


@cache
def readme() -> str:
    return (CORPUS / "README.md").read_text(encoding="utf-8")


def test_number_of_samples() -> None:
    assert 26 <= len(FILES) <= 30


def test_ids_are_unique_whatever_the_case() -> None:
    assert len({path.stem.casefold() for path in FILES}) == len(FILES)


def test_readme_names_no_sample_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `([a-z]{2}-[a-z]{2}-\d{8})` \|", readme(), flags=re.MULTILINE))
    assert named == {path.stem for path in FILES}


def test_readme_template_is_valid_front_matter() -> None:
    block = re.search(r"```markdown\n---\n(.*?)---\n", readme(), flags=re.DOTALL)
    assert block is not None
    assert set(yaml.safe_load(block[1])) == KEYS


def test_at_least_six_reporters() -> None:
    assert len({one.reporter for one in samples()}) >= 6


def test_at_least_fifteen_counterpart_countries() -> None:
    assert len(set().union(*(one.counterparts for one in samples()))) >= 15


def test_at_least_two_meetings_that_both_sides_reported() -> None:
    accounts = {(one.header["date"], one.reporter, other) for one in samples() for other in one.counterparts}
    pairs = {(day, *sorted((a, b))) for day, a, b in accounts if a != b and (day, b, a) in accounts}
    assert len(pairs) >= 2


def test_chile_appears_in_the_readouts_of_three_reporters() -> None:
    assert len({one.reporter for one in samples() if "CL" in one.counterparts}) >= 3


def test_china_reports_that_chile_supports_its_joining_the_cptpp() -> None:
    (one,) = [one for one in samples() if one.id == "cn-cl-20241115"]
    (statement,) = [s for s in sentences(one.body) if "CPTPP" in s]
    assert statement.startswith("Boric said that Chile supports China")


@pytest.mark.parametrize("surname", ["Boric", "Ardern", "Kishida"])
def test_cptpp_is_spoken_of_by_chile_new_zealand_and_japan(surname: str) -> None:
    assert [
        one.id
        for one in mentioning("CPTPP")
        if any(s.startswith(surname) and "CPTPP" in s for s in sentences(one.body))
    ]


def test_cptpp_is_in_the_readouts_of_three_reporters() -> None:
    assert len({one.reporter for one in mentioning("CPTPP")}) >= 3


def test_the_united_kingdom_on_the_cptpp_changes_from_applicant_to_member() -> None:
    series = sorted((one.header["date"], one.body) for one in mentioning("CPTPP") if one.reporter == "GB")
    assert ["accession" in body for _, body in series] == [True, True, False]


def test_chile_on_the_cptpp_changes_over_the_years() -> None:
    words = [
        "domestic procedures for the CPTPP",
        "ratification of the CPTPP",
        "supports China's joining the CPTPP",
    ]
    days = [one.header["date"] for word in words for one in mentioning(word) if "CL" in one.header["parties"]]
    assert len(days) == 3
    assert days == sorted(set(days))


def test_at_least_one_sample_is_spanish() -> None:
    assert [one.id for one in samples() if one.header["language"] == "es"]


def test_a_copied_run_of_words_would_be_found() -> None:
    (one, *_) = samples()
    stolen = " ".join(one.body.split()[5 : 5 + 2 * COPY_LENGTH])
    assert copied([one], [("theirs", f"Before it. {stolen.upper()} After it.")])
    assert not copied([one], [("theirs", "Nothing of this was taken from anywhere " * 5)])


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not there: no official texts to compare with")
def test_no_sentence_is_copied_from_an_official_text() -> None:
    texts = [path for path in SHARED.rglob("*.txt") if path.is_file()]
    assert texts
    assert (
        copied(samples(), ((path.name, path.read_text(encoding="utf-8", errors="replace")) for path in texts)) == []
    )

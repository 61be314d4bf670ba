from __future__ import annotations

from tests.ui.examples import readout
from ui.overview import by_year, coverage, survey


def test_it_counts_by_reporter_year_and_party() -> None:
    made = survey([readout("a"), readout("b", date="2023-01-01", reporter=None), readout("c", date=None)])
    assert (made.readouts, made.newest) == (3, "2024-05-02")
    assert made.reporters == {"FR": 2, "": 1}
    assert made.years == {"2024": 1, "2023": 1, "": 1}
    assert made.parties == {"KE": 3}


def test_examples_pair_a_topic_with_a_party_named_beside_it() -> None:
    texts = [
        readout("Kenya joined the WIDGET pact."),
        readout("Kenya left WIDGET.\nThe United States spoke of GIZMO.", parties=("KE", "US")),
    ]
    assert survey(texts).examples == (
        "What did Kenya say about WIDGET?",
        "What does the United States say about GIZMO?",
    )


def test_an_empty_collection_has_no_examples() -> None:
    assert survey([]).examples == ()
    assert survey([]).newest is None


def test_years_without_readouts_are_not_left_out() -> None:
    assert by_year({"2021": 1, "2024": 2, "": 3}) == [
        {"word": "2021", "readouts": 1},
        {"word": "2022", "readouts": 0},
        {"word": "2023", "readouts": 0},
        {"word": "2024", "readouts": 2},
    ]
    assert by_year({"": 3}) == []


def test_coverage_counts_what_the_filters_leave() -> None:
    texts = [
        readout("a"),
        readout("b", date="2023-01-01", reporter="KE", parties=("FR",)),
        readout("c", date=None, language="fr"),
    ]
    entries = survey(texts).entries
    assert coverage(entries, {}) == {"2024": 1, "2023": 1, "": 1}
    assert coverage(entries, {"since": "2023", "until": "2023"}) == {"2023": 1}
    assert coverage(entries, {"since": "2023-06"}) == {"2024": 1}
    assert coverage(entries, {"reporter": "FR", "language": "en"}) == {"2024": 1}
    assert coverage(entries, {}, ["KE"]) == {"2024": 1, "2023": 1, "": 1}
    assert coverage(entries, {}, ["CL"]) == {}

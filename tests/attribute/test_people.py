"""People are resolved within the readout, with the help of those known from other readouts."""

from dataclasses import replace

from rag.attribute.attribute import attribute, people
from rag.attribute.roster import Roster, build
from rag.types import Readout

EARLIER = Readout(
    "a", "Visit", "Paraguayan Trade Minister Berta Quiñe met with Kenyan Envoy Otto Mbeki. They discussed tea.",
    date="2023-02-01", reporter="US", parties=("US", "PY", "KE"),
)  # fmt: skip
LATER = Readout("b", "Call", "Ms. Quiñe praised the tea.", date="2023-09-01", reporter="US", parties=("US", "PY"))


def roster() -> Roster:
    return build([(EARLIER, people(EARLIER))])


def test_people_of_a_readout() -> None:
    assert [(p.name, p.party) for p in people(EARLIER)] == [("Berta Quiñe", "PY"), ("Otto Mbeki", "KE")]


def test_unknown_without_the_roster() -> None:
    assert attribute(LATER)[0].speakers == ()


def test_known_from_another_readout() -> None:
    statement = attribute(LATER, roster())[0]
    assert (statement.speakers, statement.person) == (("PY",), "Berta Quiñe")


def test_not_after_many_years() -> None:
    assert attribute(replace(LATER, date="2030-01-01"), roster())[0].speakers == ()


def test_not_of_a_party_that_is_no_side() -> None:
    assert attribute(replace(LATER, parties=("US", "KE")), roster())[0].speakers == ()


def test_ambiguous_office_means_the_one_mentioned_last() -> None:
    text = (
        "President Joe Biden met with Prime Minister Justin Trudeau of Canada "
        "and Prime Minister Fumio Kishida of Japan. "
        "Prime Minister Trudeau praised the lake. The Prime Minister asked for boats."
    )
    account = Readout("c", "", text, date="2023-05-20", reporter="US", parties=("US", "CA", "JP"))
    assert [s.speakers for s in attribute(account)][1:] == [("CA",), ("CA",)]

"""People are resolved within the readout."""

from rag.attribute.attribute import attribute, people
from rag.types import Readout

EARLIER = Readout(
    "a", "Visit", "Paraguayan Trade Minister Berta Quiñe met with Kenyan Envoy Otto Mbeki. They discussed tea.",
    date="2023-02-01", reporter="US", parties=("US", "PY", "KE"),
)  # fmt: skip


def test_people_of_a_readout() -> None:
    assert [(p.name, p.party) for p in people(EARLIER)] == [("Berta Quiñe", "PY"), ("Otto Mbeki", "KE")]


def test_ambiguous_office_means_the_one_mentioned_last() -> None:
    text = (
        "President Joe Biden met with Prime Minister Justin Trudeau of Canada "
        "and Prime Minister Fumio Kishida of Japan. "
        "Prime Minister Trudeau praised the lake. The Prime Minister asked for boats."
    )
    account = Readout("c", "", text, date="2023-05-20", reporter="US", parties=("US", "CA", "JP"))
    assert [s.speakers for s in attribute(account)][1:] == [("CA",), ("CA",)]


def test_a_party_of_the_header_that_did_not_meet_says_nothing_jointly() -> None:
    text = (
        "Vice President Kamala Harris spoke with Secretary of Homeland Security Alejandro Mayorkas to receive "
        "an update. They discussed the journeys of Haitian families."
    )
    title = "The Vice President's Call with Secretary Mayorkas"
    account = Readout("d", title, text, date="2021-09-22", reporter="US", parties=("US", "HT"))
    assert [(s.speakers, s.joint) for s in attribute(account)][-1] == (("US",), True)


def test_the_party_met_is_joint_though_its_people_are_unknown() -> None:
    text = "The Secretary met with the delegation. They discussed apples."
    account = Readout("e", "Meeting with Haitian Officials", text, reporter="US", parties=("US", "HT", "KE"))
    assert [s.speakers for s in attribute(account)][-1] == ("US", "HT")

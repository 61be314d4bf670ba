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

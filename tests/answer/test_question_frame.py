"""The words that only frame a question are no topic, and what belongs to the topic stays."""

from __future__ import annotations

import pytest

from rag.answer.question import parse
from rag.types import Filters


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What reason did Meloni give for leaving the wheat pact?", ["leaving", "wheat", "pact"]),
        ("What did Blinken press Cleverly to do on herring quotas?", ["herring", "quotas"]),
        ("What did Brussels and Tokyo settle on car tariffs?", ["car", "tariffs"]),
        ("How did Condé pitch bauxite to Putin?", ["bauxite"]),
        ("What did the US warn would happen to the canal?", ["canal"]),
        ("What help did Ankara hold out to Kampala on coffee?", ["help", "coffee"]),
        ("Most recent mention of the grain quota by the Turkish president", ["grain", "quota"]),
        ("What was Ruto's reply to the charge that the port is empty?", ["port", "empty"]),
        ("How did Macron respond to the steel tariffs?", ["steel", "tariffs"]),
        ("Did Modi back the dam?", ["dam"]),
        ("In which city did Modi receive Macron?", []),
        ("Macron on wheat, first week of March 2022", ["wheat"]),
        ("Number of visas Poland gave to Belarusians", ["visas"]),
        ("Name of the frigate that Kishida boarded", ["frigate", "Kishida", "boarded"]),
        ("What did Scholz say in front of the cameras about wheat?", ["wheat"]),
        ("What did Scholz say in front of the farmers about wheat?", ["farmers", "wheat"]),
        ("What is the last thing Scholz said about wheat?", ["wheat"]),
        ("What did Scholz say about wheat in their August call?", ["wheat"]),
        ("And the Black Forest Treaty?", ["Black", "Forest", "Treaty"]),
        ("Fighting in Macedonia: Scholz's statements", ["Fighting", "Macedonia"]),
        # What belongs to the topic stays.
        ("What did Modi say about freedom of the press?", ["freedom", "press"]),
        ("What did Modi say about the charges against the editor?", ["charges", "editor"]),
        ("What did Ruto say about bringing back the lions?", ["bringing", "back", "lions"]),
        ("What did Macron say about the first week of school?", ["week", "school"]),
    ],
)
def test_the_frame_of_a_question_is_no_topic(text: str, topic: list[str]) -> None:
    assert list(parse(text, Filters()).topic) == topic

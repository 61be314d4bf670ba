from __future__ import annotations

from streamlit.testing.v1 import AppTest

from rag import Library
from tests.ui.seen import exchanges
from ui.filters import words


def _chips(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button if button.label.endswith("×")]


def test_filters_of_the_address_bind_the_answer_and_are_shown(filled: Library, app: AppTest) -> None:
    app.query_params["party"] = "KE"
    app.query_params["since"] = "2024"
    app.query_params["q"] = "What about the port of Mombasa?"
    app.run()
    assert not app.exception
    shown = exchanges(app)[0]
    assert shown["receipt"]["readouts"] == filled.ask("ports", parties=["KE"], since="2024").searched.readouts
    assert shown["filters"] == "by Kenya, since 2024"
    assert _chips(app) == ["By Kenya ×", "Since: 2024 ×"]


def test_a_click_on_a_chip_takes_the_filter_away(filled: Library, app: AppTest) -> None:
    app.query_params["party"] = ["KE", "FR"]
    app.run()
    next(button for button in app.button if "Kenya" in button.label and "×" in button.label).click().run()
    assert _chips(app) == ["By France ×"]


def test_filters_are_set_on_the_page_and_go_into_the_address(filled: Library, app: AppTest) -> None:
    app.run()
    next(box for box in app.multiselect if box.label == "Statements by").select("KE").run()
    next(box for box in app.selectbox if box.label == "Kind").set_value("summary").run()
    next(box for box in app.text_input if box.label == "Until").set_value("2024-05").run()
    assert _chips(app) == ["By Kenya ×", "Until: 2024-05 ×", "Kind: summary ×"]
    app.chat_input[0].set_value("What about the WIDGET pact?").run()
    assert exchanges(app)[0]["filters"] == "by Kenya, until 2024-05, kind summary"


def test_an_unusable_filter_gets_a_sentence(filled: Library, app: AppTest) -> None:
    app.query_params["since"] = "yesterday"
    app.query_params["q"] = "What about Mombasa?"
    app.run()
    assert not app.exception
    assert "yesterday" in exchanges(app)[0]["error"]


def test_no_filters_are_no_words() -> None:
    assert words({}) == ""

"""What the two sides are called does not matter: with their names changed round, every speaker is changed round."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from swapping import ENGLISH, SPANISH, renamed

from rag.attribute.attribute import attribute
from rag.load.find import find
from rag.load.load import load
from rag.types import Code, Readout

Form = dict[str, str]


def changed_round(one: Readout, other: Readout, a: Code, b: Code) -> bool:
    """Whether every speaker of one is the other side in the other."""
    swap = {a: b, b: a}
    first = [(s.joint, frozenset(swap.get(c, c) for c in s.speakers)) for s in attribute(one)]
    return first == [(s.joint, frozenset(s.speakers)) for s in attribute(other)]


def test_in_real_readouts(shared: Path) -> None:
    paths = sorted(find([shared / "readouts"]).files)
    random.Random(11).shuffle(paths)
    spanish = [path for path in paths if "_es" in path.stem]
    wrong, statements = [], 0
    for path in [*spanish[:40], *paths[:300]]:
        readout = load(path)
        others = [code for code in readout.parties if code != readout.reporter]
        if (
            readout.language not in {"en", "es"}
            or len(others) != 1
            or not readout.reporter
            or len(readout.text) > 20_000
        ):
            continue
        a, b = ENGLISH if readout.language == "en" else SPANISH
        one = renamed(readout, {readout.reporter: a, others[0]: b})
        other = renamed(readout, {readout.reporter: b, others[0]: a})
        statements += sum(bool(s.speakers) for s in attribute(one))
        if not changed_round(one, other, a.code, b.code):
            wrong.append(readout.id)
    assert statements > 1000
    assert wrong == []


RUSSIAN = (
    {
        "code": "KZ", "of": "Казахстана", "side": "казахстанской",
        "who": "Касым-Жомарт Токаев", "with": "Касым-Жомартом Токаевым",
    },
    {"code": "UZ", "of": "Узбекистана", "who": "Шавкат Мирзиёев", "with": "Шавкатом Мирзиёевым", "side": "узбекской"},
)  # fmt: skip
CHINESE = (
    {"code": "CL", "name": "智利", "who": "博里奇", "side": "智方"},
    {"code": "BR", "name": "巴西", "who": "卢拉", "side": "巴方"},
)
TEXTS = [
    (
        "ru",
        "2024-08-08",
        RUSSIAN,
        "Президент {a[of]} {a[who]} провёл переговоры с Президентом {b[of]} {b[with]}. {a[who]} отметил рост. "
        "Президент {b[of]} поблагодарил за приём. Обсуждены вопросы туризма. С {b[side]} стороны выражена готовность "
        "построить мост. {b[who]} заявил о поддержке. Стороны условились о новых контактах.",
    ),
    (
        "zh",
        "2023-11-20",
        CHINESE,
        "{a[name]}总统{a[who]}会见{b[name]}总统{b[who]}。{a[who]}指出，两国贸易增长。双方要建设港口。"
        "{b[who]}表示，{b[name]}感谢支持。{b[side]}愿意扩大合作。双方一致同意保持联系。",
    ),
]


@pytest.mark.parametrize(("language", "date", "sides", "text"), TEXTS, ids=["ru", "zh"])
def test_in_russian_and_chinese(language: str, date: str, sides: tuple[Form, Form], text: str) -> None:
    def told(a: Form, b: Form) -> Readout:
        return Readout(
            "r",
            "",
            text.format(a=a, b=b),
            date=date,
            reporter=a["code"],
            parties=(a["code"], b["code"]),
            language=language,
        )

    a, b = sides
    one = told(a, b)
    assert changed_round(one, told(b, a), a["code"], b["code"])
    said = [s.speakers for s in attribute(one) if s.speakers and not s.joint]
    assert said.count((b["code"],)) >= 2
    assert (a["code"],) in said

from __future__ import annotations

from rag.types import Statement
from ui.voices import LOOKS, voices


def test_each_voice_has_a_label_a_look_and_a_count() -> None:
    made = voices(
        [
            Statement("r", 0, 1, ("KE",), person="Amina Mwangi", cue="Mwangi said"),
            Statement("r", 1, 2),
            Statement("r", 2, 3, ("FR", "KE"), joint=True, person="Amina Mwangi"),
            Statement("r", 3, 4, ("KE",)),
        ]
    )
    assert [(voice["label"], voice["count"], voice["look"]) for voice in made["voices"]] == [
        ("Kenya", 2, 0),
        ("France and Kenya jointly", 1, 1),
    ]
    assert [(statement["v"], statement["who"]) for statement in made["statements"]] == [
        (0, "Kenya (Amina Mwangi)"),
        (-1, ""),
        (1, "France and Kenya jointly"),
        (0, "Kenya"),
    ]


def test_many_voices_share_looks_and_keep_their_labels() -> None:
    codes = ["KE", "FR", "CL", "CN", "US", "GB", "JP", "NZ"]
    made = voices([Statement("r", n, n + 1, (code,)) for n, code in enumerate(codes)])
    assert {voice["look"] for voice in made["voices"]} == set(range(LOOKS))
    assert len({voice["label"] for voice in made["voices"]}) == len(codes)

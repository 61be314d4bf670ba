"""Text in any encoding: the right letters, or a refusal."""

from __future__ import annotations

import random

import pytest

from rag.errors import SourceError
from rag.load.decode import decode

TEXTS = {
    "ru": "Министр иностранных дел принял в столице посла Чили. Они говорили о торговле медью и о новых рейсах.",
    "uk": "Міністр закордонних справ прийняв посла Чилі. Сторони говорили про торгівлю зерном та її ціни.",
    "zh": "外交部长在北京会见了智利大使。双方谈到了铜的贸易和新的航线，并同意明年再次举行会谈。",
    "zh-tw": "外交部長在北京會見了智利大使。雙方談到了銅的貿易和新的航線，並同意明年再次舉行會談。",
    "ja": "外務大臣はチリの大使と会い、銅の貿易と新しい航路について話し合いました。来年また会うことになりました。",
    "ko": "외교부 장관은 칠레 대사를 만나 구리 무역과 새로운 항로에 대해 이야기했다. 내년에 다시 만나기로 했다.",
    "es": "El señor ministro recibió al embajador. Según el comunicado, mañana habrá otra reunión técnica en España.",
    "fr": "Le ministre a reçu l'ambassadeur à l'Élysée. « Nous sommes prêts », a-t-il déclaré après leur entretien.",
    "en": "The minister received the ambassador. “We are ready,” he said – and the ambassador’s reply was brief.",
    "pl": "Minister przyjął ambasadora. Rozmawiali o współpracy gospodarczej i o bezpieczeństwie żeglugi na Bałtyku.",
    "el": "Ο υπουργός δέχθηκε τον πρέσβη. Μίλησαν για το εμπόριο χαλκού και για τις νέες αεροπορικές συνδέσεις.",
    "tr": "Bakan büyükelçiyi kabul etti. Görüşmede ticaret, eğitim ve ulaştırma alanlarındaki iş birliği ele alındı.",
    "ar": "استقبل الوزير السفير وناقشا التجارة والاستثمار. وقال الوزير إن البلاد مستعدة للحوار مع الجميع.",
}
CODECS = [
    *[("ru", codec) for codec in ("cp1251", "koi8_r", "iso8859_5", "utf-8", "utf-8-sig", "utf-16", "utf-32")],
    *[("zh", codec) for codec in ("gb2312", "gbk", "gb18030", "utf-16-le", "utf-16")],
    *[("es", codec) for codec in ("latin-1", "cp1252", "utf-16-le", "utf-16-be")],
    *[("zh-tw", "big5"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ko", "euc_kr"), ("uk", "cp1251"), ("fr", "cp1252")],
    *[("en", "cp1252"), ("pl", "cp1250"), ("pl", "iso8859_2"), ("el", "cp1253"), ("tr", "cp1254"), ("ar", "cp1256")],
]


@pytest.mark.parametrize(("language", "codec"), CODECS)
@pytest.mark.parametrize("times", [1, 20])
def test_the_letters_come_out_right(language: str, codec: str, times: int) -> None:
    text = "\r\n\r\n".join([TEXTS[language]] * times)
    if (language, codec) == ("zh", "utf-16-le"):
        text = text.replace("，", ", ")  # blanks show that it is UTF-16
    assert decode(text.encode(codec)) == text


def test_a_stated_set_counts_where_the_bytes_bear_it_and_else_does_not() -> None:
    short = "Año"
    assert decode(short.encode("latin-1"), "ISO-8859-1") == short
    assert decode("Привет".encode("koi8-r"), " KOI8-R ") == "Привет"
    assert decode("“Año”".encode("cp1252"), "latin1") == "“Año”", "as browsers read it"
    assert decode("Año".encode(), "latin-1") == "Año", "what is UTF-8 is no accident"
    assert decode("こんにちは".encode("iso-2022-jp"), "iso-2022-jp") == "こんにちは"


@pytest.mark.parametrize(
    "charset", ["utf-7", "unicode_escape", "punycode", "rot13", "zlib", "x" * 5000, "\0", "nonsense"]
)
def test_what_is_no_set_of_documents_is_not_used(charset: str) -> None:
    assert decode(b"+AGE- \\u0061 stays", charset) == "+AGE- \\u0061 stays"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("Título: día".encode("latin-1"), "UTF-8"),
        (b"MZ\0\1\2", "binary"),
        (b"\1\2\3\4 text" * 10, "binary"),
        (b"\xff\xfea", "UTF-16"),
        (bytes(range(128, 256)) * 10, "UTF-8|binary"),
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        decode(data)


def test_arbitrary_bytes_are_not_taken_for_a_language() -> None:
    chance = random.Random(7)
    for size in (20, 80, 400, 3000):
        for _ in range(10):
            with pytest.raises(SourceError):
                decode(bytes(chance.randrange(1, 256) for _ in range(size)))

"""Words are found whatever their case and accents, and only where a word begins."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.folding import Needle, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été", "ete"),
        ("ÉTÉ", "ete"),
        ("e\u0301te\u0301", "ete"),
        ("Cœur, ŒUVRE, Ægir", "coeur, oeuvre, aegir"),
        ("Straße", "strasse"),
        ("L’été", "l'ete"),
        ("Łódź Ørsted Đà Nẵng", "lodz orsted da nang"),
        ("İstanbul, Iğdır", "istanbul, igdir"),
        ("Πόλις ΠΌΛΙΣ", "πολισ πολισ"),
        ("Ёлка, мой", "елка, мой"),
        ("كِتَاب أحمد", "كتاب احمد"),
        ("שָׁלוֹם", "שלום"),
        ("ＡＢＣ　１", "abc 1"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("𝐁𝐨𝐥𝐝", "bold"),
        ("ﬁn", "fin"),
        ("नमस्ते", "नमस्ते"),
        ("がぎ", "がぎ"),
        ("한글", "한글"),
        ("a\n\n b\u00a0\u202fc\td", "a b c d"),
        ("a\nb", "a b"),
        ("a  b", "a b"),
        ("a\tb", "a b"),
        ("a\u2003b\u3000c\u205fd", "a b c d"),
        ("❤️", "❤"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_case_accents_widths_and_spaces_do_not_count_and_letters_do(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_however_a_text_is_composed_it_folds_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("ete", "L’Été", True),
        ("paris", "à Paris20", True),
        ("com", "capcom", False),
        ("com", "capcom com", True),
        ("19", "covid-19", True),
        ("case", "snake_case", True),
        ("3月", "2026年3月", True),
        ("3月", "13月", False),
        ("capcom", "今日はcapcomの日", True),
        ("日", "今日は", True),
        ("日本", "Tokyo日本", True),
        ("のcap", "これのcap", True),
        ("สวัสดี", "ฉันพูดสวัสดีครับ", True),
        ("ນີ້", "ມື້ນີ້", True),
        ("ភាសា", "អក្សរភាសាខ្មែរ", True),
        ("စာ", "မြန်မာစာ", True),
        ("행사", "오늘의 행사장", True),
        ("의", "오늘의", False),
        ("ते", "नमस्ते", False),
        ("नम", "नमस्ते", True),
        (":)", "well :)", True),
        (":)", "well:)", True),
        ("->", "a->b", True),
        ("c++", "C++ and c", True),
        ("❤", "I ❤️ it", True),
        ("two words", "Two\n  WORDS", True),
        ("two words", "two other words", False),
        ("a b", "ca b a b", True),
        ("a a", "ba a a", True),
    ],
)
def test_a_word_is_found_at_a_words_beginning_and_anywhere_where_words_have_no_spaces(
    word: str, text: str, is_found: bool
) -> None:
    assert Needle(word).is_in(fold(text)) is is_found


@pytest.mark.parametrize("said", ["", "  ", "\u0301", "\u200b\u200d"])
def test_nothing_is_no_word(said: str) -> None:
    with pytest.raises(ValueError, match="nothing"):
        Needle(said)

"""The index of words narrows: whatever is found in memory is among what it gives."""

import sqlite3
from random import Random

import pytest

from hashtui.archive.indexing import folded_of, indexed, tokens
from hashtui.archive.narrowing import looked_up
from hashtui.post.folding import Needle, fold
from hashtui.reading.entry import Entry
from tests.posts import admitted, post

TEXTS = (
    "Voilà ce que l’on dit : « c’est fini » – 🎉 à Paris, on s’y retrouve ! #paris20",
    "東京タワーに行ってきました。すごく楽しかった！ #東京 ABC会議",
    "Привет, мир! Ещё раз: ёлка и й.",
    "नमस्ते दुनिया, यह एक परीक्षण है।",
    "ไปเที่ยวกรุงเทพ 2026 กัน",
    "C++ & don't, rock'n'roll — e-mail: ana@example.org https://example.org/a_b?c=d",
    "👩‍👩‍👧‍👦 family 🏳️‍🌈 flag ½ Ⅷ ﬁn Straße ｶﾀｶﾅ",
    "مرحبا بالعالم، كيف الحال؟",
)


def matches(index: sqlite3.Connection, needle: Needle) -> set[int]:
    """The texts among which it can be."""
    query = looked_up(needle)
    if query is None:
        return set(range(len(TEXTS)))
    return {number for (number,) in index.execute("SELECT rowid FROM words WHERE words MATCH ?", (query,))}


@pytest.fixture
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (said, content='', tokenize='ascii')")
    for number, text in enumerate(TEXTS):
        connection.execute("INSERT INTO words (rowid, said) VALUES (?, ?)", (number, indexed(fold(text))))
    return connection


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_found_in_a_text_is_found_in_the_index(index: sqlite3.Connection, seed: int) -> None:
    random = Random(seed)
    for _ in range(200):
        text = random.choice(TEXTS)
        start = random.randrange(len(text))
        said = text[start : start + random.randrange(1, 14)]
        try:
            needle = Needle(said)
        except ValueError:
            continue

        found = {number for number, other in enumerate(TEXTS) if needle.is_in(fold(other))}

        assert found <= matches(index, needle), said


@pytest.mark.parametrize(
    ("said", "number"), [("タワー", 1), ("京タ", 1), ("会議", 1), ("🎉", 0), ("กรุงเทพ", 4), ("rock'n", 5), ("परीक्ष", 3)]
)
def test_the_index_narrows_indeed(index: sqlite3.Connection, said: str, number: int) -> None:
    assert matches(index, Needle(said)) == {number}


def test_what_is_indexed_is_what_memory_looks_through() -> None:
    one = post(1, "Des mots – et d’autres.\nUne ligne.")

    assert folded_of(one) == Entry.first(admitted(one)).folded
    assert tokens(folded_of(one)) == ["des", "mots", "et", "d", "autres", "une", "ligne", "ana", "p"]

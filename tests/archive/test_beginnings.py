"""Beginnings of words as the index of words is asked for them: in whole words where these are few."""

import asyncio
from collections.abc import Iterator

import pytest

from hashtui.archive import Reader, beginnings
from hashtui.archive.beginnings import WORDS, spelled_out
from tests.archive.searched import kept
from tests.posts import post

KNOWN = ("metro", "mairie", "mairies", "maire", "été", "étés", "ma")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    archive = asyncio.run(kept([post(number, " ".join(KNOWN)) for number in range(3)]))
    yield archive.reader()
    archive.close()


def words_with(beginning: str, most: int) -> list[str]:
    return sorted(word for word in KNOWN if word.startswith(beginning))[:most]


@pytest.mark.parametrize(
    ("asked", "spelled"),
    [
        ('"mairi" *', '("mairie" OR "mairies")'),
        ('"la mairi" *', '("la mairie" OR "la mairies")'),
        ('("metr" *) AND ("mairie" *)', '(("metro")) AND (("mairie" OR "mairies"))'),
        ('"mairie"', '"mairie"'),
        ('"zzz" *', '"zzz" *'),
    ],
)
def test_a_beginning_is_spelled_out_in_the_words_that_begin_so(asked: str, spelled: str) -> None:
    assert spelled_out(asked, words_with) == spelled


def test_a_beginning_of_more_words_than_help_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "MOST", 3)

    assert spelled_out('"mair" *', words_with) == '("maire" OR "mairie" OR "mairies")'
    assert spelled_out('"ma" *', words_with) == '"ma" *'


def test_of_many_beginnings_the_first_are_spelled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "MOST_BEGINNINGS", 1)

    assert spelled_out('"metr" * OR "metr" *', words_with) == '("metro") OR "metr" *'


@pytest.mark.parametrize(
    ("beginning", "most", "words"),
    [
        ("mair", 9, ["maire", "mairie", "mairies"]),
        ("mair", 2, ["maire", "mairie"]),
        ("metro", 9, ["metro"]),
        ("metroz", 9, []),
        ("ete", 9, ["ete", "etes"]),
        ("zzz", 9, []),
    ],
)
def test_the_index_tells_the_words_that_begin_so(reader: Reader, beginning: str, most: int, words: list[str]) -> None:
    assert reader._connection.rows(WORDS, (beginning, most), tuple[str]) == [(word,) for word in words]

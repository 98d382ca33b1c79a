"""How much one author has written, asked of the archive."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.archive import writers
from hashtui.archive.codec import stamp
from hashtui.archive.writers import Place, Writers
from hashtui.reading.authored import Authored
from tests.posts import author, entry, post


@given(minutes=st.lists(st.integers(0, 50), min_size=1, max_size=12), period=st.integers(1, 60))
def test_it_counts_as_memory_does(minutes: list[int], period: int) -> None:
    entries = [entry(post(number, minutes=at)) for number, at in enumerate(minutes)]
    remembered = Authored()
    for one in entries:
        remembered.see(one)
    counting = Writers(lambda _: sorted((stamp(one.stands_at), str(one.key)) for one in entries))

    length = timedelta(minutes=period)

    assert [counting.count(one, length) for one in entries] == [remembered.count(one, length) for one in entries]


def test_what_is_not_kept_counts_as_one_more() -> None:
    assert Writers(lambda _: []).count(entry(post(1)), timedelta(hours=1)) == 1


def test_an_author_is_looked_up_once_and_again_only_when_too_much_is_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def read(author: str) -> list[Place]:
        asked.append(author)
        return [(0, "k")] * 10

    monkeypatch.setattr(writers, "MOST_PLACES", 15)
    ana, bea, cid = (entry(replace(post(1), author=author(name))) for name in ("ana", "bea", "cid"))
    counting = Writers(read)
    for one in (ana, ana, bea, ana, cid, ana):
        counting.count(one, timedelta(hours=1))

    assert [key.rpartition("/")[2] for key in asked] == ["ana", "bea", "cid", "ana"]

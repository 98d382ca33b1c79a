"""What a file has given."""

import pytest

from hashtui.sources.lines import memory
from hashtui.sources.lines.memory import STATES_KEPT, Given, Memory
from tests.posts import NOON, SOURCE


def test_a_post_is_known_by_each_of_the_lines_that_said_it_the_last_one_last() -> None:
    known = Memory()

    for line in (1, 2, 1):
        known.note("k", line, SOURCE, NOON)

    assert known.of("k") == Given((2, 1), SOURCE, NOON)


def test_of_a_post_that_is_edited_for_ever_the_last_states_are_known() -> None:
    known = Memory()

    for line in range(30):
        known.note("k", line, SOURCE, NOON)

    given = known.of("k")
    assert given is not None
    assert given.lines == tuple(range(30 - STATES_KEPT, 30))


def test_what_was_taken_away_was_never_given() -> None:
    known = Memory()
    known.note("k", 1, SOURCE, NOON)

    assert known.lose("k") == Given((1,), SOURCE, NOON)
    assert known.lose("k") is None
    assert known.of("k") is None


def test_what_was_given_first_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_KEPT", 3)
    monkeypatch.setattr(memory, "FORGOTTEN_AT_ONCE", 2)
    known = Memory()

    for key in "abcde":
        known.note(key, 1, SOURCE, NOON)

    assert [key for key in "abcde" if known.of(key)] == ["c", "d", "e"]

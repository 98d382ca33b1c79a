"""The memory with an end."""

from hashtui.sources.recent import Recent


def test_what_was_put_longest_ago_is_forgotten_first() -> None:
    recent = Recent[str, int](2)

    for number, key in enumerate("abac"):
        recent.put(key, number)

    assert dict(recent) == {"a": 2, "c": 3}


def test_it_holds_as_much_as_there_is_room_for() -> None:
    recent = Recent[int, None](3)

    for number in range(3):
        recent.put(number, None)

    assert list(recent) == [0, 1, 2]

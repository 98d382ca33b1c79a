"""What came, in order, and what somebody has not heard of it yet."""

from hashtui.reading.arrivals import Arrivals, Unheard


def test_what_came_is_heard_once_in_order_so_many_at_a_time() -> None:
    came: Arrivals[int] = Arrivals(10)
    came.append(0)
    unheard = Unheard(came)
    for number in range(1, 6):
        came.append(number)

    assert unheard
    assert [unheard.hear(2), unheard.hear(2), unheard.hear(2), unheard.hear(2)] == [[1, 2], [3, 4], [5], []]
    assert not unheard


def test_what_is_not_kept_any_more_is_passed_over() -> None:
    came: Arrivals[int] = Arrivals(3)
    unheard = Unheard(came)
    for number in range(8):
        came.append(number)

    assert unheard.hear(2) == [5, 6]
    assert unheard.hear(2) == [7]
    assert came[6:] == [6, 7]

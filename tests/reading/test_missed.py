"""What was missed of a timeline, and since when."""

from hashtui.reading.missed import missed
from tests.posts import admitted, post
from tests.reading.test_mark import at, timeline


def test_what_was_missed_is_what_nobody_saw_since_one_left() -> None:
    line = timeline()
    line.see_all()
    line.leave_mark(at(3))
    line.take(admitted(post(5)))

    gone = missed(line)

    assert gone.unseen == {str(post(5).key)}
    assert gone.since == at(3)


def test_a_post_that_came_late_was_missed_though_it_stands_before_one_left() -> None:
    line = timeline()
    line.see_all()
    line.leave_mark(at(3))
    line.take(admitted(post(2)))

    assert missed(line).since == at(2)


def test_where_nobody_left_it_begins_with_the_oldest_unseen() -> None:
    line = timeline()
    line.take(admitted(post(5)))

    assert missed(line).since == at(1)
    assert len(missed(line).unseen) == 2

"""Walking through a thread keeps the place of whoever walks."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from hashtui.post.clean import clean_line
from hashtui.post.post import Counts, Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.tui.thread_walk import ThreadWalk, joined
from hashtui.tui.whole_post import Subject
from tests.posts import NOON, entry, post, rewritten


def answer(number: int, to: int) -> Post:
    return replace(post(number), reply_to=clean_line(post(to).key))


def numbers(walk: ThreadWalk) -> list[int]:
    return [int(one.key.rpartition("/")[2]) for one in walk.posts]


def known(*heard: Entry) -> Callable[[str], Entry | None]:
    return {str(one.key): one for one in heard}.get


def walk() -> ThreadWalk:
    """Post 2 answers 1, which answers 0; 3 and 5 answer 2, 4 answers 3."""
    one = ThreadWalk(Subject(answer(2, 1)))
    one.take(Thread((post(0), answer(1, 0)), (answer(3, 2), answer(4, 3), answer(5, 2))))
    return one


def test_the_post_read_stands_between_what_it_answers_and_its_answers() -> None:
    one = walk()

    assert numbers(one) == [0, 1, 2, 3, 4, 5]
    assert one.post.key == post(2).key


def test_a_thread_that_arrives_leaves_the_selection_on_its_post() -> None:
    one = walk()
    one.step(2)

    one.take(Thread((post(1),), (post(9), post(3), post(4))))

    assert one.post.key == post(4).key


def test_when_the_selected_post_is_gone_the_one_being_read_is_selected() -> None:
    one = walk()
    one.step(3)

    one.take(Thread((post(1),), ()))

    assert one.post.key == post(2).key


def test_each_post_stands_once_even_if_the_server_repeats_itself() -> None:
    one = walk()

    one.take(Thread((post(0), post(0), post(2)), (post(3), post(0), post(3), post(2))))

    assert numbers(one) == [0, 2, 3]


def test_steps_end_at_the_ends() -> None:
    one = walk()

    assert one.step(-99)
    assert not one.step(-1)
    assert one.step(99)
    assert one.post.key == post(5).key


def test_an_answered_post_is_read_with_what_followed_it() -> None:
    one = walk()
    one.step(-1)

    assert one.enter(Subject(one.post))
    assert numbers(one) == [0, 1, 2, 3, 4, 5]
    assert (one.subject.post.key, one.post.key, one.depth) == (post(1).key, post(1).key, 2)
    assert [p.key for p in one.thread.ancestors] == [post(0).key]


def test_an_answer_is_read_with_its_own_chain_and_its_own_answers() -> None:
    one = walk()
    one.step(1)

    assert one.enter(Subject(one.post))
    assert numbers(one) == [0, 1, 2, 3, 4]
    assert [p.key for p in one.thread.descendants] == [post(4).key]


def test_the_post_being_read_cannot_be_entered_again() -> None:
    one = walk()

    assert not one.enter(Subject(one.post))
    assert one.depth == 1


def test_back_returns_to_the_post_before_with_its_thread() -> None:
    one = walk()
    one.step(1)
    one.enter(Subject(one.post))

    assert one.back()
    assert numbers(one) == [0, 1, 2, 3, 4, 5]
    assert one.post.key == post(3).key
    assert not one.back()


def test_posts_that_answer_each_other_in_a_circle_do_no_harm() -> None:
    one = ThreadWalk(Subject(answer(2, 3)))
    one.take(Thread((), (answer(3, 2),)))
    one.step(1)

    one.enter(Subject(one.post))

    assert numbers(one) == [2, 3]


def test_what_the_session_heard_later_takes_the_place_of_what_was_told() -> None:
    one = walk()
    later = replace(rewritten(answer(3, 2), "Autre chose."), counts=Counts(replies=1, boosts=5))
    told = replace(one.thread.descendants[0], counts=Counts(replies=4))
    one.take(Thread(one.thread.ancestors, (told, *one.thread.descendants[1:])))
    heard = known(entry(later), replace(entry(answer(4, 3)), deleted_at=NOON))

    assert one.renew(one.subject, heard)

    renewed = one.thread.descendants[0]
    assert (renewed.body.text, renewed.counts) == ("Autre chose.", Counts(replies=4, boosts=5))
    assert one.gone == {post(4).key: NOON}
    assert not one.renew(one.subject, heard)


def test_a_state_older_than_what_a_server_just_told_is_not_taken() -> None:
    one = ThreadWalk(Subject(post(2)))
    one.take(Thread((), (rewritten(post(3), "Nouveau."),)))

    one.renew(one.subject, known(entry(post(3, "Ancien."))))

    assert one.thread.descendants[0].body.text == "Nouveau."


def test_the_selected_post_is_gone_when_it_was_deleted() -> None:
    one = walk()
    one.renew(one.subject, known(replace(entry(answer(5, 2)), deleted_at=NOON)))

    before = one.is_gone
    one.step(9)

    assert (before, one.is_gone) == (False, True)
    assert ThreadWalk(Subject(post(1), deleted_at=NOON)).is_gone


def test_what_only_this_session_heard_stands_behind_what_the_server_tells() -> None:
    told, heard = Thread((post(0),), (post(5), post(3))), Thread((post(9),), (post(3), post(4)))

    both = joined(told, heard)

    assert [numbers_of(both.ancestors), numbers_of(both.descendants)] == [[0], [5, 3, 4]]
    assert joined(Thread(), heard) == heard


def numbers_of(posts: Sequence[Post]) -> list[int]:
    return [int(one.key.rpartition("/")[2]) for one in posts]

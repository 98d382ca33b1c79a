"""Which questions wait, and for how long."""

from dataclasses import replace

from hashtui.post.clean import clean_line
from hashtui.reading.entry import Entry
from hashtui.reading.summary.questions import questions_of
from hashtui.reading.summary.summary import Question
from tests.reading.summary.talk import chronicle_of, says, until

ASKED = says("ann", "Where is the cloakroom? #capcomnet", 10)


def waiting(*entries: Entry) -> tuple[Question, ...]:
    """The questions that wait one hour after noon."""
    posts = chronicle_of(entries).posts
    return questions_of(posts.values(), posts, until(60))


def test_a_question_waits_for_as_long_as_nobody_answers() -> None:
    (question,) = waiting(ASKED, says("luc", "Lovely day", 12))

    assert (question.key, question.waiting_seconds) == (ASKED.key, 50 * 60)


def test_an_answer_by_key_ends_the_waiting() -> None:
    assert waiting(ASKED, says("luc", "On the left", 12, reply_to=ASKED.key)) == ()


def test_an_answer_by_the_servers_own_id_ends_the_waiting() -> None:
    asked = replace(
        ASKED, local_id="77", sources=(clean_line("https://one.example"), clean_line("https://two.example"))
    )

    assert waiting(asked, says("luc", "On the left", 12, reply_to="https://two.example#77")) == ()


def test_going_on_oneself_is_no_answer() -> None:
    (question,) = waiting(ASKED, says("ann", "I have a big coat", 12, reply_to=ASKED.key))

    assert question.key == ASKED.key


def test_what_is_asked_of_one_person_is_no_question_to_all() -> None:
    assert waiting(says("luc", "You too?", 12, reply_to=ASKED.key)) == ()


def test_the_longest_waiting_comes_first_and_who_ends_by_asking_ranks_first() -> None:
    aside = says("bob", "Who would have thought? The carriage wins.", 5)

    first, second = waiting(ASKED, aside)

    assert [first.key, second.key] == [aside.key, ASKED.key]
    assert [first.rank, second.rank] == [1, 0]


def test_a_copy_asks_nothing_new_and_what_was_corrected_is_answered() -> None:
    rumour = says("luc", "La place sera-t-elle vraiment évacuée ce soir avant minuit ?", 3)
    copy = says("bob", "La place sera-t-elle vraiment évacuée ce soir avant minuit ?!", 4)
    posts = chronicle_of([ASKED, rumour, copy]).posts

    assert [one.key for one in questions_of(posts.values(), posts, until(60))] == [rumour.key, ASKED.key]
    assert [one.key for one in questions_of(posts.values(), posts, until(60), {rumour.key})] == [ASKED.key]

"""A post in a reader's eyes: its place, how late it came, what stays through every change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from tests.posts import admitted, entry, post, rewritten


@pytest.mark.parametrize("change", [Change.EDITED, Change.AGAIN, Change.DELETED])
def test_place_and_first_hearing_stay_through_every_change(change: Change) -> None:
    future = post(1, minutes=60 * 24)
    first = Entry.first(admitted(future, heard_after=timedelta(hours=-24)))
    later = admitted(rewritten(future, "other words"), change, heard_after=timedelta(hours=2))
    later = replace(later, sighting=replace(later.sighting, source=clean_line("https://other.example"), local_id="99"))

    after = first.after(later)

    kept = (after.stands_at, after.received_at, after.source, after.local_id, after.live)
    assert kept == (first.stands_at, first.received_at, first.source, first.local_id, first.live)
    assert after.post.body.text == "other words"


def test_a_deletion_is_not_undone_by_what_comes_after_it() -> None:
    gone = entry(post(1)).after(admitted(post(1), Change.DELETED))

    again = gone.after(admitted(post(1), Change.AGAIN, heard_after=timedelta(hours=1)))

    assert gone.deleted_at is not None
    assert again.deleted_at == gone.deleted_at


@pytest.mark.parametrize(
    ("after", "held", "late"),
    [
        (timedelta(minutes=17), False, timedelta(minutes=17)),
        (timedelta(minutes=2), False, None),
        (timedelta(minutes=17), True, None),
        (timedelta(minutes=-17), False, None),
    ],
)
def test_late_is_what_comes_more_than_two_minutes_after_it_was_written_while_watching(
    after: timedelta, held: bool, late: timedelta | None
) -> None:
    assert Entry.first(admitted(post(1), heard_after=after, held=held)).late_by == late


def test_a_later_state_with_another_time_does_not_move_it() -> None:
    before = entry(post(3))

    after = before.after(admitted(replace(post(3), created_at=post(9).created_at), Change.EDITED))

    assert after.stands_at == before.stands_at == post(3).created_at


def test_words_hosts_and_questions_are_worked_out_when_asked_for_and_again_once_the_post_is_edited() -> None:
    link = Span(4, 8, Role.LINK, clean_line("https://WWW.Example.org:8080/a"))
    asking = replace(post(1), body=Body(clean_text("Été here?"), (link,)), content_warning=clean_text("Noël"))
    one = Entry.first(admitted(asking))
    edited = one.after(admitted(rewritten(asking, "No."), Change.EDITED))

    assert (one.folded, one.hosts, one.asks) == ("ete here?\nnoel\nana p.", ("www.example.org",), True)
    assert (edited.folded, edited.hosts, edited.asks) == ("no.\nnoel\nana p.", (), False)
    assert one.folded is one.folded

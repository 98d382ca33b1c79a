"""Who is forgotten, by whatever name they are called."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.archive import Keep, in_memory, open_archive
from hashtui.archive.connection import to_write
from hashtui.archive.keeping import Keeping
from hashtui.clock import HandClock
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Sighting
from tests.archive.flooding import flood, handles
from tests.posts import NOON, SOURCE, admitted, author, post, rewritten


def by(handle: str, number: int = 1, key: str = "did:her") -> Post:
    """A post of the account with this handle."""
    her = replace(author("her"), key=clean_line(key), handle=clean_line(handle))
    return replace(post(number), author=her)


@pytest.mark.parametrize(
    "called", ["@ÉLISE@ex.example", "élise@ex.example", "@Élise@EX.example", " @ÉLISE@ex.example ", "did:her"]
)
async def test_an_account_is_found_by_its_handle_however_it_is_written_or_by_its_key(called: str) -> None:
    archive = in_memory(HandClock())
    archive.take(admitted(by("@ÉLISE@ex.example")))
    archive.take(admitted(post(2)))
    await archive.flush()

    forgotten = archive.forget(called)
    archive.take(admitted(by("@élise@ex.example", 3)))
    await archive.flush()

    assert (forgotten.posts, forgotten.names) == (1, ("@ÉLISE@ex.example",))
    assert archive.reader().forgotten_names() == {"did:her", "@élise@ex.example"}
    assert [one.key for one in archive.reader().page(None)] == [post(2).key]
    archive.close()


async def test_a_former_handle_is_a_name_too() -> None:
    archive = in_memory(HandClock())
    archive.take(admitted(by("@old@ex.example")))
    archive.take(admitted(by("@new@ex.example", 2)))
    await archive.flush()

    forgotten = archive.forget("@old@ex.example")

    assert forgotten.posts == 2
    assert archive.reader().count() == 0
    archive.close()


async def test_one_that_was_never_heard_stays_out_from_now_on() -> None:
    archive = in_memory(HandClock())

    forgotten = archive.forget("@ÉLISE@ex.example")
    archive.take(admitted(by("@Élise@ex.example")))
    await archive.flush()

    assert (forgotten.posts, forgotten.names) == (0, ("@ÉLISE@ex.example",))
    assert archive.reader().count() == 0
    assert archive.reader().forgotten() == ("@ÉLISE@ex.example",)
    assert archive.reader().forgotten_names() == {"@élise@ex.example"}
    archive.close()


async def test_their_boosts_go_and_their_copies_and_what_others_said_stays() -> None:
    archive, hers = in_memory(HandClock()), by("@her@bridge.example", 9)
    original = post(1, "All of these words were carried over a bridge.")
    copy = replace(hers, key=clean_line("https://bridge.example/1"), body=original.body, echo_of=(original.key,))
    first = admitted(original)
    second = Sighting(copy, SOURCE, NOON + timedelta(hours=1))
    both = replace(first, change=Change.AGAIN, heard=second, echoes=(copy,))
    for one in (first, both):
        archive.take(one)
    archive.note(Boost(original.key, hers.author, NOON, SOURCE, NOON))
    await archive.flush()
    reader = archive.reader()
    assert len(list(reader.boosts(None, None))) == 1

    forgotten = archive.forget("@her@bridge.example")

    (left,) = reader.page(None)
    assert (forgotten.posts, forgotten.boosts) == (0, 1)
    assert left.admitted.echoes == ()
    assert [one.post.key for one in left.sightings] == [original.key]
    assert [heard for _, heard in reader.heard_since(0, None)] == [first.sighting]
    assert handles(archive) == {"@ana@social.example"}
    archive.close()


async def test_a_number_is_never_given_to_another_post(tmp_path: Path) -> None:
    """The journal would take it back, or count it, for the one that had the number before."""
    clock, place = HandClock(), tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=clock, command="a test")
    for one in flood(0, 20):
        archive.take(one)
        archive.take(replace(one, change=Change.DELETED, heard=_gone(one)))
    await archive.flush()
    archive.close()
    connection = to_write(place)
    await clock.wind(timedelta(days=9).total_seconds())
    keeping = Keeping(connection, Keep(age=timedelta(days=2)), clock)
    steps = [keeping.step() for _ in range(4)]
    connection.close()

    archive = open_archive(place, clock=clock, command="a test")
    for one in flood(100, 20):
        archive.take(one)
    await archive.flush()

    assert steps[-1] == 0
    assert [type(heard) for _, heard in archive.reader().heard(None, None, None)] == [Sighting] * 20
    archive.close()


def _gone(one: Admitted) -> Deletion:
    return Deletion(one.sighting.post.key, SOURCE, NOON + timedelta(hours=3))


async def test_a_name_that_is_no_text_finds_nothing() -> None:
    archive = in_memory(HandClock())

    assert archive.reader().post("https://x/\udcff") is None
    assert archive.forget("@\udcff@ex.example").posts == 0
    archive.close()


async def test_of_posts_by_others_that_they_passed_on_nothing_says_so_any_more(tmp_path: Path) -> None:
    """They may never have been heard themselves: then their profile stands in these posts alone."""
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    her = replace(author("zed"), handle=clean_line("@Zed@zed.example"), name=clean_line("Zedwina Zett"))
    one, other = (replace(post(number), boosted_by=who) for number, who in ((1, her), (2, author("bo"))))
    first, later = admitted(one), rewritten(one, "It says something else.")
    second = Sighting(later, SOURCE, NOON + timedelta(hours=1))
    copy = replace(one, key=clean_line("https://bridge.example/1"), author=author("chloe"), echo_of=(one.key,))
    again = replace(first, change=Change.AGAIN, heard=Sighting(copy, SOURCE, NOON), echoes=(copy,))
    edited = Admitted(Change.EDITED, second, first.tags, (SOURCE,), second, (copy,))
    for told in (first, again, edited, admitted(other)):
        archive.take(told)
    await archive.flush()
    before = list(archive.reader().each(None, None, None))

    archive.forget("@zed@zed.example")

    reader = archive.reader()
    clear = replace(before[0].admitted.sighting.post, boosted_by=None)
    assert {kept.key: kept.admitted.sighting.post for kept in reader.page(None)} == {one.key: clear, other.key: other}
    assert [state.post.boosted_by for state in reader.versions(one.key)] == [None, None]
    archive.close()
    assert b"Zedwina" not in place.read_bytes()


async def test_that_they_passed_a_post_on_is_replayed_no_more() -> None:
    archive, who = in_memory(HandClock()), author("bo")
    archive.take(admitted(post(1)))
    archive.note(Boost(post(1).key, who, NOON, SOURCE, NOON))
    await archive.flush()

    archive.forget(who.handle)

    (left,) = archive.reader()._connection.rows("SELECT count(*) FROM journal", (), tuple[int])
    assert left == (1,)
    archive.close()


async def test_what_makes_no_sense_keeps_nobody_in() -> None:
    archive, hers = in_memory(HandClock()), by("@her@bridge.example", 9)
    original = post(1, "All of these words were carried over a bridge.")
    copy = replace(hers, key=clean_line("https://bridge.example/1"), body=original.body, echo_of=(original.key,))
    first = admitted(original)
    archive.take(first)
    archive.take(replace(first, change=Change.AGAIN, heard=Sighting(copy, SOURCE, NOON), echoes=(copy,)))
    archive.take(admitted(replace(hers, key=clean_line("https://bridge.example/2"))))
    await archive.flush()
    plain = archive.reader()._connection.plain
    plain.execute("INSERT INTO copies (post, key, body) VALUES (1, 'no sense', x'c1')")
    plain.execute("UPDATE posts SET heard = x'c1' WHERE id = 1")
    plain.execute("UPDATE journal SET heard = x'c1' WHERE post = 1")

    forgotten = archive.forget("@her@bridge.example")

    assert forgotten.posts == 1
    assert handles(archive) == {"@ana@social.example"}
    archive.close()

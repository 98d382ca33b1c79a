"""Posts that are taken back: their words are gone for every reader at once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hashtui.archive import Archive, in_memory, open_archive
from hashtui.clock import HandClock
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.post import Network, Post
from hashtui.post.sighting import Admitted, Change, Deletion, Sighting
from hashtui.post.tag import Tag
from tests.archive.events import admitted_by
from tests.archive.flooding import flood, key_of, numbered
from tests.posts import NOON, SOURCE, post, sighting

OTHER = clean_line("https://other.example")
LATER = NOON + timedelta(hours=5)


async def kept(*taken: Admitted) -> Archive:
    """An archive that has these."""
    archive = in_memory(HandClock())
    for one in taken:
        archive.take(one)
    await archive.flush()
    return archive


def gone(key: str, source: CleanLine = SOURCE) -> Deletion:
    return Deletion(clean_line(key), source, LATER)


async def test_a_deletion_hides_the_words_from_every_way_to_them() -> None:
    archive = await kept(*flood(0, 3))
    reader, one = archive.reader(), numbered(1)

    archive.take(replace(one, change=Change.DELETED, heard=gone(key_of(1))))
    await archive.flush()

    assert {found.key for found in reader.page(None)} == {key_of(0), key_of(2)}
    assert [found.key for found in reader.each(one.tags, None, None)] == []
    assert reader.count() == archive.state.posts == 2
    assert reader.versions(key_of(1)) == ()
    deleted = reader.post(key_of(1))
    assert deleted is not None
    assert deleted.admitted.heard == gone(key_of(1))
    assert [found.key for found in reader.each(one.tags, None, None, deleted=True)] == [key_of(1)]
    (found,) = reader._connection.rows("SELECT count(*) FROM words WHERE words MATCH 'number'", (), tuple[int])
    assert found == (2,)
    archive.close()


async def test_a_deletion_of_what_an_earlier_watch_heard_is_heeded_when_its_source_says_so() -> None:
    archive = await kept(*flood(0, 3))

    archive.lose(gone(key_of(0)))
    archive.lose(gone(key_of(1), OTHER))  # never gave it
    archive.lose(gone("https://social.example/users/ana/statuses/99"))
    await archive.flush()

    assert {found.key for found in archive.reader().page(None)} == {key_of(1), key_of(2)}
    assert archive.state.posts == 2
    assert [heard for _, heard in archive.reader().heard_since(3, None)] == [gone(key_of(0))]
    archive.close()


async def test_what_was_taken_back_does_not_come_again() -> None:
    archive = await kept(*flood(0, 3))
    archive.lose(gone(key_of(0)))
    await archive.flush()
    end = archive.reader().journal_end()

    for one in flood(0, 3):
        archive.take(one)
    await archive.flush()

    assert {found.key for found in archive.reader().page(None)} == {key_of(1), key_of(2)}
    assert archive.reader().journal_end() == end
    archive.close()


async def test_a_post_goes_with_the_last_of_its_copies() -> None:
    original = post(1, "A bridge carried this post to another network.")
    key = clean_line("at://did:plc:ana/app.bsky.feed.post/3kabc")
    copy = replace(original, key=key, network=Network.BLUESKY, echo_of=(original.key,))
    archive = in_memory(HandClock())
    admitted_by([sighting(original), replace(sighting(copy), source=OTHER)], archive)
    await archive.flush()
    reader = archive.reader()
    (both,) = reader.page(None)

    archive.lose(gone(original.key))
    await archive.flush()
    (left,) = reader.page(None)
    archive.lose(gone(key, OTHER))
    await archive.flush()

    assert [echo.key for echo in both.admitted.echoes] == [key]
    assert left.key == key
    assert left.admitted.sighting.post.network is Network.BLUESKY
    assert [one.post.key for one in left.sightings] == [key]
    assert left.admitted.echoes == ()
    assert reader.page(None) == ()
    archive.close()


async def test_who_was_forgotten_leaves_no_word_in_the_file(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = open_archive(place, clock=HandClock(), command="a test")
    secret = replace(post(1, "xylophonist from nowhere"), author=replace(post(1).author, key=clean_line("did:zed")))
    secret = replace(secret, author=replace(secret.author, handle=clean_line("@zed@zed.example")))
    for one in (*flood(10, 300), admitted_of(secret), *flood(400, 300)):
        archive.take(one)
    await archive.flush()
    assert b"xylophonist" in place.read_bytes() + place.with_name("archive.sqlite3-wal").read_bytes()

    forgotten = archive.forget("zed@zed.example")
    archive.take(admitted_of(secret))
    await archive.flush()
    archive.close()

    assert (forgotten.posts, forgotten.names) == (1, ("@zed@zed.example",))
    assert b"nowhere" not in place.read_bytes()
    assert b"https://social.example/users/ana/statuses/1\x00" not in place.read_bytes()


def admitted_of(one: Post) -> Admitted:
    """That post as a watch tells it."""
    heard = Sighting(one, SOURCE, one.created_at, frozenset({Tag.of("capcomnet")}))
    return Admitted(Change.POST, heard, frozenset(one.tags), (SOURCE,), heard)

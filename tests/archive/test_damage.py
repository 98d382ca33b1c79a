"""A damaged archive: moved aside, never deleted, and what can be read of it saved into a new one."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from hashtui.archive import Archive, open_archive, opening, preparing
from hashtui.archive.reader import Reader
from hashtui.clock import HandClock
from hashtui.errors import ArchiveError
from tests.archive.events import admitted_by, heard_in_event, retold
from tests.archive.flooding import flood, handles, key_of, numbered, until

PAGE = 4096


def written(place: Path, count: int = 400) -> bytes:
    """The octets of an archive with so many posts."""
    archive = open_archive(place, clock=HandClock(), command="a test")
    for one in flood(0, count):
        archive.take(one)
    archive.close()
    return place.read_bytes()


def asides(folder: Path) -> list[Path]:
    """The damaged files that were kept."""
    return list(folder.glob("archive.corrupt-*.sqlite3"))


def opened(place: Path) -> Archive:
    return open_archive(place, clock=HandClock(), command="a test")


def garbled(octets: bytes, pages: list[int], random: Random) -> bytes:
    """With something else on these pages."""
    damaged = bytearray(octets)
    for page in pages:
        damaged[(page - 1) * PAGE : page * PAGE] = random.randbytes(PAGE)
    return bytes(damaged)


def keys(reader: Reader) -> set[str]:
    return {kept.key for kept in reader.each(None, None, None)}


@pytest.mark.parametrize("seed", range(6))
def test_pages_that_say_something_else_cost_what_stood_on_them(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    place = tmp_path / "archive.sqlite3"
    octets = written(place)
    pages = random.sample(range(1, len(octets) // PAGE + 1), 3)
    place.write_bytes(garbled(octets, pages, random))

    archive = opened(place)

    aside = tmp_path / "archive.corrupt-20261121-140000.sqlite3"
    assert aside.exists()
    there = keys(archive.reader())
    assert len(there) >= 400 - 3 * 25
    assert there <= {key_of(number) for number in range(400)}
    assert "was damaged: it is now archive.corrupt-20261121-140000.sqlite3" in archive.said[0]
    assert f"{len(there)} posts" in archive.said[0]
    archive.close()
    assert opened(place).said == ()


@pytest.mark.parametrize(
    "harm",
    [
        lambda octets: b"this is no database" * 1000,
        lambda octets: bytes(PAGE) + octets[PAGE:],
        lambda octets: octets[: len(octets) // 2],
        lambda octets: octets[:-100],
        lambda octets: octets[:50],
    ],
    ids=["text", "no header", "half of it", "its end missing", "hardly begun"],
)
async def test_whatever_lies_there_a_new_one_begins(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    place = tmp_path / "archive.sqlite3"
    place.write_bytes(harm(written(place)))

    archive = opened(place)
    for one in flood(1_000, 10):
        archive.take(one)
    await archive.flush()

    assert {key_of(number) for number in range(1_000, 1_010)} <= keys(archive.reader())
    assert len(asides(tmp_path)) == 1
    archive.close()


async def test_without_its_first_page_everything_is_saved_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = opened(place)
    watch = admitted_by(heard_in_event(), archive)
    await archive.flush()
    before = list(archive.reader().heard(None, None, None))
    archive.close()
    place.write_bytes(bytes(PAGE) + place.read_bytes()[PAGE:])

    archive = opened(place)

    reader = archive.reader()
    kept = [*reader.each(None, None, None), *reader.each(None, None, None, deleted=True)]
    assert {one.key: one.admitted for one in kept} == retold(watch)
    assert list(reader.heard(None, None, None)) == before
    assert reader.unreadable == 0
    archive.close()


async def test_what_was_only_in_the_log_is_saved_too(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = opened(place)
    other = sqlite3.connect(place)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM posts").fetchone()  # the log cannot be put in its place while somebody reads
    for one in flood(0, 100):
        archive.take(one)
    await archive.flush()
    log = place.with_name("archive.sqlite3-wal").read_bytes()
    octets = place.read_bytes()
    archive.close()
    other.close()
    place.write_bytes(b"no header" + octets[9:])
    place.with_name("archive.sqlite3-wal").write_bytes(log)

    archive = opened(place)

    assert len(keys(archive.reader())) == 100
    archive.close()


async def test_damage_that_shows_while_it_is_used_is_seen_to(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    octets = written(place)
    archive = opened(place)
    reader = archive.reader()
    with place.open("r+b") as file:
        for page in range(3, len(octets) // PAGE + 1, 2):
            file.seek((page - 1) * PAGE)
            file.write(bytes([0xFF]) * PAGE)

    with pytest.raises(ArchiveError, match="is damaged"):
        keys(archive.reader())
    for one in flood(1_000, 300):
        archive.take(one)
    await archive.flush()
    await until(archive, lambda: archive.said != ())

    assert "was damaged" in archive.said[0]
    there = keys(reader)
    assert {key_of(number) for number in range(1_000, 1_300)} <= there
    assert len(asides(tmp_path)) == 1
    archive.close()


async def test_who_was_forgotten_stays_forgotten_when_the_file_is_saved(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    archive = opened(place)
    watch = admitted_by(heard_in_event(), archive)
    await archive.flush()
    said = next(iter(retold(watch).values())).sighting.post
    who = said.author
    archive.forget(who.handle)
    archive.close()
    place.write_bytes(bytes(PAGE) + place.read_bytes()[PAGE:])

    archive = opened(place)

    assert archive.reader().forgotten() == (who.handle,)
    assert str(who.handle) not in handles(archive)
    archive.close()
    assert said.body.text.encode() not in place.read_bytes()


async def test_a_large_one_without_a_header_is_saved_while_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "archive.sqlite3"
    octets = written(place)
    place.write_bytes(bytes(PAGE) + octets[PAGE:])
    monkeypatch.setattr(preparing, "SAVED_AT_ONCE", 0)

    archive = opened(place)
    archive.take(numbered(1_000))
    await archive.flush()

    assert "was damaged" in archive.said[0]
    assert archive.reader().count() == 401
    archive.close()


async def test_a_large_one_whose_writer_did_not_end_well_is_looked_through_while_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "archive.sqlite3"
    octets = written(place)
    with sqlite3.connect(place) as plain:
        plain.execute("UPDATE notes SET value = '0' WHERE name = 'clean'")
    plain.close()
    leaves = [n for n in range(3, len(octets) // PAGE) if octets[n * PAGE] == 0x0D]
    place.write_bytes(garbled(place.read_bytes(), [leaves[-1] + 1], Random(1)))
    monkeypatch.setattr(preparing, "CHECKED_AT_ONCE", 0)
    monkeypatch.setattr(opening, "CHECKED_AT_ONCE", 0)

    archive = opened(place)
    assert archive._looking is not None
    archive._looking.join()
    await archive.turn()

    assert "was damaged" in archive.said[0]
    assert archive.reader().count() >= 370
    archive.close()


def test_what_was_saved_when_the_plug_was_pulled_is_taken_up(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    written(place)
    place.rename(tmp_path / "archive.saving.sqlite3")

    archive = opened(place)

    assert archive.reader().count() == 400
    assert not (tmp_path / "archive.saving.sqlite3").exists()
    archive.close()


async def test_names_in_the_file_that_are_no_text_are_damage_like_any_other(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    octets = written(place).replace(b"people_by_handle", b"people_by_hand\xd8\xc8")
    place.write_bytes(octets.replace(b"CREATE INDEX people", b"CREATE INDEQ people"))

    with pytest.raises(ArchiveError, match="is damaged: a hashtui that may write it moves it aside"):
        open_archive(place, clock=HandClock(), command="a test", write=False)
    archive = opened(place)

    assert "was damaged" in archive.said[0]
    assert archive.reader().count() == 400
    archive.close()


async def test_words_that_are_no_text_any_more_cost_their_row_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    key = key_of(77).encode()
    place.write_bytes(written(place).replace(key, key[:-2] + b"\xff\xfe"))
    archive = opened(place)
    assert not archive.said  # SQLite does not look into texts
    reader = archive.reader()

    with pytest.raises(ArchiveError, match="is damaged"):
        keys(reader)
    await archive.turn()

    assert "was damaged" in archive.said[0]
    assert keys(reader) == {key_of(number) for number in range(400)} - {key_of(77)}
    archive.close()


async def test_a_writer_that_meets_words_which_are_no_text_goes_on_without_them(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    key = key_of(77).encode()
    place.write_bytes(written(place).replace(key, key[:-2] + b"\xff\xfe"))
    archive = opened(place)

    archive.take(numbered(77))
    await until(archive, lambda: not archive.unwritten)

    assert keys(archive.reader()) == {key_of(number) for number in range(400)}
    archive.close()


async def test_a_journal_that_cannot_be_unpacked_for_damage_says_so(tmp_path: Path) -> None:
    archive = opened(tmp_path / "archive.sqlite3")
    admitted_by(heard_in_event(), archive)
    await archive.flush()
    reader = archive.reader()
    other = sqlite3.connect(tmp_path / "archive.sqlite3", isolation_level=None)
    other.execute("UPDATE tags SET spelling = CAST(spelling || x'ff' AS TEXT)")
    other.close()

    with pytest.raises(ArchiveError, match="is damaged"):
        list(reader.heard(None, None, None))

    archive.close()

"""What stands on the pages of a file, read though neither its header nor its trees, nor the disk, are whole."""

import sqlite3
from pathlib import Path

import pytest

from hashtui.archive import pages
from hashtui.archive.pages import Pages, Record


def written(place: Path, *statements: str, size: int = 4096, log: bool = False) -> Path:
    """A file with these tables; with `log` all of it stands in the write-ahead log, which stays."""
    connection = sqlite3.connect(place, isolation_level=None)
    connection.execute(f"PRAGMA page_size = {size}")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA synchronous = OFF")
    if log:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    for statement in statements:
        connection.execute(statement)
    if log:
        octets, waiting = place.read_bytes(), place.with_name(f"{place.name}-wal").read_bytes()
        connection.close()
        place.write_bytes(octets)
        place.with_name(f"{place.name}-wal").write_bytes(waiting)
    else:
        connection.close()
    return place


def rows(place: Path) -> list[Record]:
    """All but those of SQLite's own table of tables."""
    reading = Pages(place)
    found = [one for one in reading.records() if not (one.values and one.values[0] in ("table", "index"))]
    reading.close()
    return found


TABLE = "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c)"
NUMBERS = (0, 1, -1, 127, -128, 32_767, -32_768, 8_388_607, 2**31 - 1, -(2**31), 2**47 - 1, 2**63 - 1, -(2**63))


def test_numbers_of_every_width_texts_blobs_and_nothing_are_read(tmp_path: Path) -> None:
    place = written(
        tmp_path / "a.sqlite3",
        TABLE,
        *(f"INSERT INTO t VALUES ({n + 1}, {number}, 'é{n}', x'00ff')" for n, number in enumerate(NUMBERS[:-1])),
        "INSERT INTO t VALUES (9223372036854775807, NULL, '', x'')",
        "INSERT INTO t VALUES (-5, -9223372036854775808, 'last', NULL)",
    )

    found = {one.rowid: one.values[1:] for one in rows(place)}

    expected: dict[int | None, tuple[object, ...]] = {
        n + 1: (number, f"é{n}", b"\x00\xff") for n, number in enumerate(NUMBERS[:-1])
    }
    assert found == expected | {2**63 - 1: (None, "", b""), -5: (-(2**63), "last", None)}


@pytest.mark.parametrize("size", [512, 4096, 65_536])
@pytest.mark.parametrize("length", [10, 4_060, 4_061, 70_000])
def test_rows_that_go_on_on_other_pages_are_put_together(tmp_path: Path, size: int, length: int) -> None:
    place = written(
        tmp_path / "a.sqlite3",
        TABLE,
        "CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID",
        *(f"INSERT INTO t VALUES ({n}, {n}, hex(zeroblob({length // 2 + n})), 'end')" for n in range(1, 4)),
        *(f"INSERT INTO w VALUES ('{n}' || hex(zeroblob({length // 2 + n})), {n})" for n in range(1, 9)),
        size=size,
    )

    found = rows(place)

    texts = {one.rowid: one.values[2:] for one in found if one.rowid is not None}
    assert texts == {n: ("00" * (length // 2 + n), "end") for n in range(1, 4)}
    keyed = sorted((str(one.values[0]), one.values[1]) for one in found if one.rowid is None)
    assert keyed == [(f"{n}" + "00" * (length // 2 + n), n) for n in range(1, 9)]


def test_rows_just_as_long_as_a_page_holds_are_read_where_they_stand(tmp_path: Path) -> None:
    lengths = range(4_040, 4_070)  # with what is said of them, those of 4,061 octets are the longest that fit
    place = written(
        tmp_path / "a.sqlite3",
        "CREATE TABLE one (id INTEGER PRIMARY KEY, a)",
        "CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID",
        *(f"INSERT INTO one VALUES ({n}, zeroblob({n}))" for n in lengths),
        *(f"INSERT INTO w VALUES ('{'x' * n}', {n})" for n in range(980, 1_020)),
    )

    found = rows(place)

    assert {one.rowid: one.values for one in found if one.rowid is not None} == {n: (None, bytes(n)) for n in lengths}
    keyed = {str(one.values[0]): one.values[1] for one in found if one.rowid is None}
    assert keyed == {"x" * n: n for n in range(980, 1_020)}


def test_what_only_the_log_has_is_newer_and_what_was_not_committed_is_not_read(tmp_path: Path) -> None:
    place = written(
        tmp_path / "a.sqlite3",
        TABLE,
        "INSERT INTO t VALUES (1, 'first', 2, 3)",
        "UPDATE t SET a = 'second'",
        log=True,
    )
    log = place.with_name("a.sqlite3-wal")
    whole = log.read_bytes()
    frames = (len(whole) - 32) // (24 + 4096)

    newest = [one.values[1] for one in rows(place)]
    log.write_bytes(whole[: 32 + (frames - 1) * (24 + 4096)])
    before = [one.values[1] for one in rows(place)]
    last = bytearray(whole)
    last[32 + (frames - 1) * (24 + 4096) + 4 : 32 + (frames - 1) * (24 + 4096) + 8] = bytes(
        4
    )  # no end of a transaction
    log.write_bytes(last)
    unfinished = [one.values[1] for one in rows(place)]
    other = bytearray(whole)
    other[32 + (frames - 1) * (24 + 4096) + 8] ^= 1  # left from an earlier log
    log.write_bytes(other)
    stale = [one.values[1] for one in rows(place)]

    assert (newest, before, unfinished, stale) == (["second"], ["first"], ["first"], ["first"])


def test_a_log_whose_name_goes_meanwhile_is_read_all_the_same(tmp_path: Path) -> None:
    place = written(tmp_path / "a.sqlite3", TABLE, "INSERT INTO t VALUES (1, 'here', 2, 3)", log=True)
    reading = Pages(place)

    place.with_name("a.sqlite3-wal").unlink()

    assert Record(1, (None, "here", 2, 3)) in list(reading.records())
    reading.close()


def test_a_page_that_the_disk_does_not_give_back_costs_what_stood_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (f"INSERT INTO t VALUES ({n}, hex(zeroblob(300)), {n}, 'end')" for n in range(100))
    place = written(tmp_path / "a.sqlite3", TABLE, *texts)
    whole = {one.rowid for one in rows(place)}
    read = pages._read

    def failing(file: object, at: int, many: int) -> bytes:
        return b"" if at in (0, 5 * 4096) else read(file, at, many)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(pages, "_read", failing)

    left = {one.rowid for one in rows(place)}

    assert whole == set(range(100))
    assert 80 <= len(left) < 100
    assert left < whole


def test_without_a_header_pages_are_of_the_usual_size(tmp_path: Path) -> None:
    place = written(tmp_path / "a.sqlite3", TABLE, "INSERT INTO t VALUES (1, 'here', 2, 3)")
    place.write_bytes(bytes(100) + place.read_bytes()[100:])

    assert Record(1, (None, "here", 2, 3)) in rows(place)


def test_a_row_that_goes_on_for_ever_or_nowhere_is_not_followed(tmp_path: Path) -> None:
    place = written(tmp_path / "a.sqlite3", TABLE, "INSERT INTO t VALUES (1, hex(zeroblob(9000)), 2, 3)")
    octets = place.read_bytes()
    many = len(octets) // 4096
    going_on = [n for n in range(2, many) if 1 < int.from_bytes(octets[n * 4096 : n * 4096 + 4], "big") <= many]

    for following in (0, 1 << 30):
        harmed = bytearray(octets)
        harmed[going_on[0] * 4096 : going_on[0] * 4096 + 4] = following.to_bytes(4, "big")
        place.write_bytes(harmed)
        assert rows(place) == []
    harmed[going_on[0] * 4096 : going_on[0] * 4096 + 4] = (going_on[0] + 1).to_bytes(4, "big")
    place.write_bytes(harmed)
    assert [one.rowid for one in rows(place)] in ([], [1])  # what comes round is as long as the row says
    assert len(going_on) >= 3

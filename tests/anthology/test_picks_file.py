"""`picks.toml`: what was picked is there next time, whoever else writes it meanwhile."""

import multiprocessing
import os
import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_file import PicksFile
from hashtui.anthology.picks_rows import Row, merged, row_of
from hashtui.post.clean import clean_text
from hashtui.post.pick import IfDeleted, Permission, Pick
from tests.anthology.picking import LATER, key, pick, picks, told
from tests.posts import NOON, post, rewritten

NOW = NOON + timedelta(hours=3)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hashtui" / "picks.toml"


def read(file: Path) -> Picks:
    """What a hashtui that starts now finds there."""
    found = PicksFile(file)
    some = found.read(NOW)
    assert found.trouble == ""
    return some


def full() -> Picks:
    """One pick with all that can be said of it, and a plain one."""
    said = replace(
        pick(0, "La matinée", 'Une "citation"\n\ndeux'),
        caption=clean_text("Le moment\nde la journée"),
        note=clean_text("ask"),
        permission=Permission.GRANTED,
        asked_at=LATER,
        deleted_at=LATER,
        if_deleted=IfDeleted.KEEP,
        newest=rewritten(post(0), "Autrement"),
    )
    return Picks((said, pick(1)))


def test_without_a_file_nothing_is_picked(file: Path) -> None:
    assert read(file) == Picks()


def test_all_that_was_said_of_a_pick_is_there_next_time_for_the_owner_alone(file: Path) -> None:
    before = os.umask(0)
    try:
        keeper = PicksFile(file)
        keeper.read(NOW)
        trouble = keeper.keep(full(), NOW)
    finally:
        os.umask(before)

    assert trouble == ""
    assert read(file) == full()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_two_who_pick_at_the_same_time_both_keep_what_they_did(file: Path) -> None:
    PicksFile(file).keep(picks(3), NOW)
    one, other = PicksFile(file), PicksFile(file)
    mine, theirs = one.read(NOW), other.read(NOW)

    one.keep(mine.added([pick(3)]).with_caption(key(0), "mine").without([key(1)]), NOW)
    other.keep(theirs.added([pick(4)]).with_note(key(0), "theirs").moved(key(2), 0), NOW)

    found = read(file)
    assert told(found) == "2 0 4 3"
    assert (found.picks[1].caption, found.picks[1].note) == ("mine", "theirs")


@pytest.mark.parametrize(
    ("wanted", "found", "order"),
    [
        (picks(3).added([pick(8)]), picks(3).added([pick(9)]), "0 1 2 9 8"),
        (picks(3).moved(key(2), 0), picks(3).added([pick(9)]), "2 0 1 9"),
        (picks(3), picks(3).moved(key(2), 0), "2 0 1"),
        (picks(3).without([key(0)]), picks(3).with_caption(key(0), "x"), "0 1 2"),
        (picks(3).with_caption(key(0), "x"), picks(3).without([key(0)]), "0 1 2"),
        (picks(3).without([key(0)]), picks(3).without([key(1)]), "2"),
        (Picks(), picks(3), ""),
        (picks(3), Picks(), ""),
        (picks(3).moved(key(0), 1), picks(3).without([key(2)]), "1 0"),
    ],
)
def test_changes_of_both_sides_are_joined(wanted: Picks, found: Picks, order: str) -> None:
    assert told(merged(picks(3), wanted, found)) == order


def test_a_chapter_and_a_permission_are_as_they_were_said_last() -> None:
    before = picks(2)
    mine = before.with_permission(key(0), Permission.ASKED, LATER)
    theirs = before.with_chapter(key(0), "noon").with_chapter(key(1), "noon")

    joined = merged(before, mine, theirs)

    assert told(joined) == "0noon 1noon"
    assert (joined.picks[0].permission, joined.picks[0].asked_at) == (Permission.ASKED, LATER)


def test_what_another_process_did_is_found_when_it_is_looked_for(file: Path) -> None:
    one, other = PicksFile(file), PicksFile(file)
    one.keep(one.read(NOW).added([pick(0)]), NOW)
    assert (other.read_anew(), other.read_anew()) == (None, picks(1))

    other.keep(picks(2), NOW)

    assert (other.read_anew(), other.read_anew(), other.read_anew()) == (None, None, None), "it wrote that itself"
    assert (one.read_anew(), one.read_anew()) == (None, picks(2))


def test_what_a_later_version_wrote_stays(file: Path) -> None:
    PicksFile(file).keep(picks(1), NOW)
    text = file.read_text().replace("picked_at", 'permission = "sought"\nmood = "glad"\npicked_at')
    file.write_text(f"edition = 2\n{text}\n[[pick]]\nkey = 'x'\nshelf = 'later'\n")

    keeper = PicksFile(file)
    keeper.keep(keeper.read(NOW).with_caption(key(0), "x"), NOW)

    content = tomllib.loads(file.read_text())
    assert content["edition"] == 2
    assert content["pick"][1] == {"key": "x", "shelf": "later"}
    assert (content["pick"][0]["mood"], content["pick"][0]["permission"]) == ("glad", "sought")
    assert (read(file).picks[0].caption, read(file).picks[0].is_exported) == ("x", False)


def test_an_answer_that_is_not_known_keeps_a_pick_out_of_exports_until_the_person_says_another(file: Path) -> None:
    PicksFile(file).keep(picks(1), NOW)
    file.write_text(file.read_text().replace("picked_at", 'permission = "refusd"\npicked_at'))
    keeper = PicksFile(file)

    there = keeper.read(NOW)
    keeper.keep(there.with_permission(key(0), Permission.NOT_ASKED, NOW), NOW)

    assert (there.picks[0].permission, there.picks[0].is_exported) == (Permission.REFUSED, False)
    assert (read(file).picks[0].permission, read(file).picks[0].is_exported) == (Permission.NOT_ASKED, True)


def test_it_is_told_which_pick_makes_no_sense(file: Path) -> None:
    PicksFile(file).keep(picks(3), NOW)
    first, second, third = file.read_text().split("[[pick]]")[1:]
    file.write_text("[[pick]]".join(("", first, second.replace("author", "autor"), third)))

    keeper = PicksFile(file)
    keeper.read(NOW)

    assert "pick 2: a post that cannot be read" in keeper.trouble


@pytest.mark.parametrize(
    "content",
    [
        "[[pick]\n",
        "pick = 3\n",
        "[[pick]]\npost = 3\n",
        "[[pick]]\npost = '{}'\n",
        "[[pick]]\npost = ''\n",
        "[[pick]]\npost = '''POST'''\npicked_at = 'today'\n",
        "[[pick]]\npost = '''POST'''\npicked_at = 2026-11-21T12:00:00\n",
        "[[pick]]\npost = '''POST'''\ncaption = 3\n",
        "\xff",
    ],
)
def test_a_damaged_file_is_moved_aside_and_that_is_told(file: Path, content: str) -> None:
    PicksFile(file).keep(picks(1), NOW)
    packed = tomllib.loads(file.read_text())["pick"][0]["post"]
    file.write_bytes(content.replace("POST", packed).encode("latin-1"))

    keeper = PicksFile(file)

    assert keeper.read(NOW) == Picks()
    aside = file.with_name("picks.damaged-20261121-150000.toml")
    assert f"it is now {aside.name}, and what you picked is not in force" in keeper.trouble
    assert aside.exists()
    assert not file.exists()


def test_each_pick_is_packed_once_however_often_the_file_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[str] = []

    def counted(one: Pick) -> Row:
        packed.append(one.key)
        return row_of(one)

    monkeypatch.setattr("hashtui.anthology.picks_file.row_of", counted)
    keeper = PicksFile(file)
    some = keeper.read(NOW)
    for number in range(5):
        some = some.added([pick(number)]).moved(key(number), 0)
        keeper.keep(some, NOW)
    keeper.keep(some.with_caption(key(2), "Look"), NOW)

    assert packed == [key(number) for number in (0, 1, 2, 3, 4, 2)]
    assert read(file) == some.with_caption(key(2), "Look")


@pytest.mark.parametrize(
    "other", ["[[pick]]\nurl = 'x'\n", "[[pick]]\nurl = 'x'\n[pick.more]\na = 1\n[table]\nb = 2\n"]
)
def test_what_another_version_says_stays_beside_picks(file: Path, other: str) -> None:
    file.parent.mkdir()
    file.write_text(f"schema = 9\n{other}")
    keeper = PicksFile(file)
    keeper.read(NOW)

    keeper.keep(picks(2), NOW)
    keeper.keep(picks(3), NOW)

    found, before = tomllib.loads(file.read_text()), tomllib.loads(f"schema = 9\n{other}")
    assert found | {"pick": found["pick"][3:]} == before
    assert read(file) == picks(3)


def test_a_file_that_cannot_be_written_is_kept_for_the_session_and_that_is_told(file: Path) -> None:
    file.parent.parent.joinpath("hashtui").write_text("no folder")

    assert "cannot be written" in PicksFile(file).keep(picks(1), NOW)


def _pick_ten(place: str, first: int) -> None:
    keeper = PicksFile(Path(place))
    some = keeper.read(NOW)
    for number in range(first, first + 10):
        some = some.added([pick(number)])
        for _ in range(2_000):
            try:
                keeper.write(some, NOW)
                break
            except BlockingIOError:
                os.sched_yield()


def test_two_processes_that_pick_ten_posts_each_leave_twenty(file: Path) -> None:
    context = multiprocessing.get_context("fork")
    hands = [context.Process(target=_pick_ten, args=(str(file), first)) for first in (0, 100)]

    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)

    assert [hand.exitcode for hand in hands] == [0, 0]
    assert read(file).keys == {key(number) for first in (0, 100) for number in range(first, first + 10)}


@st.composite
def changed(draw: st.DrawFn, before: Picks) -> Picks:
    """Those picks after a few acts of one person."""
    some = before
    for number, act, amount in draw(
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(0, 6)), max_size=4)
    ):
        one = key(number)
        if one not in some.keys:
            some = some.added([pick(number, "ab"[amount % 2])])
            continue
        some = (
            some.moved(one, amount),
            some.without([one]),
            some.with_chapter(one, "abc"[amount % 3]),
            some.divided(one, ("a", "b", "")[amount % 3]),
            some.with_caption(one, str(amount)),
        )[act]
    return some


BEFORE = picks({0: "a", 1: "a", 2: "b", 3: ""})


@given(changed(BEFORE), changed(BEFORE))
def test_what_only_one_side_changed_is_as_it_left_it_and_what_both_did_loses_no_pick(
    mine: Picks, theirs: Picks
) -> None:
    assert merged(BEFORE, mine, BEFORE) == mine
    assert merged(BEFORE, BEFORE, theirs) == theirs
    assert merged(BEFORE, mine, mine) == mine

    both = merged(BEFORE, mine, theirs)

    assert both.keys >= (mine.keys & theirs.keys) | (mine.keys - BEFORE.keys) | (theirs.keys - BEFORE.keys)
    assert both.keys <= mine.keys | theirs.keys
    assert merged(BEFORE, theirs, mine).keys == both.keys

"""Somebody is forgotten from another shell while a dashboard runs: within a second nothing of theirs is shown."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from hashtui.archive.archive import Archive
from hashtui.archive.opening import in_memory, open_archive
from hashtui.archive.reader import Reader
from hashtui.clock import HandClock
from hashtui.config.trusted import LEVELS
from hashtui.errors import ArchiveError
from hashtui.post.kept_out import KeptOut
from hashtui.post.sighting import Boost
from hashtui.reading.standing import Level
from hashtui.tui.catch_up_view import CatchUpView
from hashtui.tui.kept_out import Forgetting, forgotten_words, kept_out
from hashtui.tui.reader import ReaderView
from hashtui.tui.search_view import SearchView
from hashtui.tui.summary_posts import PostsView
from hashtui.tui.summary_view import SummaryView
from hashtui.watch import Watch
from hashtui.watch.recalling import Recalling
from tests.posts import NOON, SOURCE, author, post
from tests.tui.desks import OnDesk, desk, rules
from tests.tui.searched import found
from tests.tui.test_filtering_keys import by
from tests.tui.test_recall import until

EVE = "@eve@social.example"


@asynccontextmanager
async def listening(*panes: str, alert: str = "") -> AsyncIterator[tuple[OnDesk, Archive]]:
    """Posts of ana, bob and eve on a desk that keeps what it hears."""
    archive = in_memory(HandClock(NOON))
    told = rules(alert={"alert": alert}) if alert else rules()
    async with desk(*(panes or ("#capcomnet",)), archive=archive, rules=told) as on:
        for number in range(12):
            on.hear(by(("ana", "bob", "eve")[number % 3], number, f"Words {number} of all"))
        await archive.flush()
        await on.look()
        yield on, archive
    archive.close()


async def forget(on: OnDesk, archive: Archive, who: str = EVE) -> None:
    """What `hashtui forget` does elsewhere, and the look that the deck takes once a second."""
    before = on.watch.kept_out
    archive.forget(who)
    on.app.deck_screen.reread()
    await until(on, lambda: on.watch.kept_out != before)
    await on.look()


def shown(on: OnDesk) -> set[str]:
    timeline = on.pane.timeline
    return {timeline.at(place).post.author.handle.partition("@social")[0] for place in range(len(timeline))}


async def test_their_posts_leave_the_panes_and_one_line_says_why() -> None:
    async with listening() as (on, archive):
        await forget(on, archive)

        assert shown(on) == {"@ana", "@bob"}
        assert not any("eve" in row for row in on.rows()[:-1])
        assert on.rows()[-1] == f" {EVE} was forgotten: 4 posts left the panes."


async def test_where_the_selected_post_was_theirs_its_neighbour_takes_its_row() -> None:
    async with listening() as (on, archive):
        await on.press("j", "j", "j", "j")
        before = on.pane.window.row
        assert on.pane.window.selected == by("eve", 8).key
        await forget(on, archive)

        assert on.pane.window.selected in (post(7).key, post(9).key)
        assert on.pane.window.row == before
        assert on.app.deck_screen.last_notice.endswith("4 posts left the panes, with the one you read.")


async def test_a_selected_post_of_somebody_else_stays_on_its_row() -> None:
    async with listening() as (on, archive):
        await on.press("j", "j")
        before = on.pane.window.selected, on.row_of("Words 9 ")
        await forget(on, archive)

        assert (on.pane.window.selected, on.row_of("Words 9 ")) == before


async def test_what_they_write_later_is_neither_shown_nor_counted() -> None:
    async with listening() as (on, archive):
        await forget(on, archive)
        unseen = set(on.pane.timeline.unseen)
        on.hear(by("eve", 30, "More of eve"), replace(post(31, "Not by eve"), author=author("bob")))
        await on.look()

        assert on.pane.timeline.unseen - unseen == {post(31).key}
        assert not any("More of eve" in row for row in on.rows())
        assert on.watch.by_author(author("eve").key) == ()


async def test_who_was_forgotten_before_the_start_is_not_shown_when_a_source_gives_them() -> None:
    archive = in_memory(HandClock(NOON))
    archive.forget(EVE)
    async with desk("#capcomnet", archive=archive) as on:
        on.hear(by("eve", 1, "Words of eve"), by("bob", 2))
        await on.look()

        assert shown(on) == {"@bob"}
        assert "forgotten" not in on.app.deck_screen.last_notice
    archive.close()


async def test_boosts_of_theirs_and_what_they_speak_for_count_no_more() -> None:
    async with listening() as (on, archive):
        judging, one = on.app.deck_screen.judging, post(0)
        on.app.deck_screen.trust(author("eve"), LEVELS["sure"])
        for number in (0, 3, 6):
            on.watch.admit(Boost(post(number).key, author("eve", "Eve"), NOON, SOURCE, NOON))
        judging.trust.settle(at_once=True)
        before = judging.level_of(author("ana")), on.app.deck_screen.views._session.boosters(one.key)
        await forget(on, archive)

        assert before == (Level.VOUCHED, [author("eve", "Eve")])
        assert judging.level_of(author("ana")) is Level.UNKNOWN
        assert judging.standing_of(author("ana")).vouches == ()
        assert not on.app.deck_screen.views._session.boosters(one.key)
        assert judging.boosters.of(one.key) == ()
        known = on.watch.known(one.key)
        assert known is not None
        assert not known.sighting.post.counts.boosts


async def test_a_post_of_theirs_that_is_being_read_closes() -> None:
    async with listening() as (on, archive):
        await on.press("j", "enter", "R")
        read = [type(view).__name__ for view in on.app.screen_stack[-2:]]
        await forget(on, archive)

        assert read == ["ReaderView", "RawView"]
        assert on.app.screen_stack[-1] is on.app.deck_screen
        assert any("was forgotten" in row for row in on.rows()[-2:])


async def test_a_thread_goes_on_without_them() -> None:
    async with listening() as (on, archive):
        asked = by("ana", 20, "A question")
        answers = [replace(by(who, number), reply_to=asked.key) for who, number in (("eve", 21), ("bob", 22))]
        on.hear(asked, *answers)
        await on.press("j", "j", "j", "enter")
        reader = on.app.screen
        assert isinstance(reader, ReaderView)
        before = [one.author.handle for one in reader.walk.posts]
        await forget(on, archive)

        assert before == ["@ana@social.example", EVE, "@bob@social.example"]
        assert reader.is_current
        assert [one.author.handle for one in reader.walk.posts] == ["@ana@social.example", "@bob@social.example"]
        assert not any("eve" in row for row in on.rows())


@pytest.mark.parametrize(("key", "kind"), [("s", SummaryView), ("c", CatchUpView)])
async def test_a_summary_and_catching_up_are_read_again_without_them(
    key: str, kind: type[SummaryView | CatchUpView]
) -> None:
    async with listening() as (on, archive):
        await on.press(key)
        view = on.app.screen
        assert isinstance(view, kind)
        await until(on, lambda: view.chronicle is not None)
        before = len(view.entries)
        await forget(on, archive)
        await until(on, lambda: view.chronicle is not None)

        assert (before, len(view.entries)) == (12, 8)
        assert on.app.screen is view
        assert not any("eve" in row for row in on.rows())


async def test_posts_behind_a_summary_and_a_search_are_shown_without_them() -> None:
    async with listening() as (on, archive):
        await on.press("F", *"words", "enter")
        await found(on)
        await on.press("enter")
        before = any("eve" in row for row in on.rows())
        await forget(on, archive)

        assert before
        assert isinstance(on.app.screen, SearchView)
        assert not any("eve" in row for row in on.rows())


async def test_a_list_of_posts_keeps_those_of_others_and_closes_without_any() -> None:
    async with listening() as (on, archive):
        await on.press("s")
        view = on.app.screen
        assert isinstance(view, SummaryView)
        await until(on, lambda: view.chronicle is not None)
        entries = [entry for entry in view.entries.values() if entry.post.author.handle == EVE]
        ground, lore, read = view.ground, view.lore, view._read
        for some in (list(view.entries.values()), entries):
            on.app.push_screen(PostsView(some, "all", pane="", steps=(), ground=ground, lore=lore, read=read))
        await on.look()
        await forget(on, archive)

        assert isinstance(on.app.screen, PostsView)
        assert len(on.app.screen.places) == 8


async def test_nothing_is_announced_of_them() -> None:
    async with listening(alert="words") as (on, archive):
        on.hear(by("eve", 30, "Words for an alert"))
        await forget(on, archive)

        assert post(30).key not in on.app.deck_screen._alerts._waiting


async def test_a_pane_that_was_closed_meanwhile_comes_back_without_them() -> None:
    async with listening() as (on, archive):
        await on.press("x")
        await forget(on, archive)
        await on.press("u")

        assert shown(on) == {"@ana", "@bob"}


async def test_a_quiet_screen_asks_the_archive_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening() as (on, archive):
        screen = on.app.deck_screen
        for _ in range(3):
            screen.reread()
            await on.look()
        asked: list[str] = []
        ask = Recalling.look_whom_to_keep_out

        async def counted(recalling: Recalling) -> KeptOut:
            asked.append("asked")
            return await ask(recalling)

        monkeypatch.setattr(Recalling, "look_whom_to_keep_out", counted)
        for _ in range(5):
            screen.reread()
            await on.look()
        quiet = list(asked)
        await forget(on, archive)

        assert quiet == []
        assert asked


def test_a_file_that_another_process_wrote_is_noticed_by_its_times(tmp_path: Path) -> None:
    place = tmp_path / "archive.sqlite3"
    clock = HandClock(NOON)
    with_it = open_archive(place, clock=clock, command="hashtui")
    recalling = Recalling(Watch((), clock), with_it.reader(), with_it)
    looks = [recalling.take_stamp() for _ in range(4)]
    beside = open_archive(place, clock=clock, command="hashtui forget", write=False)
    beside.forget(EVE)
    noticed = recalling.take_stamp()
    out = recalling.whom_to_keep_out()

    assert looks[2:] == [False, False]
    assert noticed
    assert out.names == {EVE}
    assert recalling.take_stamp(), "a stamp may be the same for what was written in the same moment"
    assert not recalling.take_stamp()
    beside.close()
    with_it.close()


def test_who_is_known_to_be_kept_out_is_so_while_the_archive_cannot_be_read() -> None:
    def unreadable() -> Reader:
        raise ArchiveError("it is damaged")

    known = KeptOut(frozenset({EVE}))

    assert kept_out(unreadable, known) == known
    assert kept_out(None, known) == known


async def test_an_archive_that_cannot_be_read_says_once_that_it_is_not_known_whom_to_keep_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unreadable(_: Reader) -> frozenset[str]:
        raise ArchiveError("it is damaged")

    said: list[str] = []
    async with listening() as (on, archive):
        forgetting = Forgetting(on.app.deck_screen.setup.recalling, on.app.run_worker, lambda _: None, said.append)
        monkeypatch.setattr(Reader, "forgotten_names", unreadable)
        forgetting.begin()
        archive.forget(EVE)
        for _ in range(3):
            forgetting.look()
            await on.look()
        monkeypatch.undo()
        await forget_later(on, forgetting)

        assert said == ["Whom you had forgotten is not known: it is damaged"]
        assert on.watch.kept_out.names


async def forget_later(on: OnDesk, forgetting: Forgetting) -> None:
    """It is asked again until it can be read."""
    for _ in range(50):
        forgetting.look()
        await on.look()
        if on.watch.kept_out.names:
            return


def test_one_line_for_one_and_for_several() -> None:
    one, two = KeptOut(frozenset({EVE, "did:eve"})), KeptOut(frozenset({EVE, "@mal@x.example"}))

    assert forgotten_words(one, 1, was_theirs=False) == f"{EVE} was forgotten: 1 post left the panes."
    assert forgotten_words(two, 12, was_theirs=True) == (
        f"{EVE} and 1 more were forgotten: 12 posts left the panes, with the one you read."
    )
    assert forgotten_words(one, 0, was_theirs=False) == f"{EVE} was forgotten: nothing of them is shown any more."
    assert forgotten_words(KeptOut(frozenset({"did:eve"})), 2, was_theirs=False).startswith("Somebody was forgotten")

"""What trust does to panes: who comes in late, whom `f` leaves out, what matters and is announced."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from hashtui.config.remembered import PanePlace
from hashtui.config.trusted import LEVELS
from hashtui.errors import SourceError
from hashtui.post.clean import clean_line
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level
from hashtui.sources.source import FOLLOWS, Acquaintance
from hashtui.tui.relief import sifter
from tests.posts import NOON, SOURCE, author, post
from tests.tui.desks import desk
from tests.tui.desks import rules as made_rules
from tests.tui.test_filtering_keys import by
from tests.tui.test_trusting_keys import boost, judging, keys_shown, level_of, trust, vouched


async def test_what_is_not_asked_for_comes_in_late_when_its_author_comes_to_be_vouched_for() -> None:
    async with desk("#capcomnet", "#capcomnet trust:>=vouched", size=(120, 24)) as on:
        bobs = [by("bob", number) for number in range(1, 5)]
        on.hear(by("ana", 0), *bobs)
        await trust(on, "ana", LEVELS["sure"])
        await on.press("2", "j")
        before = keys_shown(on, 1)
        for one in bobs[:3]:
            on.watch.admit(boost(one, "ana"))
        await on.look()

        assert before == {by("ana", 0).key}
        assert keys_shown(on, 1) == {by("ana", 0).key, *(one.key for one in bobs)}
        assert on.panes[1].window.selected == by("ana", 0).key
        assert "4 new" in on.rows()[3]


async def test_nothing_that_is_shown_goes_because_somebody_is_vouched_for_less() -> None:
    async with desk("#capcomnet trust:<=known", "#capcomnet") as on:
        bobs = [by("bob", number) for number in range(1, 5)]
        on.hear(*bobs)
        await trust(on, "ana", LEVELS["sure"])
        before = keys_shown(on)
        for one in bobs[:3]:
            on.watch.admit(boost(one, "ana"))
        await on.look()

        assert level_of(on, "bob") is Level.VOUCHED
        assert keys_shown(on) == before == {one.key for one in bobs}


async def test_f_leaves_out_who_is_trusted_less_step_by_step_and_begins_again() -> None:
    async with desk("#capcomnet", "#paris20") as on:
        await vouched(on)
        on.hear(by("zoe", 20))
        await on.look()
        seen: list[tuple[str, int]] = []
        for _ in range(4):
            await on.press("f")
            seen.append((on.rows()[2][:38].rstrip().rpartition("  ")[2].strip(), len(on.pane.timeline)))

        assert seen == [
            ("known+ · 2 hidden", 5),
            ("vouched+ · 2 hidden", 5),
            ("trusted · 6 hidden", 1),
            (seen[3][0], 7),
        ]
        assert "hidden" not in seen[3][0]


async def test_the_floor_is_undone_step_by_step_and_escape_leaves_it() -> None:
    async with desk("#capcomnet") as on:
        await vouched(on)
        await on.press("f", "f", "j", "escape", "escape")
        kept = on.pane.floor
        await on.press("u")
        once = on.pane.floor
        await on.press("u")

        assert (kept, once, on.pane.floor) == (Level.VOUCHED, Level.KNOWN, None)


def test_without_a_floor_only_the_filter_is_asked_and_without_both_nothing() -> None:
    def passes(_entry: Entry, _moment: Moment) -> bool:
        return False

    assert sifter(passes, None) is passes
    assert sifter(None, None) is None


async def test_the_floor_goes_together_with_a_filter() -> None:
    async with desk("#capcomnet") as on:
        await vouched(on)
        on.hear(by("zoe", 20, "zoe's 2"))
        await on.look()
        await on.press("f", "slash", *"2", "enter")
        both, row = keys_shown(on), on.rows()[2]
        await on.press("escape")

        assert both == {by("bob", 2).key}
        assert row.rstrip().endswith("known+ / 2  1 of 7")
        assert "known+ · 2 hidden" in on.rows()[2]


async def test_whoever_is_trusted_meanwhile_comes_to_stand_on_the_floor_at_once() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1), by("eve", 2))
        await trust(on, "eve")
        await on.press("f", "f", "f")
        before = keys_shown(on)
        await trust(on, "bob", LEVELS["follow"])
        after = keys_shown(on)
        await trust(on, "eve", None)

        assert (before, after) == ({by("eve", 2).key}, {by("bob", 1).key, by("eve", 2).key})
        assert keys_shown(on) == {by("bob", 1).key}


async def test_an_empty_pane_says_that_the_floor_empties_it_and_what_helps() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1), by("eve", 2))
        await on.look()
        await on.press("f")
        words = "\n".join(on.rows())

        assert "2 posts came, none of them from an account you know." in words
        assert "f  goes on to all posts" in words
        assert "t  on a post trusts its author" in words
        assert "You trust 0 accounts so far." in words
        await on.press("H")
        assert "No rule and no mute hides anything here; f leaves out who is trusted less." in on.rows()[-1]


async def test_the_floor_is_where_it_was_left() -> None:
    async with desk("#capcomnet") as on:
        await vouched(on)
        await on.press("f", "f")
        on.app.deck_screen.remember()
        place = on.remembered.places["#capcomnet"]
    async with desk("#capcomnet", places=[place]) as on:
        on.hear(by("bob", 1))
        await on.look()

        assert place.floor == "vouched+"
        assert on.pane.floor is Level.VOUCHED
        assert len(on.pane.timeline) == 0


async def test_a_floor_of_a_later_version_is_none() -> None:
    async with desk("#capcomnet", places=[PanePlace("#capcomnet", NOON, floor="adored")]) as on:
        assert on.pane.floor is None


async def test_posts_by_people_one_trusts_are_counted_and_n_goes_to_them_the_most_trusted_first() -> None:
    known = replace(made_rules(), matters=Level.VOUCHED)
    async with desk("#capcomnet", "#b", "#c", rules=known) as on:
        on.hear(post(1))
        await vouched(on)
        await on.press("A", "j")
        on.hear(by("zoe", 30, "zoe"), by("bob", 31, "bob", tags=("c",)), by("ana", 32, "ana"), by("ana", 33, "later"))
        await on.look()
        header, bar = on.rows()[3], on.rows()[0]
        visited = []
        for _ in range(4):
            await on.press("N")
            entry = on.pane.selected_entry()
            visited.append((entry.post.body.text if entry else "", on.rows()[-1].strip()))

        assert header.startswith("━━ ▲ 3 new ★2 · Space")
        assert "3 #c 1 new ★1" in bar
        assert visited[:3] == [
            ("ana", "In 1 #capcomnet · trusted"),
            ("later", "In 1 #capcomnet · trusted"),
            ("bob", "In 3 #c · vouched"),
        ]
        assert visited[3][1] == "Nothing that matters is left unseen."


async def test_whoever_comes_to_be_trusted_matters_from_then_on_with_what_they_said_before() -> None:
    async with desk("#capcomnet", rules=replace(made_rules(), matters=Level.TRUSTED)) as on:
        on.hear(by("zoe", 1), by("zoe", 2))
        await trust(on, "zoe")

        assert len(on.pane.timeline.matter_unseen) == 2


async def test_a_trusted_account_is_announced_where_that_is_wanted() -> None:
    async with desk("#capcomnet", rules=replace(made_rules(), notify=Level.TRUSTED)) as on:
        on.hear(by("ana", 1))
        await trust(on, "ana")
        on.hear(by("ana", 2), by("zoe", 3))
        await on.look()

        assert by("ana", 2).key in judging(on).alerted
        assert by("zoe", 3).key not in judging(on).alerted


class LoggedIn:
    """A server on which the reader follows zoe and has ana on a list."""

    url = SOURCE

    async def acquaintances(self) -> Sequence[Acquaintance]:
        home = clean_line("mamot.fr")
        return [
            Acquaintance(author("zoe").handle, clean_line("another key"), FOLLOWS, home),
            Acquaintance(clean_line("@renamed@social.example"), author("ana").key, clean_line("press"), home),
        ]


class Closed(LoggedIn):
    async def acquaintances(self) -> Sequence[Acquaintance]:
        raise SourceError("mamot.fr wants another token")


async def test_whom_one_follows_where_one_is_logged_in_is_known_and_nothing_is_written_of_it() -> None:
    async with desk("#capcomnet", "#capcomnet trust:known", size=(120, 24)) as on:
        on.hear(by("zoe", 1), by("ana", 2), by("bob", 3))
        screen = on.app.deck_screen
        screen.setup = replace(screen.setup, acquainted=[LoggedIn()])
        asking = asyncio.ensure_future(screen.become_acquainted())
        await on.pilot.pause()
        before = keys_shown(on, 1)
        await on.clock.wind(10)
        await asking
        await on.press("2", "g", "T")

        assert before == set()
        assert keys_shown(on, 1) == {by("zoe", 1).key, by("ana", 2).key}
        assert on.kept.trusted == []
        assert "on your list press on mamot.fr" in on.rows()[2]


async def test_a_server_that_will_not_say_whom_one_follows_is_told_of() -> None:
    async with desk("#capcomnet") as on:
        screen = on.app.deck_screen
        screen.setup = replace(screen.setup, acquainted=[Closed()])
        asking = asyncio.ensure_future(screen.become_acquainted())
        await on.pilot.pause()
        await on.clock.wind(10)
        await asking
        await on.look()

        assert "Whom you follow there is not known: mamot.fr wants another token" in on.rows()[-1]

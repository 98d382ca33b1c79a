"""`t`, `T` and `f`: how far one trusts somebody, why, and whom a pane leaves out; it holds at once, in every pane."""

from dataclasses import replace

import pytest

from hashtui.config.remembered import PanePlace
from hashtui.config.trusted import LEVELS, Account, Trusted
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Boost
from hashtui.reading.standing import Level
from hashtui.tui.judging import Judging
from tests.posts import NOON, SOURCE, author, post
from tests.tui.desks import OnDesk, desk
from tests.tui.desks import rules as made_rules
from tests.tui.test_filtering_keys import by

CHOICES = "3 sure 2 usual 1 to follow 0 none"


def judging(on: OnDesk) -> Judging:
    return on.app.deck_screen.judging


def level_of(on: OnDesk, user: str) -> Level:
    return judging(on).level_of(author(user))


def boost(one: Post, user: str) -> Boost:
    return Boost(one.key, author(user, user.capitalize()), one.created_at, SOURCE, one.created_at)


async def trust(on: OnDesk, user: str, level: float | None = LEVELS["usual"]) -> None:
    """As if the reader had pressed `t` on one of their posts."""
    on.app.deck_screen.trust(author(user), level)
    await on.look()


def keys_shown(on: OnDesk, pane: int = 0) -> set[str]:
    timeline = on.panes[pane].timeline
    return {timeline.at(place).key for place in range(len(timeline))}


async def test_t_asks_in_the_footer_and_a_digit_answers() -> None:
    async with desk("#capcomnet", "#paris20") as on:
        on.hear(by("bob", 1, "hello"))
        await on.look()
        await on.press("j", "t")
        asked = on.rows()[-1]
        await on.press("2")

        assert asked == f" Trust @bob@social.example: {CHOICES} · Esc leaves"
        assert on.rows()[-1] == " Trusted @bob@social.example, usual · u undoes"
        assert "★ Bob" in on.rows()[on.row_of("@bob")]
        assert on.kept.trusted[-1].given_of(author("bob")).level == LEVELS["usual"]
        assert on.pane.number == 1


async def test_the_question_stays_until_it_is_answered_and_names_what_holds_now() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1))
        await trust(on, "bob", LEVELS["follow"])
        await on.press("j", "t")
        on.app.deck_screen.say("Something else happened.")
        await on.look()

        assert on.rows()[-1] == f" Trust @bob@social.example: {CHOICES} · now to follow"


async def test_escape_leaves_the_question_and_nothing_else() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1), by("bob", 2))
        await on.look()
        await on.press("j", "t", "escape")

        assert on.rows()[-1] == " Nothing was changed."
        assert not on.pane.window.following
        assert on.kept.trusted == []


async def test_another_key_takes_the_question_away_and_does_its_own_work() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1, "older"), by("eve", 2, "newer"))
        await on.look()
        await on.press("j", "t", "j", "3")

        assert CHOICES not in on.rows()[-1]
        assert on.pane.selected_entry() is not None
        assert "Bob" in on.rows()[on.row_of("▌")]
        assert on.kept.trusted == []


async def test_a_level_holds_in_every_pane_at_once_and_u_takes_it_back() -> None:
    async with desk("#a", "#b", "#a trust:>=trusted", size=(120, 24)) as on:
        on.hear(by("bob", 1, tags=("a", "b")), by("eve", 2, tags=("a",)))
        await on.look()
        await on.press("2", "j", "t", "3")
        after, shown = on.rows(), keys_shown(on, 2)
        await on.press("u")

        assert sum("★ Bob" in row for row in after) >= 1
        assert "\n".join(after).count("★ Bob") == 3
        assert shown == {by("bob", 1).key}
        assert keys_shown(on, 2) == set()
        assert on.rows()[-1] == " Undone: trusted @bob@social.example, sure"
        assert "★" not in "\n".join(on.rows())
        assert on.kept.trusted[-1].accounts == {}


async def test_none_takes_trust_away_and_u_gives_back_what_was_given() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1))
        await trust(on, "bob", LEVELS["sure"])
        await on.press("j", "t", "0")
        none = level_of(on, "bob")
        await on.press("u")

        assert none is Level.UNKNOWN
        assert judging(on).standing_of(author("bob")).score == LEVELS["sure"]


async def test_what_a_pattern_gave_is_given_back_by_u() -> None:
    async with desk("#capcomnet") as on:
        glob = Account(clean_line(""), clean_line("@*@social.example"), level=0.7)
        on.app.deck_screen.keep_trusted(Trusted().with_account(glob))
        on.hear(by("bob", 1))
        await on.look()
        await on.press("j", "t", "0")
        none = level_of(on, "bob")
        await on.press("u")

        assert (none, level_of(on, "bob")) == (Level.UNKNOWN, Level.TRUSTED)


async def test_t_never_reaches_muted_nor_does_it_take_a_mute_away() -> None:
    async with desk("#capcomnet trust:<=known") as on:
        on.hear(by("bob", 1))
        await on.look()
        await on.press("j", "m", "t")
        said = on.rows()[-1]
        await on.press("3")

        assert said == " @bob@social.example is muted; m takes that back first."
        assert level_of(on, "bob") is Level.MUTED


async def test_what_cannot_be_written_down_holds_for_this_session_and_says_so() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1))
        await on.look()
        on.kept.trouble = "trust.toml cannot be written (read-only): kept for this session only"
        await on.press("j", "t", "2")

        assert "cannot be written (read-only)" in " ".join(on.rows()[-2:])
        assert level_of(on, "bob") is Level.TRUSTED


@pytest.mark.parametrize("way", [("enter",), ("enter", "A"), ("T",)])
async def test_the_same_question_is_asked_in_the_views_of_a_post_a_person_and_a_trust(way: tuple[str, ...]) -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1))
        await on.look()
        await on.press("j", *way, "t")
        asked = on.rows()
        await on.press("2")
        given = on.rows()
        await on.press("u")

        assert CHOICES in "\n".join(asked[-2:])
        assert any("trusted by you, level 0.7" in row for row in given)
        assert given[1].startswith(" ★ Bob")
        assert "Trusted @bob@social.example, usual" in "\n".join(given[-2:])
        assert not any("trusted by you" in row for row in on.rows())
        assert level_of(on, "bob") is Level.UNKNOWN


async def vouched(on: OnDesk) -> None:
    """Ana, who is trusted, passes three posts of bob's on, and bob one of eve's."""
    bobs, eves = [by("bob", number, f"bob's {number}") for number in range(1, 5)], by("eve", 9, "eve's")
    on.hear(by("ana", 0), *bobs, eves)
    for one in bobs[:3]:
        on.watch.admit(boost(one, "ana"))
    on.watch.admit(boost(eves, "bob"))
    await trust(on, "ana", LEVELS["sure"])


async def test_whom_a_trusted_account_boosts_is_vouched_for() -> None:
    async with desk("#capcomnet") as on:
        await vouched(on)

        assert level_of(on, "bob") is Level.VOUCHED
        assert "◇ Bob" in on.rows()[on.row_of("@bob")]


async def test_why_this_trust_names_who_vouches_by_what_deeds_and_through_whom() -> None:
    async with desk("#capcomnet") as on:
        await vouched(on)
        on.app.deck_screen.deck.panes[0].window.go_to(by("bob", 4).key)
        await on.press("T")
        rows = on.rows()

        assert rows[0].startswith(" #capcomnet › trust")
        assert rows[1] == " ◇ Bob  @bob@social.example"
        assert "vouched by @ana@social.example: boosted 3" in rows[2]
        assert any("▌ ★ Ana" in row and "+0.4" in row for row in rows)
        assert any(row.lstrip(" ▌") == "boosted 3 · trusted by you, level 1" for row in rows)
        assert any("audience" in row and "not told" in row for row in rows)
        assert any("reputation" in row and "boosts heard here worth 3.0" in row for row in rows)


async def test_enter_on_who_vouches_shows_what_theirs_rests_on() -> None:
    async with desk("#capcomnet") as on:
        await vouched(on)
        on.app.deck_screen.deck.panes[0].window.go_to(by("eve", 9).key)
        await on.press("T")
        first = on.rows()
        await on.press("enter")
        second = on.rows()
        await on.press("enter")
        third = on.rows()
        await on.press("escape", "escape", "escape")

        assert first[1].endswith("@eve@social.example")
        assert "(itself vouched by @ana@social.example)" in " ".join(" ".join(first[2:4]).split())
        assert second[1].startswith(" ◇ Bob")
        assert third[1].startswith(" ★ Ana")
        assert "trust › trust › trust" in third[0]
        assert on.rows()[1].startswith("▸ 1 #capcomnet")


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


async def test_of_those_who_passed_a_post_on_the_most_trusted_is_named_in_the_pane_and_first_in_its_view() -> None:
    async with desk("#capcomnet") as on:
        one = by("zoe", 1, "zoe's")
        on.hear(by("ana", 0), one)
        for user in ("eve", "ana", "bob"):
            on.watch.admit(boost(one, user))
        await on.look()
        before = "\n".join(on.rows())
        await trust(on, "ana")
        after = on.rows()[on.row_of("zoe's") + 1]
        await on.press("j", "enter")

        assert "★ Ana" not in before
        assert after.strip() == "↻3 ★ Ana"
        assert any("↻3 boosts (★ Ana, Bob and 1)" in row for row in on.rows())


async def test_the_form_for_other_programs_says_the_standing() -> None:
    async with desk("#capcomnet", size=(80, 60)) as on:
        on.hear(by("bob", 1))
        await trust(on, "bob")
        await on.press("j", "enter", "R")

        assert any('"level": "trusted"' in row for row in on.rows())


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_the_view_of_a_trust_shows_all_that_counts_without_scrolling(size: tuple[int, int]) -> None:
    async with desk("#capcomnet", size=size) as on:
        await vouched(on)
        on.pane.window.go_to(by("bob", 4).key)
        await on.press("T")
        rows = on.rows()

        assert not any("more" in row for row in rows)
        assert [row for row in rows if "reputation" in row]
        assert all(len(row) <= size[0] for row in rows)
        assert "…" not in "".join(rows)


async def test_u_in_the_view_of_a_trust_takes_back_only_what_was_done_there() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1))
        await on.look()
        await on.press("A", "j", "T", "u")
        nothing = on.rows()[-1]
        await on.press("m", "u")

        assert nothing == " Nothing was done here that can be undone."
        assert on.rows()[-1] == " Undone: muted @bob@social.example"
        assert level_of(on, "bob") is Level.UNKNOWN
        assert on.pane.timeline.unseen == set()

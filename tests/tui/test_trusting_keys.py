"""`t` and `T`: how far one trusts somebody, and why; it holds at once, in every pane."""

import pytest

from hashtui.config.trusted import LEVELS, Account, Trusted
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Boost
from hashtui.reading.standing import Level
from hashtui.tui.judging import Judging
from tests.posts import SOURCE, author
from tests.tui.desks import OnDesk, desk
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


async def vouched(on: OnDesk) -> None:
    """Ana, who is trusted, passes three posts of bob's on, and bob one of eve's."""
    bobs, eves = [by("bob", number, f"bob's {number}") for number in range(1, 5)], by("eve", 9, "eve's")
    on.hear(by("ana", 0), *bobs, eves)
    for one in bobs[:3]:
        on.watch.admit(boost(one, "ana"))
    on.watch.admit(boost(eves, "bob"))
    await trust(on, "ana", LEVELS["sure"])


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


async def test_what_is_said_elsewhere_is_in_force_at_the_next_look_and_not_written_again() -> None:
    async with desk("#capcomnet", "#paris20") as on:
        on.hear(by("bob", 1, "hello"))
        await on.look()
        on.kept.elsewhere.append(Trusted().with_level(author("bob"), LEVELS["sure"]))
        on.app.deck_screen.reread()
        await on.look()

        assert level_of(on, "bob") is Level.TRUSTED
        assert "★" in on.rows()[4]
        assert on.rows()[-1] == " trust.toml was changed elsewhere: that is in force."
        assert on.kept.trusted == []


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


@pytest.mark.parametrize("way", [("enter",), ("enter", "A"), ("T",)])
async def test_escape_leaves_the_question_and_not_the_view_it_is_asked_in(way: tuple[str, ...]) -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1))
        await on.look()
        await on.press("j", *way)
        view = on.app.screen
        await on.press("t", "escape")
        said = on.rows()
        await on.press("t", "down")

        assert on.app.screen is view
        assert "Nothing was changed." in said[-1]
        assert CHOICES not in "\n".join(on.rows())
        assert on.kept.trusted == []

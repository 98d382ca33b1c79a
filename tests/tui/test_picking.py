"""`p`: picking posts on the deck, in a post, in lists of posts; what becomes of panes and of picks meanwhile."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.anthology.picks import Picks
from hashtui.archive.opening import in_memory
from hashtui.clock import HandClock
from hashtui.config.config import Density, Look
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from hashtui.tui.glyphs import ASCII
from hashtui.tui.picking import Picking
from tests.anthology.picking import LATER, key, picked, picks, told
from tests.posts import NOON, admitted, author, post, rewritten
from tests.tui.desks import desk, rules


async def test_p_picks_the_selected_post_marks_it_and_writes_it_down() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("j", "p")

        assert "¶ 12:02" in on.rows()[on.row_of("▌ ")]
        assert on.rows()[-1] == " Picked @ana@social.example, 1 pick · u undoes"
        assert told(on.kept_picks.picks[-1]) == "2"
        assert on.kept_picks.picks[-1].picks[0].picked_at == on.clock.now()


async def test_p_again_and_u_take_it_back_with_all_that_was_said_of_it() -> None:
    said = Picks((replace(picked(post(2)), caption=clean_text("Look")),))
    async with desk("#capcomnet", posts=3, picks=said) as on:
        await on.press("j", "p")
        gone = on.kept_picks.picks[-1]
        await on.press("u")

        assert len(gone) == 0
        assert on.kept_picks.picks[-1] == said
        assert on.rows()[-1] == " Picked again: @ana@social.example"


async def test_with_nothing_selected_the_newest_is_held_and_picked() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("p")

        assert told(on.kept_picks.picks[-1]) == "2"
        assert "▌" in on.rows()[on.row_of("¶ 12:02")]


@pytest.mark.parametrize("density", list(Density))
async def test_the_mark_is_a_shape_in_every_density(density: Density) -> None:
    async with desk("#capcomnet", posts=2, picks=picks(1), look=Look(density=density)) as on:
        rows = [row for row in on.rows() if "¶" in row]

        assert len(rows) == 1
        assert "12:00" in rows[0]


def test_the_mark_has_a_form_in_ascii() -> None:
    assert ASCII.picked == "P"


async def test_a_pane_a_rule_and_a_filter_about_picks_follow_at_once() -> None:
    async with desk("#capcomnet", "#capcomnet is:picked", posts=3, rules=rules(hide={"done": "is:picked"})) as on:
        first, second = on.panes
        assert (len(first.timeline), len(second.timeline)) == (3, 0)
        await on.press("j", "p")

        assert (len(first.timeline), first.timeline.why_hidden(key(2))) == (2, "done")
        assert second.timeline.why_hidden(key(2)) == "done"
        await on.press("u", "2", "/", *"is:picked", "enter", "1", "p")
        assert len(second.timeline) == 0

    async with desk("#capcomnet", "#capcomnet is:picked", posts=3) as on:
        await on.press("j", "/", *"-is:picked", "enter", "p")
        assert (len(on.panes[0].timeline), len(on.panes[1].timeline)) == (2, 1)


async def test_p_works_in_the_view_of_a_post_with_undo_and_a_mark() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("j", "enter", "p")
        rows = on.rows()
        await on.press("u")

        assert "¶ 12:02" in rows[on.row_of("12:02")]
        assert " Picked @ana@social.example, 1 pick · u undoes" in rows
        assert len(on.kept_picks.picks[-1]) == 0
        assert not any("¶" in row for row in on.rows())


async def test_p_works_in_a_summary_and_in_the_posts_behind_a_line_of_it() -> None:
    async with desk("#capcomnet", posts=30) as on:
        await on.press("s")
        await on.press("enter", "j", "p")
        rows = on.rows()
        await on.press("u")

        assert sum("¶" in row for row in rows) == 1
        assert any("Picked @ana@social.example, 1 pick · u undoes" in row for row in rows)
        assert len(on.kept_picks.picks[-1]) == 0
        await on.press("u", "escape", "p")
        assert any("30 posts stand behind this: Enter shows them." in row for row in on.rows())


async def test_a_picked_post_is_marked_where_a_summary_and_a_catch_up_tell_of_it() -> None:
    async with desk("#capcomnet", posts=30, picks=picks(30), size=(120, 35)) as on:
        await on.press("s")
        assert any("¶ Post number" in row for row in on.rows())
        await on.press("escape", "c")
        assert any("¶ Post number" in row for row in on.rows())


async def test_a_deleted_post_cannot_be_picked_but_can_be_taken_out() -> None:
    async with desk("#capcomnet", posts=2, picks=picks(1)) as on:
        on.lose(post(1))
        on.lose(post(0))
        await on.press("j", "p")
        refused = on.rows()[-1]
        await on.press("j", "p")

        assert refused == " Its author deleted it: it cannot be picked."
        assert len(on.kept_picks.picks[-1]) == 0


async def test_what_became_of_a_pick_is_told_and_written_down_at_the_next_look() -> None:
    async with desk("#capcomnet", posts=2, picks=picks(2)) as on:
        on.hear(rewritten(post(0), "Other words"))
        assert on.kept_picks.picks == []
        on.app.deck_screen.reread()
        await on.look()
        assert on.rows()[-1] == " @ana@social.example edited a post you picked · P shows it."
        on.lose(post(1))
        on.app.deck_screen.reread()
        await on.look()

        said = " ".join(row.strip() for row in on.rows()[-2:])
        assert said == "@ana@social.example deleted a post you picked: kept out of exports · P shows it."
        latest = on.kept_picks.picks[-1]
        assert [pick.latest.body.text for pick in latest] == ["Other words", "Post number 1"]
        assert [pick.is_exported for pick in latest] == [True, False]


async def test_what_another_hashtui_picks_is_in_force_on_the_screen() -> None:
    async with desk("#capcomnet", "#capcomnet is:picked", posts=2) as on:
        on.kept_picks.elsewhere.append(picks(1))
        on.app.deck_screen.reread()
        await on.look()

        assert len(on.panes[1].timeline) == 1
        assert sum("¶" in row for row in on.rows()) >= 1
        assert on.rows()[-1] == " picks.toml was changed elsewhere; the change is in force here."


async def test_undoing_leaves_what_others_did_meanwhile() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("j", "p")
        on.kept_picks.elsewhere.append(picks({2: "", 0: "theirs"}))
        on.app.deck_screen.reread()
        await on.press("u")

        assert told(on.kept_picks.picks[-1]) == "0theirs"


async def test_what_cannot_be_written_is_said_and_in_force_all_the_same() -> None:
    async with desk("#capcomnet", posts=1) as on:
        on.kept_picks.trouble = "picks.toml cannot be written (disk full): kept for this session only"
        await on.press("j", "p")

        assert "cannot be written (disk full)" in " ".join(on.rows())
        assert any("¶" in row for row in on.rows())


async def test_what_turns_out_later_not_to_be_written_is_said_then() -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.press("j", "p")
        on.kept_picks.late.append("picks.toml cannot be written (disk full): kept for this session only")
        on.app.deck_screen.reread()
        await on.look()

        assert on.app.deck_screen.last_notice.startswith("picks.toml cannot be written (disk full)")


def _never(words: str, back: Callable[[], None], *, said: str, undone: str) -> None:
    """Nothing is done in this test."""


def test_a_post_that_nobody_picked_costs_a_look_into_a_set_and_changes_nothing() -> None:
    nobody = Picking(picks(1), lambda _: "", lambda: None, lambda: LATER, changed=print, can_undo=_never)

    nobody.take(admitted(post(5)))
    nobody.take(admitted(post(0), Change.AGAIN))

    assert (nobody.revision, nobody.news, nobody.picks) == (0, [], picks(1))
    assert not nobody.settle()


def test_who_was_forgotten_meanwhile_is_picked_neither_by_the_key_nor_by_undoing() -> None:
    done: list[Callable[[], None]] = []
    out = NOBODY
    picking = Picking(
        picks(2),
        lambda _: "",
        lambda: None,
        lambda: LATER,
        changed=lambda _: None,
        can_undo=lambda words, back, *, said, undone: done.append(back),
        kept_out=lambda: out,
    )

    picking.act("removed", picking.picks.without([key(0)]))
    out = KeptOut(frozenset({post(0).author.key}))
    renamed = replace(post(7), author=replace(post(7).author, handle=clean_line("@since@social.example")))
    said = picking.toggle(Entry.first(admitted(renamed)))
    done[0]()

    assert said == "You asked to forget @since@social.example: their posts cannot be picked."
    assert (picking.picks, len(done)) == (Picks(), 1)


def test_nothing_of_who_was_forgotten_stays_picked_and_that_is_written_down() -> None:
    out, kept = NOBODY, list[Picks]()
    passed_on = replace(post(1), author=author("ben"), boosted_by=post(0).author)

    def keep(now: Picks) -> str:
        kept.append(now)
        return ""

    picking = Picking(
        Picks((picked(post(0)), picked(passed_on))),
        keep,
        lambda: None,
        lambda: LATER,
        changed=lambda _: None,
        can_undo=lambda words, back, *, said, undone: None,
        kept_out=lambda: out,
    )

    picking.settle()
    before = list(kept)
    out = KeptOut(frozenset({"@ana@social.example"}))
    picking.settle()
    picking.settle()
    picking.toggle(Entry.first(admitted(replace(passed_on, key=post(2).key))))

    assert before == []
    assert [(told(one), [pick.post.boosted_by for pick in one]) for one in kept] == [("1", [None]), ("1 2", [None] * 2)]
    assert picking.keys == {key(1), key(2)}


async def test_a_pick_of_somebody_who_is_forgotten_while_the_dashboard_runs_does_not_come_back() -> None:
    archive = in_memory(HandClock(NOON))
    async with desk("#capcomnet", posts=2, archive=archive) as on:
        await archive.flush()
        await on.press("j", "p", "p")
        archive.forget("@ana@social.example")
        await on.press("u")  # within the second in which the dashboard does not know it yet
        for _ in range(100):
            on.app.deck_screen.reread()
            await on.look()
            if on.watch.kept_out.names:
                break
        on.app.deck_screen.reread()
        await on.press("u", "u")

        assert [told(one) for one in on.kept_picks.picks][:4] == ["1", "", "1", ""]
        assert {told(one) for one in on.kept_picks.picks[3:]} == {""}
    archive.close()


@given(
    st.lists(st.sampled_from(("a", "b", "c", "")), min_size=1, max_size=7),
    st.integers(0, 6),
    st.sampled_from(("move", "step", "chapter", "divide", "drop", "caption")),
    st.integers(-1, 7),
)
def test_whatever_was_done_is_as_before_once_it_is_undone(
    chapters: list[str], number: int, act: str, amount: int
) -> None:
    before = picks(dict(enumerate(chapters)))
    one = key(number % len(chapters))
    acts = {
        "move": before.moved(one, amount),
        "step": before.stepped(one, 1 if amount > 2 else -1),
        "chapter": before.with_chapter(one, ("a", "b", "new", "")[amount % 4]),
        "divide": before.divided(one, ("a", "b", "new", "")[amount % 4]),
        "drop": before.without([one]),
        "caption": before.with_caption(one, "x"),
    }
    done: list[Callable[[], None]] = []
    picking = Picking(
        before,
        lambda _: "",
        lambda: None,
        lambda: LATER,
        changed=lambda _: None,
        can_undo=lambda words, back, *, said, undone: done.append(back),
    )

    picking.act("done", acts[act])
    for back in done:
        back()

    assert picking.picks == before
    assert picking.keys == before.keys

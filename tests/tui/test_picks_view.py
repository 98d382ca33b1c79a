"""`P`: picks in order and in chapters, what was said of them, and what became of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.anthology.picks import Picks
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import IfDeleted, Permission, Pick
from hashtui.post.post import Media, MediaKind
from hashtui.tui.picks_view import PicksView
from tests.anthology.picking import key, picked, picks, told
from tests.posts import NOON, post, rewritten
from tests.tui.desks import OnDesk, desk


def now(on: OnDesk) -> Picks:
    return on.kept_picks.picks[-1]


def tail(on: OnDesk) -> str:
    """What the foot says, in one line."""
    rows = on.rows()
    return " ".join(row.strip() for row in rows[rows.index("─" * on.app.size.width, 3) + 1 :])


async def test_numbers_of_many_picks_are_written_alike() -> None:
    async with desk("#capcomnet", posts=1, picks=picks(1_200)) as on:
        await on.press("P")

        assert on.rows()[1] == "   1 200 picks · 1 200 not asked"


async def test_it_shows_chapters_posts_and_what_was_said_of_them() -> None:
    said = replace(
        picked(post(1), "Noon"), caption=clean_text("Look"), note=clean_text("ask her"), permission=Permission.GRANTED
    )
    async with desk("#capcomnet", posts=3, picks=Picks((picked(post(0)), said))) as on:
        await on.press("P")
        rows = on.rows()

        assert rows[0].startswith(" hashtui › picks")
        assert "1 of 2   ● live   13:00" in rows[0]
        assert rows[1] == "   2 picks in 1 chapter · 1 not asked, 1 granted"
        assert rows[3].startswith(" ▌ 1  12:00   Ana P.  @ana@social.example")
        assert rows[3].endswith("◌ not asked")
        assert rows[4:7] == [" ▌    Post number 0", "", " Noon"]
        assert rows[7].endswith("● granted")
        assert rows[8:11] == ["      Post number 1", "      caption  Look", "      note     ask her"]


async def test_an_empty_one_says_why_and_which_keys_help() -> None:
    async with desk("#capcomnet", posts=1) as on:
        await on.press("P")
        words = " ".join(" ".join(on.rows()).split())

        assert "Nothing is picked yet. p on a post picks it" in words
        assert "P comes back here" in words
        assert "They are kept in ~/.local/share/hashtui/picks.toml" in words
        for one in ("J", "a", "e", "n", "r", "d", "x", "enter", "o", "y", "Y"):
            await on.press(one)
            assert "Nothing is picked yet." in on.rows()[-1]


async def test_what_turns_out_later_not_to_be_written_is_said_over_the_deck_too() -> None:
    async with desk("#capcomnet", posts=1, picks=picks(2)) as on:
        await on.press("P", "x")
        on.kept_picks.late.append("picks.toml cannot be written (disk full)")
        on.app.deck_screen.reread()
        view = on.app.screen
        assert isinstance(view, PicksView)
        view.look()
        await on.look()

        assert "picks.toml cannot be written (disk full)." in tail(on)
        await on.press("u")
        view.look()
        await on.look()
        assert "Picked again" in tail(on), "it is said once"


async def test_a_pick_that_comes_back_is_the_one_selected_and_said_to_be_picked_again() -> None:
    async with desk("#capcomnet", posts=3, picks=picks(3)) as on:
        await on.press("P", "j", "x")
        assert "Post number 2" in on.rows()[on.row_of("▌") + 1]
        await on.press("u")

        assert "Picked again: @ana@social.example" in tail(on)
        assert "Post number 1" in on.rows()[on.row_of("▌") + 1]
        assert told(now(on)) == "0 1 2"


async def test_a_pick_is_moved_over_borders_and_back_and_stays_selected() -> None:
    async with desk("#capcomnet", posts=3, picks=picks({0: "", 1: "Noon", 2: "Noon"})) as on:
        await on.press("P", "J")
        assert "Moved to 3 of 3 · u undoes" in tail(on)
        assert told(now(on)) == "1Noon 2Noon 0"
        await on.press("K")
        assert told(now(on)) == "0 1Noon 2Noon"
        await on.press("j", "j", "K")
        assert "Moved to 2 of 3 · u undoes" in tail(on)
        assert "▌ 2" in on.rows()[on.row_of("▌")]
        await on.press("u")
        assert told(now(on)) == "0 1Noon 2Noon"
        await on.press("g", "K")
        assert "This is the first pick." in tail(on)


async def test_a_chapter_begins_at_a_pick_is_renamed_and_taken_away() -> None:
    async with desk("#capcomnet", posts=3, picks=picks(3)) as on:
        await on.press("P", "j", "a", *"Noon", "enter")
        assert "A chapter of 2 picks: “Noon” · u undoes" in tail(on)
        assert told(now(on)) == "0 1Noon 2Noon"
        await on.press("a", "backspace", "backspace", "enter")
        assert told(now(on)) == "0 1No 2No"
        await on.press("g", "a", *"No", "enter")
        assert told(now(on)) == "1No 2No 0No"
        await on.press("u", "j", "a", *["backspace"] * 2, "enter")
        assert "The chapter is taken away" in tail(on)
        assert told(now(on)) == "0 1 2"


async def test_caption_and_note_are_typed_in_a_field_that_hears_every_key() -> None:
    async with desk("#capcomnet", posts=1, picks=picks(1)) as on:
        await on.press("P", "e", *"xjp u", "enter", "n", *"q", "enter")
        assert (now(on).picks[0].caption, now(on).picks[0].note) == ("xjp u", "q")
        await on.press("e", *"!", "escape")
        assert now(on).picks[0].caption == "xjp u"
        await on.press("u", "u")
        assert (now(on).picks[0].caption, now(on).picks[0].note) == (None, None)


async def test_what_is_typed_without_a_pause_goes_where_it_belongs() -> None:
    async with desk("#capcomnet", posts=2, picks=picks(2)) as on:
        await on.press("P")
        await on.pilot.press("e", *"one", "enter", "j", "n", *"two", "enter", "r")
        await on.look()

        assert (now(on).picks[0].caption, now(on).picks[1].note) == ("one", "two")
        assert now(on).picks[1].permission is Permission.ASKED


async def test_the_permission_goes_round_and_the_request_is_shown_and_copied() -> None:
    async with desk("#capcomnet", posts=1, picks=picks(1)) as on:
        await on.press("P", "r")
        words = " ".join(" ".join(row.strip(" ▌") for row in on.rows()).split())
        assert "request Hello @ana@social.example, I am making an anthology" in words
        assert "Permission: asked · u undoes · Copied by the terminal: the request to its author" in tail(on)
        assert on.app.clipboard.startswith("Hello @ana@social.example")
        assert now(on).picks[0].asked_at == on.clock.now()
        await on.press("y")
        assert "Hello @ana@social.example" in tail(on)

        seen = [now(on).picks[0].permission]
        for _ in range(3):
            await on.press("r")
            seen.append(now(on).picks[0].permission)
        assert seen == [Permission.ASKED, Permission.GRANTED, Permission.REFUSED, Permission.NOT_ASKED]
        await on.press("y")
        assert on.app.clipboard == "https://social.example/@ana/0"
        await on.press("Y")
        assert on.app.clipboard == "Post number 0"


async def test_an_edit_shows_both_wordings() -> None:
    async with desk("#capcomnet", posts=1, picks=picks(1)) as on:
        await on.press("P")
        on.hear(rewritten(post(0), "Post letter 0"))
        on.app.deck_screen.reread()
        on.app.screen.look()  # type: ignore[attr-defined]  # as it does once a second
        await on.look()

        assert " ▌    edited at 12:03 since you picked it" in on.rows()
        assert " ▌    Post [-number-]{+letter+} 0" in on.rows()


@pytest.mark.parametrize(
    ("answer", "decision", "shown"),
    [
        ("k", IfDeleted.KEEP, "you keep it all the same]"),
        ("d", IfDeleted.DROP, "you dropped it]"),
        ("escape", IfDeleted.UNDECIDED, "kept out of exports · d decides]"),
        ("j", IfDeleted.UNDECIDED, "kept out of exports · d decides]"),
    ],
)
async def test_a_deleted_one_waits_for_a_decision(answer: str, decision: IfDeleted, shown: str) -> None:
    async with desk("#capcomnet", posts=1, picks=picks(1)) as on:
        on.lose(post(0))
        await on.press("P")
        assert not any("Post number 0" in row for row in on.rows())
        assert on.rows()[1].endswith("1 kept out of exports")
        await on.press("d")
        assert "@ana@social.example deleted it: k keep it, d drop it, Esc later" in tail(on)
        await on.press(answer)

        assert any(row.endswith(shown) for row in on.rows())
        assert on.app.deck_screen.picking.picks.picks[0].if_deleted is decision
        assert any("Post number 0" in row for row in on.rows()) == (decision is IfDeleted.KEEP)


async def test_a_pick_is_removed_with_undo_and_what_comes_into_its_place_is_selected() -> None:
    async with desk("#capcomnet", posts=3, picks=picks(3)) as on:
        await on.press("P", "j", "x")
        assert told(now(on)) == "0 2"
        assert "Post number 2" in on.rows()[on.row_of("▌") + 1]
        await on.press("u")
        assert told(now(on)) == "0 1 2"
        await on.press("G", "p")
        assert told(now(on)) == "0 1"
        await on.press("u", "u")
        assert "Nothing was done here that can be undone." in tail(on)


async def test_enter_opens_a_post_also_one_that_was_not_heard_here() -> None:
    async with desk("#capcomnet", posts=1, picks=picks({7: "", 0: ""})) as on:
        await on.press("P", "enter")
        assert "hashtui › picks › post" in on.rows()[0]
        assert any("Post number 7" in row for row in on.rows())
        await on.press("escape", "P")
        assert "▸ 1 #capcomnet" in on.rows()[1]


async def test_capital_e_exports_what_was_picked() -> None:
    async with desk("#capcomnet", posts=3, picks=picks(2)) as on:
        await on.press("P", "E")
        shown = on.rows()
        await on.press("escape")

        assert any(row.startswith("   ▌ the picks   2 posts by 1 person") for row in shown)
        assert on.rows()[0].startswith(" hashtui › picks")


async def test_what_is_picked_elsewhere_comes_in_while_it_is_open() -> None:
    async with desk("#capcomnet", posts=1, picks=picks(1)) as on:
        await on.press("P")
        on.kept_picks.elsewhere.append(picks(2).with_caption(key(0), "theirs"))
        on.app.deck_screen.reread()
        on.app.screen.look()  # type: ignore[attr-defined]  # as it does once a second
        await on.look()

        assert " ▌    caption  theirs" in on.rows()
        assert on.rows()[1].startswith("   2 picks")


async def test_links_are_opened_and_words_behind_a_warning_are_not_shown() -> None:
    link = clean_line("https://link.example/a")
    with_link = replace(post(0), body=Body(clean_text("see link"), (Span(4, 8, Role.LINK, link),)))
    warned = replace(post(1, "A secret"), content_warning=clean_text("spoiler"))
    picture = replace(post(2), media=(Media(MediaKind.IMAGE, link, clean_text("A cat")),))
    some = Picks((picked(with_link), picked(warned), picked(picture)))
    async with desk("#capcomnet", picks=some, size=(120, 35)) as on:
        await on.press("P", "1")
        assert "https://link.example/a" in tail(on)
        await on.press("2")
        assert "There is no link [2] in this post." in tail(on)
        words = "\n".join(on.rows())
        assert "CW spoiler" in words
        assert "A secret" not in words
        assert "1 image: A cat" in words


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 35), (200, 50)])
async def test_every_row_fits_at_every_size(size: tuple[int, int]) -> None:
    long = replace(
        picked(post(0, "word " * 80), "A chapter " * 8),
        caption=clean_text("caption " * 30),
        permission=Permission.ASKED,
        asked_at=NOON - timedelta(days=400),
        newest=rewritten(post(0), "other " * 80),
    )
    gone = Pick(post(1), NOON, deleted_at=NOON)
    async with desk("#capcomnet", picks=Picks((long, gone)), size=size) as on:
        await on.press("P", "j", "k")

        assert all(len(row) <= size[0] for row in on.rows())
        assert any("◐ asked" in row for row in on.rows())


async def test_the_key_right_behind_esc_in_a_field_is_for_the_view() -> None:
    async with desk("#capcomnet", posts=1, picks=picks(1)) as on:
        await on.press("P", "e", "alt+n")
        await on.press("m", "y")

        assert any(row.startswith(" Note: my") for row in on.rows())

"""The dashboard by the keys of filters: sifting, hiding, muting, what matters in any pane, and taking it back."""

from dataclasses import replace

import pytest
from textual.events import Key
from textual.widgets import Input

from hashtui.post.post import Post
from tests.posts import author, post
from tests.tui.desks import OnDesk, desk, rules


def by(user: str, number: int, text: str = "", *, tags: tuple[str, ...] = ("capcomnet",)) -> Post:
    """A post of that person."""
    return replace(post(number, text, tags=tags), author=author(user, user.capitalize()))


async def speak(on: OnDesk) -> None:
    """Some posts of two people come, three of them on bread."""
    on.hear(*(by("ana", number, "Fresh bread" if number < 3 else f"Post number {number}") for number in range(9)))
    on.hear(by("bob", 20, "Bob says hello"))
    await on.look()


async def test_the_pane_is_sifted_while_one_types_and_enter_keeps_the_filter() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        await on.press("slash", *"bre")
        typing = on.rows()
        await on.press(*"ad", "enter")

        assert "3 of 10" in typing[2]
        assert " / filters 1 #capcomnet " in typing[19]
        assert " 3 of 10 " in typing[19]
        assert not on.app.deck_screen.query_one(Input).cursor_blink
        assert typing[20] == " / bre"
        assert "Enter keep" in typing[23]
        assert on.rows()[2].endswith("/ bread  3 of 10")
        assert sum("Fresh bread" in row for row in on.rows()) == 3
        assert not any("Bob says" in row for row in on.rows())
        assert "Filtered by bread · u undoes" in on.rows()[23]


async def test_escape_takes_the_filter_back_to_what_it_was() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        before = on.rows()
        await on.press("slash", *"bread", "escape")

        assert on.rows() == before
        assert on.pane.live is None


async def test_a_mistake_is_shown_under_its_place_and_keeps_the_last_good_filter() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        await on.press("slash", *"bread (", "enter")
        open_bracket = on.rows()
        await on.press("backspace", *"lagn:fr")
        unknown = on.rows()

        assert open_bracket[20] == " / bread ("
        assert open_bracket[21].startswith("         ^  ")
        assert "3 of 10" in open_bracket[2]
        assert on.app.deck_screen.filter_bar.is_open
        assert unknown[21].startswith("         ^^^^^")
        assert "did you mean `lang:`" in " ".join(unknown[21:23])


async def test_of_what_is_typed_fast_the_last_that_is_right_holds() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        await on.press("slash")
        for key in "bread (":
            on.app.post_message(Key({"(": "left_parenthesis", " ": "space"}.get(key, key), key))
        await on.look()

        assert str(on.pane.live) == "bread"
        assert on.app.deck_screen.query_one("Input").value == "bread ("  # type: ignore[attr-defined]


async def test_tab_completes_in_the_field_and_letters_are_no_keys_of_panes() -> None:
    async with desk("#capcomnet", "#b") as on:
        await speak(on)
        await on.press("slash", *"x q from:bo", "tab")

        assert on.app.deck_screen.query_one("Input").value == "x q from:bob@social.example"  # type: ignore[attr-defined]
        assert len(on.panes) == 2


async def test_what_is_typed_right_behind_the_key_goes_into_the_field() -> None:
    async with desk("#capcomnet", "#b") as on:
        await speak(on)
        for key in "2/xq1":
            on.app.post_message(Key({"/": "slash"}.get(key, key), key))
        await on.look()

        assert on.app.deck_screen.query_one("Input").value == "xq1"  # type: ignore[attr-defined]
        assert [pane.number for pane in on.panes] == [1, 2]
        assert on.pane.number == 2


async def test_what_is_typed_right_behind_the_key_that_opens_the_picker_goes_into_its_field() -> None:
    async with desk("#capcomnet", "#b") as on:
        for key in "aparis20":
            on.app.post_message(Key(key, key))
        on.app.post_message(Key("enter", None))
        await on.look()
        await on.look()

        assert [str(pane.filter) for pane in on.panes] == ["#capcomnet", "#b", "#paris20"]


async def test_the_filter_in_force_is_edited_and_an_empty_field_takes_it_off() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        await on.press("slash", *"bread", "enter")
        await on.press("slash", *"-from:@ana@*", "enter")
        edited = str(on.pane.live)
        await on.press("slash", "ctrl+u", "enter")
        taken_off = on.rows()[-1]
        await on.press("u")

        assert edited == "bread -from:@ana@*"
        assert "Filter taken off: bread -from:@ana@* · u undoes" in taken_off
        assert str(on.pane.live) == edited


async def test_a_filter_that_leaves_nothing_says_so_and_escape_takes_it_off() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        await on.press("slash", *"nowhere", "enter")
        empty = on.rows()
        await on.press("escape")

        assert "The 10 posts here do not pass the filter." in empty[5]
        assert "  Esc  takes it off" in " ".join(empty)
        assert on.pane.live is None


async def test_escape_leaves_filter_then_zoom_then_hold() -> None:
    async with desk("#capcomnet", "#b") as on:
        await speak(on)
        await on.press("z", "j", "slash", *"bread", "enter")
        states = []
        for _ in range(3):
            await on.press("escape")
            states.append((on.pane.live is None, on.app.deck_screen.deck.zoomed, on.pane.window.following))

        assert states == [(True, True, False), (True, False, False), (True, False, True)]


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (200, 50)])
async def test_the_pane_gives_up_rows_at_the_bottom_and_nothing_jumps(size: tuple[int, int]) -> None:
    async with desk("#capcomnet", posts=40, size=size) as on:
        await on.press("j", "j")
        before = on.rows()
        await on.press("slash")
        rows = on.rows()
        taken = 4 if size[1] >= 15 else 2
        await on.press("escape")

        assert rows[1 : size[1] - taken - 1] == before[1 : size[1] - taken - 1]
        assert rows[-taken - 1 + (1 if taken == 4 else 0)].startswith(" /")
        assert on.rows() == before


async def test_a_click_into_a_pane_leaves_the_field_with_its_filter() -> None:
    async with desk("#capcomnet", "#b") as on:
        await speak(on)
        await on.press("slash", *"bread")
        await on.pilot.click(offset=(60, 10))
        await on.press("j")

        assert not on.app.deck_screen.filter_bar.is_open
        assert str(on.panes[0].live) == "bread"
        assert on.pane.number == 2


async def test_hidden_posts_are_counted_and_shown_dimmed_with_the_rule_on_request() -> None:
    async with desk("#capcomnet", rules=rules(hide={"robots": "from:@bob@*"})) as on:
        await speak(on)
        counted = on.rows()[2]
        await on.press("H")
        shown = on.rows()
        await on.press("H")

        assert counted.endswith(" 1 hidden")
        assert shown[2].endswith("1 shown dimmed · H")
        assert "hidden by “robots” · Bob says hello" in " ".join(shown)
        assert "×" in shown[4]
        assert not any("Bob says" in row for row in on.rows())


async def test_h_has_nothing_to_show_where_nothing_is_hidden() -> None:
    async with desk("#capcomnet") as on:
        await on.press("H")

        assert "Nothing is hidden in this pane." in on.rows()[-1]


async def test_muting_hides_the_author_in_all_panes_is_kept_and_can_be_undone() -> None:
    async with desk("#capcomnet", "#b") as on:
        on.hear(by("bob", 1, tags=("capcomnet", "b")), by("ana", 2, tags=("capcomnet", "b")))
        await on.look()
        await on.press("j", "j", "m")
        muted = [len(pane.timeline) for pane in on.panes]
        said = on.rows()[-1]
        kept = on.kept.trusted[-1].given_of(author("bob")).muted
        await on.press("u")

        assert "Muted @bob@social.example · u undoes" in said
        assert (muted, kept) == ([1, 1], True)
        assert [len(pane.timeline) for pane in on.panes] == [2, 2]
        assert not on.kept.trusted[-1].given_of(author("bob")).muted


async def test_m_on_a_muted_post_that_is_shown_takes_the_mute_away() -> None:
    async with desk("#capcomnet") as on:
        on.hear(by("bob", 1), by("ana", 2))
        await on.look()
        await on.press("j", "j", "m", "H", "j", "m")

        assert "No longer muted: @bob@social.example" in on.rows()[-1]
        assert on.pane.timeline.hidden == 0


async def test_while_following_m_only_selects_the_newest_and_says_whom_it_would_mute() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        await on.press("m")
        said, hidden = on.rows()[-1], on.pane.timeline.hidden
        await on.press("m")

        assert "m again mutes @bob@social.example." in said
        assert (hidden, on.pane.timeline.hidden) == (0, 1)


async def test_a_mute_that_cannot_be_written_down_holds_for_this_session_and_says_so() -> None:
    async with desk("#capcomnet") as on:
        await speak(on)
        on.kept.trouble = "trust.toml cannot be written (read-only): kept for this session only"
        await on.press("j", "m")

        assert on.pane.timeline.hidden == 1
        assert "cannot be written" in " ".join(on.rows()[-2:])


IMPORTANT = rules(alert={"fire": "fire"}, highlight={"organisers": "from:@org@*"})


async def test_n_for_what_matters_goes_to_alerts_before_highlights_the_oldest_first_in_any_pane() -> None:
    async with desk("#a", "#b", "#c", rules=IMPORTANT) as on:
        on.hear(by("org", 1, "first", tags=("a",)), by("org", 2, "second", tags=("c",)))
        on.hear(by("ana", 3, "fire!", tags=("b",)), by("ana", 4, "nothing", tags=("a",)))
        await on.look()
        visited = []
        for _ in range(3):
            await on.press("N")
            entry = on.pane.selected_entry()
            visited.append((on.pane.number, entry.post.body.text if entry else "", on.rows()[-1].strip()))
        await on.press("N")

        assert visited == [
            (2, "fire!", "In 2 #b · fire"),
            (1, "first", "In 1 #a · organisers"),
            (3, "second", "In 3 #c · organisers"),
        ]
        assert "Nothing that matters is left unseen." in on.rows()[-1]


async def test_backspace_goes_back_across_panes() -> None:
    async with desk("#a", "#b", "#c", rules=IMPORTANT) as on:
        on.hear(by("org", 1, tags=("a",)), by("org", 2, tags=("c",)), by("ana", 3, tags=("a",)))
        await on.look()
        await on.press("2", "N", "N")
        there = on.pane.number
        await on.press("backspace")
        first = on.pane.number
        await on.press("backspace")

        assert (there, first, on.pane.number) == (3, 1, 2)
        assert on.panes[2].window.following
        assert on.panes[0].window.following


async def test_what_matters_is_counted_among_what_is_new() -> None:
    async with desk("#capcomnet", "#b", "#c", posts=3, rules=IMPORTANT) as on:
        await on.press("j")
        on.hear(by("org", 70, tags=("capcomnet", "c")), by("ana", 71))
        await on.look()

        assert on.rows()[3].startswith("━━ ▲ 2 new ★1 · Space ━")
        assert "3 #c 1 new ★1" in on.rows()[0]


async def test_without_rules_n_says_what_makes_a_post_matter() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("N")

        assert "highlight and alert, under [rules]" in " ".join(on.rows()[-2:])


async def test_several_steps_are_undone_the_last_first_each_with_its_name() -> None:
    async with desk("#capcomnet", "#b", posts=5) as on:
        await on.press("A", "slash", *"number", "enter", "j", "m")
        said = []
        for _ in range(4):
            await on.press("u")
            said.append(on.rows()[-1].strip())

        assert said == [
            "Undone: muted @ana@social.example",
            "Undone: filtered by number",
            "Undone: 5 posts marked as seen",
            "Nothing to undo.",
        ]
        assert len(on.pane.timeline.unseen) >= 4


async def test_a_pane_of_several_tags_says_which_and_others_where_else_a_post_stands() -> None:
    async with desk("#a", "#b", "#a | #b", size=(120, 24)) as on:
        on.hear(post(1, "in both", tags=("a", "b")), post(2, "in one", tags=("b",)))
        await on.look()
        rows = "\n".join(on.rows())

        assert "also in 1" in rows
        assert rows.count("#b") >= 2


async def test_the_filter_moves_with_an_edited_pane() -> None:
    async with desk("#capcomnet", "#b") as on:
        await speak(on)
        await on.press("slash", *"bread", "enter", "e", "end", *" -#spam", "enter")

        assert [str(pane.filter) for pane in on.panes] == ["#capcomnet -#spam", "#b"]
        assert "/ bread  3 of 10" in on.rows()[2]


async def test_a_filter_is_undone_in_the_pane_that_was_closed_or_changed_and_brought_back_since() -> None:
    async with desk("#capcomnet", "#b") as on:
        await speak(on)
        await on.press("slash", *"bread", "enter", "x", "u")
        brought_back = on.rows()[2]
        await on.press("e", "end", *" -#spam", "enter", "u", "u")

        assert "/ bread" in brought_back
        assert [str(pane.filter) for pane in on.panes] == ["#capcomnet", "#b"]
        assert "Undone: filtered by bread" in on.rows()[-1]
        assert on.panes[0].live is None
        assert "/ bread" not in on.rows()[2]


async def test_an_edit_is_undone_though_its_pane_was_closed_and_brought_back_since() -> None:
    async with desk("#capcomnet", "#b") as on:
        await on.press("e", "end", *" -#spam", "enter", "x", "u", "u")

        assert [str(pane.filter) for pane in on.panes] == ["#capcomnet", "#b"]


async def test_posts_are_unseen_again_in_the_pane_that_was_closed_and_brought_back_since() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("A")
        seen = len(on.pane.timeline.unseen)
        await on.press("x", "u", "u")

        assert (seen, len(on.pane.timeline.unseen)) == (0, 3)


async def test_a_pane_that_asks_for_trust_shows_whom_it_asks_for_though_they_are_muted() -> None:
    async with desk("#capcomnet", "#capcomnet trust:muted", size=(120, 24), posts=3) as on:
        await on.press("g", "m")

        assert [len(pane.timeline) for pane in on.panes] == [0, 3]


async def test_what_a_source_held_at_the_start_is_not_announced() -> None:
    async with desk("#capcomnet", rules=IMPORTANT) as on:
        held = by("ana", 1, "fire held at the start")
        on.hear(held, held=True)
        on.hear(by("ana", 2, "fire now"))
        await on.look()
        alerted = on.app.deck_screen.judging.alerted

        assert held.key not in alerted
        assert by("ana", 2).key in alerted


async def test_panes_share_what_is_known_of_a_post() -> None:
    async with desk("#capcomnet", "#capcomnet -#spam") as on:
        on.hear(post(1))

        first, second = (pane.timeline.entry(post(1).key) for pane in on.panes)

        assert first is not None
        assert first is second

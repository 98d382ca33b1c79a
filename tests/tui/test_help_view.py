"""The help: all and only the actions, with the keys in force."""

import pytest

from hashtui.config.actions import ACTIONS, Scope
from hashtui.filter import TERMS
from hashtui.tui.glyphs import ASCII, UNICODE, Glyphs
from hashtui.tui.help_view import HelpView, help_lines
from hashtui.tui.typeset import line_width
from tests.tui.hosted import KEYS, SIZES, Hosted, press, rows_of


def told(width: int, keys: dict[str, tuple[str, ...]] | None = None) -> str:
    lines = help_lines(KEYS if keys is None else keys, UNICODE, width)
    return "\n".join("".join(run.text for run in line) for line in lines)


def test_every_action_is_there_in_its_own_words_those_of_a_replay_in_a_replay() -> None:
    words = told(1200)
    in_a_replay = "\n".join(
        "".join(run.text for run in line) for line in help_lines(KEYS, UNICODE, 1200, replayed=True)
    )

    missing = [one for one in ACTIONS if one.words not in words]
    assert {one.scope for one in missing} == {Scope.REPLAY}
    assert [one.id for one in ACTIONS if one.words not in in_a_replay] == []


def test_only_the_keys_in_force_are_named() -> None:
    keys = {**KEYS, "browser": ("O",), "copy_link": ()}

    lines = told(400, keys).split("\n")

    assert any("   O  " in line and "open the post in the browser" in line for line in lines)
    assert not any("copy the post's link" in line for line in lines)


def test_every_term_of_the_filter_is_there_with_its_meaning() -> None:
    words = told(1200)

    assert [kind.form for kind in TERMS.values() if kind.form not in words or kind.meaning not in words] == []


def test_no_term_is_shortened_where_the_screen_is_narrow() -> None:
    words = told(40)

    assert [kind.form for kind in TERMS.values() if kind.form not in words] == []


def test_the_shapes_are_explained() -> None:
    words = told(80)

    for shape, word in (("●", "live"), ("◐", "polling"), ("◌", "no network"), ("✕", "refused")):
        assert any(shape in line and word in line for line in words.split("\n"))


@pytest.mark.parametrize("width", [36, 40, 80, 120, 200])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_no_line_is_wider_than_the_screen(width: int, glyphs: Glyphs) -> None:
    assert max(line_width(line) for line in help_lines(KEYS, glyphs, width)) <= width


@pytest.mark.parametrize(("size", "key"), tuple(zip(SIZES, ("escape", "q", "?"), strict=True)))
async def test_it_opens_and_closes_by_key(size: tuple[int, int], key: str) -> None:
    app = Hosted(HelpView(KEYS))

    async with app.run_test(size=size) as pilot:
        rows = rows_of(pilot)
        await press(pilot, key)

        assert rows[0].startswith(" hashtui › keys")
        assert not app.is_open


async def test_on_a_low_screen_all_of_it_can_be_reached() -> None:
    app = Hosted(HelpView(KEYS))

    async with app.run_test(size=(40, 12)) as pilot:
        assert any("↓ more" in row for row in rows_of(pilot))
        await press(pilot, "G")

        assert any("quotes." in row for row in rows_of(pilot))
        assert not any("↓ more" in row for row in rows_of(pilot))


async def test_wide_it_stands_in_two_columns_and_all_keys_and_shapes_on_one_screen() -> None:
    app = Hosted(HelpView(KEYS))

    async with app.run_test(size=(200, 50)) as pilot:
        rows = rows_of(pilot)

    assert any("pane on the left" in row and len(row) > 110 for row in rows)
    assert any("edited by its author" in row for row in rows)


async def test_in_the_demo_the_word_is_on_the_screen() -> None:
    app = Hosted(HelpView(KEYS, demo=True))

    async with app.run_test(size=(40, 12)) as pilot:
        assert " DEMO " in rows_of(pilot)[0]

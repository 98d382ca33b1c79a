"""The bars above and below the panes, at every width."""

import pytest

from hashtui.config.actions import ACTIONS
from hashtui.post.sighting import State
from hashtui.tui.bars import PaneName, SourceLamp, Useful, footer_line, top_line
from hashtui.tui.typeset import line_width

KEYS = {one.id: one.keys for one in ACTIONS}
LIVE = SourceLamp("piaille.fr", State.LIVE, "")
SILENT = SourceLamp("bluesky", State.RECONNECTING, "silent 40 s", "14:31")
AWAY = SourceLamp("mamot.fr", State.NO_NETWORK, "no route to host", "14:31")
TWO = (PaneName(1, "#capcomnet", 0, True), PaneName(2, "#paris20", 0, True))
PAGES = (*TWO, PaneName(3, "Questions", 4, False, 1))


def top(
    width: int, *, panes: tuple[PaneName, ...] = TWO, lamps: tuple[SourceLamp, ...] = (LIVE,), demo: bool = False
) -> str:
    line = top_line(width, panes=panes, lamps=lamps, clock="14:32", mark="DEMO" if demo else "")
    assert line_width(line) <= width
    return "".join(run.text for run in line)


def footer(width: int, **useful: bool | int) -> str:
    return "".join(run.text for run in footer_line(width, KEYS, Useful(**useful)))  # type: ignore[arg-type]  # by name


def test_with_room_every_source_is_named_those_in_trouble_first() -> None:
    said = top(200, lamps=(LIVE, SILENT))

    assert said.startswith(" hashtui   1 #capcomnet   2 #paris20  ")
    assert said.endswith("◌ bluesky: silent 40 s    ● piaille.fr    14:32 ")


def test_with_less_room_only_trouble_is_named_and_with_least_a_count() -> None:
    assert top(70, lamps=(LIVE, SILENT)).endswith("  ◌ bluesky: silent 40 s   14:32 ")
    assert top(60, lamps=(LIVE, SILENT)).endswith("  ◐ 1 of 2   14:32 ")


def test_a_page_names_the_panes_of_other_pages_with_what_is_new_in_them() -> None:
    assert top(80, panes=PAGES, lamps=(LIVE, LIVE, LIVE)).startswith(" hashtui   ‹1 2›  3 Questions 4 new ★1  ")


def test_the_top_bar_at_80_and_at_200_columns_is_the_one_that_was_drawn() -> None:
    named = tuple(PaneName(n, label, 0, True) for n, label in enumerate(("#capcomnet", "#paris20", "Trusted"), 1))
    fell = SourceLamp("bluesky", State.POLLING, "silent 40 s, polling", fell=True)
    well = (SourceLamp("mastodon.social", State.LIVE, ""), LIVE)

    assert top(80, panes=PAGES, lamps=(LIVE, LIVE, LIVE)) == (
        " hashtui   ‹1 2›  3 Questions 4 new ★1                      ● 3 sources   14:32 "
    )
    assert top(170, panes=named, lamps=(well[0], fell, well[1])) == (
        " hashtui   1 #capcomnet   2 #paris20   3 Trusted".ljust(90)
        + "  ◐ bluesky: silent 40 s, polling    ● mastodon.social    ● piaille.fr    14:32 "
    )


def test_a_source_that_can_only_be_polled_is_no_trouble() -> None:
    polled = SourceLamp("mastodon.social", State.POLLING, "every 30 s")

    assert top(60, lamps=(polled, LIVE)).endswith("  ● 2 sources   14:32 ")
    assert top(120, lamps=(polled, LIVE)).endswith("  ◐ mastodon.social polling    ● piaille.fr    14:32 ")


def test_without_network_the_next_attempt_is_told_where_there_is_room() -> None:
    soon = SourceLamp("mamot.fr", State.NO_NETWORK, "no route", "14:31", next_try="next try in 12 s")

    assert top(120, lamps=(soon, AWAY)).endswith("  ◌ no network since 14:31 · next try in 12 s   14:32 ")
    assert top(60, lamps=(soon, AWAY)).endswith("  ◌ no network since 14:31   14:32 ")


@pytest.mark.parametrize("width", range(8, 130))
def test_demo_and_the_state_of_the_sources_are_never_dropped_for_names(width: int) -> None:
    said = top(width, panes=PAGES, demo=True)

    assert "DEMO" in said
    assert width < 10 or "●" in said


@pytest.mark.parametrize("width", range(36, 130))
def test_no_network_is_never_dropped(width: int) -> None:
    assert "no network since 14:31" in top(width, lamps=(AWAY, AWAY))


def test_names_get_shorter_before_the_count_of_sources_goes() -> None:
    long = tuple(PaneName(n, "#accessibilite | #accessibility", 0, True) for n in (1, 2))

    assert "● 1 source" in top(60, panes=long)
    assert "1 #accessib…" in top(60, panes=long)


def test_the_footer_shows_only_keys_that_do_something() -> None:
    assert "←→ pane" in footer(120)
    assert "←→ pane" not in footer(120, panes=1)
    assert "z zoom" not in footer(120, panes=1)
    assert "Enter open" not in footer(120, posts=False)
    assert "z all panes" in footer(120, zoomed=True)


def test_help_and_quit_are_in_every_footer() -> None:
    assert footer(20).strip() == "? keys  q quit"

"""What a dashboard is started with."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.anthology.picks_file import PicksFile
from hashtui.cli.opening import Opened, opened, opened_demo, read_wishes
from hashtui.config.config import Config, Density
from hashtui.config.remembered import PanePlace
from hashtui.config.trusted import LEVELS
from hashtui.errors import ConfigError, FilterError
from hashtui.sources.demo.programme import START, ZONE
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.glyphs import UNICODE
from tests.anthology.picking import picks
from tests.posts import author

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def start(*panes: str, source: str = "jsonl:posts.jsonl") -> Opened:
    """The dashboard on that source, as the command opens it."""
    return opened(read_wishes(panes, (source,), None), glyphs=UNICODE)


def demo() -> Dashboard:
    """The dashboard of the event."""
    return opened_demo(Config(), None, (), seed=7, speed=60, glyphs=UNICODE)


def write_config(home: Path, text: str) -> None:
    """The person's configuration."""
    file = home / ".config/hashtui/config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_rules_look_and_keys_are_those_of_the_configuration(home: Path) -> None:
    write_config(home, '[rules]\nhide = [{ when = "is:bot" }]\n[look]\ndrip = 3\n[keys]\nfollow = "L"\n')

    setup = start("#a").setup

    assert [rule.name for rule in setup.rules.hide] == ["is:bot"]
    assert (setup.look.drip, setup.keys) == (3, {"follow": ("L",)})
    assert [str(pane) for pane in setup.panes] == ["#a"]


def test_whom_one_muted_is_muted_at_the_next_start(home: Path) -> None:
    setup = start("#a").setup

    told = setup.keep_trusted(setup.trusted.with_muted(author(), on=True))

    assert told == ""
    assert start("#a").setup.trusted.given_of(author()).muted
    assert (home / ".config/hashtui/trust.toml").exists()


async def _picks(setup: Dashboard, many: int) -> None:
    """So many posts are picked, and the dashboard is left at once."""
    assert setup.keep_picks(picks(many)) == ""


def test_what_one_picked_is_picked_at_the_next_start(home: Path) -> None:
    now = start("#a")

    asyncio.run(_picks(now.setup, 2))
    now.close()

    file = home / ".local/share/hashtui/picks.toml"
    assert start("#a").setup.picks == picks(2)
    assert (now.setup.picks_place, file.stat().st_mode & 0o777) == (str(file), 0o600)


def test_what_one_picks_of_a_made_up_event_is_written_nowhere(home: Path) -> None:
    PicksFile(home / ".local/share/hashtui/picks.toml").keep(picks(1), NOW)
    made_up = [demo(), start("#capcomnet", source="demo").setup]

    told = [setup.keep_picks(picks(2)) for setup in made_up]

    assert told == ["", ""]
    assert [(len(setup.picks), setup.picks_place) for setup in made_up] == [(0, ""), (0, "")]
    assert start("#a").setup.picks == picks(1)


def test_panes_and_their_places_come_back(home: Path) -> None:
    setup = start("#a", "Title = #b").setup
    place = PanePlace("Title = #b", NOW, unseen=("k",), selected="k", row=3, density=Density.LINE, extra_columns=4)

    setup.remember(setup.panes, 5, [place])

    again = start().setup
    assert [str(pane) for pane in again.panes] == ["#a", "Title = #b"]
    assert again.pane_places == {"Title = #b": place}


def test_damaged_files_are_told_before_the_screen_is_taken(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (home / ".config/hashtui/trust.toml", home / ".local/state/hashtui/session.toml"):
        file.parent.mkdir(parents=True)
        file.write_text("= damaged")

    setup = start("#a").setup

    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("was damaged" in line and ": it is now " in line for line in told)
    assert setup.trusted.accounts == {}


@pytest.mark.parametrize(
    ("text", "panes", "error"),
    [("[look]\ntheem = 3", ("#a",), ConfigError), ("", ("#a frm:b",), FilterError)],
)
def test_what_is_wrong_is_told_before_anything_starts(
    home: Path, text: str, panes: tuple[str, ...], error: type[Exception]
) -> None:
    write_config(home, text)

    with pytest.raises(error):
        read_wishes(panes, (), None)


def test_times_in_panes_and_rules_of_the_event_count_from_its_own_time(home: Path) -> None:
    write_config(home, '[rules]\nhide = [{ when = "until:1h" }]\n')

    setup = start("#capcomnet since:2h", source="demo").setup

    hidden_until = datetime.fromisoformat(str(setup.rules.hide[0].when).removeprefix("until:"))
    assert abs((hidden_until - START).total_seconds()) < 7200
    assert str(setup.panes[0]).startswith(f"#capcomnet since:{START:%Y-%m-%d}")
    assert setup.zone is ZONE
    assert setup.demo


def test_nothing_of_the_demo_is_kept(home: Path) -> None:
    setup = demo()

    setup.remember(setup.panes, 5, [])
    setup.keep_trusted(setup.trusted.with_muted(author(), on=True))

    assert list(home.rglob("*.toml")) == []
    assert setup.demo


def test_some_made_up_accounts_are_trusted_in_the_demo_and_that_is_written_nowhere(home: Path) -> None:
    setup = demo()

    levels = {account.level for account in setup.trusted.accounts.values()}

    assert levels == set(LEVELS.values())
    assert setup.keep_trusted(setup.trusted) == ""
    assert list(home.rglob("trust.toml")) == []

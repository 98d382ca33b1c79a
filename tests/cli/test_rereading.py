"""The configuration is read anew when it is saved."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.cli.asking import read_configuration
from hashtui.cli.rereading import Rereading
from hashtui.config.config import Density
from hashtui.filter import Present
from hashtui.tui.dashboard import Fresh

START = '[look]\ntheme = "nord"\n[rules]\nhide = [{ name = "robots", when = "is:bot" }]\n[keys]\nfollow = "L"\n'
THEMES = ("nord", "gruvbox")
NOON = Present(datetime(2026, 11, 21, 12, tzinfo=UTC), UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(START)
    return path


def started(file: Path, *, demo: bool = False) -> Rereading:
    """A dashboard has just been started with that file."""
    config = read_configuration(str(file), THEMES).accepted()
    return Rereading(config, str(file), THEMES, lambda: NOON, demo=demo)


def after_saving(reread: Rereading, file: Path, text: str) -> Fresh | None:
    """What a dashboard that asks now and then is told after the text was saved."""
    file.write_text(text)
    answers = [reread() for _ in range(4)]
    told = [answer for answer in answers if answer is not None]
    assert len(told) <= 1
    return told[0] if told else None


def test_while_nothing_is_saved_there_is_nothing_to_say(file: Path) -> None:
    reread = started(file)

    assert [reread() for _ in range(3)] == [None, None, None]


def test_look_rules_and_keys_change_at_once(file: Path) -> None:
    fresh = after_saving(
        started(file),
        file,
        '[look]\ndensity = "full"\ndrip = 2.5\n[rules]\nalert = [{ when = "has:image" }]\n[keys]\nback = "B"\n',
    )

    assert fresh is not None
    assert (fresh.look.density, fresh.look.drip, fresh.look.theme) == (Density.FULL, 2.5, "textual-dark")
    assert ([rule.name for rule in fresh.rules.hide], [rule.name for rule in fresh.rules.alert]) == ([], ["has:image"])
    assert fresh.keys == {"back": ("B",)}
    assert (fresh.trouble, fresh.said) == ("", "config.toml is read anew and in force")


def test_times_in_rules_count_from_the_saving(file: Path) -> None:
    fresh = after_saving(started(file), file, '[rules]\nhide = [{ when = "until:2h" }]\n')

    assert fresh is not None
    assert str(fresh.rules.hide[0].when) == "until:2026-11-21T10:00:00Z"
    assert fresh.rules.hide[0].name == "until:2h"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ('[look]\ntheme = "gruvbax"\n', 'config.toml:2:9: there is no theme "gruvbax" — did you mean "gruvbox"?'),
        ('[rules]\nhide = [{ when = "is:bott" }]\n', "config.toml:2:22: `is:` does not know `bott`"),
        ("[look", "config.toml:1:6: expected ']' at the end of a table declaration"),
        ('a = 1\nb = 2\nsources = ["ftp://x"]', 'config.toml:1:1: unknown key "a" (and 2 more: hashtui config check)'),
        ("\x00", "config.toml:1:1: "),
    ],
)
def test_a_mistake_keeps_what_was_in_force_and_says_where_it_is(file: Path, text: str, trouble: str) -> None:
    reread = started(file)

    fresh = after_saving(reread, file, text)
    mended = after_saving(reread, file, START)

    assert fresh is not None
    assert fresh.trouble.startswith(trouble)
    assert fresh.said == ""
    assert (fresh.look.theme, [rule.name for rule in fresh.rules.hide], fresh.keys) == (
        "nord",
        ["robots"],
        {"follow": ("L",)},
    )
    assert mended is not None
    assert (mended.trouble, mended.said) == ("", "config.toml is read anew and in force")


def test_saving_the_same_again_is_nothing_new(file: Path) -> None:
    assert after_saving(started(file), file, START + "# a remark\n") is None


@pytest.mark.parametrize(
    ("added", "later"),
    [
        ('sources = ["mamot.fr"]\n', "; sources from the next start on"),
        ('[[pane]]\nshow = "#a"\n', "; panes from the next start on"),
        (
            'sources = ["mamot.fr"]\nlook.mouse = false\n[[pane]]\nshow = "#a"\n',
            "; sources, panes and the mouse from the next start on",
        ),
    ],
)
def test_what_cannot_change_while_running_is_said_to_count_later(file: Path, added: str, later: str) -> None:
    file.write_text("")

    fresh = after_saving(started(file), file, added)

    assert fresh is not None
    assert fresh.said == f"config.toml is read anew and in force{later}"


def test_the_demo_has_its_own_sources_and_panes(file: Path) -> None:
    fresh = after_saving(started(file, demo=True), file, 'sources = ["mamot.fr"]\n[[pane]]\nshow = "#a"\n' + START)

    assert fresh is not None
    assert fresh.said == "config.toml is read anew and in force"


def test_a_file_that_is_taken_away_leaves_all_as_it_was(file: Path) -> None:
    reread = started(file)
    file.unlink()

    assert [reread() for _ in range(3)] == [None, None, None]


def test_a_file_that_is_written_after_the_start_counts(home: Path) -> None:
    usual = home / ".config/hashtui/config.toml"
    reread = Rereading(read_configuration(None).accepted(), None, THEMES, lambda: NOON)
    usual.parent.mkdir(parents=True)

    fresh = after_saving(reread, usual, START)

    assert fresh is not None
    assert fresh.look.theme == "nord"

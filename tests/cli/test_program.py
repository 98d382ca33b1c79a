"""From a command line to an exit code."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hashtui import __version__
from hashtui.cli.commands import COMMANDS, commands_table
from tests.cli.running import Hashtui, finished


def test_the_version_is_told_by_every_command(hashtui: Hashtui) -> None:
    for argv in (["--version"], *([row.name, "--version"] for row in COMMANDS), ["a", "--version"]):
        ran = hashtui(*argv)

        assert (ran.code, ran.out, ran.err) == (0, f"hashtui {__version__}\n", "")


def test_the_version_costs_little_more_than_python_itself() -> None:
    def fastest(*argv: str) -> float:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            subprocess.run([sys.executable, *argv], check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - began)
        return min(times)

    assert fastest("-m", "hashtui", "--version") <= 2.5 * fastest("-c", "pass")


def test_the_help_lists_every_command(hashtui: Hashtui) -> None:
    ran = hashtui("--help")

    assert ran.code == 0
    for row in COMMANDS:
        assert f"  {row.form} " in ran.out
        assert f"| `{row.form}` | {row.words} |" in commands_table()
        assert hashtui(row.name, "--help").code == 0


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["tial"], "`tial` is almost the command `tail`"),
        (["tail"], "tail needs something to follow"),
        (["tail", "a", "--limit", "0"], "invalid value for '--limit': '0' is not a number of posts: write 1 or more"),
        (["tail", "a", "--limit", "x"], "'x' is not a number of posts"),
        (["tail", "a", "--limit", "9" * 5000], "is not a number of posts"),
        (["tail", "a", "--limit"], "--limit needs a value"),
        (["tail", "a", "--for", "5"], "'5' is not a duration: with its unit"),
        (["tail", "a", "--since", "25:00"], "there is no time '25:00'"),
        (["tail", "a", "--format", "xml"], "invalid value for '--format'"),
        (["tail", "a", "--limt", "3"], "no such option"),
        (["tail", "a", "--source", "ftp://x"], "'ftp://x' is no source this version can follow"),
        (["tail", "a", "--source", "http://mamot.fr"], "plain http is only for this machine"),
        (["tail", "a", "--config", "/nowhere/c.toml"], "/nowhere/c.toml: there is no such file"),
        (["demo", "--speed", "0"], "'0' is not a speed"),
        (["demo", "--speed", "nan"], "'nan' is not a speed"),
        (["demo", "#a"], "the demo has its own tags"),
    ],
)
def test_wrong_usage_is_one_sentence_and_two(hashtui: Hashtui, argv: list[str], message: str) -> None:
    ran = hashtui(*argv)

    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith("hashtui: ")
    assert message in ran.err


def test_a_mistake_in_an_expression_has_a_caret_under_its_place(hashtui: Hashtui) -> None:
    ran = hashtui("#a | b")

    assert ran.code == 2
    assert "`#a | #b`" in ran.err.splitlines()[0]
    assert ran.err.splitlines()[1:] == ["  #a | b", "       ^"]


@pytest.mark.parametrize("argv", [["#a"], ["--", "tail"], [], ["demo"]])
def test_a_dashboard_without_a_terminal_is_refused_in_one_line_that_names_tail(
    hashtui: Hashtui, argv: list[str]
) -> None:
    ran = hashtui(*argv)

    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "needs a terminal" in ran.err
    assert "hashtui tail " in ran.err


def test_what_is_said_back_cannot_act_on_the_terminal(hashtui: Hashtui) -> None:
    for argv in (
        ["tail", "a", "--source", "x\x1b]0;y\x07z"],
        ["tail", "a", "--config", "\x1b[31m"],
        ["config", "\x9b1m"],
    ):
        ran = hashtui(*argv)

        assert ran.code == 2
        assert not set(ran.err) & set("\x1b\x07\x9b")


def test_a_secret_from_a_variable_is_not_left_to_others_nor_shown(hashtui: Hashtui, home: Path) -> None:
    config = home / "c.toml"
    config.write_text('[[source]]\nurl = "http://127.0.0.1:9"\ntoken_env = "MY_TOKEN"\n', "utf-8")

    missing = hashtui("tail", "a", "--config", str(config))

    assert missing.code == 2
    assert missing.err == f"hashtui: {config}:3:13: the environment variable that token_env names is not set\n"


def test_nothing_is_said_when_the_reader_of_the_help_is_gone() -> None:
    read, write = os.pipe()
    os.close(read)
    for argv in (["--help"], ["--version"], ["config", "show"]):
        ran = subprocess.run(
            [sys.executable, "-m", "hashtui", *argv], stdout=write, stderr=subprocess.PIPE, text=True, check=False
        )

        assert (ran.returncode, ran.stderr) == (0, "")
    os.close(write)


def test_files_are_made_for_their_owner_only() -> None:
    ran = finished("config", "init")

    path = Path(ran.out.strip())
    assert ran.code == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("argv", "unwanted"),
    [
        (["--version"], {"click", "textual", "httpx"}),
        (["config", "path"], {"textual", "httpx", "rich"}),
        (["tail", "a", "--source", "http://127.0.0.1:9"], {"textual"}),
    ],
)
def test_a_command_loads_only_what_it_needs(argv: list[str], unwanted: set[str]) -> None:
    script = (
        "import sys\nfrom hashtui.cli import main\n"
        f"try:\n    main({argv!r})\nexcept SystemExit:\n    pass\n"
        "print(*(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "hashtui" in ran.stderr.splitlines()[-1].split()
    assert not unwanted & {*ran.stderr.splitlines()[-1].split()}

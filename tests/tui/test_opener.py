"""Links and texts leave the screen safely, and the footer says how."""

import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from hashtui.tui.opener import Opener, Processes

LINK = "https://media.example/prix-2026?a=1&b=2"


class Recorded:
    """A runner that writes down what it was asked to start."""

    def __init__(self, *, takes: bool = True, fails: bool = False) -> None:
        self.started: list[list[str]] = []
        self.environments: list[Mapping[str, str]] = []
        self.fed: list[tuple[list[str], str]] = []
        self._takes, self._fails = takes, fails

    def start(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        if self._fails:
            raise PermissionError(13, "Permission denied")
        self.started.append(list(argv))
        self.environments.append(environment)

    def feed(self, argv: Sequence[str], environment: Mapping[str, str], text: str) -> bool:
        self.fed.append((list(argv), text))
        return self._takes


def programs(folder: Path, *names: str, script: str = "exit 0") -> str:
    """A PATH with these programs on it."""
    for name in names:
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(folder)


def opener(
    environment: dict[str, str], runner: Recorded | None = None, platform: str = "linux"
) -> tuple[Opener, list[str]]:
    copied: list[str] = []
    return Opener(environment, copied.append, runner=runner or Recorded(), platform=platform), copied


def test_a_link_opens_with_xdg_open_as_one_argument(tmp_path: Path) -> None:
    runner = Recorded()
    path = programs(tmp_path, "xdg-open")

    said = opener({"PATH": path, "DISPLAY": ":0"}, runner)[0].open(LINK)

    assert runner.started == [[f"{path}/xdg-open", LINK]]
    assert said == f"Opened in the browser: {LINK}"


def test_the_opened_program_really_gets_the_link_and_no_shell_reads_it(tmp_path: Path) -> None:
    record = tmp_path / "record"
    path = programs(tmp_path, "xdg-open", script=f'printf "%s\\n" "$#" "$1" > {record}')
    environment = {"PATH": f"{path}:/usr/bin:/bin", "WAYLAND_DISPLAY": "wayland-0"}

    processes = Processes()
    Opener(environment, lambda _text: None, runner=processes).open("https://media.example/$(touch%20x)?a=;ls&b=$HOME")
    processes._started[0].wait(5)

    assert record.read_text("utf-8").splitlines() == ["1", "https://media.example/$(touch%20x)?a=;ls&b=$HOME"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--help",
        "-https://x.example",
        "//evil.example",
        "https://user:pass@evil.example/",
        "https://evil.example\\@good.example/",
        "",
    ],
)
def test_what_is_no_honest_web_address_opens_nothing_and_copies_nothing(url: str, tmp_path: Path) -> None:
    runner = Recorded()
    one, copied = opener({"PATH": programs(tmp_path, "xdg-open"), "DISPLAY": ":0"}, runner)

    said = one.open(url)

    assert (runner.started, copied) == ([], [])
    assert said.startswith("Not opened")


@pytest.mark.parametrize("sign", ["SSH_CONNECTION", "SSH_TTY"])
def test_over_ssh_the_link_is_shown_and_copied(sign: str, tmp_path: Path) -> None:
    runner = Recorded()
    one, copied = opener({"PATH": programs(tmp_path, "xdg-open"), "DISPLAY": ":10", sign: "yes"}, runner)

    said = one.open(LINK)

    assert (runner.started, copied) == ([], [LINK])
    assert said == f"No browser over SSH; copied by the terminal: {LINK}"


def test_without_a_graphical_screen_the_link_is_copied(tmp_path: Path) -> None:
    one, copied = opener({"PATH": programs(tmp_path, "xdg-open")})

    said = one.open(LINK)

    assert copied == [LINK]
    assert said == f"No screen for a browser here; copied by the terminal: {LINK}"


def test_without_any_opener_the_link_is_copied(tmp_path: Path) -> None:
    one, copied = opener({"PATH": str(tmp_path), "DISPLAY": ":0"})

    said = one.open(LINK)

    assert copied == [LINK]
    assert said.startswith("No browser found; copied")


def test_a_plain_browser_variable_is_used_where_there_is_no_xdg_open(tmp_path: Path) -> None:
    runner = Recorded()
    path = programs(tmp_path, "lynx", "firefox", "sh -c")
    variable = "lynx:sh -c:firefox %s:-firefox:missing:firefox"

    opener({"PATH": path, "DISPLAY": ":0", "BROWSER": variable}, runner)[0].open(LINK)

    assert runner.started == [[f"{path}/firefox", LINK]]


def test_on_a_mac_open_needs_no_display(tmp_path: Path) -> None:
    runner = Recorded()
    path = programs(tmp_path, "open")

    opener({"PATH": path}, runner, platform="darwin")[0].open(LINK)

    assert runner.started == [[f"{path}/open", LINK]]


def test_an_opener_that_cannot_be_started_leaves_the_link_on_the_clipboard(tmp_path: Path) -> None:
    one, copied = opener({"PATH": programs(tmp_path, "xdg-open"), "DISPLAY": ":0"}, Recorded(fails=True))

    said = one.open(LINK)

    assert copied == [LINK]
    assert said == f"xdg-open: Permission denied; copied by the terminal: {LINK}"


def test_the_browser_is_told_nothing_of_our_own_settings(tmp_path: Path) -> None:
    runner = Recorded()
    secret = {"HASHTUI_TOKEN_PIAILLE": "s3cret", "TEXTUAL_LOG": "x", "LANG": "fr_FR.UTF-8"}

    opener({"PATH": programs(tmp_path, "xdg-open"), "DISPLAY": ":0", **secret}, runner)[0].open(LINK)

    assert set(runner.environments[0]) == {"PATH", "DISPLAY", "LANG"}


def test_inside_tmux_a_text_goes_through_its_buffer(tmp_path: Path) -> None:
    runner = Recorded()
    path = programs(tmp_path, "tmux")
    one, copied = opener({"PATH": path, "TMUX": "/tmp/tmux-0/default,1,0"}, runner)

    said = one.copy("Le tandem\nde la bibliothèque")

    assert runner.fed == [([f"{path}/tmux", "load-buffer", "-w", "-"], "Le tandem\nde la bibliothèque")]
    assert copied == []
    assert said == "Copied by tmux: Le tandem de la bibliothèque"


def test_a_tmux_that_refuses_leaves_it_to_the_terminal(tmp_path: Path) -> None:
    one, copied = opener({"PATH": programs(tmp_path, "tmux"), "TMUX": "x"}, Recorded(takes=False))

    said = one.copy("words")

    assert copied == ["words"]
    assert said == "Copied by the terminal: words"


def test_a_real_tmux_gets_the_text_by_its_standard_input(tmp_path: Path) -> None:
    record = tmp_path / "record"
    path = programs(tmp_path, "tmux", script=f'echo "$@" > {record}; cat >> {record}')

    taken = Processes().feed([f"{path}/tmux", "load-buffer", "-w", "-"], {"PATH": "/usr/bin:/bin"}, "çà et là")

    assert taken
    assert record.read_text("utf-8") == "load-buffer -w -\nçà et là"


def test_a_program_that_fails_or_is_missing_took_nothing(tmp_path: Path) -> None:
    path = programs(tmp_path, "tmux", script="exit 1")

    assert not Processes().feed([f"{path}/tmux"], {}, "x")
    assert not Processes().feed([f"{path}/absent"], {}, "x")


def test_nothing_to_copy_is_said() -> None:
    one, copied = opener({})

    assert one.copy("") == "Nothing to copy."
    assert copied == []

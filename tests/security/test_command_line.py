"""What the commands print, whatever strangers and hostile files say: words and line ends, on a terminal colours too."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Hashtui, Ran
from tests.conftest import Loopback
from tests.security.grammar import Leak, Writer, leaks
from tests.security.hostile import ACTS, texts
from tests.security.hostile_server import error_answer, hostile_server
from tests.terminal import Terminal

NOBODY = "http://127.0.0.1:1"
ACTS_OF_ARGUMENTS = tuple(act.replace("\0", "") for act in ACTS)
"""No argument of a program holds a NUL."""


def printed(ran: Ran) -> list[Leak]:
    """What leaked on either stream."""
    return [leak for text in (ran.out, ran.err) for leak in leaks(text.encode("utf-8", "surrogatepass"), Writer.PLAIN)]


def command_lines(act: str, folder: Path) -> Iterator[tuple[str, ...]]:
    """Every place of a command line in which it can stand."""
    file = str(folder / act[:50].replace("/", "_"))
    yield from ((act,), (f"-{act}",), (f"--{act}",), (f"tial{act}",), ("--config", act), ("--config", file))
    for pane in (act, f"{act} = #a", f'"{act}" = #a |', f"#a {act}", f"#a | #{act}"):
        yield "tail", pane, "--source", NOBODY
    yield from (("tail", "#a", "--source", source) for source in (act, f"https://{act}", f"http://127.0.0.1:1/{act}"))
    for option in ("--for", "--since", "--limit", "--format"):
        yield "tail", "#a", option, act, "--source", NOBODY
    yield from (("demo", act), ("demo", "--seed", act), ("demo", "--speed", act), ("config", act))
    yield from (("config", "show", act), ("config", "path", act), ("config", "path", "--config", act))
    yield from (("config", "check", "--config", file), ("config", "path", "--config", file * 9))


def config_files(act: str) -> Iterator[str]:
    """Every place of a configuration in which it can stand, as it is and escaped."""
    escaped = "".join(char if "\ud800" <= char <= "\udfff" else f"\\U{ord(char):08x}" for char in act)
    for said in (f'"{act}"', f'"{escaped}"'):
        yield from (f"sources = [{said}]", f"{said} = 1", f"[look]\ntheme = {said}", f"[look]\ndensity = {said}")
        yield from (f"[keys]\n{said} = 'x'", f"[keys]\nquit = {said}", f"[[pane]]\nshow = {said}")
        yield f"[[pane]]\nshow = '#a'\ntitle = {said}"
        yield f"[[source]]\nurl = {said}\ntoken = {said}"
        yield f"[[source]]\nurl = 'https://a.example'\ntoken_command = [{said}]"
        yield f"a = {said} b"


def test_hostile_arguments_are_repeated_harmlessly(hashtui: Hashtui, tmp_path: Path, loopback_only: Loopback) -> None:
    loopback_only.is_used = True  # NOBODY is asked
    found = {
        str(leak): argv
        for act in ACTS_OF_ARGUMENTS
        for argv in command_lines(act, tmp_path)
        for leak in printed(hashtui(*argv))
        if leak.acts  # a file's own name may hold what only hides
    }

    assert found == {}


@pytest.mark.parametrize("command", [("config", "check"), ("config", "show")], ids=" ".join)
def test_hostile_configuration_is_shown_harmlessly(hashtui: Hashtui, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "config.toml"
    found: dict[str, str] = {}
    for act in ACTS:
        for content in config_files(act):
            file.write_text(content, "utf-8", "surrogatepass")
            ran = hashtui(*command, "--config", str(file))
            assert ran.code in (0, 2)
            found |= {str(leak): content for leak in printed(ran) if leak.acts}

    assert found == {}


@pytest.mark.parametrize("code", [301, 400, 401, 403, 404, 418, 422, 451, 500, 503])
def test_a_server_that_refuses_in_hostile_words_is_repeated_harmlessly(hashtui: Hashtui, code: int) -> None:
    for act in (ACTS[0], ACTS[6], "".join(ACTS[7:])[:400]):
        with hostile_server(always=error_answer(code, act)) as server:
            ran = hashtui("tail", "#a", "--source", server.url, "--for", "9s")

        assert ran.code in (3, 4)
        assert printed(ran) == []
        assert server.url in ran.err


def test_an_answer_that_is_no_http_is_told_harmlessly(hashtui: Hashtui) -> None:
    for answer in (
        b"\x1b]0;pwned\x07\r\n\r\n",
        b"HTTP/1.1 \x1b[2J 200\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\x1b[2J: \x9b\r\n\r\n[]",
    ):
        with hostile_server(always=answer) as server:
            ran = hashtui("tail", "#a", "--source", server.url, "--for", "9s")

        assert (ran.code, printed(ran)) == (3, [])


def test_posts_are_printed_harmlessly_into_a_file() -> None:
    everything = list(texts())
    with hostile_server(everything) as server:
        argv = [sys.executable, "-m", "hashtui", "tail", "#a", "--source", server.url, "--since", "2d", "--limit", "60"]
        for form in ("text", "json"):
            ran = subprocess.run([*argv, "--format", form], capture_output=True, timeout=60, check=True)

            assert ran.stdout.count(b"evil.example") >= 60
            found = leaks(ran.stdout, Writer.PLAIN) + leaks(ran.stderr, Writer.PLAIN)
            assert [str(leak) for leak in found if leak.acts or form == "text"] == []


def test_posts_are_printed_harmlessly_and_in_colour_on_a_terminal() -> None:
    with hostile_server(list(texts())) as server:
        argv = [sys.executable, "-m", "hashtui", "tail", "#a", "#b", "--source", server.url, "--limit", "40"]
        with Terminal(argv) as terminal:
            terminal.read()
            output = terminal.output

    assert b"\x1b[1m" in output
    assert [str(leak) for leak in leaks(output, Writer.COLOURED)] == []

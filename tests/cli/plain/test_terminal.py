"""`hashtui --plain` on a real terminal: what a person hears, and that nothing else is ever written."""

import json
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.security.grammar import Writer, leaks
from tests.security.hostile import corpus, texts
from tests.security.hostile_server import hostile_server
from tests.terminal import Terminal

PROMPT = b"> "


def line(number: int, text: str) -> str:
    """A post as a line of a file."""
    at = f"2026-11-21T12:{number:02}:00Z"
    return json.dumps({"key": f"post:{number}", "author": {"handle": "@nadia"}, "text": text, "created_at": at}) + "\n"


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A file with three posts."""
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(line(number, f"Number {number} #fair") for number in (1, 2, 3)))
    return file


@contextmanager
def conversation(*argv: str, columns: int = 80, term: str = "xterm-256color") -> Iterator[Terminal]:
    """The program on a terminal, once it waits for a line."""
    whole = [sys.executable, "-m", "hashtui", *argv]
    with Terminal(
        whole, columns=columns, environment={"TERM": term, "DISPLAY": "", "SSH_TTY": "/dev/null"}
    ) as terminal:
        terminal.read_until(PROMPT)
        yield terminal


def asked(terminal: Terminal, words: str) -> str:
    """What is answered to a line, without its echo and the next prompt."""
    terminal.type(f"{words}\n".encode())
    said = terminal.read_until(b"\r\n" + PROMPT).decode()
    return said.removeprefix(words).removesuffix(PROMPT.decode()).replace("\r\n", "\n").strip("\n")


def ended(terminal: Terminal) -> int:
    """The exit code, once all was read."""
    terminal.read()
    return terminal.process.wait(10)


def test_it_says_what_it_follows_and_tells_a_post_when_enter_is_pressed(posts: Path) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}", "#fair") as terminal:
        assert terminal.output.decode() == ("#fair: live, 3 unread. Enter for the next, ? for the letters.\r\n> ")
        assert asked(terminal, "").endswith("Number 1 #fair\n2 left.")
        assert asked(terminal, "g").endswith("Number 3 #fair")
        terminal.type(b"q\n")

        assert ended(terminal) == 0


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_no_sequence_is_written_whatever_the_terminal(posts: Path, term: str) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}", "#fair", columns=40, term=term) as terminal:
        for words in (
            "",
            "n",
            "?",
            "i",
            "o",
            "y",
            "Y",
            "v",
            "open",
            "s",
            "",
            "s 1",
            "c",
            "[",
            "%",
            "t",
            "2",
            "T",
            "f",
            "/ number",
            "x",
            "u",
            "z",
        ):
            asked(terminal, words)
        terminal.type(b"q\n")
        ended(terminal)
        written = terminal.output.decode()

    assert [char for char in written if not char.isprintable() and char not in "\r\n"] == []


def test_nothing_is_written_between_two_lines_whatever_arrives(posts: Path) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}", "#fair") as terminal:
        with posts.open("a") as file:
            file.write(line(4, "Number 4 #fair"))
        quiet = terminal.read_until_quiet(0.7)
        terminal.type(b"half a li")
        echo = terminal.read_until_quiet(0.4)

        assert (quiet, echo) == (b"", b"half a li")
        assert asked(terminal, "\x15g").endswith("Number 4 #fair")


def test_a_bell_rings_for_an_alert_and_says_nothing(posts: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[rules]\nalert = [{ name = "fire", when = "fire" }]\n')
    with conversation("--plain", "--config", str(config), "--source", f"jsonl:{posts}", "#fair") as terminal:
        with posts.open("a") as file:
            file.write(line(59, "fire #fair"))

        assert terminal.read_until(b"\a") == b"\a"
        assert asked(terminal, "N").endswith("fire #fair\n3 left.")


def test_the_end_of_input_quits(posts: Path) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}", "#fair") as terminal:
        terminal.type(b"\x04")

        assert ended(terminal) == 0
        assert terminal.output.endswith(b"> \r\n")


def test_ctrl_c_leaves_with_130(posts: Path) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}", "#fair") as terminal:
        terminal.process.send_signal(signal.SIGINT)

        assert ended(terminal) == 130


def test_what_was_heard_stays_heard_the_next_time(posts: Path) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}", "#fair") as terminal:
        asked(terminal, "")
        terminal.process.send_signal(signal.SIGTERM)
        assert ended(terminal) == 143

    with conversation("--plain", "--source", f"jsonl:{posts}") as terminal:
        assert terminal.output.startswith(b"#fair: live, 2 unread.")
        assert "Number 2" in asked(terminal, "")


def test_with_nothing_remembered_it_asks(posts: Path) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}") as terminal:
        assert terminal.output.startswith(b"Which hashtags do you want to follow?")
        assert asked(terminal, "fair").startswith("#fair: live, 3 unread.")


def test_lines_are_typed_on_the_terminal_while_posts_come_on_standard_input(posts: Path) -> None:
    program = shlex.join([sys.executable, "-m", "hashtui", "--plain", "--source", "jsonl:-", "#fair"])
    with Terminal(["sh", "-c", f"cat {shlex.quote(str(posts))} | {program}"]) as terminal:
        terminal.read_until(PROMPT)

        assert asked(terminal, "").endswith("Number 1 #fair\n2 left.")
        terminal.type(b"q\n")
        assert ended(terminal) == 0


@pytest.mark.parametrize("how", ["{program} < {file}", "cat {file} | {program}"])
def test_lines_may_be_piped_in_too(posts: Path, tmp_path: Path, how: str) -> None:
    file = tmp_path / "lines"
    file.write_text("\n/ number\nq\n")
    program = shlex.join([sys.executable, "-m", "hashtui", "--plain", "--source", f"jsonl:{posts}", "#fair"])

    with Terminal(["sh", "-c", how.format(program=program, file=shlex.quote(str(file)))]) as terminal:
        assert ended(terminal) == 0
        said = terminal.output.decode()

    assert "Number 1 #fair\r\n2 left.\r\nOnly number: 3 of 3 posts, 2 unread." in said
    assert PROMPT.decode() not in said


def test_posts_on_the_keyboard_are_refused() -> None:
    with Terminal([sys.executable, "-m", "hashtui", "--plain", "--source", "jsonl:-", "#fair"]) as terminal:
        assert ended(terminal) == 2
        assert b"which is the keyboard here" in terminal.output


def test_a_summary_is_told_part_by_part(posts: Path) -> None:
    with conversation("--plain", "--source", f"jsonl:{posts}", "#fair") as terminal:
        begun = asked(terminal, "s").splitlines()
        said = asked(terminal, "")
        while "Enter goes on: " in said:
            said = asked(terminal, "")

        assert begun[0].startswith("Summary of #fair, from ")
        assert begun[0].endswith(": 3 posts, 1 author.")
        assert said.splitlines()[-1].startswith("That is the summary.")
        assert asked(terminal, "").endswith("Number 1 #fair\n2 left.")


def test_the_demo_trusts_somebody_and_catches_up_and_takes_trust_back() -> None:
    with conversation("demo", "--plain", "--seed", "7", "--speed", "2000") as terminal:
        assert " trusted" in terminal.output.decode()
        assert " posts since " in asked(terminal, "c")
        assert asked(terminal, "t 2").endswith(": trusted by you, usual. u undoes.")
        assert asked(terminal, "u").startswith("Undone: ")
        assert asked(terminal, "[").startswith(("Peak ", "This is the first peak here.", "No peak in "))
        assert asked(terminal, "S").splitlines()[0].startswith("Summary of all panes, from ")


def test_the_demo_talks_too() -> None:
    with conversation("demo", "--plain", "--seed", "7") as terminal:
        assert terminal.output.startswith(b"This is the demo: made-up people and posts.\r\nPane 1, #capcomnet: live, ")
        assert asked(terminal, "").endswith(" left.")
        terminal.type(b"q\n")
        assert ended(terminal) == 0


def test_whatever_strangers_write_only_words_and_line_ends_come_out() -> None:
    everything = [said for said in (*texts(), *corpus(html=False)) if len(said) < 1_500]
    with hostile_server(everything) as server, conversation("--plain", "--source", server.url, "#a") as terminal:
        for words in ("", "v", "open", "T", "[", "c", "", "s", *[""] * 12, "s 1", "", "/ CLICK", "/", "H", "i", "A"):
            asked(terminal, words)
        terminal.type(b"j\n" * 60 + b": sources\n")
        terminal.read_until(b"Last heard")
        terminal.type(b"q\n")
        ended(terminal)
        written = terminal.output.replace(b"\r\n", b"\n")

    assert written.count(b"\n> ") > 50
    assert [str(leak) for leak in leaks(written, Writer.PLAIN)] == []


def test_no_part_of_the_screen_is_loaded() -> None:
    code = (
        "import sys; from hashtui.cli.commands import COMMANDS, DASHBOARD; from hashtui.cli.program import load\n"
        "for row in (DASHBOARD, COMMANDS[0]): load(row, plain=True)\n"
        "sys.exit('textual' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

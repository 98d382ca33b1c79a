"""The whole dashboard on terminals that know little: nothing they do not know is sent, and everything can be told."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hashtui.tui.dialect import WIPED
from tests.terminal import Terminal
from tests.tui.emulators import pyte_rows

SIZE = (80, 24)
SEQUENCES = re.compile(r"\x1b(?:\[([?><=]?)([0-9;:]*)([ -/]*[@-~])|[\]P^_X].*?(?:\x07|\x1b\\)|[^\[\]P^_X])", re.DOTALL)
COLOURED = re.compile(r"(?:^|;)(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;|$)")
ENTER, ESCAPE, DOWN = b"\r", b"\x1b", b"\x1b[B"


Written = Callable[..., str]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """All that is written in such an environment while one reads, opens a post, the help, and leaves; asked once."""
    told: dict[tuple[str, ...], str] = {}

    def ask(**environment: str) -> str:
        key = (*environment, *environment.values())
        if key not in told:
            told[key] = _written(tmp_path_factory.mktemp("told"), environment)
        return told[key]

    return ask


def _written(place: Path, environment: dict[str, str]) -> str:
    argv = [sys.executable, "-m", "tests.tui.tangled_example", str(place / "told")]
    with Terminal(argv, columns=SIZE[0], rows=SIZE[1], environment=environment) as terminal:
        terminal.read_until(b"#tangled ")
        for key in (DOWN, b"v", ENTER, ESCAPE, b"?", ESCAPE, b"\t", DOWN):
            terminal.type(key)
            terminal.read_until_quiet(0.15)
        assert not terminal.has_ended, terminal.output[-2000:].decode("utf-8", "replace")
        terminal.type(b"\x03")
        terminal.read(until=lambda: terminal.has_ended)
        assert terminal.process.wait() == 130
        return terminal.output.decode()


def body_of(output: str) -> str:
    """Without what was written on leaving."""
    return output[: output.rfind(WIPED)]


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1", "COLORTERM": "truecolor"}, {"TERM": "vt100"}])
def test_without_colour_nothing_is_coloured_and_bold_and_reverse_are_left(
    environment: dict[str, str], written: Written
) -> None:
    output = written(**environment)
    looks = {found.group(2) for found in SEQUENCES.finditer(output) if found.group(3) == "m"}

    assert not {look for look in looks if COLOURED.search(look)}
    assert any("1" in look.split(";") for look in looks)


@pytest.mark.parametrize("term", ["linux", "vt100"])
def test_a_bare_terminal_gets_only_what_it_knows_and_is_left_clean(term: str, written: Written) -> None:
    output = written(TERM=term)
    unknown = {found.group() for found in SEQUENCES.finditer(output) if not is_known_to_all(found)}
    rows = pyte_rows(body_of(output).encode(), SIZE)

    assert unknown == set()
    assert all(row[SIZE[0] // 2 :].isascii() for row in rows)
    assert "".join(rows[:4] + rows[-1:]).isascii()
    assert any("|" in row for row in rows)
    assert not any(pyte_rows(output.encode(), SIZE))


def is_known_to_all(found: re.Match[str]) -> bool:
    private, parameters, final = found.groups()
    if final is None:
        return False
    return (private, parameters, final) in {("?", "25", "l"), ("?", "25", "h"), ("?", "7", "l"), ("?", "7", "h")} or (
        not private and final in {"H", "m", "J", "K"}
    )


def test_an_xterm_is_sent_nothing_but_looks_places_and_modes(written: Written) -> None:
    output = written(TERM="xterm-256color")
    kinds = {found.group(1, 3) for found in SEQUENCES.finditer(output) if not is_known_to_all(found)}

    assert kinds <= {("?", "h"), ("?", "l"), ("?", "$p"), (">", "u"), ("<", "u")}

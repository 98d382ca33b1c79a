"""`hashtui tail` on files and pipes, as people and scripts run it."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from hashtui.post.json import time_text
from tests.cli.running import PATIENCE, finished, started
from tests.posts import NOON

Json = dict[str, object]


def line(text: str, **fields: object) -> str:
    """A line as scripts write it."""
    return json.dumps({"text": text, "author": {"handle": "@ana"}, **fields}) + "\n"


def printed(out: str, event: str = "post") -> list[Json]:
    """The objects of this kind, in order."""
    objects = [json.loads(one) for one in out.splitlines()]
    return [one for one in objects if one["event"] == event]


def texts(out: str) -> list[object]:
    return [one["text"] for one in printed(out)]


def test_a_file_is_printed_whole_the_oldest_first_and_again_it_is_the_same(tmp_path: Path) -> None:
    made = [line(f"{n} #a", created_at=time_text(NOON.replace(minute=n)), links=["https://a.example/"]) for n in (2, 1)]
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(made))
    first = finished("tail", "#a", "--source", f"jsonl:{file}", "--format", "json", "--for", "0.3s")
    file.write_text(first.out)

    again = finished("tail", "#a", "--source", f"jsonl:{file}", "--format", "json", "--for", "0.3s")

    assert (first.code, texts(first.out)) == (0, ["1 #a", "2 #a"])
    assert printed(again.out) == printed(first.out)


def test_a_large_file_is_printed_whole_however_short_the_time(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(line(f"{n} #a") for n in range(3000)))

    ran = finished("tail", "#a", "--source", f"jsonl:{file}", "--format", "json", "--for", "0.01s")

    assert (ran.code, len(texts(ran.out))) == (0, 3000)


def test_a_file_that_is_not_there_is_no_answer(tmp_path: Path) -> None:
    ran = finished("tail", "#a", "--source", f"jsonl:{tmp_path}/none")

    assert ran.code == 3
    assert ran.err == f"hashtui: jsonl:{tmp_path}/none: there is no such file; it is read as soon as it is there\n"


def test_the_end_of_standard_input_ends_it_well() -> None:
    process = started("tail", "#a", "--source", "jsonl:-", "--format", "json", stdin=subprocess.PIPE)

    out, err = process.communicate(line("one #a") + "oops\n" + line("two #a").rstrip(), timeout=PATIENCE)

    assert (process.returncode, texts(out)) == (0, ["one #a", "two #a"])
    assert "hashtui: jsonl:-: ended: line 2 is not a post: not JSON\n" in err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_at_once_while_standard_input_is_open(number: signal.Signals, code: int) -> None:
    process = started("tail", "#a", "--source", "jsonl:-", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line("one #a"))
    process.stdin.flush()
    assert "@ana" in process.stdout.readline()

    began = time.monotonic()
    process.send_signal(number)
    process.wait(PATIENCE)

    assert process.returncode == code
    assert time.monotonic() - began < 2
    process.communicate()


def test_what_is_appended_while_it_runs_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(line("one #a"))
    process = started("tail", "#a", "--source", f"jsonl:{file}", "--format", "json", "--limit", "2")
    assert process.stdout is not None
    while "one #a" not in process.stdout.readline():
        pass

    with file.open("a") as more:
        more.write(line("elsewhere #b") + line("two #a"))
    out, _ = process.communicate(timeout=PATIENCE)

    assert (process.returncode, texts(out)) == (0, ["two #a"])


def test_a_directory_and_no_path_are_told_in_words(tmp_path: Path) -> None:
    directory, nothing = (finished("tail", "#a", "--source", f"jsonl:{path}") for path in (tmp_path, ""))

    assert (directory.code, nothing.code) == (3, 2)
    assert "it is a directory: name a file in it" in directory.err
    assert "names no file: write jsonl:PATH, or jsonl:- for standard input" in nothing.err

"""`hashtui tail`, as a program, against a server on this machine."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import jsonschema
import pytest

from hashtui.post.json import schema
from tests.chaos import ChaosServer, chaos_in_thread
from tests.chaos.thread import ThreadedChaos
from tests.cli.running import PATIENCE, Hashtui, Ran, finished, started
from tests.other_server import OtherServer

Json = dict[str, object]


@pytest.fixture
def chaos() -> Iterator[ThreadedChaos]:
    """A healthy server without posts."""
    with chaos_in_thread(ChaosServer(seed=1)) as server:
        yield server


@pytest.fixture
def nobody() -> str:
    """The URL of a port of this machine that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def publish(chaos: ThreadedChaos, count: int, tags: tuple[str, ...] = ("a", "b")) -> list[str]:
    """That many posts of the last hours, with these tags; their ids, oldest first."""
    began = datetime.now(UTC) - timedelta(hours=3)
    made = (
        chaos.call(chaos.server.publish, f"number {n}", tags, created_at=began + timedelta(minutes=n))
        for n in range(count)
    )
    return [post.id for post in made]


def objects(ran: Ran) -> list[Json]:
    """Every object on stdout, each as the schema says it must be."""
    judge = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    found: list[Json] = [json.loads(line) for line in ran.out.split("\n") if line]
    for one in found:
        judge.validate(one)
    return found


def posts(ran: Ran) -> list[Json]:
    """The posts printed first."""
    return [one for one in objects(ran) if one["event"] == "post"]


def test_what_a_server_holds_is_printed_once_each_the_oldest_first(hashtui: Hashtui, chaos: ThreadedChaos) -> None:
    ids = publish(chaos, 24)
    chaos.call(chaos.server.edit, ids[3], "edited number 3")

    ran = hashtui("tail", "#a", "#b", "--source", chaos.url, "--format", "json", "--limit", "20")

    assert ran.code == 0
    found = posts(ran)
    assert [str(one["text"]).split(" #")[0] for one in found[:5]] == [
        "number 0",
        "number 1",
        "number 2",
        "edited number 3",
        "number 4",
    ]
    assert len({str(one["key"]) for one in found}) == len(found) == 20
    assert all(one["panes"] == ["#a", "#b"] and one["tags"] == ["a", "b"] for one in found)
    assert found[3]["edited_at"] is not None
    assert [one["event"] for one in objects(ran) if one not in found] == ["status"]


def test_text_is_the_default_and_carries_no_escape_into_a_file(hashtui: Hashtui, chaos: ThreadedChaos) -> None:
    publish(chaos, 2, ("a",))

    ran = hashtui("tail", "a", "--source", chaos.url, "--limit", "2")

    assert ran.code == 0
    assert [line.strip() for line in ran.out.splitlines() if "number" in line] == ["number 0 #a", "number 1 #a"]
    assert "\x1b" not in ran.out
    assert ran.err.splitlines() == [f"hashtui: {chaos.url}: polling: every 2 s"]


def test_nobody_there_is_one_line_and_three(hashtui: Hashtui, nobody: str) -> None:
    ran = hashtui("tail", "#a", "--source", nobody)

    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 1
    assert nobody in ran.err
    assert "connection refused" in ran.err


def test_two_that_do_not_answer_have_a_line_each(hashtui: Hashtui, nobody: str) -> None:
    other = nobody.replace("127.0.0.1", "localhost")

    ran = hashtui("tail", "#a", "--source", nobody, "--source", other)

    assert ran.code == 3
    assert [url for line in ran.err.splitlines() for url in (nobody, other) if f" {url}:" in line] == [nobody, other]


def test_one_that_answers_is_enough(hashtui: Hashtui, chaos: ThreadedChaos, nobody: str) -> None:
    publish(chaos, 3)

    ran = hashtui("tail", "#a", "--source", nobody, "--source", chaos.url, "--format", "json", "--limit", "3")

    assert ran.code == 0
    assert len(posts(ran)) == 3
    assert f"{nobody}: reconnecting" in ran.err


def test_a_refusal_is_four_and_says_what_to_do(hashtui: Hashtui, chaos: ThreadedChaos) -> None:
    chaos.call(chaos.server.do, "status", on="request", times=0, path="/timelines/", code=422)

    ran = hashtui("tail", "#a", "--source", chaos.url)

    assert (ran.code, ran.out) == (4, "")
    assert len(ran.err.splitlines()) == 1
    assert "token" in ran.err


def test_the_time_that_was_given_ends_it_well_when_somebody_answered(hashtui: Hashtui, chaos: ThreadedChaos) -> None:
    publish(chaos, 1)

    ran = hashtui("tail", "#a", "--source", chaos.url, "--format", "json", "--for", "0.7s")

    assert ran.code == 0
    assert len(posts(ran)) == 1


def test_since_now_prints_nothing_old(hashtui: Hashtui, chaos: ThreadedChaos) -> None:
    publish(chaos, 3)

    ran = hashtui("tail", "#a", "--source", chaos.url, "--format", "json", "--since", "now", "--for", "0.7s")

    assert ran.code == 0
    assert posts(ran) == []


def test_an_expression_without_tags_is_refused_with_the_place(hashtui: Hashtui) -> None:
    ran = hashtui("tail", "lang:fr")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0].startswith("hashtui: ")
    assert ran.err.splitlines()[1:] == ["  lang:fr", "  ^^^^^^^"]


def test_a_deletion_is_an_event_and_so_is_an_edit(chaos: ThreadedChaos, home: Path) -> None:
    config = home / "c.toml"
    config.write_text(f'[[source]]\nurl = "{chaos.url}"\ntoken_env = "CHAOS_TOKEN"\n', "utf-8")
    (first,) = publish(chaos, 1)
    running = started(
        "tail", "#a", "--config", str(config), "--format", "json", env={**os.environ, "CHAOS_TOKEN": "good-token"}
    )
    assert running.stdout is not None
    lines: list[str] = []
    while not any('"live"' in line for line in lines) or not any('"post"' in line for line in lines):
        lines.append(running.stdout.readline())
        assert lines[-1], running.stderr.read() if running.stderr else ""
    chaos.call(chaos.server.edit, first, "edited")
    lines.append(running.stdout.readline())
    chaos.call(chaos.server.delete, first)
    lines.append(running.stdout.readline())
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=PATIENCE)

    found = objects(Ran(running.returncode, "".join(lines) + out, err))
    assert [one["event"] for one in found if one["event"] != "status"] == ["post", "edited", "deleted"]
    assert len({one["key"] for one in found if "key" in one}) == 1
    assert running.returncode == 143


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_its_own_code_and_nothing_lost(chaos: ThreadedChaos, number: signal.Signals) -> None:
    publish(chaos, 2, ("a",))
    running = started("tail", "#a", "--source", chaos.url, "--format", "json")
    assert running.stderr is not None
    running.stderr.readline()
    running.send_signal(number)
    out, err = running.communicate(timeout=PATIENCE)

    assert running.returncode == 128 + number
    assert "Traceback" not in err
    assert all(json.loads(line) for line in out.splitlines())


def test_a_reader_that_goes_away_ends_it_quietly_and_well(chaos: ThreadedChaos) -> None:
    publish(chaos, 3)
    running = started("tail", "#a", "--source", chaos.url, "--format", "json")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()

    err = running.stderr.read()
    running.stderr.close()
    assert running.wait(timeout=PATIENCE) == 0
    assert "rror" not in err
    assert "xception" not in err


def test_output_that_cannot_be_written_is_one_sentence(chaos: ThreadedChaos) -> None:
    publish(chaos, 1)
    command = [sys.executable, "-m", "hashtui", "tail", "#a", "--source", chaos.url]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=PATIENCE)

    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1] == "hashtui: standard output cannot be written: No space left on device"


def test_words_of_every_script_are_printed_in_the_plainest_locale(chaos: ThreadedChaos) -> None:
    chaos.call(chaos.server.publish, "déjà vu — 日本語", ["a"])
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}

    ran = finished("tail", "#a", "--source", chaos.url, "--limit", "1", env=plain | {"LC_ALL": "C", "PYTHONUTF8": "0"})

    assert ran.code == 0
    assert "déjà vu — 日本語" in ran.out


def test_asked_to_wait_it_waits(hashtui: Hashtui, chaos: ThreadedChaos) -> None:
    publish(chaos, 1)
    chaos.call(chaos.server.do, "retry_after_secs", on="request", times=1, path="/timelines/", seconds=1)

    ran = hashtui("tail", "#a", "--source", chaos.url, "--format", "json", "--limit", "1", "--for", "8s")

    assert ran.code == 0
    assert len(posts(ran)) == 1
    assert ": waiting" in ran.err


def test_a_server_by_other_hands_is_followed_too(hashtui: Hashtui, other_server: OtherServer) -> None:
    with httpx.Client(base_url=other_server.url, headers={"Authorization": f"Bearer {other_server.token}"}) as writer:
        ids = [
            str(writer.post("/api/v1/statuses", data={"status": f"other {n} #tailone #tailtwo"}).json()["id"])
            for n in range(22)
        ]
        writer.put(f"/api/v1/statuses/{ids[4]}", data={"status": "edited #tailone #tailtwo"}).raise_for_status()
        writer.delete(f"/api/v1/statuses/{ids[5]}").raise_for_status()

    ran = hashtui("tail", "#tailone", "#tailtwo", "--source", other_server.url, "--format", "json", "--limit", "20")

    assert ran.code == 0
    found = posts(ran)
    assert [str(one["text"]).split(" #")[0] for one in found[3:6]] == ["other 3", "edited", "other 6"]
    assert len({str(one["key"]) for one in found}) == len(found) == 20


def test_a_server_that_never_answers_is_three_when_the_time_is_over(hashtui: Hashtui) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"

        ran = hashtui("tail", "#a", "--source", url, "--for", "0.3s")

    assert (ran.code, ran.out, ran.err) == (3, "", f"hashtui: {url}: no answer yet\n")


def test_a_source_that_hangs_does_not_hold_up_what_another_holds(hashtui: Hashtui, chaos: ThreadedChaos) -> None:
    publish(chaos, 3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        began = time.monotonic()
        ran = hashtui("tail", "a", "--source", url, "--source", chaos.url, "--format", "json", "--limit", "3")

    assert (ran.code, len(posts(ran))) == (0, 3)
    assert time.monotonic() - began < 4

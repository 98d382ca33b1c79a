"""Reading posts back from files."""

import json
import random
from pathlib import Path

import pytest

from hashtui.cli.gathered import read_files
from hashtui.clock import SystemClock
from hashtui.errors import UsageError
from tests.cli.written import boost_row, file_of, post_row


def test_every_post_is_there_once_in_its_newest_state_and_what_was_deleted_is_not(tmp_path: Path) -> None:
    edited = post_row("k2", 2, "after", event="edited", edited_at="2026-11-21T15:00:00Z")
    gone: dict[str, object] = {"event": "deleted", "key": "k3", "received_at": "2026-11-21T15:00:00Z"}
    rows = [post_row("k2", 2, "before"), post_row("k1", 1), post_row("k3", 3), edited, gone, post_row("k1", 1)]

    posts = read_files([file_of(tmp_path, rows)], SystemClock())

    assert [(entry.key, entry.post.body.text) for entry in posts.entries] == [("k1", "Bonjour"), ("k2", "after")]


def test_the_order_of_the_lines_changes_nothing(tmp_path: Path) -> None:
    rows = [post_row(f"k{n}", n % 60, f"text {n}") for n in range(80)]
    rows += [
        post_row(f"k{n}", n, f"later {n}", event="edited", edited_at="2026-11-21T16:00:00Z") for n in range(0, 60, 7)
    ]
    rows += [boost_row(f"k{n % 80}", f"@b{n % 13}@x.example", n % 60) for n in range(1_500)]
    straight = read_files([file_of(tmp_path, rows)], SystemClock())
    random.Random(3).shuffle(rows)

    shuffled = read_files([file_of(tmp_path, rows, "other.jsonl")], SystemClock())

    def told(posts: object) -> str:
        return repr(posts).replace("other.jsonl", "posts.jsonl")

    assert told(shuffled.entries) == told(straight.entries)
    assert told(shuffled.boosts) == told(straight.boosts)
    assert len(straight.boosts) > 1_000


def test_lines_that_make_no_sense_are_counted_and_the_first_is_told(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text('{"text": "no author"}\n\n' + json.dumps(post_row("k1", 1)) + "\n[]\n", encoding="utf-8")

    posts = read_files([str(file)], SystemClock())

    assert len(posts.entries) == 1
    assert posts.unreadable == 2
    assert posts.complaint.startswith("line ")


@pytest.mark.parametrize(("name", "why"), [("nowhere.jsonl", "there is no such file"), (".", "directory")])
def test_what_is_no_file_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match=why):
        read_files([name], SystemClock())

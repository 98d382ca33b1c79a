"""What an export is made from: nothing of people who were forgotten, and no more of the archive than is needed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from hashtui.archive.reader import Reader
from hashtui.post.sighting import Boost
from tests.cli.running import Hashtui
from tests.cli.written import Row, boost_row, file_of, post_row


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Two posts, one of them edited and passed on."""
    at = "2026-11-21T14:20:00Z"
    rows = [
        post_row("https://x.example/1", 1, "Bonjour #fete"),
        post_row("https://x.example/2", 2, "before #fete"),
        boost_row("https://x.example/2", "@b@x.example", 5),
        post_row("https://x.example/2", 2, "after #fete", event="edited", edited_at=at, received_at=at),
    ]
    return file_of(tmp_path, rows)


def objects(text: str) -> list[Row]:
    return [json.loads(line) for line in text.splitlines()]


def test_that_somebody_who_was_forgotten_passed_a_post_on_is_told_by_no_export(
    hashtui: Hashtui, tmp_path: Path
) -> None:
    lea = {"key": "did:x:lea", "handle": "@lea@x.example", "name": "Lea", "url": "https://x.example/@lea"}
    renamed = {**lea, "handle": "@since@x.example"}
    rows = [post_row("k1", 1, "words of another", boosted_by=lea), post_row("k2", 2, "other words", boosted_by=renamed)]
    file = file_of(tmp_path, rows)
    hashtui("forget", "@lea@x.example")

    ran = hashtui("export", "--from", file, "--format", "jsonl")

    assert [(one["key"], one["boosted_by"]) for one in objects(ran.out)] == [("k1", None), ("k2", None)]


def test_a_few_posts_are_exported_without_reading_what_became_of_all(
    hashtui: Hashtui, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashtui("import", file)
    whole = hashtui("export", "#fete", "--format", "jsonl").out
    hashtui("pick", "add", "https://x.example/2")

    def read_all(*_: object) -> Iterator[Boost]:
        raise AssertionError("every boost, or the whole journal, was read")

    monkeypatch.setattr(Reader, "boosts", read_all)
    monkeypatch.setattr(Reader, "heard", read_all)
    wanted = [
        hashtui("export", *what, "--format", "jsonl")
        for what in (["#fete"], ["--picks"], ["--since", "2026-11-21T14:02:00Z", "--until", "2026-11-21T14:04:00Z"])
    ]

    assert wanted[0].out == whole
    assert [[one["event"] for one in objects(ran.out)][-2:] for ran in wanted] == [["boost", "edited"]] * 3

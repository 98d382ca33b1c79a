"""Open data: what is written is read back as the same objects, and the README beside it says what they are."""

import json
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.jsonl import write_jsonl
from hashtui.anthology.making import Lore, make_anthology
from hashtui.clock import HandClock
from hashtui.post.clean import clean_line
from hashtui.post.json import schema
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Gap, Sighting
from hashtui.reading.entry import Entry
from hashtui.sources.lines.whole import WholeFile
from tests.anthology.binding import ACTIVE, COLOPHON, bound, hostile_anthology, hostile_texts
from tests.posts import NOON, SOURCE, author, entry, post, rewritten

Json = dict[str, object]


def lines_of(anthology: Anthology) -> list[Json]:
    return [json.loads(line) for line in write_jsonl(anthology)["jsonl"].decode("utf-8").splitlines()]


def edited() -> Anthology:
    """Post 1 that was edited and passed on in between, and post 2."""
    after = rewritten(post(1), "another word")
    heard_at = NOON + timedelta(minutes=4, seconds=7)
    boost = Boost(post(1).key, author("bo"), NOON + timedelta(minutes=3), SOURCE, NOON + timedelta(minutes=3))
    lore = Lore((boost,), {post(1).key: (entry(post(1)),)}, {post(1).key: heard_at}, {post(2).key: ("#a", "#b")})
    return bound(after, post(2), lore=lore)


def test_every_state_of_a_post_and_every_boost_is_told_in_the_order_of_hearing() -> None:
    told = lines_of(edited())

    assert [(one["event"], one["received_at"], one.get("text")) for one in told] == [
        ("post", "2026-11-21T12:01:05.000Z", "Post number 1"),
        ("post", "2026-11-21T12:02:05.000Z", "Post number 2"),
        ("boost", "2026-11-21T12:03:00.000Z", None),
        ("edited", "2026-11-21T12:04:07.000Z", "another word"),
    ]
    assert [one.get("panes") for one in told] == [[], ["#a", "#b"], None, []]
    assert [one["trust"] for one in told if "trust" in one] == [None] * 3


@pytest.mark.parametrize("texts", [ACTIVE, None], ids=["active", "corpus"])
def test_every_line_fulfils_the_schema(texts: Sequence[str] | None) -> None:
    judge = jsonschema.Draft202012Validator(schema())
    made = hostile_anthology(texts if texts is not None else hostile_texts())

    assert [error.message for told in (*lines_of(edited()), *lines_of(made)) for error in judge.iter_errors(told)] == []


def read_back(tmp_path: Path, octets: bytes) -> list[Sighting | Boost | Deletion | Gap]:
    path = tmp_path / "out.jsonl"
    path.write_bytes(octets)
    file = WholeFile(os.fspath(path), HandClock(NOON))
    heard = list(file.read())
    assert file.unreadable == 0, file.complaint
    return heard


def test_what_was_written_is_read_back_as_the_same_posts(tmp_path: Path) -> None:
    heard = read_back(tmp_path, write_jsonl(edited())["jsonl"])

    posts = [one.post for one in heard if isinstance(one, Sighting)]
    assert [one.body.text for one in posts] == ["Post number 1", "Post number 2", "another word"]
    assert posts[1] == post(2)
    assert posts[2].edited_at == NOON + timedelta(minutes=4)
    assert [one.by.handle for one in heard if isinstance(one, Boost)] == ["@bo@social.example"]


@pytest.mark.parametrize("texts", [ACTIVE, None], ids=["active", "corpus"])
def test_what_was_read_back_is_written_as_the_same_octets(tmp_path: Path, texts: Sequence[str] | None) -> None:
    made = hostile_anthology(texts if texts is not None else hostile_texts())
    octets = written_again(tmp_path, write_jsonl(made)["jsonl"])  # no source gives posts as untrue as these

    again = written_again(tmp_path, octets)

    assert again == octets
    assert octets.count(b"\n") == made.posts > 0


def written_again(tmp_path: Path, octets: bytes) -> bytes:
    """What was written, read back and written."""
    sightings = [one for one in read_back(tmp_path, octets) if isinstance(one, Sighting)]
    entries = [
        Entry.first(Admitted(Change.POST, one, frozenset(one.post.tags), (one.source,), one)) for one in sightings
    ]
    return write_jsonl(make_anthology(entries, (), title=clean_line("again"), colophon=COLOPHON))["jsonl"]


def test_the_readme_names_every_field_of_every_line() -> None:
    readme = write_jsonl(edited())["README.md"].decode("utf-8")

    def fields(told: object, prefix: str = "") -> set[str]:
        if isinstance(told, list):
            return {name for one in told for name in fields(one, f"{prefix.removesuffix('.')}[].")}
        if not isinstance(told, dict):
            return set()
        inner = {name for key, value in told.items() for name in fields(value, f"{prefix}{key}.")}
        return {f"{prefix}{key}" for key in told} | inner

    named = {name for told in lines_of(edited()) for name in fields(told)}
    assert [name for name in sorted(named) if f"`{name}`" not in readme] == []
    assert len(named) > 30


def test_the_readme_says_of_every_field_what_it_is() -> None:
    readme = write_jsonl(edited())["README.md"].decode("utf-8")

    rows = [line.removesuffix(" |").split(" | ") for line in readme.splitlines() if line.startswith("| `")]
    assert [row for row in rows if len(row) != 3 or not row[2].strip() or not row[1].strip()] == []
    assert ["| `poll.votes`", "integer or null", "how many voted"] in rows
    assert ["| `media[].kind`", "`image`, `video`, `audio`, `unknown`", "what it is"] in rows

"""How far back a file is read, and read again."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.post.tag import Tag
from tests.sources.lines.saying import append, said, source_of, write
from tests.sources.listening import listening


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.jsonl"


async def test_since_leaves_out_what_is_older_but_not_what_comes(path: Path, clock: HandClock) -> None:
    write(path, said("#a one", 1), said("#a two", 2))
    since = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
    async with listening(source_of(path, clock), clock, since=since) as ear:
        append(path, said("#a late", 1))
        await ear.wind(0.5)

        assert ear.texts == ["#a two", "#a late"]


async def test_a_line_without_a_time_is_at_most_as_new_as_its_file(path: Path, clock: HandClock) -> None:
    write(path, said("#a one"))
    written = clock.now() - timedelta(hours=1)
    os.utime(path, (written.timestamp(), written.timestamp()))
    async with listening(source_of(path, clock), clock, since=written + timedelta(minutes=1)) as ear:
        append(path, said("#a two"))
        await ear.wind(0.5)

        assert ear.texts == ["#a two"]


async def test_older_posts_are_read_from_the_file_again(path: Path, clock: HandClock) -> None:
    write(path, *(said(f"#a {n}", n) for n in range(59, -1, -1)), said("#b", 3))
    source = source_of(path, clock)
    noon = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
    async with listening(source, clock, since=noon + timedelta(minutes=58)) as ear:
        older = await source.older(Tag.of("a"), noon + timedelta(minutes=58))

        assert ear.texts == ["#a 58", "#a 59"]
        assert [one.post.body.text for one in older] == [f"#a {n}" for n in range(18, 58)]

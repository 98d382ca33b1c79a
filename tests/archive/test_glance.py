"""A glance at a row says of no post that it is out which the whole post is not, and is enough for most terms."""

import asyncio

import pytest

from hashtui.archive.candidates import Stretch
from hashtui.archive.glance import tells
from hashtui.archive.narrowing import Narrow
from hashtui.archive.posts import CHUNK
from hashtui.filter import parse
from hashtui.filter.tree import Term
from hashtui.reading.moment import Moment
from tests.archive.searched import entries, kept, posts
from tests.filter.expressions import PRESENT
from tests.posts import NOON

POSTS = posts(200)
TOLD = (
    "mairie", '"rue de"', "東", "/[Mm]airie/", "#été", "from:ana", "net:bluesky", "lang:fr", "lang:?", "length:>20",
    "since:2026-11-20T20:00:00Z", "until:2026-11-20T20:00:00Z", "has:media", "has:image", "has:video", "has:alt",
    "has:cw", "has:quote", "is:reply", "is:edited", "is:sensitive",
)  # fmt: skip


@pytest.mark.parametrize("written", TOLD)
def test_what_it_tells_is_what_the_whole_post_tells(written: str) -> None:
    archive = asyncio.run(kept(POSTS))
    candidates, tree = archive.reader().candidates(), parse(written, PRESENT)
    candidates.look_for(Narrow())

    rows = candidates.chunk(Stretch(), CHUNK)
    glance = candidates.glance(tree, NOON)

    assert isinstance(tree, Term)
    assert tells(tree)
    expected = [not tree.judge(entry, Moment(NOON)) for entry in entries(POSTS)]
    assert [glance.rules_out(row) for row in rows] == expected
    archive.close()


@pytest.mark.parametrize("written", ["trust:>=known", "is:picked", "is:bot", "has:poll", "link:a.example", "boosts:>2"])
def test_what_it_cannot_tell_rules_nothing_out(written: str) -> None:
    archive = asyncio.run(kept(POSTS))
    candidates = archive.reader().candidates()
    candidates.look_for(Narrow())

    glance = candidates.glance(parse(written, PRESENT), NOON)

    assert not any(glance.rules_out(row) for row in candidates.chunk(Stretch(), CHUNK))
    archive.close()

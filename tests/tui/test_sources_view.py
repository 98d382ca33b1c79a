"""The sources' health in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.sighting import Gap, State
from hashtui.tui.page import Page
from hashtui.tui.sheet import Sheet
from hashtui.tui.sources_view import SourcesView, source_lines
from hashtui.tui.typeset import line_width
from hashtui.watch.health import Health, Outcome
from tests.posts import NOON
from tests.tui.hosted import KEYS, SIZES, Hosted, press, rows_of

WELL = Health(
    url=clean_line("https://mastodon.social"),
    state=State.LIVE,
    reason=clean_line(""),
    help=None,
    state_since=NOON - timedelta(minutes=30),
    outcome=Outcome.ANSWERED,
    last_heard_at=NOON - timedelta(seconds=20),
    posts=214,
    duplicates=12,
    malformed=0,
    retries=0,
    next_try=None,
    lag=timedelta(seconds=12),
    per_minute=6.24,
    last_error=clean_line(""),
)
SHUT = replace(
    WELL,
    url=clean_line("https://closed.example/"),
    state=State.REFUSED,
    reason=clean_line("closed.example shows this tag only to people who are logged in"),
    help=clean_text("put a token into the configuration\nor choose another server"),
    last_heard_at=None,
    posts=1,
    duplicates=0,
    retries=1,
    lag=None,
    per_minute=0.0,
    last_error=clean_line("closed.example shows this tag only to people who are logged in"),
)
DOWN = replace(
    WELL,
    url=clean_line("https://down.example"),
    state=State.NO_NETWORK,
    reason=clean_line("no address for down.example"),
    state_since=NOON - timedelta(days=1),
    retries=7,
    malformed=3,
    requests_left=1,
    next_try=NOON + timedelta(seconds=40),
    last_error=clean_line("the stream was closed"),
)


def told(*healths: Health, width: int = 80, gaps: Sequence[Gap] = ()) -> list[str]:
    lines = source_lines(healths, Sheet(width, NOON, UTC), gaps)
    return ["".join(run.text for run in line).rstrip() for line in lines]


def test_narrow_a_source_is_told_in_sentences() -> None:
    assert told(WELL) == [
        "",
        " ● mastodon.social  live since 11:30",
        "     last heard 11:59:40 · posts take 12 s to come · 6.2 a minute",
        "     214 posts · 12 heard again",
        "",
    ]


def test_wide_a_source_is_told_in_columns() -> None:
    head, row, *_ = told(WELL, width=140)

    assert " ".join(head.split()) == "last heard under way a minute posts again received failed next try"
    assert row.startswith(" ● mastodon.social ")
    assert row.split()[2:] == ["live", "since", "11:30", "11:59:40", "12", "s", "6.2", "214", "12", "–", "0", "–"]
    assert row.index("11:59:40") + len("11:59:40") == head.index("last heard") + len("last heard")


@pytest.mark.parametrize("width", [80, 140])
def test_a_refusal_says_why_once_and_what_to_do(width: int) -> None:
    lines = told(SHUT, width=width)

    assert sum("logged in" in line for line in lines) == 1
    assert "       put a token into the configuration" in lines
    assert "       or choose another server" in lines
    assert any(line.startswith(" ✕ closed.example") and "refused" in line for line in lines)


def test_trouble_says_since_when_and_when_it_is_tried_again() -> None:
    lines = told(DOWN)

    assert lines[1] == " ◌ down.example  no network since Fri 20 Nov 12:00"
    assert lines[3] == "     214 posts · 12 heard again · 7 failed attempts · next try 12:00:40"
    assert "     no address for down.example" in lines
    assert "     last trouble: the stream was closed" in lines
    assert "     3 posts or answers could not be read" in lines
    assert "     1 request left in this window" in lines


@pytest.mark.parametrize(
    ("octets", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9_960, "10 kB"), (999_600, "1.0 MB"), (43_210_000, "43 MB")],
)
def test_what_came_over_the_network_is_told_in_two_digits(octets: int, words: str) -> None:
    assert f"     214 posts · 12 heard again · {words} received" in told(replace(WELL, received=octets))
    assert words in told(replace(WELL, received=octets), width=140)[1]


def test_forged_posts_and_a_source_of_another_kind_are_named() -> None:
    relay = replace(WELL, url=clean_line("nostr+wss://relay.example"), forged=3)

    lines = told(relay)

    assert lines[1] == " ● relay.example (Nostr)  live since 11:30"
    assert "     3 posts were forged and left out: the signature does not hold" in lines


def test_holes_that_are_not_filled_are_told_with_their_reason() -> None:
    hole = Gap(WELL.url, NOON - timedelta(minutes=20), NOON - timedelta(minutes=2), clean_line("the feed rolled over"))
    filled = replace(hole, since=NOON - timedelta(hours=2), filled_at=NOON)
    elsewhere = replace(hole, source=clean_line("https://other.example"))

    lines = told(WELL, gaps=(hole, filled, elsewhere))
    many = told(WELL, gaps=tuple(replace(hole, since=NOON - timedelta(hours=n)) for n in range(1, 6)))

    assert "     posts may be missing from 11:40:00–11:58:00: the feed rolled over" in lines
    assert sum("missing" in line for line in lines) == 1
    assert "     and in 2 stretches before" in many


def test_without_sources_it_says_so() -> None:
    assert told() == ["", "   No source is being asked."]


@pytest.mark.parametrize("width", [20, 36, 80, 129, 130, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    long = replace(SHUT, url=clean_line("https://" + "a" * 60 + ".example"))

    lines = source_lines((WELL, SHUT, DOWN, long), Sheet(width, NOON, UTC))

    assert max(line_width(line) for line in lines) <= width


def viewing(healths: list[Health], *, demo: bool = False) -> Hosted[None]:
    return Hosted(SourcesView(lambda: tuple(healths), clock=HandClock(NOON), keys=KEYS, zone=UTC, demo=demo))


@pytest.mark.parametrize(("size", "key"), tuple(zip(SIZES, ("escape", "q", "i"), strict=True)))
async def test_it_opens_and_closes_by_key(size: tuple[int, int], key: str) -> None:
    app = viewing([WELL, SHUT])

    async with app.run_test(size=size) as pilot:
        rows = rows_of(pilot)
        await press(pilot, key)

        assert rows[0].startswith(" hashtui › sources")
        assert any("● mastodon.social" in row for row in rows)
        assert not app.is_open


async def test_it_follows_what_changes_and_leaves_alone_what_does_not() -> None:
    healths = [WELL]
    app = viewing(healths, demo=True)

    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        assert isinstance(view, SourcesView)
        before = view.query_one("#page", Page).paint(80, 20)
        view.set_lines()
        assert all(a is b for a, b in zip(before, view.query_one("#page", Page).paint(80, 20), strict=True))

        healths[0] = replace(WELL, state=State.POLLING, posts=215)
        view.set_lines()
        await pilot.pause()

        rows = rows_of(pilot)
        assert " ◐ mastodon.social  polling since 11:30" in rows
        assert "     215 posts · 12 heard again" in rows
        assert rows[0].startswith(" hashtui  DEMO  › sources")

"""`hashtui replay` on the command line: what is refused, and why."""

from dataclasses import replace
from pathlib import Path

import pytest

from hashtui.cli.replaying import Playing
from hashtui.errors import UsageError
from hashtui.filter import read_panes
from hashtui.post.kept_out import KeptOut
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.glyphs import UNICODE
from hashtui.watch.replay import Told
from tests.cli.running import finished
from tests.posts import NOON, author, post, sighting


def test_it_needs_a_terminal_and_says_what_does_not(tmp_path: Path) -> None:
    ran = finished("replay", "--from", str(tmp_path / "none.jsonl"))

    assert ran.code == 2
    assert "needs a terminal" in ran.err
    assert "hashtui summary --from" in ran.err


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    ran = finished("replay", "--from", "x.jsonl", "--since", "2026-11-21T14:00:00Z", "--until", "2026-11-21T13:00:00Z")

    assert ran.code == 2
    assert "--since is not before --until" in ran.err


@pytest.mark.parametrize("panes", [(), ("#paris20",)])
def test_nothing_recorded_of_what_is_asked_for_is_said(panes: tuple[str, ...]) -> None:
    told = Told([sighting(post(1))] if panes else [])

    with pytest.raises(UsageError, match=r"nothing is recorded.* in notes\.jsonl"):
        _setup(told, panes)


def test_a_span_outside_the_recording_says_where_the_recording_is() -> None:
    playing = Playing(Told([sighting(post(1))]), "notes.jsonl", None, UNICODE, speed=1.0, until=NOON)

    with pytest.raises(UsageError, match=r"goes from 2026-11-21T12:01 to 2026-11-21T12:01$"):
        playing.setup((), Sensitivity.NORMAL)


def test_nobody_who_was_forgotten_is_told_of_out_of_a_file() -> None:
    told = [sighting(replace(post(number), author=author(name))) for number, name in enumerate(("lea", "ana"))]
    out = KeptOut(frozenset({"@lea@social.example"}))
    playing = Playing(Told(told), "notes.jsonl", None, UNICODE, speed=1.0, out=out)

    watch = playing.setup((), Sensitivity.NORMAL).watch
    for one in told:
        watch.admit(one)

    assert [watch.known(one.post.key) is not None for one in told] == [False, True]


def _setup(told: Told, panes: tuple[str, ...]) -> None:
    playing = Playing(told, "notes.jsonl", None, UNICODE, speed=1.0)
    playing.setup(read_panes(panes, subscribes=False), Sensitivity.NORMAL)

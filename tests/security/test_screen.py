"""Strangers' text on the real dashboard, on a real terminal: it is read, and nothing else happens."""

import base64
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.security.dashboard_session import DashboardSession, Said, hostile_dashboard
from tests.security.grammar import leaks
from tests.security.hostile import ACTS, MARKUP, WIDE, corpus, texts

BATCH = 10
TYPED = (ACTS[3] + MARKUP[0] + WIDE[0], WIDE[4] + ACTS[0], *ACTS[5:9], MARKUP[1])
TOUR = (b"j", b"v", b"v", b"v", b"\r", b"\x1b[6~", b"\x1b", b"\x1b")
"""Select, the three densities, the post read in its thread, back, and following the newest."""
OTHER_VIEWS = (b"i", b"\x1b", b":", b"last notice", b"\x1b[B", b"\x1b", b"a", b"\x1b[B", b"\x1b[B", b"\x1b", b"\x1b")
"""The sources, the palette with the last notice, the picker with what was open and what is busy."""
QUIT = b"\x11"


@dataclass
class Shown:
    """What became of sessions."""

    output: bytes = b""
    displaced: list[str] = field(default_factory=list)
    posts: int = 0
    ended_early: bool = False
    statuses: list[int | None] = field(default_factory=list)


def said() -> list[Said]:
    """Everything strangers say, ours and that of the shared corpus."""
    return [
        *((text, False) for text in texts()),
        *((text, False) for text in corpus(html=False)),
        *((text, True) for text in corpus(html=True)),
    ]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """All of it seen once, in every view: by two dashboards side by side, since each mostly waits."""
    everything = said()
    half = len(everything) // 2 // BATCH * BATCH
    starts = (0, half)
    folders = [tmp_path_factory.mktemp("hostile") for _ in starts]
    with ThreadPoolExecutor(len(starts)) as beside:
        first, second = beside.map(_show, folders, (everything[:half], everything[half:]), starts)
    return Shown(
        first.output + second.output,
        first.displaced + second.displaced,
        len(everything),
        first.ended_early or second.ended_early,
        first.statuses + second.statuses,
    )


def _show(folder: Path, everything: Sequence[Said], start: int) -> Shown:
    """These, of which the first is the post of the number `start`, one batch after another."""
    end = Shown()
    with hostile_dashboard(folder, TYPED, first=start) as session:
        for first in range(0, len(everything), BATCH):
            session.put(everything[first : first + BATCH])
            end.displaced += session.displaced()
            _look_around(session, end)
            if first % (4 * BATCH) == 0:
                session.press(*OTHER_VIEWS)
        end.ended_early = session.terminal.has_ended
        session.press(QUIT)
        session.terminal.read(5)
        end.output, end.statuses = session.terminal.output, [session.terminal.process.poll()]
    return end


def _look_around(session: DashboardSession, end: Shown) -> None:
    for key in TOUR[:4]:
        session.press(key)
        end.displaced += session.displaced()
    session.press(*TOUR[4:])


def test_nothing_but_what_we_write_ourselves_reaches_the_terminal(shown: Shown) -> None:
    assert [str(leak) for leak in leaks(shown.output)] == []


def test_strangers_move_no_cursor_and_choose_no_colour(shown: Shown) -> None:
    assert re.findall(rb".{40}\x1b\[[0-9;]*[A-Za-z]CANARY", shown.output) == []


def test_all_of_it_was_really_shown(shown: Shown) -> None:
    seen = {int(number) for number in re.findall(rb"user(\d+)", shown.output)}

    assert set(range(0, shown.posts, 2)) <= seen  # every second handle is that of the post's number
    for words in (b"[@click=app.quit]", "␛[2J".encode(), "\ufffd".encode(), b"evil.example is in trouble: "):
        assert words in shown.output


def test_the_walls_between_panes_stay_where_they_are(shown: Shown) -> None:
    assert shown.displaced == []


def test_it_neither_stops_nor_crashes(shown: Shown) -> None:
    assert (shown.ended_early, shown.statuses, b"Traceback" in shown.output) == (False, [0, 0], False)


@pytest.fixture
def markup(tmp_path: Path) -> Iterator[DashboardSession]:
    """A dashboard of posts that are markup to Textual."""
    with hostile_dashboard(tmp_path, TYPED) as session:
        session.put([(text, False) for text in MARKUP])
        yield session


def test_clicks_on_every_cell_of_markup_do_nothing_but_select_and_open(markup: DashboardSession) -> None:
    markup.press(b"v", b"v")
    markup.click_all(range(6 + len(MARKUP)), range(49))
    markup.press(b"\x1b", b"g", b"\r")
    markup.click_all(range(24), range(0, 100, 2))
    markup.press(b"\x1b", b"\x1b", b"i")
    markup.click_all(range(12), range(0, 100, 2))

    assert not markup.terminal.has_ended
    assert leaks(markup.terminal.output) == []


def test_only_a_key_copies_and_what_it_copies_is_clean(markup: DashboardSession) -> None:
    markup.put([(ACTS[0] + MARKUP[0] + ACTS[3], False)])
    markup.press(b"g", b"j", b"k", b"y", b"Y", b"o")

    copied = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", markup.terminal.output)
    assert leaks(markup.terminal.output, may_copy=True) == []
    assert len(copied) == 3
    assert all(re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", base64.b64decode(words)) is None for words in copied)


def test_what_the_first_gate_lets_through_the_second_does_not(tmp_path: Path) -> None:
    everything = list(texts())
    with hostile_dashboard(tmp_path, TYPED, raw=True) as session:
        for first in range(0, len(everything), 2 * BATCH):
            session.put([(text, False) for text in everything[first : first + 2 * BATCH]])
            session.press(*TOUR)
        session.press(*OTHER_VIEWS)
        ended_early = session.terminal.has_ended

    shown = session.terminal.output
    assert "\ue0a0".encode() in shown  # nobody cleaned it
    assert [str(leak) for leak in leaks(shown) if leak.acts] == []
    assert re.findall(rb".{40}\x1b\[[0-9;]*[A-Za-z]CANARY", shown) == []
    assert not ended_early

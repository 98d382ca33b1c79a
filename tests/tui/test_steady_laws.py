"""Whatever happens to a window and is done to it: nothing moves but by the reader, and switches keep the row."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.sighting import Change
from hashtui.reading.ruling import NO_RULING
from hashtui.tui.window import Window
from tests.posts import NOON, admitted, post
from tests.tui.test_mark_line import gap
from tests.tui.test_steady import ROBOTS, finds, standing, window


@dataclass(frozen=True)
class Step:
    """Something that happens to a window."""

    does: str
    number: int
    text: str


HAPPENS = ("arrive", "arrive", "edit", "again", "gap", "go on", "catch up")
READER = ("sift", "show", "rules", "no rules")
MOVES = ("down", "up", "page", "follow", "hold", "unseen", "back")
STEPS = st.builds(
    Step,
    st.sampled_from((*HAPPENS, *READER, *MOVES)),
    st.integers(0, 40),
    st.sampled_from(("", "robot", "find", "unwanted", "unwanted find")),
)


class Played:
    """A window and what was switched on it."""

    def __init__(self) -> None:
        self.over = window({number: "find" if number % 3 else "unwanted" for number in range(20)}, height=12)
        self.sifts = False

    def play(self, step: Step) -> None:
        over, line = self.over, self.over.timeline
        moves = {"down": over.down, "up": over.up, "follow": over.follow, "hold": over.hold}
        match step.does:
            case "arrive" | "edit" | "again":
                changes = {"edit": Change.EDITED, "again": Change.AGAIN}
                one = post(step.number, step.text or "-", minutes=step.number % 25 + step.number / 100)
                line.take(admitted(one, changes.get(step.does, Change.POST)))
                over.catch_up()
            case "gap":
                line.admit_gap(gap(step.number % 20 + 0.3, step.number % 20 + 0.7))
                over.catch_up()
            case "sift":
                self.sifts = not self.sifts
                over.sift(finds if self.sifts else None, NOON)
            case "go on":
                chances = iter(range(1))
                line.sift_on(lambda: next(chances, None) is not None)
                over.sift_on(0.0)
            case "show":
                over.show_hidden(not line.shows_hidden)
            case "rules" | "no rules":
                over.judge_anew(NOON, ROBOTS if step.does == "rules" else NO_RULING)
            case "page":
                over.page(1.0 if step.number % 2 else -1.0)
            case "unseen":
                over.next_unseen()
            case "back":
                over.back()
            case "catch up":
                over.catch_up()
            case move:
                moves[move]()


@contextmanager
def slow_to_look(chunk: int) -> Iterator[None]:
    """A filter looks at few posts at a time."""
    with ExitStack() as stack:
        stack.enter_context(patch("hashtui.reading.order.CHUNK", chunk))
        stack.enter_context(patch("hashtui.reading.view.FIRST_LOOKS", 1))
        stack.enter_context(patch("hashtui.tui.steady.FIRST_SIFT", -1.0))
        yield


def is_shown(over: Window, key: str | None) -> bool:
    return key is not None and over.timeline.position(key) is not None


@given(st.lists(STEPS, max_size=40), st.sampled_from((1, 128)))
def test_nothing_on_the_screen_moves_but_by_the_reader(steps: list[Step], chunk: int) -> None:
    played = Played()
    over = played.over

    with slow_to_look(chunk):
        for step in steps:
            spot, before = (over.selected, over.row), standing(over)
            played.play(step)
            if step.does in HAPPENS and before and not over.following:
                assert before <= standing(over)
                assert (over.selected, over.row) == spot


@given(st.lists(STEPS, max_size=40), st.sampled_from((1, 128)))
def test_a_switch_leaves_the_selected_post_on_its_row_or_another_until_it_comes_back(
    steps: list[Step], chunk: int
) -> None:
    played = Played()
    over, home = played.over, None

    with slow_to_look(chunk):
        for step in steps:
            selected, row, was_shown = over.selected, over.row, is_shown(over, over.selected)
            played.play(step)
            if step.does in READER:
                home = home or selected
                wanted = home if is_shown(over, home) else selected if is_shown(over, selected) else over.selected
                assert (over.selected, over.row) == (wanted, row)
                home = None if home == over.selected else home
            elif step.does in MOVES and was_shown:
                home = None
            assert over.selected is None or is_shown(over, over.selected) or not len(over.timeline)
            slots = [slot for slot in over.slots() if slot.entry.key == over.selected]
            assert [slot.row for slot in slots] == ([over.row] if is_shown(over, over.selected) else [])

"""What holds of a timeline after any sequence of arrivals, changes and the reader's switches."""

from dataclasses import dataclass
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.sighting import Change
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.timeline import Timeline
from tests.posts import NOON, admitted, post

NUMBERS = st.integers(0, 14)
WORDS = st.sampled_from(("", "robot", "find", "vip", "robot find", "find vip"))
TAGS = st.sampled_from((("capcomnet",), ("capcomnet", "spam")))
RULES = Ruling(
    hidden_by=lambda entry, _: "robots" if says(entry, "robot") else "",
    matters=lambda entry, _: says(entry, "vip"),
    style=lambda entry, _: "bold" if says(entry, "vip") else "",
)


def says(entry: Entry, word: str) -> bool:
    return word in entry.post.body.text


def finds(entry: Entry, _: Moment) -> bool:
    return says(entry, "find")


@dataclass(frozen=True)
class Step:
    """Something that happens to a timeline."""

    does: str
    number: int
    words: str
    tags: tuple[str, ...]

    @property
    def is_the_readers(self) -> bool:
        """Only such a step may take a post from the view."""
        return self.does in ("sift", "show", "rules", "no rules")


CAME = ("arrive", "arrive", "arrive", "edit", "again", "delete")
DONE = ("see", "see all", "unsee", "sift", "go on", "show", "rules", "no rules")
STEPS = st.builds(Step, st.sampled_from((*CAME, *DONE)), NUMBERS, WORDS, TAGS)


def timeline(ruling: Ruling = NO_RULING, *, limit: int = 1000) -> Timeline:
    wanted, unwanted = Tag.of("capcomnet"), Tag.of("spam")
    return Timeline(
        lambda entry, _: unwanted not in entry.tags, lambda entry: wanted in entry.tags, limit=limit, ruling=ruling
    )


def take(line: Timeline, step: Step) -> None:
    changes = {"edit": Change.EDITED, "again": Change.AGAIN, "delete": Change.DELETED}
    line.take(admitted(post(step.number, step.words or "-", tags=step.tags), changes.get(step.does, Change.POST)))


class Played:
    """A timeline and what was switched on it."""

    def __init__(self) -> None:
        self.line = timeline()
        self.rules = NO_RULING
        self.sifts = False
        self.taken_back: frozenset[str] = frozenset()

    def play(self, step: Step) -> None:
        line = self.line
        match step.does:
            case "see":
                line.see([post(step.number).key])
            case "see all":
                self.taken_back = line.see_all()
            case "unsee":
                line.unsee(self.taken_back)
            case "sift":
                self.sifts = not self.sifts
                line.sift(finds if self.sifts else None, NOON, around=post(step.number).key)
            case "go on":
                chances = iter(range(1))
                line.sift_on(lambda: next(chances, None) is not None)
            case "show":
                line.show_hidden(not line.shows_hidden, around=post(step.number).key)
            case "rules" | "no rules":
                self.rules = RULES if step.does == "rules" else NO_RULING
                line.judge_anew(NOON, self.rules, around=post(step.number).key)
            case _:
                take(line, step)

    def fresh(self) -> Timeline:
        """A timeline that is given the same posts as they are now, under the same switches."""
        fresh = timeline(self.rules)
        for number in range(15):
            entry = self.line.entry(post(number).key)
            if entry is not None:
                fresh.take(admitted(entry.post))
        fresh.show_hidden(self.line.shows_hidden)
        fresh.sift(finds if self.sifts else None, NOON)
        return fresh


def view(line: Timeline) -> list[str]:
    return [line.at(position).key for position in range(len(line))]


def stored(line: Timeline) -> list[str]:
    return [post(number).key for number in range(15) if line.entry(post(number).key) is not None]


def check(line: Timeline) -> None:
    """What is true at any time."""
    shown, kept = view(line), stored(line)
    hidden = {key for key in kept if line.why_hidden(key)}
    base = set(kept) if line.shows_hidden else set(kept) - hidden
    assert shown == sorted(shown, key=lambda key: -int(key.rpartition("/")[2]))
    assert set(shown) <= base
    assert line.sifted is not None or set(shown) == base
    assert (line.hidden, line.stored) == (len(hidden), len(kept))
    assert line.unseen <= set(kept) - hidden
    assert [line.position(key) for key in shown] == list(range(len(shown)))
    assert all(line.position(key) is None for key in set(kept) - set(shown))
    assert line.sifted is None or line.sifted[0] == len(shown) <= line.sifted[1] <= len(base)
    assert set(line.matter_unseen) == {key for key in shown if key in line.unseen and line.matters(key)}
    assert line.shown(frozenset(kept)) == set(shown)
    assert not any(line.matters(key) or line.style_of(key) for key in hidden)


@given(st.lists(STEPS, max_size=40), st.sampled_from((1, 3, 128)))
def test_counts_agree_and_only_the_reader_takes_posts_from_the_view(steps: list[Step], chunk: int) -> None:
    played = Played()

    with patch("hashtui.reading.order.CHUNK", chunk), patch("hashtui.reading.view.FIRST_LOOKS", 1):
        for step in steps:
            before, came = view(played.line), len(played.line.arrivals)
            played.play(step)
            check(played.line)
            assert step.is_the_readers or set(before) <= set(view(played.line))
            told = {*before, *played.line.arrivals[came:]}
            assert step.is_the_readers or step.does == "go on" or set(view(played.line)) <= told


@given(st.lists(STEPS, max_size=40), st.sampled_from((1, 128)))
def test_judged_anew_the_view_is_that_of_a_fresh_timeline_with_the_same_posts(steps: list[Step], chunk: int) -> None:
    played = Played()
    with patch("hashtui.reading.order.CHUNK", chunk):
        for step in steps:
            played.play(step)

        played.line.judge_anew(NOON, played.rules)
        played.line.sift(finds if played.sifts else None, NOON)
        played.line.sift_on(lambda: True)

    line, fresh = played.line, played.fresh()
    assert view(line) == view(fresh)
    assert not line.is_sifting
    assert line.sifted == fresh.sifted
    assert line.reasons() == fresh.reasons()
    assert [line.matters(key) for key in stored(line)] == [fresh.matters(key) for key in stored(line)]
    assert line.rate.bins(NOON, 5) == fresh.rate.bins(NOON, 5)


@given(st.lists(STEPS, max_size=30))
def test_what_was_seen_stays_seen_however_it_is_hidden_and_shown(steps: list[Step]) -> None:
    played = Played()
    for step in steps:
        played.play(step)
    played.line.judge_anew(NOON, NO_RULING)
    before = set(played.line.unseen)

    played.line.judge_anew(NOON, RULES)
    played.line.judge_anew(NOON, NO_RULING)

    assert played.line.unseen == before


@given(st.lists(STEPS.filter(lambda step: step.does in ("arrive", "edit", "again", "sift", "show")), max_size=60))
def test_beyond_the_limit_whatever_is_kept_is_told_of_truly(steps: list[Step]) -> None:
    played = Played()
    played.line = timeline(RULES, limit=6)

    for step in steps:
        played.play(step)

        kept = stored(played.line)
        assert len(kept) == played.line.stored <= 6
        assert played.line.hidden >= sum(bool(played.line.why_hidden(key)) for key in kept)
        assert set(view(played.line)) <= set(kept)
        assert played.line.unseen <= {key for key in kept if not played.line.why_hidden(key)}

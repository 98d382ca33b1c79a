"""Which posts `tail` prints, and when."""

import json
from collections.abc import Sequence
from dataclasses import replace

from hashtui.cli.forms import JsonForm, TextForm
from hashtui.cli.printer import Printer
from hashtui.filter import read_panes
from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Network, Post
from hashtui.post.sighting import Boost, Change, Deletion, Gap, Report, State
from tests.posts import NOON, SOURCE, admitted, author, post


class Paper:
    """What was printed, read back."""

    def __init__(self, panes: Sequence[str] = ("#a", "#b"), limit: int | None = None, *, released: bool = True) -> None:
        self.ends = 0
        self.lines: list[str] = []
        self.printer = Printer(
            read_panes(panes), JsonForm(), self.lines.append, now=lambda: NOON, limit=limit, full=self._full
        )
        if released:
            self.printer.release()

    def _full(self) -> None:
        self.ends += 1

    def take(self, one: Post, change: Change = Change.POST, *, held: bool = False) -> None:
        """Tell the printer of the post."""
        self.printer.take(admitted(one, change, held=held))

    @property
    def printed(self) -> list[tuple[str, str]]:
        """(event, what it is about: a post's number or a state) of every line."""
        objects = [json.loads(line) for line in self.lines]
        return [(o["event"], o["key"].rpartition("/")[2] if "key" in o else o["state"]) for o in objects]


def test_a_post_is_printed_once_with_every_pane_that_wants_it() -> None:
    paper = Paper()

    paper.take(post(1, tags=("a", "b")))
    paper.take(post(1, tags=("a", "b")), Change.AGAIN)

    assert paper.printed == [("post", "1")]
    assert json.loads(paper.lines[0])["panes"] == ["#a", "#b"]


def test_a_post_that_no_pane_wants_is_not_printed_nor_what_becomes_of_it() -> None:
    paper = Paper(["#a -#b"])

    paper.take(post(1, tags=("a", "b")))
    paper.take(post(1, tags=("a", "b")), Change.DELETED)

    assert paper.printed == []


def test_a_post_is_printed_as_a_post_once_a_pane_wants_it() -> None:
    paper = Paper(["#a #b"])

    paper.take(post(1, tags=("a",)))
    paper.take(post(1, tags=("a", "b")), Change.EDITED)

    assert paper.printed == [("post", "1")]


def test_a_post_of_which_another_copy_went_last_is_deleted_under_the_key_it_was_printed_under() -> None:
    paper = Paper()
    printed = post(1, tags=("a",))
    deletion = Deletion(clean_line("at://did:plc:x/app.bsky.feed.post/1"), clean_line("bluesky"), NOON)

    paper.take(printed)
    paper.printer.take(replace(admitted(printed, Change.DELETED), heard=deletion))

    gone = json.loads(paper.lines[1])
    assert (gone["event"], gone["key"], gone["source"]) == ("deleted", printed.key, "bluesky")


def test_edits_and_deletions_of_printed_posts_are_told() -> None:
    paper = Paper()
    for change in (Change.POST, Change.EDITED, Change.DELETED):
        paper.take(post(1, tags=("a",)), change)

    assert paper.printed == [("post", "1"), ("edited", "1"), ("deleted", "1")]


def test_what_was_held_is_printed_oldest_first_when_it_is_released() -> None:
    paper = Paper(released=False)
    for number in (3, 1, 2):
        paper.take(post(number, tags=("a",)), held=True)

    assert paper.printed == []
    paper.printer.release()
    assert paper.printed == [("post", "1"), ("post", "2"), ("post", "3")]


def test_what_comes_new_does_not_wait_and_what_its_source_held_goes_before_it() -> None:
    paper = Paper(released=False)
    paper.take(post(2, tags=("a",)), held=True)
    paper.take(post(1, tags=("a",)), held=True)

    paper.take(post(3, tags=("a",)))

    assert paper.printed == [("post", "1"), ("post", "2"), ("post", "3")]


def test_what_comes_new_does_not_wait_for_what_another_source_held() -> None:
    paper = Paper(released=False)
    held = admitted(post(1, tags=("a",)), held=True)
    paper.printer.take(replace(held, heard=replace(held.heard, source=clean_line("https://other.example"))))

    paper.take(post(2, tags=("a",)))
    paper.printer.release()

    assert paper.printed == [("post", "2"), ("post", "1")]


def test_the_limit_holds_when_what_was_held_goes_before_what_is_new() -> None:
    paper = Paper(limit=1, released=False)
    paper.take(post(1, tags=("a",)), held=True)

    paper.take(post(2, tags=("a",)))
    paper.printer.release()

    assert paper.printed == [("post", "1")]


def test_a_post_edited_while_it_waits_is_printed_once_in_its_newest_state() -> None:
    paper = Paper(released=False)

    paper.take(post(1, "old", tags=("a",)), held=True)
    paper.take(post(1, "new", tags=("a",)), Change.EDITED)
    paper.printer.release()

    assert paper.printed == [("post", "1")]
    assert json.loads(paper.lines[0])["text"] == "new"


def test_a_post_deleted_while_it_waits_is_never_printed() -> None:
    paper = Paper(released=False)

    paper.take(post(1, tags=("a",)), held=True)
    paper.take(post(1, tags=("a",)), Change.DELETED)
    paper.printer.release()

    assert paper.printed == []


def test_an_edit_that_another_source_held_reaches_a_post_printed_meanwhile() -> None:
    paper = Paper(released=False)

    paper.take(post(1, tags=("a",)))
    paper.take(post(1, tags=("a",)), Change.EDITED, held=True)

    assert paper.printed == [("post", "1"), ("edited", "1")]


def test_the_limit_counts_first_prints_and_then_nothing_more_is_printed() -> None:
    paper = Paper(limit=2)
    for number, change in (
        (1, Change.POST),
        (1, Change.EDITED),
        (2, Change.POST),
        (3, Change.POST),
        (1, Change.DELETED),
    ):
        paper.take(post(number, tags=("a",)), change)
    paper.printer.note(Report(SOURCE, State.LIVE, clean_line(""), NOON))

    assert paper.printed == [("post", "1"), ("edited", "1"), ("post", "2")]
    assert paper.ends == 1


def test_the_limit_holds_for_what_was_held_too() -> None:
    paper = Paper(limit=2, released=False)
    for number in (3, 1, 2):
        paper.take(post(number, tags=("a",)), held=True)

    paper.printer.release()

    assert paper.printed == [("post", "1"), ("post", "2")]


def test_states_and_gaps_of_sources_are_events_too_but_not_their_starting() -> None:
    paper = Paper()

    paper.printer.note(Report(SOURCE, State.STARTING, clean_line(""), NOON))
    paper.printer.note(Report(SOURCE, State.POLLING, clean_line("every 30 s"), NOON))
    paper.printer.note(Gap(SOURCE, NOON, NOON, clean_line("no network")))

    assert paper.printed == [("status", "polling"), ("status", "gap")]


def test_a_boost_is_printed_of_what_was_printed_and_in_json_only() -> None:
    paper = Paper()
    boosts = [Boost(post(number).key, author("bo"), NOON, SOURCE, NOON) for number in (1, 2)]
    text = TextForm(color=False, wraps=False, names_panes=False)

    paper.take(post(1, tags=("a",)))
    for boost in boosts:
        paper.printer.note(boost)

    assert paper.printed == [("post", "1"), ("boost", "1")]
    assert text.boost(boosts[0]) == ""


def test_a_boost_of_a_post_that_waits_is_printed_behind_it() -> None:
    paper = Paper(released=False)
    boosts = [Boost(post(number).key, author("bo"), NOON, SOURCE, NOON) for number in (2, 1, 2)]

    for number in (2, 1):
        paper.take(post(number, tags=("a",)), held=True)
    for boost in boosts:
        paper.printer.note(boost)
    paper.printer.release()

    assert paper.printed == [("post", "1"), ("boost", "1"), ("post", "2"), ("boost", "2"), ("boost", "2")]


def test_boosts_do_not_count_towards_the_limit_and_stop_with_it() -> None:
    paper = Paper(limit=2)
    boost = Boost(post(1).key, author("bo"), NOON, SOURCE, NOON)

    paper.take(post(1, tags=("a",)))
    paper.printer.note(boost)
    paper.take(post(2, tags=("a",)))
    paper.printer.note(boost)

    assert paper.printed == [("post", "1"), ("boost", "1"), ("post", "2")]


def test_a_copy_told_first_and_then_its_original_are_one_post_that_was_edited() -> None:
    paper = Paper()
    copy = replace(post(1, "the words of the…", tags=("a",)), network=Network.BLUESKY)

    paper.take(copy)
    paper.take(replace(copy, body=Body(clean_text("the words of the original"))), Change.EDITED)

    assert paper.printed == [("post", "1"), ("edited", "1")]

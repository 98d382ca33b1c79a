"""Panes in the conversation: which is spoken of, what they ask for, what is filtered, hidden and marked."""

from dataclasses import replace

import pytest

from hashtui.filter import parse
from hashtui.filter.rules import Rule, Rules
from hashtui.post.clean import clean_line
from tests.cli.plain.talking import Spoken
from tests.posts import NOON, author, post

ROBOTS = Rule(clean_line("robots"), parse("is:bot"))
PANEL = Rule(clean_line("panel"), parse("panel"), "bold")


def test_panes_are_gone_to_by_number_and_letter() -> None:
    spoken = Spoken("#capcomnet", "#paris20")
    spoken.hear_posts(2)

    assert spoken.say("2") == "Pane 2 of 2, #paris20: asking, 0 unread."
    assert spoken.say("l") == "This is the last pane."
    assert spoken.say("h") == "Pane 1 of 2, #capcomnet: asking, 2 unread."
    assert spoken.say("left") == "This is the first pane."
    assert spoken.say("3") == "There is no pane 3."


def test_a_pane_is_added_changed_and_closed_and_each_is_remembered_and_undone() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1), post(2, tags=("paris20",)))

    assert spoken.say("a #paris20") == "Pane 2 of 2, #paris20: asking, 1 unread."
    assert spoken.watch.follows.tags == {*post(1, tags=("capcomnet", "paris20")).tags}
    assert spoken.remembered[-1][0] == ["#capcomnet", "#paris20"]
    assert spoken.say("x").splitlines() == ["Closed #paris20. u undoes.", "#capcomnet: asking, 1 unread."]
    assert spoken.say("u") == "Undone: closed #paris20."
    assert spoken.remembered[-1][0] == ["#capcomnet", "#paris20"]
    assert spoken.say("1", "e #capcomnet | #paris20").startswith("Changed to #capcomnet | #paris20. u undoes.")
    assert spoken.say("u", "1") == "Pane 1 of 2, #capcomnet: asking, 1 unread."


def test_what_was_heard_in_a_pane_stays_heard_when_it_is_changed() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)
    spoken.say("")

    assert spoken.say("e #capcomnet -#paris20").endswith("2 unread.")
    assert spoken.say("Y").splitlines()[-1] == "Post number 1"
    assert "Post number 2" in spoken.say("")


def test_a_pane_that_asks_for_that_already_stays_as_it_is() -> None:
    spoken = Spoken("#capcomnet")

    assert spoken.say("e capcomnet") == "This pane asks for #capcomnet already."
    assert spoken.say("u") == "Nothing to undo."


def test_a_closed_pane_is_told_what_it_missed_when_it_comes_back() -> None:
    spoken = Spoken("#capcomnet", "#paris20")
    spoken.say("x")

    spoken.hear(post(1))

    assert spoken.say("u", "1") == "Pane 1 of 2, #capcomnet: asking, 1 unread."


def test_without_a_pane_it_says_how_to_open_one() -> None:
    spoken = Spoken("#capcomnet")

    assert spoken.say("x").splitlines()[-1] == "No pane is open; a and a #tag opens one."
    assert spoken.say("") == "No pane is open; a and a #tag opens one."
    assert spoken.say("a paris20") == "#paris20: asking, 0 unread."


def test_panes_change_their_order() -> None:
    spoken = Spoken("#a", "#b")

    assert spoken.say("<") == "This is the first pane."
    assert spoken.say(">") == "#a is pane 2 of 2 now. u undoes."
    assert spoken.remembered[-1][0] == ["#b", "#a"]
    assert spoken.say(">") == "This is the last pane."
    assert spoken.say("u") == "Undone: #a is pane 2 of 2 now."
    assert spoken.remembered[-1][0] == ["#a", "#b"]


def test_a_filter_tells_only_what_matches_until_it_is_taken_off() -> None:
    spoken = Spoken("#capcomnet")
    french = replace(post(2, "Bonjour"), language=clean_line("fr"))
    spoken.hear(post(1), french, post(3))

    assert spoken.say("/ lang:fr").startswith("Only lang:fr: 1 of 3 posts, 1 unread.")
    assert "Bonjour\n0 left." in spoken.say("")
    assert spoken.say("") == "Nothing unread in #capcomnet."
    assert spoken.say("1") == "#capcomnet: asking, 0 unread, only lang:fr, 1 of 3."
    assert spoken.say("/") == "The filter is off: 3 posts, 2 unread. u undoes."
    assert spoken.say("u") == "Undone: the filter is off."
    assert spoken.say("/").startswith("The filter is off")
    assert spoken.say("/").startswith("No filter is on.")


def test_the_neighbours_of_a_post_that_is_filtered_away_are_those_around_its_place() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(*(post(number, "even" if number % 2 == 0 else "odd") for number in range(1, 6)))
    spoken.say("g", "j", "j", "/ even")

    assert ", 12:02. even" in spoken.say("j")
    assert ", 12:04. even" in spoken.say("k")
    assert spoken.say("k") == "That was the newest post."
    spoken.say("/", "j", "/ even")
    assert ", 12:04. even" in spoken.say("k")


def test_one_does_not_go_back_to_a_post_that_is_filtered_away() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1, "odd"), post(2, "even"))
    spoken.say("G", "g", "/ even")

    assert spoken.say("back").startswith("Nothing to go back to")


def test_a_filter_looks_at_all_posts_at_once() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(300)

    assert spoken.say("/ number").startswith("Only number: 300 of 300 posts, 300 unread.")


def test_a_filter_may_use_times_of_the_wall() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)

    assert spoken.say("/ since:12:02").startswith("Only ")
    assert "2 of 3 posts" in spoken.say("/ since:12:02")


@pytest.mark.parametrize("line", ["a #capcomnet since:12:02", "e #capcomnet since:12:02"])
def test_a_pane_may_use_times_of_the_wall(line: str) -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)

    assert spoken.say(line).endswith("2 unread, 1 hidden.")


@pytest.mark.parametrize("line", ["/ lagn:fr", "a lang:fr", "e (", "/ ("])
def test_a_mistake_in_an_expression_is_one_sentence_and_changes_nothing(line: str) -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(2)

    said = spoken.say(line)

    assert len(said.splitlines()) == 1
    assert said.endswith((".", "?"))
    assert "^" not in said
    assert spoken.say("1") == "#capcomnet: asking, 2 unread."


def test_hidden_posts_are_told_with_their_rule_when_asked() -> None:
    spoken = Spoken("#capcomnet", rules=Rules(hide=(ROBOTS,)))
    spoken.hear(post(1), replace(post(2, "Agenda"), author=replace(author("bot"), bot=True)))

    assert spoken.say("1") == "#capcomnet: asking, 1 unread, 1 hidden."
    assert spoken.say("H").startswith("1 hidden post among the others from now on")
    assert "automated account, 12:02, hidden by robots. Agenda" in spoken.say("g")
    assert spoken.say("H") == "1 hidden post no longer among the others."
    assert "Post number 1" in spoken.say("g")


def test_muting_hides_an_author_everywhere_and_is_kept_and_undone() -> None:
    spoken = Spoken("#capcomnet")
    loud = replace(post(2, "LOUD"), author=author("loud", "Loud"))
    spoken.hear(post(1), loud, replace(loud, key=clean_line("https://social.example/7"), created_at=NOON))
    spoken.say("g")

    assert spoken.say("m") == "Muted Loud, @loud@social.example. u undoes."
    assert spoken.kept[-1].given_of(loud.author).muted
    assert spoken.say("1") == "#capcomnet: asking, 1 unread, 2 hidden."
    assert spoken.say("u") == "Undone: muted Loud, @loud@social.example."
    assert not spoken.kept[-1].given_of(loud.author).muted


def test_everything_is_marked_as_seen_and_back() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)

    assert spoken.say("A") == "3 posts marked as seen. u undoes."
    assert spoken.say("A") == "Nothing was unread."
    assert spoken.say("u") == "Undone: 3 posts marked as seen."
    assert spoken.say("").endswith("2 left.")


def test_what_matters_is_gone_to_in_any_pane() -> None:
    spoken = Spoken("#capcomnet", "#paris20", rules=Rules(highlight=(PANEL,)))
    spoken.hear(post(1), post(2), post(3, "the panel", tags=("paris20",)))

    assert spoken.talk.opening()[1] == "Pane 2, #paris20: asking, 1 unread, 1 that matters."
    assert spoken.say("N").startswith("In pane 2, #paris20:\nAna P., @ana@social.example, 12:03. the panel")
    assert spoken.say("N") == "Nothing unread that matters, in any pane."
    assert spoken.say("h").startswith("Pane 1 of 2, #capcomnet")


def test_of_what_matters_the_announced_is_told_first() -> None:
    spoken = Spoken("#capcomnet", rules=Rules(highlight=(PANEL,)))
    spoken.hear(post(1, "the panel begins"), post(2, "the panel is full"))

    lines = spoken.talk._reading.next_matters({post(2).key})

    assert "the panel is full" in "\n".join(lines)
    assert "the panel begins" in spoken.say("N")

"""The conversation: a line in, sentences out, over a real watch and real timelines."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.config.config import Density, Look
from hashtui.config.remembered import PanePlace, PaneSet
from hashtui.errors import Unreachable
from hashtui.filter import parse
from hashtui.filter.rules import Rule, Rules
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.sighting import Deletion, Gap, Report, State, Thread
from hashtui.tui.dashboard import Fresh
from tests.cli.plain.talking import Spoken
from tests.posts import NOON, SOURCE, author, post, rewritten, sighting

ROBOTS = Rule(clean_line("robots"), parse("is:bot"))


def test_at_first_it_says_what_it_follows_and_how_to_go_on() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)

    lines = spoken.talk.opening()

    assert lines == ("#capcomnet: asking, 3 unread. Enter for the next, ? for the letters.",)


def test_several_panes_are_told_by_number() -> None:
    spoken = Spoken("#capcomnet", "#paris20")
    spoken.hear_posts(2)

    assert spoken.talk.opening() == (
        "Pane 1, #capcomnet: asking, 2 unread.",
        "Pane 2, #paris20: asking, 0 unread.",
        "In pane 1. Enter for the next, ? for the letters.",
    )


def test_enter_tells_the_posts_oldest_first_and_how_many_are_left() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)

    assert spoken.say("") == "Ana P., @ana@social.example, 12:01. Post number 1\n2 left."
    assert spoken.say("") == "Ana P., @ana@social.example, 12:02. Post number 2\n1 left."
    assert spoken.say("n").endswith("Post number 3\n0 left.")
    assert spoken.say("") == "Nothing unread in #capcomnet."


def test_new_posts_are_counted_and_told_when_asked() -> None:
    spoken = Spoken("#capcomnet", "#paris20")
    spoken.hear_posts(1)
    spoken.say("")

    spoken.hear(post(9, "new"), post(10, "elsewhere", tags=("paris20",)))

    assert spoken.say("").endswith("new\n0 left.")
    assert spoken.say("") == "Nothing unread in #capcomnet.\nPane 2, #paris20: 1 unread."


def test_j_and_k_go_to_the_older_and_the_newer_post_and_say_where_it_ends() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(3)

    assert "Post number 3" in spoken.say("j")
    assert "Post number 2" in spoken.say("j")
    assert "Post number 3" in spoken.say("k")
    assert spoken.say("k") == "That was the newest post."
    assert "Post number 1" in spoken.say("G")
    assert spoken.say("j") == "That was the oldest post here."
    assert "Post number 3" in spoken.say("g")
    assert "Post number 1" in spoken.say("back")
    assert "Post number 3" in spoken.say("G", "G", "back")
    assert spoken.say("back", "back", "back") == "Nothing to go back to: no jump was made in this pane."


def test_a_post_that_comes_late_is_told_after_the_newer_ones() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(5), post(6))
    spoken.say("", "")

    spoken.hear(post(1, "late"))

    assert "late" in spoken.say("")


def test_a_hole_is_told_where_one_comes_past_it() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1), post(30))
    spoken.hear(Gap(SOURCE, NOON + timedelta(minutes=2), NOON + timedelta(minutes=20), clean_line("no network")))
    spoken.say("")

    assert spoken.say("").splitlines()[0] == "Between 12:02 and 12:20 posts may be missing, from social.example."
    assert spoken.say("j").splitlines()[0] == "Between 12:02 and 12:20 posts may be missing, from social.example."
    assert spoken.say("g").startswith("Ana P.")
    hole = Gap(SOURCE, NOON + timedelta(minutes=2), NOON + timedelta(minutes=20), clean_line("no network"))
    spoken.hear(replace(hole, filled_at=NOON + timedelta(minutes=40), found=0))
    assert spoken.say("j").startswith("Ana P.")


def test_more_and_less_of_each_post_is_told_and_the_last_one_again() -> None:
    spoken = Spoken("#capcomnet", look=Look(density=Density.LINE))
    spoken.hear(post(1, "word " * 40))
    spoken.say("")

    assert spoken.say("v").splitlines()[0] == "Each post in short from now on."
    assert spoken.say("v").splitlines()[0] == "Each post in full from now on."
    assert spoken.say("v").splitlines()[1].endswith("(more)")


def test_open_tells_the_post_whole_and_its_warning_no_longer_folds() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(replace(post(1, "the words"), content_warning=clean_text("santé")), post(2))

    assert "the words" not in spoken.say("")
    answer = spoken.answer("open")
    assert "the words" in "\n".join(answer.lines)
    assert "Its address: https://social.example/@ana/1" in answer.lines
    assert "the words" in spoken.say("k", "j")


async def test_a_thread_is_told_after_its_post() -> None:
    spoken = Spoken("#capcomnet")
    spoken.source.threads["2"] = Thread((post(1, "the question"),), (post(3, "the reply"),))
    spoken.hear(post(2))
    spoken.say("")

    answer = spoken.answer("open")

    assert answer.errand is not None
    assert await answer.errand() == (
        "It answers:",
        "Ana P., @ana@social.example, 12:01. the question",
        "1 reply:",
        "Ana P., @ana@social.example, 12:03. the reply",
    )


async def test_of_many_replies_the_first_are_told_and_the_others_counted() -> None:
    spoken = Spoken("#capcomnet")
    spoken.source.threads["1"] = Thread((), tuple(post(number) for number in range(2, 27)))
    spoken.hear(post(1))
    spoken.say("")

    answer = spoken.answer("open")

    assert answer.errand is not None
    first, *told, last = await answer.errand()
    assert (first, len(told), last) == ("25 replies:", 20, "And 5 more.")


async def test_a_thread_that_nobody_tells_is_said_to_be_missing() -> None:
    spoken = Spoken("#capcomnet")
    spoken.source.threads["1"] = Unreachable("no answer")
    spoken.hear(post(1))
    spoken.say("")

    answer = spoken.answer("open")

    assert answer.errand is not None
    assert (await answer.errand())[0].startswith("The thread is not to be had")


def test_a_person_is_told_with_the_note_on_them_and_what_they_said_here() -> None:
    spoken = Spoken("#capcomnet")
    who = replace(author(), about=clean_text("journalist"), followers=120, posts=1, url=None)
    spoken.hear(replace(post(1), author=who))
    spoken.say("")

    assert spoken.say("note met in Lyon") == "Noted on Ana P., @ana@social.example. u undoes."
    assert spoken.kept[-1].note_on(who) == "met in Lyon"
    assert spoken.say("person").splitlines() == [
        "Ana P., @ana@social.example.",
        "journalist.",
        "120 followers, 1 post.",
        "Your note: met in Lyon.",
        "1 post heard here, the newest:",
        "Ana P., @ana@social.example, 12:01. Post number 1",
    ]
    assert spoken.say("u", "note").startswith("No note yet.")


async def test_what_an_edited_post_said_before_is_told() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1, "before"), sighting(rewritten(post(1), "after")))
    spoken.say("")

    answer = spoken.answer("what changed")

    assert answer.errand is not None
    assert [line.rpartition(". ")[2] for line in (await answer.errand())[1:]] == ["before", "after"]


async def test_asking_for_older_posts_is_answered_before_the_next_line() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1))

    answer = spoken.answer("pagedown")

    assert answer.lines == ("Asking the servers for older posts.",)
    assert answer.errand is not None
    assert len(await answer.errand()) == 1


def test_without_a_browser_the_link_is_said_and_nothing_acts_on_the_terminal() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1, "the words"))
    spoken.say("")

    assert spoken.say("o").endswith("The link: https://social.example/@ana/1")
    assert spoken.say("y").splitlines()[-1] == "https://social.example/@ana/1"
    assert spoken.say("Y").splitlines()[-1] == "the words"


def test_a_link_is_opened_by_its_number() -> None:
    spoken = Spoken("#capcomnet")
    body = Body(clean_text("see this"), (Span(4, 8, Role.LINK, clean_line("https://media.example/prix")),))
    spoken.hear(replace(post(1), body=body))
    spoken.say("")

    assert spoken.say("o 1").endswith("The link: https://media.example/prix")
    assert spoken.say("o 2") == "There is no link 2 here: 1 link in this post."
    assert spoken.say("o 0") == "There is no link 0 here: 1 link in this post."
    assert spoken.say("o 0001") == "There is no link 0001 here: 1 link in this post."


def test_the_words_of_a_deleted_post_are_not_copied() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1, "the words"))
    spoken.say("")
    spoken.hear(Deletion(post(1).key, SOURCE, NOON + timedelta(minutes=30)))

    assert spoken.say("Y") == "Its author deleted it: there is nothing to copy."


def test_letters_that_need_a_post_say_so() -> None:
    spoken = Spoken("#capcomnet")

    for line in ("o", "y", "Y", "m", "open", "person", "note x", "what changed"):
        assert spoken.say(line) == "No post was told yet; Enter tells the next."


def test_an_empty_pane_says_why() -> None:
    spoken = Spoken("#capcomnet")

    assert spoken.say("").splitlines()[0] == "No post yet."


def test_sources_are_told_in_words() -> None:
    spoken = Spoken("#capcomnet")

    assert spoken.say("i").startswith("social.example: asking. Nothing heard yet, none a minute, 0 posts")


def test_the_name_of_a_letter_asks_for_it_too() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear_posts(2)

    assert spoken.say(": all seen") == "2 posts marked as seen. u undoes."
    assert spoken.say("?").startswith("n")


@pytest.mark.parametrize("line", ["q", "quit", "exit"])
def test_q_ends_it(line: str) -> None:
    assert Spoken("#capcomnet").answer(line).ends


def test_without_panes_it_asks_what_to_follow() -> None:
    spoken = Spoken()

    assert spoken.talk.opening()[0].startswith("Which hashtags do you want to follow?")
    assert spoken.say("lang:fr").splitlines()[-1].startswith("Which hashtags")
    answer = spoken.answer("capcomnet paris20")
    assert answer.errand is not None
    assert spoken.remembered[-1][0] == ["#capcomnet", "#paris20"]
    assert spoken.say("2").startswith("Pane 2 of 2, #paris20")


def test_an_empty_line_leaves_the_question() -> None:
    spoken = Spoken()

    assert spoken.answer("").ends
    spoken.talk.remember()
    assert spoken.remembered == []


def test_panes_of_another_day_are_offered_by_number() -> None:
    spoken = Spoken(past=(PaneSet(("#a", "#b"), NOON),))

    assert spoken.talk.opening()[1] == "Or type 1 for #a and #b."
    spoken.answer("1")
    assert spoken.remembered[-1][0] == ["#a", "#b"]


def test_where_one_was_last_time_is_taken_up_again() -> None:
    posts = [post(number) for number in range(1, 6)]
    left = PanePlace("#capcomnet", NOON + timedelta(minutes=3), seen_until=posts[2].created_at, selected=posts[2].key)
    spoken = Spoken("#capcomnet", places=(replace(left, unseen=(posts[0].key,)),))
    spoken.hear(*posts)

    assert spoken.talk.opening()[0].startswith("#capcomnet: asking, 3 unread.")
    assert spoken.say("").splitlines() == [
        "You were here at 12:03.",
        "Ana P., @ana@social.example, 12:04. Post number 4",
        "2 left.",
    ]


def test_where_one_is_left_is_kept() -> None:
    spoken = Spoken("#capcomnet")
    posts = spoken.hear_posts(3)
    spoken.say("", "1", "?")
    posts = spoken.hear_posts(3)

    spoken.talk.remember()

    (kept,) = spoken.remembered[-1][1]
    assert len(spoken.remembered) == 2  # with the first line, and now: not with every line
    assert (kept.selected, kept.unseen) == (posts[0].key, (posts[2].key, posts[1].key))
    assert kept.seen_until == posts[2].created_at


def test_as_long_as_nothing_came_where_one_was_last_time_is_kept() -> None:
    left = PanePlace("#capcomnet", NOON, seen_until=NOON, selected="https://social.example/1", row=4)
    spoken = Spoken("#capcomnet", places=(left,))

    spoken.talk.remember()

    assert spoken.remembered[-1][1] == (left,)


def test_a_saved_configuration_counts_from_the_next_line_on() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(replace(post(1), author=replace(author(), bot=True)))
    spoken.fresh = Fresh(
        Look(), Rules(hide=(ROBOTS,)), {"next_unseen": ("ö",)}, said="Sources count from the next start."
    )

    assert spoken.say("1").splitlines() == [
        "Sources count from the next start.",
        "#capcomnet: asking, 0 unread, 1 hidden.",
    ]
    assert "ö" in spoken.say("?")


def test_a_configuration_saved_while_nobody_types_is_in_force_and_told_with_the_next_answer() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(replace(post(1), author=replace(author(), bot=True)))
    spoken.fresh = Fresh(Look(), Rules(), {}, trouble="config.toml:1:1: something is wrong")
    spoken.talk.tick()
    spoken.fresh = Fresh(Look(), Rules(hide=(ROBOTS,)), {}, said="config.toml is read anew and in force")
    spoken.talk.tick()

    assert spoken.say("1").splitlines() == [
        "config.toml is read anew and in force.",
        "#capcomnet: asking, 0 unread, 1 hidden.",
    ]
    assert spoken.say("1") == "#capcomnet: asking, 0 unread, 1 hidden."


def test_a_source_in_trouble_is_told_in_the_panes_sentence() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(Report(SOURCE, State.NO_NETWORK, clean_line("no network"), NOON))

    assert spoken.say("1") == "#capcomnet: no network since 12:00, 0 unread."
    assert spoken.say("i").startswith("social.example: no network since 12:00")


async def test_it_waits_for_what_the_sources_hold_and_no_longer_than_patience() -> None:
    spoken = Spoken("#capcomnet")
    waiting = asyncio.create_task(spoken.talk.settle(patience=3.0, quiet=0.3))
    await spoken.clock.wind(1.0)
    spoken.hear(post(1))
    await spoken.clock.wind(0.5)

    assert waiting.done()
    slow = asyncio.create_task(Spoken("#capcomnet").talk.settle(patience=0.0))
    await asyncio.sleep(0)
    assert slow.done()

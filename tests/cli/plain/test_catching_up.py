"""Catching up in plain words: how many of which kind, then each that is worth it, and an end."""

from dataclasses import replace
from datetime import timedelta

from hashtui.config.remembered import PanePlace
from hashtui.config.trusted import Trusted
from hashtui.post.post import Post
from tests.cli.plain.talking import Spoken
from tests.posts import NOON, author, post
from tests.tui.bursts import calm


def by(user: str, number: int, text: str = "") -> Post:
    return replace(post(number, text), author=author(user, user.capitalize()))


def trusting(*users: str) -> Trusted:
    trusted = Trusted()
    for user in users:
        trusted = trusted.with_level(author(user, user.capitalize()), 0.7)
    return trusted


async def test_classes_are_counted_then_their_posts_told_one_by_one_to_an_end() -> None:
    spoken = Spoken("#capcomnet", trusted=trusting("ana"))
    spoken.hear_hour((30.0, "wagon Sésame"))
    spoken.hear(by("ana", 5, "Good morning to everybody"))

    said = [await spoken.ask("c")]
    while "Enter goes on: " in said[-1]:
        said.append(spoken.say(""))

    counts, heading, *_, after = said[0].splitlines()
    assert counts.startswith("141 posts since 12:00: what stood out, ")
    assert "from people you trust, 1" in counts
    assert sum(int(one.rpartition(", ")[2].rstrip(".")) for one in counts.split("; ")) == 141
    assert heading == "What stood out."
    assert after.startswith("Enter goes on: ")
    assert any("Sésame" in words and "Peak at 12:3" in words for words in said)
    assert any(words.startswith("From people you trust.\nAna, trusted, 12:05.") for words in said)
    assert said[-1].splitlines()[-1].startswith("That is all since 12:00. ")
    assert said[-1].endswith("posts were only counted; A takes every post here as heard.")


async def test_what_was_told_counts_as_heard_and_is_not_told_again() -> None:
    spoken = Spoken("#capcomnet", trusted=trusting("ana"))
    spoken.hear(by("ana", 1))

    first = (await spoken.ask("c")).splitlines()

    assert first[0] == "1 post since 12:01: from people you trust, 1."
    assert first[-1] == "That is all since 12:01."
    assert await spoken.ask("c") == "Nothing to catch up with: every post here was heard."


async def test_nothing_notable_is_said_when_that_is_true_and_the_one_that_says_most_is_told() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(*calm(4))

    lines = (await spoken.ask("c")).splitlines()

    assert lines[1] == "Nothing notable since 12:00."
    assert lines[2] == "The one that says most."
    assert lines[-1] == "That is all since 12:00. 7 posts were only counted; A takes every post here as heard."


async def test_it_counts_from_where_one_left_off() -> None:
    place = PanePlace("#capcomnet", NOON + timedelta(minutes=10), seen_until=NOON + timedelta(minutes=2))
    spoken = Spoken("#capcomnet", places=(place,))
    spoken.hear(post(1), post(2), post(20))

    assert (await spoken.ask("c")).startswith("1 post since 12:10: ")


async def test_hidden_posts_and_those_of_a_filter_are_not_missed() -> None:
    spoken = Spoken("#capcomnet", trusted=trusting("ana"))
    spoken.hear(by("ana", 1, "tram"), by("ana", 2, "bus"), by("bob", 3, "tram"))
    spoken.say("g", "m", "u", "m", "/ tram", "H")

    said = await spoken.ask("c")

    assert said.startswith("1 post since 12:01: from people you trust, 1.\nFrom people you trust.\n")


async def test_a_correction_says_what_it_corrects() -> None:
    spoken = Spoken("#capcomnet", trusted=trusting("ana"))
    wrong = by("bob", 1, "The town hall sells our bicycles at an auction on Monday morning")
    right = by("ana", 9, "Correction: no, the town hall does not sell our bicycles, no auction on Monday")
    spoken.hear(
        wrong, *(by(f"u{n}", n, f"Something else {n}") for n in range(2, 8)), replace(right, reply_to=wrong.key)
    )

    said = await spoken.ask("c")

    assert "\nCorrections.\nAna, trusted, answering Bob, 12:09. Correction: " in said
    assert "Corrects Bob at 12:01: The town hall sells our bicycles" in said


async def test_without_a_pane_there_is_nothing_to_catch_up_with() -> None:
    assert await Spoken("#capcomnet").ask("x", "c") == "No pane is open; a and a #tag opens one."

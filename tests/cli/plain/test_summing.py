"""Summaries in plain words: section by section, and the posts behind each number."""

from dataclasses import replace

import pytest

from hashtui.post.clean import clean_text
from tests.cli.plain.talking import Spoken
from tests.tui.bursts import WORDS, burst, calm

TWO = ((30.0, "wagon Sésame"), (50.0, "prix Garance"))


def heard(*panes: str) -> Spoken:
    """An hour with two things that many tell."""
    spoken = Spoken(*(panes or ("#capcomnet",)))
    spoken.hear_hour(*TWO)
    return spoken


async def told(spoken: Spoken, first: str = "s", then: str = "") -> list[str]:
    """The whole summary, step by step."""
    steps = [await spoken.ask(first)]
    while "Enter goes on: " in steps[-1]:
        steps.append(await spoken.ask(then))
    return steps


async def test_it_begins_with_how_much_there_is_and_the_peaks_and_says_what_comes_next() -> None:
    spoken = heard()

    lines = (await spoken.ask("s")).splitlines()

    assert lines[0] == "Summary of #capcomnet, from 12:00 to 13:05: 160 posts, 110 authors."
    assert lines[1] == "Peaks, 2:"
    assert lines[2].startswith("1: At 12:3")
    assert "Sésame" in lines[2]
    assert lines[3].startswith("2: At 12:5")
    assert lines[4].startswith("Enter goes on: what was said, ")


@pytest.mark.parametrize("then", ["", "s", "summary"])
async def test_enter_or_the_same_letter_goes_on_to_the_end_and_then_enter_is_the_next_post(then: str) -> None:
    spoken = heard()

    steps = await told(spoken, then=then)

    assert steps[1].startswith("What was said, ")
    assert steps[-1].splitlines()[-1] == (
        "That is the summary. s and a number tells the posts behind it; s sums up anew."
    )
    assert spoken.say("").endswith(" left.")
    assert (await spoken.ask("s")).startswith("Summary of #capcomnet")


async def test_each_section_says_as_many_as_it_has_and_numbers_run_through() -> None:
    spoken = heard()

    steps = await told(spoken)

    numbers = [
        int(line.partition(":")[0])
        for step in steps
        for line in step.splitlines()
        if line.partition(":")[0].isdecimal()
    ]
    assert numbers == list(range(1, len(numbers) + 1))
    for step in steps:
        said = [line for line in step.splitlines() if line.partition(":")[0].isdecimal()]
        assert len(said) <= 8


async def test_a_number_tells_the_posts_behind_it_one_by_one_the_picked_first() -> None:
    spoken = heard()
    await spoken.ask("s")

    first = spoken.say("s 2").splitlines()
    second = spoken.say("").splitlines()

    head, _, count = first[0].removesuffix(" posts:").partition(", of peaks, ")
    assert head == "Number 2"
    assert "Garance" in first[1]
    assert first[-1] == f"Enter goes on: {int(count) - 1} left."
    assert second[-1] == f"Enter goes on: {int(count) - 2} left."
    assert (await spoken.ask("s")).startswith("What was said, ")


async def test_after_the_posts_of_a_number_one_is_told_how_the_summary_goes_on() -> None:
    spoken = heard()
    count = int(spoken_number(await spoken.ask("s"), await spoken.ask("s 1")))
    for _ in range(count - 2):
        spoken.say("")

    last = spoken.say("").splitlines()[-1]

    assert last == "These were its posts. s goes on with the summary."
    assert spoken.say("").endswith(" left.")
    assert not spoken.say("").startswith("What was said")


def spoken_number(_: str, said: str) -> str:
    """How many posts a number has, as it is said."""
    return said.splitlines()[0].removesuffix(" posts:").rpartition(" ")[2]


async def test_a_post_behind_a_number_is_stood_at_and_the_summary_goes_on_by_enter() -> None:
    spoken = heard()
    picks = (await spoken.ask("s", "s")).splitlines()
    number, _, words = picks[1].partition(": ")

    said = spoken.say(f"s {number}")

    assert said.splitlines()[0].partition(". ")[2][:20] in words
    assert spoken.say("t 2").endswith(": trusted by you, usual. u undoes.")
    assert not spoken.say("").endswith(" left.")


async def test_a_number_may_be_asked_for_at_once_and_the_summary_then_begins_at_its_beginning() -> None:
    spoken = heard()

    said = await spoken.ask("s 1")

    assert said.startswith("Number 1, of peaks, ")
    assert (await spoken.ask("s")).startswith("Peaks, 2:")


async def test_what_cannot_be_a_number_or_has_none_is_said() -> None:
    spoken = heard()
    steps = await told(spoken)
    most = max(int(n) for step in steps for line in step.splitlines() if (n := line.partition(":")[0]).isdecimal())

    assert await spoken.ask("s all") == "Say s and a number of the summary."
    assert await spoken.ask("s 0") == f"There is no number 0: the summary goes up to {most}."
    assert await spoken.ask("s 9999") == f"There is no number 9999: the summary goes up to {most}."


async def test_going_elsewhere_leaves_the_summary_and_asking_about_a_post_does_not() -> None:
    spoken = heard()
    spoken.say("")
    await spoken.ask("s")

    assert spoken.say("T").endswith(".")
    assert spoken.say("").startswith("What was said")
    assert ", 12:" in spoken.say("k")
    assert spoken.say("").endswith(" left.")
    assert (await spoken.ask("s")).startswith("Summary of #capcomnet")


async def test_what_is_undone_may_lead_elsewhere() -> None:
    spoken = heard("#capcomnet", "#paris20")
    await spoken.ask("2", "x", "s")

    assert spoken.say("u") == "Undone: closed #paris20."
    assert spoken.say("").startswith("No post yet.")


async def test_all_panes_are_summed_up_together_and_a_post_is_told_in_its_own() -> None:
    spoken = Spoken("#capcomnet", "#paris20")
    spoken.hear_hour((30.0, "wagon Sésame"))
    spoken.hear(*burst(50.0, "panier Gambetta", tag="paris20"))

    said = await spoken.ask("S")
    steps = await told(spoken, "S")
    number = next(line.partition(":")[0] for step in steps for line in step.splitlines() if "panier Gambetta" in line)

    assert said.splitlines()[0].startswith("Summary of all panes, from 12:00 to 13:05: 160 posts")
    assert ", in #capcomnet: " in said
    assert (await spoken.ask(f"S {number}")).startswith("In pane 2, #paris20:\n")
    assert (await spoken.ask("s")).startswith("Summary of #paris20")


async def test_it_is_of_what_the_pane_tells() -> None:
    spoken = heard()
    spoken.say("/ Sésame")

    said = await spoken.ask("s")

    assert said.splitlines()[0].startswith("Summary of #capcomnet, from 12:30 to 13:05: 20 posts, 20 authors")


async def test_nothing_notable_is_said_when_that_is_true() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(*calm(4))

    lines = (await spoken.ask("s")).splitlines()

    assert lines[1] == "Nothing notable: no peak, and nothing stands out."
    assert lines[2] == "The post that says most:"


async def test_without_posts_there_is_nothing_to_sum_up() -> None:
    spoken = Spoken("#capcomnet")

    assert await spoken.ask("s") == "Nothing to sum up: no post in #capcomnet."
    assert await spoken.ask("s 3") == "Nothing to sum up: no post in #capcomnet."
    assert await spoken.ask("x", "s") == "No pane is open; a and a #tag opens one."


async def test_the_words_behind_a_content_warning_are_told_by_the_post_alone() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(*(replace(one, content_warning=clean_text("santé")) for one in calm(4)))

    said = await spoken.ask("s")

    assert "content warning, santé." in said
    assert [word for word in WORDS if word in said.lower()] == []
    assert "Type open to hear the post." in await spoken.ask("s 1")


async def test_posts_that_went_meanwhile_are_passed_over() -> None:
    spoken = heard()
    await spoken.ask("s")
    spoken.say("/ nothing like that")

    assert spoken.say("s 1") == "Number 1, of peaks: none of its posts is here any more."

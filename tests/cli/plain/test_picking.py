"""`p` and `P` in plain words."""

from dataclasses import replace

from hashtui.post.clean import clean_line
from hashtui.post.sighting import Deletion
from tests.cli.plain.talking import Spoken
from tests.posts import SOURCE, post, rewritten


def test_p_picks_the_post_told_last_and_u_takes_it_back() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1), post(2))
    none = spoken.say("p")
    spoken.say("")

    picked = spoken.say("p")
    listed = spoken.say("P")
    undone = spoken.say("u")

    assert none == "No post was told yet; Enter tells the next."
    assert picked == "Picked @ana@social.example, 1 pick. u undoes."
    assert listed.splitlines() == ["1 pick.", "1. Ana P., @ana@social.example, 12:01. Post number 1."]
    assert undone == "No longer picked: @ana@social.example."
    assert spoken.say("P") == "Nothing is picked yet."


def test_p_again_is_no_longer() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1))
    spoken.say("")
    spoken.say("p")

    assert spoken.say("p") == "No longer picked: @ana@social.example. u undoes."
    assert spoken.say("pick") == "Picked @ana@social.example, 1 pick. u undoes."


def test_what_could_not_be_written_is_told_with_the_next_answer_and_once() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1))
    spoken.say("")
    spoken.say("p")
    spoken.unwritten.append("picks.toml cannot be written (disk full): kept for this session only")
    spoken.talk.tick()

    assert spoken.say("P").startswith("picks.toml cannot be written (disk full): kept for this session only.\n1 pick.")
    assert spoken.say("P").startswith("1 pick.")


def test_a_pane_of_picks_has_them_at_once() -> None:
    spoken = Spoken("#capcomnet", "#capcomnet is:picked")
    spoken.hear(post(1), post(2))
    spoken.say("")
    spoken.say("p")

    assert spoken.say("2").startswith("Pane 2 of 2, #capcomnet is:picked: ")
    assert spoken.say("").startswith("Ana P., @ana@social.example, 12:01. Post number 1")


def test_what_became_of_picks_is_told_with_them() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1), post(2))
    for _ in range(2):
        spoken.say("")
        spoken.say("p")

    spoken.hear(rewritten(post(1), "Other words"))
    spoken.watch.admit(Deletion(clean_line(post(2).key), SOURCE, post(2).created_at))

    told = spoken.say("P").splitlines()
    assert {row[3:].partition("12:0")[2] for row in told[1:]} == {
        "1. Other words. Edited since you picked it.",
        "2. Its author deleted it; it is kept out of exports.",
    }


def test_a_deleted_post_is_not_picked() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(post(1))
    spoken.say("")
    spoken.watch.admit(Deletion(clean_line(post(1).key), SOURCE, post(1).created_at))

    assert spoken.say("p") == "Its author deleted it: it cannot be picked."


def test_words_behind_a_warning_are_not_told_with_a_pick() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(replace(post(1), content_warning=clean_line("spoiler")))
    spoken.say("")
    spoken.say("p")

    assert spoken.say("P").endswith("Content warning: spoiler.")

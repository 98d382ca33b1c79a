"""`t`, `T` and `f` in plain words."""

from dataclasses import replace

from hashtui.config.trusted import LEVELS
from hashtui.post.post import Post
from hashtui.post.sighting import Boost
from tests.cli.plain.talking import Spoken
from tests.posts import SOURCE, author, post


def by(user: str, number: int) -> Post:
    return replace(post(number, f"{user}'s {number}"), author=author(user, user.capitalize()))


def test_t_and_a_number_says_how_far_one_trusts_the_author_and_u_takes_it_back() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(by("bob", 1))
    spoken.say("")

    asked = spoken.say("t")
    given = spoken.say("t 2")
    kept = spoken.kept[-1].given_of(author("bob")).level
    told = spoken.say("T")
    undone = spoken.say("u")

    assert asked == "How far do you trust Bob? 3 sure, 2 usual, 1 to follow, 0 none. Now none."
    assert given == "Bob: trusted by you, usual. u undoes."
    assert kept == LEVELS["usual"]
    assert told == "Bob: trusted by you, usual."
    assert undone == "Undone: bob: trusted by you, usual."
    assert spoken.kept[-1].given_of(author("bob")).level is None


def test_whom_a_trusted_account_boosts_is_vouched_for_in_plain_words_too() -> None:
    spoken = Spoken("#capcomnet")
    posts = [by("bob", number) for number in range(1, 5)]
    spoken.hear(by("ana", 0), *posts)
    spoken.say("")
    spoken.say("t 3")
    for one in posts[:3]:
        spoken.watch.admit(Boost(one.key, author("ana", "Ana"), one.created_at, SOURCE, one.created_at))

    told = spoken.say("")

    assert told.startswith("Bob, vouched, 12:01.")
    assert "vouched by @ana@social.example: boosted 3" in spoken.say("T")


def test_f_leaves_out_who_is_trusted_less() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(by("bob", 1), by("ana", 2))
    spoken.say("")
    spoken.say("t 1")

    said = [spoken.say("f") for _ in range(4)]

    assert said == [
        "Known and above: 1 post, 0 unread. u undoes.",
        "Vouched and above: 1 post, 0 unread. u undoes.",
        "Trusted only: 1 post, 0 unread. u undoes.",
        "All posts, whoever wrote them: 2 posts. u undoes.",
    ]


def test_somebody_muted_is_not_asked_about() -> None:
    spoken = Spoken("#capcomnet trust:<=known")
    spoken.hear(by("bob", 1))
    spoken.say("")
    spoken.say("m")

    assert spoken.say("t 2") == "Bob is muted; take that back first."

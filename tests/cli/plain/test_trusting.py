"""`t`, `T` and `f` in plain words."""

from dataclasses import replace

from hashtui.config.trusted import LEVELS
from hashtui.filter import parse
from hashtui.filter.rules import Rule, Rules
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Boost
from hashtui.reading.standing import Level
from tests.cli.plain.talking import Spoken
from tests.posts import SOURCE, author, post

PANEL = Rule(clean_line("panel"), parse("panel"), "bold")


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


def test_t_alone_asks_and_the_number_alone_answers() -> None:
    spoken = Spoken("#capcomnet", "#paris20")
    spoken.hear(by("bob", 1))
    spoken.say("")

    assert spoken.say("t", "3") == "Bob: trusted by you, sure. u undoes."
    assert spoken.say("t").endswith("0 none. Now sure.")
    assert spoken.say("T") == "Bob: trusted by you, sure."
    assert spoken.say("2").startswith("Pane 2 of 2")


def test_each_who_vouches_is_told_with_what_they_did_and_through_whom() -> None:
    spoken = Spoken("#capcomnet")
    posts = [by("bob", number) for number in range(1, 5)]
    further = [by("cleo", number) for number in range(11, 15)]
    spoken.hear(by("ana", 0), *posts, *further)
    spoken.say("")
    spoken.say("t 3")
    for who, theirs in (("ana", posts), ("bob", further)):
        for one in theirs:
            at = one.created_at
            spoken.watch.admit(Boost(one.key, author(who, who.capitalize()), at, SOURCE, at))

    spoken.say("g", "k")

    lines = spoken.say("T").splitlines()
    assert lines[0].startswith("Cleo: 0.")
    assert "@bob@social.example (itself vouched by @ana@social.example): boosted 4" in lines[0]
    assert lines[1:] == ["Bob, vouched: boosted 4; vouched by Ana."]
    assert spoken.say("/ 4", "G", "T").splitlines()[1:] == ["Ana, trusted: boosted 4."]


def test_the_unread_posts_of_those_one_trusts_are_counted_in_the_panes_sentence() -> None:
    spoken = Spoken("#capcomnet", rules=Rules(highlight=(PANEL,), matters=Level.TRUSTED))
    spoken.hear(by("bob", 1), by("bob", 2), post(3, "the panel"), by("bob", 4))
    spoken.say("", "t 2")

    assert spoken.say("1") == "#capcomnet: asking, 3 unread, 2 trusted, 1 more that matters."


def test_a_floor_is_named_in_the_panes_sentence_and_kept_for_the_next_time() -> None:
    spoken = Spoken("#capcomnet")
    spoken.hear(by("bob", 1), by("ana", 2), by("bob", 3))
    spoken.say("", "t 1", "f")

    assert spoken.say("1") == "#capcomnet: asking, 1 unread, only known authors and above, 2 of 3."
    assert spoken.say("/ 3", "1").endswith("only 3 from known authors and above, 1 of 3.")
    assert (
        spoken.say("/ nobody says this", "g")
        == "None of 3 posts matches nobody says this from known authors and above."
    )
    spoken.talk.remember()
    place = spoken.remembered[-1][1][0]
    again = Spoken("#capcomnet", places=(place,), trusted=spoken.kept[-1])
    again.hear(by("ana", 2), by("bob", 3))

    assert place.floor == "known+"
    assert again.say("1").endswith(" only known authors and above, 1 of 2.")
    assert again.say("f").startswith("Vouched and above: 1 post")

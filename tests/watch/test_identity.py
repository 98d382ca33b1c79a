"""Which posts are one: copies over bridges, other addresses, and claims that are no good."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Counts, Network, Post
from hashtui.post.sighting import Admitted, Change, Deletion, Sighting
from hashtui.watch.admission import Admission
from hashtui.watch.known import MOST_COPIES
from tests.watch.posts import ALICE, gone, heard, post, tags

WORDS = "Bonjour tout le monde, la nuit du code commence ici ce soir #a"
SERVER = "https://social.example"
ORIGINAL = replace(
    post("https://social.example/users/ana/statuses/1", WORDS),
    url=clean_line("https://social.example/@ana/1"),
    counts=Counts(boosts=2),
)
BRIDGE = Author(clean_line("did:plc:copy"), clean_line("@ana.social.example.ap.brid.gy"), clean_line("Ana"))
ECHO = replace(
    post("at://did:plc:copy/app.bsky.feed.post/3l", WORDS[:50] + "… https://social.example/@ana/1"),
    network=Network.BLUESKY,
    author=BRIDGE,
    counts=Counts(boosts=9),
    echo_of=(ORIGINAL.key,),
)
JETSTREAM = "jetstream+wss://jetstream.example"
RELAY = "nostr+wss://relay.example"


def said(one: Post, text: str) -> Post:
    """The same post in other words."""
    return replace(one, body=replace(one.body, text=clean_text(text)))


def feed(admission: Admission, *told: Sighting | Deletion) -> list[tuple[str, str] | None]:
    """What each of these is, with the key it is told under."""
    found = [admission.lose(one) if isinstance(one, Deletion) else admission.see(one) for one in told]
    return [(one.change.value, one.sighting.post.key) if one is not None else None for one in found]


def state(admission: Admission, key: str) -> Admitted:
    """The post as it is told to who comes late."""
    known = admission.known(key)
    assert known is not None
    return known.retold()


def test_a_crowd_that_claims_to_copy_a_post_is_no_crowd_of_copies() -> None:
    admission = Admission()
    crowd = [replace(ECHO, key=clean_line(f"{number:064x}"), url=None) for number in range(MOST_COPIES + 20)]

    feed(admission, heard(ORIGINAL, SERVER), *(heard(one, RELAY) for one in crowd))

    assert [len(known.copies) for known in admission] == [MOST_COPIES, MOST_COPIES, 5]
    assert state(admission, ORIGINAL.key).sighting.post.body == ORIGINAL.body


def test_a_bridged_copy_is_the_post_again_and_keeps_its_words_beside() -> None:
    admission = Admission()

    told = feed(admission, heard(ORIGINAL, SERVER), heard(ECHO, JETSTREAM, received=5))

    assert told == [("post", ORIGINAL.key), ("again", ORIGINAL.key)]
    now = state(admission, ORIGINAL.key)
    assert now.sighting.post == ORIGINAL
    assert now.echoes == (ECHO,)
    assert now.sources == (SERVER, JETSTREAM)
    assert len(admission) == 1
    assert [known.key for known in admission] == [ORIGINAL.key]


def test_an_original_that_comes_after_its_copy_takes_its_place_under_the_key_told_first() -> None:
    admission = Admission()

    told = feed(admission, heard(ECHO, JETSTREAM), heard(ORIGINAL, SERVER, received=5))

    assert told == [("post", ECHO.key), ("edited", ECHO.key)]
    now = state(admission, ORIGINAL.key)
    assert now == state(admission, ECHO.key)
    assert now.sighting.post == replace(ORIGINAL, key=ECHO.key)
    assert now.echoes == (ECHO,)


def test_an_original_with_the_same_words_is_no_edit() -> None:
    admission = Admission()
    same = said(ECHO, f"{WORDS} https://social.example/@ana/1")

    assert feed(admission, heard(same, JETSTREAM), heard(ORIGINAL, SERVER)) == [("post", same.key), ("again", same.key)]


@pytest.mark.parametrize(
    "name", [ORIGINAL.key, "https://social.example/@ana/1"], ids=["by the original's key", "by its URL"]
)
@pytest.mark.parametrize("first", ["original", "copy"])
def test_a_copy_may_name_its_original_by_key_or_url(name: str, first: str) -> None:
    echo = replace(ECHO, echo_of=(clean_line("https://nobody.example/1"), clean_line(name)))
    both = [heard(ORIGINAL, SERVER), heard(echo, JETSTREAM)]

    told = feed(Admission(), *(both if first == "original" else both[::-1]))

    assert [one[0] for one in told if one is not None] == ["post", "again" if first == "original" else "edited"]


def test_counts_are_those_of_the_copy_that_counts() -> None:
    admission = Admission()
    feed(admission, heard(ORIGINAL, SERVER), heard(ECHO, JETSTREAM))

    more = heard(replace(ECHO, counts=Counts(boosts=50)), JETSTREAM, received=9)

    assert feed(admission, more) == [None]
    assert state(admission, ORIGINAL.key).sighting.post.counts == Counts(boosts=2)


@pytest.mark.parametrize("first", ["feed", "server"])
def test_a_feeds_guid_is_the_url_of_the_servers_post(first: str) -> None:
    guid = replace(
        post("https://social.example/@ana/1", WORDS),
        network=Network.FEED,
        url=clean_line("https://social.example/@ana/1"),
    )
    both = [heard(guid, "feed+https://social.example/tags/a.rss"), heard(ORIGINAL, SERVER, received=5)]
    admission = Admission()

    told = feed(admission, *(both if first == "feed" else both[::-1]))

    assert [one and one[0] for one in told] == ["post", "again"]
    now = state(admission, guid.key)
    assert now.sighting.post.network is Network.MASTODON
    assert now.sighting.post.counts == Counts(boosts=2)
    assert [one.network for one in now.echoes] == [Network.FEED]


def test_the_same_url_alone_makes_no_two_posts_one() -> None:
    other = replace(post("https://social.example/users/ana/statuses/2", WORDS), url=ORIGINAL.url)

    assert feed(Admission(), heard(ORIGINAL, SERVER), heard(other, SERVER)) == [
        ("post", ORIGINAL.key),
        ("post", other.key),
    ]


def test_a_stranger_who_bears_the_url_of_another_is_not_taken_for_them() -> None:
    admission = Admission()
    stranger = replace(post("https://evil.example/1", WORDS), url=ORIGINAL.key)
    other = replace(post("https://evil.example/2", WORDS), url=ORIGINAL.url)

    told = feed(
        admission,
        heard(stranger, "https://evil.example"),
        heard(other, "https://evil.example"),
        heard(ORIGINAL, SERVER),
        heard(replace(ECHO, echo_of=(ORIGINAL.url or ORIGINAL.key,)), JETSTREAM),
    )

    assert told == [("post", stranger.key), ("post", other.key), ("post", ORIGINAL.key), ("again", ORIGINAL.key)]


@pytest.mark.parametrize("first", ["original", "copy"])
def test_a_copy_with_other_words_is_another_post(first: str) -> None:
    lie = said(ECHO, "Send your coins to this address now, it doubles them")
    both = [heard(ORIGINAL, SERVER), heard(lie, RELAY)]
    admission = Admission()

    told = feed(admission, *(both if first == "original" else both[::-1]))

    assert [one and one[0] for one in told] == ["post", "post"]
    assert state(admission, ORIGINAL.key).sighting.post == ORIGINAL
    assert state(admission, lie.key).sighting.post == lie


def test_a_copy_that_changes_its_words_later_changes_nothing() -> None:
    admission = Admission()
    lie = replace(said(ECHO, "Send coins"), edited_at=ORIGINAL.created_at + timedelta(hours=1))

    told = feed(admission, heard(ORIGINAL, SERVER), heard(ECHO, RELAY), heard(lie, RELAY, received=9))

    assert told[2] is None
    assert state(admission, ORIGINAL.key).sighting.post == ORIGINAL


def test_a_copy_dated_far_away_does_not_draw_its_original_there() -> None:
    old = replace(ECHO, created_at=ORIGINAL.created_at - timedelta(days=300))

    assert feed(Admission(), heard(old, RELAY), heard(ORIGINAL, SERVER)) == [("post", old.key), ("post", ORIGINAL.key)]


def test_two_copies_of_an_original_that_nobody_heard_are_two_posts_until_one_can_be_believed() -> None:
    copy = said(replace(ECHO, key=clean_line("b" * 64), network=Network.NOSTR), WORDS.replace("ce soir", "à minuit"))

    assert feed(Admission(), heard(ECHO, JETSTREAM), heard(copy, RELAY)) == [("post", ECHO.key), ("post", copy.key)]


def test_a_claim_of_many_originals_is_not_read_for_ever() -> None:
    names = tuple(clean_line(f"https://social.example/users/ana/statuses/{n}") for n in range(50, 0, -1))

    assert feed(Admission(), heard(replace(ECHO, echo_of=names), RELAY), heard(ORIGINAL, SERVER))[1] == (
        "post",
        ORIGINAL.key,
    )


def test_pictures_without_words_are_one_with_their_copy() -> None:
    original, copy = said(ORIGINAL, ""), said(ECHO, "https://media.example/1.jpg")

    assert feed(Admission(), heard(original, SERVER), heard(copy, RELAY))[1] == ("again", original.key)


def test_a_post_stands_while_a_copy_of_it_does() -> None:
    admission = Admission()
    feed(admission, heard(ORIGINAL, SERVER), heard(ECHO, JETSTREAM))

    told = feed(
        admission,
        gone(ORIGINAL.key, SERVER, received=7),
        heard(replace(ORIGINAL, counts=Counts(boosts=77)), SERVER, received=8),
        gone(ORIGINAL.key, SERVER, received=9),
        gone(ECHO.key, JETSTREAM, received=10),
    )

    assert told == [("edited", ORIGINAL.key), None, None, ("deleted", ORIGINAL.key)]
    assert state(admission, ECHO.key).change is Change.DELETED


def test_a_copy_that_goes_leaves_the_original() -> None:
    admission = Admission()
    feed(admission, heard(ORIGINAL, SERVER), heard(ECHO, JETSTREAM))

    told = feed(admission, gone(ECHO.key, JETSTREAM))

    assert told == [("again", ORIGINAL.key)]
    now = state(admission, ORIGINAL.key)
    assert (now.sighting.post, now.echoes) == (ORIGINAL, ())


def test_a_source_that_gave_a_copy_cannot_take_the_original_away() -> None:
    admission = Admission()
    feed(admission, heard(ORIGINAL, SERVER), heard(ECHO, JETSTREAM))

    assert feed(admission, gone(ORIGINAL.key, JETSTREAM)) == [None]
    assert state(admission, ORIGINAL.key).change is Change.POST


def test_a_copy_taken_back_before_the_original_came_does_not_take_it_along() -> None:
    told = feed(Admission(), heard(ECHO, RELAY), gone(ECHO.key, RELAY), heard(ORIGINAL, SERVER))

    assert told == [("post", ECHO.key), ("deleted", ECHO.key), ("post", ORIGINAL.key)]


def test_a_copy_whose_deletion_came_first_never_counts() -> None:
    admission = Admission()

    told = feed(admission, gone(ECHO.key, JETSTREAM), heard(ORIGINAL, SERVER), heard(ECHO, JETSTREAM))

    assert told == [None, ("post", ORIGINAL.key), ("again", ORIGINAL.key)]
    assert state(admission, ORIGINAL.key).echoes == ()


def test_three_networks_have_one_post() -> None:
    admission = Admission()
    note = replace(ECHO, key=clean_line("c" * 64), network=Network.NOSTR, echo_of=(ECHO.key, ORIGINAL.key))

    told = feed(admission, heard(note, RELAY), heard(ECHO, JETSTREAM), heard(ORIGINAL, SERVER, received=3))

    assert [one and one[1] for one in told] == [note.key] * 3
    assert [one and one[0] for one in told] == ["post", "again", "edited"]
    now = state(admission, ECHO.key)
    assert now.sighting.post.author == ALICE
    assert {one.network for one in now.echoes} == {Network.NOSTR, Network.BLUESKY}


def test_what_is_forgotten_is_forgotten_under_all_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashtui.watch.admission.FORGOTTEN_AT_ONCE", 4)
    admission = Admission(room=4)
    feed(admission, heard(ECHO, JETSTREAM), heard(ORIGINAL, SERVER))

    for n in range(20):
        admission.see(
            heard(replace(post(f"p{n}"), echo_of=(clean_line(f"o{n}"),), url=clean_line(f"https://x.example/{n}")))
        )

    assert len(admission) <= 8
    assert len(list(admission)) == len(admission)
    assert admission.known(ECHO.key) is None
    assert admission.known(ORIGINAL.key) is None
    assert feed(admission, heard(ORIGINAL, SERVER), heard(post("p0"))) == [("post", ORIGINAL.key), ("post", "p0")]
    assert admission.forgotten == 23 - len(admission)


OTHER = "https://other.example"


def test_what_another_server_makes_of_a_post_yields_to_its_own() -> None:
    admission = Admission()
    forged = replace(said(ORIGINAL, "Send coins"), edited_at=ORIGINAL.created_at + timedelta(days=9))

    told = feed(
        admission, heard(ORIGINAL, SERVER), heard(forged, OTHER, received=5), heard(ORIGINAL, SERVER, received=9)
    )

    assert told == [("post", ORIGINAL.key), ("again", ORIGINAL.key), None]
    assert state(admission, ORIGINAL.key).sighting.post == ORIGINAL


def test_what_was_forged_first_is_put_right_by_the_posts_own_server() -> None:
    admission = Admission()
    forged = said(ORIGINAL, "Send coins")

    assert feed(admission, heard(forged, OTHER), heard(ORIGINAL, SERVER)) == [
        ("post", ORIGINAL.key),
        ("edited", ORIGINAL.key),
    ]


def test_the_same_words_drawn_otherwise_by_the_posts_own_server_are_no_edit() -> None:
    drawn = said(ORIGINAL, WORDS.replace(", ", ",\n"))

    assert feed(Admission(), heard(drawn, OTHER), heard(ORIGINAL, SERVER))[1] == ("again", ORIGINAL.key)


def test_an_edit_by_the_posts_own_server_counts() -> None:
    edited = replace(said(ORIGINAL, "Bonsoir"), edited_at=ORIGINAL.created_at + timedelta(minutes=1))

    told = feed(Admission(), heard(ORIGINAL, OTHER), heard(edited, SERVER), heard(ORIGINAL, OTHER, received=9))

    assert told == [("post", ORIGINAL.key), ("edited", ORIGINAL.key), None]


def test_tags_it_was_asked_for_by_are_those_of_all_its_copies() -> None:
    admission = Admission()
    feed(admission, heard(ORIGINAL, SERVER, asked=["b"]), heard(ECHO, JETSTREAM, asked=["c"]))

    assert state(admission, ORIGINAL.key).tags == tags("a", "b", "c")


@pytest.mark.parametrize("first", ["feed", "copy"])
def test_what_a_feed_has_of_an_original_is_one_with_its_bridged_copy(first: str) -> None:
    admission = Admission()
    page = clean_line("https://social.example/@ana/1")
    entry = heard(replace(ORIGINAL, key=page, network=Network.FEED, counts=Counts()), "feed+https://social.example/a")
    copy = heard(replace(ECHO, body=ORIGINAL.body), JETSTREAM)

    feed(admission, *((entry, copy) if first == "feed" else (copy, entry)))

    assert len(admission) == 1


def test_copies_of_one_original_on_two_networks_are_one_post_before_it_is_heard_itself() -> None:
    admission = Admission()
    note = replace(
        ECHO, key=clean_line("ab" * 32), network=Network.NOSTR, echo_of=(clean_line("https://social.example/@ana/1"),)
    )

    told = feed(admission, heard(ECHO, JETSTREAM), heard(note, RELAY), heard(ORIGINAL, SERVER, received=5))

    assert told == [("post", ECHO.key), ("again", ECHO.key), ("edited", ECHO.key)]
    assert state(admission, ECHO.key).echoes == (ECHO, note)


def test_two_posts_that_claim_one_original_in_other_words_are_two() -> None:
    admission = Admission()
    other = said(replace(ECHO, key=clean_line("at://did:plc:b/app.bsky.feed.post/3m")), "buy my coins now")

    told = feed(admission, heard(ECHO, JETSTREAM), heard(other, JETSTREAM))

    assert [one and one[0] for one in told] == ["post", "post"]


def test_of_two_copies_the_one_that_says_something_else_later_does_not_speak_for_both() -> None:
    admission = Admission()
    note = replace(ECHO, key=clean_line("ab" * 32), network=Network.NOSTR)
    lie = replace(said(ECHO, "Send coins"), edited_at=ORIGINAL.created_at + timedelta(hours=1))

    told = feed(admission, heard(ECHO, JETSTREAM), heard(note, RELAY, received=2), heard(lie, JETSTREAM, received=9))

    assert [one and one[0] for one in told] == ["post", "again", "again"]
    assert state(admission, ECHO.key).sighting.post.body.text == note.body.text

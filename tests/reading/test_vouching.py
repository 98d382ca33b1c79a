"""What is gathered on who speaks for whom."""

from dataclasses import replace
from random import Random

import pytest

from hashtui.post.clean import clean_handle, clean_line
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Post
from hashtui.reading import vouching as vouching_module
from hashtui.reading.deeds import strength, told
from hashtui.reading.standing import Deed
from hashtui.reading.vouching import Vouching
from tests.reading.people import boost, passes_on, people, written

ANA, BEN, CID = people("ana", "ben", "cid")


def done(vouching: Vouching, by: Author, whom: Author) -> dict[Deed, int]:
    """What one did for the other."""
    return dict(told(vouching.done(by.key, whom.key)))


def seeing(*posts: Post) -> Vouching:
    """What these posts tell, in this order."""
    vouching = Vouching()
    for one in posts:
        vouching.see(one)
    return vouching


def test_each_kind_of_deed_is_counted_for_the_author_it_was_done_to() -> None:
    vouching = seeing(
        written(BEN, "b1"),
        written(BEN, "b2"),
        written(ANA, quote_of=clean_line("b1")),
        written(ANA, reply_to=clean_line("b2")),
        written(ANA, mentions=(BEN.handle,)),
        written(BEN, "b3", boosted_by=ANA),
    )
    vouching.pass_on(boost(ANA, "b1"))
    vouching.follows(ANA, BEN)

    assert done(vouching, ANA, BEN) == {Deed.BOOST: 2, Deed.QUOTE: 1, Deed.REPLY: 1, Deed.MENTION: 1, Deed.FOLLOW: 1}
    assert done(vouching, BEN, ANA) == {}


def test_a_deed_counts_once_for_a_post_however_often_it_is_heard() -> None:
    answer = written(ANA, reply_to=clean_line("b1"))
    again = written(ANA, reply_to=clean_line("b1"))
    naming = written(ANA, mentions=(BEN.handle, BEN.handle))
    vouching = seeing(written(BEN, "b1"), answer, answer, again, naming, naming)
    for _ in range(3):
        vouching.pass_on(boost(ANA, "b1"))
        vouching.follows(ANA, BEN)

    assert done(vouching, ANA, BEN) == {Deed.BOOST: 1, Deed.FOLLOW: 1, Deed.REPLY: 1, Deed.MENTION: 1}


def test_what_is_done_to_a_post_not_heard_yet_counts_once_it_is() -> None:
    vouching = seeing(written(ANA, reply_to=clean_line("b1")), written(ANA, quote_of=clean_line("b1")))
    vouching.pass_on(boost(CID, "b1"))
    before = done(vouching, ANA, BEN)

    vouching.see(written(BEN, "b1"))

    assert before == {}
    assert done(vouching, ANA, BEN) == {Deed.QUOTE: 1, Deed.REPLY: 1}
    assert done(vouching, CID, BEN) == {Deed.BOOST: 1}


def test_a_post_known_by_its_servers_number_alone_is_found_by_that() -> None:
    vouching = Vouching()
    vouching.see(written(BEN, "b1"), "https://social.example#77")

    vouching.see(written(ANA, reply_to=clean_line("https://social.example#77")))

    assert done(vouching, ANA, BEN) == {Deed.REPLY: 1}


def test_nobody_speaks_for_himself() -> None:
    vouching = seeing(
        written(ANA, "a1"), written(ANA, reply_to=clean_line("a1"), quote_of=clean_line("a1"), mentions=(ANA.handle,))
    )
    vouching.pass_on(boost(ANA, "a1"))
    vouching.follows(ANA, ANA)

    assert vouching.spoken_for(ANA.key) == ()


@pytest.mark.parametrize("first", ["the parent", "the answer"])
def test_the_one_who_is_answered_is_not_mentioned_as_well(first: str) -> None:
    parent, answer = written(BEN, "b1"), written(ANA, reply_to=clean_line("b1"), mentions=(BEN.handle, CID.handle))
    vouching = seeing(parent, answer) if first == "the parent" else seeing(answer, parent)
    vouching.see(written(CID))

    assert done(vouching, ANA, BEN) == {Deed.REPLY: 1}
    assert done(vouching, ANA, CID) == {Deed.MENTION: 1}


@pytest.mark.parametrize(
    "handle",
    ["@Ben@Social.example", "@ben@social.example", "@ben", "@BEN"],
)
def test_a_mention_counts_for_who_bears_the_handle_in_whatever_case_or_on_the_authors_own_server(handle: str) -> None:
    vouching = seeing(written(ANA, mentions=(clean_handle(handle),)))
    before = vouching.spoken_for(ANA.key)

    vouching.see(written(BEN))

    assert before == ()
    assert [whom for whom, _ in vouching.spoken_for(ANA.key)] == [BEN.key]
    assert vouching.bearer(handle if handle.count("@") > 1 else BEN.handle) == BEN


def test_a_handle_without_a_server_is_itself_where_handles_have_none() -> None:
    lea = Author(clean_line("did:plc:lea"), clean_line("@lea.example"), clean_line("Léa"))
    kim = Author(clean_line("did:plc:kim"), clean_line("@kim.example"), clean_line("Kim"))
    vouching = seeing(written(kim), written(lea, mentions=(kim.handle,)))

    assert done(vouching, lea, kim) == {Deed.MENTION: 1}


@pytest.mark.parametrize("handle", ["", "@https://social.example/users/ben", "@ben@social.example"])
def test_who_is_told_by_less_than_is_known_keeps_handle_and_name(handle: str) -> None:
    vouching = seeing(written(BEN, "b1"), written(ANA, mentions=(BEN.handle,)))

    vouching.pass_on(boost(replace(BEN, handle=clean_line(handle), name=clean_line("")), "b1"))

    assert vouching.person(BEN.key) == vouching.bearer(BEN.handle) == BEN
    assert done(vouching, ANA, BEN) == {Deed.MENTION: 1}


def test_who_was_told_by_key_alone_gets_the_handle_once_it_is_heard() -> None:
    vouching = seeing(written(replace(BEN, handle=clean_line(f"@{BEN.key}"), name=clean_line(""))))

    vouching.see(written(BEN))

    assert vouching.bearer(BEN.handle) == BEN
    assert vouching.met[0:] == [BEN.key, BEN.key]


def test_a_handle_that_several_bear_speaks_for_none_of_them() -> None:
    false_ben = replace(BEN, key=clean_line("https://evil.example/users/ben"))
    vouching = seeing(written(BEN), written(ANA, mentions=(BEN.handle,)))
    before = [whom for whom, _ in vouching.spoken_for(ANA.key)]

    vouching.see(written(false_ben))

    assert before == [BEN.key]
    assert vouching.spoken_for(ANA.key) == ()
    assert vouching.bearer(BEN.handle) is None


@pytest.mark.parametrize(
    ("boosts", "said"),
    [(1, 0.39), (3, 0.78), (5, 0.92)],
)
def test_more_deeds_speak_more_and_never_wholly(boosts: int, said: float) -> None:
    vouching = Vouching()
    passes_on(vouching, ANA, BEN, boosts)

    assert dict(vouching.spoken_for(ANA.key)) == {BEN.key: pytest.approx(said, abs=0.005)}
    assert strength((10_000, 0, 0, 0, 0)) <= 1


def test_the_same_posts_in_any_order_tell_the_same() -> None:
    random, everybody = Random(5), people("ana", "ben", "cid", "dan", "eva")
    posts = [written(random.choice(everybody), f"k{number}") for number in range(40)]
    posts += [
        written(
            random.choice(everybody),
            f"r{number}",
            reply_to=random.choice(posts).key if random.random() < 0.5 else None,
            quote_of=random.choice(posts).key if random.random() < 0.3 else None,
            mentions=tuple(one.handle for one in random.sample(everybody, 2)),
        )
        for number in range(60)
    ]

    found = []
    for _ in range(4):
        random.shuffle(posts)
        vouching = seeing(*posts)
        found.append({one.key: dict(vouching.spoken_for(one.key)) for one in everybody})

    assert found[1:] == found[:-1]
    assert all(found[0].values())


def test_strangers_however_many_do_not_make_a_trusted_account_forgotten() -> None:
    vouching = Vouching(most_people=50)
    vouching.dear = {ANA.key}
    passes_on(vouching, ANA, BEN, 2)

    for number in range(200):
        one, other = people(f"one{number}", f"two{number}")
        passes_on(vouching, one, other)

    assert vouching.person(ANA.key) == ANA
    assert [whom for whom, _ in vouching.spoken_for(ANA.key)] == [BEN.key]
    assert vouching.person(people("one3")[0].key) is None
    assert vouching.spoken_for(people("one3")[0].key) == ()


def test_where_everybody_s_word_counts_those_heard_longest_ago_are_forgotten_some_at_once() -> None:
    vouching = Vouching(most_people=300)
    everybody = people(*(f"u{number}" for number in range(301)))
    vouching.dear = {one.key for one in everybody}

    for one in everybody:
        vouching.see(written(one))

    assert list(vouching.people) == list(everybody[3:])
    assert vouching.bearer(everybody[0].handle) is None


def test_what_one_says_of_thousands_is_bounded_and_what_all_say_too() -> None:
    vouching = Vouching(most_ties=100)

    for number in range(3):
        for other in range(60):
            vouching.see(written(people(f"loud{number}")[0], mentions=(clean_line(f"@x{number}-{other}@y.example"),)))

    heard_first, _, heard_last = (people(f"loud{number}")[0] for number in range(3))
    assert vouching.person(heard_first.key) is None
    assert vouching.person(heard_last.key) == heard_last


def test_memory_has_an_end_whatever_strangers_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_POSTS", "MOST_SEEN", "MOST_WAITING"):
        monkeypatch.setattr(vouching_module, name, 2_000)
    vouching = Vouching(most_people=300, most_ties=900)

    for number in range(6_000):
        (one,) = people(f"stranger{number}")
        named = tuple(clean_line(f"@x{number}-{other}@y.example") for other in range(3))
        vouching.see(written(one, f"s{number}", mentions=named, reply_to=clean_line(f"never heard {number}")))

    kept = {name: len(held) for name, held in vars(vouching).items() if hasattr(held, "__len__")}
    assert kept["_people"] == 300
    assert all(size <= 3_100 for name, size in kept.items() if name != "met"), kept


def test_of_those_who_are_kept_out_nobody_vouches_and_for_them_nobody() -> None:
    vouching = seeing(written(BEN, "b1"), written(CID, "c1"), written(ANA, "a1"))
    for by, post in ((ANA, "b1"), (BEN, "c1"), (CID, "a1")):
        vouching.pass_on(boost(by, post))
    assert done(vouching, ANA, BEN) == {Deed.BOOST: 1}

    vouching.keep_out(KeptOut(frozenset({BEN.key})))
    vouching.pass_on(boost(ANA, "b1"))

    assert vouching.person(BEN.key) is None
    assert vouching.bearer(BEN.handle) is None
    assert vouching.spoken_for(BEN.key) == ()
    assert vouching.spoken_for(ANA.key) == ()
    assert done(vouching, CID, ANA) == {Deed.BOOST: 1}

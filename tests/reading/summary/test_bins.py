"""Minutes of a tag: what they count, and what they count anew."""

import pytest

from hashtui.reading.summary.bins import Stream
from hashtui.reading.summary.weighed import Weighed
from tests.reading.summary.talk import says

MINUTE = 29_000_000


def weighed(key: str, minute: float, *words: str, weight: float = 0.5) -> Weighed:
    entry = says(key, " ".join(words), minute)
    return Weighed(entry, (MINUTE + minute) * 60.0, words, frozenset(), weight, weight, entry.key)


def stream_of(*posts: Weighed) -> tuple[Stream, dict[str, Weighed]]:
    there: dict[str, Weighed] = {}
    stream = Stream(there)
    for post in posts:
        there[post.entry.key] = post
        stream.add(post)
    return stream, there


def test_minutes_are_in_order_however_posts_come() -> None:
    stream, _ = stream_of(*(weighed(f"u{at}", at, "wagon") for at in (5, 2, 9, 5.5, 2)))

    assert [minute - MINUTE for minute in stream.minutes] == [2, 5, 9]
    assert [minute - MINUTE for minute, _ in stream.between(MINUTE + 2, MINUTE + 9)] == [2, 5]


def test_a_minute_counts_voices_words_and_boosts() -> None:
    one = weighed("anna", 1, "wagon", "rouge")
    stream, _ = stream_of(one, weighed("ben", 1.9, "wagon", weight=1.0))
    stream.pass_on(one, "cleo", (MINUTE + 1.5) * 60, 0.25)

    found = stream.bin(MINUTE + 1)

    assert found is not None
    assert (found.voices, found.squares) == (1.75, 1.3125)
    assert found.said == {"wagon": 1.75, "rouge": 0.75}
    assert stream.bin(MINUTE + 2) is None


def test_what_is_swept_up_by_a_wave_counts_no_more_nor_do_its_boosts() -> None:
    one, two = weighed("anna", 1, "wagon"), weighed("ben", 1, "rouge")
    stream, _ = stream_of(one, two)
    stream.pass_on(one, "cleo", (MINUTE + 3) * 60, 0.25)

    one.boosters["cleo"] = 0.5
    one.in_wave = True
    stream.spoil(one)

    counted = {minute - MINUTE: (found.voices, found.said) for minute, found in stream.between(0, 2 * MINUTE)}
    assert counted == {1: (0.5, {"rouge": 0.5}), 3: (0.0, {})}


def test_a_post_that_is_gone_leaves_its_minute_and_its_boosts_count_nothing() -> None:
    one, two = weighed("anna", 1, "wagon"), weighed("ben", 2, "rouge")
    stream, there = stream_of(one, two)
    stream.pass_on(two, "cleo", (MINUTE + 2) * 60, 0.25)
    two.boosters["cleo"] = 0.5

    for post in (one, two):
        stream.remove(post)
        del there[post.entry.key]

    assert [minute - MINUTE for minute in stream.minutes] == [2]
    left = stream.bin(MINUTE + 2)
    assert left is not None
    assert (left.voices, left.said) == (0.0, {})


def test_whoever_says_a_word_themselves_tells_it() -> None:
    one, two, swept = weighed("anna", 1, "wagon"), weighed("ben", 1, "wagon", "rouge"), weighed("cleo", 1, "rouge")
    swept.in_wave = True
    stream, there = stream_of(one, two, swept)

    told = stream.tellers(there, {"wagon", "rouge", "vert"})

    anna, ben = one.entry.post.author.key, two.entry.post.author.key
    assert told == {"wagon": {anna, ben}, "rouge": {ben}, "vert": frozenset()}


def test_the_share_is_of_those_posts_that_say_the_words() -> None:
    posts = [weighed("a", 1, "x", "y"), weighed("b", 1, "x"), weighed("c", 1, "y"), weighed("d", 1, "z")]
    stream, there = stream_of(*posts)

    assert stream.share(there, {"x"}, {"y"}) == pytest.approx(0.5)
    assert stream.share(there, {"nobody"}, {"y"}) == 0.0


def test_words_begin_in_the_first_minute_that_has_one() -> None:
    stream, _ = stream_of(weighed("a", 1, "x"), weighed("b", 3, "y"), weighed("c", 4, "y"))

    assert stream.first_minute(MINUTE + 1, MINUTE + 9, {"y"}) == MINUTE + 3
    assert stream.first_minute(MINUTE + 1, MINUTE + 3, {"y"}) == MINUTE + 1

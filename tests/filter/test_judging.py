"""What terms say of an entry beyond its words: at a moment, by a reader, and where nobody told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.filter.grammar import parse
from hashtui.filter.times import Present
from hashtui.filter.tree import Node
from hashtui.post.clean import clean_line
from hashtui.post.post import Author, Counts, Network, Post
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level
from tests.watch.posts import ALICE, MOMENT, NOON, at, entry


def expression(text: str) -> Node:
    return parse(text, Present(NOON))


def by(handle: str, network: Network = Network.MASTODON, url: str | None = None) -> Entry:
    one = entry("a")
    author = replace(ALICE, handle=clean_line(handle), url=None if url is None else clean_line(url))
    return replace(one, post=replace(one.post, author=author, network=network))


def with_post(one: Entry, **changes: object) -> Entry:
    said: Post = replace(one.post, **changes)  # type: ignore[arg-type]  # as the tests give them
    return replace(one, post=said)


@pytest.mark.parametrize("name", ["boosts", "favourites", "replies", "followers"])
@pytest.mark.parametrize("sign", ["<", "<=", "=", ">=", ">"])
def test_a_number_that_nobody_told_is_neither_more_nor_less(name: str, sign: str) -> None:
    untold = entry("a")

    assert untold.post.counts == Counts()
    assert not expression(f"{name}:{sign}1").judge(untold, MOMENT)
    assert expression(f"-{name}:{sign}1").judge(untold, MOMENT)


@pytest.mark.parametrize(
    ("sign", "truths"), [("<", "100"), ("<=", "110"), ("=", "010"), ("", "010"), (">=", "011"), (">", "001")]
)
def test_numbers_compare_as_the_sign_says(sign: str, truths: str) -> None:
    judge = expression(f"boosts:{sign}5").judge
    entries = [with_post(entry("a"), counts=Counts(boosts=boosts)) for boosts in (4, 5, 6)]

    assert "".join(str(int(judge(one, MOMENT))) for one in entries) == truths


def test_unread_alerted_and_picked_are_asked_of_the_moment() -> None:
    one = entry("a")

    assert expression("is:unread").judge(one, Moment(NOON, unread={one.key}))
    assert not expression("is:unread").judge(one, MOMENT)
    assert expression("is:alert").judge(one, Moment(NOON, alerted={one.key}))
    assert not expression("is:alert").judge(one, MOMENT)
    assert expression("is:picked").judge(one, Moment(NOON, picked={one.key}))
    assert not expression("is:picked").judge(one, MOMENT)


@pytest.mark.parametrize(
    ("text", "muted", "unknown"),
    [
        ("trust:muted", True, False),
        ("trust:<unknown", True, False),
        ("trust:>=unknown", False, True),
        ("trust:>muted", False, True),
        ("trust:>=muted", True, True),
        ("trust:unknown", False, True),
    ],
)
def test_trust_is_the_readers(text: str, muted: bool, unknown: bool) -> None:
    judge = expression(text).judge

    def level_of(author: Author) -> Level:
        return Level.MUTED if author.handle == "@loud@a.example" else Level.UNKNOWN

    moment = Moment(NOON, level_of=level_of)

    assert (judge(by("@loud@a.example"), moment), judge(by("@quiet@a.example"), moment)) == (muted, unknown)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("trust:muted", "×"),
        ("trust:unknown", " "),
        ("trust:known", "·"),
        ("trust:vouched", "◇◆"),
        ("trust:trusted", "★"),
        ("trust:>=vouched", "◇◆★"),
        ("trust:>vouched", "★"),
        ("trust:<=vouched", "× ·◇◆"),
        ("trust:<known", "× "),
        ("TRUST:>=Known -trust:trusted", "·◇◆"),
    ],
)
def test_levels_are_compared_as_people_name_them_so_strongly_vouched_is_vouched(text: str, levels: str) -> None:
    judge = expression(text).judge

    def holds(level: Level) -> bool:
        return judge(entry("a"), Moment(NOON, level_of=lambda _: level))

    true = [level for level in Level if holds(level)]

    assert true == [dict(zip("× ·◇◆★", Level, strict=True))[badge] for badge in levels]


def test_how_much_an_author_wrote_is_asked_of_the_moment() -> None:
    asked: list[timedelta] = []

    def authored(_: Entry, period: timedelta) -> int:
        asked.append(period)
        return 3

    moment = Moment(NOON, authored=authored)

    assert expression("per_author:<=3/10m").judge(entry("a"), moment)
    assert not expression("per_author:<3/h").judge(entry("a"), moment)
    assert asked == [timedelta(minutes=10), timedelta(hours=1)]


@pytest.mark.parametrize(
    ("text", "truths"),
    [("age:<1h", "100"), ("age:<=1h", "110"), ("age:>1h", "001"), ("age:>=1h", "011"), ("since:1h", "110")],
)
def test_ages_are_counted_from_the_moment_and_times_from_where_a_post_stands(text: str, truths: str) -> None:
    judge = expression(text).judge
    entries = [replace(entry("a"), placed_at=at(-seconds)) for seconds in (3_599, 3_600, 3_601)]

    assert "".join(str(int(judge(one, MOMENT))) for one in entries) == truths


def test_since_and_until_part_the_posts_without_rest() -> None:
    entries = [replace(entry("a"), placed_at=at(seconds)) for seconds in (-1, 0, 1)]
    since, until = expression("since:now"), expression("until:now")

    assert [(since.judge(one, MOMENT), until.judge(one, MOMENT)) for one in entries] == [
        (False, True),
        (True, False),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("one", "host", "is_there"),
    [
        (by("@a@mamot.fr"), "mamot.fr", True),
        (by("@a@MAMOT.fr"), "Mamot.FR", True),
        (by("@a@x.mamot.fr"), "mamot.fr", False),
        (by("@a@x.mamot.fr"), "*.mamot.fr", True),
        (by("@lea.example", Network.BLUESKY), "bsky.social", True),
        (by("@lea.example", Network.BLUESKY), "bsky.app", True),
        (by("@lea.bsky.social", Network.BLUESKY), "*.bsky.social", True),
        (by("@npub1x", Network.NOSTR, "https://njump.me/npub1x"), "njump.me", True),
        (by("@ana", Network.FILE), "mamot.fr", False),
        (by("@lea@mamot.fr", Network.BLUESKY), "bsky.social", False),
    ],
)
def test_a_server_is_what_follows_the_last_at_or_else_the_networks(one: Entry, host: str, is_there: bool) -> None:
    assert expression(f"server:{host}").judge(one, MOMENT) is is_there


@pytest.mark.parametrize(
    ("handle", "glob", "fits"),
    [
        ("@capcom@mastodon.social", "capcom", True),
        ("@capcom@mastodon.social", "CAPCOM@*", True),
        ("@capcom@mastodon.social", "cap", False),
        ("@capcom@mastodon.social", "cap*", True),
        ("@capcom@mastodon.social", "*.social", True),
        ("@capcom@mastodon.social", "*cap?om*", True),
        ("@capcom@mastodon.social", "capcom@mastodon", False),
        ("@capcom@mastodon.social", "[c]apcom", False),
        ("@lea.example", "lea.example", True),
        ("@lea.example", "lea", False),
        ("@lea.example", "lea.*", True),
        ("@ana", "ana", True),
        ("@ana", "ana@*", False),
    ],
)
def test_globs_match_the_whole_handle(handle: str, glob: str, fits: bool) -> None:
    assert expression(f"from:{glob}").judge(by(handle), MOMENT) is fits
    assert expression(f"@{glob}").judge(with_post(entry("a"), mentions=(clean_line(handle),)), MOMENT) is fits


@pytest.mark.parametrize(
    ("said", "asked", "is_it"),
    [
        ("pt_BR", "pt-BR", True),
        ("PT-br", "pt", True),
        ("pt", "pt-BR", False),
        ("und", "?", True),
        ("", "?", True),
        ("fr", "?", False),
        (None, "?", True),
        (None, "fr", False),
    ],
)
def test_languages_are_told_however_they_are_written(said: str | None, asked: str, is_it: bool) -> None:
    one = with_post(entry("a"), language=None if said is None else clean_line(said))

    assert expression(f"lang:{asked}").judge(one, MOMENT) is is_it


@pytest.mark.parametrize(("glob", "fits"), [("*@*@mastodon.social", False), ("c*@*", True)])
def test_a_glob_may_have_an_at_in_its_stars(glob: str, fits: bool) -> None:
    assert expression(f"from:{glob}").judge(by("@capcom@mastodon.social"), MOMENT) is fits


def test_a_length_is_that_of_the_text_alone() -> None:
    warned = with_post(entry("a"), content_warning=clean_line("Bye"))

    assert expression("length:5").judge(warned, MOMENT)


def test_case_does_not_count_in_handles() -> None:
    shouted = by("@CAPCOM@Mastodon.SOCIAL")

    assert expression("from:capcom@mastodon.social").judge(shouted, MOMENT)
    assert expression("@capcom").judge(with_post(entry("a"), mentions=(shouted.post.author.handle,)), MOMENT)


def test_a_glob_of_many_stars_is_judged_at_once() -> None:
    judge = expression("from:" + "*a" * 40 + "*b").judge

    assert not judge(by("@" + "a" * 60 + "@a.example"), MOMENT)


def test_tags_are_counted_that_are_the_posts_own() -> None:
    one = entry("a", "b", asked=["c"])

    assert expression("tags:2").judge(one, MOMENT)
    assert Tag.of("c") in one.tags


def test_words_are_worked_out_once() -> None:
    one = entry("a")
    judge = expression("hello").judge

    found = [one.folded_once, judge(one, MOMENT), one.folded_once, judge(one, MOMENT)]

    assert found == [None, True, "hello\nalice", True]


def test_a_phrase_never_spans_two_fields() -> None:
    one = with_post(entry("a"), content_warning=clean_line("Bye"))

    assert not expression('"hello bye"').judge(one, MOMENT)
    assert expression("hello bye alice").judge(one, MOMENT)

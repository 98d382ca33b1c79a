"""The public form read back: what was written is read, what scripts write is enough, what is hostile is harmless."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hashtui.clock import HandClock
from hashtui.errors import Malformed
from hashtui.post.body import Body, Role
from hashtui.post.clean import CleanLine, clean_handle, clean_line, clean_name, clean_text, clean_url
from hashtui.post.json import gap_object, json_line, post_object
from hashtui.post.post import Author, Counts, Media, MediaKind, Network, Poll, PollOption, Post
from hashtui.post.sighting import Admitted, Change, Gap, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.demo.simulate import simulate
from hashtui.sources.lines.cutter import Cut
from hashtui.sources.lines.read import Line, read_line, read_post
from hashtui.sources.lines.telling import Telling
from hashtui.sources.mastodon.decode import Place, decode_status
from hashtui.sources.shape import read_records
from tests.post.shared import shared_file
from tests.post.test_json import FULL
from tests.posts import NOON, SOURCE, post
from tests.security.hostile import corpus, texts

Json = dict[str, object]


def public(sighting: Sighting) -> Json:
    """The post as the program prints it, but for what belongs to the view."""
    admitted = Admitted(Change.POST, sighting, frozenset(sighting.post.tags), (sighting.source,), sighting)
    made = post_object(admitted, event="post", panes=["#a"])
    return {key: value for key, value in made.items() if key not in ("trust", "panes")}


def heard(said: object) -> Sighting:
    """What a file that holds this object alone says."""
    telling = Telling(clean_line("jsonl:/posts"), HandClock(NOON))
    cut = Cut(1, 0, json.dumps(said).encode())
    line = telling.read(cut)
    assert line is not None, telling.complaint
    told = telling.tell(cut, line)
    assert isinstance(told, Sighting)
    return told


def written(one: Post) -> Json:
    """A post that was heard somewhere else, as a line of a file."""
    sighting = Sighting(one, SOURCE, one.created_at + timedelta(seconds=5))
    return json.loads(json_line(public(sighting)))  # type: ignore[no-any-return]  # an object, by what it was made of


def post_of(**fields: object) -> Post:
    return heard({"text": "", "author": {"handle": "@x"}, **fields}).post


def complaint_of(said: object) -> str:
    with pytest.raises(Malformed) as refusal:
        read_line(said if isinstance(said, bytes) else json.dumps(said).encode())
    return str(refusal.value)


def test_a_full_post_is_read_back_as_it_was_written() -> None:
    said = written(FULL)

    assert public(heard(said)) == said
    assert heard(said).source == SOURCE


@pytest.mark.parametrize("number", range(0, 3500, 500))
def test_posts_of_the_demo_are_read_back_with_everything_that_marks_their_text(number: int) -> None:
    told = [one.post for one in simulate(20).heard if isinstance(one, Sighting)]

    for one in told[number : number + 500]:
        said = written(one)
        again = heard(said)
        assert public(again) == said
        assert again.post.body.spans == one.body.spans


def test_statuses_of_real_servers_are_read_back() -> None:
    rows = shared_file("payloads/mastodon_statuses.json", list[dict[str, object]])
    records = read_records(json.dumps([row["status"] for row in rows])).rows
    for record in records:
        one = decode_status(record, Place(SOURCE, None), NOON).post

        said = written(one)

        assert public(heard(said)) == said


WORDS = st.text(st.characters(exclude_categories=[]), max_size=30)
LINES = WORDS.map(clean_line)
TIMES = st.integers(0, 2**42).map(lambda ms: datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms))
URLS = st.builds(
    lambda host, path: clean_url(f"https://{host}.example/{path}"), st.sampled_from("abc"), st.from_regex(r"[a-z/é]*")
).map(lambda url: url or clean_line("https://a.example/"))
COUNTS = st.none() | st.integers(0, 2**40)
AUTHORS = st.builds(
    Author,
    key=LINES.filter(bool),
    handle=WORDS.map(clean_handle),
    name=WORDS.map(clean_name),
    url=st.none() | URLS,
    bot=st.booleans(),
    followers=COUNTS,
)
TAGS = st.lists(st.from_regex(r"[a-zé_1-9ж]{1,8}", fullmatch=True).map(Tag.of), unique=True, max_size=4).map(tuple)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Text in which some of its links stand, and which links to others besides."""
    links = draw(st.lists(URLS, unique=True, max_size=3))
    parts = draw(st.lists(WORDS | st.sampled_from(links or [CleanLine(clean_line("x"))]), max_size=6))
    return Body(clean_text(" ".join(parts)), attached=tuple(links))


POSTS = st.builds(
    Post,
    key=LINES.filter(bool),
    network=st.sampled_from(Network),
    created_at=TIMES,
    author=AUTHORS,
    body=bodies(),
    url=st.none() | URLS,
    edited_at=st.none() | TIMES,
    language=st.sampled_from([None, clean_line("fr"), clean_line("pt-BR")]),
    tags=TAGS,
    mentions=st.lists(WORDS.map(clean_handle).filter(bool), unique=True, max_size=3).map(tuple),
    media=st.lists(
        st.builds(Media, st.sampled_from(MediaKind), st.none() | URLS, st.none() | WORDS.map(clean_text).filter(bool)),
        max_size=2,
    ).map(tuple),
    content_warning=st.none() | WORDS.map(clean_text).filter(bool),
    sensitive=st.booleans(),
    poll=st.none()
    | st.builds(
        Poll,
        st.lists(st.builds(PollOption, LINES, COUNTS), max_size=3).map(tuple),
        COUNTS,
        st.booleans(),
        st.none() | TIMES,
    ),
    reply_to=st.none() | LINES.filter(bool),
    boosted_by=st.none()
    | st.builds(Author, key=LINES.filter(bool), handle=WORDS.map(clean_handle), name=WORDS.map(clean_name)),
    quote_of=st.none() | LINES.filter(bool),
    counts=st.builds(Counts, COUNTS, COUNTS, COUNTS),
)


@given(POSTS)
@settings(max_examples=150, deadline=None)
def test_whatever_was_written_is_read_back_the_same(one: Post) -> None:
    said = written(one)

    assert public(heard(said)) == said


@given(POSTS)
@settings(max_examples=50, deadline=None)
def test_what_is_marked_in_a_text_that_was_read_lies_in_it_and_apart(one: Post) -> None:
    body = heard(written(one)).post.body

    ends = [0]
    for span in body.spans:
        assert ends[-1] <= span.start < span.end <= len(body.text)
        ends.append(span.end)


def test_text_and_author_are_enough() -> None:
    sighting = heard({"text": "meet at noon #fair (see https://fair.example/map).", "author": {"handle": "@ana"}})

    one = sighting.post
    assert (one.network, one.created_at, one.author.key) == (Network.FILE, NOON, "@ana")
    assert (one.tags, one.body.links) == ((Tag.of("fair"),), ("https://fair.example/map",))
    assert [span.role for span in one.body.spans] == [Role.TAG, Role.LINK]
    assert sighting.source == "jsonl:/posts"
    assert one.key.startswith("line:")


def test_the_same_line_twice_is_one_post_and_another_time_makes_two() -> None:
    said = {"text": "yes", "author": {"handle": "@ana"}}

    keys = {heard(one).post.key for one in (said, said, {**said, "created_at": "2026-11-21T14:00:00Z"})}

    assert len(keys) == 2


def test_tags_that_are_given_are_all_there_are() -> None:
    assert post_of(text="#a #b", tags=["#C", "c", 7, "", "-"]).tags == (Tag.of("c"),)
    assert post_of(text="#a #b", tags=[]).tags == ()
    assert post_of(text="(#a), l'#b; C# https://x.example/#frag #12 #a", tags=None).tags == (Tag.of("a"), Tag.of("b"))


def test_links_that_are_given_are_all_there_are() -> None:
    assert post_of(text="https://a.example/", links=[]).body.links == ()
    assert post_of(text="", links=["https://a.example/", "javascript:x", "https://a.example/"]).body.links == (
        "https://a.example/",
    )


def test_an_edit_without_a_time_was_made_when_it_was_heard() -> None:
    assert heard({"event": "edited", "key": "k", "text": "", "author": {"name": "Ana"}}).post.edited_at == NOON


def test_unknown_keys_and_unknown_words_are_no_trouble() -> None:
    one = post_of(new_key=[1], network="forum", media=[{"kind": "hologram"}, 5], counts={"boosts": -1}, language="¿")

    assert (one.network, one.media, one.counts, one.language) == (
        Network.FILE, (Media(MediaKind.UNKNOWN),), Counts(), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"event": "status", "state": "live"},
        {"schema": 1, "event": "status"},
        {"event": "status", "state": "gap", "since": "2026-11-21T12:00:00Z"},
        {"event": "status", "state": "gap", "since": "2026-11-21T12:00:00Z", "until": "later"},
    ],
)
def test_how_a_source_of_its_writers_was_is_no_business_of_ours(said: Json) -> None:
    assert read_line(json.dumps(said).encode()) is None


AT = NOON + timedelta(minutes=5)
OPEN = Gap(SOURCE, NOON, AT, clean_line("connection lost"), found_at=AT, tags=frozenset((Tag.of("été"), Tag.of("b"))))


@pytest.mark.parametrize("gap", [OPEN, Gap(SOURCE, NOON, AT, clean_line(""), AT + timedelta(hours=1), 0)])
def test_a_hole_is_read_back_as_it_was_told(gap: Gap) -> None:
    telling = Telling(clean_line("jsonl:/posts"), HandClock(NOON), tells_gaps=True)
    cut = Cut(1, 0, json_line(gap_object(gap)).encode())
    line = telling.read(cut)

    assert line is not None
    assert telling.tell(cut, line) == gap


def test_a_hole_never_ends_before_it_begins() -> None:
    telling = Telling(clean_line("jsonl:/posts"), HandClock(NOON), tells_gaps=True)
    told = {"event": "status", "state": "gap", "since": "2026-11-21T12:00:00Z", "until": "2026-11-20T12:00:00Z"}
    cut = Cut(1, 0, json.dumps(told).encode())
    line = telling.read(cut)

    assert line is not None
    assert telling.tell(cut, line) == Gap(clean_line("jsonl:/posts"), NOON, NOON, clean_line(""), found_at=NOON)


def test_who_follows_a_file_hears_of_none_of_its_writers_holes() -> None:
    telling = Telling(clean_line("jsonl:/posts"), HandClock(NOON))

    assert telling.read(Cut(1, 0, json_line(gap_object(OPEN)).encode())) is None
    assert telling.unreadable == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"SECRET", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"[" * 10_000, "JSON nested too deeply"),
        ({}, "no text"),
        ({"text": None, "author": {"handle": "@x"}}, "no text"),
        ({"text": 5, "author": {"handle": "@x"}}, "“text” is not text"),
        ({"text": "SECRET"}, 'no author: write {"handle": "@somebody"}'),
        ({"text": "", "author": "SECRET"}, 'no author: write {"handle": "@somebody"}'),
        ({"text": "", "author": {"handle": ""}}, 'no author: write {"handle": "@somebody"}'),
        ({"text": "", "author": {"handle": "x"}, "created_at": "SECRET"},
         "its created_at is no time such as 2026-11-21T14:32:01Z"),
        ({"text": "", "author": {"handle": "x"}, "received_at": 1700000000},
         "its received_at is no time such as 2026-11-21T14:32:01Z"),
        ({"text": "", "author": {"handle": "x"}, "key": "k" * 5000}, "its key is longer than 2048 characters"),
        ({"schema": 2, "event": "SECRET"}, "its schema is 2, and this version reads 1"),
        ({"event": "SECRET"}, "its event is none that is known"),
        ({"event": "deleted"}, "no key"),
        ({"event": "boost", "key": "k"}, "it does not say who passed the post on"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_in_words_that_quote_nothing(said: object, words: str) -> None:
    assert complaint_of(said) == words


@pytest.mark.parametrize("text", [*texts(), *corpus(html=False)], ids=lambda text: repr(text)[:24])
def test_what_a_stranger_may_write_into_a_file_is_made_safe_again(text: str) -> None:
    everywhere: Json = {
        "key": text, "url": text, "source": text, "text": text, "language": text, "content_warning": text,
        "author": {"key": text, "handle": text, "name": text, "url": text},
        "tags": [text, "a"], "mentions": [text], "links": [text], "reply_to": text, "quote_of": text,
        "media": [{"kind": text, "url": text, "alt": text}], "poll": {"options": [{"title": text}]},
        "boosted_by": {"key": text, "handle": text, "name": text}, "network": text,
    }  # fmt: skip
    if len(text) > 2048:
        del everywhere["key"]

    sighting = heard(everywhere)

    said = {name: value for name, value in public(sighting).items() if name != "tags"}  # in the form to compare by
    strings = [*_strings(said), *(tag.spelling for tag in sighting.post.tags)]
    assert all(clean_text(str(one)) == one for one in strings)
    assert sighting.post.key
    assert read_line(json_line(public(sighting)).encode()) is not None


def _strings(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for one in value.values() for text in _strings(one)]
        case list():
            return [text for one in value for text in _strings(one)]
        case _:
            return []


def test_a_line_that_is_read_twice_is_not_changed_by_that() -> None:
    line = read_line(json.dumps(written(replace(post(1), edited_at=NOON))).encode())
    assert isinstance(line, Line)

    assert read_post(line, NOON, NOON) == read_post(line, NOON, NOON)


@pytest.mark.parametrize("nothing", ["", "\u202e", "\u2066\u2069"])
def test_words_of_which_nothing_is_left_are_none_so_that_reading_again_changes_nothing(nothing: str) -> None:
    read = post_of(content_warning=nothing, media=[{"kind": "image", "alt": nothing}])

    assert (read.content_warning, read.media[0].alt) == (None, None)
    assert heard(written(read)).post == replace(read, network=read.network)

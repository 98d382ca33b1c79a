"""What the sieve lets through: everything that bears a tag however it is written, and next to nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.clock import HandClock
from hashtui.post.clean import clean_handle, clean_line, clean_name
from hashtui.post.post import Author
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.decode import decode_record
from hashtui.sources.bluesky.known import Deed, Known
from hashtui.sources.bluesky.match import Sieve
from hashtui.sources.shape import read_record
from tests.sources.bluesky.jetstream_on_paper import (
    LIKE,
    REPOST,
    about,
    commit,
    envelope,
    event,
    record,
    rkey,
    said,
    tag_facet,
    uri,
)
from tests.sources.bluesky.network_on_paper import ANA, LEA, START, Json

ANYBODY = Author(clean_line(ANA), clean_handle("@ana.example"), clean_name(""))


def sieve(*tags: str, known: Known | None = None) -> Sieve:
    return Sieve(map(Tag.of, tags), known)


def passed(found: Sieve, *frames: str) -> list[int]:
    """The places of those that are let through."""
    raw = [frame.encode("utf-8", "surrogatepass") for frame in frames]
    chosen = {id(frame) for frame in found.sift(raw)}
    return [place for place, frame in enumerate(raw) if id(frame) in chosen]


def facet(tag: str) -> Json:
    return {"index": {"byteStart": 0, "byteEnd": 1}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": tag}]}


@pytest.mark.parametrize(
    ("followed", "written"),
    [
        ("paris", "paris"),
        ("paris", "Paris"),
        ("paris", "PARIS"),
        ("ete", "Été"),
        ("été", "ete"),
        ("été", "ÉTÉ"),
        ("paris20", "ｐａｒｉｓ２０"),
        ("日本語", "日本語"),
        ("covid19", "covid-19"),
        ("covid_19", "covid_19"),
        ("ß", "ß"),
        ("🦋", "🦋"),
        ("rock", "r'ock"),
    ],
)
def test_a_tag_is_found_wherever_and_however_it_is_written(followed: str, written: str) -> None:
    found = sieve(followed)
    posts = [
        record("x", facets=[facet(written)]),
        record("x", tags=["other", written]),
        record(f"without facets #{written} here"),
        record(f"#{written}"),
        record(f"first\n#{written}\nlast"),
        record(f"wide ＃{written} hash", facets=[]),
        record("x", facets=[facet("one"), facet("two"), facet(written)]),
    ]
    for content in posts:
        whole = json.loads(commit(1, content))
        ways = [
            json.dumps(whole, ensure_ascii=False, separators=(",", ":")),
            json.dumps(whole, ensure_ascii=True),
            json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True),
            json.dumps(whole).replace("#", "\\u0023").replace("\\uff03", "\\uFF03"),
            envelope(1, 5, operation="create", collection="app.bsky.feed.post", rkey=rkey(1), record=content),
        ]
        assert [passed(found, way) for way in ways] == [[0]] * len(ways)


def test_what_bears_no_followed_tag_is_kept_back() -> None:
    others = [
        said(1, "talk of paris without a hash"),
        said(2, "#parisian is another", "parisian"),
        said(3, "mail a#paris is none"),
        commit(4, record("x", facets=[facet("par")], tags=["paris20"])),
        commit(5, record("#paris stands there but only the link is marked", facets=[facet("london")])),
        about(6, LIKE, uri(1)),
        event(7, "identity", identity={"did": ANA, "handle": "paris.example"}),
        commit(8, None, operation="delete"),
        '{"kind":"paris"}',
        "#paris",
        "",
    ]

    assert passed(sieve("paris"), *others) == []


def test_only_some_of_a_batch_are_let_through_in_their_order() -> None:
    frames = [said(n, f"a post {'#yes' if n % 3 == 0 else '#no'} of many") for n in range(100)]

    assert passed(sieve("yes"), *frames) == list(range(0, 100, 3))


def test_what_cannot_be_read_strictly_is_left_to_who_reads_it() -> None:
    odd = commit(1, record("x", facets=[facet("paris")], tags="paris", langs=7))
    broken = said(2, "#paris", "paris")[:-3]

    assert passed(sieve("paris"), odd, broken) == [0, 1]


def test_nothing_followed_lets_nothing_through() -> None:
    assert passed(sieve(), said(1), said(2, "#日本語", "日本語"), about(3, LIKE, uri(1))) == []


def test_what_is_about_known_posts_and_people_is_let_through() -> None:
    known = Known()
    post = decode_record(read_record(json.dumps(record("hello"))), ANA, rkey(1), HandClock(START).now(), ANYBODY)
    known.tell(post)
    known.do(Deed.LIKE, f"at://{LEA}/{LIKE}/{rkey(30)}", uri(1))
    answer = record("an answer", reply={"parent": {"uri": uri(1), "cid": "c"}, "root": {"uri": uri(0), "cid": "c"}})
    frames = [
        about(102, LIKE, uri(1)),
        about(103, LIKE, uri(2)),
        about(104, REPOST, uri(1)),
        commit(5, None, operation="delete", key=1),
        commit(6, None, operation="delete", key=2, did=LEA),
        commit(7, record("changed"), operation="update", key=1),
        commit(8, None, did=LEA, collection=LIKE, operation="delete", key=30),
        event(9, "account", account={"active": False, "did": ANA}),
        event(10, "account", LEA, account={"active": False, "did": LEA}),
        event(11, "identity", identity={"did": ANA, "handle": "new.example"}),
        commit(12, answer, did=LEA),
        commit(13, None, did=LEA, collection=REPOST, operation="delete", key=104),
        commit(14, None, did=LEA, collection=REPOST, operation="delete", key=103),
    ]

    assert passed(sieve("a", known=known), *frames) == [0, 2, 3, 5, 6, 7, 9, 10, 11]


def test_a_forgotten_post_is_not_looked_for_any_more() -> None:
    known = Known()
    known.tell(decode_record(read_record(json.dumps(record("hello"))), ANA, rkey(1), HandClock(START).now(), ANYBODY))
    known.forget(uri(1))

    assert passed(sieve("a", known=known), about(2, LIKE, uri(1)), commit(3, None, operation="delete", key=1)) == []
    assert (len(known.marks), len(known.dids)) == (0, 0)


_WORDS = st.text(st.sampled_from('aAeEéÉ#＃ \n"\\,.-_1２ａ日🦋\u200b\ufe0f'), max_size=12)


@given(
    text=_WORDS,
    tags=st.lists(_WORDS, max_size=3) | st.none(),
    marked=st.lists(_WORDS, max_size=3) | st.none(),
    escaped=st.booleans(),
    spaced=st.booleans(),
)
def test_the_sieve_lets_through_whatever_the_decoder_reads_a_followed_tag_in(
    text: str, tags: list[str] | None, marked: list[str] | None, escaped: bool, spaced: bool
) -> None:
    content: Json = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-21T14:00:00Z"}
    content |= {} if tags is None else {"tags": tags}
    content |= {} if marked is None else {"facets": [facet(tag) for tag in marked]}
    post = decode_record(read_record(json.dumps(content)), ANA, rkey(1), START, ANYBODY)
    whole = json.loads(commit(1, content))
    frame = json.dumps(whole, ensure_ascii=escaped, separators=None if spaced else (",", ":"))

    for tag in post.tags:
        assert passed(Sieve([tag]), frame) == [0]


def test_the_facet_of_a_tag_in_the_text_counts_its_bytes() -> None:
    assert tag_facet("é #été", "été")["index"] == {"byteStart": 3, "byteEnd": 9}


@pytest.mark.parametrize("spaced", [False, True])
def test_keys_that_are_shorter_than_they_should_be_are_known_all_the_same(spaced: bool) -> None:
    known = Known()
    known.tell(decode_record(read_record(json.dumps(record("hello"))), ANA, "p1", HandClock(START).now(), ANYBODY))
    answer = record("an answer", reply={"parent": {"uri": uri(1), "cid": "c"}, "root": {"uri": uri(1), "cid": "c"}})
    frames = [
        about(102, LIKE, uri(1)),
        about(103, LIKE, uri(2)),
        about(104, REPOST, uri(1)),
        commit(5, None, operation="delete", key=1),
        commit(6, None, operation="delete", key=2),
        commit(7, record("changed"), operation="update", key=1),
        commit(12, answer, did=LEA),
    ]
    short = [frame.replace(rkey(1), "p1").replace(rkey(2), "p2") for frame in frames]
    if spaced:
        short = [json.dumps(json.loads(frame)) for frame in short]

    assert passed(sieve("a", known=known), *short) == [0, 2, 3, 5, 6]

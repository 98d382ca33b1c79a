"""A post's record read: text and facets, tags, embeds, labels, times; and what is broken in it left out."""

import json
import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from hashtui.errors import Malformed
from hashtui.post.body import Role
from hashtui.post.clean import clean_handle, clean_line, clean_name
from hashtui.post.post import Author, MediaKind, Post
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.decode import ROWS_OF_A_POST, decode_record, is_hidden, post_key
from hashtui.sources.shape import read_record
from tests.post.shared import shared_file
from tests.sources.bluesky.jetstream_on_paper import record, rkey, tag_facet, uri
from tests.sources.bluesky.network_on_paper import ANA, LEA, START, Json


class Row(msgspec.Struct):
    """A tag of a vector."""

    tag: str


class Case(msgspec.Struct):
    """A vector: a text and the tags the official client finds in it."""

    text: str
    tags: list[Row]


AUTHOR = Author(clean_line(ANA), clean_handle("@ana.example"), clean_name("Ana"))
TAG = "app.bsky.richtext.facet#tag"
CID = "bafkreieajxclqzwk2mczx7hxmoboqpuiveqlbm35gsda5xlaqfmlryu4ri"
BLOB: Json = {"$type": "blob", "ref": {"$link": CID}, "mimeType": "image/jpeg", "size": 3}


def read(content: Json, seen_at: datetime = START) -> Post:
    return decode_record(read_record(json.dumps(content)), ANA, rkey(1), seen_at, AUTHOR, {LEA: "@lea.example"}.get)


def facet(start: int, end: int, kind: str, **fields: object) -> Json:
    feature = {"$type": f"app.bsky.richtext.facet#{kind}", **fields}
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def spans(post: Post) -> list[tuple[str, Role, str | None]]:
    return [(post.body.text[s.start : s.end], s.role, s.target) for s in post.body.spans]


def test_a_post_has_its_address_its_author_and_its_words() -> None:
    post = read(record("hello #a", "a"))

    assert post.key == uri(1)
    assert post.url == f"https://bsky.app/profile/{ANA}/post/{rkey(1)}"
    assert (post.author, post.network, post.language) == (AUTHOR, "bluesky", "fr")
    assert (post.body.text, post.created_at) == ("hello #a", START)
    assert [tag.name for tag in post.tags] == ["a"]


def test_facets_are_cut_by_bytes_of_the_raw_text() -> None:
    text = "é 🎉 #été @lea voir ici\u202e fin"
    octets = text.encode()
    ici, lea = octets.index(b"ici"), octets.index(b"@lea")
    post = read(
        record(
            text,
            facets=[
                facet(ici, ici + 3, "link", uri="https://paris.fr/x"),
                facet(lea, lea + 4, "mention", did=LEA),
                tag_facet(text, "été"),
            ],
        )
    )

    assert spans(post) == [
        ("#été", Role.TAG, "ete"),
        ("@lea ‹@lea.example›", Role.MENTION, "@lea.example"),
        ("ici ‹paris.fr›", Role.LINK, "https://paris.fr/x"),
    ]
    assert post.mentions == ("@lea.example",)
    assert "\u202e" not in post.body.text


def test_somebody_mentioned_who_is_not_known_is_called_as_the_text_does_or_by_their_did() -> None:
    stranger = "did:plc:strangerstrangerstranger"
    post = read(
        record("@x.example y", facets=[facet(0, 10, "mention", did=stranger), facet(11, 12, "mention", did=ANA)])
    )

    assert [span.target for span in post.body.spans] == ["@x.example", f"@{ANA}"]


def test_broken_facets_are_left_out_and_spoil_nothing() -> None:
    text = "é #été fin"
    broken: list[Json] = [
        facet(1, 3, "tag", tag="inside a letter"),
        facet(0, 99, "tag", tag="beyond"),
        facet(5, 2, "tag", tag="backwards"),
        facet(-3, 2, "link", uri="https://a.example"),
        {"index": {"byteStart": "0", "byteEnd": None}, "features": []},
        {"index": 7, "features": "x"},
        {"features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "nowhere"}]},
        {"index": {"byteStart": 0, "byteEnd": 2}, "features": [{"$type": "org.example#new", "tag": "unknown"}, 5]},
        facet(0, 2, "tag", tag=4),
        facet(0, 2, "link", uri="javascript:alert(1)"),
    ]
    post = read(record(text, facets=[*broken, tag_facet(text, "été")]))

    assert post.body.text == text
    assert ("#été", Role.TAG, "ete") in spans(post)
    assert {"ete", "nowhere", "beyond"} <= {tag.name for tag in post.tags}
    assert "unknown" not in {tag.name for tag in post.tags}


def test_overlapping_facets_leave_the_first() -> None:
    post = read(
        record("#abc def", facets=[facet(0, 4, "tag", tag="abc"), facet(2, 8, "link", uri="https://x.example")])
    )

    assert spans(post) == [("#abc", Role.TAG, "abc")]


def test_a_post_without_facets_has_the_tags_and_links_of_its_plain_text() -> None:
    post = read(record("see #With,punctuation, https://a.example/ü(1), (http://b.example)."))

    assert [tag.spelling for tag in post.tags] == ["With,punctuation"]
    assert [(words, role) for words, role, _ in spans(post)] == [
        ("#With,punctuation", Role.TAG),
        ("https://a.example/ü(1", Role.LINK),
        ("http://b.example", Role.LINK),
    ]


def test_a_post_with_facets_has_no_other_tags_in_its_text() -> None:
    post = read(record("#marked and #not", "marked"))

    assert [tag.name for tag in post.tags] == ["marked"]


def test_the_first_feature_of_a_facet_that_is_known_counts_and_each_of_its_tags_is_one() -> None:
    features = [{"$type": "example#new"}, {"$type": TAG, "tag": "one"}, {"$type": TAG, "tag": "two"}]
    post = read(record("#one", facets=[{"index": {"byteStart": 0, "byteEnd": 4}, "features": features}]))

    assert spans(post) == [("#one", Role.TAG, "one")]
    assert [tag.name for tag in post.tags] == ["one", "two"]


def test_only_so_many_tags_of_a_post_are_read() -> None:
    assert len(read(record("x", tags=[f"tag{number}" for number in range(150)])).tags) == ROWS_OF_A_POST


def test_tags_beside_the_text_count_once() -> None:
    post = read(record("#a", "a", tags=["A", "hidden", "", "!!", 5, "#hashed"]))

    assert [tag.name for tag in post.tags] == ["a", "hidden", "hashed"]


@pytest.mark.parametrize(
    ("langs", "found"),
    [(["en-US", "fr"], "en-US"), (["", "x" * 99, 5, "pt_BR"], "pt-BR"), ("fr", None), ([], None), ([None], None)],
)
def test_the_language_is_the_first_that_is_one(langs: object, found: str | None) -> None:
    assert read(record("x") | {"langs": langs}).language == found


@pytest.mark.parametrize(
    ("claimed", "taken"),
    [
        ("2026-11-21T13:00:00.123Z", START - timedelta(hours=1) + timedelta(milliseconds=123)),
        ("2026-11-21T14:00:37Z", START),
        ("2226-01-01T00:00:00Z", START),
        ("2026-11-21T15:30:00.123456789+02:00", datetime(2026, 11, 21, 13, 30, 0, 123456, tzinfo=UTC)),
        ("yesterday", START),
        (12, START),
        (None, START),
    ],
)
def test_a_post_is_never_from_after_it_was_seen(claimed: object, taken: datetime) -> None:
    assert read(record("x") | {"createdAt": claimed}).created_at == taken


def test_what_a_post_answers_is_its_parent() -> None:
    ref: Json = {"parent": {"uri": uri(7), "cid": "c"}, "root": {"uri": uri(6), "cid": "c"}}

    assert read(record("x", reply=ref)).reply_to == uri(7)
    assert read(record("x", reply={"parent": {"uri": "at://nonsense"}})).reply_to is None
    assert read(record("x", reply=[])).reply_to is None


@pytest.mark.parametrize("kind", ["images", "gallery"])
def test_pictures_come_with_their_descriptions(kind: str) -> None:
    rows: list[object] = [{"alt": "a cat", "image": BLOB}, {"alt": " ", "image": {"cid": CID}}, {"image": 5}, 5]
    post = read(record("x", embed={"$type": f"app.bsky.embed.{kind}", "images": rows, "items": rows}))

    url = f"https://cdn.bsky.app/img/feed_fullsize/plain/{ANA}/{CID}@jpeg"
    assert [(m.kind, m.url, m.alt) for m in post.media] == [
        (MediaKind.IMAGE, url, "a cat"),
        (MediaKind.IMAGE, url, None),
        (MediaKind.IMAGE, None, None),
    ]


def test_a_film_has_an_address_to_open() -> None:
    post = read(record("x", embed={"$type": "app.bsky.embed.video", "video": BLOB, "alt": "a film"}))

    assert [(m.kind, m.url, m.alt) for m in post.media] == [
        (MediaKind.VIDEO, f"https://video.bsky.app/watch/{ANA.replace(':', '%3A')}/{CID}/playlist.m3u8", "a film")
    ]


def test_a_link_card_is_attached_to_the_words() -> None:
    embed: Json = {"$type": "app.bsky.embed.external", "external": {"uri": "https://a.example/x", "title": "T"}}

    assert read(record("x", embed=embed)).body.links == ("https://a.example/x",)
    assert read(record("x", embed=embed | {"external": {"uri": "file:///etc"}})).body.links == ()


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        (uri(7), uri(7)),
        (f"at://{LEA}/app.bsky.graph.list/3x", None),
        (f"at://{LEA}/app.bsky.feed.generator/3x", None),
        ("https://bsky.app", None),
        (5, None),
    ],
)
def test_only_posts_are_quoted(quoted: object, found: str | None) -> None:
    plain: Json = {"$type": "app.bsky.embed.record", "record": {"uri": quoted, "cid": "c"}}
    images: Json = {"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": BLOB}]}
    both: Json = {"$type": "app.bsky.embed.recordWithMedia", "record": plain, "media": images}

    assert read(record("x", embed=plain)).quote_of == found
    assert read(record("x", embed=both)).quote_of == found
    assert len(read(record("x", embed=both)).media) == 1


@pytest.mark.parametrize(
    "embed",
    [
        {"$type": "org.example.embed.hologram", "images": 5},
        {"$type": "app.bsky.embed.images"},
        {"$type": "app.bsky.embed.recordWithMedia"},
        {"$type": "app.bsky.embed.recordWithMedia", "media": {"$type": "app.bsky.embed.recordWithMedia"}},
        {"$type": "app.bsky.embed.external", "external": []},
        {"$type": "app.bsky.embed.video", "video": {"ref": {"$link": "../../x"}}},
        {"$type": 5},
        [],
        "x",
    ],
    ids=json.dumps,
)
def test_an_embed_that_makes_no_sense_spoils_nothing(embed: object) -> None:
    post = read(record("still there", embed=embed))

    assert (post.body.text, post.quote_of, post.body.attached) == ("still there", None, ())
    assert all(media.url is None for media in post.media)


def labelled(*values: object) -> Json:
    rows = [{"val": value} for value in values]
    return record("x", labels={"$type": "com.atproto.label.defs#selfLabels", "values": rows})


def test_labels_of_the_author_are_a_content_warning() -> None:
    post = read(labelled("porn", "bridged-from-web", "graphic-media", 5))

    assert (post.content_warning, post.sensitive) == ("adult content, graphic media", True)
    assert (read(labelled("bot")).content_warning, read(labelled("bot")).sensitive) == (None, False)


def test_a_post_for_members_only_says_so() -> None:
    assert is_hidden(read_record(json.dumps(labelled("!no-unauthenticated"))))
    assert not is_hidden(read_record(json.dumps(labelled("porn"))))
    assert not is_hidden(read_record(json.dumps(record("x", labels=[]))))


def test_a_bridged_post_tells_where_its_original_is() -> None:
    post = read(record("x", bridgyOriginalUrl="https://piaille.fr/@lea/1", fediverseId="https://app.wafrn.net/post/2"))

    assert post.echo_of == ("https://piaille.fr/@lea/1", "https://app.wafrn.net/post/2")
    assert read(record("x", bridgyOriginalUrl="javascript:1")).echo_of == ()


@pytest.mark.parametrize("content", [{}, {"text": None}, {"text": 5}, {"text": ["x"]}])
def test_a_record_without_text_is_no_post(content: Json) -> None:
    with pytest.raises(Malformed):
        read(content)


@pytest.mark.parametrize("parts", [("did:plc:x y", "a"), ("nodid", "a"), ("did:plc:x", "a/b"), ("did:plc:x", "")])
def test_an_address_that_is_none_makes_no_key(parts: tuple[str, str]) -> None:
    with pytest.raises(Malformed):
        post_key(*parts)


def test_a_post_made_to_take_long_is_read_quickly() -> None:
    long = "https://a.example/ #tag " * 10_000
    many = [facet(0, 2**40, "mention", did=LEA) for _ in range(5_000)]
    began = time.process_time()

    plain, marked = read(record(long)), read(record(long, facets=many))

    assert time.process_time() - began < 5
    assert len(plain.tags) == 1
    assert (marked.mentions, marked.body.spans) == (("@lea.example",), ())


def test_every_vector_of_the_official_client_is_found_in_plain_text() -> None:
    for case in shared_file("vectors/bluesky_tags.json", list[Case]):
        wanted = dict.fromkeys(Tag.of(row.tag) for row in case.tags)

        assert read(record(case.text)).tags == tuple(wanted)

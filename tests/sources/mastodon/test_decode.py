"""Status JSON to posts: everything kept, nothing believed."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hashtui.errors import Malformed
from hashtui.post.body import Role
from hashtui.post.clean import clean_line
from hashtui.post.post import Counts, MediaKind, Network, Post
from hashtui.sources.mastodon.decode import Place, Status, decode_status
from hashtui.sources.shape import read_record
from tests.sources.paper import HOST, START, Json, account, status

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
PLACE = Place(clean_line(HOST), "paper.example")


def decoded(row: Json, place: Place = PLACE) -> Status:
    return decode_status(read_record(json.dumps(row)), place, NOW)


def post_of(**fields: object) -> Post:
    return decoded(status(1, "text", **fields)).post


def test_a_plain_status_is_read_whole() -> None:
    row = status(1, "Bonjour", replies_count=1, reblogs_count=2, favourites_count=3)

    post = decoded(row).post

    assert post.key == row["uri"]
    assert post.url == row["url"]
    assert post.network is Network.MASTODON
    assert post.created_at == START + timedelta(seconds=1)
    assert post.body.text == "Bonjour"
    assert post.language == "fr"
    assert [tag.name for tag in post.tags] == ["a"]
    assert post.counts == Counts(1, 2, 3)
    assert post.author.handle == "@ana@paper.example"
    assert post.author.name == "Ana"
    assert post.author.key == f"{HOST}/users/ana"
    assert post.author.followers == 12
    assert (post.edited_at, post.poll, post.reply_to, post.boosted_by, post.quote_of) == (None,) * 5


def test_links_mentions_and_tags_are_spans_with_their_targets() -> None:
    content = (
        f'<p>See <a href="https://there.example/page">there</a>, <span class="h-card"><a href="{HOST}/@bo" class="u-url'
        f' mention">@<span>bo</span></a></span> <a href="{HOST}/tags/a" class="mention hashtag">#<span>A</span></a></p>'
    )
    mentions = [{"id": "2", "username": "bo", "acct": "bo@far.example", "url": f"{HOST}/@bo"}]

    post = post_of(content=content, mentions=mentions)

    found = {span.role: span.target for span in post.body.spans}
    assert found[Role.LINK] == "https://there.example/page"
    assert found[Role.MENTION] == "@bo@far.example"
    assert found[Role.TAG] is not None
    assert post.mentions == ("@bo@far.example",)


@pytest.mark.parametrize(
    ("acct", "place", "url", "handle"),
    [
        ("ana", PLACE, f"{HOST}/@ana", "@ana@paper.example"),
        ("ana@far.example", PLACE, "https://far.example/@ana", "@ana@far.example"),
        ("ana", Place(clean_line(HOST), "accounts.example"), f"{HOST}/@ana", "@ana@accounts.example"),
        ("ana", Place(clean_line(HOST), None), "https://web.example/@ana", "@ana@web.example"),
        ("ana", Place(clean_line(HOST), None), None, "@ana@paper.example"),
        ("@ana@far.example", PLACE, None, "@ana@far.example"),
    ],
)
def test_a_handle_is_whole_wherever_it_is_read(acct: str, place: Place, url: str | None, handle: str) -> None:
    row = status(1, account=account("ana", acct=acct, url=url, uri=None))

    assert decoded(row, place).post.author.handle == handle


def test_the_authors_own_words_and_verified_links_are_kept() -> None:
    fields = [
        {
            "name": "Web",
            "value": '<a href="https://ana.example">ana.example</a>',
            "verified_at": "2026-01-01T00:00:00Z",
        },
        {"name": "Other", "value": '<a href="https://not.example">not</a>', "verified_at": None},
    ]
    post = post_of(account=account("ana", note="<p>journalist, <b>Lyon</b></p>", fields=fields, bot=True))

    assert post.author.about == "journalist, Lyon"
    assert [str(link).rstrip("/") for link in post.author.verified] == ["https://ana.example"]
    assert post.author.bot


def test_odd_numbers_and_empty_names_are_unknown_not_invented() -> None:
    post = post_of(account=account("ana", display_name="", followers_count=-1, note=None), replies_count=None)

    assert post.author.name == ""
    assert post.author.followers is None
    assert post.author.about is None
    assert post.counts.replies is None


def test_pictures_keep_their_descriptions_and_wait_for_their_address() -> None:
    post = post_of(
        media_attachments=[
            {"type": "image", "url": "https://m.example/1.png", "description": "A tree\nin snow", "meta": None},
            {"type": "gifv", "url": None, "remote_url": "https://r.example/2.mp4", "description": None},
            {"type": "video", "url": None, "preview_url": None},
            {"type": "audio", "url": "javascript:alert(1)", "description": "  "},
            {"type": "hologram", "url": "https://m.example/5"},
        ]
    )

    assert [m.kind for m in post.media] == [
        MediaKind.IMAGE,
        MediaKind.VIDEO,
        MediaKind.VIDEO,
        MediaKind.AUDIO,
        MediaKind.UNKNOWN,
    ]
    assert [m.url for m in post.media] == [
        "https://m.example/1.png",
        "https://r.example/2.mp4",
        None,
        None,
        "https://m.example/5",
    ]
    assert [m.alt for m in post.media] == ["A tree\nin snow", None, None, None, None]


def test_a_poll_is_kept_with_the_votes_that_are_shown() -> None:
    poll = {
        "id": "1",
        "expires_at": "2026-11-22T00:00:00.000Z",
        "multiple": True,
        "votes_count": 7,
        "options": [{"title": "oui", "votes_count": 7}, {"title": "non", "votes_count": None}],
    }

    found = post_of(poll=poll).poll

    assert found is not None
    assert [(option.title, option.votes) for option in found.options] == [("oui", 7), ("non", None)]
    assert (found.votes, found.multiple) == (7, True)
    assert found.expires_at == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_boost_is_the_post_passed_on_and_who_did_it() -> None:
    inner = status(1, "the words", account=account("bo", acct="bo@far.example"))
    boost = status(9, "", content="", reblog=inner, tags=[])

    found = decoded(boost)

    assert found.post.body.text == "the words"
    assert found.post.key == inner["uri"]
    assert found.post.author.handle == "@bo@far.example"
    assert found.post.boosted_by is not None
    assert found.post.boosted_by.handle == "@ana@paper.example"
    assert (found.local_id, found.row_id) == (inner["id"], boost["id"])


def test_a_boost_of_a_private_post_is_not_shown() -> None:
    assert not decoded(status(9, reblog=status(1, visibility="private"))).is_shown


QUOTED = status(1, "quoted")


@pytest.mark.parametrize(
    ("quote", "key"),
    [
        (None, None),
        ({"state": "accepted", "quoted_status": QUOTED}, QUOTED["uri"]),
        ({"state": "accepted", "quoted_status_id": "77"}, f"{HOST}#77"),
        ({"state": "muted_account", "quoted_status": QUOTED}, QUOTED["uri"]),
        ({"state": "pending", "quoted_status": None}, None),
        ({"state": "revoked", "quoted_status": None}, None),
        ({"state": "something new", "quoted_status": QUOTED}, None),
        (QUOTED, QUOTED["uri"]),
        ("https://elsewhere.example/1", None),
        ({}, None),
    ],
)
def test_a_quote_is_read_in_every_shape(quote: object, key: str | None) -> None:
    assert post_of(quote=quote).quote_of == key


def test_pleromas_quote_is_read() -> None:
    assert post_of(pleroma={"quote": QUOTED}).quote_of == QUOTED["uri"]
    assert post_of(pleroma={"quote_url": "https://far.example/notice/1"}).quote_of == "https://far.example/notice/1"


def test_the_line_that_stands_in_for_a_quote_goes_when_the_quote_is_known() -> None:
    content = '<p class="quote-inline">RE: <a href="https://x.example/1">https://x.example/1</a></p><p>my words</p>'

    assert post_of(content=content, quote={"state": "accepted", "quoted_status": QUOTED}).body.text == "my words"
    assert "RE:" in post_of(content=content, quote=None).body.text


def test_a_reply_names_the_post_answered_by_its_key_where_that_is_known() -> None:
    known = Place(PLACE.source, PLACE.domain, {"5": "https://far.example/5"}.get)

    assert decoded(status(1, in_reply_to_id="5"), known).post.reply_to == "https://far.example/5"
    assert decoded(status(1, in_reply_to_id="6"), known).post.reply_to == f"{HOST}#6"


@pytest.mark.parametrize(
    ("visibility", "shown"),
    [("public", True), ("unlisted", True), ("private", False), ("direct", False), ("local", False), (None, False)],
)
def test_only_what_is_meant_for_everybody_is_shown(visibility: str | None, shown: bool) -> None:
    assert decoded(status(1, visibility=visibility)).is_shown is shown


def test_what_a_filter_of_the_account_hides_is_not_shown() -> None:
    hidden = [{"filter": {"title": "x", "filter_action": "hide"}}]
    warned = [{"filter": {"title": "x", "filter_action": "warn"}}]

    assert not decoded(status(1, filtered=hidden)).is_shown
    assert decoded(status(1, filtered=warned)).is_shown


def test_an_edit_a_warning_and_sensitive_pictures_are_kept() -> None:
    post = post_of(edited_at="2026-11-21T14:10:00Z", spoiler_text="food\x1b[2J", sensitive=True)

    assert post.edited_at == START + timedelta(minutes=10)
    assert post.content_warning is not None
    assert post.content_warning.startswith("food")
    assert "\x1b" not in post.content_warning
    assert post.sensitive


def test_without_a_usable_time_a_post_stands_where_it_was_heard() -> None:
    assert post_of(created_at="yesterday").created_at == NOW
    assert post_of(created_at=None).created_at == NOW


def test_what_is_missing_is_done_without() -> None:
    bare = {"id": 17, "uri": "tag:x,2026:17", "account": {"acct": "ana"}, "visibility": "public"}

    post = decoded(bare).post

    assert post.key == "tag:x,2026:17"
    assert post.url is None
    assert post.body.text == ""
    assert post.author.key == "@ana@paper.example"
    assert decoded(bare).local_id == "17"


def test_without_a_uri_the_url_is_the_key() -> None:
    assert post_of(uri=None).key == post_of().url


@pytest.mark.parametrize(
    "fields",
    [
        {"id": None},
        {"id": ""},
        {"id": "a\nb"},
        {"uri": None, "url": None},
        {"uri": 5},
        {"uri": "x" * 5000, "url": None},
        {"account": None},
        {"account": "ana"},
        {"account": {}},
        {"content": {"a": 1}},
        {"created_at": 1e12},
    ],
    ids=str,
)
def test_what_cannot_be_told_apart_or_read_is_malformed(fields: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        decoded({**status(1), **fields})


def test_hostile_fields_come_out_clean() -> None:
    evil = "a\x1b]52;c;eA==\x07\u202eb\ud800"
    row = status(
        1,
        content=f"<p>{evil}</p><script>x</script>",
        account=account("ana", display_name=evil, acct=f"ana@{evil}.example", note=evil),
        media_attachments=[{"type": "image", "description": evil}],
        poll={"options": [{"title": evil}]},
        tags=[{"name": evil}, {"name": 5}, "x"],
        mentions=[{"acct": evil, "url": evil}, {"acct": None}, 7],
        language="<b>",
        in_reply_to_id=evil,
    )

    post = decoded(row).post

    texts = [post.body.text, post.author.name, post.author.handle, post.author.about, post.media[0].alt, post.reply_to]
    assert post.poll is not None
    texts += [post.poll.options[0].title, *post.mentions]
    for text in texts:
        assert text is not None
        assert not set(text) & set("\x1b\x07\u202e\ud800")
        text.encode()
    assert post.language is None


RECORDED = Path(os.environ.get("HASHTUI_SHARED", "/nowhere")) / "payloads" / "mastodon_statuses.json"


@pytest.fixture(scope="module")
def recorded() -> list[tuple[Json, Post]]:
    if not RECORDED.exists():
        pytest.skip("no recorded statuses: HASHTUI_SHARED does not name a folder that holds them")
    rows = [entry["status"] for entry in json.loads(RECORDED.read_text(encoding="utf-8"))]
    place = Place(clean_line("https://recorded.example"), None)
    return [(row, decode_status(read_record(json.dumps(row)), place, NOW).post) for row in rows]


def inner(row: Json) -> Json:
    """The status whose words a post holds."""
    found = row["reblog"]
    return found if isinstance(found, dict) else row


CHECKS: dict[str, Callable[[Json, Post], bool]] = {
    "key": lambda row, post: post.key == row["uri"],
    "url": lambda row, post: row["url"] is None or post.url == row["url"],
    "text": lambda row, post: bool(post.body.text) == bool(row["content"]),
    "tags": lambda row, post: len(post.tags) == len(_rows(row, "tags")),
    "mentions": lambda row, post: len(post.mentions) == len({str(m["acct"]) for m in _rows(row, "mentions")}),
    "media": lambda row, post: (
        [m.alt or "" for m in post.media]
        == [str(m["description"] or "").strip() for m in _rows(row, "media_attachments")]
    ),
    "poll": lambda row, post: (post.poll is None) == (row["poll"] is None),
    "edit": lambda row, post: (post.edited_at is None) == (row.get("edited_at") is None),
    "quote": lambda row, post: (post.quote_of is None) == (row.get("quote") is None),
    "reply": lambda row, post: (post.reply_to is None) == (row["in_reply_to_id"] is None),
    "handle": lambda row, post: post.author.handle.count("@") == 2,
}


@pytest.mark.parametrize("check", CHECKS)
def test_recorded_statuses_lose_nothing(recorded: list[tuple[Json, Post]], check: str) -> None:
    assert len(recorded) == 48
    assert [row["uri"] for row, post in recorded if not CHECKS[check](inner(row), post)] == []


def test_recorded_boosts_name_who_passed_them_on(recorded: list[tuple[Json, Post]]) -> None:
    for row, post in recorded:
        assert (post.boosted_by is not None) == (row["reblog"] is not None)


def _rows(row: Json, name: str) -> list[Json]:
    found = row[name]
    assert isinstance(found, list)
    return found


def test_what_a_bridge_brought_names_its_original() -> None:
    at = "at://did:plc:abc/app.bsky.feed.post/3l"

    bridged = post_of(
        uri=f"https://bsky.brid.gy/convert/ap/{at}",
        url="https://bsky.brid.gy/r/https://bsky.app/profile/did:plc:abc/post/3l",
    )

    assert bridged.echo_of == (at,)
    assert post_of().echo_of == ()

"""From events to posts: what is said, by whom, and what goes with it."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import thread_time

import pytest

from hashtui.errors import Malformed
from hashtui.post.body import Role
from hashtui.post.clean import clean_line
from hashtui.post.post import Media, MediaKind, Network, Post
from hashtui.sources.nostr.decode import decode
from hashtui.sources.nostr.event import ARTICLE, COMMENT, PICTURE, Event, is_genuine, own_id
from hashtui.sources.nostr.messages import Sent, read_event, read_message
from hashtui.sources.nostr.nip19 import naddr, nevent, npub
from hashtui.sources.nostr.profile import author_of, read_profile
from tests.chaos.nostr_event import PROFILE, signed
from tests.chaos.signing import public_key, secret
from tests.recorded import frames
from tests.sources.nostr.paper_relay import NOW

BEN = public_key(secret("ben"))
ID, OTHER = "ab" * 32, "cd" * 32


def event(text: str = "", *tags: Sequence[str], kind: int = 1, at: int = NOW) -> Event:
    return read_event(json.dumps(signed("ana", at, kind, tags, text).json()))


def post(text: str = "", *tags: Sequence[str], kind: int = 1, at: int = NOW) -> Post:
    one = event(text, *tags, kind=kind, at=at)
    return decode(one, author_of(one.pubkey, None))


def words(found: Post, role: Role) -> list[tuple[str, str | None]]:
    """The stretches of that role, and where they lead."""
    return [(found.body.text[s.start : s.end], s.target) for s in found.body.spans if s.role is role]


def test_a_note_is_a_post() -> None:
    one = event("hello #Cats", ("t", "cats"))
    found = decode(one, author_of(one.pubkey, None))

    assert found.key == one.id
    assert found.network is Network.NOSTR
    assert found.created_at == datetime.fromtimestamp(NOW, UTC)
    assert found.body.text == "hello #Cats"
    assert [tag.name for tag in found.tags] == ["cats"]
    assert found.url == f"https://njump.me/{nevent(one.id, one.pubkey, 1)}"
    assert found.author.key == one.pubkey
    assert found.author.handle == f"@{npub(one.pubkey)}"
    assert found.author.url == f"https://njump.me/{npub(one.pubkey)}"
    assert (found.edited_at, found.reply_to, found.quote_of, found.content_warning) == (None, None, None, None)


def test_tags_of_the_text_count_beside_those_that_are_given() -> None:
    found = post("a #Dog, a #dog and https://x.example/#fish", ("t", "Cats"), ("t", "cats"), ("t", ""), ("t",))

    assert [tag.name for tag in found.tags] == ["cats", "dog"]
    assert words(found, Role.TAG) == [("#Dog", "dog"), ("#dog", "dog")]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("« https://a.example/x… »", "https://a.example/x"),
        ("HTTPS://a.example/x、そして", "https://a.example/x%E3%80%81%E3%81%9D%E3%81%97%E3%81%A6"),
    ],
)
def test_links_end_where_their_sentence_goes_on(text: str, link: str) -> None:
    assert post(text).body.links == (link,)


def test_a_link_that_is_not_what_it_looks_like_leads_nowhere() -> None:
    found = post("https://good.example@evil.example/ and https://127.0.0.1:3/ javascript:alert(1)")

    assert "https://good.example@evil.example/" not in found.body.links


def test_people_are_named_by_what_they_call_themselves_and_by_their_key() -> None:
    short = f"{npub(BEN)[:12]}…{npub(BEN)[-6:]}"
    one = event(f"nostr:{npub(BEN)} hi")

    unnamed = decode(one, author_of(one.pubkey, None))
    named = decode(one, author_of(one.pubkey, None), lambda key: clean_line("Ben"))

    assert unnamed.body.text == f"@{short} hi"
    assert named.body.text == f"@Ben ‹{short}› hi"
    assert words(named, Role.MENTION) == [(f"@Ben ‹{short}›", f"@{npub(BEN)}")]
    assert named.mentions == (f"@{npub(BEN)}",)


def test_people_may_be_named_without_the_scheme_but_not_inside_links() -> None:
    found = post(f"@{npub(BEN)}, {npub(BEN)}; https://njump.me/{npub(BEN)} x{npub(BEN)} {npub(BEN)[:-1]}q")

    assert [target for _, target in words(found, Role.MENTION)] == [f"@{npub(BEN)}"] * 2
    assert found.body.links == (f"https://njump.me/{npub(BEN)}",)


def test_those_a_note_is_addressed_to_are_mentioned() -> None:
    found = post("hi", ("p", BEN), ("p", "junk"), ("p", BEN))

    assert found.mentions == (f"@{npub(BEN)}",)


def test_an_event_in_the_text_is_a_link_and_a_quote() -> None:
    name = nevent(ID, BEN, 1)
    found = post(f"look nostr:{name}")

    assert found.quote_of == ID
    assert words(found, Role.LINK) == [(f"njump.me/{name[:12]}…{name[-6:]}", f"https://njump.me/{name}")]


def test_a_quote_tag_says_what_is_quoted() -> None:
    assert post(f"nostr:{nevent(ID, BEN, 1)}", ("q", OTHER, "wss://x")).quote_of == OTHER
    assert post("", ("q", f"30023:{BEN}:an article")).quote_of == f"30023:{BEN}:an article"
    assert post("", ("q", "junk")).quote_of is None


@pytest.mark.parametrize(
    ("tags", "answered"),
    [
        ([("e", ID, "", "root"), ("e", OTHER, "", "reply")], OTHER),
        ([("e", ID, "", "root")], ID),
        ([("e", ID, "", "mention")], None),
        ([("e", ID), ("e", OTHER)], OTHER),
        ([("e", ID, "", "root"), ("e", OTHER, "", "mention")], ID),
        ([("e", "junk")], None),
        ([("a", f"30023:{BEN}:x", "", "root")], f"30023:{BEN}:x"),
        ([("e", ID, "", "reply", BEN), ("a", f"30023:{BEN}:x", "", "root")], ID),
        ([], None),
    ],
)
def test_what_a_note_answers_is_marked_or_comes_last(tags: list[tuple[str, ...]], answered: str | None) -> None:
    assert post("yes", *tags).reply_to == answered


def test_what_a_comment_answers_is_its_parent() -> None:
    article = f"30023:{BEN}:x"

    assert post("so", ("E", ID), ("e", OTHER), kind=COMMENT).reply_to == OTHER
    assert post("so", ("A", article), ("a", article), ("e", OTHER), kind=COMMENT).reply_to == article
    assert post("so", ("I", "https://x.example"), ("i", "https://x.example"), kind=COMMENT).reply_to is None


def test_an_article_is_its_title_and_summary_in_all_its_versions() -> None:
    tags = [
        ("d", "été"),
        ("title", "On cats"),
        ("summary", "They purr."),
        ("published_at", str(NOW - 9000)),
        ("t", "cats"),
    ]
    found = post("x" * 100_000, *tags, kind=ARTICLE)

    address = f"30023:{found.author.key}:été"
    assert found.key == address
    assert found.body.text == "On cats\n\nThey purr."
    assert words(found, Role.STRONG) == [("On cats", None)]
    assert found.url == f"https://njump.me/{naddr(address)}"
    assert found.created_at == datetime.fromtimestamp(NOW - 9000, UTC)
    assert found.edited_at == datetime.fromtimestamp(NOW, UTC)


def test_an_article_without_a_summary_is_shown_by_its_beginning() -> None:
    found = post("word " * 10_000, ("d", "x"), ("title", "Long"), kind=ARTICLE)

    assert found.body.text.startswith("Long\n\nword word")
    assert found.body.text.endswith("word…")
    assert len(found.body.text) < 700
    assert found.edited_at is None


def test_an_endless_address_is_no_post() -> None:
    with pytest.raises(Malformed, match="endless"):
        post("x", ("d", "x" * 2000), kind=ARTICLE)


def test_a_picture_has_its_title_and_its_description() -> None:
    row = ("imeta", "url https://a.example/1", "m image/webp", "alt A cat ", "dim 1x1")
    found = post("meow", ("title", "Cat"), row, ("imeta", "url http://[bad", "m image/png"), kind=PICTURE)

    assert found.body.text == "Cat\n\nmeow"
    assert found.media[0] == Media(MediaKind.IMAGE, clean_line("https://a.example/1"), clean_line("A cat"))
    assert found.media[1].url is None


def test_bare_pictures_in_the_text_are_media_once() -> None:
    row = ("imeta", "url https://a.example/1.JPG", "alt A cat")
    found = post("https://a.example/1.JPG https://a.example/2.mp4?x=1 https://a.example/page.html", row)

    assert [(media.kind, media.url, media.alt) for media in found.media] == [
        (MediaKind.IMAGE, "https://a.example/1.JPG", "A cat"),
        (MediaKind.VIDEO, "https://a.example/2.mp4?x=1", None),
    ]


def test_a_subject_stands_above_the_note_unless_it_begins_with_it() -> None:
    assert post("the words", ("subject", "Subject")).body.text == "Subject\n\nthe words"
    assert post("Subject and words", ("subject", "Subject")).body.text == "Subject and words"


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        (("content-warning", "spiders"), "spiders"),
        (("content-warning",), "content warning"),
        (("content-warning", " "), "content warning"),
    ],
)
def test_a_warning_is_kept_with_or_without_its_reason(row: tuple[str, ...], warning: str) -> None:
    found = post("boo", row)

    assert (found.content_warning, found.sensitive) == (warning, True)


def test_the_language_is_the_one_it_is_labelled_with() -> None:
    assert post("", ("l", "en", "ISO-639-1")).language == "en"
    assert post("", ("l", "en", "other"), ("l", "no language!", "ISO-639-1")).language is None


def test_what_a_bridge_carried_over_names_its_original() -> None:
    found = post(
        "", ("proxy", "https://m.example/1", "activitypub"), ("proxy", "at://did:plc:x/app.bsky.feed.post/1", "atproto")
    )

    assert found.echo_of == ("https://m.example/1", "at://did:plc:x/app.bsky.feed.post/1")


@pytest.mark.parametrize(("at", "year"), [(-5, 1970), (0, 1970), (4_102_444_800, 2100), (10**15, 9999)])
def test_a_time_that_no_calendar_has_is_moved_to_one_that_has(at: int, year: int) -> None:
    assert post("when", at=at).created_at.year == year


def test_a_post_of_100_kb_is_cut() -> None:
    assert len(post("a " * 50_000).body.text) <= 20_001


@pytest.mark.parametrize(
    "text", ["https://x.example/" + ")" * 20_000, "note1" + "q" * 20_000, "nostr:npub1qqqqqq " * 1200]
)
def test_no_text_takes_long(text: str) -> None:
    began = thread_time()

    post(text)

    assert thread_time() - began < 0.5


def test_strangers_text_is_made_safe() -> None:
    found = post("a\x1b]0;owned\x07b \u202eevil #t\u202eag", ("t", "a\x1b[2J"), ("subject", "x\x1b[2J\ny"))

    assert "\x1b" not in found.body.text
    assert "\u202e" not in found.body.text
    assert "\x1b" not in "".join(tag.spelling for tag in found.tags)


def test_an_event_of_another_kind_is_no_post() -> None:
    with pytest.raises(Malformed):
        post("{}", kind=PROFILE)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('{"name":"ana","display_name":"Ana B","nip05":"ana@bank.example"}', "Ana B"),
        ('{"name":"ana","displayName":"Old"}', "Old"),
        ('{"name":"ana","display_name":"  "}', "ana"),
        ('{"name":7}', ""),
        ("no JSON", ""),
        ("[]", ""),
        ('{"name":"a\\u001b[2Jb"}', "a␛[2Jb"),
    ],
)
def test_a_profile_is_read_as_far_as_it_can_be(content: str, name: str) -> None:
    author = author_of(BEN, read_profile(event(content, kind=PROFILE)))

    assert author.name == name
    assert author.handle == f"@{npub(BEN)}"
    assert "bank" not in author.handle
    assert author.verified == ()


def test_what_a_profile_claims_is_shown_as_claimed() -> None:
    content = '{"name":"ana","about":"Hi","website":"ana.example/a","nip05":"ana@bank.example","bot":true}'

    author = author_of(BEN, read_profile(event(content, kind=PROFILE)))

    assert [(one.name, one.value, one.url, one.verified) for one in author.fields] == [
        ("Website", "ana.example/a", "https://ana.example/a", False),
        ("NIP-05", "ana@bank.example", None, False),
    ]
    assert (author.about, author.bot, author.posts, author.since) == ("Hi", True, None, None)


@pytest.mark.parametrize("site", ["javascript:alert(1)", "https://good.example@evil.example/", "two words", "\u202e"])
def test_a_website_that_may_not_be_opened_is_only_words(site: str) -> None:
    author = author_of(BEN, read_profile(event(json.dumps({"website": site}), kind=PROFILE)))

    assert [one.url for one in author.fields] == [None] * len(author.fields)
    assert all(one.value for one in author.fields)


def test_the_newest_profile_counts_and_of_two_the_lower_id() -> None:
    old, new = (read_profile(event('{"name":"x"}', kind=PROFILE, at=at)) for at in (NOW, NOW + 1))
    twins = sorted((event(f'{{"name":"{n}"}}', kind=PROFILE) for n in "ab"), key=lambda one: one.id)

    assert new.is_newer(old)
    assert not old.is_newer(new)
    assert read_profile(twins[0]).is_newer(read_profile(twins[1]))


@pytest.mark.parametrize(
    "changed",
    [
        {"content": "altered"},
        {"id": "0" * 64},
        {"sig": "0" * 128},
        {"pubkey": BEN},
        {"created_at": NOW + 1},
        {"tags": [["t", "dogs"]]},
        {"kind": 7},
        {"id": ""},
        {"sig": "zz" * 64},
    ],
)
def test_an_event_that_was_altered_is_not_genuine(changed: dict[str, object]) -> None:
    whole = signed("ana", NOW, 1, [("t", "cats")], "as written").json()

    assert is_genuine(read_event(json.dumps(whole)))
    assert not is_genuine(read_event(json.dumps(whole | changed)))


def test_an_event_with_every_awkward_character_keeps_its_id() -> None:
    text = "".join(map(chr, range(0x80))) + "é\u2028\u2029\ufeff\U0001f600\x7f\x80/<>&'"

    assert is_genuine(event(text, ("t", text)))


@pytest.mark.parametrize(
    "document",
    ['{"id":1}', "[]", "null", "{", '{"tags":[["t",7]]}', '{"created_at":1.5}', "[" * 100_000],
)
def test_what_is_no_event_is_malformed(document: str) -> None:
    with pytest.raises(Malformed):
        read_event(document)


@pytest.mark.parametrize(
    "frame", ['["EVENT"]', '["EVENT","s"]', '["EOSE"]', "7", '{"a":1}', "", '["EVENT",7,{}]', "[" * 100_000, b"\xff"]
)
def test_what_is_no_message_is_malformed(frame: str | bytes) -> None:
    with pytest.raises(Malformed):
        read_message(frame)


@pytest.mark.parametrize("frame", ["[]", '["OK","x",true,""]', '["COUNT","x",{"count":3}]', '["NEW"]'])
def test_what_says_nothing_to_us_is_passed_over(frame: str) -> None:
    assert read_message(frame) is None


def test_the_recorded_notes_are_genuine_and_decode_right() -> None:
    shared = os.environ.get("HASHTUI_SHARED")
    if not shared:
        pytest.skip("no recorded notes: HASHTUI_SHARED does not name their folder")
    rows = json.loads(Path(shared, "payloads", "nostr_notes.json").read_text("utf-8"))

    for row in rows:
        one = read_event(json.dumps(row["event"]))
        found = decode(one, author_of(one.pubkey, None))
        given = [tag[1].lower() for tag in row["event"]["tags"] if tag[0] == "t"]
        assert is_genuine(one)
        assert found.key == row["event"]["id"]
        assert [tag.name for tag in found.tags] == list(dict.fromkeys(given))
        assert {name for text, name in words(found, Role.TAG)} == set(given)
        assert "nostr:" not in found.body.text
        assert not is_genuine(read_event(json.dumps(row["event"] | {"content": "altered"})))


@pytest.mark.parametrize("relay", ["nostr-localrelay", "nostr-relay"])
@pytest.mark.parametrize("name", ["req_t_python", "req_t_two_or", "req_since_until", "live_after_eose", "many_subs"])
def test_what_real_relays_sent_is_genuine(relay: str, name: str) -> None:
    said = [read_message(frame) for frame in frames(relay, name)]

    events = [one.event for one in said if isinstance(one, Sent)]
    assert events
    assert all(is_genuine(one) and own_id(one) == one.id for one in events)

"""A post packed as JSON is the same post again, and made safe again."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.anthology.packing import packed, unpacked
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_text
from hashtui.post.post import Counts, Media, MediaKind, Poll, PollOption, Post, ProfileField
from hashtui.post.tag import Tag
from tests.posts import NOON, author, post

LINK = clean_line("https://media.example/prix")
FULL = replace(
    post(1, "see https://media.example/prix « é »"),
    body=Body(clean_text("see https://media.example/prix « é »"), (Span(4, 30, Role.LINK, LINK),), (LINK,)),
    author=replace(
        author(), fields=(ProfileField(clean_line("Blog"), clean_line("x")),), since=NOON, about=clean_text("a\nb")
    ),
    edited_at=NOON + timedelta(microseconds=1),
    language=clean_line("fr"),
    mentions=(clean_line("@ben@social.example"),),
    media=(Media(MediaKind.IMAGE, LINK, clean_text("a\nb"), LINK),),
    content_warning=clean_text("cw"),
    poll=Poll((PollOption(clean_line("oui"), 2), PollOption(clean_line("non"))), 2, expires_at=NOON),
    boosted_by=author("ben"),
    counts=Counts(0, None, 3),
)


@pytest.mark.parametrize("one", [post(1), FULL], ids=["short", "full"])
def test_a_post_comes_back_whole(one: Post) -> None:
    back = unpacked(packed(one))

    assert back == one
    assert (type(back.key), type(back.body.text)) == (CleanLine, CleanText)
    assert back.tags[0].spelling == one.tags[0].spelling


def test_what_somebody_else_wrote_is_made_safe() -> None:
    there = json.loads(packed(FULL))
    there["body"]["text"] = "\x1b[2J\u202eshort"
    there["url"], there["media"][0]["url"] = "javascript:alert(1)", "file:///etc/passwd"
    there["body"]["attached"] = ["https://media.example/ok", "data:x"]
    there["tags"] = [
        {"name": "\x1b", "spelling": "ok"},
        {"name": "x", "spelling": "!!"},
        {"name": "ok", "spelling": "OK"},
    ]

    back = unpacked(json.dumps(there))

    assert back.body == Body(clean_text("␛[2Jshort"), (), (clean_line("https://media.example/ok"),))
    assert (back.url, back.media[0].url) == (None, None)
    assert [(tag.name, tag.spelling) for tag in back.tags] == [("x", "x"), ("ok", "OK")]


@pytest.mark.parametrize("spelling", ["\u0e33" * 50, "x" * 150, "na\u200cme", "Été"])
def test_a_tag_comes_back_the_same_however_little_of_it_is_seen(spelling: str) -> None:
    tag = Tag.of(spelling)

    back = unpacked(packed(replace(post(1), tags=(tag,))))

    assert back.tags == (tag,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "a post that cannot be read: Input data was truncated"),
        ("[1]", "Expected `object`, got `array`"),
        ('{"key": 3}', "what should be text is none"),
        (packed(replace(post(1), key=clean_line(""))), "a post without a key"),
        (packed(post(1)).replace("12:01:00Z", "12:01:00"), "a time without its zone"),
        (packed(post(1)).replace("mastodon", "usenet"), "Invalid enum value 'usenet'"),
    ],
)
def test_what_is_no_post_is_said_to_be_none(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"post|time") as raised:
        unpacked(text)

    assert why in str(raised.value)

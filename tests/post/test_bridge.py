"""Of which post an address says that it is the copy."""

import pytest

from hashtui.post.bridge import original_of, page_of

AT = "at://did:plc:5syfqzormjkutgo5hi2u2gpr/app.bsky.feed.post/3lwlumdwf522i"
EVENT = "55920b758b9c7b17854b6e3d44e6a02a83d1cb49e1227e75a30426dea94d4cb2"


@pytest.mark.parametrize(
    ("uri", "original"),
    [
        (f"https://bsky.brid.gy/convert/ap/{AT}", AT),
        (f"https://bsky.brid.gy/convert/ap/{AT.replace('at://', 'at:/')}", AT),
        (
            "https://bsky.brid.gy/convert/ap/at%3A%2F%2Fdid%3Aplc%3Aabc%2Fapp.bsky.feed.post%2F3l",
            "at://did:plc:abc/app.bsky.feed.post/3l",
        ),
        (
            "https://bsky.brid.gy/convert/ap/at://did:web:a.example/app.bsky.feed.post/3l",
            "at://did:web:a.example/app.bsky.feed.post/3l",
        ),
        (
            "https://bsky.brid.gy/r/https://bsky.app/profile/did:plc:abc/post/3l",
            "at://did:plc:abc/app.bsky.feed.post/3l",
        ),
        ("https://fed.brid.gy/r/https:/bsky.app/profile/did:plc:abc/post/3l", "at://did:plc:abc/app.bsky.feed.post/3l"),
        (
            "https://fed.brid.gy/r/https://bsky.app/profile/a.example/post/3l",
            "https://bsky.app/profile/a.example/post/3l",
        ),
        ("https://fed.brid.gy/r/https://blog.example/?p=5", "https://blog.example/?p=5"),
        (f"https://nostr.brid.gy/convert/ap/nostr:{EVENT}", EVENT),
        (f"https://mostr.pub/objects/{EVENT}", EVENT),
        (f"https://mostr.pub/objects/{EVENT.upper()}", EVENT),
    ],
)
def test_a_bridges_address_tells_the_original(uri: str, original: str) -> None:
    assert original_of(uri) == original


@pytest.mark.parametrize(
    "uri",
    [
        "",
        AT,
        EVENT,
        "https://social.example/users/ana/statuses/1",
        "https://bsky.brid.gy/ap/did:plc:abc",
        "https://bsky.brid.gy/convert/ap/did:plc:abc",
        "https://bsky.brid.gy/convert/ap/at://did:plc:abc/app.bsky.feed.like/3l",
        "https://bsky.brid.gy/convert/ap/",
        "https://bsky.brid.gy/r/",
        "https://bsky.brid.gy.evil.example/convert/ap/" + AT,
        "https://brid.gy/convert/ap/" + AT,
        "https://evil.example/convert/ap/" + AT,
        "https://bsky.brid.gy@evil.example/convert/ap/" + AT,
        "https://bsky.brid.gy/r/javascript:alert(1)",
        "https://mostr.pub/users/" + EVENT,
        "https://mostr.pub/objects/" + EVENT[:-1],
        "https://[bad/convert/ap/" + AT,
        "https://bsky.brid.gy/convert/ap/" + AT + "x" * 3000,
        "ftp://bsky.brid.gy/convert/ap/" + AT,
    ],
)
def test_any_other_address_tells_none(uri: str) -> None:
    assert original_of(uri) is None


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://social.example/users/ana/statuses/109", "https://social.example/@ana/109"),
        ("https://social.example/@ana/109", "https://social.example/@ana/109"),
        (
            "https://social.example/users/ana/statuses/109/activity",
            "https://social.example/users/ana/statuses/109/activity",
        ),
        ("at://did:plc:a/app.bsky.feed.post/3k", "at://did:plc:a/app.bsky.feed.post/3k"),
    ],
)
def test_the_id_and_the_page_of_a_mastodon_status_are_one(address: str, page: str) -> None:
    assert page_of(address) == page

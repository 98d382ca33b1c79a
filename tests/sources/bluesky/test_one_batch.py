"""What is said of a post in the very frames that bring it, as when a cursor plays back, is let through with it."""

import json

import pytest

from hashtui.post.tag import Tag
from hashtui.sources.bluesky.match import Sieve

DID, RKEY = "did:plc:aig4ekk3jstjurbvnsde76dk", "3oc2qc65c23u2"


def commit(operation: str, collection: str, rkey: str, record: object = None, did: str = DID) -> dict[str, object]:
    body = {"operation": operation, "collection": collection, "rkey": rkey, "record": record}
    return {"did": did, "time_us": 1, "kind": "commit", "commit": body}


@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")], ids=["spaced", "as Jetstream writes"])
def test_a_deletion_an_edit_a_like_and_an_account_that_goes_come_with_the_post_they_concern(
    separators: tuple[str, str],
) -> None:
    post, like = "app.bsky.feed.post", "app.bsky.feed.like"
    other = "did:plc:somebodyelse"
    events = [
        commit("delete", post, "3aaaaaaaaaaaa"),
        commit("create", post, RKEY, {"text": "hello #a"}),
        commit("update", post, RKEY, {"text": "hello"}),
        commit("create", like, "3bbbbbbbbbbbb", {"subject": {"uri": f"at://{DID}/{post}/{RKEY}"}}, other),
        commit("create", like, "3dddddddddddd", {"subject": {"uri": f"at://{DID}/{post}/{RKEY}"}}, other),
        commit("create", like, "3eeeeeeeeeeee", {"subject": {"uri": f"at://{DID}/{post}/{RKEY}"}}, other),
        commit("create", like, "3cccccccccccc", {"subject": {"uri": f"at://{DID}/{post}/3aaaaaaaaaaaa"}}, other),
        {"did": DID, "time_us": 2, "kind": "account", "account": {"active": False, "did": DID}},
        {"did": other, "time_us": 2, "kind": "account", "account": {"active": False}},
        commit("delete", post, RKEY),
    ]

    frames = [json.dumps(event, separators=separators).encode() for event in events]
    found = Sieve([Tag.of("a")]).sift(frames)

    assert [frames.index(frame) for frame in found] == [1, 2, 3, 4, 5, 7, 9]

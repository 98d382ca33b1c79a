"""Names and records of the AT Protocol, made from the town's people and posts."""

import hashlib
from base64 import b32encode
from datetime import UTC, datetime

from tests.chaos.world import TAGGED, ChaosPost, Json, World, stamp

POST, LIKE, REPOST = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.repost"
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"


def did(author: str) -> str:
    """Who they are: the same name always gives the same `did:plc`."""
    return "did:plc:" + b32encode(hashlib.sha256(author.encode()).digest()).decode().lower()[:24]


def handle(author: str) -> str:
    """What they are called until they change it."""
    return author.partition("@")[0].replace("_", "-") + ".chaos.example"


def tid(number: int) -> str:
    """A timestamp identifier: 13 characters that sort as the numbers do."""
    return "".join(_SORTABLE[number >> shift & 31] for shift in range(60, -1, -5))


def rkey(post: ChaosPost) -> str:
    """The post's record key."""
    known = post.id.isascii() and post.id.isdigit() and len(post.id) <= 18
    number = int(post.id) if known else int.from_bytes(hashlib.sha256(post.id.encode()).digest()[:7], "big")
    return tid(number << 4)


def uri(post: ChaosPost) -> str:
    """`at://…`"""
    return f"at://{did(post.author)}/{POST}/{rkey(post)}"


def cid(content: str) -> str:
    """A CID of the right form (v1, dag-cbor, sha-256), though of JSON."""
    return "b" + b32encode(b"\x01\x71\x12\x20" + hashlib.sha256(content.encode()).digest()).decode().lower().rstrip("=")


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    since = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


def post_record(world: World, post: ChaosPost) -> Json:
    """The post as its author's repository has it (app.bsky.feed.post)."""
    text = world.written(post)
    record: Json = {"$type": POST, "createdAt": stamp(post.created_at)}
    facets = tag_facets(text)
    if facets:
        record["facets"] = facets
    if post.language is not None:
        record["langs"] = [post.language]
    parent = world.posts.get(post.reply_to or "")
    if parent is not None:
        ref: Json = {"uri": uri(parent), "cid": cid(uri(parent))}
        record["reply"] = {"root": ref, "parent": ref}
    return record | {"text": text}


def tag_facets(text: str) -> list[Json]:
    """A facet for each hashtag, by UTF-8 byte offsets."""
    facets: list[Json] = []
    for match in TAGGED.finditer(text):
        start = len(text[: match.start()].encode("utf-8", "surrogatepass"))
        end = start + len(match.group().encode("utf-8", "surrogatepass"))
        feature: Json = {"$type": "app.bsky.richtext.facet#tag", "tag": match.group(1)}
        facets.append({"features": [feature], "index": {"byteStart": start, "byteEnd": end}})
    return facets


def subject_record(collection: str, subject: str, at: datetime) -> Json:
    """A like or a repost of a post."""
    return {"$type": collection, "createdAt": stamp(at), "subject": {"uri": subject, "cid": cid(subject)}}

"""Zstandard with a dictionary of the chaos server's own, where the extra is installed."""

import functools

try:
    from backports import zstd

    HAS_ZSTD = True
except ImportError:
    HAS_ZSTD = False  # the extra [zstd] is not installed

DICTIONARY_ID = 1612007021
"""The id Jetstream's own dictionary bears; ours bears it too and is another one."""

_SAMPLE = (
    '{"did":"did:plc:%024d","time_us":17952968%08d,"kind":"commit","commit":{"rev":"3n2u2k%07d","operation":"create",'
    '"collection":"app.bsky.feed.post","rkey":"3n2u2k%07d","record":{"$type":"app.bsky.feed.post","createdAt":'
    '"2026-11-21T21:34:%02d.000Z","facets":[{"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"CapComNet"}],'
    '"index":{"byteEnd":15,"byteStart":5}}],"langs":["en"],"text":"post %d of #CapComNet"},"cid":"bafyrei%040d"}}'
)


@functools.cache
def dictionary() -> bytes:
    """The dictionary's bytes: raw content would bear no id, so it is trained on events of the usual form."""
    samples = [(_SAMPLE % (n, n * 7919, n * 31, n * 37, n % 60, n, n * 104729)).encode() for n in range(400)]
    trained = bytes(zstd.finalize_dict(zstd.train_dict(samples, 8192), samples, 8192, 3).dict_content)
    return trained[:4] + DICTIONARY_ID.to_bytes(4, "little") + trained[8:]


def packed(text: str, content: bytes) -> bytes:
    """One message, compressed with a dictionary."""
    payload = text.encode("utf-8", "surrogatepass")
    return bytes(zstd.compress(payload, zstd_dict=zstd.ZstdDict(content)))

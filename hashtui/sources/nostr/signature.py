"""The check of signatures: by libsecp256k1 where coincurve is installed (the extra `nostr`), else in plain Python."""

from functools import lru_cache

from hashtui.sources.nostr import schnorr

try:
    import coincurve
except ImportError:
    IS_FAST = False
else:
    IS_FAST = True

REMEMBERED = 16_384
"""Answers kept: the same event comes by many relays, and each again after a reconnect."""


@lru_cache(maxsize=REMEMBERED)
def holds(message: bytes, public_key: bytes, signature: bytes) -> bool:
    """Whether this BIP-340 signature over the message (32 bytes) is of the owner of the key. Shared by all relays."""
    if not IS_FAST:
        return schnorr.verify(message, public_key, signature)
    try:
        return bool(coincurve.PublicKeyXOnly(public_key).verify(signature, message))
    except ValueError:
        return False

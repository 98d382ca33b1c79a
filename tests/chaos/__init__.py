"""A hostile server on loopback: it serves a small healthy world as Mastodon, Jetstream, Nostr relay and feeds do, and
breaks it as its script says."""

from tests.chaos.feeds import FeedManner
from tests.chaos.half import HALVES
from tests.chaos.jetstream import JetstreamManner
from tests.chaos.mastodon import Manner
from tests.chaos.nostr import NostrManner
from tests.chaos.script import Action
from tests.chaos.server import ChaosServer
from tests.chaos.thread import chaos_in_thread
from tests.chaos.world import ChaosPost

__all__ = [
    "HALVES",
    "Action",
    "ChaosPost",
    "ChaosServer",
    "FeedManner",
    "JetstreamManner",
    "Manner",
    "NostrManner",
    "chaos_in_thread",
]

"""A hostile Mastodon-API server on loopback: it serves a small healthy world, and breaks it as its script says."""

from tests.chaos.script import Action
from tests.chaos.server import ChaosServer
from tests.chaos.thread import chaos_in_thread
from tests.chaos.world import ChaosPost

__all__ = ["Action", "ChaosPost", "ChaosServer", "chaos_in_thread"]

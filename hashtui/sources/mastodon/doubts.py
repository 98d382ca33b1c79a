"""Posts that vanished from their tag's timeline: each is asked for by itself, to learn whether it was deleted."""

from datetime import datetime

from hashtui.errors import Malformed
from hashtui.post.sighting import Heard
from hashtui.sources.mastodon.answers import Closed, NotThere
from hashtui.sources.mastodon.server import Server
from hashtui.sources.mastodon.track import Track
from hashtui.sources.mastodon.tracks import Tracks

CHECKS_AT_ONCE = 3
"""Vanished posts looked at for one tag before the others have their turn."""


async def settle_doubts(track: Track, server: Server, tracks: Tracks, told: list[Heard], now: datetime) -> None:
    """Ask for some of what vanished from this track; what is to be told of it is added to `told`.

    Only while there is budget to spare. SourceErrors.
    """
    known = tracks.known
    for local_id in track.doubts[:CHECKS_AT_ONCE]:
        if server.wait() > 0:
            return
        if not known.is_gone(local_id):
            try:
                statuses = tracks.read([await server.status(local_id)])
                told += (found for s in statuses if (found := known.news(s, frozenset(), now)) is not None)
            except NotThere:
                deletion = known.gone(local_id, now)
                told += [deletion] if deletion else []
            except (Closed, Malformed):
                pass  # it shows single posts to nobody: then nothing is known of it
        track.doubts.remove(local_id)

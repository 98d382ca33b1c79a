"""What is exported in tests: the posts of a day, and picks."""

import json
from datetime import UTC, datetime

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_file import PicksFile
from hashtui.config.places import usual_places
from hashtui.post.pick import Pick
from tests.cli.written import boost_row, post_row

Json = dict[str, object]
AT = datetime(2026, 11, 21, 16, tzinfo=UTC)


def day() -> list[Json]:
    """Two posts that stand, one of them edited and passed on, one that is gone, one with another tag."""
    edited_at = "2026-11-21T14:20:00Z"
    return [
        post_row("https://x.example/1", 1, "Bonjour #fete", language="fr", url="https://x.example/@a/1"),
        post_row("https://x.example/2", 2, "before #fete"),
        post_row("https://x.example/3", 3, "gone #fete"),
        post_row("https://x.example/4", 4, "elsewhere #foire"),
        boost_row("https://x.example/2", "@b@x.example", 5),
        post_row("https://x.example/2", 2, "after #fete", event="edited", edited_at=edited_at, received_at=edited_at),
        {"event": "deleted", "key": "https://x.example/3", "received_at": "2026-11-21T14:30:00Z"},
    ]


def objects(text: str) -> list[Json]:
    return [json.loads(line) for line in text.splitlines()]


def keep_picks(*picks: Pick) -> None:
    file = PicksFile(usual_places().picks)
    file.read(AT)
    file.keep(Picks(picks), AT)

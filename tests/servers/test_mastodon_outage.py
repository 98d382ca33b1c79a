"""A Mastodon-API server by other hands that is in trouble for a while (opt-in: HASHTUI_SERVERS=1)."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cli.tailing import Tail
from tests.other_server import OtherServer, running_server
from tests.servers.network import needs_servers

pytestmark = needs_servers
TIMELINE = "/api/v1/timelines/tag/outage"
FAULTS = "/api/v1/_mock/faults"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OtherServer]:
    with running_server(tmp_path) as server:
        yield server


def test_four_pages_of_what_came_meanwhile_are_read_in_order(server: OtherServer) -> None:
    said = ["before", *(f"number {number}" for number in range(130))]
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {server.token}"}) as writer:
        writer.post("/api/v1/statuses", data={"status": f"{said[0]} #outage"}).raise_for_status()
        running = Tail("#outage", "--source", server.url)
        try:
            running.wait_for("before")

            rule = {"match": {"path": TIMELINE}, "effect": {"type": "status", "status": 503}}
            writer.post(FAULTS, json=rule).raise_for_status()
            running.wait(lambda: "reconnecting" in running.states().values(), "trouble")
            for text in said[1:]:
                writer.post("/api/v1/statuses", data={"status": f"{text} #outage"}).raise_for_status()
            writer.delete(FAULTS).raise_for_status()
            running.wait_for(said[-1])

            assert [str(one["text"]).partition(" #")[0] for one in running.of("post")] == said
            assert all(gap["filled_at"] for gap in running.of("gap"))
        finally:
            running.kill()

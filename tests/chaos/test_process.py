"""The chaos server as a process of its own, driven over its control socket."""

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path

from hashtui.clock import HandClock
from hashtui.wire import Wire
from tests.chaos import HALVES

ROOT = Path(__file__).parents[2]


async def test_a_process_is_driven_over_its_socket_and_ends_when_told(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text('[{"do": "status", "path": "/instance", "args": {"code": 503}}]')
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.chaos", "--script", str(script), "--posts", "2", "--max-seconds", "30"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    listening = json.loads(await process.stdout.readline())
    reader, writer = await asyncio.open_unix_connection(listening["ctl"])

    async def tell(**command: object) -> dict[str, object]:
        writer.write(json.dumps(command).encode() + b"\n")
        answer: dict[str, object] = json.loads(await reader.readline())
        return answer

    url = f"http://127.0.0.1:{listening['http']}"
    wire = Wire(HandClock())
    made = await tell(cmd="publish", text="by hand", tags=["a"])
    await tell(cmd="edit", id=made["id"], text="by another hand")
    broken = await wire.get(url + "/api/v1/instance")
    page = json.loads((await wire.get(url + "/api/v1/timelines/tag/a")).body)
    ledger = (await tell(cmd="ledger"))["posts"]
    stats = await tell(cmd="stats")
    nonsense = await tell(cmd="dance")
    await wire.aclose()
    writer.close()
    process.terminate()

    assert await asyncio.wait_for(process.wait(), 5) == 0
    assert broken.status == 503
    assert page[0]["id"] == made["id"]
    assert isinstance(ledger, list)
    assert Counter(entry["half"] for entry in ledger) == dict.fromkeys(HALVES, 3)
    assert listening["mastodon"] == url
    assert [listening[half].split("://")[0] for half in HALVES[1:]] == ["jetstream+ws", "nostr+ws", "feed+http"]
    assert (stats["requests"], stats["connections"]) == (2, 1)
    assert nonsense == {"error": "ValueError: no command is called 'dance'"}

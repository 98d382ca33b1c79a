"""The server driven from outside: one JSON command a line on a Unix socket, one JSON answer a line."""

import asyncio
import dataclasses
import json
from pathlib import Path

from tests.chaos.script import read_action
from tests.chaos.server import ChaosServer
from tests.chaos.world import Json


class Control:
    """Listens on a socket and does to the server what it is told.

    Commands: `{"cmd": "set", "actions": [...]}`, `clear`, `publish` (text, tags, author, language, reply_to, halves,
    same), `edit` (id, text), `delete` (id), `like` and `boost` (id, by), `drop_all` (half), `stats`, `ledger`.
    """

    def __init__(self, chaos: ChaosServer, path: Path) -> None:
        self._chaos = chaos
        self._path = path

    async def start(self) -> asyncio.Server:
        """Listen."""
        return await asyncio.start_unix_server(self._talk, str(self._path))

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            try:
                answer = self.obey(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()

    def obey(self, command: dict[str, object]) -> Json:
        """Do one command."""
        chaos = self._chaos
        text = str(command.get("text", ""))
        post_id = str(command.get("id", ""))
        match command.get("cmd"):
            case "set":
                chaos.clear()
                for action in _list(command.get("actions")):
                    chaos.add(read_action(action))
                return {"ok": True}
            case "clear":
                chaos.clear()
                return {"ok": True}
            case "publish":
                return {"ok": True, "id": self._publish(text, command)}
            case "edit":
                chaos.edit(post_id, text)
                return {"ok": True}
            case "delete":
                chaos.delete(post_id)
                return {"ok": True}
            case "like":
                chaos.like(chaos.world.posts[post_id], str(command.get("by", "jo")))
                return {"ok": True}
            case "boost":
                chaos.boost(chaos.world.posts[post_id], str(command.get("by", "jo")))
                return {"ok": True}
            case "drop_all":
                chaos.drop_all(None if command.get("half") is None else str(command["half"]))
                return {"ok": True}
            case "stats":
                return chaos.stats()
            case "ledger":
                gaps = [
                    dataclasses.asdict(gap) | {"since": str(gap.since), "until": str(gap.until)}
                    for gap in chaos.ledger.gaps()
                ]
                return {"posts": [dataclasses.asdict(entry) for entry in chaos.ledger.entries()], "gaps": gaps}
            case other:
                raise ValueError(f"no command is called {other!r}")

    def _publish(self, text: str, command: dict[str, object]) -> str:
        tags, author, language, parent = (command.get(k) for k in ("tags", "author", "language", "reply_to"))
        halves = command.get("halves")
        post = self._chaos.publish(
            text,
            [str(t) for t in tags] if isinstance(tags, list) else (),
            author=None if author is None else str(author),
            language="en" if language is None else str(language),
            reply_to=None if parent is None else str(parent),
            halves=[str(h) for h in halves] if isinstance(halves, list) else None,
            same=command.get("same") is True,
        )
        return post.id


def _list(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise TypeError("actions is a list of objects")
    return value

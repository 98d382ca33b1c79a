"""Posts and boosts as lines of a JSON Lines file, and the file that has them."""

import json
from pathlib import Path

Row = dict[str, object]


def post_row(key: str, minute: int, text: str = "Bonjour", **more: object) -> Row:
    """A post of that minute after two; `more` are further fields, or others."""
    at = f"2026-11-21T14:{minute:02d}:00Z"
    return {"key": key, "text": text, "created_at": at, "received_at": at, "author": {"handle": "@a@x.example"}, **more}


def boost_row(key: str, by: str, minute: int) -> Row:
    """That somebody passed the post on in that minute."""
    at = f"2026-11-21T14:{minute:02d}:30Z"
    return {"event": "boost", "key": key, "by": {"handle": by}, "created_at": at, "received_at": at}


def file_of(folder: Path, rows: list[Row], name: str = "posts.jsonl") -> str:
    """The name of a file with these lines."""
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(file)

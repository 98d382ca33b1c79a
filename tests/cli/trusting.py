"""What the tests of `hashtui trust` share: posts of a day in which some speak for others, and the file as it is."""

import json
import tomllib
from pathlib import Path

Json = dict[str, object]


def post(key: str, by: str, **fields: object) -> Json:
    author = {"key": f"https://x.example/users/{by}", "handle": f"@{by}@x.example"}
    return {"key": key, "text": f"{key} #a", "author": author, "created_at": f"2026-11-21T12:{key}:00Z"} | fields


def boost(key: str, by: str) -> Json:
    at = "2026-11-21T13:00:00Z"
    return {"schema": 1, "event": "boost", "key": key, "by": post("00", by)["author"], "created_at": at}


DAY = (
    *(post("01", "ben"), post("02", "ben"), post("03", "ben"), post("04", "cid"), post("05", "lou")),
    *(boost("01", "anna"), boost("02", "anna"), boost("03", "anna"), boost("04", "ben")),
)


def written(file: Path, *lines: Json) -> Path:
    """These lines, in the file."""
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


def rows(file: Path, kind: str = "account") -> list[Json]:
    found = tomllib.loads(file.read_text("utf-8"))[kind]
    assert isinstance(found, list)
    return found

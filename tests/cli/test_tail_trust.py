"""What `tail` says of the trust in authors, and what its filters and rules ask of it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hashtui.post.json import schema
from tests.cli.running import Ran, finished

JUDGE = Draft202012Validator(schema())
TRUST = """
[[account]]
handle = "@Anna@x.example"
level = 0.7
[[account]]
handle = "@*@spam.example"
muted = true
[[list]]
name = "press"
handles = ["@kim@x.example"]
"""


def post(key: str, by: str, **fields: object) -> dict[str, object]:
    author = {"key": f"https://x.example/users/{by}", "handle": by if "@" in by[1:] else f"@{by}@x.example"}
    return {"key": key, "text": f"{key} #a", "author": author, "created_at": f"2026-11-21T12:{key}:00Z"} | fields


def boost(key: str, by: str) -> dict[str, object]:
    at = "2026-11-21T13:00:00Z"
    return {"schema": 1, "event": "boost", "key": key, "by": post("00", by)["author"], "created_at": at}


class Tried:
    """Runs `tail` on these lines for somebody who trusts Anna, imported Kim and muted a server."""

    def __init__(self, home: Path, tmp_path: Path) -> None:
        self.folder = home / ".config" / "hashtui"
        self.folder.mkdir(parents=True)
        (self.folder / "trust.toml").write_text(TRUST)
        self._file = tmp_path / "posts.jsonl"

    def __call__(self, pane: str, *lines: dict[str, object], form: str = "json") -> Ran:
        self._file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return finished("tail", pane, "--source", f"jsonl:{self._file}", "--format", form, "--for", "0.05s")


@pytest.fixture
def ran(home: Path, tmp_path: Path) -> Tried:
    return Tried(home, tmp_path)


LINES = (
    post("01", "ben"),
    post("02", "ben"),
    post("03", "ben"),
    boost("01", "anna"),
    boost("02", "anna"),
    boost("03", "anna"),
    post("04", "anna"),
    post("05", "kim"),
    post("06", "lou"),
    post("07", "@x@spam.example"),
    post("08", "pat", boosted_by=post("00", "anna")["author"]),
)


def trusts(out: str) -> dict[str, object]:
    """What is said of each author, by the key of the post; every line fulfils the schema."""
    objects = [json.loads(line) for line in out.splitlines()]
    assert not [error for one in objects for error in JUDGE.iter_errors(one)]
    return {one["key"]: one["trust"] for one in objects if one["event"] == "post"}


def test_every_post_says_what_its_author_is_to_the_person_and_why(ran: Tried) -> None:
    vouched = {"level": "vouched", "score": 0.3263, "why": "0.32 vouched by @anna@x.example: boosted 3"}

    assert trusts(ran("#a", *LINES).out) == {
        "01": vouched,
        "02": vouched,
        "03": vouched,
        "04": {"level": "trusted", "score": 0.7, "why": "trusted by you (level 0.7)"},
        "05": {"level": "known", "score": 0.0, "why": "known: on your list press"},
        "06": {"level": "unknown", "score": 0.0, "why": "no link with the accounts you trust"},
        "08": {"level": "known", "score": 0.1653, "why": "0.16 known through @anna@x.example: boosted 1"},
    }


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("trust:>=vouched", ["01", "02", "03", "04"]),
        ("trust:vouched", ["01", "02", "03"]),
        ("trust:>=known", ["01", "02", "03", "04", "05", "08"]),
        ("trust:known", ["05", "08"]),
        ("trust:trusted", ["04"]),
        ("trust:<=unknown", ["06", "07"]),
        ("trust:muted", ["07"]),
        ("-trust:vouched -trust:muted", ["04", "05", "06", "08"]),
    ],
)
def test_a_filter_asks_for_the_same_levels(ran: Tried, asked: str, keys: list[str]) -> None:
    assert list(trusts(ran(f"#a {asked}", *LINES).out)) == keys


def test_what_a_file_says_at_its_end_counts_for_all_its_posts(ran: Tried) -> None:
    talk = [post(f"{n % 60:02d}", "ben") | {"key": f"k{n}"} for n in range(100)]

    posts = [json.loads(line) for line in ran("#a", *talk, boost("k0", "anna")).out.splitlines()]

    assert {one["trust"]["level"] for one in posts if one["event"] == "post"} == {"known"}


def test_a_rule_asks_for_them_too(ran: Tried) -> None:
    (ran.folder / "config.toml").write_text('[rules]\nhide = [{ name = "strangers", when = "trust:<known" }]\n')

    shown = ran("#a", *LINES)

    assert list(trusts(shown.out)) == ["01", "02", "03", "04", "05", "08"]
    assert "hashtui: 2 posts hidden by your rules and mutes\n" in shown.err


def test_as_text_the_badge_stands_before_the_name_and_its_word_behind(ran: Tried) -> None:
    heads = [line for line in ran("#a", *LINES, form="text").out.splitlines() if line.startswith("2026")]

    assert heads[2:5] == [
        "2026-11-21 12:03:00  ◇ @ben@x.example  vouched",
        "2026-11-21 12:04:00  ★ @anna@x.example  trusted",
        "2026-11-21 12:05:00  · @kim@x.example  known",
    ]
    assert heads[5] == "2026-11-21 12:06:00  @lou@x.example"

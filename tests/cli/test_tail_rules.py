"""What rules and mutes leave out of `tail`, what comes to be wanted later, and how wrong expressions are answered."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import PATIENCE, Ran, finished, started

RULES = """
[rules]
hide = [{ name = "robots", when = "is:bot" }]
alert = [{ name = "town hall", when = "from:@mairie" }]
"""
TRUST = '[[account]]\nkey = "@loud@x.example"\nhandle = "@loud@x.example"\nmuted = true\n'


def line(key: str, by: str = "ana", **fields: object) -> str:
    author = {"handle": f"@{by}@x.example", "bot": by == "robot"}
    return json.dumps({"key": key, "text": f"{key} #a", "author": author} | fields) + "\n"


def keys(out: str, event: str = "post") -> list[str]:
    objects = [json.loads(one) for one in out.splitlines()]
    return [one["key"] for one in objects if one["event"] == event]


@pytest.fixture
def ran(home: Path, tmp_path: Path) -> "Tried":
    folder = home / ".config" / "hashtui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(RULES)
    (folder / "trust.toml").write_text(TRUST)
    file = tmp_path / "posts.jsonl"
    file.write_text(line("1") + line("2", "robot") + line("3", "loud") + line("4", "mairie"))
    return Tried(file)


class Tried:
    """Runs `tail` on a post by Ana, one by a robot, one by a muted account and one by the town hall."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self, *panes: str) -> Ran:
        return finished("tail", *panes, "--source", f"jsonl:{self._file}", "--format", "json", "--for", "0.05s")


def test_what_a_rule_or_a_mute_hides_is_not_printed_and_counted_at_the_end(ran: Tried) -> None:
    shown = ran("#a")

    assert keys(shown.out) == ["1", "4"]
    assert "hashtui: 2 posts hidden by your rules and mutes\n" in shown.err


def test_a_pane_that_asks_for_trust_has_its_own_word_on_mutes_but_not_on_rules(ran: Tried) -> None:
    shown = ran("#a trust:muted", "#a (trust:>=muted)")

    assert keys(shown.out) == ["1", "3", "4"]
    assert "hashtui: 1 post hidden by your rules and mutes\n" in shown.err


def test_what_no_pane_asked_for_is_not_counted_as_hidden(ran: Tried) -> None:
    assert "hidden" not in ran("#a -is:bot -from:loud").err


def test_what_an_alert_rule_speaks_up_for_can_be_asked_for(ran: Tried) -> None:
    assert keys(ran("#a is:alert").out) == ["4"]


def test_a_post_that_comes_to_be_wanted_is_printed_then_once() -> None:
    process = started("tail", "#a boosts:>=20", "--source", "jsonl:-", "--format", "json", stdin=subprocess.PIPE)
    counts = [{"boosts": 3}, {"boosts": 19}, {"boosts": 20}, {"boosts": 31}]
    lines = [line("1", counts=one) for one in counts]

    out, _ = process.communicate("".join(lines), timeout=PATIENCE)

    assert keys(out) == ["1"]
    assert next(json.loads(one)["counts"]["boosts"] for one in out.splitlines() if '"event": "post"' in one) >= 20


def test_of_a_deletion_that_is_asked_for_the_event_is_printed_and_no_word() -> None:
    process = started("tail", "#a is:deleted", "--source", "jsonl:-", "--format", "json", stdin=subprocess.PIPE)
    gone = json.dumps({"event": "deleted", "key": "1"}) + "\n"

    out, _ = process.communicate(line("1") + line("2") + gone, timeout=PATIENCE)

    assert (keys(out), keys(out, "deleted")) == ([], ["1"])


@pytest.mark.parametrize(
    ("pane", "told"),
    [
        ("#a form:ana", "hashtui: `form:` is not a term; did you mean `from:`?\n  #a form:ana\n     ^^^^^^^^\n"),
        (
            "#a has:picture",
            "hashtui: `has:` does not know `picture`; did you mean `has:image`?\n  #a has:picture\n         ^^^^^^^\n",
        ),
        ("#a :)", "hashtui: this `)` closes nothing; to look for one, put it in double quotes\n  #a :)\n      ^\n"),
        ("#a (b", "hashtui: `(` is never closed\n  #a (b\n     ^\n"),
        ("#a --b", "hashtui: `--` means nothing here: one `-` excludes\n  #a --b\n     ^^\n"),
        (
            "a | b",
            (
                "hashtui: no tag to follow comes from `a | b`: at least one #tag must be there; "
                "did you mean `#a | #b`?\n"
                "  a | b\n  ^^^^^\n"
            ),
        ),
    ],
)
def test_a_wrong_expression_ends_with_2_its_place_and_what_was_meant(pane: str, told: str) -> None:
    ran = finished("tail", pane, "--source", "jsonl:-")

    assert (ran.code, ran.out, ran.err) == (2, "", told)

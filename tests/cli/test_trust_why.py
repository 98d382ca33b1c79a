"""`hashtui trust why`: what somebody is to the person, and by whom."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Hashtui, finished
from tests.cli.trusting import DAY, post, written


@pytest.fixture
def day(tmp_path: Path) -> Path:
    return written(tmp_path / "day.jsonl", *DAY)


def test_why_without_posts_tells_what_you_said_and_that_chains_need_posts(hashtui: Hashtui) -> None:
    hashtui("trust", "add", "@anna@x.example", "--note", "radio")
    hashtui("trust", "mute", "@*@spam.example")

    trusted, stranger = hashtui("trust", "why", "@Anna@x.example"), hashtui("trust", "why", "@ben@x.example")
    muted = hashtui("trust", "why", "@x@spam.example")

    assert (trusted.out, trusted.err) == (
        "★ @Anna@x.example: trusted by you (level 0.7)\n    your note: radio\n",
        "",
    )
    assert stranger.out == "@ben@x.example: you said nothing of them\n"
    assert stranger.err == (
        "hashtui: who vouches for them is read from posts: add --from FILE, or a '#tag' to ask the sources\n"
    )
    assert muted.out == "× @x@spam.example: muted by you\n    by what you said of '@*@spam.example'\n"


def test_why_names_the_path_to_every_badge(hashtui: Hashtui, day: Path) -> None:
    hashtui("trust", "add", "@anna@x.example", "--level", "sure")
    anna = "@anna@x.example"

    ran = hashtui("trust", "why", "@ben@x.example", "@cid", "@lou@x.example", "@zoe@x.example", "--from", str(day))

    assert ran.out.splitlines() == [
        "◇ @ben@x.example: 0.46 vouched by @anna@x.example: boosted 3",
        "    @anna@x.example, trusted by you: boosted 3 (adds 0.47)",
        f"@cid@x.example: 0.09 unknown, too little through @ben@x.example (itself vouched by {anna}): boosted 1",
        "    @ben@x.example, vouched by @anna@x.example: boosted 1 (adds 0.09)",
        "@lou@x.example: no link with the accounts you trust",
        "@zoe@x.example: no link with the accounts you trust",
    ]
    assert ran.err == "hashtui: @zoe@x.example is not met in these posts\n"


def test_why_as_json_has_all_who_vouch(hashtui: Hashtui, day: Path) -> None:
    hashtui("trust", "add", "@anna@x.example", "--level", "sure")

    ran = hashtui("trust", "why", "@ben@x.example", "--from", str(day), "--format", "json")

    assert json.loads(ran.out) == {
        "handle": "@ben@x.example",
        "key": "https://x.example/users/ben",
        "level": "vouched",
        "score": 0.4661,
        "why": "0.46 vouched by @anna@x.example: boosted 3",
        "badge": "◇",
        "strongly": False,
        "given": {"level": None, "muted": False, "known_by": None},
        "note": None,
        "vouches": [{"by": "@anna@x.example", "deeds": {"boosted": 3}, "share": 0.4661, "through": None}],
    }


def test_why_asks_sources_for_tags_and_ends_once_they_gave_what_they_hold(hashtui: Hashtui, day: Path) -> None:
    hashtui("trust", "add", "@anna@x.example", "--level", "sure")

    ran = finished("trust", "why", "@ben@x.example", "#a", "--source", f"jsonl:{day}")
    gone = finished("trust", "why", "@ben@x.example", "#a", "--source", f"jsonl:{day}.gone")

    assert (ran.code, ran.out.splitlines()[0]) == (0, "◇ @ben@x.example: 0.46 vouched by @anna@x.example: boosted 3")
    assert (gone.code, gone.out) == (3, "")


def test_a_beginning_that_several_share_is_told_with_whom_it_may_be(hashtui: Hashtui, tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    both = [post("01", "ben"), post("02", "ben") | {"author": {"handle": "@ben@y.example"}}]
    written(file, *both)

    ran = hashtui("trust", "why", "@ben", "--from", str(file))

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "hashtui: @ben may be @ben@x.example, @ben@y.example\n"


def test_two_accounts_of_one_handle_are_told_apart(hashtui: Hashtui, tmp_path: Path) -> None:
    other = post("02", "ben") | {"author": {"key": "https://evil.example/ben", "handle": "@ben@x.example"}}
    file = written(tmp_path / "two.jsonl", post("01", "ben"), other)

    ran = hashtui("trust", "why", "@ben@x.example", "--from", str(file), "--format", "json")

    assert [json.loads(line)["key"] for line in ran.out.splitlines()] == [
        "https://x.example/users/ben",
        "https://evil.example/ben",
    ]

"""`hashtui trust`: what one says of accounts."""

import fcntl
import json
import os
import tomllib
from pathlib import Path

import pytest

from hashtui.cli import shared
from tests.cli.running import Hashtui, started
from tests.cli.trusting import DAY, rows, written


@pytest.fixture
def trust_file(home: Path) -> Path:
    return home / ".config/hashtui/trust.toml"


@pytest.fixture
def day(tmp_path: Path) -> Path:
    return written(tmp_path / "day.jsonl", *DAY)


def test_without_an_act_it_says_which_there_are(hashtui: Hashtui) -> None:
    ran = hashtui("trust")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "hashtui: hashtui trust needs one of list, add, remove, mute, import, why\n"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("ad", "@a@x.example"), 'there is no hashtui trust "ad" — did you mean "add"?'),
        (("fly",), 'there is no hashtui trust "fly": it is one of list, add, remove, mute, import, why'),
        (("@a@x.example",), 'what is to become of "@a@x.example"? hashtui trust add, mute, remove or why'),
        (("add",), "a handle is missing: @anna@piaille.fr, or '@*@mairie.example' for all of a server"),
        (("add", "anna"), "`anna` is no handle: write it with its server, @anna@piaille.fr"),
        (("add", "@*@*"), "`@*@*` is everybody: name a server or a part of the handle, @*@mairie.example"),
        (("add", "@a@x.example", "--level", "high"), "invalid value for '--level': 'high' is not one of 'sure'"),
        (("add", "@a@x.example", "--level"), "--level needs a value"),
        (("list", "@a@x.example"), "hashtui trust list takes no words"),
        (("list", "--level", "sure"), "no such option"),
        (("mute",), "a handle is missing"),
        (("remove",), "hashtui trust remove needs a handle, or --list NAME"),
        (("remove", "@a@x.example"), "nothing is said of @a@x.example"),
        (("remove", "--list", "x"), 'there is no list "x": none was imported'),
        (("import",), "what to import? a FILE (what Mastodon exports, or a handle a line), a URL, - for"),
        (("import", "nowhere.csv"), "nowhere.csv: cannot be read (No such file or directory)"),
        (("import", "a", "b", "--list", "x"), "--list names the list of one file"),
        (("import", "http://lists.example/a"), "lists.example: plain http is only for this machine; use https\n"),
        (("why",), "a handle is missing"),
        (("why", "#a"), "a handle is missing"),
        (("why", "@*@x.example"), "one account at a time: a pattern stands for many"),
        (("why", "@a@x.example", "--source", "demo"), "which posts? name a tag too"),
        (("why", "@a@x.example", "--from", "nowhere.jsonl"), "nowhere.jsonl"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_write(
    hashtui: Hashtui, trust_file: Path, argv: tuple[str, ...], told: str
) -> None:
    ran = hashtui("trust", *argv)

    assert (ran.out, ran.err.count("\n")) == ("", 1)
    assert ran.code == (4 if "http:" in argv[-1] else 2)
    assert ran.err.startswith("hashtui: ")
    assert told in ran.err
    assert not trust_file.exists()


def test_every_act_has_its_own_help_with_examples(hashtui: Hashtui) -> None:
    whole = hashtui("trust", "--help")

    for act in ("list", "add", "remove", "mute", "import", "why"):
        ran = hashtui("trust", act, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"Usage: hashtui trust {act}")
        assert act in whole.out
    assert "hashtui trust why @ben@mamot.fr --from day.jsonl" in whole.out


def test_what_is_added_stands_in_the_file_for_the_owner_alone_and_is_listed(hashtui: Hashtui, trust_file: Path) -> None:
    added = hashtui("trust", "add", "@Anna@piaille.fr", "--level", "sure", "--note", " met in Lyon ")
    hashtui("trust", "add", "https://mamot.fr/@ben", "*@mairie.example", "@cid@x.example")
    hashtui("trust", "add", "did:plc:abc", "--level", "follow")
    muted = hashtui("trust", "mute", "@loud@spam.example", "--note", "ads")

    listed = hashtui("trust", "list")

    assert (added.code, added.out) == (0, "")
    assert added.err == "hashtui: @Anna@piaille.fr: trusted by you (level 1)\n"
    assert muted.err == "hashtui: @loud@spam.example: muted by you\n"
    assert listed.out.splitlines() == [
        "★ sure    @Anna@piaille.fr    met in Lyon",
        "★ usual   @*@mairie.example",
        "★ usual   @ben@mamot.fr",
        "★ usual   @cid@x.example",
        "★ follow  did:plc:abc",
        "× muted   @loud@spam.example  ads",
    ]
    assert rows(trust_file)[0] == {"handle": "@Anna@piaille.fr", "level": 1.0, "note": "met in Lyon"}
    assert rows(trust_file)[4] == {"key": "did:plc:abc", "handle": "", "level": 0.4}
    assert trust_file.stat().st_mode & 0o777 == 0o600


def test_the_list_as_json_is_an_object_a_line(hashtui: Hashtui, tmp_path: Path) -> None:
    (tmp_path / "press.txt").write_text("@kim@x.example\n")
    hashtui("trust", "add", "@anna@x.example")
    hashtui("trust", "import", str(tmp_path / "press.txt"))

    ran = hashtui("trust", "list", "--format", "json")

    account, known = map(json.loads, ran.out.splitlines())
    assert account == {
        "kind": "account",
        "handle": "@anna@x.example",
        "key": None,
        "level": 0.7,
        "muted": False,
        "note": None,
    }
    assert known == {
        "kind": "list",
        "name": "press",
        "from": str(tmp_path / "press.txt"),
        "handles": ["@kim@x.example"],
    }


def test_nothing_said_is_nothing_listed_and_the_person_is_told_how_to_begin(hashtui: Hashtui) -> None:
    ran = hashtui("trust", "list")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "hashtui: nothing is said of anybody yet: hashtui trust add @anna@piaille.fr\n"


def test_adding_again_changes_the_level_and_keeps_the_note(hashtui: Hashtui, trust_file: Path) -> None:
    hashtui("trust", "add", "@anna@x.example", "--note", "radio")
    hashtui("trust", "add", "@ANNA@x.example", "--level", "follow")

    assert rows(trust_file) == [{"handle": "@anna@x.example", "level": 0.4, "note": "radio"}]


def test_what_the_dashboard_wrote_by_key_is_found_by_handle(hashtui: Hashtui, trust_file: Path) -> None:
    trust_file.parent.mkdir(parents=True)
    key = "https://x.example/users/anna"
    trust_file.write_text(f'[[account]]\nkey = "{key}"\nhandle = "@anna@x.example"\nnote = "radio"\n')

    hashtui("trust", "add", "@Anna@x.example")

    assert rows(trust_file) == [{"key": key, "handle": "@anna@x.example", "level": 0.7, "note": "radio"}]
    hashtui("trust", "remove", "@anna@x.example")
    assert "account" not in tomllib.loads(trust_file.read_text())


def test_what_is_removed_is_told_with_the_note_that_goes(hashtui: Hashtui) -> None:
    hashtui("trust", "add", "@anna@x.example", "--note", "radio")
    hashtui("trust", "mute", "@*@spam.example")

    ran = hashtui("trust", "remove", "@anna@x.example", "@*@spam.example")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        'hashtui: @anna@x.example: was trusted (usual), you say nothing of them any more; your note was: "radio"\n'
        "hashtui: @*@spam.example: was muted, you say nothing of them any more\n"
    )
    assert hashtui("trust", "list").out == ""


def test_what_a_pattern_still_says_of_who_was_removed_is_told(hashtui: Hashtui) -> None:
    hashtui("trust", "mute", "@*@spam.example", "@x@spam.example")

    ran = hashtui("trust", "remove", "@x@spam.example")

    assert ran.err.splitlines()[1:] == ["hashtui: @x@spam.example: '@*@spam.example' still fits it"]


def test_one_wrong_handle_of_several_changes_nothing(hashtui: Hashtui, trust_file: Path) -> None:
    hashtui("trust", "add", "@anna@x.example")
    before = trust_file.read_bytes()

    ran = hashtui("trust", "remove", "@anna@x.example", "@ana@x.example")

    assert ran.code == 2
    assert ran.err == 'hashtui: nothing is said of @ana@x.example — did you mean "@anna@x.example"?\n'
    assert trust_file.read_bytes() == before


def test_who_is_named_by_a_glob_or_a_list_is_told_where(hashtui: Hashtui, tmp_path: Path) -> None:
    (tmp_path / "press.txt").write_text("@kim@y.example\n")
    hashtui("trust", "add", "@*@x.example")
    hashtui("trust", "import", str(tmp_path / "press.txt"))

    glob, listed = hashtui("trust", "remove", "@a@x.example"), hashtui("trust", "remove", "@Kim@y.example")

    assert glob.err == "hashtui: nothing is said of @a@x.example itself: '@*@x.example' fits it, and can be removed\n"
    assert listed.err == ("hashtui: @Kim@y.example stands on your list press: it goes with all of that, --list press\n")


def test_trust_and_mute_together_say_which_goes_first(hashtui: Hashtui) -> None:
    hashtui("trust", "mute", "@anna@x.example")

    added, muted = hashtui("trust", "add", "@anna@x.example"), hashtui("trust", "mute", "@anna@x.example")

    assert added.err.endswith("; but muted, which goes first: hashtui trust remove @anna@x.example\n")
    assert muted.err.endswith("you trust them too (level 0.7), and that waits\n")
    assert hashtui("trust", "list").out == "× muted  @anna@x.example  trusted (usual) but for that\n"


def test_a_damaged_file_is_moved_aside_and_what_is_said_now_is_kept(hashtui: Hashtui, trust_file: Path) -> None:
    trust_file.parent.mkdir(parents=True)
    trust_file.write_text("account = [\n")

    ran = hashtui("trust", "add", "@anna@x.example")

    assert ran.code == 0
    assert "was damaged" in ran.err
    assert rows(trust_file) == [{"handle": "@anna@x.example", "level": 0.7}]
    assert len(list(trust_file.parent.glob("trust.damaged-*"))) == 1


def test_a_home_that_cannot_be_written_is_told_and_reading_goes_on(hashtui: Hashtui, home: Path, day: Path) -> None:
    (home / ".config").write_text("a file where a folder should be")

    added = hashtui("trust", "add", "@anna@x.example")
    why = hashtui("trust", "why", "@ben@x.example", "--from", str(day))

    assert added.code == 2
    assert added.err.endswith("trust.toml: cannot be written (Not a directory): nothing is changed\n")
    assert (why.code, why.out) == (0, "@ben@x.example: no link with the accounts you trust\n")


def test_another_hashtui_that_writes_is_waited_for_and_then_told(
    hashtui: Hashtui, trust_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "_TRIES", 3)
    monkeypatch.setattr(shared, "_APART", 0.01)
    trust_file.parent.mkdir(parents=True)
    lock = os.open(trust_file.with_name(".trust.toml.lock"), os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)

    held = hashtui("trust", "add", "@anna@x.example")
    os.close(lock)
    free = hashtui("trust", "add", "@anna@x.example")

    assert (held.code, free.code) == (2, 0)
    assert held.err.endswith("trust.toml: another hashtui is writing it: nothing is changed, try again\n")


def test_two_commands_at_once_lose_nothing(trust_file: Path) -> None:
    running = [started("trust", "add", f"@user{number}@x.example") for number in range(4)]
    codes = [process.wait(60) for process in running]

    assert codes == [0] * 4
    assert {row["handle"] for row in rows(trust_file)} == {f"@user{number}@x.example" for number in range(4)}
    for process in running:
        process.communicate()

"""The README's recipes for mail, SMS and scripts do what they say: each is run as it stands there."""

import json
import mailbox
import re
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

import hashtui
from tests.cli.running import PATIENCE, finished

README = (Path(hashtui.__file__).parent.parent / "README.md").read_text(encoding="utf-8")

Json = dict[str, object]


def recipe(name: str) -> str:
    """The block of code below the comment of that name."""
    found = re.search(rf"<!-- recipe: {name} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found is not None, f"the README has no recipe {name}"
    return found[1]


def shown(lines: str, folder: Path, *tags: str) -> list[Json]:
    """The posts with these tags that hashtui finds in a file of these lines, all of which make sense."""
    file = folder / "wall.jsonl"
    file.write_text(lines, encoding="utf-8")
    ran = finished("tail", ",".join(tags), "--source", f"jsonl:{file}", "--format", "json", "--for", "0.2s")
    assert "could not be read" not in ran.err
    return [one for one in map(json.loads, ran.out.splitlines()) if one["event"] == "post"]


def run(script: str, *arguments: str) -> str:
    """What the script prints."""
    command = [sys.executable, "-c", script, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """A mailbox with a message in two forms, one without text or date, and one in Latin-1."""
    box = mailbox.Maildir(tmp_path / "Maildir", create=True)
    ana = message(From="Anaïs Péan <ana@mail.example>", Subject="Été à la foire", Message_ID="<1@mail.example>")
    ana["Date"] = "Sat, 21 Nov 2026 14:01:00 +0100"
    ana.set_content("Ça marche #paris20:\n\nhttps://fair.example/map\n")
    ana.add_alternative("<p>Ça marche</p>", subtype="html")
    bob = message(From="bob@mail.example", Subject="Only a subject #paris20")
    eve = message(From="Eve <eve@mail.example>", Subject="Accents", Date="Sat, 21 Nov 2026 12:00:00 -0000")
    eve.set_content("déjà vu", charset="iso-8859-1")
    for one in (ana, bob, eve):
        box.add(one)
    return tmp_path / "Maildir"


def test_messages_of_a_maildir_become_posts(maildir: Path, tmp_path: Path) -> None:
    found = shown(run(recipe("mail"), str(maildir), "paris20"), tmp_path, "paris20")

    assert [one["text"] for one in found] == [
        "Accents\n\ndéjà vu",
        "Été à la foire\n\nÇa marche #paris20:\n\nhttps://fair.example/map",
        "Only a subject #paris20",
    ]
    ana = found[1]
    assert (ana["key"], ana["created_at"]) == ("<1@mail.example>", "2026-11-21T13:01:00.000Z")
    assert isinstance(ana["author"], dict)
    assert (ana["author"]["handle"], ana["author"]["name"]) == ("@ana@mail.example", "Anaïs Péan")
    assert ana["links"] == ["https://fair.example/map"]


def test_without_tags_a_message_says_itself_what_it_is_about(maildir: Path, tmp_path: Path) -> None:
    found = shown(run(recipe("mail"), str(maildir)), tmp_path, "paris20")

    assert len(found) == 2


def test_a_maildir_read_twice_shows_nothing_twice(maildir: Path, tmp_path: Path) -> None:
    lines = run(recipe("mail"), str(maildir), "paris20")

    assert len(shown(lines + lines, tmp_path, "paris20")) == 3


def test_what_a_gateway_for_sms_put_into_its_inbox_becomes_posts(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "IN20261121_143201_00_+33612345678_00.txt").write_text("Où est la salle ? #fair\n", encoding="utf-8")
    (inbox / "IN20261121_143301_00_+33612345679_00.txt").write_text("here", encoding="utf-8")
    (inbox / "IN20261121_143302_00_Bank_Of_X_00.bin").write_bytes(b"\0\1")

    found = shown(run(recipe("sms"), str(inbox)), tmp_path, "fair")

    assert [(one["text"], one["created_at"]) for one in found] == [
        ("Où est la salle ? #fair", "2026-11-21T14:32:01.000Z"),
    ]
    assert "+336123" not in json.dumps(found)
    assert len(shown(run(recipe("sms"), str(inbox), "hall"), tmp_path, "hall")) == 2


def test_the_shortest_line_is_a_post_and_twice_it_is_one(tmp_path: Path) -> None:
    found = shown(recipe("line") * 2, tmp_path, "capcomnet")

    assert [one["text"] for one in found] == ["The tram to the hall stands still #capcomnet"]

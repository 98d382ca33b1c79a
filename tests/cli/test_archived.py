"""The archive as commands open it: where it cannot be written that is said once, and what to do."""

from pathlib import Path

import pytest

from tests.cli.running import Hashtui


@pytest.fixture
def hashtui(capsys: pytest.CaptureFixture[str]) -> Hashtui:
    """The command line, in this process."""
    return Hashtui(capsys)


@pytest.fixture(autouse=True)
def no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The place of the archive, where no folder can be made."""
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "hashtui" / "archive.sqlite3"


@pytest.mark.parametrize("command", ["record", "import", "forget"])
def test_what_is_there_to_write_says_once_that_it_cannot(
    hashtui: Hashtui, no_folder: Path, tmp_path: Path, command: str
) -> None:
    posts = tmp_path / "posts.jsonl"
    posts.touch()
    arguments = {
        "record": ("#fete", "--source", f"jsonl:{posts}", "--for", "0s"),
        "import": (str(posts),),
        "forget": ("@lea@x.example",),
    }

    ran = hashtui(command, *arguments[command])

    assert ran.code == 5
    assert ran.err == f"hashtui: {no_folder} cannot be written (Not a directory)\n"

"""`E` in plain words: a line names the file, its end says the form."""

from pathlib import Path

import pytest

from tests.cli.plain.talking import Spoken
from tests.posts import post


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def spoken() -> Spoken:
    found = Spoken("#capcomnet")
    found.hear(post(1), post(2))
    return found


async def test_a_named_file_gets_what_the_pane_shows(here: Path) -> None:
    said = await spoken().ask("E day.md")

    assert said == f"2 posts written to {here}/day.md."
    assert (here / "day.md").read_text("utf-8").startswith("# \\#capcomnet, 21 November 2026\n")


async def test_a_file_that_is_there_is_replaced_when_the_line_is_said_again(here: Path) -> None:
    (here / "day.md").write_text("mine")
    talk = spoken()

    first = await talk.ask("E day.md")
    other = await talk.ask("E other.md")
    again = [await talk.ask("E day.md"), await talk.ask("E day.md")]

    assert first == again[0] == "day.md is there already; the same line again replaces it."
    assert "other.md" in other
    assert again[1] == f"2 posts written to {here}/day.md."


async def test_what_was_picked_is_written_by_its_name(here: Path) -> None:
    talk = spoken()
    none = await talk.ask("E picks book.epub")
    talk.say("")
    talk.say("p")

    said = await talk.ask("E picks book.epub")

    assert none == "Nothing is picked yet."
    assert said == f"1 post written to {here}/book.epub."
    assert (here / "book.epub").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("line", ["E", "E day.pdf", "export"])
async def test_without_a_form_the_forms_are_told(line: str) -> None:
    said = (await spoken().ask(line)).splitlines()

    assert said[0] == "Name a file whose end says the form, as E capcomnet-2026-11-21.epub."
    assert said[1].startswith("The forms: epub, a book for e-readers. html, one page")


async def test_what_cannot_be_written_is_told(here: Path) -> None:
    assert await spoken().ask("E nowhere/day.md") == f"there is no directory {here}/nowhere."


async def test_open_data_has_its_readme_beside_it(here: Path) -> None:
    said = await spoken().ask("E day.jsonl")

    assert said == f"2 posts written to {here}/day.jsonl, and day.README.md."

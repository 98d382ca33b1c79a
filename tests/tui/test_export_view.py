"""What a pane shows, and what was picked, goes into a file by a key, and over nothing without being asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from hashtui.archive.opening import in_memory
from hashtui.clock import HandClock
from hashtui.post.clean import clean_text
from hashtui.post.pick import Permission
from hashtui.tui.export_view import ExportView
from hashtui.tui.line_field import LineField
from tests.posts import NOON, author, post
from tests.tui.desks import OnDesk, desk

NAME = "capcomnet-2026-11-21"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@asynccontextmanager
async def exporting(*before: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[OnDesk]:
    """The view over a pane of two posts by two people, one of them older; these keys were pressed before."""
    async with desk("#capcomnet", "#paris20", size=size) as on:
        on.hear(post(1), replace(post(2, "Second"), author=author("bo", "Bo")))
        await on.look()
        await on.press(*before, "E")
        await settled(on)
        yield on


async def settled(on: OnDesk) -> None:
    """What is counted or written beside the loop is done."""
    for _ in range(1_000):
        await on.pilot.pause(0.01)
        view = on.app.screen
        if not isinstance(view, ExportView) or (view.query_one(LineField).is_open and not view.is_busy):
            return


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def typed(on: OnDesk) -> str:
    return on.app.screen.query_one(Input).value


async def enter(on: OnDesk) -> None:
    await on.press("enter")
    await settled(on)


async def test_it_says_what_would_be_written_where_and_in_which_form(here: Path) -> None:
    async with exporting() as on:
        rows = "\n".join(on.rows())

        assert "▌ this view   2 posts by 2 people · 21 November 2026" in rows
        assert "the picks   nothing is picked yet" in rows
        assert "▌ epub" in rows
        assert f" File: {NAME}.epub" in rows
        assert "The file goes to" in " ".join(rows.split())
        assert here.name in rows.replace("\n", "").replace(" ", "")


async def test_enter_writes_what_the_pane_shows_and_says_where_it_is(here: Path) -> None:
    async with exporting() as on:
        await on.press("down", "down")
        await enter(on)

        text = (here / f"{NAME}.md").read_text("utf-8")
        assert text.startswith("# \\#capcomnet, 21 November 2026\n\n2 posts by 2 people")
        assert "Second" in text
        assert on.app.deck_screen.last_notice == f"2 posts written to {here / NAME}.md."


async def test_the_arrows_choose_the_form_and_the_name_follows() -> None:
    async with exporting() as on:
        names = [typed(on)]
        for key in ("up", "down", "down", "down", "down", "down"):
            await on.press(key)
            names.append(typed(on).removeprefix(NAME))

        assert names == [f"{NAME}.epub", ".epub", ".html", ".md", ".csv", ".jsonl", ".jsonl"]


async def test_that_open_data_has_only_what_edited_posts_say_now_is_told() -> None:
    said = "Of edited posts it has what they say now; hashtui export has what they said before, too."
    async with exporting() as on:
        before = " ".join(" ".join(on.rows()).split())
        await on.press("down", "down", "down", "down")
        after = " ".join(" ".join(on.rows()).split())

        assert (said in before, said in after) == (False, True)


async def test_the_form_of_the_file_before_is_chosen_again(here: Path) -> None:
    async with exporting() as on:
        await on.press("down", "down")
        await enter(on)
        await on.press("E", "down", "escape", "E")  # what is only looked at is not remembered
        await settled(on)

        assert typed(on) == f"{NAME}.md"


async def test_a_name_that_was_typed_keeps_its_words(here: Path) -> None:
    async with exporting() as on:
        on.app.screen.query_one(Input).value = "mine.epub"
        await on.press("down")
        assert typed(on) == "mine.html"
        await enter(on)

        assert names(here) == ["mine.html"]


async def test_a_name_that_ends_as_a_form_does_is_of_that_form(here: Path) -> None:
    async with exporting() as on:
        on.app.screen.query_one(Input).value = ""
        await on.press(*"table.CSV")
        assert any("▌ csv" in row for row in on.rows())
        await enter(on)

        assert (here / "table.CSV").read_text("utf-8").startswith("key,network,source")


async def test_letters_are_text_in_the_name(here: Path) -> None:
    async with exporting() as on:
        on.app.screen.query_one(Input).value = ""
        await on.press(*"qjk.md", "enter")
        await settled(on)

        assert (here / "qjk.md").exists()


async def test_what_is_typed_right_behind_the_key_is_text() -> None:
    async with desk("#capcomnet") as on:
        on.hear(post(1))
        await on.look()
        await on.pilot.press("E", "x", "q")
        await settled(on)
        await on.look()

        assert typed(on) == f"{NAME}.epubxq"
        assert len(on.panes) == 1


async def test_nothing_is_replaced_before_a_second_enter(here: Path) -> None:
    (here / f"{NAME}.epub").write_text("mine")
    async with exporting() as on:
        await enter(on)
        assert f"{NAME}.epub exists: Enter again replaces it." in "\n".join(on.rows())
        assert (here / f"{NAME}.epub").read_text() == "mine"

        await enter(on)

        assert (here / f"{NAME}.epub").read_bytes()[:2] == b"PK"


async def test_another_name_is_asked_about_anew(here: Path) -> None:
    (here / "one.md").write_text("mine")
    (here / "two.md").write_text("mine too")
    async with exporting() as on:
        await on.press("down", "down")
        for name in ("one.md", "two.md"):
            on.app.screen.query_one(Input).value = name
            await on.look()
            await enter(on)

        assert [path.read_text() for path in (here / "one.md", here / "two.md")] == ["mine", "mine too"]


async def test_the_readme_beside_open_data_is_not_replaced_unasked_either(here: Path) -> None:
    (here / f"{NAME}.README.md").write_text("mine")
    async with exporting() as on:
        await on.press("down", "down", "down", "down")
        await enter(on)

        assert f"{NAME}.README.md exists: Enter again replaces it." in "\n".join(on.rows())
        await enter(on)

    assert "open data" in (here / f"{NAME}.README.md").read_text()
    assert on.app.deck_screen.last_notice.endswith(f"{NAME}.jsonl, and {NAME}.README.md.")


@pytest.mark.parametrize(
    ("name", "why"), [("", "Type the name of a file."), ("nowhere/x.epub", "There is no directory")]
)
async def test_what_cannot_be_written_is_told_and_can_be_corrected(here: Path, name: str, why: str) -> None:
    async with exporting() as on:
        on.app.screen.query_one(Input).value = name
        await enter(on)

        assert why in "\n".join(on.rows())
        assert typed(on) == name
        assert names(here) == []


async def test_tab_turns_to_the_picks_in_their_chapters(here: Path) -> None:
    async with exporting("down", "p") as on:
        assert "the picks   1 post by 1 person" in "\n".join(on.rows())
        await on.press("tab", "down", "down")
        assert typed(on) == "picks-2026-11-21.md"
        await enter(on)

        text = (here / "picks-2026-11-21.md").read_text("utf-8")
        assert text.startswith("# Picked posts, 21 November 2026\n")
        assert "Second" in text


async def test_what_is_left_out_is_told_before_it_is_written() -> None:
    async with exporting("down", "p") as on:
        picking = on.app.deck_screen.picking
        picking.picks = picking.picks.with_pick(replace(picking.picks.picks[0], permission=Permission.REFUSED))
        await on.press("escape", "E")
        await settled(on)

        assert "Left out: 1 post refused by their authors." in " ".join(" ".join(on.rows()).split())


async def test_captions_and_boosts_go_with_the_posts(here: Path) -> None:
    async with exporting("down", "p") as on:
        picking = on.app.deck_screen.picking
        picking.picks = picking.picks.with_caption(picking.picks.picks[0].key, str(clean_text("why it is here")))
        await on.press("escape", "E", "down", "down")
        await settled(on)
        await enter(on)

        assert "why it is here" in (here / f"{NAME}.md").read_text("utf-8")


async def test_esc_leaves_and_nothing_is_written(here: Path) -> None:
    async with exporting() as on:
        await on.press("escape")
        await on.look()

        assert on.app.screen is on.app.deck_screen
        assert names(here) == []


async def test_a_click_chooses(here: Path) -> None:
    async with exporting() as on:
        await on.pilot.click(offset=(6, on.row_of("html")))
        await on.look()

        assert typed(on) == f"{NAME}.html"


@pytest.mark.parametrize("size", [(41, 12), (30, 8), (200, 50)])
async def test_on_any_screen_the_chosen_form_and_the_name_are_seen(size: tuple[int, int]) -> None:
    async with exporting(size=size) as on:
        await on.press("down", "down", "down", "down")

        rows = "\n".join(on.rows())
        assert "▌ jsonl" in rows
        assert "File:" in rows


async def test_without_a_pane_there_is_nothing_to_export() -> None:
    async with desk("#capcomnet") as on:
        await on.press("x", "E")

        assert on.app.screen is on.app.deck_screen


async def test_who_was_forgotten_meanwhile_is_in_no_export_though_the_pane_shows_them_still(here: Path) -> None:
    archive = in_memory(HandClock(NOON))
    async with desk("#capcomnet", archive=archive) as on:
        bo = author("bo", "Bo Second")
        on.hear(replace(post(1), boosted_by=bo), replace(post(2, "Second"), author=bo))
        await on.look()
        await on.press("j", "p", "j", "p")
        await archive.flush()
        archive.forget(author("bo", "Bo").handle)
        await on.press("E")
        await settled(on)
        await on.press("down", "down")
        await enter(on)
        await on.press("E", "tab")
        await settled(on)
        await enter(on)

        assert names(here) == [f"{NAME}.md", "picks-2026-11-21.md"]
        for name in names(here):
            assert "Second" not in (here / name).read_text()
            assert "1 post by 1 person" in (here / name).read_text()
    archive.close()

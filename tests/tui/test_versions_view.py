"""What a post said before: each state under its time, what changed marked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hashtui.clock import HandClock
from hashtui.errors import Refused
from hashtui.post.clean import clean_text
from hashtui.post.post import Media, MediaKind, Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.tui.lore import Ground, Lore
from hashtui.tui.opener import Opener
from hashtui.tui.sheet import Sheet
from hashtui.tui.versions_view import VersionsView, version_lines
from tests.posts import NOON, entry, post, rewritten
from tests.tui.hosted import KEYS, SIZES, Hosted, press, rows_of

NOW = NOON + timedelta(hours=2, minutes=32)
SHEET = Sheet(80, NOW, UTC)
FIRST = post(100, "Le guichet est dans un bus.")
SECOND = rewritten(FIRST, "Le guichet est dans un train.")


async def no_thread(_: Post) -> Thread:
    return Thread()


def viewing(*versions: Post, trouble: str = "", gone_at: datetime | None = None) -> Hosted[None]:
    async def fetch(_: Post) -> Sequence[Post]:
        if trouble:
            raise Refused(trouble)
        return versions

    def state_of(_: str) -> Entry:
        return replace(entry(SECOND), deleted_at=gone_at)

    ground = Ground(Opener({}, lambda _: None), HandClock(NOW), KEYS, zone=UTC)
    post_read = versions[-1] if versions else SECOND
    return Hosted(VersionsView(post_read, ground, Lore(no_thread, fetch_versions=fetch, state_of=state_of)))


def told(*versions: Post) -> list[str]:
    return ["".join(run.text for run in line).rstrip() for line in version_lines(versions, "", SHEET)]


@pytest.mark.parametrize(("size", "key"), tuple(zip(SIZES, ("escape", "q", "v"), strict=True)))
async def test_it_shows_what_changed_and_closes_by_key(size: tuple[int, int], key: str) -> None:
    app = viewing(FIRST, SECOND)

    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = rows_of(pilot)
        await press(pilot, key)

        assert rows[0].startswith(" hashtui › what changed · @ana@s")
        assert any("[-bus-]{+train+}" in row for row in rows)
        assert not app.is_open


def test_the_first_state_stands_whole_and_each_later_one_with_its_changes_and_its_time() -> None:
    third = replace(rewritten(SECOND, "Le guichet est dans un train bleu."), edited_at=NOON + timedelta(minutes=140))

    assert told(FIRST, SECOND, third) == [
        "",
        "   Taken away: [-…-]   added: {+…+}",
        "",
        "   1  13:40, as it was written",
        "     Le guichet est dans un bus.",
        "",
        "   2  13:43, edited 3 min after",
        "     Le guichet est dans un [-bus-]{+train+}.",
        "",
        "   3  14:20, edited 37 min after",
        "     Le guichet est dans un train {+bleu+}.",
    ]


def test_warnings_descriptions_and_what_is_sensitive_are_changes_too() -> None:
    media = (Media(MediaKind.IMAGE, None, clean_text("le quai")),)
    after = replace(SECOND, content_warning=clean_text("foule"), media=media, sensitive=True, body=FIRST.body)

    assert told(FIRST, after)[7:] == [
        "     {+CW foule+}",
        "     Le guichet est dans un bus.",
        "     {+1 image: le quai+}",
        "     Marked as sensitive.",
    ]


def test_an_edit_that_changed_nothing_to_be_seen_says_so() -> None:
    assert told(FIRST, replace(SECOND, body=FIRST.body))[-1] == "     (The words are the same.)"


def test_what_was_first_heard_after_an_edit_is_not_called_the_beginning() -> None:
    third = replace(SECOND, edited_at=NOON + timedelta(minutes=140))

    assert told(SECOND, third)[3] == "   1  13:43, as it was heard first; it had been edited before"


@pytest.mark.parametrize(
    ("versions", "trouble", "words"),
    [
        ((SECOND,), "", "It was edited at 13:43. What it said before was not heard here"),
        ((FIRST,), "", "Nobody here knows of an edit: this post says what it said from the"),
        ((), "piaille.fr wants a log-in", "What it said before cannot be told: piaille.fr wants a log-in"),
    ],
)
async def test_without_a_history_one_sentence_says_why(versions: Sequence[Post], trouble: str, words: str) -> None:
    app = viewing(*versions, trouble=trouble)

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert any(words in row for row in rows_of(pilot))


async def test_what_is_deleted_meanwhile_is_not_shown_any_longer() -> None:
    app = viewing(FIRST, SECOND, gone_at=NOW)

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.view, VersionsView)
        app.view.look()
        await pilot.pause()
        rows = rows_of(pilot)

    assert any("Its author has deleted this post." in row for row in rows)
    assert not any("guichet" in row for row in rows)

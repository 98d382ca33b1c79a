"""A person's view: their posts, their links, and the note on them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta

import pytest
from textual.app import App

from hashtui.clock import HandClock
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Post
from hashtui.post.sighting import Thread
from hashtui.reading.entry import Entry
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.opener import Opener
from hashtui.tui.person_view import PersonView
from tests.posts import NOON, entry, post
from tests.tui.hosted import KEYS, SIZES, Hosted, press, rows_of
from tests.tui.opened import has

NOW = NOON + timedelta(hours=2, minutes=32)


@dataclass
class Told:
    """What the view asked of those it was given."""

    copied: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    muted: list[str] = field(default_factory=list)
    note: str = ""
    trouble: str = ""

    def keep(self, _: Author, text: str) -> str:
        """The note is another."""
        self.note = text
        return self.trouble

    def mute(self, author: Author) -> str:
        """It is muted from now on."""
        self.muted.append(author.handle)
        return f"Muted {author.handle}"


async def no_thread(_: Post) -> Thread:
    return Thread()


def nothing(_: str) -> Entry | None:
    return None


def viewing(
    *found: Entry, noting: bool = False, state_of: Callable[[str], Entry | None] = nothing, who: Author | None = None
) -> tuple[Hosted[None], Told]:
    told = Told()
    ground = Ground(Opener({"SSH_TTY": "x"}, told.copied.append), HandClock(NOW), KEYS, zone=UTC)
    lore = Lore(
        no_thread,
        by_author=lambda _: found,
        state_of=state_of,
        note_on=lambda _: told.note,
        keep_note=told.keep,
    )
    hands = Hands(lambda one: told.read.append(one.key), told.said.append, told.mute, lambda: "Undone.")
    one = replace(post(1), author=who) if who else post(1)
    view = PersonView(one, pane="#a", steps=("post",), ground=ground, lore=lore, hands=hands, noting=noting)
    return Hosted(view), told


@pytest.mark.parametrize(("size", "key"), tuple(zip(SIZES, ("escape", "q", "A"), strict=True)))
async def test_it_opens_with_the_way_it_was_come_to_and_closes_by_key(size: tuple[int, int], key: str) -> None:
    app, _ = viewing(entry(post(1)))

    async with app.run_test(size=size) as pilot:
        rows = rows_of(pilot)
        await press(pilot, key)

        assert rows[0].startswith(" #a › post › person")
        assert rows[1] == "   Ana P.  @ana@social.example"
        assert not app.is_open


async def test_what_is_typed_before_the_page_has_a_size_opens_nothing() -> None:
    hosted, told = viewing(entry(post(1)))
    view = hosted.view
    assert isinstance(view, PersonView)

    async with App[None]().run_test() as pilot:
        await pilot.app.push_screen(view)
        laid = len(view.places)
        view.action_open_post()

    assert (laid, told.read) == (0, [])


async def test_one_walks_through_their_posts_and_opens_one() -> None:
    app, told = viewing(*(entry(post(number, f"Post {number}.")) for number in range(20, 0, -1)))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "j", "enter")
        await press(pilot, "G", "enter")
        last = rows_of(pilot)
        await press(pilot, "g")
        first = rows_of(pilot)

    assert told.read == [post(18).key, post(1).key]
    assert has(last, " ▌   Post 1.")
    assert first[1] == "   Ana P.  @ana@social.example"
    assert has(first, " ▌   Post 20.")


async def test_a_long_life_story_is_scrolled_before_the_posts_are_reached() -> None:
    long = "\n".join(f"ligne {number}" for number in range(60))
    app, told = viewing(entry(post(9, "Le mot.")), who=replace(post(1).author, about=clean_text(long)))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert has(rows_of(pilot), "▌   Le mot.")
        assert told.read == []
        await press(pilot, "enter", "g")

        assert told.read == [post(9).key]
        assert has(rows_of(pilot), "ligne 0")
        await press(pilot, "down")
        assert has(rows_of(pilot), "ligne 20")


async def test_a_note_is_written_in_the_foot_kept_by_enter_and_left_by_escape() -> None:
    app, told = viewing()

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", *"qRvA1", "enter")
        kept = rows_of(pilot)
        await press(pilot, "e", *" more")
        typing = rows_of(pilot)
        await press(pilot, "escape")
        left = rows_of(pilot)

        assert app.is_open

    assert told.note == "qRvA1"
    assert has(kept, "   your note: qRvA1")
    assert kept[-1] == " Your note on @ana@social.example is kept."
    assert typing[21].startswith(" Your note: qRvA1 more")
    assert not has(left, "more")


async def test_an_empty_note_takes_the_note_away() -> None:
    app, told = viewing(noting=True)
    told.note = "spam"

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "ctrl+u", "enter")
        rows = rows_of(pilot)

    assert told.note == ""
    assert rows[-1] == " Your note on @ana@social.example is taken away."


async def test_why_a_note_could_not_be_kept_is_said() -> None:
    app, told = viewing(noting=True)
    told.trouble = "trust.toml cannot be written (No space left on device): kept for this session only"

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "x", "enter")
        rows = rows_of(pilot)

    assert has(rows[-3:], "No space left on device")
    assert told.said == [told.trouble]


async def test_links_the_profile_s_address_and_muting_have_their_keys() -> None:
    who = replace(post(1).author, verified=(clean_line("https://ana.example/"),))
    app, told = viewing(who=who)

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "2", "o", "y", "m", "u")

    assert told.copied == ["https://ana.example/", "https://social.example/@ana", "https://social.example/@ana"]
    assert told.said[1] == "There is no link [2] here."
    assert told.said[-2:] == ["Muted @ana@social.example", "Undone."]
    assert told.muted == ["@ana@social.example"]


async def test_a_profile_without_an_address_says_so() -> None:
    app, told = viewing(who=replace(post(1).author, url=None))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "o", "y")

    assert told.said == ["This profile has no link."] * 2
    assert told.copied == []


async def test_what_is_deleted_meanwhile_is_not_shown_any_longer() -> None:
    heard = {str(post(1).key): entry(post(1, "secret"))}
    app, _ = viewing(heard[post(1).key], state_of=heard.get)

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        heard[post(1).key] = replace(heard[post(1).key], deleted_at=NOW)
        assert isinstance(app.view, PersonView)
        app.view.look()
        await pilot.pause()
        rows = rows_of(pilot)

    assert has(rows, "[deleted by its author at 14:32]")
    assert not has(rows, "secret")

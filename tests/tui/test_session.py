"""What a running watch knows of a post, asked by the views of a post; and those views over the deck."""

from dataclasses import replace
from datetime import timedelta

from hashtui.config.trusted import Trusted
from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Post
from hashtui.post.sighting import Boost
from hashtui.tui.session import Session
from tests.posts import NOON, SOURCE, author, post, rewritten
from tests.tui.desks import desk


def answer(number: int, to: int) -> Post:
    return replace(post(number, f"Réponse {number}."), reply_to=post(to).key)


def numbers(posts: tuple[Post, ...]) -> list[int]:
    return [int(one.key.rpartition("/")[2]) for one in posts]


async def test_a_thread_is_put_together_from_what_was_heard_in_any_order() -> None:
    async with desk("#capcomnet") as on:
        session = Session(on.watch, Trusted, lambda _: "", lambda _: (), lambda _: None)
        on.hear(answer(6, 3), answer(5, 4), answer(3, 2), answer(4, 3), answer(2, 1), post(1), answer(9, 8))

        thread = session.thread_here(answer(3, 2))

        assert numbers(thread.ancestors) == [1, 2]
        assert numbers(thread.descendants) == [4, 5, 6]


async def test_posts_that_answer_each_other_in_a_circle_make_no_endless_thread() -> None:
    async with desk("#capcomnet") as on:
        session = Session(on.watch, Trusted, lambda _: "", lambda _: (), lambda _: None)
        on.hear(answer(1, 2), answer(2, 1), answer(3, 3))

        assert numbers(session.thread_here(answer(1, 2)).ancestors) == [2]
        assert session.thread_here(answer(3, 3)).descendants == ()


async def test_its_public_form_is_that_of_tail_and_invents_nothing() -> None:
    async with desk("#capcomnet") as on:
        session = Session(on.watch, Trusted, lambda _: "", lambda _: ("#capcomnet",), lambda _: None)
        on.hear(post(1), post(2))
        on.lose(post(2))

        heard, gone, unheard = (session.raw_of(post(number)) for number in (1, 2, 3))

        assert (heard["event"], heard["source"], heard["panes"]) == ("post", SOURCE, ["#capcomnet"])
        assert list(gone) == ["schema", "event", "key", "source", "received_at"]
        assert (unheard["key"], unheard["source"], unheard["received_at"]) == (post(3).key, None, None)


async def test_the_post_view_over_the_deck_knows_who_shared_and_who_passed_it_on() -> None:
    link = clean_line("https://media.example/prix")
    shared = [replace(post(n), author=author(f"u{n}"), body=Body(clean_text("x"), (), (link,))) for n in range(3)]

    async with desk("#capcomnet") as on:
        on.hear(*shared)
        on.watch.admit(Boost(shared[2].key, author("k", "Karim"), NOON, SOURCE, NOON + timedelta(hours=1)))
        await on.look()
        await on.press("g", "enter")

        rows = on.rows()
        assert any(f"[1]    {link}" in row and "3 people here shared it" in row for row in rows)
        assert any("↻1 boost (Karim)" in row for row in rows)


async def test_a_warning_that_was_opened_stays_unfolded_in_the_pane() -> None:
    async with desk("#capcomnet") as on:
        on.hear(replace(post(1, "Le détail."), content_warning=clean_text("foule")))
        await on.look()
        assert any("(Enter unfolds)" in row for row in on.rows())

        await on.press("g", "enter", "escape")

        assert any("Le détail." in row for row in on.rows())


async def test_who_is_muted_in_the_post_view_is_muted_on_the_deck_until_it_is_undone() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("g", "enter", "m")
        muted = on.rows()
        await on.press("u")
        heard_again = on.rows()

        assert muted[1].startswith(" × Ana P.")
        assert heard_again[1].startswith("   Ana P.")


async def test_a_note_kept_on_a_person_stands_under_the_name_of_the_post() -> None:
    async with desk("#capcomnet", posts=3) as on:
        await on.press("g", "enter", "e")
        await on.press(*"radio", "enter", "escape")

        assert on.rows()[2] == "   your note: radio"
        assert on.app.deck_screen.judging.trusted.note_on(author()) == "radio"
        assert not on.app.deck_screen.judging.trusted.given_of(author()).muted


async def test_escape_leads_back_through_every_view_to_the_same_post_on_the_same_row() -> None:
    async with desk("#capcomnet", posts=30) as on:
        await on.press("g", *["down"] * 4)
        before = on.rows()

        await on.press("enter", "A", "down", "enter", "v", "escape", "R")
        deep = on.rows()
        await on.press("escape", "escape", "escape", "escape")

        assert "as JSON" in deep[0]
        assert on.rows() == before


async def test_what_an_edit_changed_can_be_seen_once_it_was_heard() -> None:
    async with desk("#capcomnet") as on:
        on.hear(post(1, "dans un bus"))
        on.hear(rewritten(post(1), "dans un train"))
        await on.look()

        await on.press("g", "enter", "v")
        await on.look()

        assert any("dans un [-bus-]{+train+}" in row for row in on.rows())

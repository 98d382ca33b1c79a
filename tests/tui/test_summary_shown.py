"""What a summary is drawn from is what the pane shows."""

from hashtui.tui.summary_shown import Shown
from tests.posts import post
from tests.tui.desks import OnDesk, desk, rules
from tests.tui.test_filtering_keys import by


def shown(on: OnDesk, *, of_all: bool = False) -> Shown:
    """What the dashboard would sum up."""
    deck = on.app.deck_screen
    return deck._shown(on.pane, on.panes if of_all else [on.pane], "label")


async def test_the_posts_stand_in_the_order_of_time_without_those_that_were_deleted() -> None:
    async with desk("#capcomnet") as on:
        on.hear(post(3), post(1), post(2))
        on.lose(post(2))
        await on.look()

        assert [entry.key for entry in shown(on).entries()] == [post(1).key, post(3).key]


async def test_hidden_posts_do_not_count_even_while_they_are_shown_dimmed() -> None:
    async with desk("#capcomnet", rules=rules(hide={"robots": "from:@bot@*"}), posts=2) as on:
        on.hear(by("bot", 46, "Beep"))
        await on.look()
        await on.press("H")

        assert len(on.pane.timeline) == 3
        assert len(shown(on).entries()) == 2
        assert shown(on).hidden() == 1


async def test_of_all_panes_each_post_is_there_once_and_each_tag_too() -> None:
    async with desk("#a", "#b", "#a | #b") as on:
        on.hear(post(2, tags=("a", "b")), post(1, tags=("a",)))
        await on.look()
        all_of_it = shown(on, of_all=True)

        assert [entry.key for entry in all_of_it.entries()] == [post(1).key, post(2).key]
        assert [str(tag) for tag in all_of_it.tags] == ["#a", "#b"]
        assert all_of_it.panes == ("#a", "#b", "#a | #b")


async def test_it_knows_when_something_came() -> None:
    async with desk("#capcomnet", posts=1) as on:
        here = shown(on)
        before = here.revision()
        same = here.revision()
        on.hear(post(9))

        assert before == same
        assert here.revision() != before

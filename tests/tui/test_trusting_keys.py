"""`t` and `T`: how far one trusts somebody, and why; it holds at once, in every pane."""

from hashtui.config.trusted import LEVELS
from hashtui.reading.standing import Level
from tests.posts import author
from tests.tui.desks import OnDesk, desk
from tests.tui.test_filtering_keys import by

CHOICES = "3 sure 2 usual 1 to follow 0 none"


def level_of(on: OnDesk, user: str) -> Level:
    return on.app.deck_screen.judging.level_of(author(user))


async def test_t_asks_in_the_footer_and_a_digit_answers() -> None:
    async with desk("#capcomnet", "#paris20") as on:
        on.hear(by("bob", 1, "hello"))
        await on.look()
        await on.press("j", "t")
        asked = on.rows()[-1]
        await on.press("2")

        assert asked == f" Trust @bob@social.example: {CHOICES} · Esc leaves"
        assert on.rows()[-1] == " Trusted @bob@social.example, usual · u undoes"
        assert "★" in on.rows()[on.row_of("@bob")]
        assert on.kept.trusted[-1].given_of(author("bob")).level == LEVELS["usual"]
        assert on.pane.number == 1

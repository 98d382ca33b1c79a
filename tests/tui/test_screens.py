"""Bars and headers of the whole dashboard, to the cell, at the sizes they were drawn for."""

import pytest

from hashtui.post.post import Post
from tests.posts import post
from tests.tui.desks import OnDesk, desk, rules
from tests.tui.test_filtering_keys import by

RULES = rules(hide={"robots": "from:@bob@*"}, highlight={"organisers": "from:@org@*"})


async def fill(on: OnDesk) -> None:
    """Hidden posts, one that matters on another page; then one reads, and thirty-nine more come: two matter."""
    on.hear(*(by("bob", 30 + number) for number in range(5)))
    on.hear(post(40, tags=("paris20",)), by("org", 41, "Question ?"))
    await on.look()
    await on.press("j", "j")
    fresh: list[Post] = [post(100 + number, minutes=59 + number / 60) for number in range(37)]
    on.hear(*fresh, by("org", 90), by("org", 91))
    await on.look()


@pytest.mark.parametrize(
    ("size", "rows"),
    [
        (
            (80, 24),
            [
                " hashtui   ‹1 2›  3 Questions 1 new ★1                 ● social.example   13:00",
                "▸ 1 #capcomnet                  ● live │  2 #paris20                     ● live",
                "    7/min ▁▁▁▁▁▁▁▁▁▁▁▁█▁      5 hidden │    0/min ▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
                "━━ ▲ 39 new ★2 · Space ━━━━━━━━━━━━━━━━┼── following ───────────────────────────",
                " ←→ pane  ↑↓ post  Enter open  / filter  s summary  z zoom  ? keys  q quit",
            ],
        ),
        (
            (120, 35),
            [
                " hashtui   1 #capcomnet   2 #paris20   3 Questions" + " " * 45 + "● social.example   13:00",
                (
                    "▸ 1 #capcomnet                  ● live │  2 #paris20                    ● live │"
                    "  3 Questions                    ● live"
                ),
                (
                    "    7/min ▁▁▁▁▁▁▁▁▁▁▁▁█▁      5 hidden │    0/min ▁▁▁▁▁▁▁▁▁▁▁▁▁▁               │"
                    "    0/min ▁▁▁▁▁▁▁▁▁▁▁▁▁▁      58 hidden"
                ),
                (
                    "━━ ▲ 39 new ★2 · Space ━━━━━━━━━━━━━━━━┼── following ──────────────────────────┼"
                    "── following ───────────────────────────"
                ),
                (
                    " ←→ pane  ↑↓ post  Enter open  n next unseen  / filter  f all→trusted  s summary"
                    "  a add pane  z zoom  ? keys  q quit"
                ),
            ],
        ),
        (
            (200, 50),
            [
                " hashtui   1 #capcomnet   2 #paris20   3 Questions" + " " * 125 + "● social.example   13:00",
                "▸ 1 #capcomnet"
                + " " * 44
                + "● live │  2 #paris20"
                + " " * 47
                + "● live │  3 Questions"
                + " " * 47
                + "● live",
                "    7/min ▁▁▁▁▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█▁" + " " * 22 + "5 hidden │"
                "    0/min ▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁" + " " * 32 + "│"
                "    0/min ▁▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁" + " " * 23 + "58 hidden",
                "━━ ▲ 39 new ★2 · Space " + "━" * 42 + "┼── following " + "─" * 53 + "┼── following " + "─" * 54,
                (
                    " ←→ pane  ↑↓ post  Enter open  Space follow  n next unseen  N what matters, anywhere  / filter"
                    "  f all→trusted  s summary  v density  a add pane  z zoom  ? keys  q quit"
                    "    ★ trusted ◆◇ vouched · known"
                ),
            ],
        ),
        (
            (41, 12),
            [
                "  ‹1›  2 +1  3 +1 ★1           ●   13:00",
                "▸ 1 #capcomnet                    ● live",
                "━━ ▲ 39 new ★2 · Space ━━━━━━━━━━━━━━━━━━",
                "    Org  @org@social.example       12:41",
                " ←→ pane  ↑↓ post  ? keys  q quit",
            ],
        ),
    ],
)
async def test_bars_and_headers_stand_as_they_were_drawn(size: tuple[int, int], rows: list[str]) -> None:
    panes = ("#capcomnet", "#paris20", 'Questions = #capcomnet "?"')
    async with desk(*panes, size=size, posts=14, rules=RULES) as on:
        await fill(on)

        assert [*on.rows()[:4], on.rows()[-1]] == rows

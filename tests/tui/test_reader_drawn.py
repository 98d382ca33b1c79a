"""A post with all it can have, drawn to the cell as the design has it, and on screens of every size."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Counts, Media, MediaKind, Post
from hashtui.post.sighting import Thread
from hashtui.tui.lore import Lore
from tests.posts import NOON, author, entry, post
from tests.tui.hosted import Hosted, rows_of
from tests.tui.opened import has, view_of


def prize() -> Post:
    words = (
        "Le prix de la relation citoyenne va à Gaëlle Blanc pour le wagon Sésame : un guichet de mairie dans un train."
    )
    anna = replace(
        author("anna", "Anna Morel", "piaille.fr"),
        about=clean_text("journalist, Lyon"),
        verified=(clean_line("https://anna.example/"),),
        followers=3120,
    )
    alt = "La lauréate sur le quai, un trophée en bois à la main, devant un wagon bleu marqué « Mairie »."
    return replace(
        post(146),
        author=anna,
        body=Body(clean_text(f"{words} #capcomnet"), (), (clean_line(LINK),)),
        language=clean_line("fr"),
        edited_at=NOON + timedelta(minutes=147),
        media=(Media(MediaKind.IMAGE, None, clean_text(alt)),),
        counts=Counts(6, 31, 48),
    )


async def its_thread(_post: Post) -> Thread:
    lea = replace(author("lea", "Léa Fontaine"), handle=clean_line("@lea.example"))
    jo, bzh = author("jo", "Jo Hartley", "hachyderm.io"), author("trebeurden", "Mairie de Trébeurden", "mastodon.bzh")
    question = replace(post(142, "Qui va l’avoir, ce prix ? Je parie sur le train."), author=lea)
    first = replace(post(147, "A town hall that comes to you. Stealing this."), author=jo)
    second = replace(post(148, "Bravo Gaëlle. On peut vous emprunter le wagon ?"), author=bzh)
    return Thread((question,), (first, second, *(post(150 + n) for n in range(4))))


LINK = "https://media.example/prix-2026"
KNOWN = Lore(
    its_thread,
    sharers=lambda link: 5 if link == LINK else 0,
    boosters=lambda _: (author("karim", "Karim Benali"), author("capcom", "Cap’Com")),
    note_on=lambda _: "radio, met in Lyon 2024",
)
DESIGN = """\
 #capcomnet › post                                    2 of 214   ● live   14:32
   Anna Morel  @anna@piaille.fr
   your note: radio, met in Lyon 2024
   journalist, Lyon · anna.example (link verified) · 3 120 followers
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
   ┌ 14:22   Léa Fontaine  @lea.example
   │ Qui va l’avoir, ce prix ? Je parie sur le train.
 ▌ └ 14:26 · Sat 21 Nov · French · edited 14:27 ✎ (v shows what changed)
 ▌   Le prix de la relation citoyenne va à Gaëlle Blanc pour le wagon Sésame :
 ▌   un guichet de mairie dans un train. #capcomnet
 ▌
 ▌   image  La lauréate sur le quai, un trophée en bois à la main, devant un
 ▌          wagon bleu marqué « Mairie ».
 ▌   [1]    https://media.example/prix-2026       5 people here shared it
 ▌   ↩6 replies  ↻31 boosts (Karim Benali, Cap’Com and 29)  ♡48
 ▌   from   social.example

     ├ 14:27    Jo Hartley  @jo@hachyderm.io
     │ A town hall that comes to you. Stealing this.
     ├ 14:28    Mairie de Trébeurden  @trebeurden@mastodon.bzh
     └ 5 more replies: ↓
────────────────────────────────────────────────────────────────────────────────
 ↑↓ thread  1-9 link  Enter open  o browser  y copy  A person  v what changed
 t trust  T why  m mute  p pick  Y copy text  R JSON  e note  Esc back"""
"""Section 6 of the design, without what standing and writing add to it, and with the row of the sources."""


async def test_a_post_with_all_it_can_have_is_drawn_as_designed_to_the_cell() -> None:
    app = Hosted(view_of(entry(prize()), [], lore=KNOWN))

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert rows_of(pilot) == DESIGN.split("\n")


@pytest.mark.parametrize("size", [(120, 35), (200, 50), (40, 12), (20, 6), (1, 1)])
async def test_on_every_screen_the_words_begin_where_they_are_looked_for(size: tuple[int, int]) -> None:
    app = Hosted(view_of(entry(prize()), [], lore=KNOWN))

    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = rows_of(pilot)

    assert len(rows) == size[1]
    assert size[1] < 12 or has(rows, " ▌   Le prix de la relation")

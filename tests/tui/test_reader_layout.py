"""A post and its thread, line by line."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Counts, Media, MediaKind, Network, Poll, PollOption, Post
from hashtui.post.sighting import Thread
from hashtui.reading.standing import Given, Level, Standing
from hashtui.tui.glyphs import ASCII
from hashtui.tui.languages import language_name
from hashtui.tui.reader_layout import bread_crumbs, lay_author, lay_thread, more_line
from hashtui.tui.sheet import Sheet
from hashtui.tui.typeset import Ink, Line, Run, line_width
from hashtui.tui.whole_post import Subject
from tests.posts import NOON, author, post

SHEET = Sheet(80, NOON + timedelta(hours=2, minutes=32), UTC)
WORDS = "Le prix va à Gaëlle Blanc : un guichet de mairie dans un train. media.example/prix"
LINK = "https://media.example/prix-2026"


def told(lines: list[Line] | tuple[Line, ...]) -> list[str]:
    return ["".join(run.text for run in line).rstrip() for line in lines]


def laid(one: Post, thread: Thread | None = None, sheet: Sheet = SHEET, remark: str = "") -> list[str]:
    found = thread or Thread()
    return told(lay_thread(Subject(one), found, len(found.ancestors), remark, sheet).lines)


def prize() -> Post:
    at = WORDS.index("media")
    body = Body(clean_text(WORDS), (Span(at, len(WORDS), Role.LINK, clean_line(LINK)),))
    return replace(
        post(146),
        body=body,
        language=clean_line("fr"),
        edited_at=NOON + timedelta(minutes=147),
        counts=Counts(6, 31, 48),
        media=(
            Media(
                MediaKind.IMAGE,
                None,
                clean_text("La lauréate sur le quai, un trophée en bois à la main, devant un wagon bleu."),
            ),
            Media(MediaKind.VIDEO),
        ),
    )


def test_a_post_says_everything_it_has_in_its_order() -> None:
    assert laid(prize()) == [
        " ▌   14:26 · Sat 21 Nov · 6 min ago · French · edited 14:27 ✎",
        " ▌   Le prix va à Gaëlle Blanc : un guichet de mairie dans un train.",
        " ▌   media.example/prix",
        " ▌",
        " ▌   image  La lauréate sur le quai, un trophée en bois à la main, devant un",
        " ▌          wagon bleu.",
        " ▌   video  no description",
        " ▌   [1]    https://media.example/prix-2026",
        " ▌   ↩6 replies  ↻31 boosts  ♡48",
    ]


def test_ancestors_stand_above_and_answers_below_to_the_cell() -> None:
    lea = replace(post(142, "Qui va l’avoir ?"), author=author("lea", "Léa Fontaine", "lea.example"))
    jo = replace(post(147, "Stealing this."), author=author("jo", "Jo Hartley", "hachyderm.io"))
    bzh = replace(post(148, "Bravo Gaëlle."), author=author("tb", "Trébeurden", "mastodon.bzh"))

    lines = laid(replace(post(146, "Le wagon."), language=None), Thread((lea,), (jo, bzh)))

    assert lines == [
        "   ┌ 14:22   Léa Fontaine  @lea@lea.example",
        "   │ Qui va l’avoir ?",
        " ▌ └ 14:26 · Sat 21 Nov · 6 min ago",
        " ▌   Le wagon.",
        "",
        "     ├ 14:27    Jo Hartley  @jo@hachyderm.io",
        "     │ Stealing this.",
        "     └ 14:28    Trébeurden  @tb@mastodon.bzh",
        "       Bravo Gaëlle.",
    ]


def test_a_terminal_without_line_drawing_gets_the_thread_in_ascii() -> None:
    sheet = replace(SHEET, glyphs=ASCII)

    lines = laid(post(146, "b"), Thread((post(142, "a"),), (post(147, "c"), post(148, "d"))), sheet)

    assert [line[:9].rstrip() for line in lines] == [
        "   , 14:2",
        "   | a",
        " | ` 14:2",
        " |   b",
        "",
        "     | 14",
        "     | c",
        "     ` 14",
        "       d",
    ]


def test_posts_of_another_day_carry_it() -> None:
    old = replace(post(1, "Hier."), created_at=NOON - timedelta(days=1))

    lines = laid(post(146), Thread((old,), ()))

    assert lines[0].startswith("   ┌ 12:00") is False
    assert lines[0].startswith("   ┌ Fri 20 Nov 12:00   Ana P.")


def test_a_remark_stands_below() -> None:
    assert laid(post(146, "x"), remark="Asking the server for the thread…")[-2:] == [
        "",
        "     Asking the server for the thread…",
    ]


def test_a_content_warning_is_unfolded_for_the_post_read_and_folded_for_its_neighbours() -> None:
    warned = replace(post(146, "Le détail."), content_warning=clean_text("santé mentale"))

    lines = laid(warned, Thread((), (replace(post(147, "Caché."), content_warning=clean_text("politique")),)))

    assert " ▌   CW santé mentale" in lines
    assert " ▌   Le détail." in lines
    assert lines[-1] == "       CW politique (Enter opens)"
    assert not any("Caché" in line for line in lines)


def test_a_poll_is_bars_with_shares() -> None:
    options = (PollOption(clean_line("oui"), 3), PollOption(clean_line("non"), 1))
    asked = replace(post(146, "Alors ?"), poll=Poll(options, 4, multiple=True))

    lines = laid(asked)

    assert any(line.endswith("75 % oui") and "█" in line for line in lines)
    assert " ▌   4 votes" in lines
    assert " ▌   several answers are allowed" in lines


def test_a_deleted_post_keeps_its_row_and_not_its_words() -> None:
    subject = Subject(prize(), ("mastodon.social",), deleted_at=NOON + timedelta(minutes=150))

    lines = told(lay_thread(subject, Thread(), 0, "", SHEET).lines)

    assert lines[1] == " ▌   [deleted by its author at 14:30]"
    assert not any("Gaëlle" in line or "media.example" in line or "lauréate" in line for line in lines)


def test_the_sources_it_came_through_are_named() -> None:
    lines = told(lay_thread(Subject(post(146, "x"), ("mastodon.social", "piaille.fr")), Thread(), 0, "", SHEET).lines)

    assert lines[-1] == " ▌   from   mastodon.social, piaille.fr"


def test_a_long_neighbour_is_cut_and_says_so() -> None:
    lines = laid(post(146, "x"), Thread((), (post(147, "mot " * 400),)))

    assert lines[-1] == "       …more (Enter opens)"
    assert len(lines) == 10


@pytest.mark.parametrize("width", [20, 36, 40, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    sheet = replace(SHEET, width=width)
    far = replace(
        post(150, "電車の中の市役所、" * 20 + "x" * 300), author=author("a" * 60, "名前 " * 30, "b" * 50 + ".example")
    )

    lines = lay_thread(Subject(prize(), ("mastodon.social",)), Thread((far,), (far,)), 1, "remark " * 20, sheet).lines

    assert max(line_width(line) for line in lines) <= width


def test_the_last_row_counts_the_answers_below_it() -> None:
    found = lay_thread(Subject(post(146, "x")), Thread((), (post(147), post(148), post(149))), 0, "", SHEET)

    assert told([more_line(found, found.places[1].stop - 1, SHEET)]) == ["     └ 2 more replies: ↓"]
    assert told([more_line(found, found.places[3].start, SHEET)]) == ["     └ 1 more reply: ↓"]
    assert told([more_line(found, found.places[3].stop, SHEET)]) == ["     ↓ more"]


def test_who_it_is_stands_in_their_own_words() -> None:
    anna = replace(
        author("anna", "Anna Morel", "piaille.fr"),
        about=clean_text("journalist,\nLyon"),
        verified=(clean_line("https://anna.example/"),),
        followers=3120,
    )

    assert told(lay_author(anna, "", SHEET)) == [
        "   Anna Morel  @anna@piaille.fr",
        "   journalist, Lyon · anna.example (link verified) · 3 120 followers",
    ]


@pytest.mark.parametrize("width", [36, 80, 200])
def test_a_long_life_story_leaves_room_for_links_and_followers(width: int) -> None:
    talker: Author = replace(author(), about=clean_text("I write. " * 60), followers=1, bot=True)

    lines = told(lay_author(talker, "", replace(SHEET, width=width)))

    assert len(lines) <= 3
    assert "1 follower" in " ".join(" ".join(lines).split())
    assert "automated account" in " ".join(" ".join(lines).split())


def test_the_crumbs_keep_state_and_time_and_give_up_the_position_first() -> None:
    state: Line = (Run("●", Ink.STATE_LIVE), Run(" live", Ink.TEXT))

    wide = told([bread_crumbs("#capcomnet", ("post",), "2 of 214", state, SHEET)])[0]
    narrow = told([bread_crumbs("#capcomnet", ("post",), "2 of 214", state, replace(SHEET, width=36))])[0]

    assert wide.startswith(" #capcomnet › post  ")
    assert wide.endswith("2 of 214   ● live   14:32")
    assert narrow.startswith(" #capcomnet › post ")
    assert narrow.endswith("  ● live   14:32")
    assert "214" not in narrow


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "just now"), (5, "5 min ago"), (200, "3 h ago"), (3000, "2 d ago"), (-10, "dated 10 min ahead")],
)
def test_the_age_is_told(minutes: int, words: str) -> None:
    assert SHEET.ago(SHEET.now - timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("code", "name"),
    [("fr", "French"), ("pt-BR", "Portuguese (BR)"), ("FR", "French"), ("zh_TW", "Chinese (TW)"), ("xx", "xx")],
)
def test_languages_have_names(code: str, name: str) -> None:
    assert language_name(code) == name


def test_a_copy_on_another_network_is_told_with_its_address_and_link() -> None:
    copy = replace(
        post(147, "x"),
        network=Network.BLUESKY,
        author=replace(author(), handle=clean_line("@ana.example")),
        url=clean_line("https://bsky.app/profile/ana.example/post/3k"),
    )

    in_a_feed = replace(post(148, "x"), network=Network.FEED, url=post(146).url)

    subject = Subject(post(146, "x"), ("mastodon.social",), (copy, in_a_feed))
    lines = told(lay_thread(subject, Thread(), 0, "", SHEET).lines)

    assert " ▌   also   on Bluesky as @ana.example · bsky.app/profile/ana.example/post/3k" in lines
    assert not any("feed" in line for line in lines)


def test_what_the_reader_noted_and_who_is_muted_stands_under_the_name() -> None:
    def muted(_: Author) -> Standing:
        return Standing(Level.MUTED, given=Given(muted=True))

    rows = told(
        lay_author(
            author(), "radio, met\nin Lyon", replace(SHEET, level_of=lambda one: muted(one).level, standing_of=muted)
        )
    )

    assert rows == [" × Ana P.  @ana@social.example", "   muted by you · your note: radio, met in Lyon"]
    assert told(lay_author(author(), "radio", SHEET, 0)) == ["   Ana P.  @ana@social.example"]


def test_a_neighbour_that_was_deleted_keeps_its_row_and_not_its_words() -> None:
    found = lay_thread(
        Subject(post(146, "x")), Thread((), (post(147, "secret"),)), 0, "", SHEET, {post(147).key: SHEET.now}
    )

    assert told(found.lines)[3:] == [
        "     └ 14:27    Ana P.  @ana@social.example",
        "       [deleted by its author at 14:32]",
    ]


def test_the_crumbs_of_a_long_way_keep_its_end() -> None:
    row = told([bread_crumbs("#a", ("post", "post", "person", "post"), "", (), SHEET)])[0]

    assert row.startswith(" #a › … › person › post  ")

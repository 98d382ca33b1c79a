"""A person on a page: profile, counts, what is verified, and what they said here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Network, ProfileField
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Given, Level, Standing
from hashtui.tui.person_layout import lay_person, links_of
from hashtui.tui.sheet import Sheet
from hashtui.tui.typeset import line_width
from tests.posts import NOON, author, entry, post, rewritten

SHEET = Sheet(80, NOON + timedelta(hours=2, minutes=32), UTC)


def line(name: str, value: str, url: str = "", *, verified: bool = False) -> ProfileField:
    return ProfileField(clean_line(name), clean_line(value), clean_line(url) if url else None, verified)


def anna() -> Author:
    return replace(
        author("anna", "Anna Morel", "piaille.fr"),
        about=clean_text("journalist, Lyon\n\nI listen."),
        fields=(
            line("Blog", "anna.example", "https://anna.example/", verified=True),
            line("Pronouns", "she/her"),
            line("Bank", "bank.example", "https://evil.example/x"),
        ),
        verified=(clean_line("https://anna.example/"), clean_line("https://other.example/")),
        posts=1204,
        followers=3120,
        following=1,
        since=datetime(2019, 2, 3, 23, 0, tzinfo=UTC),
        bot=True,
    )


def told(who: Author, posts: Sequence[Entry] = (), note: str = "", sheet: Sheet = SHEET) -> list[str]:
    lines = lay_person(who, Network.MASTODON, note, posts, 0, sheet).lines
    return ["".join(run.text for run in row).rstrip() for row in lines]


def test_all_that_is_known_of_a_person_stands_in_its_order() -> None:
    found = [entry(rewritten(post(100), "Le wagon.")), entry(post(90, "Avant."))]

    assert told(anna(), found, "radio, met in Lyon 2024") == [
        "   Anna Morel  @anna@piaille.fr",
        "   on Mastodon · since 3 Feb 2019 · automated account · piaille.fr/@anna",
        "   1 204 posts · 3 120 followers · follows 1 account",
        "   your note: radio, met in Lyon 2024",
        "",
        "   journalist, Lyon",
        "",
        "   I listen.",
        "",
        "   Blog      [1] anna.example (link verified)",
        "   Pronouns  she/her",
        "   Bank      [2] bank.example · evil.example/x",
        "   [3] other.example (link verified)",
        "",
        "─" * 80,
        "   2 posts of theirs heard in this session, the newest first",
        " ▌ 13:40 ✎ · #capcomnet",
        " ▌   Le wagon.",
        "   13:30 · #capcomnet",
        "     Avant.",
    ]


def test_of_a_stranger_only_what_is_known_is_said() -> None:
    rows = told(author())

    assert rows[1] == "   on Mastodon · social.example/@ana"
    assert rows[3] == "   They say nothing about themselves here."
    assert rows[-1] == "   Nothing else of theirs was heard in this session."


def test_a_muted_one_wears_the_cross_and_the_word() -> None:
    def muted(_: Author) -> Standing:
        return Standing(Level.MUTED, given=Given(muted=True))

    rows = told(author(), note="spam", sheet=replace(SHEET, level_of=lambda one: muted(one).level, standing_of=muted))

    assert rows[0] == " × Ana P.  @ana@social.example"
    assert "   muted by you · your note: spam" in rows


def test_an_address_that_is_an_id_is_shown_whole_below_its_short_form() -> None:
    key = "npub1" + "q" * 58
    far = replace(author(), handle=clean_line(f"@{key}"), name=clean_line("名前 " * 12))

    assert f"   @{key}" in told(far)


def test_what_was_deleted_is_listed_without_its_words() -> None:
    gone = replace(entry(post(100, "secret")), deleted_at=NOON + timedelta(minutes=150))

    rows = told(author(), [gone])

    assert rows[-1] == " ▌   [deleted by its author at 14:30]"
    assert not any("secret" in row for row in rows)


def test_each_link_has_one_number() -> None:
    assert links_of(anna()) == ("https://anna.example/", "https://evil.example/x", "https://other.example/")


@pytest.mark.parametrize("width", [20, 36, 40, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    wide = replace(
        anna(),
        handle=clean_line("@" + "a" * 60 + "@" + "b" * 50 + ".example"),
        about=clean_text("電車の中の市役所、" * 20),
        fields=(line("N" * 60, "v" * 200), line("名前", "x", "https://a.example/" + "y" * 200, verified=True)),
    )

    lines = lay_person(
        wide, Network.NOSTR, "note " * 90, [entry(post(1, "mot " * 200))], 0, replace(SHEET, width=width)
    )

    assert max(map(line_width, lines.lines)) <= width

"""A post whole: its links with who shared them, whom it quotes, who passed it on, how it fits."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Counts, Media, MediaKind, Poll, PollOption, Post
from hashtui.reading.standing import Level
from hashtui.tui.sheet import Sheet
from hashtui.tui.typeset import line_width
from hashtui.tui.whole_post import Subject, lay_in_short, lay_subject
from tests.posts import NOON, author, post

NOW = NOON + timedelta(hours=2, minutes=32)
SHEET = Sheet(80, NOW, UTC, versions_key="v")
ROOM = 74


def told(subject: Subject, room: int = ROOM, sheet: Sheet = SHEET) -> list[str]:
    return ["".join(run.text for run in line).rstrip() for line in lay_subject(subject, room, sheet)]


def linking(*links: str, number: int = 146) -> Post:
    one = post(number, "x")
    return replace(one, body=Body(one.body.text, (), tuple(map(clean_line, links))))


def edited(*, language: str = "fr") -> Post:
    return replace(post(146, "x"), language=clean_line(language), edited_at=NOON + timedelta(minutes=147))


@pytest.mark.parametrize(
    ("room", "words"),
    [
        (90, "14:26 · Sat 21 Nov · 6 min ago · French · edited 14:27 ✎ (v shows what changed)"),
        (74, "14:26 · Sat 21 Nov · French · edited 14:27 ✎ (v shows what changed)"),
        (60, "14:26 · Sat 21 Nov · 6 min ago · French · edited 14:27 ✎"),
        (50, "14:26 · Sat 21 Nov · French · edited 14:27 ✎"),
    ],
)
def test_in_one_row_the_age_gives_way_and_then_the_hint(room: int, words: str) -> None:
    assert told(Subject(edited()), room)[0] == words


def test_where_no_key_shows_the_changes_none_is_named() -> None:
    assert told(Subject(edited()), 90, replace(SHEET, versions_key=""))[0].endswith("edited 14:27 ✎")


def test_a_deleted_post_has_no_changes_no_links_and_no_words_to_show() -> None:
    one = replace(linking("https://a.example/"), edited_at=NOON + timedelta(minutes=147))
    subject = Subject(one, ("s",), (post(9, "copy"),), deleted_at=NOW, boosters=(author(),))

    assert subject.links == ()
    assert told(subject) == [
        "14:26 · Sat 21 Nov · 6 min ago · edited 14:27 ✎",
        "[deleted by its author at 14:32]",
        "from   s",
    ]


def test_how_many_shared_a_link_stands_in_its_column_beside_it() -> None:
    link = "https://media.example/prix-2026"

    rows = told(Subject(linking(link), sharers={link: 5}))

    assert rows[3] == "[1]    https://media.example/prix-2026       5 people here shared it"


def test_beside_a_longer_link_it_stands_behind_it_and_else_on_a_row_of_its_own() -> None:
    longer, longest = "https://media.example/" + "a" * 18, "https://media.example/" + "b" * 40
    subject = Subject(linking(longer, longest), sharers={longer: 2, longest: 1200})

    assert told(subject)[3:] == [
        f"[1]    {longer}  2 people here shared it",
        f"[2]    {longest}",
        "       1 200 people here shared it",
    ]


def test_a_link_that_only_its_author_shared_stands_alone() -> None:
    link = "https://media.example/"

    assert told(Subject(linking(link), sharers={link: 1}))[3] == "[1]    https://media.example/"


def test_the_host_a_link_really_leads_to_stands_first() -> None:
    trick = "https://bank.example@evil.example/login"

    row = told(Subject(linking(trick)))[3]

    assert row.startswith("[1]    https://evil.example")


def test_those_who_passed_it_on_are_named_as_far_as_they_were_heard() -> None:
    karim, capcom = author("karim", "Karim Benali"), author("capcom", "")
    one = replace(post(146, "x"), counts=Counts(6, 31, 48))

    assert told(Subject(one, boosters=(karim, capcom, author())))[-1] == (
        "↩6 replies  ↻31 boosts (Karim Benali, @capcom@social.example and 29)  ♡48"
    )
    alone = replace(one, counts=Counts(0, 1, 0))
    assert told(Subject(alone, boosters=(karim, capcom)))[-1] == "↻1 boost (Karim Benali)"
    assert told(Subject(one))[-1] == "↩6 replies  ↻31 boosts  ♡48"


def test_a_muted_one_who_passed_it_on_wears_the_cross() -> None:
    def muted(_: Author) -> Level:
        return Level.MUTED

    one = replace(post(146, "x"), counts=Counts(boosts=2))
    rows = told(Subject(one, boosters=(author("k", "K"),)), sheet=replace(SHEET, level_of=muted))

    assert rows[-1] == "↻2 boosts (× K and 1)"


def test_the_words_quoted_stand_under_whose_they_are_and_the_quote_has_a_number() -> None:
    one = replace(linking("https://a.example/x"), quote_of=post(12).key)

    subject = Subject(one, quoted=post(12, "Les mots cités. " * 8))

    assert subject.links == ("https://a.example/x", "https://social.example/@ana/12")
    assert told(subject)[3:] == [
        "quotes  Ana P.  @ana@social.example · 12:12",
        "        Les mots cités. Les mots cités. Les mots cités. Les mots cités.",
        "        Les mots cités. Les mots cités. Les mots cités. Les mots cités.",
        "[1]    https://a.example/x",
        "[2]    https://social.example/@ana/12",
    ]


def test_a_quote_already_linked_in_the_words_has_one_number() -> None:
    one = replace(linking("https://social.example/@ana/12"), quote_of=post(12).key)

    assert Subject(one, quoted=post(12)).links == ("https://social.example/@ana/12",)


def test_a_quote_that_was_not_heard_here_says_where_it_stands() -> None:
    far = replace(post(146, "x"), quote_of=clean_line("https://far.example/notes/9"))
    on_bluesky = replace(post(146, "x"), quote_of=clean_line("at://did:plc:x/app.bsky.feed.post/3k"))

    assert told(Subject(far))[3:] == ["quotes  far.example/notes/9", "[1]    https://far.example/notes/9"]
    assert told(Subject(on_bluesky))[3:] == ["quotes  at://did:plc:x/app.bsky.feed.post/3k"]
    assert Subject(on_bluesky).links == ()


def test_of_a_quoted_post_that_was_deleted_the_words_are_gone() -> None:
    one = replace(post(146, "x"), quote_of=post(12).key)

    rows = told(Subject(one, quoted=post(12, "secret"), quoted_is_gone=True))

    assert "        [deleted by its author]" in rows
    assert not any("secret" in row for row in rows)


def test_what_is_sensitive_is_named_so_and_its_description_hangs_beside_it() -> None:
    alt = "Une foule sur le quai, la nuit, des gyrophares au fond, et des bâches"
    media = (Media(MediaKind.IMAGE, None, clean_text(alt)), Media(MediaKind.UNKNOWN))
    one = replace(post(146, "x"), media=media, sensitive=True)

    assert told(Subject(one))[3:] == [
        "sensitive image  Une foule sur le quai, la nuit, des gyrophares au fond,",
        "                 et des bâches",
        "sensitive file  no description",
    ]
    assert [line[0].text for line in lay_in_short(one, 40, 6)][-1].startswith("2 sensitive attachments")


def test_on_a_narrow_screen_a_long_label_stands_above_its_words() -> None:
    one = replace(post(146, "x"), media=(Media(MediaKind.IMAGE),), sensitive=True)

    assert told(Subject(one), 30)[-2:] == ["sensitive image", "no description"]


@pytest.mark.parametrize("room", [20, 30, 74, 194])
def test_no_row_is_wider_than_its_room(room: int) -> None:
    one = replace(
        linking("https://media.example/" + "a" * 300),
        language=clean_line("ja"),
        edited_at=NOON + timedelta(days=-400),
        media=(Media(MediaKind.VIDEO, None, clean_text("電車の中 " * 20)),),
        sensitive=True,
        poll=Poll((PollOption(clean_line("o" * 50), 3), PollOption(clean_line("はい" * 20), 1)), 4, multiple=True),
        quote_of=post(12).key,
        counts=Counts(6, 31, 48),
        content_warning=clean_text("santé " * 20),
    )
    subject = Subject(
        one,
        ("mastodon.social", "piaille.fr"),
        (post(13),),
        quoted=replace(post(12, "mot " * 100), author=author("a" * 60, "名前" * 30)),
        sharers={one.body.links[0]: 7},
        boosters=(author("x" * 60, "名前" * 30),),
    )

    assert max(map(line_width, lay_subject(subject, room, SHEET))) <= room

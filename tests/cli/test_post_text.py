"""A post as text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hashtui.cli.post_text import TextBlocks, local
from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Counts, Media, MediaKind, Poll, PollOption, Post
from hashtui.reading.standing import Level
from tests.posts import author, post

PLAIN = TextBlocks(color=False, width=None)


def block(one: Post, blocks: TextBlocks = PLAIN, *, edited: bool = False, panes: tuple[str, ...] = ()) -> list[str]:
    """The lines of the post's block."""
    return blocks.post(one, edited=edited, panes=panes).splitlines()


def test_a_post_says_who_when_what_and_where() -> None:
    assert block(post(1, "First line\n\nSecond line")) == [
        "2026-11-21 12:01:00  Ana P.  @ana@social.example",
        "    First line",
        "",
        "    Second line",
        "    https://social.example/@ana/1",
        "",
    ]


def test_everything_around_a_post_has_its_line() -> None:
    rich = replace(
        post(1, "Words"),
        edited_at=datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
        author=replace(author(), bot=True),
        boosted_by=author("ben", "Ben"),
        content_warning=clean_text("long"),
        media=(Media(MediaKind.IMAGE, alt=clean_text("A dog\nasleep")), Media(MediaKind.VIDEO)),
        poll=Poll((PollOption(clean_line("yes"), 2), PollOption(clean_line("no")))),
        counts=Counts(replies=0, boosts=1, favourites=3),
    )

    assert block(rich, panes=("#a", "#b")) == [
        "2026-11-21 12:01:00  Ana P.  @ana@social.example  edited · passed on by @ben@social.example · bot · [#a, #b]",
        "    warning: long",
        "    Words",
        "    image: A dog",
        "           asleep",
        "    video: (no description)",
        "    - yes (2)",
        "    - no",
        "    1 boost  3 favourites",
        "    https://social.example/@ana/1",
        "",
    ]


@pytest.mark.parametrize(
    ("level", "head", "plain"),
    [
        (Level.TRUSTED, "★ Ana P.  @ana@social.example  trusted", "*"),
        (Level.STRONGLY_VOUCHED, "◆ Ana P.  @ana@social.example  vouched", "#"),
        (Level.VOUCHED, "◇ Ana P.  @ana@social.example  vouched", "+"),
        (Level.KNOWN, "· Ana P.  @ana@social.example  known", "."),
        (Level.UNKNOWN, "Ana P.  @ana@social.example", "Ana"),
        (Level.MUTED, "× Ana P.  @ana@social.example  muted", "x"),
    ],
)
def test_what_its_author_is_to_the_person_is_a_shape_and_a_word(level: Level, head: str, plain: str) -> None:
    drawn = TextBlocks(color=False, width=None, ascii_only=True)

    assert PLAIN.post(post(1), edited=False, panes=(), level=level).splitlines()[0] == f"2026-11-21 12:01:00  {head}"
    assert drawn.post(post(1), edited=False, panes=(), level=level).split()[2] == plain


def test_links_beside_the_words_have_a_line_each_but_not_the_posts_own() -> None:
    one = post(1, "Words")
    attached = (clean_line("https://card.example/page"), one.url or clean_line(""))

    assert block(replace(one, body=Body(one.body.text, attached=attached)))[1:-1] == [
        "    Words",
        "    link: https://card.example/page",
        "    https://social.example/@ana/1",
    ]


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("line:0123456789abcdef", []),
        ("at://did:plc:abc/app.bsky.feed.post/3l", ["at://did:plc:abc/app.bsky.feed.post/3l"]),
    ],
)
def test_a_post_without_a_page_is_told_by_its_address_and_by_no_made_up_name(key: str, where: list[str]) -> None:
    one = replace(post(1, "Words"), url=None, key=clean_line(key))

    assert [line.strip() for line in block(one)[1:-1]] == ["Words", *where]
    assert [line.strip() for line in PLAIN.deletion(one, one.created_at).splitlines()[1:-1]] == where


def test_a_deletion_says_whose_post_is_gone() -> None:
    text = PLAIN.deletion(post(1), datetime(2026, 11, 21, 13, tzinfo=UTC))

    assert text.splitlines()[0] == (
        "2026-11-21 13:00:00  deleted: the post of Ana P. @ana@social.example of 2026-11-21 12:01:00"
    )


def test_words_are_wrapped_by_cells_and_long_ones_stay_whole() -> None:
    link = "https://social.example/a/very/long/address"

    lines = block(post(1, f"日本語 日本語 日本語 日本語 one two {link}"), TextBlocks(color=False, width=24))

    assert lines[1:-2] == ["    日本語 日本語 日本語", "    日本語 one two", f"    {link}"]


def test_a_script_without_spaces_is_wrapped_between_its_letters() -> None:
    lines = block(post(1, "日本語日本語日本語、日本語 ok か\u3099か\u3099"), TextBlocks(color=False, width=20))

    assert lines[1:-2] == ["    日本語日本語日本", "    語、日本語 ok", "    がが"]


def test_without_colour_no_escape_is_written_and_with_it_the_words_are_the_same() -> None:
    colored = TextBlocks(color=True, width=None).post(post(1), edited=False, panes=())
    plain = PLAIN.post(post(1), edited=False, panes=())

    assert "\x1b" not in plain
    assert "\x1b[1mAna P.\x1b[0m" in colored


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_times_that_no_local_calendar_has_are_written_all_the_same(
    moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Etc/GMT+12")

    assert local(moment)


def test_a_body_without_words_has_no_line() -> None:
    assert len(block(replace(post(1), body=Body(clean_text(""))))) == 3

"""How an author stands on a row: the badge, the name, the address."""

from dataclasses import replace

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.post import Author
from hashtui.reading.standing import Level
from hashtui.tui.glyphs import ASCII, UNICODE
from hashtui.tui.typeset import Ink
from hashtui.tui.who import badge, badged, name_in_words, who_runs
from tests.posts import author

TOWN = author("mairie20", "Mairie du 20e", "mastodon.example")


def told(one: Author, room: int, level: Level) -> str:
    return "".join(run.text for run in who_runs(one, room, level))


@pytest.mark.parametrize(
    ("level", "shape", "plain"),
    [
        (Level.TRUSTED, "★", "*"),
        (Level.STRONGLY_VOUCHED, "◆", "#"),
        (Level.VOUCHED, "◇", "+"),
        (Level.KNOWN, "·", "."),
        (Level.UNKNOWN, " ", " "),
        (Level.MUTED, "×", "x"),
    ],
)
def test_each_level_has_a_shape_of_its_own_in_plain_characters_too(level: Level, shape: str, plain: str) -> None:
    assert badge(level, UNICODE).text == shape
    assert badge(level, ASCII).text == plain


@pytest.mark.parametrize("level", [Level.TRUSTED, Level.STRONGLY_VOUCHED, Level.VOUCHED])
def test_somebody_who_is_vouched_for_loses_the_server_when_it_is_tight(level: Level) -> None:
    assert told(TOWN, 41, level) == "Mairie du 20e  @mairie20@mastodon.example"
    assert told(TOWN, 40, level) == "Mairie du 20e  @mairie20"
    assert told(TOWN, 22, level) == "Mairie du…  @mairie20"
    assert told(TOWN, 9, level) == "@mairie20"


def test_where_the_address_has_no_server_none_is_taken_from_it() -> None:
    feed = replace(TOWN, handle=clean_line("@mairie20"))

    assert told(feed, 18, Level.TRUSTED) == "@mairie20"


@pytest.mark.parametrize("level", [Level.KNOWN, Level.UNKNOWN, Level.MUTED])
def test_a_stranger_loses_the_name_first_and_the_server_never(level: Level) -> None:
    assert told(TOWN, 40, level) == "Mairie du 2…  @mairie20@mastodon.example"
    assert told(TOWN, 30, level) == "@mairie20@mastodon.example"
    assert told(TOWN, 22, level) == "@mai…@mastodon.example"


def test_a_name_that_wears_a_badge_of_its_own_is_shown_without_it() -> None:
    liar = author("mairie20", "★ Mairie du 20e", "evil.example")

    told_of = "".join(run.text for run in badged(liar, Level.UNKNOWN, 40, UNICODE))

    assert told_of == "Mairie du 20e  @mairie20@evil.example"
    assert name_in_words(liar, Level.UNKNOWN, UNICODE) == "Mairie du 20e"
    assert badged(TOWN, Level.TRUSTED, 40, UNICODE)[0].text == "★"


def test_names_of_the_trusted_the_vouched_and_the_others_have_inks_of_their_own() -> None:
    inks = [who_runs(TOWN, 60, level)[0].ink for level in (Level.TRUSTED, Level.STRONGLY_VOUCHED, Level.UNKNOWN)]

    assert inks == [Ink.TRUSTED, Ink.VOUCHED, Ink.NAME]


def test_inside_a_sentence_the_badge_stands_before_the_name() -> None:
    assert name_in_words(TOWN, Level.VOUCHED, UNICODE) == "◇ Mairie du 20e"
    assert name_in_words(author("bo", ""), Level.UNKNOWN, UNICODE) == "@bo@social.example"

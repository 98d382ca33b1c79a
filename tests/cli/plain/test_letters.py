"""What a line asks for: letters and words out of the registry of keys."""

import pytest

from hashtui.cli.plain.letters import SPOKEN, Asked, Letters, NotUnderstood
from hashtui.config.actions import ACTIONS
from hashtui.config.keys import keys_of


def read(line: str, **changed: tuple[str, ...]) -> Asked | NotUnderstood:
    """What the line asks for, with some keys changed."""
    return Letters(keys_of(changed)).read(line)


def test_everything_that_can_be_spoken_is_an_action() -> None:
    known = {action.id for action in ACTIONS}

    assert [one.id for one in SPOKEN if one.id not in known] == []


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("", "next_unseen"),
        ("  ", "next_unseen"),
        ("n", "next_unseen"),
        ("N", "next_matters"),
        ("j", "post_down"),
        ("down", "post_down"),
        ("Up", "post_up"),
        ("g", "newest"),
        ("G", "oldest"),
        ("H", "hidden"),
        ("m", "mute"),
        ("?", "help"),
        ("help", "help"),
        ("quit", "close"),
        ("open", "open_post"),
        ("enter", "open_post"),
        ("undo", "undo"),
        (": copy link", "copy_link"),
        (": und", "undo"),
        (": u", "undo"),
        ("close", "pane_close"),
        (": close", "pane_close"),
        (": quit", "close"),
        ("s", "summary"),
        ("S", "summary_all"),
        ("c", "catch_up"),
        ("catch up", "catch_up"),
        ("[", "peak_before"),
        (";", "peak_after"),
        ("%", "sensitivity"),
        ("f", "relief"),
        ("\x1b[A", "post_up"),
        ("\x1b[B", "post_down"),
    ],
)
def test_a_line_asks_for_an_action(line: str, action: str) -> None:
    assert read(line) == Asked(action)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("a #paris20", Asked("pane_add", "#paris20")),
        ("a#paris20", Asked("pane_add", "#paris20")),
        ("/ lang:fr", Asked("filter", "lang:fr")),
        ("/lang:fr", Asked("filter", "lang:fr")),
        ("/", Asked("filter")),
        ("/ /regex/", Asked("filter", "/regex/")),
        ("e #a | #b", Asked("pane_edit", "#a | #b")),
        ("o 2", Asked("browser", "2")),
        ("t 2", Asked("trust", "2")),
        ("s 12", Asked("summary", "12")),
        ("summary 3", Asked("summary", "3")),
        ("filter lang:fr", Asked("filter", "lang:fr")),
        ("note met in Lyon", Asked("note", "met in Lyon")),
        ("person", Asked("author")),
        ("what changed", Asked("versions")),
        ("2", Asked("pane_number", "2")),
    ],
)
def test_what_stands_after_a_letter_goes_with_it(line: str, asked: Asked) -> None:
    assert read(line) == asked


def test_letters_are_those_the_person_has() -> None:
    changed = {"next_unseen": ("ö",), "undo": ("n",)}

    assert read("ö", **changed) == Asked("next_unseen")
    assert read("n", **changed) == Asked("undo")
    assert read("", **changed) == Asked("next_unseen")


def test_an_action_without_a_letter_is_asked_for_by_its_name() -> None:
    letters = Letters(keys_of({"undo": ()}))

    assert letters.read("undo") == Asked("undo")
    assert letters.say("undo") == "undo"
    assert any(line.startswith("undo: ") for line in letters.help())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("U", "There is no letter U; u is undo."),
        ("z", "z, zoom, is about the screen and does nothing here."),
        ("sources2", 'There is no "sources2" here; the nearest is sources, which is i.'),
        ("ß", "There is no letter ß here; ? tells the letters."),
        ("j 3", "j, older post, takes nothing after it."),
        ("12", "There is no pane 12."),
        ("axe", 'There is no "axe" here; the nearest is author, which is person.'),
        (": move", "move may be move left, move right."),
    ],
)
def test_what_is_not_understood_is_one_sentence_with_the_nearest(line: str, words: str) -> None:
    assert read(line) == NotUnderstood(words)


def test_the_help_has_a_line_for_everything_that_can_be_spoken_and_no_shapes() -> None:
    lines = Letters(keys_of({})).help()

    assert len(lines) == len(SPOKEN)
    assert all(line.endswith(".") for line in lines)
    assert all(ord(char) < 0x2000 for line in lines for char in line)

"""Which words of a command line are what."""

import pytest

from hashtui.cli.arguments import TAKES_VALUE, read_arguments
from hashtui.cli.commands import COMMANDS, DASHBOARD
from hashtui.cli.program import load
from hashtui.errors import UsageError

NAMES = ("demo", "tail", "config")


def taken(*argv: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The command, the options and the words."""
    asked = read_arguments(argv, NAMES)
    return asked.command, asked.options, asked.words


def test_the_first_word_is_the_command_when_it_is_the_name_of_one() -> None:
    assert taken("tail", "#a", "tail") == ("tail", (), ("#a", "tail"))
    assert taken("--config", "demo", "tail", "a") == ("tail", ("--config", "demo"), ("a",))


@pytest.mark.parametrize("argv", [("#tail",), ("--", "tail"), ("capcomnet", "tail"), ("a,b", "demo")])
def test_every_other_first_word_is_a_pane(argv: tuple[str, ...]) -> None:
    command, _, words = taken(*argv)

    assert command == ""
    assert words == tuple(word for word in argv if word != "--")


@pytest.mark.parametrize("word", ["tial", "tai", "tails", "mail", "Tail", "dem", "demmo", "ocnfig", "confg", "onfig"])
def test_a_first_word_one_slip_from_a_command_is_refused_with_both_readings(word: str) -> None:
    with pytest.raises(UsageError) as raised:
        taken(word, "#a")

    assert f"`{word}` is almost the command `" in str(raised.value)
    assert f"`hashtui '#{word}'`" in str(raised.value)


@pytest.mark.parametrize("word", ["tael2", "ta", "capcomnet", "demain", "config,x", "lait", "#tial", "tl"])
def test_a_first_word_further_away_is_a_tag(word: str) -> None:
    assert taken(word) == ("", (), (word,))


@pytest.mark.parametrize("word", ["-#a", "-@a@b", "-(#a | #b)", '-"two words"', "-/x/"])
def test_a_word_that_begins_with_a_negated_term_is_no_option(word: str) -> None:
    assert taken(word, "--limit", "3") == ("", ("--limit", "3"), (word,))


def test_options_may_stand_anywhere_and_take_what_follows() -> None:
    asked = taken("tail", "#a", "--limit", "-5", "#b", "--format=json", "--no-color")

    assert asked == ("tail", ("--limit", "-5", "--format=json", "--no-color"), ("#a", "#b"))


def test_nothing_is_an_option_after_two_hyphens() -> None:
    assert taken("tail", "--", "--limit", "-#b") == ("tail", (), ("--limit", "-#b"))


def test_a_lone_hash_ends_the_arguments() -> None:
    assert taken("tail", "#a", "#", "and", "--so", "on") == ("tail", (), ("#a",))
    assert taken("#") == ("", (), ())


def test_an_option_without_its_value_is_refused() -> None:
    with pytest.raises(UsageError, match="--limit needs a value"):
        taken("tail", "#a", "--limit")


def test_the_options_that_take_a_value_are_those_the_commands_declare() -> None:
    declared = {
        name
        for row in (DASHBOARD, *COMMANDS, *(act for one in COMMANDS for act in one.acts))
        for parameter in load(row).params
        if parameter.param_type_name == "option" and not getattr(parameter, "is_flag", False)
        if not getattr(parameter, "_flag_needs_value", False)  # what may stand alone takes no value
        for name in parameter.opts
    }

    assert declared == TAKES_VALUE

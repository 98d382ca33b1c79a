"""What a command line asks for: which command, its options, its words. Tags come first: `#tail` is never a command."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hashtui.errors import UsageError

TAKES_VALUE = frozenset(
    (
        *("--source", "--config", "--format", "--limit", "--for", "--since", "--until", "--from"),
        *("--speed", "--seed", "--sensitivity", "-o", "--level", "--note", "--list", "--chapter", "--caption"),
        *("--title", "--licence", "--by"),
    ),
)
"""The options that are followed by a value, of all commands together."""
_BEGINS_EXPRESSION = '#＃@("/'
"""After a leading `-` these begin an expression, never an option."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command line taken apart."""

    command: str
    """The command's name; empty for the dashboard."""
    options: tuple[str, ...]
    """The options with their values, as written."""
    words: tuple[str, ...]
    """Everything else, in order."""


def read_arguments(argv: Sequence[str], commands: Collection[str]) -> Asked:
    """Take the command line apart. UsageError when the first word is almost a command, or a value is missing."""
    rest = list(argv[: argv.index("#")] if "#" in argv else argv)
    rest.reverse()
    command = ""
    options: list[str] = []
    words: list[str] = []
    while rest:
        argument = rest.pop()
        if argument == "--":
            words += reversed(rest)
            break
        if argument.startswith("-") and argument != "-" and argument[1] not in _BEGINS_EXPRESSION:
            options.append(argument)
            if argument in TAKES_VALUE:
                if not rest:
                    raise UsageError(f"{argument} needs a value")
                options.append(rest.pop())
        elif not words and not command and argument in commands:
            command = argument
        else:
            if not words and not command and not argument.startswith(("#", "＃")):
                _refuse_almost_a_command(argument, commands)
            words.append(argument)
    return Asked(command, tuple(options), tuple(words))


def _refuse_almost_a_command(word: str, commands: Collection[str]) -> None:
    for name in commands:
        if _one_slip_apart(word, name):
            raise UsageError(
                f"`{word}` is almost the command `{name}`."
                f" Write `hashtui {name}` for the command, or `hashtui '#{word}'` for the tag"
            )


def _one_slip_apart(word: str, name: str) -> bool:
    """One letter more, less or other, or two neighbours swapped."""
    if abs(len(word) - len(name)) > 1:
        return False
    same = 0
    while same < min(len(word), len(name)) and word[same] == name[same]:
        same += 1
    mine, its = word[same:], name[same:]
    swapped = mine[1:2] + mine[:1] + mine[2:]
    return its in (mine[1:], swapped) or mine == its[1:] or mine[1:] == its[1:]

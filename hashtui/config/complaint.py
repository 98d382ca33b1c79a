"""What is wrong in a configuration file: where it stands, what it is, and what was probably meant."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from hashtui.config.positions import KeyPath, Positions, find_positions, line_and_column, offset_in_string
from hashtui.post.clean import clean_line

_SHOWN = 40
"""So many characters of what somebody wrote are repeated in a complaint."""

_TUPLE = re.compile(r"\('([^()]*)',?\)")
"""How tomllib writes a key: as a tuple of Python."""
_PLAINER = {"Cannot overwrite a value": "this key has a value already"}
"""Words of tomllib that only its author understands."""
_IN_A_TABLE = ("Invalid initial character for a key part", "Unclosed inline table")
"""What tomllib says, among others, of a line break between braces."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend, or with `warning` one to think about. Prints as `file:line:col: message`."""

    place: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {'warning: ' if self.warning else ''}{self.message}"


class Complaints:
    """The complaints about one file."""

    def __init__(self, name: str, text: str) -> None:
        self._name = clean_line(name)
        self._text = text
        self._positions = Positions()
        self._made: list[Complaint] = []

    @property
    def made(self) -> tuple[Complaint, ...]:
        """In the order of the file."""
        return tuple(sorted(self._made, key=_order))

    def parsed(self) -> None:
        """From here on the text is known to be TOML, and keys can be found in it."""
        self._positions = find_positions(self._text)

    def place(self, path: KeyPath, *, at_value: bool = False, inside: int | None = None) -> str:
        """`file:line:col` of a key, or of its value; of the nearest thing around it when it has no place itself.

        `inside` is the number of a character in the value, which is a string.
        """
        for end in range(len(path), 0, -1):
            first, second = self._positions.keys, self._positions.values
            if at_value:
                first, second = second, first
            found = first.get(path[:end], second.get(path[:end]))
            if found is not None:
                inner = inside is not None and end == len(path) and found == self._positions.values.get(path)
                return self.place_of(offset_in_string(self._text, found, inside or 0) if inner else found)
        return self.place_of(0)

    def place_of(self, offset: int) -> str:
        """`file:line:col` of a character of the text."""
        line, column = line_and_column(self._text, offset)
        return f"{self._name}:{line}:{column}"

    def say(
        self, path: KeyPath, message: str, *, warning: bool = False, at_value: bool = False, inside: int | None = None
    ) -> None:
        """Complain about what stands at that path."""
        self._made.append(Complaint(self.place(path, at_value=at_value, inside=inside), message, warning))

    def say_unparsed(self, error: ValueError | RecursionError) -> None:
        """Complain that the text is no TOML."""
        place, message = self.place_of(0), "not readable as TOML"
        match error:
            case tomllib.TOMLDecodeError():
                place, message = self._toml_trouble(str(error))
            case RecursionError():
                message = "nested too deeply"
            case ValueError():
                message = "a number in it is too long"
        self._made.append(Complaint(place, message))

    def _toml_trouble(self, said: str) -> tuple[str, str]:
        """tomllib tells the place only in words: `… (at line 3, column 7)` or `… (at end of document)`."""
        message, _, where = said.rpartition(" (at ")
        numbers = [int(word) for word in where.strip(")").replace(",", "").split() if word.isdecimal()]
        told = len(numbers) == 2
        place = f"{self._name}:{numbers[0]}:{numbers[1]}" if told else self.place_of(len(self._text))
        message = _TUPLE.sub(lambda found: found[1].replace("', '", "."), message)
        if told and message in _IN_A_TABLE and self._ends_at(*numbers):
            message = "a table in { } stays on one line"
        message = _PLAINER.get(message, clean_line(message or said))
        return place, message[:1].lower() + message[1:]

    def _ends_at(self, line: int, column: int) -> bool:
        """Nothing more stands on that line."""
        return not self._text.split("\n")[line - 1][column - 1 :].strip()


def _order(complaint: Complaint) -> tuple[int, int]:
    _, line, column = complaint.place.rsplit(":", 2)
    return int(line), int(column)


def quoted(word: str) -> str:
    """What somebody wrote, safe and short, in quotes."""
    safe = clean_line(word)
    return f'"{safe}"' if len(safe) <= _SHOWN else f'"{safe[:_SHOWN]}…"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` — did you mean "x"?`, or nothing when nothing known is near."""
    near = difflib.get_close_matches(word.lower()[:_SHOWN], list(known), n=1, cutoff=0.6)
    return f' — did you mean "{near[0]}"?' if near else ""

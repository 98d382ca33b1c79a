"""One table of a configuration file being read: each known key is taken out of it, the rest is complained about."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from hashtui.config.complaint import Complaints, did_you_mean, quoted
from hashtui.config.positions import KeyPath
from hashtui.config.sizes import read_size
from hashtui.filter.durations import read_duration

Choice = TypeVar("Choice", bound=StrEnum)


class Table:
    """A table with the path that leads to it. What has the wrong shape is complained about and counts as not there."""

    def __init__(self, values: Mapping[str, object], path: KeyPath, complaints: Complaints) -> None:
        self.path = path
        self._values = values
        self._complaints = complaints
        self._taken: list[str] = []

    def names(self) -> tuple[str, ...]:
        """Every key that stands in it."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Whether the key stands there, in whatever shape."""
        self._take(key)
        return key in self._values

    def text(self, key: str) -> str | None:
        """A non-empty string."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(key, "must be a text in quotes")
        elif not value.strip():
            self._wrong(key, "is empty")
        else:
            return value
        return None

    def flag(self, key: str) -> bool | None:
        """true or false."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(key, "must be true or false")
        return None

    def amount(self, key: str, *, most: float) -> float | None:
        """A number from 0 to `most`."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most:
            return float(value)
        self._wrong(key, f"must be a number from 0 to {most:g}")
        return None

    def duration(self, key: str) -> timedelta | None:
        """A duration: `90s`, `10m`."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return read_duration(value)
        except ValueError:
            self._wrong(key, 'must be a duration: "90s", "10m", "2h" or "1d"')
            return None

    def size(self, key: str) -> int | None:
        """A number of octets: `500MB`, `2GB`."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return read_size(value)
        except ValueError:
            self._wrong(key, 'must be a size: "500MB" or "2GB"')
            return None

    def texts(self, key: str, *, or_one: bool = False) -> tuple[str, ...] | None:
        """A list of strings; with `or_one` also a single string."""
        value = self._take(key)
        if value is None:
            return None
        if or_one and isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(row, str) for row in value):
            return tuple(value)
        self._wrong(key, "must be a text or a list of texts" if or_one else 'must be a list of texts: ["…", "…"]')
        return None

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One of the words of an enum."""
        value = self.text(key)
        if value is None:
            return None
        words = [str(c.value) for c in choices]
        if value in words:
            return choices(value)
        known = ", ".join(f'"{w}"' for w in words[:-1]) + f' or "{words[-1]}"'
        self._wrong(key, f"must be {known}, not {quoted(value)}{did_you_mean(value, words)}")
        return None

    def table(self, key: str) -> "Table":
        """The table of that name; an empty one when there is none."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self._wrong(key, f"must be a table: [{key}]")
        return Table(value if isinstance(value, dict) else {}, (*self.path, key), self._complaints)

    def tables(self, key: str, *, form: str = "") -> Iterator["Table"]:
        """The tables of an array of tables; `form` is how such an array is written where it is no [[key]]."""
        value = self._take(key)
        if value is None:
            return
        message = f"must be written as {form or f'[[{key}]]'}"
        if not isinstance(value, list):
            self._wrong(key, message)
            return
        for row, values in enumerate(value):
            if isinstance(values, dict):
                yield Table(values, (*self.path, key, row), self._complaints)
            else:
                self._complaints.say((*self.path, key, row), f"{key} {message}", at_value=True)

    def complain(self, key: str, message: str, *, warning: bool = False, inside: int | None = None) -> None:
        """Say what is wrong with the value of that key; `inside` is the number of a character in it."""
        self._complaints.say((*self.path, key), message, warning=warning, at_value=True, inside=inside)

    def complain_of_it(self, message: str) -> None:
        """Say what is wrong with the whole table."""
        self._complaints.say(self.path, message)

    def place(self, key: str) -> str:
        """`file:line:col` of that key's value."""
        return self._complaints.place((*self.path, key), at_value=True)

    def refuse_the_rest(self) -> None:
        """Complain about every key that nobody took."""
        for key in self._values:
            if key not in self._taken:
                hint = did_you_mean(key, self._taken)
                self._complaints.say((*self.path, key), f"unknown key {quoted(key)}{hint}")

    def _take(self, key: str) -> object:
        self._taken.append(key)
        return self._values.get(key)

    def _wrong(self, key: str, message: str) -> None:
        self.complain(key, f"{key} {message}")

"""Where in a TOML text each key and each value stands, so that a complaint can point at it."""

import re
import tomllib
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""The names and the places in arrays that lead to a value: `("source", 0, "url")`."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(?:[ \t]*\n[ \t\n]*|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
"""What stands for one character of a string; with a line break in it, for none."""
_SCALAR = re.compile(r"[^,\]}#\n]*")


@dataclass(frozen=True, slots=True)
class Positions:
    """Offsets into the text, in code points."""

    keys: dict[KeyPath, int] = field(default_factory=dict)
    values: dict[KeyPath, int] = field(default_factory=dict)


def find_positions(text: str) -> Positions:
    """Scan a text that tomllib accepts. Of one it does not accept: what stands before the trouble."""
    scan = _Scan(text)
    scan.document()
    return scan.found


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both counted from 1, the column in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def offset_in_string(text: str, at: int, count: int) -> int:
    """Where in the text the character number `count` stands of what the string means that begins at `at`."""
    quote = text[at : at + 1]
    is_long = text.startswith(quote * 3, at)
    at += 3 if is_long else 1
    if is_long and text.startswith("\n", at):
        at += 1
    while at < len(text):
        escaped = _ESCAPED.match(text, at) if quote == '"' else None
        if escaped is not None and "\n" in escaped[0]:
            at = escaped.end()
        elif count == 0:
            break
        else:
            at = at + 1 if escaped is None else escaped.end()
            count -= 1
    return at


class _Scan:
    """One walk through the text; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = Positions()
        self._rows: dict[KeyPath, int] = {}

    def document(self) -> None:
        base: KeyPath = ()
        while self._skip(_BLANK) < len(self.text):
            before = self.at
            if self.text.startswith("[", self.at):
                base = self._header()
            else:
                self._pair(base)
            if self.at == before:
                return

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _take(self, token: str) -> bool:
        if not self.text.startswith(token, self.at):
            return False
        self.at += len(token)
        return True

    def _header(self) -> KeyPath:
        start = self.at
        is_row = self._take("[[")
        if not is_row:
            self._take("[")
        names = self._key()
        self._take("]]" if is_row else "]")
        path: KeyPath = ()
        for name in names[:-1]:
            path = self._into(path, name)
        if is_row:
            last = (*path, names[-1]) if names else path
            self._rows[last] = self._rows.get(last, -1) + 1
            path = (*last, self._rows[last])
        elif names:
            path = self._into(path, names[-1])
        for end in range(1, len(path) + 1):
            self.found.keys.setdefault(path[:end], start)
        return path

    def _into(self, path: KeyPath, name: str) -> KeyPath:
        inner = (*path, name)
        return (*inner, self._rows[inner]) if inner in self._rows else inner

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if self.text[start : start + 1] in ('"', "'"):
                raw = self.text[start : self._skip(_STRING)]
                names.append(_unquoted(raw) if raw else "")
            else:
                names.append(self.text[start : self._skip(_BARE)])
            self._skip(_SPACE)
            if not self._take("."):
                return names

    def _pair(self, base: KeyPath) -> None:
        start = self.at
        path = base
        for name in self._key():
            path = (*path, name)
            self.found.keys.setdefault(path, start)
        self._take("=")
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self.found.values.setdefault(path, self.at)
        if self.text[self.at : self.at + 1] in ('"', "'"):
            self._skip(_STRING)
        elif self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline_table(path)
        else:
            self._skip(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        row = 0
        self._skip(_BLANK)
        while self.at < len(self.text) and not self._take("]"):
            before = self.at
            self._value((*path, row))
            row += 1
            self._skip(_BLANK)
            self._take(",")
            self._skip(_BLANK)
            if self.at == before:
                return

    def _inline_table(self, path: KeyPath) -> None:
        self._skip(_BLANK)
        while self.at < len(self.text) and not self._take("}"):
            before = self.at
            self._pair(path)
            self._skip(_BLANK)
            self._take(",")
            self._skip(_BLANK)
            if self.at == before:
                return


def _unquoted(raw: str) -> str:
    try:
        return str(tomllib.loads(f"key = {raw}")["key"])
    except tomllib.TOMLDecodeError:
        return raw[1:-1]

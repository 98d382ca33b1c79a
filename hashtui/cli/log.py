"""The log of the dashboard: what is for the makers, written where the screen is not."""

from datetime import UTC, datetime
from pathlib import Path

from hashtui.config.writing import private_folder
from hashtui.post.clean import log_line

_LARGEST = 1 << 20


class Log:
    """Appends to a file that begins anew when it grows too large. A log that cannot be written is done without."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, text: str) -> None:
        """Write the lines of a text, each safe and without secrets, under the time it is now."""
        lines = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"]
        for line in text.splitlines():
            indent = line[: len(line) - len(line.lstrip(" "))]
            lines.append(f"{indent}{log_line(line)}")
        try:
            private_folder(self._path.parent)
            grown = self._path.exists() and self._path.stat().st_size > _LARGEST
            with self._path.open("w" if grown else "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write("\n".join(lines) + "\n")
        except OSError:
            return

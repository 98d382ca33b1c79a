"""Links and words that leave the screen, to the browser or the clipboard, and what to say of it."""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from hashtui.post.clean import clean_url

_TMUX_PATIENCE = 2.0
_TERMINAL_BROWSERS = frozenset({"lynx", "w3m", "links", "elinks", "www-browser", "sensible-browser"})
"""They need the terminal that the dashboard is using."""
_OURS = ("HASHTUI_", "TEXTUAL_")
"""Variables that are no business of a browser's; tokens are among them."""


class Runner(Protocol):
    """How other programs are started. OSError when they cannot be."""

    def start(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it and let it live its own life, without our terminal."""
        ...

    def feed(self, argv: Sequence[str], environment: Mapping[str, str], text: str) -> bool:
        """Give it `text` to read; whether it took it, within two seconds."""
        ...


class Processes:
    """The machine's own processes, never through a shell."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        self._started = [one for one in self._started if one.poll() is None]
        child = subprocess.Popen(  # noqa: S603  # an argument list, the URL checked by clean_url
            list(argv),
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._started.append(child)

    def feed(self, argv: Sequence[str], environment: Mapping[str, str], text: str) -> bool:
        try:
            done = subprocess.run(  # noqa: S603  # an argument list; the text goes by stdin
                list(argv),
                env=dict(environment),
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_TMUX_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0


class Opener:
    """Opens links and copies texts, and answers each time with the sentence for the footer."""

    def __init__(
        self,
        environment: Mapping[str, str],
        clipboard: Callable[[str], None],
        *,
        runner: Runner | None = None,
        platform: str = "linux",
    ) -> None:
        """`clipboard` sends a text to the terminal by OSC 52; `platform` is `sys.platform`."""
        self._environment = environment
        self._clipboard = clipboard
        self._runner = runner or Processes()
        self._platform = platform

    def open(self, url: str) -> str:
        """Show the link in the browser; where there is none to be seen from here, copy it instead."""
        link = clean_url(url)
        if link is None:
            return f"Not opened, not a web address: {_one_line(url)}"
        reason, program = self._program()
        if program is None:
            return f"{reason}; {self._put_on_clipboard(link)}: {link}"
        try:
            self._runner.start([program, link], self._passed_on())
        except OSError as error:
            return f"{Path(program).name}: {error.strerror}; {self._put_on_clipboard(link)}: {link}"
        return f"Opened in the browser: {link}"

    def copy(self, text: str, shown: str = "") -> str:
        """Put the text on the clipboard; the sentence repeats it, or says `shown` in its place."""
        if not text:
            return "Nothing to copy."
        said = self._put_on_clipboard(text)
        return f"{said[0].upper()}{said[1:]}: {shown or _one_line(text)}"

    def _program(self) -> tuple[str, str | None]:
        """The program that opens links on this screen; without one, the reason."""
        env = self._environment
        if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
            return "No browser over SSH", None
        if self._platform == "darwin":
            return "No browser found", self._found("open")
        if not (env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
            return "No screen for a browser here", None
        chosen = self._found("xdg-open") or self._browser()
        return "No browser found", chosen

    def _browser(self) -> str | None:
        """The first of `$BROWSER` that is a plain program with a window of its own."""
        for name in self._environment.get("BROWSER", "").split(":"):
            plain = name and not name.startswith("-") and not any(c.isspace() or c == "%" for c in name)
            if plain and Path(name).name not in _TERMINAL_BROWSERS and (found := self._found(name)):
                return found
        return None

    def _found(self, program: str) -> str | None:
        return shutil.which(program, path=self._environment.get("PATH", ""))

    def _put_on_clipboard(self, text: str) -> str:
        """Copy by the road that reaches the person's own clipboard, and say which."""
        tmux = self._found("tmux") if self._environment.get("TMUX") else None
        # A tmux without -w (before 3.2) refuses, and then the terminal is asked directly.
        if tmux and self._runner.feed([tmux, "load-buffer", "-w", "-"], self._passed_on(), text):
            return "copied by tmux"
        self._clipboard(text)
        return "copied by the terminal"

    def _passed_on(self) -> dict[str, str]:
        return {name: value for name, value in self._environment.items() if not name.startswith(_OURS)}


def _one_line(text: str) -> str:
    return " ".join(text.split())

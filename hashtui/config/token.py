"""Fetches the tokens that the configuration only points at: from the environment, or from a command's answer."""

import os
import signal
import subprocess
import threading
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import IO

from hashtui.config.complaint import quoted
from hashtui.config.config import SourceConfig
from hashtui.config.reader import is_token
from hashtui.config.secret import Secret
from hashtui.errors import ConfigError
from hashtui.post.clean import clean_line

LIMIT = 10.0
"""Seconds a token_command has."""
_ERROR_SHOWN = 200
_MOST_HEARD = 65536
_LEFT_BEHIND = 1.0
"""Seconds that a pipe is still read after the program's end."""


def with_tokens(
    sources: Sequence[SourceConfig], environ: MutableMapping[str, str], limit: float = LIMIT
) -> tuple[SourceConfig, ...]:
    """The same sources, each with its token; ConfigError when one cannot be had.

    The variables are taken out of `environ`: no program started from here on inherits them.
    """
    found = tuple(_with_token(source, environ, limit) for source in sources)
    for source in sources:
        if source.token_env:
            environ.pop(source.token_env, None)
    return found


def _with_token(source: SourceConfig, environ: MutableMapping[str, str], limit: float) -> SourceConfig:
    if source.token_env:
        # Neither name nor value is repeated: a token pasted here by mistake looks like a name.
        value = environ.get(source.token_env, "").strip()
        if not value:
            raise ConfigError("the environment variable that token_env names is not set", place=source.place)
        if not is_token(value):
            raise ConfigError("the environment variable that token_env names holds no token", place=source.place)
    elif source.token_command:
        value = _answer(source, limit)
        if not is_token(value):
            message = f"{_command(source)} printed no token on its first line"
            raise ConfigError(message, place=source.place)
    else:
        return source
    return replace(source, token=Secret(value), token_env=None, token_command=())


def _answer(source: SourceConfig, limit: float) -> str:
    """The first line the command prints. It runs in its own session, so that the whole of it can be ended."""
    try:
        process = subprocess.Popen(  # noqa: S603  # the person's own command, as a list, without a shell
            source.token_command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it cannot be a command"
        raise ConfigError(f"{_command(source)} cannot be started: {reason}", place=source.place) from error
    with process:
        said, complained = _Heard(process.stdout), _Heard(process.stderr)
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired as error:
            message = f"{_command(source)} gave no answer in {limit:g} seconds"
            raise ConfigError(message, place=source.place) from error
        finally:
            _end(process)
        printed, complaint = said.text(), complained.text()
    if status != 0:
        words = clean_line(complaint)[:_ERROR_SHOWN]
        message = f"{_command(source)} ended with status {status}"
        raise ConfigError(f"{message}: {words}" if words else message, place=source.place)
    lines = printed.splitlines()
    return lines[0].strip() if lines else ""


class _Heard:
    """The beginning of what a program writes into a pipe; the rest is taken from it and thrown away.

    A thread reads it: what the program left behind may hold the pipe open after its end.
    """

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._begun = bytearray()
        self._descriptor = -1 if pipe is None else pipe.fileno()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def text(self) -> str:
        """What was written so far; the program has ended."""
        self._reader.join(_LEFT_BEHIND)
        return bytes(self._begun).decode("utf-8", "replace")

    def _read(self) -> None:
        with suppress(OSError):
            while some := os.read(self._descriptor, 65536):
                self._begun += some[: max(0, _MOST_HEARD - len(self._begun))]


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _command(source: SourceConfig) -> str:
    """What the command is called. No colon: what follows one after “token” is struck out as a secret."""
    return f"the token_command {quoted(source.token_command[0])}"

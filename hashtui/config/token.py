"""Fetches the tokens that the configuration only points at: from the environment, or from a command's answer."""

import os
import signal
import subprocess
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from dataclasses import replace

from hashtui.config.config import SourceConfig
from hashtui.config.reader import is_token
from hashtui.config.secret import Secret
from hashtui.errors import ConfigError
from hashtui.post.clean import clean_line

LIMIT = 10.0
"""Seconds a token_command has."""
_ERROR_SHOWN = 200


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
            message = f"token_command: {_program(source)} printed no token on its first line"
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
        raise ConfigError(f"token_command: {_program(source)}: {reason}", place=source.place) from error
    with process:
        try:
            said, complained = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired as error:
            message = f"token_command: {_program(source)} gave no answer in {limit:g} seconds"
            raise ConfigError(message, place=source.place) from error
        finally:
            _end(process)
    if process.returncode != 0:
        words = clean_line(complained.decode("utf-8", "replace"))[:_ERROR_SHOWN]
        message = f"token_command: {_program(source)} ended with status {process.returncode}"
        raise ConfigError(f"{message}: {words}" if words else message, place=source.place)
    lines = said.decode("utf-8", "replace").splitlines()
    return lines[0].strip() if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _program(source: SourceConfig) -> str:
    return clean_line(source.token_command[0])

"""A file of the person's that other processes write too, as a command writes it: whole, once, and with patience."""

import asyncio
from datetime import UTC, datetime
from typing import TypeVar

from hashtui.cli.output import say
from hashtui.clock import SystemClock
from hashtui.config.shared_file import SharedFile, why_not
from hashtui.errors import ConfigError

T = TypeVar("T")

_TRIES = 20
_APART = 0.1
"""Seconds between two tries to write while another hashtui does; each takes a moment only."""


def keep(file: SharedFile[T], wanted: T) -> None:
    """Write it down. ConfigError when that cannot be done: then nothing is changed."""
    told = asyncio.run(_written(file, wanted, SystemClock()))
    if told:
        say(told)


async def _written(file: SharedFile[T], wanted: T, clock: SystemClock) -> str:
    for _ in range(_TRIES):
        try:
            return file.write(wanted, datetime.now(UTC))
        except BlockingIOError:
            await clock.sleep(_APART)
        except (OSError, UnicodeEncodeError) as error:
            wrong = f"cannot be written ({why_not(error)}): nothing is changed"
            raise ConfigError(wrong, place=str(file.path)) from error
    raise ConfigError("another hashtui is writing it: nothing is changed, try again", place=str(file.path))

"""What a summary says of how far back it reaches, and of what lies beyond."""

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime

from hashtui.tui.key_names import Keys, first_label
from hashtui.tui.reach import Reach
from hashtui.tui.sheet import Sheet, counted
from hashtui.tui.summary_telling import clock


def reaching_words(reach: Reach, keys: Keys, sheet: Sheet) -> tuple[str, ...]:
    """While it is read: how far that has come, and what else one can do."""
    back = "" if reach.back_to is None else f", back to {clock(reach.back_to, sheet)}"
    far = f": {counted(reach.here, 'post')} so far{back}"
    refresh, leave = first_label(keys, "refresh"), first_label(keys, "leave")
    others = [f"{refresh} sums up what is here" if refresh else "", f"{leave} goes back" if leave else ""]
    said = ", ".join(filter(None, others))
    return (f"Reading the archive{far} \u2026", *([f"{said}."] if said else []))


def beyond_words(reach: Reach, panes: Sequence[str], since: datetime | None, sheet: Sheet) -> str:
    """What it does not know, and the command that does; empty when there is nothing of that."""
    begins = "" if since is None else f"This begins at {clock(since, sheet)}"
    if reach.trouble:
        return f"{begins or 'This is what is here'}: {reach.trouble}."
    if reach.cut is not None:
        command = _command(panes, f"{reach.cut.astimezone(UTC):%Y-%m-%dT%H:%MZ}")
        return f"{begins}, not at {clock(reach.cut, sheet)}: {command} sums up all of it."
    if reach.older and since is not None:
        days = max(1, (sheet.now - since).days + 1) + 1
        return f"{begins}; what is older is kept: {_command(panes, f'{days}d')} reaches further back."
    return ""


def _command(panes: Sequence[str], since: str) -> str:
    return f"{shlex.join(['hashtui', 'summary', *panes])} --since {since}"

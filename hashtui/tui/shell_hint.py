"""Why the tags somebody typed may never have arrived: some shells take `#` for the start of a comment."""

import os
from pathlib import Path

_EATERS = frozenset({"bash", "fish"})
"""Shells that, typed at, take what follows a ` #` for a comment. (zsh does so only when asked to.)"""


def parent_shell(proc: Path = Path("/proc"), pid: int | None = None) -> str:
    """The name of the process that started us; empty where that cannot be known."""
    try:
        comm = proc / str(os.getppid() if pid is None else pid) / "comm"
        name = comm.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    return name.strip().removeprefix("-")


def shell_hint(shell: str) -> str:
    """What to tell somebody whose tags this shell has eaten; empty for a shell that eats none."""
    if shell not in _EATERS:
        return ""
    return (
        f"Did you type hashtui #capcomnet?  Your shell ({shell}) took everything after # for a comment.\n"
        "Type hashtui capcomnet paris20 or quote: hashtui '#capcomnet'"
    )

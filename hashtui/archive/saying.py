"""How the archive is, said in one clause."""

from datetime import datetime

from hashtui.archive.kept import Condition, Holder
from hashtui.archive.trouble import Trouble
from hashtui.clock import LocalZone


def held_words(holder: Holder) -> str:
    """`written by hashtui record #paris20 (process 4711) since 14:02`."""
    return f"written by {holder.command} (process {holder.pid}) since {_time(holder.since)}"


def trouble_words(trouble: Trouble, waiting: int, let_go: int) -> str:
    """`no room on the disk since 14:31: 12 posts wait; make room and they are written`: what, what of, what to do."""
    if let_go and trouble.condition is Condition.BROKEN:
        waits = f"only the newest {waiting} posts wait, {let_go} before them are kept nowhere"
    else:
        waits = waiting_words(waiting)
    remedy = f"; {trouble.help}" if trouble.help else ""
    return f"{trouble.why} since {_time(trouble.since)}: {waits}{remedy}"


def waiting_words(waiting: int) -> str:
    """`12 posts wait`."""
    if not waiting:
        return "nothing new is kept"
    return "1 post waits" if waiting == 1 else f"{waiting} posts wait"


def _time(when: datetime) -> str:
    return f"{when.astimezone(LocalZone()):%H:%M}"

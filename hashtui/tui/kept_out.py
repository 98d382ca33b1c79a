"""Whom the person had forgotten, here or by another process: nothing of theirs is shown, picked or exported."""

from collections.abc import Callable, Coroutine
from contextlib import closing

from hashtui.archive.reader import Reader
from hashtui.errors import ArchiveError
from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.watch.recalling import Recalling


def kept_out(records: Callable[[], Reader] | None, known: KeptOut) -> KeptOut:
    """Those people, as they are kept now, and those `known` before, the more so while that cannot be read.

    It reads the disk.
    """
    if records is None:
        return known
    try:
        with closing(records()) as reader:
            return KeptOut(known.names | reader.forgotten_names())
    except ArchiveError:
        return known


class Forgetting:
    """Learns whom another process forgot. While nothing is written it looks at the times of two files, no further."""

    def __init__(
        self,
        recalling: Recalling | None,
        run: Callable[[Coroutine[None, None, None]], object],
        keep_out: Callable[[KeptOut], None],
        say: Callable[[str], None],
    ) -> None:
        """`keep_out` is told of those who were forgotten meanwhile, once the watch tells nothing of them any more."""
        self._recalling, self._run, self._keep_out, self._say = recalling, run, keep_out, say
        self._out = NOBODY
        self._asks = self._has_failed = False

    def begin(self) -> None:
        """Before anything is shown."""
        if self._recalling is not None:
            self._recalling.take_stamp()
            try:
                self._take_up(self._recalling.whom_to_keep_out())
            except ArchiveError as error:
                self._fail(error)

    def look(self) -> None:
        """Whether anybody was forgotten; called once a second."""
        if self._recalling is not None and not self._asks and (self._recalling.take_stamp() or self._has_failed):
            self._asks = True
            self._run(self._ask(self._recalling))

    async def _ask(self, recalling: Recalling) -> None:
        try:
            self._take_up(await recalling.look_whom_to_keep_out())
            self._has_failed = False
        except ArchiveError as error:
            self._fail(error)
        finally:
            self._asks = False

    def _fail(self, error: ArchiveError) -> None:
        """Say it once: it is asked again every second."""
        if not self._has_failed:
            self._say(f"Whom you had forgotten is not known: {error}")
        self._has_failed = True

    def _take_up(self, out: KeptOut) -> None:
        fresh, self._out = out.names - self._out.names, out
        if fresh:
            self._keep_out(KeptOut(fresh))


def forgotten_words(out: KeptOut, posts: int, *, was_theirs: bool) -> str:
    """`@a@x.example was forgotten: 12 posts left the panes, with the one you read.`"""
    handles = sorted(name for name in out.names if name.startswith("@")) or ["Somebody"]
    others = f" and {len(handles) - 1} more were" if len(handles) > 1 else " was"
    left = f"{posts} post{'' if posts == 1 else 's'} left the panes" if posts else "nothing of them is shown any more"
    return f"{handles[0]}{others} forgotten: {left}{', with the one you read' if was_theirs else ''}."

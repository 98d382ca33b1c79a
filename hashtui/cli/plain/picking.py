"""What one picks on `--plain`, and what was picked, in sentences."""

from collections.abc import Callable

from hashtui.cli.plain.deck import PlainDeck
from hashtui.cli.plain.panes import Undo
from hashtui.cli.plain.posts import NO_POST
from hashtui.cli.plain.reading import Lines, Reading
from hashtui.cli.plain.words import Speech, closed, counted, one_line, who
from hashtui.post.pick import IfDeleted, Permission, Pick
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.judging import Judging
from hashtui.tui.picking import Picking

NOTHING = "Nothing is picked yet."


class PickTalk:
    """The part of the conversation that is about picks."""

    def __init__(
        self,
        setup: Dashboard,
        deck: PlainDeck,
        reading: Reading,
        judging: Judging,
        undo: Undo,
        speech: Callable[[], Speech],
    ) -> None:
        self._deck, self._reading, self._judging, self._undo, self._speech = deck, reading, judging, undo, speech
        self._said: Lines = ()
        """What is said to the act that was done last."""
        self.picking = Picking(
            setup.picks,
            setup.keep_picks,
            setup.reread_picks,
            setup.clock.now,
            changed=self._judge_anew,
            can_undo=self._can_undo,
            trouble=setup.picks_trouble,
            kept_out=lambda: setup.watch.kept_out,
        )
        judging.picked = self.picking.keys
        setup.watch.attach(self.picking)

    def settle(self) -> None:
        """Between two lines: what became of picks is written down, what others picked taken up."""
        self.picking.settle()

    def trouble(self) -> Lines:
        """What could not be written down, said once."""
        trouble = self.picking.trouble()
        return (closed(trouble),) if trouble else ()

    def pick(self) -> Lines:
        """Pick the post told last, or no longer."""
        entry = self._reading.here()
        if entry is None:
            return (NO_POST,)
        picks = self.picking.picks
        said = self.picking.toggle(entry)
        return (closed(said),) if self.picking.picks is picks else self._said

    def picks(self) -> Lines:
        """What was picked, in its order."""
        picks = self.picking.picks
        if not picks:
            return (NOTHING,)
        lines = [f"{counted(len(picks), 'pick')}."]
        number = 0
        for title, chapter in picks.chapters:
            lines += [closed(f"Chapter: {title}")] if title else []
            for pick in chapter:
                number += 1
                lines.append(f"{number}. {self._sentence(pick)}")
        return tuple(lines)

    def _sentence(self, pick: Pick) -> str:
        speech, author = self._speech(), pick.post.author
        told = [f"{who(author, speech.level_of(author))}, {speech.times.text(pick.post.created_at)}."]
        if pick.deleted_at is not None:
            kept = "you keep it all the same" if pick.if_deleted is IfDeleted.KEEP else "it is kept out of exports"
            told.append(f"Its author deleted it; {kept}.")
        if pick.deleted_at is None or pick.if_deleted is IfDeleted.KEEP:
            warning = pick.latest.content_warning
            told.append(closed(f"Content warning: {one_line(warning)}" if warning else one_line(pick.latest.body.text)))
        if pick.deleted_at is None and pick.was_edited:
            told.append("Edited since you picked it.")
        told += [closed(f"Caption: {one_line(pick.caption)}")] if pick.caption else []
        told += [closed(f"Permission: {pick.permission.value}")] if pick.permission is not Permission.NOT_ASKED else []
        return " ".join(told)

    def _judge_anew(self, keys: frozenset[str]) -> None:
        now, ruling = self._judging.now(), self._judging.ruling()
        for pane in self._deck.panes:
            pane.judge_anew(now, ruling, lambda entry: entry.key in keys)
            pane.sift(pane.sifting, now)

    def _can_undo(self, words: str, back: Callable[[], None], *, said: str, undone: str) -> None:
        done = self._undo.can(closed(words), back, undone=closed(undone) if undone else "")
        self._said = (*done, closed(said)) if said else done

"""What the keys of summaries do on the deck: all that a pane's posts come to, and back to a moment of them."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.missed import missed
from hashtui.reading.summary.gathering import Gathering
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.filtering_keys import FilteringKeys
from hashtui.tui.hotlist import Crossing
from hashtui.tui.key_names import first_label
from hashtui.tui.pane import Pane, last_heir
from hashtui.tui.reach import Reach, left_at
from hashtui.tui.reading_keys import NO_PANE
from hashtui.tui.recall import Recall
from hashtui.tui.summary_rows import Spot
from hashtui.tui.summary_shown import Shown, shown_in
from hashtui.tui.summary_view import SummaryView


class SummaryKeys(FilteringKeys):
    """The part of the deck's screen that opens summaries, and shows in the pane what was selected in one."""

    @abstractmethod
    def hour(self, instant: datetime) -> str:
        """Its clock time here."""

    recall: Recall

    def action_summary(self) -> None:
        """Sum up what the pane shows."""
        self._open_summary(of_all=False)

    def action_summary_all(self) -> None:
        """Sum up what all panes show."""
        self._open_summary(of_all=True)

    def _open_summary(self, *, of_all: bool) -> None:
        pane = self.deck.pane
        if pane is None:
            self.say(NO_PANE)
        else:
            self.app.push_screen(self._summary(pane, of_all=of_all))

    def _summary(self, pane: Pane, *, of_all: bool) -> SummaryView:
        panes = list(self.deck.panes) if of_all else [pane]
        label = "all panes" if of_all and len(panes) > 1 else str(pane.filter.label)
        return self.views.summary(
            self._shown(pane, panes, label, Reach(self.recall, panes)),
            self.gather,
            lambda spot: self._land(panes, spot),
            other=lambda: self._summary(pane, of_all=not of_all),
            of_all=of_all,
        )

    def action_catch_up(self) -> None:
        """Tell what came since one looked at the pane last."""
        pane = self.deck.pane
        reach = None if pane is None else Reach(self.recall, [pane], left_at)
        if pane is None or reach is None:
            self.say(NO_PANE)
        elif not missed(pane.timeline).unseen and not reach.is_wanted:
            self.say("Nothing to catch up with: every post here was seen.")
        else:
            shown = self._shown(pane, [pane], str(pane.filter.label), reach)
            view = self.views.catch_up(
                shown,
                self.gather,
                lambda: missed(pane.timeline),
                lambda keys: self._caught_up(pane, keys),
                lambda spot: self._land([pane], spot),
            )
            self.app.push_screen(view)

    def _caught_up(self, pane: Pane, keys: Sequence[str]) -> None:
        """Mark what was told as seen, as one act that can be taken back."""
        timeline = pane.timeline
        seen = frozenset(timeline.unseen & set(keys))
        if len(seen) == len(timeline.shown(timeline.unseen)):
            seen = timeline.see_all()  # the line where one left off goes with the last of them
        else:
            timeline.see(seen)
        posts = "1 post" if len(seen) == 1 else f"{len(seen)} posts"
        self.can_undo(f"{posts} marked as seen", lambda: last_heir(pane).timeline.unsee(seen))
        pane.repaint()

    def _shown(self, here: Pane, panes: Sequence[Pane], label: str, reach: Reach | None = None) -> Shown:
        def keep(wanted: Sensitivity) -> None:
            here.sensitivity = wanted

        return replace(shown_in(panes, label, lambda: here.sensitivity, keep), reach=reach)

    def gather(self, entries: Sequence[Entry], tags: Sequence[Tag], sensitivity: Sensitivity) -> Gathering:
        """Have these posts read together."""
        judging = self.judging
        boosts = [boost for entry in entries for boost in judging.boosters.of(entry.key)]
        return Gathering(entries, boosts, judging.standing_of, tags=tags, sensitivity=sensitivity)

    def _land(self, panes: Sequence[Pane], spot: Spot) -> None:
        """Show the time of what was selected, in the pane the keys go to or in one that has the post."""
        origin = self.deck.pane
        if origin is None or spot.at is None:
            return
        only = spot.keys[0] if len(spot.keys) == 1 else None
        showing = [pane for pane in (origin, *panes) if only is not None and pane.timeline.position(only) is not None]
        pane = showing[0] if showing else origin
        key = only if showing else pane.timeline.nearest((spot.at, ""))
        if key is None or pane not in self.deck.panes:
            return
        self.deck.go_to(self.deck.panes.index(pane))
        pane.window.go_to(key)
        if pane is not origin:
            self._crossings.append(Crossing(origin, pane, len(pane.window.jumps)))
        pane.repaint()
        back = first_label(self.keys, "back")
        self.say(f"At {self.hour(spot.at)}{f' · {back} goes back' if back else ''}")

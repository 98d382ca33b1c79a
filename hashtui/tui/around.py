"""What lies around the posts of a pane: why there are none, since when they reach, where else a post stands."""

import difflib
from collections.abc import Callable, Coroutine, Sequence

from hashtui.errors import ArchiveError, SourceError
from hashtui.post.clean import clean_line
from hashtui.reading.entry import Entry
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.empty import Lack, empty_header, what_lies_below, why_empty
from hashtui.tui.key_names import Keys, first_label
from hashtui.tui.pane import Pane
from hashtui.tui.pane_header import Empty
from hashtui.tui.reading_back import Came
from hashtui.tui.recall import Recall
from hashtui.tui.sheet import grouped
from hashtui.tui.times import Times

ASKING = "Asking for older posts …"


class AroundPanes:
    """Tells every pane what it cannot know by itself, and asks the servers for what lies below its oldest post."""

    def __init__(
        self,
        setup: Dashboard,
        keys: Keys,
        panes: Sequence[Pane],
        tags_seen: Callable[[], Sequence[str]],
        run: Callable[[Coroutine[None, None, None]], object],
        say: Callable[[str], None],
        trusted: Callable[[], int] = lambda: 0,
        recall: Recall | None = None,
    ) -> None:
        """`panes` are those of the deck, now and later; `run` has something done meanwhile.

        `trusted`: how many accounts the reader trusts.
        """
        self.setup = setup
        self._keys = keys
        self._panes = panes
        self._tags_seen = tags_seen
        self._run = run
        self._say = say
        self._trusted = trusted
        self._recall = recall
        self._older: dict[str, str] = {}
        """What asking for posts older than that one gave, or that it goes on."""

    def words(self, pane: Pane) -> Sequence[str]:
        """Paragraphs below its oldest post, or in place of any."""
        count = len(pane.timeline)
        if not count:
            healths = self.setup.watch.health.values()
            return why_empty(self._lack(pane), healths, self._times(), self._keys, self.setup.glyphs)
        oldest = pane.timeline.at(count - 1)
        asked = self.setup.nothing_older or self._older.get(oldest.key, "")
        is_kept = self._recall is not None and self._recall.may_have_older(pane)
        return what_lies_below(self._times().text(oldest.stands_at), asked, self._keys, is_kept=is_kept)

    def header(self, pane: Pane) -> Empty | None:
        """What stands in its header while it is empty."""
        healths = tuple(self.setup.watch.health.values())
        return empty_header(self._lack(pane), healths, self._times(), self.setup.clock.now())

    def remark(self, pane: Pane, entry: Entry) -> str:
        """In a pane of several tags the one the post has, else the first pane before it that shows the post too."""
        if len(pane.filter.tags) > 1:
            return str(next((tag for tag in pane.filter.tags if tag in entry.tags), ""))
        for other in self._panes:
            if other is pane:
                return ""
            if other.timeline.entry(entry.key) is not None and not other.timeline.why_hidden(entry.key):
                return f"also in {other.number}"
        return ""

    def _lack(self, pane: Pane) -> Lack:
        tags = [str(tag) for tag in pane.filter.tags]
        sifted = pane.timeline.sifted
        looked_at = 0 if sifted is None else sifted[1]
        alike = "" if pane.timeline.hidden else _alike(tags, self._tags_seen())
        of_trust = pane.floor, pane.filter.asks_for_trust, self._trusted()
        return Lack(tags, pane.timeline.reasons(), looked_at, alike, *of_trust)

    def _times(self) -> Times:
        return Times.at(self.setup.clock.now(), self.setup.look.time, self.setup.zone)

    def ask_older(self, pane: Pane) -> None:
        """Ask the servers for posts from before the pane's oldest, once at a time."""
        oldest = pane.timeline.at(len(pane.timeline) - 1)
        if self.setup.nothing_older:
            self._say(self.setup.nothing_older)
        elif pane.timeline.is_full:
            follow, search = (first_label(self._keys, action) for action in ("follow", "search"))
            more = f" {search} finds older ones; {follow} follows, and lets go of these." if search and follow else ""
            self._say(f"No more than {grouped(pane.timeline.stored)} posts are held at once.{more}")
        elif self._older.get(oldest.key) == ASKING:
            self._say(ASKING)
        else:
            self._older[oldest.key] = ASKING
            self._run(self._ask_older(pane, oldest))

    async def _ask_older(self, pane: Pane, oldest: Entry) -> None:
        came, said = 0, ""
        if self._recall is not None:
            try:
                kept = await self._recall.older(pane)
            except ArchiveError as error:
                kept = Came()
                self._say(str(error))
            if kept.posts:
                self._older[oldest.key] = ""
                none = "" if kept.shown else ", none of which is shown here"
                self._say(f"{grouped(kept.posts)} older post{'' if kept.posts == 1 else 's'} of the archive{none}.")
                return
        for tag in pane.filter.tags:
            try:
                came += await self.setup.watch.older(tag, oldest.stands_at)
            except SourceError as error:
                said = f"Older posts cannot be had now: {clean_line(str(error))}"
        if not said:
            said = "No source has older posts." if not came else f"{came} older post{'' if came == 1 else 's'} came."
        self._older[oldest.key] = "" if came else said
        self._say(said)


def _alike(tags: Sequence[str], seen: Sequence[str]) -> str:
    """A tag that was seen and is nearly the one asked for."""
    others = [f"#{tag.removeprefix('#')}" for tag in seen]
    near = (difflib.get_close_matches(tag, others, n=1, cutoff=0.8) for tag in tags)
    return next((found[0] for found in near if found and found[0] not in tags), "")

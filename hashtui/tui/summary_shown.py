"""What a summary is drawn from: the posts that one pane shows now, or all panes together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.shown import shown_by
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.pane import Pane
from hashtui.tui.reach import Reach


@dataclass(frozen=True, slots=True)
class Shown:
    """Asked for now, and again when the reader refreshes. What was deleted, or is hidden and shown all the same, is not
    among it.
    """

    label: str
    panes: tuple[str, ...]
    """The expressions, as they are shown."""
    tags: tuple[Tag, ...]
    entries: Callable[[], Sequence[Entry]]
    """The posts in the order of time, each once."""
    hidden: Callable[[], int]
    revision: Callable[[], object]
    """While it stays equal, the posts are the same."""
    sensitivity: Callable[[], Sensitivity]
    put_sensitivity: Callable[[Sensitivity], None]
    adopt: Callable[[Chronicle], None]
    """Takes over what was made of the posts, once nobody else needs it: the pane then agrees with it."""
    reach: Reach | None = None
    """What is read before it is drawn; None: everything is here."""


def shown_in(
    panes: Sequence[Pane],
    label: str,
    sensitivity: Callable[[], Sensitivity],
    put_sensitivity: Callable[[Sensitivity], None],
) -> Shown:
    """What these panes show: their filters, rules and mutes included, so that a summary never disagrees with them."""

    return Shown(
        label,
        tuple(str(pane.filter) for pane in panes),
        tuple(dict.fromkeys(tag for pane in panes for tag in pane.filter.tags)),
        lambda: tuple(shown_by([pane.timeline for pane in panes]).values()),
        lambda: sum(pane.timeline.hidden for pane in panes),
        lambda: tuple(pane.timeline.revision for pane in panes),
        sensitivity,
        put_sensitivity,
        panes[0].pulse.adopt if len(panes) == 1 else _drop,
    )


def _drop(_: Chronicle) -> None:
    """What many panes say together is nothing that one of them shows."""

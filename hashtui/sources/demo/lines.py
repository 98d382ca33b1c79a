"""An event as JSON Lines of the public form: each post once, its edits, its end, its boosts."""

from collections.abc import Iterator

from hashtui.post.json import EDITED, POST, boost_object, deletion_object, json_line, post_object
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Sighting
from hashtui.sources.demo.simulate import Event


def lines_of(event: Event) -> Iterator[str]:
    """The lines in order of hearing, without line ends; a second hearing that says nothing new has none."""
    said: dict[str, Sighting] = {}
    for heard in event.heard:
        match heard:
            case Boost():
                yield json_line(boost_object(heard))
            case Deletion():
                yield json_line(deletion_object(heard))
            case Sighting():
                before = said.get(heard.post.key)
                if before is None or before.post.edited_at != heard.post.edited_at:
                    said[heard.post.key] = heard
                    yield json_line(_public(heard, is_new=before is None))


def _public(sighting: Sighting, *, is_new: bool) -> dict[str, object]:
    change = Change.POST if is_new else Change.EDITED
    admitted = Admitted(change, sighting, sighting.asked, (sighting.source,), sighting)
    return post_object(admitted, event=POST if is_new else EDITED, panes=())

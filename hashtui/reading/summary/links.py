"""Which addresses were passed around, by how many."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hashtui.post.clean import CleanLine
from hashtui.reading.summary.summary import SharedLink
from hashtui.reading.summary.weighed import Weighed
from hashtui.reading.summary.words import bare_link

MOST = 20


@dataclass(slots=True)
class _Shared:
    url: CleanLine
    """As it was written first."""
    keys: list[str] = field(default_factory=list)
    sharers: dict[str, None] = field(default_factory=dict)


def links_of(posts: Iterable[Weighed], most: int = MOST) -> tuple[SharedLink, ...]:
    """The links most accounts shared, first; of equal ones that in more posts, then the earlier. Posts in order."""
    heard: dict[str, _Shared] = {}
    for post in posts:
        if not post.said.links:
            continue
        for url in post.entry.post.body.links:
            name = bare_link(url)
            if (shared := heard.get(name)) is None:
                shared = heard[name] = _Shared(url)
            if not shared.keys or shared.keys[-1] != post.key:
                shared.keys.append(post.key)
            shared.sharers[post.author] = None
    found = sorted(heard.values(), key=lambda link: (-len(link.sharers), -len(link.keys)))
    return tuple(SharedLink(link.url, len(link.sharers), len(link.keys), tuple(link.keys)) for link in found[:most])

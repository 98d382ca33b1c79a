"""What an anthology says of itself in words: times with their zone, how many, by whom, from where, what is missing."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import PurePath
from urllib.parse import urlsplit

from hashtui.anthology.anthology import Anthology, Contributor, Leaf
from hashtui.post.clean import clean_url, shown_url
from hashtui.post.pick import NO_CHAPTER, Permission
from hashtui.post.post import Media, MediaKind, Network, Poll, Post
from hashtui.post.sighting import Gap

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""Not the machine's: the same anthology has the same octets everywhere."""
BY_HAND = "hand, post by post"
"""What chose, where no expression did."""
_FILE = "jsonl:"
NO_TITLE = "Posts"
"""Over the posts that are in no chapter, where something must stand."""
USUAL_LICENCE = (
    "Every text and every picture belongs to whoever made it. That a post is public does not mean that it may be "
    "published again: ask its author. This collection gives nobody a right to any of it."
)
_MEDIA = {
    MediaKind.IMAGE: "Picture",
    MediaKind.VIDEO: "Video",
    MediaKind.AUDIO: "Sound",
    MediaKind.UNKNOWN: "Attachment",
}
_NETWORKS = {
    Network.MASTODON: "Mastodon",
    Network.BLUESKY: "Bluesky",
    Network.NOSTR: "Nostr",
    Network.FEED: "feeds",
    Network.FILE: "files",
}


def counted(number: int, one: str, many: str = "") -> str:
    """`1 post`, `1,204 posts`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def zone_of(moment: datetime, zone: tzinfo) -> str:
    """`UTC`, `UTC+1`, `UTC+5:30`: what the clock was ahead then."""
    minutes = (moment.astimezone(zone).utcoffset() or timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    ahead = f"{hours}:{rest:02}" if rest else f"{hours}"
    return f"UTC{'+' if minutes > 0 else '−'}{ahead}" if minutes else "UTC"


def day_of(moment: datetime, zone: tzinfo) -> str:
    """`21 November 2026`."""
    there = moment.astimezone(zone)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}"


def hour_of(moment: datetime, zone: tzinfo) -> str:
    """`21 November 2026, 20:00–21:00 (UTC+1)`."""
    hour = moment.astimezone(zone).hour
    return f"{day_of(moment, zone)}, {hour:02}:00–{(hour + 1) % 24:02}:00 ({zone_of(moment, zone)})"


def time_of(moment: datetime, zone: tzinfo) -> str:
    """`21 November 2026, 21:51 (UTC+1)`."""
    return f"{day_of(moment, zone)}, {moment.astimezone(zone):%H:%M} ({zone_of(moment, zone)})"


def span_of(first: datetime, last: datetime, zone: tzinfo) -> str:
    """`20–22 November 2026`, as short as it is clear."""
    one, other = first.astimezone(zone), last.astimezone(zone)
    if one.date() == other.date():
        return day_of(first, zone)
    if (one.year, one.month) == (other.year, other.month):
        return f"{one.day}–{day_of(last, zone)}"
    if one.year == other.year:
        return f"{one.day} {MONTHS[one.month - 1]} – {day_of(last, zone)}"
    return f"{day_of(first, zone)} – {day_of(last, zone)}"


def headline(anthology: Anthology) -> str:
    """`312 posts by 140 people · 21 November 2026`."""
    posts, people = counted(anthology.posts, "post"), counted(len(anthology.contributors), "person", "people")
    times = [leaf.entry.stands_at for leaf in anthology.leaves]
    if not times:
        return "No posts"
    return f"{posts} by {people} · {span_of(min(times), max(times), anthology.colophon.zone)}"


def contribution(contributor: Contributor, zone: tzinfo) -> str:
    """`3 posts, 20–22 November 2026`."""
    return f"{counted(contributor.posts, 'post')}, {span_of(contributor.first, contributor.last, zone)}"


def author_of(post: Post) -> tuple[str, str]:
    """The display name, or the handle where there is none; and the handle where it says more."""
    author = post.author
    return author.name or author.handle, author.handle if author.name else ""


def place_of(post: Post) -> str | None:
    """Where people read the original; None when nothing that may be opened is known."""
    return clean_url(post.url) if post.url else None


def server_of(url: str) -> str:
    """The host, as a person can judge it."""
    return shown_url(url).partition("/")[0] or urlsplit(url).netloc


def edit_of(leaf: Leaf, zone: tzinfo) -> str:
    """That the author changed it, and whether the one who picked it saw that; empty when nobody did."""
    edited = leaf.entry.post.edited_at
    when = "" if edited is None else f" {_later(edited, leaf.entry.post.created_at, zone)}"
    if leaf.was_edited_since:
        return f"Edited by its author{when}, after it was picked; this is what it says now"
    return f"Edited by its author{when}" if edited is not None else ""


def _later(moment: datetime, than: datetime, zone: tzinfo) -> str:
    """`at 09:49` on the same day, else the whole of it."""
    there = moment.astimezone(zone)
    same = there.date() == than.astimezone(zone).date()
    return f"at {there:%H:%M}" if same else f"on {time_of(moment, zone)}"


def deletion_of(leaf: Leaf, zone: tzinfo) -> str:
    """That its author took it back, where it was kept all the same."""
    deleted = None if leaf.pick is None else leaf.pick.deleted_at
    return "" if deleted is None else f"Deleted by its author on {time_of(deleted, zone)}; kept here on purpose"


def media_of(media: Media) -> tuple[str, str]:
    """What it is, and what its author says is to be seen or heard: `Picture`, `a red door`."""
    return _MEDIA[media.kind], media.alt or "without a description"


def votes_of(poll: Poll | None) -> Iterator[tuple[str, str]]:
    """Each answer of a poll with its votes, which may not be known."""
    for option in () if poll is None else poll.options:
        yield option.title, "" if option.votes is None else counted(option.votes, "vote")


def network_of(post: Post) -> str:
    """What people call the network: `Mastodon`."""
    return _NETWORKS[post.network]


def gap_of(gap: Gap, zone: tzinfo) -> str:
    """`mamot.fr, 21 November 2026, 21:51 (UTC+1) to 21:55: connection lost; not filled`."""
    first, last = gap.since.astimezone(zone), gap.until.astimezone(zone)
    until = f"{last:%H:%M}" if first.date() == last.date() else time_of(gap.until, zone)
    end = "not filled" if gap.filled_at is None else f"filled later, with {counted(gap.found or 0, 'post')}"
    reason = f": {gap.reason}" if gap.reason else ""
    return f"{source_of(gap.source)}, {time_of(gap.since, zone)} to {until}{reason}; {end}"


def public_source(url: str) -> str:
    """The source's name without what is nobody else's business: the folders of a file, the query of an address."""
    return f"{_FILE}{PurePath(url).name}" if url.startswith(f"{_FILE}/") else url.partition("?")[0]


def source_of(url: str) -> str:
    """The source as a person names it."""
    name = public_source(url)
    if name.startswith(_FILE):
        return "standard input" if name == f"{_FILE}-" else f"a file, {name.removeprefix(_FILE)}"
    return (shown_url(name) or name).removesuffix("/")


def title_of(chapter_title: str) -> str:
    """What stands over a chapter."""
    return NO_TITLE if chapter_title == NO_CHAPTER else chapter_title


def colophon_rows(anthology: Anthology) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where it comes from, row by row: a label, and what is to be said under it."""
    colophon = anthology.colophon
    zone = colophon.zone
    yield "Chosen by", colophon.query or ("nothing: all that was kept",)
    yield "Span asked for", (_span_asked(anthology),)
    times = [leaf.entry.stands_at for leaf in anthology.leaves]
    if times:
        yield "First and last post", (f"{time_of(min(times), zone)} – {time_of(max(times), zone)}",)
    yield "Heard through", tuple(map(source_of, colophon.sources)) or ("not known",)
    yield "Languages, as their authors say", (_languages(anthology),)
    if colophon.gaps is None:
        yield "Known gaps", ("not known",)
    else:
        yield "Known gaps", tuple(gap_of(gap, zone) for gap in colophon.gaps) or ("none is known",)
    left_out = (f"{counted(number, 'post')} {why}" for why, number in sorted(colophon.left_out.items()) if number)
    yield "Left out", tuple(left_out) or ("nothing that was chosen",)
    permissions = _permissions(anthology)
    if permissions:
        yield "Asked for permission, as the maker noted", permissions
    yield "Pictures", (_pictures(anthology),)
    yield "Made", (f"{time_of(colophon.made_at, zone)}, with hashtui {colophon.version}".rstrip(),)


def _span_asked(anthology: Anthology) -> str:
    since, until, zone = anthology.colophon.since, anthology.colophon.until, anthology.colophon.zone
    if since is None and until is None:
        return "everything that was kept"
    if since is None:
        return f"until {time_of(until, zone)}" if until is not None else ""
    return f"since {time_of(since, zone)}" + (f", until {time_of(until, zone)}" if until is not None else "")


def _languages(anthology: Anthology) -> str:
    found = Counter(leaf.entry.post.language or "not said" for leaf in anthology.leaves)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{language} ({number:,})" for language, number in ordered) or "none"


def _permissions(anthology: Anthology) -> tuple[str, ...]:
    found = Counter(leaf.pick.permission for leaf in anthology.leaves if leaf.pick is not None)
    return tuple(
        f"{permission.value}: {counted(found[permission], 'post')}" for permission in Permission if found[permission]
    )


def _pictures(anthology: Anthology) -> str:
    if not anthology.pictures:
        return "none is included; each is told by its description and its link"
    return f"{counted(len(anthology.pictures), 'picture')} included, of posts whose authors gave permission"

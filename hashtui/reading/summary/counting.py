"""What is simply counted in a summary: posts, people, languages, who talks without pause, how much when."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import compress

from hashtui.post.clean import CleanLine
from hashtui.post.tag import Tag
from hashtui.reading.summary.summary import Bin, Counts
from hashtui.reading.summary.voices import CHAT_HALF_LIFE
from hashtui.reading.summary.weighed import Weighed

CHATTY = 10.0
"""What somebody said lately, as their voice remembers it, from which they talk without pause."""
MOST_BINS = 400
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_FIRST = int(datetime.min.replace(tzinfo=UTC).timestamp())
_WIDTHS = (5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 28 * _DAY, 364 * _DAY)


class Counting:
    """Some posts in order of time, column by column: each is asked once what several counts need."""

    def __init__(self, posts: Sequence[Weighed]) -> None:
        self._posts = posts
        self._said = [post.entry.post for post in posts]
        self._authors = [post.author for post in posts]

    def counts(self, hidden: int) -> Counts:
        """Of these posts, and how many are hidden besides."""
        told = [said.counts.boosts or 0 for said in self._said]
        links = [post.said.links for post in self._posts]
        return Counts(
            posts=len(self._posts),
            authors=len(frozenset(self._authors)),
            replies=len(self._posts) - [post.reply_to for post in self._posts].count(None),
            boosts=sum(map(max, told, [len(post.boosters) for post in self._posts])),
            with_media=len(self._said) - [said.media for said in self._said].count(()),
            with_links=len(links) - links.count(()),
            hidden=hidden,
        )

    def languages(self) -> dict[str, int]:
        """Posts by language without its region, the most first; `?` where nobody said."""
        spoken: dict[str, int] = {}
        for language, count in Counter([said.language for said in self._said]).items():
            base = (language or "?").replace("_", "-").partition("-")[0].lower()
            spoken[base] = spoken.get(base, 0) + count
        return dict(sorted(spoken.items(), key=lambda one: (-one[1], one[0])))

    def chatty(self) -> tuple[CleanLine, ...]:
        """Those who at some moment had just said so much that their posts weighed next to nothing; the worst first."""
        said: dict[str, list[Weighed]] = {
            author: [] for author, count in Counter(self._authors).items() if count >= CHATTY
        }
        talks = map(said.__contains__, self._authors)
        for post in compress(self._posts, talks):
            said[post.author].append(post)
        worst = [(-most, author) for author, posts in said.items() if (most := _most_at_once(posts)) >= CHATTY]
        return tuple(said[author][-1].entry.post.author.handle for _, author in sorted(worst))

    def rate(self, tags: Sequence[Tag], since: datetime, until: datetime) -> tuple[Bin, ...]:
        """The bins from the one of `since` to the last before `until`, empty ones too, by tag; no tags: of all posts.

        The tags are the chronicle's.

        Bins begin at whole multiples of their width since the epoch.
        """
        width = bin_seconds(since, until)
        first, last = int(since.timestamp() // width), int(until.timestamp() // width)
        if last * width >= until.timestamp() and last > first:
            last -= 1
        times = [post.at for post in self._posts]
        under = [post.places for post in self._posts]
        bins: list[Bin] = []
        for number, tag in enumerate(tuple(tags) or (None,)):
            at, authors = times, self._authors
            if tag is not None:
                has = {those: number in those for those in frozenset(under)}
                at = list(compress(times, map(has.__getitem__, under)))
                authors = list(compress(authors, map(has.__getitem__, under)))
            end = bisect_left(at, first * width)
            for place in range(first, last + 1):
                begin, end = end, bisect_left(at, (place + 1) * width, lo=end)
                start = datetime.fromtimestamp(max(place * width, _FIRST), UTC)
                bins.append(Bin(tag, start, end - begin, len(frozenset(authors[begin:end]))))
        return tuple(bins)


def _most_at_once(posts: Sequence[Weighed]) -> float:
    """The most that somebody had just said at a moment: what is said counts less and less as time goes on."""
    lately, at, most = 0.0, posts[0].at, 0.0
    for post in posts:
        now = post.at
        lately = lately * 0.5 ** ((now - at) / CHAT_HALF_LIFE) + 1.0
        at = now
        if lately > most:
            most = lately
    return most


def bin_seconds(since: datetime, until: datetime) -> int:
    """How wide the bins are: a minute within an hour, else five, or what gives no more than `MOST_BINS`."""
    span = (until - since).total_seconds()
    if span <= _HOUR:
        return _MINUTE
    return next((width for width in _WIDTHS if span <= width * MOST_BINS), _WIDTHS[-1])

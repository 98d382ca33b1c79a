"""The synthesis of a chronicle: everything a summary says, worked out at once from what stands in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hashtui.post.clean import CleanLine
from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.digest import is_notable
from hashtui.reading.summary.links import links_of
from hashtui.reading.summary.people import People, people_of
from hashtui.reading.summary.questions import questions_of
from hashtui.reading.summary.rate import bin_seconds, rate_of
from hashtui.reading.summary.resonance import resonance_of
from hashtui.reading.summary.scope import Scope
from hashtui.reading.summary.summary import Counts, Summary
from hashtui.reading.summary.topics import Talk
from hashtui.reading.summary.voices import CHAT_HALF_LIFE
from hashtui.reading.summary.weighed import Weighed

CHATTY = 10.0
"""What somebody said lately, as their voice remembers it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants a summary of."""

    panes: tuple[str, ...]
    """The expressions asked for, as they are shown."""
    since: datetime
    until: datetime
    """The first moment that is no longer meant."""
    limit: int = 15
    """Posts of the digest at most."""
    hidden: int = 0
    """Posts that concern the panes and that are not in the chronicle."""
    language: str | None = None
    """The reader's, `fr`: of two posts that tell the same as well, that one is told."""


def summarise(chronicle: Chronicle, wish: Wish) -> Summary:
    """The summary of what stands in the chronicle from `since` until before `until`; the rest says what is usual.

    The same chronicle and wish give the same summary, to the last digit.
    """
    scope = Scope.of(chronicle, wish.since, wish.until)
    posts = scope.posts
    picks = scope.picks(wish.limit, wish.language)
    notable = is_notable(picks)
    people = People.of(posts)
    talk = Talk.of(posts, scope.segments)
    return Summary(
        panes=wish.panes,
        tags=chronicle.tags,
        since=wish.since,
        until=wish.until,
        sensitivity=chronicle.sensitivity,
        counts=_counts(scope.heard, posts, wish.hidden),
        bin_seconds=bin_seconds(wish.since, wish.until),
        rate=rate_of(posts, chronicle.tags, wish.since, wish.until),
        peaks=scope.peaks,
        digest=scope.tell(picks if notable else picks[:1]),
        notable=notable,
        topics=talk.topics(chronicle.surface),
        words=talk.words(chronicle.surface),
        people=people_of(posts, chronicle.posts, people, chronicle.standing_of),
        links=links_of(posts),
        resonance=resonance_of(posts, chronicle.tags, people),
        corrections=scope.corrections,
        waves=tuple(wave for wave in chronicle.waves if wave.end >= wish.since and wave.start < wish.until),
        chatty=_chatty(posts),
        questions=questions_of(posts, chronicle.posts, wish.until),
        languages=_languages(posts),
    )


def _counts(heard: Sequence[Weighed], posts: Sequence[Weighed], hidden: int) -> Counts:
    return Counts(
        posts=len(heard),
        authors=len({post.entry.post.author.key for post in posts}),
        replies=sum(post.entry.post.reply_to is not None for post in posts),
        boosts=sum(max(len(post.boosters), post.entry.post.counts.boosts or 0) for post in posts),
        with_media=sum(bool(post.entry.post.media) for post in posts),
        with_links=sum(bool(post.entry.post.body.links) for post in posts),
        hidden=hidden,
    )


def _languages(posts: Iterable[Weighed]) -> dict[str, int]:
    spoken = Counter((post.entry.post.language or "?").replace("_", "-").partition("-")[0].lower() for post in posts)
    return dict(sorted(spoken.items(), key=lambda one: (-one[1], one[0])))


def _chatty(posts: Iterable[Weighed]) -> tuple[CleanLine, ...]:
    """Those who at some moment had just said so much that their posts weighed next to nothing; the worst first."""
    said: dict[str, tuple[float, float, float]] = {}
    handles: dict[str, CleanLine] = {}
    for post in posts:
        author = post.entry.post.author
        lately, at, most = said.get(author.key, (0.0, post.at, 0.0))
        lately = lately * 0.5 ** ((post.at - at) / CHAT_HALF_LIFE) + 1.0
        said[author.key] = (lately, post.at, max(most, lately))
        handles[author.key] = author.handle
    loud = [(-most, key) for key, (_, _, most) in said.items() if most >= CHATTY]
    return tuple(handles[key] for _, key in sorted(loud))

"""The synthesis of a chronicle: everything a summary says, worked out at once from what stands in it."""

from dataclasses import dataclass
from datetime import datetime

from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.counting import Counting, bin_seconds
from hashtui.reading.summary.digest import is_notable
from hashtui.reading.summary.links import links_of
from hashtui.reading.summary.people import People, people_of
from hashtui.reading.summary.questions import questions_of
from hashtui.reading.summary.resonance import resonance_of
from hashtui.reading.summary.scope import Scope
from hashtui.reading.summary.summary import Summary
from hashtui.reading.summary.topics import Talk
from hashtui.reading.summary.weighed import Weighed


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
    posts, find = scope.posts, chronicle.lexicon.posts
    by_key: dict[str, Weighed] = {post.key: post for post in posts}
    picks = scope.picks(wish.limit, wish.language)
    notable = is_notable(picks) or bool(scope.corrections)
    people = People.of(by_key, find)
    talk = Talk.of(by_key, scope.segments, find)
    counting = Counting(posts)
    return Summary(
        panes=wish.panes,
        tags=chronicle.tags,
        since=wish.since,
        until=wish.until,
        sensitivity=chronicle.sensitivity,
        counts=Counting(scope.heard).counts(wish.hidden),
        bin_seconds=bin_seconds(wish.since, wish.until),
        rate=counting.rate(chronicle.tags, wish.since, wish.until),
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
        chatty=counting.chatty(),
        questions=questions_of(posts, chronicle.posts, wish.until, scope.corrected),
        languages=counting.languages(),
    )

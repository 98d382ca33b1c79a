"""The synthesis of a chronicle: everything a summary says, worked out at once from what stands in it."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

from hashtui.reading.summary.chronicle import Chronicle
from hashtui.reading.summary.counting import Counting, bin_seconds
from hashtui.reading.summary.digest import is_notable
from hashtui.reading.summary.links import links_of
from hashtui.reading.summary.parts import whole
from hashtui.reading.summary.people import People, people_of
from hashtui.reading.summary.questions import questions_of
from hashtui.reading.summary.resonance import resonance_of
from hashtui.reading.summary.scope import Scope
from hashtui.reading.summary.summary import Summary
from hashtui.reading.summary.topics import Talk


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
    return whole(synthesis(chronicle, wish))


def synthesis(chronicle: Chronicle, wish: Wish) -> Generator[None, None, Summary]:
    """The same part by part: between two of them one may see to something else, but nothing may be taken in."""
    yield from chronicle.seek()
    scope = yield from Scope.look(chronicle, wish.since, wish.until)
    yield
    posts, find = scope.posts, chronicle.lexicon.posts
    by_key = {post.key: post for post in posts}
    picks = yield from scope.choose(wish.limit, wish.language)
    yield
    notable = is_notable(picks) or bool(scope.corrections)
    told = scope.tell(picks if notable else picks[:1])
    people = People.of(by_key, find)
    yield
    present = people_of(posts, chronicle.posts, people, chronicle.standing_of)
    yield
    talk = Talk.of(by_key, scope.segments, find)
    topics, words = talk.topics(chronicle.surface), talk.words(chronicle.surface)
    yield
    resonance = resonance_of(posts, chronicle.tags, people)
    yield
    counting = Counting(posts)
    rate = counting.rate(chronicle.tags, wish.since, wish.until)
    chatty, languages = counting.chatty(), counting.languages()
    yield
    counts = Counting(scope.heard).counts(wish.hidden)
    return Summary(
        panes=wish.panes,
        tags=chronicle.tags,
        since=wish.since,
        until=wish.until,
        sensitivity=chronicle.sensitivity,
        counts=counts,
        bin_seconds=bin_seconds(wish.since, wish.until),
        rate=rate,
        peaks=scope.peaks,
        digest=told,
        notable=notable,
        topics=topics,
        words=words,
        people=present,
        links=links_of(posts),
        resonance=resonance,
        corrections=scope.corrections,
        waves=tuple(wave for wave in chronicle.waves if wave.end >= wish.since and wave.start < wish.until),
        chatty=chatty,
        questions=questions_of(posts, chronicle.posts, wish.until, scope.corrected),
        languages=languages,
    )

"""The picks of a digest as values for people to read: who, when, what, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from hashtui.post.post import Author
from hashtui.post.tag import Tag
from hashtui.reading.standing import Standing
from hashtui.reading.summary.digest import Pick
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summary import Correction, Told
from hashtui.reading.summary.summary_words import why
from hashtui.reading.summary.weighed import Weighed


def tell(
    picks: Sequence[Pick],
    corrections: Iterable[Correction],
    posts: Mapping[str, Weighed],
    standing_of: Callable[[Author], Standing],
    tags: Sequence[Tag],
) -> tuple[Told, ...]:
    """The picks in the order of time."""
    corrected: dict[str, str] = {}
    for correction in corrections:
        for key in correction.keys:
            corrected.setdefault(key, correction.key)
    told = [_told(rank, pick, corrected, standing_of, tags) for rank, pick in enumerate(picks)]
    return tuple(sorted(told, key=lambda one: (posts[one.key].at, one.key)))


def _told(
    rank: int, pick: Pick, corrected: Mapping[str, str], standing_of: Callable[[Author], Standing], tags: Sequence[Tag]
) -> Told:
    entry = pick.post.entry
    post = entry.post
    told = Told(
        key=post.key,
        created_at=post.created_at,
        handle=post.author.handle,
        name=post.author.name,
        standing=standing_of(post.author),
        text=post.body.text,
        why="",
        peak=_peak(pick),
        voices=len({telling.entry.post.author.key for telling in pick.tellings}),
        corrected_by=corrected.get(post.key),
        rank=rank,
        boosters=len(pick.post.boosters),
        url=post.url,
        author_url=post.author.url,
        spans=post.body.spans,
        language=post.language,
        warning=post.content_warning,
        tags=tuple(tag for tag in tags if tag in entry.tags),
        keys=tuple(telling.entry.key for telling in pick.tellings),
    )
    return replace(told, why=why(told))


def _peak(pick: Pick) -> Peak | None:
    """The peak of its segment that the post stands in, of several the highest of one of its tags."""
    at, tags = pick.post.at, pick.post.entry.tags

    def fit(peak: Peak) -> tuple[bool, bool, float]:
        inside = peak.start.timestamp() <= at < peak.end.timestamp()
        return peak.tag is None or peak.tag in tags, inside, peak.score

    return max(pick.segment.peaks, key=fit, default=None)

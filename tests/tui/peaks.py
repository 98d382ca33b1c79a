"""Peaks for tests, made of what a test cares about."""

from datetime import timedelta

from hashtui.post.tag import Tag
from hashtui.reading.summary.peak import Peak
from tests.posts import NOON, post

TAG = Tag.of("capcomnet")


def peak(
    start: float,
    end: float | None = None,
    *label: str,
    top: float | None = None,
    authors: int = 31,
    trusted: int = 9,
    usual: float = 3.4,
    keys: tuple[int, ...] = (),
    is_open: bool = False,
) -> Peak:
    """A peak of #capcomnet between two minutes after noon."""
    begin, finish, high = (
        NOON + timedelta(minutes=minutes)
        for minutes in (start, start + 4 if end is None else end, start if top is None else top)
    )
    return Peak(
        tag=TAG,
        start=begin,
        top=high,
        end=finish,
        is_open=is_open,
        score=5.0,
        posts=len(keys),
        authors=authors,
        trusted=trusted,
        usual=usual,
        label=label,
        keys=tuple(post(number).key for number in keys),
    )

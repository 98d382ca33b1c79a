"""What one source of feeds has seen and told: nothing twice, and again what was edited."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from hashtui.post.clean import CleanLine
from hashtui.post.post import Post
from hashtui.post.sighting import Sighting
from hashtui.post.tag import Tag
from hashtui.sources.feed.decode import Found

MOST_KEPT = 50_000
"""Entries remembered; those seen longest ago are forgotten first. The watch dedupes what comes back after that."""


@dataclass(slots=True)
class Kept:
    """An entry as it is known."""

    post: Post
    title: str
    stamp: datetime | None
    print: str
    asked: frozenset[Tag] = frozenset()
    is_told: bool = False
    is_silent: bool = False
    """It is older than anybody wanted to know."""
    is_news: bool = field(default=True)
    """It changed since it was told."""


class Known:
    """The entries of all feeds of one source by key."""

    def __init__(self, source: CleanLine) -> None:
        self._source = source
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._prints: dict[str, str] = {}
        """The keys by what the entries say."""

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def key_of(self, found: Found, present: Collection[str]) -> str:
        """Under which key an entry is known, or will be.

        A site that moves gives new ids to old entries: what says the same, and is there under its old id no longer,
        is the old entry. `present` are the keys in the same document.
        """
        key = found.post.key
        if key in self._kept:
            return key
        old = self._prints.get(found.print)
        return old if old is not None and old in self._kept and old not in present else key

    def take(self, found: Found, present: Collection[str], now: datetime) -> Kept:
        """The entry as it is known from now on: as it was told, unless it is new or edited."""
        key = self.key_of(found, present)
        kept = self._kept.get(key)
        if kept is None:
            kept = Kept(found.post, found.title, found.stamp, found.print)
        else:
            edited_at = _edited_at(kept, found, now)
            if edited_at is not None:
                post = replace(
                    found.post, key=kept.post.key, created_at=kept.post.created_at, edited_at=min(edited_at, now)
                )
                kept.post, kept.title, kept.stamp, kept.print = post, found.title, found.stamp, found.print
                kept.is_news = True
        self._put(key, kept)
        return kept

    def tell(self, kept: Kept, asked: frozenset[Tag], now: datetime, *, held: bool) -> Sighting | None:
        """The sighting to tell of an entry, when it is new, edited, or was asked for by another tag."""
        is_known = kept.is_told and not kept.is_news
        if kept.is_silent or (is_known and asked <= kept.asked | frozenset(kept.post.tags)):
            return None
        kept.asked |= asked
        kept.is_told, kept.is_news = True, False
        return Sighting(kept.post, self._source, now, kept.asked, held=held)

    def told_before(self, kept: Kept, asked: frozenset[Tag]) -> None:
        """An earlier run told this entry, as it is."""
        kept.asked |= asked
        kept.is_told, kept.is_news = True, False

    def _put(self, key: str, kept: Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        self._prints[kept.print] = key
        if len(self._kept) > MOST_KEPT:
            old, gone = self._kept.popitem(last=False)
            if self._prints.get(gone.print) == old:
                del self._prints[gone.print]


def _edited_at(kept: Kept, found: Found, now: datetime) -> datetime | None:
    """When the author changed what the entry says; None when nobody did.

    Words that change under the same title and the same date are counters and the like, which are no edits. An entry
    without a title is its words: when they change it was edited, and when is not said.
    """
    before, after = kept.post, found.post
    if before.body.text == after.body.text and before.content_warning == after.content_warning:
        return None
    if found.stamp is not None and (kept.stamp is None or found.stamp > kept.stamp):
        return found.stamp
    return now if found.title != kept.title or not found.title else None

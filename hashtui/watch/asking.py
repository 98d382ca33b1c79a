"""Asking the sources of a watch on purpose: for the posts around one, for older ones, for what one said before."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from hashtui.errors import Refused, SourceError, Unreachable
from hashtui.post.post import Post
from hashtui.post.sighting import Sighting, Thread
from hashtui.post.tag import Tag
from hashtui.sources.source import Historian, Source
from hashtui.watch.admission import Admission

MOST_MET = 5_000
"""Posts of threads whose ids are remembered."""


class Asking:
    """Knows whom to ask. `givers` tells who gives what is heard under a name."""

    def __init__(self, sources: Sequence[Source], givers: Mapping[str, Source], admission: Admission) -> None:
        self._sources = sources
        self._givers = givers
        self._admission = admission
        self._met: OrderedDict[str, tuple[Source, str]] = OrderedDict()
        """Posts of threads that were told, by key: whom to ask for their own thread, and by which id."""

    async def thread(self, key: str) -> Thread:
        """See `Watch.thread`."""
        trouble: SourceError | None = None
        for source, local_id in self._askable(key):
            try:
                thread = await source.thread(local_id)
            except SourceError as error:
                trouble = error
                continue
            self._meet(source, thread)
            return self._told(thread)
        raise trouble or Unreachable("no source can tell what belongs to this post")

    def _told(self, thread: Thread) -> Thread:
        """Without the posts of those who are kept out."""
        out = self._admission.out
        if not out.names:
            return thread
        sides = thread.ancestors, thread.descendants
        above, below = (tuple([one for one in side if not out.has(one.author)]) for side in sides)
        return Thread(above, below, thread.local_ids)

    async def versions(self, key: str) -> tuple[Post, ...]:
        """See `Watch.versions`."""
        known = self._admission.known(key)
        if known is not None and known.deletion is not None:
            raise Refused("this post was deleted: what it said before is not kept")
        seen = () if known is None else (*self._admission.versions.of(known.key), known.sighting.post)
        trouble: SourceError | None = None
        for source, local_id in self._askable(key, origin_first=True):
            if not isinstance(source, Historian):
                continue
            try:
                told = await source.versions(local_id)
            except SourceError as error:
                trouble = error
                continue
            # Another server knows only of the edits that came to it.
            if len(told) >= max(len(seen), 1):
                return tuple(told)
        if len(seen) > 1 or (seen and trouble is None):
            return seen
        raise trouble or Unreachable("no source can tell what this post said before")

    async def older(self, tag: Tag, before: datetime) -> list[tuple[Source, list[Sighting]]]:
        """A page of each source that answers. SourceError when none does."""
        pages = await asyncio.gather(*(_page(source, tag, before) for source in self._sources))
        troubles = [page for page in pages if isinstance(page, SourceError)]
        if troubles and len(troubles) == len(pages):
            raise troubles[0]
        asked = zip(self._sources, pages, strict=True)
        return [(source, page) for source, page in asked if not isinstance(page, SourceError)]

    def _askable(self, key: str, *, origin_first: bool = False) -> Iterator[tuple[Source, str]]:
        """Who can be asked about a post, and by which id. `origin_first`: its own server before all others."""
        known = self._admission.known(key)
        voices = list(known.voices) if known is not None else []
        if origin_first:
            voices.sort(key=lambda voice: (voice.first.post.key != key, not voice.is_origin))
        for voice in voices:
            source = self._givers.get(voice.first.source)
            if source is not None and voice.first.local_id:
                yield source, voice.first.local_id
        if key in self._met:
            yield self._met[key]

    def _meet(self, source: Source, thread: Thread) -> None:
        for key, local_id in thread.local_ids.items():
            self._met[key] = source, local_id
            self._met.move_to_end(key)
        while len(self._met) > MOST_MET:
            self._met.popitem(last=False)


async def _page(source: Source, tag: Tag, before: datetime) -> list[Sighting] | SourceError:
    try:
        return await source.older(tag, before)
    except SourceError as error:
        return error

"""Asking the sources of a watch on purpose: for the posts around one, for older ones."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from hashtui.errors import SourceError, Unreachable
from hashtui.post.sighting import Sighting, Thread
from hashtui.post.tag import Tag
from hashtui.sources.source import Source
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
            return thread
        raise trouble or Unreachable("no source can tell what belongs to this post")

    async def older(self, tag: Tag, before: datetime) -> list[tuple[Source, list[Sighting]]]:
        """A page of each source that answers. SourceError when none does."""
        pages = await asyncio.gather(*(_page(source, tag, before) for source in self._sources))
        troubles = [page for page in pages if isinstance(page, SourceError)]
        if troubles and len(troubles) == len(pages):
            raise troubles[0]
        asked = zip(self._sources, pages, strict=True)
        return [(source, page) for source, page in asked if not isinstance(page, SourceError)]

    def _askable(self, key: str) -> Iterator[tuple[Source, str]]:
        """Who can be asked about a post, and by which id."""
        known = self._admission.known(key)
        for voice in list(known.voices) if known is not None else ():
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

"""Feeds as a source: RSS, Atom or JSON Feed at one address, or one for each tag there."""

from collections.abc import AsyncGenerator
from datetime import datetime
from random import Random

from hashtui.config.config import SourceConfig
from hashtui.errors import Unreachable
from hashtui.post.clean import CleanLine
from hashtui.post.post import Network
from hashtui.post.sighting import Heard, Sighting, Thread
from hashtui.post.tag import Tag
from hashtui.sources.feed.address import read_feed_address
from hashtui.sources.feed.asking import Asking
from hashtui.sources.feed.polling import Manner, Poller
from hashtui.sources.source import Figures, Following, Means


class FeedSource:
    """`feed+https://host/…`: with `{tag}` in it a feed for each followed tag, else one whose entries bear their tags.

    All panes share it, and with it its questions and its memory of what was heard.
    """

    def __init__(self, config: SourceConfig, means: Means, *, random: Random | None = None) -> None:
        self._address = read_feed_address(config.url, insecure=config.insecure)
        every = None if config.every is None else config.every.total_seconds()
        self._asking = Asking(self._address, config, means)
        self._poller = Poller(self._address, self._asking, means, Manner(every, random or Random()))

    @property
    def url(self) -> CleanLine:
        """`feed+https://host/…`, as the public JSON names it."""
        return self._address.name

    @property
    def network(self) -> Network:
        """The feed, whatever network it is a window on."""
        return Network.FEED

    @property
    def figures(self) -> Figures:
        """What could not be read, and what it all weighed."""
        return Figures(unreadable=self._poller.unreadable, received=self._asking.received)

    async def listen(self, following: Following) -> AsyncGenerator[Heard, None]:
        """See `Source.listen`."""
        everything = self._poller.run(following)
        try:
            async for heard in everything:
                yield heard
                self._poller.owed.settle(heard)
        finally:
            await everything.aclose()

    async def thread(self, sighting_id: str) -> Thread:
        """See `Source.thread`. A feed has no threads."""
        raise Unreachable(f"{self._address.host}: a feed knows no answers to its entries; open the post in the browser")

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """See `Source.older`: only what the feed's own older pages hold."""
        return await self._poller.older(tag, before)

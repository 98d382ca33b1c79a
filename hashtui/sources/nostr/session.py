"""One connection to a relay, from its opening to its end: everything heard over it."""

from collections.abc import AsyncGenerator, Iterator
from datetime import datetime, timedelta
from random import Random

from hashtui.errors import Refused, Unreachable
from hashtui.manners import Backoff
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.sighting import Cursor, Gap, Heard, Report, State
from hashtui.post.tag import Tag
from hashtui.sources.lamp import Lamp, Mood
from hashtui.sources.merge import first_of, merged
from hashtui.sources.nostr.about import About, ask_about
from hashtui.sources.nostr.checking import Checking
from hashtui.sources.nostr.count import Count
from hashtui.sources.nostr.desk import Desk
from hashtui.sources.nostr.line import Line
from hashtui.sources.nostr.messages import Closed
from hashtui.sources.nostr.people import GATHERED_FOR
from hashtui.sources.nostr.resuming import Progress
from hashtui.sources.nostr.subscriptions import OVERLAP, Round, Subscriptions
from hashtui.sources.source import Following, Means
from hashtui.wire import Wire

TICK = 5.0
"""Seconds between two looks at what is told from time to time."""
NAMES_WAIT = 1.0
"""Seconds that what the relay holds waits for its authors' names."""
NOTICE_STANDS = 60.0
"""Seconds before other words of the relay take the place of these."""
LASTING = frozenset(("blocked", "invalid", "mute", "pow", "restricted", "unsupported"))
"""Why a relay ends a request for good; what else it says (`error`, `rate-limited`) may pass."""
NO_LOGIN = "this relay wants a login (NIP-42), which hashtui does not do"
ELSEWHERE = "follow another relay, or another source for these tags"
SPARE_REQUESTS = 12
"""Of the requests a relay allows, those kept for other things than tags."""
IDLE = 3600.0


class Memory:
    """What the sessions with one relay share: what it told, and how far it was heard."""

    def __init__(self, source: CleanLine, host: str, means: Means, random: Random) -> None:
        self.source = source
        self.host = host
        self.random = random
        self.count = Count()
        self.checking = Checking(means.clock, means.aside, self.count)
        self.desk = Desk(source, means.clock, self.checking)
        self.progress = Progress(source, means)
        self.subscriptions = Subscriptions(source, means.clock, self.checking, self.progress)
        self.lamp = Lamp(source, means.clock)
        self.heard_at: datetime | None = None
        """When the relay was heard last."""
        self.told_at: datetime | None = None
        """Until when all that it sent was told."""
        self.flooded = 0
        """Of the events left out because there were too many, those that were admitted."""
        self.steady_at = means.clock.now()
        """Until when nothing was left out but those."""
        self.about: About | None = None
        """What it says of itself; None until it was asked."""

    def progress_now(self) -> Iterator[Cursor]:
        """How far it was heard, as far as that is news."""
        if self.told_at is not None:
            yield from self.progress.told(self.subscriptions.up_to_date, self.told_at)


class Session:
    """One connection. It ends by an error, always."""

    def __init__(self, memory: Memory, means: Means, line: Line) -> None:
        self._memory = memory
        self._clock = means.clock
        self.line = line
        self._refused: dict[Tag, str] = {}
        """Tags that the relay does not serve, and its words."""
        self._paused: dict[Tag, float] = {}
        """Tags that are asked for again at that time, monotonic."""
        self._pause = Mood(State.WAITING)
        """Why."""
        self._closings = Backoff(memory.random, base=5.0)
        self._notice = ""
        self._noticed_at = -NOTICE_STANDS
        self._well_from = means.clock.monotonic()
        """When the last pause that the relay forced upon us ended."""
        if memory.flooded == memory.count.flooded:
            memory.steady_at = means.clock.now()

    async def run(
        self, following: Following, wire: Wire, document: str, *, insecure: bool
    ) -> AsyncGenerator[Heard, None]:
        """Everything heard. `document` is where the relay describes itself.

        It raises SourceErrors; Refused when the relay serves nothing of what is followed.
        """
        memory = self._memory
        memory.subscriptions.begin(memory.heard_at)
        memory.desk.around.forget_requests()
        memory.desk.people.begin()
        if memory.subscriptions.is_catching_up:
            for report in memory.lamp.say(Mood(State.CATCHING_UP)):
                yield report
        everything = merged(
            self._hear(), self._follow(following), self._meet(), self._look(wire, document, insecure=insecure)
        )
        try:
            async for heard in everything:
                yield heard
        finally:
            await everything.aclose()

    async def _hear(self) -> AsyncGenerator[Heard, None]:
        """What comes live; what is asked for is put with its request."""
        memory = self._memory
        async for frames in self.line.channel.batches():
            memory.heard_at = self._clock.now()
            events = memory.checking.worth_a_look(self.line.hear(frames))
            if events:
                genuine = await memory.checking.genuine(events)
                for heard in memory.desk.tell((event, False) for event in genuine):
                    yield heard
            memory.told_at = memory.heard_at
        raise Unreachable(f"{memory.host} closed the connection")

    async def _follow(self, following: Following) -> AsyncGenerator[Heard, None]:
        """What is stored for each tag; tags come and go."""
        memory, subscriptions = self._memory, self._memory.subscriptions
        while True:
            self.line.stirred.clear()
            follow = memory.desk.follow = following.follow
            now = self._clock.monotonic()
            self._paused = {tag: until for tag, until in self._paused.items() if until > now}
            await subscriptions.take_up(self.line, follow, follow.tags - self._paused.keys() - self._refused.keys())
            await subscriptions.advance(self.line)
            for report in self._judge():
                yield report
            while (one := subscriptions.ripe()) is not None:
                async for heard in self._tell(one):
                    yield heard
            for gap in subscriptions.filled():
                yield memory.desk.owed.owe(gap)
            for cursor in memory.progress_now():
                yield cursor
            for report in self._at_rest():
                yield report
            due = min([*filter(None, (subscriptions.due,)), *self._paused.values()], default=now + IDLE)
            wait = self._clock.sleep(due - self._clock.monotonic())
            await first_of(following.changed_from(follow), self.line.stir(), wait)

    async def _tell(self, one: Round) -> AsyncGenerator[Heard, None]:
        """What was stored, once it is checked and its authors' names are there or have been waited for."""
        memory, people = self._memory, self._memory.desk.people
        authors = one.authors
        names = await people.ask(self.line, authors)
        events = await memory.subscriptions.checked(one)
        if names is not None:
            learned = await people.learn(self.line, names, NAMES_WAIT)
            people.try_again(authors)
            for sighting in memory.desk.named(learned):
                yield sighting
        if not memory.lamp.is_up:
            for report in memory.lamp.say(self._live()):
                yield report
        for heard in memory.desk.tell(events):
            yield heard
        for gap in memory.subscriptions.told(one):
            yield memory.desk.owed.owe(gap)

    async def _meet(self) -> AsyncGenerator[Heard, None]:
        """Who the authors are."""
        desk = self._memory.desk
        while True:
            await desk.people.wanting.wait()
            await self._clock.sleep(GATHERED_FOR)
            request = await desk.people.ask(self.line, desk.people.next_batch())
            if request is not None:
                for sighting in desk.named(await desk.people.learn(self.line, request)):
                    yield sighting

    async def _look(self, wire: Wire, document: str, *, insecure: bool) -> AsyncGenerator[Heard, None]:
        """What is told from time to time."""
        memory = self._memory
        while True:
            await self._clock.sleep(TICK)
            if memory.lamp.is_live and memory.about is None:
                memory.about = await ask_about(wire, document, insecure=insecure)
                if memory.about.requests is not None:
                    memory.subscriptions.most_requests = max(1, memory.about.requests - SPARE_REQUESTS)
            await memory.desk.around.renew(self.line, self._clock.now() - OVERLAP)
            for heard in memory.desk.due():
                yield heard
            for gap in self._flood():
                yield memory.desk.owed.owe(gap)
            for cursor in memory.progress_now():
                yield cursor
            if memory.lamp.is_live:
                for report in memory.lamp.say(self._live()):
                    yield report

    def _judge(self) -> Iterator[Report]:
        """What it means that the relay ended requests for tags. Refused when it serves none of those followed."""
        memory = self._memory
        closed, memory.subscriptions.closed = memory.subscriptions.closed, []
        for tags, closing in closed:
            if closing.prefix == "auth-required" or (closing.prefix == "restricted" and self.line.wants_login):
                self._refused |= dict.fromkeys(tags, NO_LOGIN)
            elif closing.prefix in LASTING:
                self._refused |= dict.fromkeys(tags, _in_words(closing))
            else:
                self._closings.worked(self._clock.monotonic() - self._well_from)
                wait = self._closings.next()
                self._well_from = self._clock.monotonic() + wait
                self._paused |= dict.fromkeys(tags, self._clock.monotonic() + wait)
                next_try = self._clock.now() + timedelta(seconds=wait)
                self._pause = Mood(State.WAITING, _in_words(closing), next_try)
        followed = memory.desk.follow.tags
        if followed and followed <= self._refused.keys():
            words = f"{memory.host}: {self._refused[min(followed, key=lambda tag: tag.name)]}"
            yield from memory.lamp.say(Mood(State.REFUSED, words, help=ELSEWHERE))
            raise Refused(words)

    def _at_rest(self) -> Iterator[Report]:
        """How the relay is when there is nothing to do."""
        memory = self._memory
        if self._paused and not memory.subscriptions.is_open:
            yield from memory.lamp.say(self._pause)
        elif not memory.subscriptions.is_reading and not memory.lamp.is_live:
            yield from memory.lamp.say(self._live())

    def _live(self) -> Mood:
        """It is well, and what is remarkable all the same."""
        memory, now = self._memory, self._clock.monotonic()
        if self.line.notice and now - self._noticed_at >= NOTICE_STANDS:
            self._notice, self._noticed_at = f"it says: {self.line.notice}", now
            self.line.notice = None
        forged = memory.count.forged
        remarks = [
            f"{forged} post{'s' * (forged != 1)} with a forged signature from this relay" if forged else "",
            *(
                f"no #{tag.spelling}: {words}"
                for tag, words in sorted(self._refused.items(), key=lambda one: one[0].name)
            ),
            self._pause.reason if self._paused else "",
            "it would like a login" if memory.about is not None and memory.about.wants_login else "",
            self._notice,
        ]
        return Mood(State.LIVE, ", ".join(filter(None, remarks)))

    def _flood(self) -> Iterator[Gap]:
        """The time in which the relay sent more than is looked at, once it is over."""
        memory, now = self._memory, self._clock.now()
        left_out = memory.count.flooded - memory.flooded
        if left_out == 0 or memory.checking.allowance.is_spent(self._clock.monotonic()):
            memory.steady_at = memory.steady_at if left_out else now
            return
        reason = f"the relay sent more than is read at a time: {left_out} left out"
        gap = Gap(memory.source, memory.steady_at, now, clean_line(reason), found_at=now)
        memory.flooded, memory.steady_at = memory.count.flooded, now
        yield gap


def _in_words(closing: Closed) -> str:
    said = closing.words or "no reason given"
    return f"the relay ends the request ({closing.prefix}): {said}" if closing.prefix else f"the relay ends it: {said}"

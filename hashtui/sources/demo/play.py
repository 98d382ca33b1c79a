"""The event as it is played: each beat finds its person and its words, and may touch what was said before."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hashtui.post.post import Network
from hashtui.sources.demo.beats import Beat, Deed
from hashtui.sources.demo.facts import BOTH_TAGS, Fact
from hashtui.sources.demo.maker import Maker
from hashtui.sources.demo.programme import START, Programme
from hashtui.sources.demo.record import Happening, Moment, boosted
from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.world import FRENCH, TAGS, Part, Person, World
from hashtui.sources.demo.writer import Occasion, Writer

EDITED = 0.02
DELETED = 0.012
LATE = 0.03
VERY_LATE = 0.004
HEARD_TWICE = 0.03
ON_BOTH_TAGS = 0.015
"""Of the usual posts; those of resonating facts have a share of their own."""
TAGLESS_REPLIES = 0.35
OLD = timedelta(minutes=10)
"""So much younger a post is passed on or answered twice as readily."""
REMEMBERED = 3000.0
"""Seconds a post can be answered or passed on."""
SWAY = 8
"""How many posts a language may be ahead of its share before it is held back a little."""
SEEN = 9
"""After so many boosts whoever is there has seen a post, and it spreads no faster."""
WORTH = {Part.PUBLIC: 1.0, Part.SPEAKER: 4.0, Part.REPORTER: 3.5, Part.ORGANISER: 5.0, Part.ROBOT: 0.3}


class Play:
    """Plays beats in order of time; `moments` is what came of it, in no order, and `told` every post."""

    def __init__(self, world: World, programme: Programme, random: Random) -> None:
        self.moments: list[Moment] = []
        self.told: list[Told] = []
        self._world = world
        self._programme = programme
        self._random = random
        self._writer = Writer(world, programme, random)
        self._maker = Maker(random)
        self._recent: dict[str, deque[Told]] = {tag: deque() for tag in TAGS}
        self._lately: dict[str, deque[Person]] = {tag: deque(maxlen=3) for tag in TAGS}
        self._said = {tag: {"fr": 0, "en": 0} for tag in TAGS}
        self._usual: dict[Deed, Callable[[Occasion], Saying]] = {
            Deed.TALK: self._writer.small_talk,
            Deed.PICTURE: self._writer.picture,
            Deed.LINK: self._writer.link,
            Deed.POLL: self._writer.poll,
            Deed.WARNED: self._writer.warned,
            Deed.NOTICE: self._writer.notice,
        }

    def on(self, beat: Beat) -> None:
        """Let happen what the beat says."""
        at = START + timedelta(milliseconds=int(beat.second * 1000))
        self._forget(beat.tag, at)
        match beat.deed:
            case Deed.BOOST:
                self._boost(beat, at)
            case Deed.REPLY:
                self._reply(beat, at)
            case Deed.FACT:
                self._tell_fact(beat, at)
            case _:
                self._speak(beat, at)

    def _speak(self, beat: Beat, at: datetime) -> None:
        author = self._author(beat)
        occasion = Occasion(beat.tag, author, beat.second / 60, at)
        if beat.deed is Deed.SESSION and beat.session is not None:
            saying = self._writer.about_session(occasion, beat.session)
        elif beat.deed is Deed.SLIDES and beat.session is not None:
            saying = self._writer.slides(occasion, beat.session)
        else:
            saying = self._usual[beat.deed](occasion)
            if self._writer.repeats and beat.deed is not Deed.NOTICE:
                saying = self._writer.small_talk(occasion)
        both = author.on_both and self._random.random() < ON_BOTH_TAGS / 0.16
        self._publish(occasion, saying, TAGS if both else (beat.tag,))

    def _tell_fact(self, beat: Beat, at: datetime) -> None:
        fact = beat.fact
        if fact is None:
            return
        author = self._somebody(beat.tag, fact.who)
        occasion = Occasion(beat.tag, author, beat.second / 60, at)
        saying, says_it = self._writer.telling(occasion, fact)
        both = len(fact.tags) > 1 and self._random.random() < BOTH_TAGS
        tags = (beat.tag, *(tag for tag in fact.tags if tag != beat.tag)) if both else (beat.tag,)
        told = self._publish(occasion, saying, tags, fact=fact)
        told.says_fact = says_it
        if says_it:
            told.worth *= 2.5

    def _reply(self, beat: Beat, at: datetime) -> None:
        target = self._pick(beat.tag, at, lambda told: 3.0 if told.asks else told.worth**0.5)
        if target is None:
            return
        by_asker = target.parent is not None and target.parent.asks and self._random.random() < 0.5
        author = target.parent.author if by_asker and target.parent else self._answerer(beat.tag, target)
        occasion = Occasion(beat.tag, author, beat.second / 60, at)
        saying = self._writer.answer(occasion, to_question=target.asks, by_asker=by_asker, fact=target.fact)
        tagged = self._random.random() >= TAGLESS_REPLIES
        told = self._publish(occasion, saying, (beat.tag,) if tagged else (), target, target.fact)
        told.worth = 0.4

    def _boost(self, beat: Beat, at: datetime) -> None:
        target = self._pick(beat.tag, at, lambda told: told.worth * (3.0 if beat.fact is told.fact else 1.0))
        if target is None:
            return
        by = next((one for one in self._several(beat.tag, target) if one.author.key not in target.passed_on_by), None)
        if by is None:
            return
        if len(target.passed_on_by) < SEEN:
            target.worth *= 1.12  # what is passed on is seen, and passed on
        self.moments.append(boosted(target, by, at, self._random))

    def _publish(
        self,
        occasion: Occasion,
        saying: Saying,
        tags: tuple[str, ...],
        parent: Told | None = None,
        fact: Fact | None = None,
    ) -> Told:
        """Make it a post, and decide what becomes of it."""
        random, author, at = self._random, occasion.author, occasion.at
        post = self._maker.post(saying, author, at, tags, parent)
        told = Told(post, author, occasion.tag, at + self._delay(author, parent), "?" in saying.text, parent, fact)
        told.worth = WORTH[author.part] * random.uniform(0.4, 1.6)
        if saying.picture:
            told.worth *= 1.6
        told.freshness = 2 ** ((told.heard_at - START) / OLD)
        told.tagged = bool(tags)
        fate = random.random() if told.tagged else 1.0
        if fate < DELETED:
            told.gone_at = told.heard_at + timedelta(seconds=random.uniform(90, 1800))
        elif fate < DELETED + EDITED:
            self._revise(told, occasion)
        for tag in tags:
            self._recent[tag].append(told)
        self._lately[occasion.tag].append(author)
        self._said[occasion.tag][saying.language] += 1
        self._note(told)
        self.told.append(told)
        return told

    def _revise(self, told: Told, occasion: Occasion) -> None:
        """Let the author think again: a slip of the pen is put right, or something is added."""
        later = timedelta(seconds=60 + self._random.expovariate(1 / 300))
        slipped = self._maker.slipped(told.post) if self._random.random() < 0.5 and told.fact is None else None
        told.revised_at = told.heard_at + later
        edited_at = told.revised_at - timedelta(seconds=2)
        if slipped is not None:
            told.revised = replace(told.post, edited_at=edited_at)
            told.post = slipped
            return
        longer = self._maker.added(told.post, self._writer.addition(occasion))
        told.revised = replace(longer, edited_at=edited_at)

    def _note(self, told: Told) -> None:
        """Put down when each of its states is heard."""
        random, heard = self._random, told.heard_at
        what = [(heard, Happening.NEW)]
        if told.revised_at is not None:
            what.append((told.revised_at, Happening.EDIT))
        if told.gone_at is not None:
            what.append((told.gone_at, Happening.GONE))
        if told.tagged and random.random() < HEARD_TWICE:
            what.append((heard + timedelta(seconds=random.uniform(2, 40)), Happening.COPY))
        if told.post.poll is not None:
            what += [(heard + timedelta(minutes=random.uniform(1, 58)), Happening.VOTES) for _ in range(6)]
        for at, happening in what:
            votes = random.randint(4, 30) if happening is Happening.VOTES else 0
            self.moments.append(Moment(at, happening, told, more=votes))

    def _delay(self, author: Person, parent: Told | None) -> timedelta:
        """How long it takes until the post is heard."""
        random, fate = self._random, self._random.random()
        if parent is None and fate < VERY_LATE:
            return timedelta(seconds=random.uniform(240, 1100))
        if parent is None and fate < VERY_LATE + LATE:
            return timedelta(seconds=random.uniform(61, 179))
        quick = author.network is Network.BLUESKY
        return timedelta(milliseconds=random.randint(200, 1500) if quick else random.randint(900, 9000))

    def _author(self, beat: Beat) -> Person:
        if beat.deed is Deed.NOTICE:
            part = Part.ORGANISER if self._random.random() < 0.65 else Part.ROBOT
            return self._world.those(part, beat.tag)[0]
        if beat.session is None:
            return self._somebody(beat.tag, None)
        return beat.session.speaker if beat.deed is Deed.SLIDES else self._somebody(beat.tag, beat.session.speaker)

    def _somebody(self, tag: str, other_than: Person | None) -> Person:
        """Somebody who was not heard just now."""
        said = self._said[tag]
        surplus = said["fr"] - FRENCH[tag] * (said["fr"] + said["en"])
        too_many = "fr" if surplus > SWAY else "en" if surplus < -SWAY else None
        while True:
            person = self._world.somebody(tag, self._random)
            if person.language == too_many and self._random.random() < 0.5:
                continue
            if person is not other_than and person not in self._lately[tag]:
                return person

    def _several(self, tag: str, target: Told) -> Iterator[Person]:
        """Some who may pass it on, one after the other."""
        return (self._somebody(tag, target.author) for _ in range(12))

    def _answerer(self, tag: str, target: Told) -> Person:
        """Somebody to answer, most often in the language they were asked in."""
        for _ in range(6):
            person = self._somebody(tag, target.author)
            if person.language == target.author.language:
                return person
        return person

    def _pick(self, tag: str, at: datetime, liking: Callable[[Told], float]) -> Told | None:
        """One of the recent posts, the newer and the better liked the likelier."""
        there = [told for told in self._recent[tag] if told.is_there(at)]
        if not there:
            return None
        return self._random.choices(there, [liking(told) * told.freshness for told in there])[0]

    def _forget(self, tag: str, at: datetime) -> None:
        recent = self._recent[tag]
        while recent and (at - recent[0].post.created_at).total_seconds() > REMEMBERED:
            recent.popleft()

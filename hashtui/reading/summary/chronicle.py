"""A chronicle: everything a set of posts says when they are read together, kept up as posts come."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import sqrt
from types import MappingProxyType

from hashtui.post.post import Author
from hashtui.post.sighting import Boost
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level, Standing, no_standing
from hashtui.reading.summary.bins import MINUTE, Stream
from hashtui.reading.summary.copies import Copied, copied_from
from hashtui.reading.summary.corrections import overlooked
from hashtui.reading.summary.labels import label
from hashtui.reading.summary.lexicon import Lexicon
from hashtui.reading.summary.listening import Listening
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.reading.summary.peaks import KNOBS, Found
from hashtui.reading.summary.said import GAP, Said
from hashtui.reading.summary.stems import stem_of
from hashtui.reading.summary.summary import Wave
from hashtui.reading.summary.voices import FAMILIAR, Voices
from hashtui.reading.summary.waves import AT_HOME_AFTER, Cluster, Copy
from hashtui.reading.summary.weighed import Weighed

OWN_COPY = 0.2
BOOST = 0.25
"""What a boost says of what the post's author says."""


@dataclass(slots=True)
class _Boosted:
    """What was passed on by whom, in sums."""

    strangers: int = 0
    of_strangers: float = 0.0
    of_familiar: float = 0.0

    def grow(self, voice: float) -> float:
        """One boost more; what all are worth. However many strangers are hired, they weigh like a few."""
        if voice < FAMILIAR:
            self.strangers += 1
            self.of_strangers += voice
        else:
            self.of_familiar += voice
        return self.of_familiar + 0.5 * sqrt(self.of_strangers)


class Chronicle:
    """What the posts taken in say together. Pure: no clock; the present is where posts were heard to."""

    def __init__(
        self,
        standing_of: Callable[[Author], Standing] = no_standing,
        *,
        tags: Iterable[Tag] = (),
        sensitivity: Sensitivity = Sensitivity.NORMAL,
    ) -> None:
        """Without tags all posts are one stream, and a peak has no tag."""
        self.tags = tuple(tags)
        self.sensitivity = sensitivity
        self.standing_of = standing_of
        self._posts: dict[str, Weighed] = {}
        self.posts: Mapping[str, Weighed] = MappingProxyType(self._posts)
        self.streams: dict[Tag | None, Stream] = {tag: Stream(self._posts) for tag in self.tags or (None,)}
        self._listening = {tag: Listening(stream, KNOBS[sensitivity]) for tag, stream in self.streams.items()}
        self._own_names = frozenset(stem_of(name) for tag in self.tags for name in (tag.name, tag.spelling))
        self.lexicon = Lexicon()
        self._voices = Voices(standing_of)
        self._clusters: dict[str, Cluster] = {}
        self._links: dict[str, int] = {}
        self._places: dict[tuple[int, ...], tuple[int, ...]] = {}
        """Each once, for all posts that have them."""
        self._sentences: dict[int, str] = {}
        """Who said a sentence first."""
        self._boosted: dict[str, _Boosted] = {}
        self.revision = 0
        self._peaks: tuple[object, tuple[Peak, ...]] | None = None

    def take(self, entry: Entry) -> None:
        """A new post, or a newer state of one."""
        key = entry.key
        known = self._posts.get(key)
        if entry.deleted_at is not None:
            self.drop(key)
            return
        self.revision += 1
        if known is not None:
            if known.entry.post.body == entry.post.body and known.entry.tags == entry.tags:
                known.renew(entry)
                return
            self._reword(known, entry)
            return
        self._add(entry)

    def drop(self, key: str) -> None:
        """The post is gone."""
        post = self._posts.get(key)
        if post is None:
            return
        self.revision += 1
        for stream in self._streams_of(post.entry):
            stream.remove(post)
        self._forget(post)
        del self._posts[key]

    def pass_on(self, boost: Boost) -> None:
        """Somebody passed a post on; once is enough, and to pass on oneself is nothing."""
        post = self._posts.get(boost.key)
        if post is None or boost.by.key in post.boosters or boost.by.key == post.entry.post.author.key:
            return
        self.revision += 1
        at = max(boost.created_at.timestamp(), post.at)
        voice = self._voices.voice(boost.by)
        weight = BOOST * voice * self._voices.speak(boost.by, at)
        boosted = self._boosted.setdefault(boost.key, _Boosted())
        if voice < FAMILIAR:
            weight /= sqrt(1 + boosted.strangers)
        author = post.entry.post.author
        self._voices.speak_of((author.key, author.handle.lower()), by=boost.by, voice=voice)
        post.boosters[boost.by.key] = voice
        post.boosted_weight = boosted.grow(voice)
        for stream in self._streams_of(post.entry):
            stream.pass_on(post, boost.by.key, at, weight)

    def surface(self, stem: str) -> str:
        """The word as most people write it."""
        return self.lexicon.surface(stem)

    def peaks(self, until: datetime | None = None) -> tuple[Peak, ...]:
        """The peaks of all tags before `until`, by start, then tag; worked out anew only when something changed."""
        for _ in self.seek(until):
            pass
        return () if self._peaks is None else self._peaks[1]

    def seek(self, until: datetime | None = None) -> Iterator[None]:
        """Work out `peaks` a little at a time, so that they cost nothing then; nothing may be taken in meanwhile."""
        asked = (self.revision, self.sensitivity, until)
        if self._peaks is not None and self._peaks[0] == asked:
            return
        minute = None if until is None else int(-(-until.timestamp() // MINUTE))
        found: list[Peak] = []
        knobs = KNOBS[self.sensitivity]
        for tag, stream in self.streams.items():
            if self._listening[tag].knobs is not knobs:
                self._listening[tag] = Listening(stream, knobs)
            detector = yield from self._listening[tag].heard(minute)
            for one in detector.found():
                peak = self._peak(tag, stream, one)
                if peak.label:  # what nobody could name is no moment
                    found.append(peak)
                yield
        found.sort(key=lambda peak: (peak.start, peak.tag.name if peak.tag else ""))
        self._peaks = asked, tuple(found)

    @property
    def waves(self) -> tuple[Wave, ...]:
        """The copy-paste waves, by start."""
        swept = [cluster.wave for cluster in self._clusters.values() if cluster.wave]
        there = [[post for key in keys if (post := self._posts.get(key)) is not None] for keys in swept]
        return tuple(sorted(map(_wave, filter(None, there)), key=lambda wave: (wave.start, wave.sample)))

    def _add(self, entry: Entry) -> None:
        said, author, at = entry.said, entry.post.author, entry.stands_at.timestamp()
        words = self._words(said)
        voice = self._voices.voice(author)
        weight = voice * self._voices.speak(author, at)
        copied = self._copied_word_by_word(said) or copied_from(words, said.links, self.lexicon, self._posts)
        if copied is not None and copied.knowingly:
            weight *= self._copied(copied.original, author, voice)
        weight *= self._linked(said.links, voice)
        post = Weighed(entry, at, words, said.anchors, voice, weight, copied.original if copied else entry.key)
        post.places = self._places_of(entry.tags)
        self._posts[entry.key] = post
        self._learn(post)
        if said.sentence:
            self._sentences.setdefault(said.sentence, entry.key)
        self._speak_of(post)
        for stream in self._streams_of(entry):
            stream.add(post)
        if copied is not None and copied.knowingly:
            self._join(copied.original, post)
        for tag, listening in self._listening.items():
            if tag is None or tag in entry.tags:
                listening.follow()

    def _copied_word_by_word(self, said: Said) -> Copied | None:
        first = self._posts.get(self._sentences.get(said.sentence, "")) if said.sentence else None
        return None if first is None else Copied(first.original, knowingly=True)

    def _linked(self, links: tuple[str, ...], voice: float) -> float:
        """What is left of a stranger who passes on what others linked to before; it is linked to once more."""
        left = 1.0
        for link in links:
            earlier = self._links.get(link, 0)
            self._links[link] = earlier + 1
            if voice < FAMILIAR:
                left /= sqrt(1 + earlier)
        return left

    def _copied(self, original: str, author: Author, voice: float) -> float:
        cluster = self._clusters.get(original)
        earlier = cluster.size if cluster is not None else 1
        first = self._posts.get(original)
        mine = first is not None and first.entry.post.author.key == author.key
        if cluster is not None:
            mine = mine or author.key in cluster.authors
        factor = 1.0 if voice >= FAMILIAR else 1 / (1 + earlier) ** 1.5
        return factor * OWN_COPY if mine else factor

    def _join(self, original: str, post: Weighed) -> None:
        cluster = self._clusters.get(original)
        if cluster is None:
            cluster = self._clusters[original] = Cluster()
            if (first := self._posts.get(original)) is not None:
                cluster.join(self._copy(first))
        for key in cluster.join(self._copy(post)):
            swept = self._posts.get(key)
            if swept is not None and not swept.in_wave:
                swept.in_wave = True
                for stream in self._streams_of(swept.entry):
                    stream.spoil(swept)

    def _copy(self, post: Weighed) -> Copy:
        author = post.entry.post.author
        at_home = post.voice >= FAMILIAR or post.at - self._voices.here_since(author) >= AT_HOME_AFTER
        return Copy(post.entry.key, post.at, author.key, at_home)

    def _speak_of(self, post: Weighed) -> None:
        spoken_of = list(post.said.mentions)
        for key in (post.reply_to, post.quote_of):
            if key is not None and (other := self._posts.get(key)) is not None:
                spoken_of += (other.author, other.entry.post.author.handle.lower())
        if spoken_of:
            self._voices.speak_of(spoken_of, by=post.entry.post.author, voice=post.voice)

    def _reword(self, post: Weighed, entry: Entry) -> None:
        for stream in self._streams_of(post.entry):
            stream.remove(post)
        self._forget(post)
        post.renew(entry)
        post.words = self._words(entry.said)
        post.anchors, post.places = entry.said.anchors, self._places_of(entry.tags)
        self._learn(post)
        for stream in self._streams_of(entry):
            stream.add(post)

    def _learn(self, post: Weighed) -> None:
        self.lexicon.learn(post.entry.key, (*post.words, *overlooked(post.entry.post)), post.entry.said)

    def _forget(self, post: Weighed) -> None:
        self.lexicon.forget(post.entry.key, (*post.words, *overlooked(post.entry.post)))

    def _words(self, said: Said) -> tuple[str, ...]:
        own = self._own_names
        return tuple(word for word in dict.fromkeys(said.stems) if word != GAP and word not in own)

    def _places_of(self, tags: frozenset[Tag]) -> tuple[int, ...]:
        places = tuple([place for place, tag in enumerate(self.tags) if tag in tags])
        return self._places.setdefault(places, places)

    def _streams_of(self, entry: Entry) -> list[Stream]:
        if not self.tags:
            return [self.streams[None]]
        return [stream for tag, stream in self.streams.items() if tag in entry.tags]

    def _counts(self, key: str) -> bool:
        """The post is still there, and not of a wave."""
        post = self._posts.get(key)
        return post is not None and not post.in_wave

    def _peak(self, tag: Tag | None, stream: Stream, found: Found) -> Peak:
        posts: list[Weighed] = []
        boosters: set[str] = set()
        for _, one in stream.between(found.start, found.end):
            posts += [post for post in map(self._posts.__getitem__, one.keys) if not post.in_wave]
            boosters.update([by for key, by, _ in one.boosts if self._counts(key)])
        posts.sort(key=lambda post: (post.at, post.key))
        authors = {post.author: post.entry.post.author for post in posts}
        return Peak(
            tag=tag,
            start=_time(found.start * MINUTE),
            top=_time(found.top * MINUTE),
            end=_time(found.end * MINUTE),
            is_open=found.is_open,
            score=round(found.score, 3),
            posts=len(posts),
            authors=len(boosters.union(authors)),
            trusted=sum(self.standing_of(author).level >= Level.VOUCHED for author in authors.values()),
            usual=round(found.usual, 2),
            label=label(posts, self._posts, self.lexicon, self._voices.heard),
            keys=tuple([post.key for post in posts]),
            writers=len(authors),
        )


def _wave(posts: list[Weighed]) -> Wave:
    in_order = sorted(posts, key=lambda one: (one.at, one.key))
    return Wave(
        start=_time(in_order[0].at),
        end=_time(in_order[-1].at),
        posts=len(posts),
        authors=len({one.author for one in posts}),
        sample=in_order[0].key,
        keys=tuple(one.key for one in in_order),
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

"""From a saying to a post: tags, spans, keys, pictures, polls, and the little accidents of typing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hashtui.post.body import Body
from hashtui.post.clean import CleanLine, clean_line, clean_text
from hashtui.post.post import Counts, Media, MediaKind, Network, Poll, PollOption, Post
from hashtui.post.tag import Tag
from hashtui.sources.demo.keys import record_key, status_id
from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.told import Told
from hashtui.sources.demo.wording import worded
from hashtui.sources.demo.world import CAPCOMNET, PARIS20, Person

_SPELLINGS = {
    CAPCOMNET: ("capcomnet",) * 7 + ("Capcomnet", "Capcomnet", "CapComNet"),
    PARIS20: ("paris20",) * 7 + ("Paris20",) * 3,
}
_LONG_WORD = re.compile(r"(?<![\w#@./-])[a-zéèêàç]{7,}(?![\w./-])")


class Maker:
    """Makes posts out of sayings."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._tags = {name: Tag.of(name) for names in _SPELLINGS.values() for name in names}

    def post(
        self, saying: Saying, author: Person, at: datetime, tags: Sequence[str], parent: Told | None = None
    ) -> Post:
        """The post as it is first published; `tags` are those of the event it carries."""
        random = self._random
        text, carried = self._tagged(saying, tags)
        mentions = saying.mentions
        if parent is not None and author.network is Network.MASTODON and parent.author not in mentions:
            text = f"{parent.author.mention} {text}"
            mentions = (parent.author, *mentions)
        key, url = self._identity(author, at)
        return Post(
            key=key,
            network=author.network,
            created_at=at,
            author=author.author,
            body=worded(text, {person.mention: person.author.handle for person in mentions}),
            url=url,
            language=None if random.random() < 0.05 else clean_line(saying.language),
            tags=carried,
            mentions=tuple(dict.fromkeys(person.author.handle for person in mentions)),
            media=self._media(saying, author),
            content_warning=None if saying.warning is None else clean_text(saying.warning),
            sensitive=saying.warning is not None,
            poll=self._poll(saying, at),
            reply_to=None if parent is None else parent.post.key,
            counts=Counts(0, 0, 0),
        )

    def slipped(self, post: Post) -> Post | None:
        """The same post with a slip of the pen in a long word; None when it has none."""
        found = list(_LONG_WORD.finditer(post.body.text))
        if not found:
            return None
        word = self._random.choice(found)
        place = word.start() + self._random.randint(2, 4)
        text = post.body.text
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        if swapped == text:
            return None
        return replace(post, body=replace(post.body, text=clean_text(swapped)))

    def added(self, post: Post, addition: Saying) -> Post:
        """The same post with something added below."""
        handles = {person.mention: person.author.handle for person in addition.mentions}
        more = worded(addition.text, handles)
        start = len(post.body.text) + 2
        spans = (replace(span, start=span.start + start, end=span.end + start) for span in more.spans)
        body = Body(clean_text(f"{post.body.text}\n\n{more.text}"), (*post.body.spans, *spans))
        mentions = tuple(dict.fromkeys((*post.mentions, *handles.values())))
        return replace(post, body=body, mentions=mentions)

    def _tagged(self, saying: Saying, tags: Sequence[str]) -> tuple[str, tuple[Tag, ...]]:
        """The text with its tags after it, and the tags."""
        random = self._random
        names = [random.choice(_SPELLINGS[tag]) for tag in tags]
        if saying.extra_tag is not None:
            names.append(saying.extra_tag)
        if not names:
            return saying.text, ()
        between = "\n\n" if random.random() < 0.25 else " "
        return saying.text + between + " ".join(f"#{name}" for name in names), tuple(Tag.of(name) for name in names)

    def _identity(self, author: Person, at: datetime) -> tuple[CleanLine, CleanLine]:
        """The key and the page of a new post."""
        if author.network is Network.BLUESKY:
            record = record_key(at, self._random)
            key = f"at://{author.author.key}/app.bsky.feed.post/{record}"
            return clean_line(key), clean_line(f"{author.author.url}/post/{record}")
        number = status_id(at, self._random)
        return clean_line(f"{author.author.key}/statuses/{number}"), clean_line(f"{author.author.url}/{number}")

    def _media(self, saying: Saying, author: Person) -> tuple[Media, ...]:
        if not saying.picture:
            return ()
        random = self._random
        host = "pictures.sky.example"
        if author.network is Network.MASTODON:
            host = "files." + author.author.handle.rpartition("@")[2]
        url = clean_line(f"https://{host}/{random.getrandbits(48):012x}.jpg")
        kind = MediaKind.VIDEO if random.random() < 0.08 else MediaKind.IMAGE
        first = Media(kind, url, None if saying.alt is None else clean_text(saying.alt))
        if random.random() < 0.15:
            return first, Media(MediaKind.IMAGE, clean_line(url.replace(".jpg", "-2.jpg")))
        return (first,)

    def _poll(self, saying: Saying, at: datetime) -> Poll | None:
        if not saying.answers:
            return None
        options = tuple(PollOption(clean_line(answer), 0) for answer in saying.answers)
        ends = at + timedelta(minutes=self._random.choice((60, 120, 360)))
        return Poll(options, 0, expires_at=ends)


def voted(poll: Poll, voices: int) -> Poll:
    """The poll after so many more voices, shared out evenly enough; a poll that is over stays as it is."""
    count = len(poll.options)
    options = tuple(
        PollOption(option.title, (option.votes or 0) + (voices * (count - place) // (count * (count + 1) // 2)))
        for place, option in enumerate(poll.options)
    )
    return replace(poll, options=options, votes=sum(option.votes or 0 for option in options))

"""The words of a note: its links, hashtags, and the people and events it names, made readable."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

from hashtui.post.body import Body, Role
from hashtui.post.clean import LONGEST, CleanLine, clean_handle, clean_line, clean_url
from hashtui.post.facets import find_tags
from hashtui.post.link import read_link
from hashtui.post.stretch import Stretch, clean_body
from hashtui.post.tag import Tag
from hashtui.sources.nostr.nip19 import Mentioned, Person, naddr, npub, read_name, shortened

VIEWER = "njump.me"
"""Where people without a client can read what is on Nostr; it shows any event, asking many relays."""
NAMES_READ = 50
"""Names of people and events in one text that are looked up."""

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"\\^`{|}]+)"
    r"|(?<![\w/])(?:nostr:|@)?(?P<name>(?:npub|note|nprofile|nevent|naddr)1[02-9ac-hj-np-z]{6,500})(?!\w)",
    re.IGNORECASE,
)
_ENDS = ".,;:!?'\"*_~…。、，！？»”’"
_PAIRS = {")": "(", "]": "[", "}": "{"}

NameOf = Callable[[str], CleanLine | None]
"""The name of the person with this public key, as far as it is known."""


def nobody(pubkey: str) -> CleanLine | None:
    """Knows no names."""
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """What a text says, and what is named in it."""

    body: Body
    tags: tuple[Tag, ...]
    people: tuple[str, ...]
    """Public keys."""
    events: tuple[str, ...]
    """Ids or addresses."""
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """The stretch `[start:end]` of the text as it came, the words shown for it, and what they are."""

    start: int
    end: int
    words: str
    role: Role
    target: CleanLine | None


def read_words(text: str, name_of: NameOf, *, title: str = "") -> Words:
    """The words of a note or an article, as they are shown; what is longer than any post is cut."""
    text = text[: LONGEST + 1].strip()
    reader = _Reader(name_of)
    parts = sorted([*reader.named(text), *reader.tagged(text)], key=lambda part: part.start)
    pieces: list[str] = []
    stretches: list[Stretch] = []
    length = done = 0
    if title:
        pieces.append(f"{title}\n\n" if text else title)
        stretches.append(Stretch(0, len(title), Role.STRONG))
        length = len(pieces[0])
    for part in parts:
        if part.start < done:
            continue
        pieces += (text[done : part.start], part.words)
        start = length + part.start - done
        length = start + len(part.words)
        done = part.end
        if part.target is not None:
            stretches.append(Stretch(start, length, part.role, part.target))
    pieces.append(text[done:])
    body = clean_body("".join(pieces), stretches)
    return Words(body, tuple(reader.tags), tuple(reader.people), tuple(reader.events), tuple(reader.urls))


@lru_cache(maxsize=4096)
def handle_of(pubkey: str) -> CleanLine:
    """`@npub1…`, whole: the one name of a person that nobody else can bear."""
    return clean_handle(f"@{npub(pubkey)}")


class _Reader:
    """Reads one text; collects what is named in it, each once, in order."""

    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of
        self.tags: dict[Tag, None] = {}
        self.people: dict[str, None] = {}
        self.events: dict[str, None] = {}
        self.urls: dict[str, None] = {}

    def named(self, text: str) -> Iterator[_Part]:
        """The links, and the names of people and events."""
        names = 0
        for found in _FOUND.finditer(text):
            if found["url"]:
                url = _without_end(found["url"])
                words, target = read_link(url, url)
                self.urls[url] = None
                yield _Part(found.start(), found.start() + len(url), words, Role.LINK, target)
            elif names < NAMES_READ:
                names += 1
                match read_name(found["name"]):
                    case Person(pubkey):
                        yield _Part(*found.span(), self._person(pubkey), Role.MENTION, handle_of(pubkey))
                    case Mentioned(key):
                        yield self._event(found, key)
                    case None:
                        pass
                    case never:
                        assert_never(never)

    def tagged(self, text: str) -> Iterator[_Part]:
        """The hashtags."""
        octets = text.encode("utf-8", "surrogatepass")
        place = counted = 0
        for facet in find_tags(text):
            place += len(octets[counted : facet.start].decode("utf-8", "surrogatepass"))
            counted = facet.start
            words = octets[facet.start : facet.end].decode("utf-8", "surrogatepass")
            try:
                tag = Tag.of(facet.target)
            except ValueError:
                continue
            self.tags.setdefault(tag)
            yield _Part(place, place + len(words), words, Role.TAG, clean_line(tag.name))

    def _person(self, pubkey: str) -> str:
        """A name is anybody's choice, so what cannot be chosen stands beside it."""
        self.people[pubkey] = None
        name = self._name_of(pubkey)
        short = shortened(npub(pubkey))
        return f"@{name} ‹{short}›" if name else f"@{short}"

    def _event(self, found: re.Match[str], key: str) -> _Part:
        self.events[key] = None
        name = found["name"].lower()
        target = clean_url(f"https://{VIEWER}/{naddr(key) or name}")
        return _Part(*found.span(), f"{VIEWER}/{shortened(name)}", Role.LINK, target)


def _without_end(url: str) -> str:
    """The URL without the punctuation of the sentence around it."""
    counts = Counter(url)
    end = len(url)
    while url[end - 1] in _ENDS or (url[end - 1] in _PAIRS and counts[url[end - 1]] > counts[_PAIRS[url[end - 1]]]):
        end -= 1
        counts[url[end]] -= 1
    return url[:end]

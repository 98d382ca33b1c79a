"""What can be written next in an expression: terms, their values, and the tags, handles, languages and hosts seen."""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from hashtui.filter.terms import TERMS
from hashtui.filter.tokens import HASHES, OPERATORS, ends_token
from hashtui.post.tag import normal_form
from hashtui.reading.entry import Entry

MOST_OFFERED = 50
MOST_KEPT = 2_000
"""Tags, handles, languages, hosts each: those met last."""

_NAME = re.compile(r"([A-Za-z_]+):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be asked for because it was met, the likeliest first. Tags and handles without their sign."""

    tags: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completions:
    """What can replace the text from `start` to the cursor, best first; none where nothing is to be completed."""

    start: int
    words: tuple[str, ...]


NO_WORDS = Vocabulary()


def completions(text: str, cursor: int, vocabulary: Vocabulary = NO_WORDS) -> Completions:
    """How the word before the cursor may go on; nothing inside phrases and patterns, and where no word begins."""
    before = text[:cursor]
    start = _begin(before)
    written = before[start:]
    if not written:
        return Completions(start, ())
    offered = dict.fromkeys(_offered(written, vocabulary))
    offered.pop(written, None)
    return Completions(start, tuple(offered)[:MOST_OFFERED])


def _begin(before: str) -> int:
    """Where the word at the end begins; the end itself where there is none, or a phrase or pattern is open."""
    at = start = 0
    while at < len(before):
        if ends_token(before, at):
            at = start = at + 1
            continue
        start = at = at + (before[at] == "-")
        if before[at : at + 1] in ('"', "/"):
            at = start = _closed(before, at)
        while not ends_token(before, at):
            at += 1
    return start


def _closed(before: str, at: int) -> int:
    """Behind the sign that closes the phrase or pattern which opens here, and what hangs on it; the end without one."""
    sign, at = before[at], at + 1
    while at < len(before) and before[at] != sign:
        at += 2 if before[at] == "\\" else 1
    while not ends_token(before, at):
        at += 1
    return min(at, len(before))


def _offered(written: str, vocabulary: Vocabulary) -> Iterable[str]:
    if written[0] in HASHES:
        asked = normal_form(written[1:]) if len(written) > 1 else ""
        return [f"#{tag}" for tag in vocabulary.tags if normal_form(tag).startswith(asked)]
    if written[0] == "@":
        return [f"@{handle}" for handle in _beginning(written[1:], vocabulary.handles)]
    named = _NAME.fullmatch(written)
    if named is not None:
        return _values(named[1], named[2], vocabulary)
    if written.lower() in OPERATORS:
        return ()
    return [f"{name}:" for name in TERMS if name.isidentifier() and name.startswith(written.lower())]


def _values(name: str, written: str, vocabulary: Vocabulary) -> list[str]:
    match name.lower():
        case "from":
            sign = "@" if written.startswith("@") else ""
            found = [sign + handle for handle in _beginning(written.removeprefix("@"), vocabulary.handles)]
        case "lang":
            found = _beginning(written, (*vocabulary.languages, "?"))
        case "server":
            servers = dict.fromkeys(host for handle in vocabulary.handles if (host := handle.partition("@")[2]))
            found = _beginning(written, servers)
        case "link":
            found = _beginning(written, vocabulary.hosts)
        case other:
            found = _beginning(written, TERMS[other].values if other in TERMS else ())
    return [f"{name}:{value}" for value in found]


def _beginning(written: str, words: Iterable[str]) -> list[str]:
    asked = written.lower()
    return [word for word in words if word.lower().startswith(asked)]


class Met:
    """The tags, handles, languages and hosts of the posts seen: those met last, so many of each."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._tags: OrderedDict[str, str] = OrderedDict()
        self._handles: OrderedDict[str, str] = OrderedDict()
        self._languages: OrderedDict[str, str] = OrderedDict()
        self._hosts: OrderedDict[str, str] = OrderedDict()

    def see(self, entry: Entry) -> None:
        """Remember what stands in the post."""
        post = entry.post
        for tag in post.tags:
            self._keep(self._tags, tag.name, tag.spelling)
        for handle in (*post.mentions, post.author.handle):
            self._keep(self._handles, handle.lower(), handle.removeprefix("@"))
        if post.language:
            self._keep(self._languages, post.language.lower(), post.language)
        for url in post.body.links:
            self._keep(self._hosts, url, url)

    def forget_handles(self, handles: Iterable[str]) -> None:
        """These handles, in lower case, were not met."""
        for handle in handles:
            self._handles.pop(handle, None)

    @property
    def vocabulary(self) -> Vocabulary:
        """What was met, the last first."""
        hosts = (urlsplit(url).hostname or "" for url in reversed(self._hosts))
        return Vocabulary(
            tuple(reversed(self._tags.values())),
            tuple(filter(None, reversed(self._handles.values()))),
            tuple(reversed(self._languages.values())),
            tuple(filter(None, dict.fromkeys(hosts))),
        )

    def _keep(self, kept: OrderedDict[str, str], key: str, word: str) -> None:
        kept[key] = word
        kept.move_to_end(key)
        if len(kept) > self._most:
            kept.popitem(last=False)

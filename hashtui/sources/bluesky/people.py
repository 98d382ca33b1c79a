"""Who the people behind the DIDs are: their handles and names, asked for a batch at a time and kept for hours."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from hashtui.errors import RateLimited, Refused, SourceError, Unreachable
from hashtui.manners import Backoff, patience
from hashtui.post.clean import clean_handle, clean_line, clean_name, clean_text, clean_url
from hashtui.post.post import Author, ProfileField
from hashtui.sources.bluesky.answers import BadQuestion
from hashtui.sources.bluesky.appview import AppView
from hashtui.sources.recent import Recent
from hashtui.sources.shape import Record
from hashtui.sources.source import Means

AT_ONCE = 25
"""Actors of one getProfiles request (app.bsky.actor.getProfiles)."""
DEBOUNCE = 0.25
"""Seconds that the first of a batch waits for others."""
FRESH = 6 * 3600.0
"""Seconds a profile is taken for true; a change of handle is heard of sooner, through the stream."""
MISSING = 3600.0
"""Seconds before somebody the server does not know, or a server that turned us away, is asked (for) again."""
MOST_KNOWN = 20_000
MOST_WANTED = 5_000
LONGEST_ABOUT = 2_560
"""Its lexicon allows so many bytes (app.bsky.actor.profile)."""
LONGEST_FIELD = 500
DOUBTS = 2
"""Failures in a row after which a stream's own host is taken for one that knows nothing of people."""

_DID = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,240}")
_NOT_FOR_VISITORS = "!no-unauthenticated"
_NO_HANDLE = "handle.invalid"


@dataclass(frozen=True, slots=True)
class _Person:
    """What is known of somebody, and from when on (monotonic) it is worth asking again."""

    author: Author
    is_private: bool
    ask_from: float


class People:
    """The people of the posts that are shown. What is not known yet is shown by its DID."""

    def __init__(self, appview: AppView, means: Means, random: Random | None = None) -> None:
        self._appview = appview
        self._clock = means.clock
        self._random = random or Random()
        self._known: Recent[str, _Person] = Recent(MOST_KNOWN)
        self._wanted: Recent[str, None] = Recent(MOST_WANTED)
        self._claimed: Recent[str, str] = Recent(MOST_KNOWN)
        self._news: set[str] = set()
        self._stirred = asyncio.Event()
        self._backoff = Backoff(self._random)
        self._not_before = 0.0
        self._at_once = AT_ONCE
        self._failures = 0
        self._is_closed = False

    def author(self, did: str) -> Author:
        """Them, as far as is known now."""
        person = self._known.get(did)
        if person is None:
            return author_of(did, self._claimed.get(did, "") if self._is_closed else "")
        self._known.move_to_end(did)
        return person.author

    def handle_of(self, did: str) -> str | None:
        """`@handle`, for a mention; None while only the DID is known."""
        handle = self.author(did).handle
        return None if handle == author_of(did, "").handle else handle

    def is_private(self, did: str) -> bool:
        """Whether they are known to want to be shown only to people who are logged in."""
        person = self._known.get(did)
        return person is not None and person.is_private

    def want(self, did: str) -> None:
        """Ask for them, unless that was done lately."""
        person = self._known.get(did)
        if self._is_closed or (person is not None and self._clock.monotonic() < person.ask_from):
            return
        if _DID.fullmatch(did) is not None:
            if did not in self._wanted:
                self._wanted.put(did, None)
            self._stirred.set()

    def awaits(self, did: str) -> bool:
        """Whether nothing is known of them yet, and soon may be: they were asked for and the answer is not there."""
        return did in self._wanted and did not in self._known and not self._is_closed

    def meet(self, profile: Record) -> Author:
        """Them, by a profileViewBasic (app.bsky.actor.defs): of the kind that stands beside a post.

        It has no followers and no words about themselves, so what was asked for apart is better.
        """
        did = profile.text("did") or ""
        found, before = _read(profile, ask_from=float("-inf")), self._known.get(did)
        if before is not None:
            kept = replace(before.author, handle=found.author.handle, name=found.author.name)
            kept = before.author if kept == before.author else kept
            found = replace(found, author=kept, ask_from=before.ask_from)
        self._note(did, found)
        return found.author

    def rename(self, did: str, handle: str | None) -> None:
        """The stream says that their handle has changed, perhaps to this one.

        A stream only passes on what is claimed, so they are asked for anew. Where nobody can be asked, the stream is
        one on this machine, and is believed.
        """
        if not self._appview.is_everybodys and handle:
            self._claimed.put(did, handle)
            if self._is_closed:
                self._tell([did])
        person = self._known.get(did)
        if person is not None:
            self._known[did] = replace(person, ask_from=float("-inf"))
            self.want(did)

    async def fetched(self) -> frozenset[str]:
        """Wait until more is known of somebody: the DIDs of those who are other than they were.

        It asks while it is waited for. Trouble is waited out, never raised.
        """
        while not self._news:
            self._stirred.clear()
            if not self._wanted:
                await self._stirred.wait()
                continue
            pause = self._not_before - self._clock.monotonic()
            await self._clock.sleep(max(pause, DEBOUNCE if len(self._wanted) < AT_ONCE else 0.0))
            await self._ask(list(islice(self._wanted, self._at_once)))
        news, self._news = frozenset(self._news), set()
        return news

    async def _ask(self, dids: list[str]) -> None:
        try:
            answer = await self._appview.ask("app.bsky.actor.getProfiles", [("actors", did) for did in dids])
        except BadQuestion as error:
            if not self._appview.is_everybodys and not error.name:
                self._put_off(error)
            elif len(dids) > 1:
                self._at_once = len(dids) // 2  # one that it does not like spoils the whole question
            else:
                self._at_once = AT_ONCE
                self._take(dids, ())
        except SourceError as error:
            self._put_off(error)
        else:
            self._failures = 0
            self._backoff.reset()
            self._take(dids, answer.records("profiles"))

    def _take(self, asked: list[str], profiles: Iterable[Record]) -> None:
        """Note the answer. Those who are missing, deleted or taken down are left out of it, in no order."""
        now = self._clock.monotonic()
        for profile in profiles:
            did = profile.text("did") or ""
            if did in asked:
                self._note(did, _read(profile, ask_from=now + FRESH))
        for did in asked:
            self._wanted.pop(did, None)
            person = self._known.get(did)
            if person is None or person.ask_from <= now:
                author = author_of(did, "") if person is None else person.author
                self._note(did, _Person(author, person is not None and person.is_private, now + MISSING))

    def _note(self, did: str, person: _Person) -> None:
        before = self._known.get(did)
        is_other = person.author != (author_of(did, "") if before is None else before.author)
        if is_other or person.is_private != (before is not None and before.is_private):
            self._tell([did])
        self._known.put(did, person)

    def _put_off(self, trouble: SourceError) -> None:
        """Wait before the next question; a stream's own host that does not answer it is not asked again."""
        self._failures += 1
        if not self._appview.is_everybodys:
            gave_up = isinstance(trouble, Unreachable) and self._failures >= DOUBTS
            if gave_up or isinstance(trouble, Refused):
                self._is_closed = True
                self._tell(did for did in self._wanted if did in self._claimed)
                self._wanted.clear()
                return
        clock = self._clock
        match trouble:
            case RateLimited(until=until) if until is not None:
                wait = patience(until, clock.now(), self._random)
            case Refused():
                wait = MISSING
            case _:
                wait = self._backoff.next()
        self._not_before = clock.monotonic() + wait

    def _tell(self, dids: Iterable[str]) -> None:
        self._news.update(dids)
        self._stirred.set()


def _read(profile: Record, ask_from: float) -> _Person:
    """From app.bsky.actor.defs#profileViewDetailed or one of its smaller sisters."""
    author = replace(
        author_of(profile.text("did") or "", profile.text("handle") or ""),
        name=clean_name(profile.text("displayName") or ""),
        bot="bot" in labels(profile),
        followers=profile.count("followersCount"),
        about=clean_text(about[:LONGEST_ABOUT]) if (about := profile.text("description")) else None,
        fields=tuple(_fields(profile)),
        following=profile.count("followsCount"),
        posts=profile.count("postsCount"),
        since=profile.time("createdAt"),
    )
    return _Person(author, is_for_members(profile), ask_from)


def _fields(profile: Record) -> Iterator[ProfileField]:
    """What else they say of themselves; `verification` is of the person, by somebody, and of no link."""
    for name, field in (("Pronouns", "pronouns"), ("Website", "website")):
        value = clean_line((profile.text(field) or "")[:LONGEST_FIELD])
        if value:
            yield ProfileField(clean_line(name), value, clean_url(value) if field == "website" else None)


def labels(view: Record) -> tuple[str, ...]:
    """What a profile or a post is labelled with now (com.atproto.label.defs#label), by itself or by a labeler."""
    return tuple(label.text("val") or "" for label in view.records("labels") if not label.flag("neg"))


def is_for_members(view: Record) -> bool:
    """Whether a profile or a post is not to be shown to people who are not logged in."""
    return _NOT_FOR_VISITORS in labels(view)


def author_of(did: str, handle: str) -> Author:
    """Somebody by their DID, and by their handle where one is known and holds."""
    named = handle if handle and handle != _NO_HANDLE else did
    return Author(
        key=clean_line(did),
        handle=clean_handle(f"@{named}"),
        name=clean_name(""),
        url=clean_url(f"https://bsky.app/profile/{did}") if _DID.fullmatch(did) else None,
    )

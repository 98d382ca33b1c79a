"""The healthy world behind the faults: people, their posts, and the timelines a Mastodon server makes of them."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

Json = dict[str, object]

PEOPLE = (
    ("lea", "Léa Martin", "fr"),
    ("tomas", "Tomás Rueda", "en"),
    ("ines", "Inês do Carmo", "en"),
    ("hugo", "Hugo 🌱", "fr"),
    ("mira", "Mira Okafor", "en"),
    ("jo", "Jo", "en"),
)

TAGGED = re.compile(r"#(\w+)")


@dataclass(frozen=True, slots=True)
class ChaosPost:
    """One post of this world, in its newest state."""

    id: str
    uri: str
    text: str
    tags: tuple[str, ...]
    author: str
    created_at: datetime
    language: str | None = "en"
    edited_at: datetime | None = None
    reply_to: str | None = None
    extra: Json = field(default_factory=dict)
    """Fields of the status that replace the usual ones."""
    halves: tuple[str, ...] = ("mastodon",)
    """Where it can be had."""
    origin: str = ""
    """Where it was written, when bridges carried it to the other halves."""


class World:
    """The posts, by id. Ids are Mastodon's: milliseconds << 16, and a number."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.posts: dict[str, ChaosPost] = {}
        self.earlier: dict[str, list[ChaosPost]] = {}
        """What edited posts were before, oldest first."""
        self._made = 0

    def new_id(self, at: datetime) -> str:
        """An id of that time, greater than all made for the same millisecond before."""
        self._made += 1
        return str((max(0, int(at.timestamp() * 1000)) << 16) + self._made % 65536)

    def tagged(self, tag: str, *, half: str = "mastodon", local: bool = False, remote: bool = False) -> list[ChaosPost]:
        """The posts of a half with that tag, newest id first."""
        wanted = fold(tag)
        found = [p for p in self.posts.values() if half in p.halves and any(fold(t) == wanted for t in p.tags)]
        if local != remote:
            found = [p for p in found if ("@" not in p.author) == local]
        return sorted(found, key=lambda p: (len(p.id), p.id), reverse=True)

    def thread(self, post: ChaosPost) -> tuple[list[ChaosPost], list[ChaosPost]]:
        """Those it answers, oldest first; those that answer it, oldest first."""
        before: list[ChaosPost] = []
        up = post.reply_to
        while up is not None and up in self.posts:
            before.insert(0, self.posts[up])
            up = self.posts[up].reply_to
        after: list[ChaosPost] = []
        below = {post.id}
        for other in sorted(self.posts.values(), key=lambda p: (len(p.id), p.id)):
            if other.reply_to in below:
                after.append(other)
                below.add(other.id)
        return before, after

    def edited(self, post: ChaosPost, text: str, tags: Sequence[str] | None, at: datetime) -> ChaosPost:
        """Its new state, kept."""
        changed = replace(post, text=text, tags=post.tags if tags is None else tuple(tags), edited_at=at)
        self.posts[post.id] = changed
        self.earlier.setdefault(post.id, []).append(post)
        return changed

    def history(self, post: ChaosPost) -> list[Json]:
        """What the post said and says, oldest first, as the API gives it (entities/StatusEdit)."""
        kept = ("account", "content", "emojis", "media_attachments", "quote", "sensitive", "spoiler_text")
        states = [*self.earlier.get(post.id, ()), post]
        rows = [(self.status(state), state.edited_at or state.created_at) for state in states]
        return [{name: row[name] for name in kept} | {"created_at": stamp(at)} for row, at in rows]

    def status(self, post: ChaosPost) -> Json:
        """The post as the API gives it (entities/Status)."""
        user, _, domain = post.author.partition("@")
        home = f"https://{domain}" if domain else self.base
        parent = self.posts.get(post.reply_to or "")
        plain: Json = {
            "id": post.id,
            "created_at": stamp(post.created_at),
            "in_reply_to_id": post.reply_to,
            "in_reply_to_account_id": parent and self.account(parent.author)["id"],
            "sensitive": False,
            "spoiler_text": "",
            "visibility": "public",
            "language": post.language,
            "uri": post.uri,
            "url": f"{home}/@{user}/{post.id}",
            "replies_count": sum(p.reply_to == post.id for p in self.posts.values()),
            "reblogs_count": 0,
            "favourites_count": 0,
            "quotes_count": 0,
            "edited_at": post.edited_at and stamp(post.edited_at),
            "content": self.content(post),
            "reblog": None,
            "application": None,
            "account": self.account(post.author),
            "media_attachments": [],
            "mentions": [],
            "tags": [{"name": fold(t), "url": f"{self.base}/tags/{fold(t)}"} for t in post.tags],
            "emojis": [],
            "quote": None,
            "card": None,
            "poll": None,
        }
        return plain | post.extra

    def account(self, author: str) -> Json:
        """Their account (entities/Account). `name@host` is somebody of another server."""
        user, _, domain = author.partition("@")
        home = f"https://{domain}" if domain else self.base
        name = self.shown_name(author)
        return {
            "id": str(1000 + sum(map(ord, author))),
            "username": user,
            "acct": author,
            "display_name": name,
            "locked": False,
            "bot": False,
            "group": False,
            "discoverable": True,
            "indexable": False,
            "created_at": "2023-01-01T00:00:00.000Z",
            "note": "<p>One of the people of the test world.</p>",
            "url": f"{home}/@{user}",
            "uri": f"{home}/users/{user}",
            "avatar": "",
            "avatar_static": "",
            "header": "",
            "header_static": "",
            "followers_count": 12,
            "following_count": 34,
            "statuses_count": 56,
            "last_status_at": "2026-11-21",
            "emojis": [],
            "fields": [],
        }

    def content(self, post: ChaosPost) -> str:
        """The text as Mastodon writes it: paragraphs, escaped, tags linked; tags not in the text stand at its end."""

        def link(match: re.Match[str]) -> str:
            name = match.group(1)
            return f'<a href="{self.base}/tags/{fold(name)}" class="mention hashtag" rel="tag">#<span>{name}</span></a>'

        paragraphs = html.escape(self.written(post), quote=False).split("\n\n")
        return "".join(f"<p>{TAGGED.sub(link, p).replace(chr(10), '<br />')}</p>" for p in paragraphs)

    def written(self, post: ChaosPost) -> str:
        """The text with all its tags: those that are not in it stand at its end."""
        there = {fold(m) for m in TAGGED.findall(post.text)}
        missing = [f"#{t}" for t in post.tags if fold(t) not in there]
        return " ".join([post.text, *missing]).strip() if missing else post.text

    def shown_name(self, author: str) -> str:
        """What they call themselves."""
        user = author.partition("@")[0]
        return next((shown for known, shown, _ in PEOPLE if known == user), user.title())


def fold(tag: str) -> str:
    """A tag as a Mastodon server names it, near enough: without case, width or Latin accents."""
    plain = unicodedata.normalize("NFKD", tag.lstrip("#")).lower()
    return unicodedata.normalize("NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f"))


def stamp(moment: datetime) -> str:
    """ISO 8601 with milliseconds and Z, as Mastodon writes times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

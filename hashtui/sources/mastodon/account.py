"""From the Account JSON that stands in every status to an Author; each person is kept once, not once a post."""

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, CleanText, clean_handle, clean_line, clean_name, clean_text, clean_url
from hashtui.post.html import read_html
from hashtui.post.post import Author, ProfileField
from hashtui.sources.recent import Recent
from hashtui.sources.shape import Record

LONGEST_KEY = 2048
MOST_MET = 20_000
"""People who are remembered; whoever was met longest ago is forgotten first."""
MOST_FIELDS = 16
"""Mastodon has 4; others have more."""
LONGEST_NOTE = 10_000
"""Characters of HTML that are read of what people say about themselves."""
LONGEST_ABOUT = 2_000
LONGEST_FIELD = 2_000
"""Characters of HTML that are read of a field's value."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Met:
    """Somebody as their account was read last, and what tells whether their words are still the same."""

    author: Author
    print_: int


class Accounts:
    """The people of one server. What did not change since a person's last post is not read or kept a second time."""

    def __init__(self) -> None:
        self._met = Recent[str, _Met](MOST_MET)

    def read(self, account: Record, source: str, domain: str | None) -> Author:
        """Whose account this is. Malformed when it has no name. For `source` and `domain` see `handle_of`."""
        handle = handle_of(account, source, domain)
        raw = _raw_words(account)
        key = key_of(account, handle)
        met, print_ = self._met.get(key), hash(raw)
        if met is not None and met.print_ == print_:
            about, fields, verified = met.author.about, met.author.fields, met.author.verified
        else:
            about, fields = _about(raw[0]), _fields(raw[1])
            verified = tuple(field.url for field in fields if field.verified and field.url)
        author = Author(
            key=key,
            handle=handle,
            name=clean_name(account.text("display_name") or ""),
            url=_link(account.text("url")) or _link(account.text("uri")),
            bot=account.flag("bot"),
            followers=account.count("followers_count"),
            about=about,
            verified=verified,
            fields=fields,
            following=account.count("following_count"),
            posts=account.count("statuses_count"),
            since=account.time("created_at"),
        )
        if met is not None:
            author = _sharing(author, met.author)
        self._met.put(author.key, _Met(author, print_))
        return author


def handle_of(account: Record, source: str, domain: str | None) -> CleanLine:
    """The whole handle: `user` is of this server, `user@host` of another (entities/Account#acct).

    `source` is the server's URL, `domain` that of its accounts where the server tells it.
    """
    acct = (account.text("acct") or account.text("username") or "").removeprefix("@")
    if not acct:
        raise Malformed("an account without a name")
    if "@" not in acct:
        found = domain or _host(account.text("uri")) or _host(account.text("url")) or _host(source)
        acct = f"{acct}@{found}"
    return clean_handle(f"@{acct}")


def key_of(account: Record, handle: str) -> CleanLine:
    """The same wherever the account is told of: its ActivityPub id."""
    return clean_line((account.text("uri") or account.text("url") or handle)[:LONGEST_KEY])


_Row = tuple[str, str, bool]


def _raw_words(account: Record) -> tuple[str, tuple[_Row, ...]]:
    """What they say about themselves, as it came: the note, and name, value and whether it is verified of each row."""
    rows = account.records("fields")[:MOST_FIELDS]
    fields = ((row.text("name") or "", row.text("value") or "", row.has("verified_at")) for row in rows)
    return account.text("note") or "", tuple(fields)


def _about(note: str) -> CleanText | None:
    text = read_html(note[:LONGEST_NOTE]).text if note else clean_text("")
    if len(text) > LONGEST_ABOUT:
        text = clean_text(text[:LONGEST_ABOUT].rstrip() + "…")
    return text or None


def _fields(rows: tuple[_Row, ...]) -> tuple[ProfileField, ...]:
    found = []
    for raw_name, raw_value, verified in rows:
        body = read_html(raw_value[:LONGEST_FIELD])
        name, value = clean_name(raw_name), clean_line(body.text)
        url = next(iter(body.links), None)
        if url is None and value.startswith(("https://", "http://")):
            url = clean_url(value)
        if name or value:
            found.append(ProfileField(name, value, url, verified))
    return tuple(found)


def _sharing(author: Author, before: Author) -> Author:
    """The same author; made of what is kept of them already, as far as it did not change."""
    if author == before:
        return before
    return Author(
        key=_kept(author.key, before.key),
        handle=_kept(author.handle, before.handle),
        name=_kept(author.name, before.name),
        url=_kept(author.url, before.url),
        bot=author.bot,
        followers=_kept(author.followers, before.followers),
        about=author.about,
        verified=author.verified,
        fields=author.fields,
        following=_kept(author.following, before.following),
        posts=author.posts,
        since=_kept(author.since, before.since),
    )


def _kept(value: V, before: V) -> V:
    return before if value == before else value


def _link(url: str | None) -> CleanLine | None:
    return clean_url(url) if url else None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").netloc.rpartition("@")[2].lower() or None
    except ValueError:
        return None

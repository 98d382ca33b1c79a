"""Terms about who wrote a post and whom it mentions."""

import re
from collections.abc import Mapping

from hashtui.filter.complaint import quoted
from hashtui.filter.durations import is_duration, read_duration, spell_duration
from hashtui.filter.globs import has_wildcard, read_glob, read_handle
from hashtui.filter.meant import meant_duration
from hashtui.filter.numbers import COMPARE, read_comparison
from hashtui.filter.term import refuse_list, term
from hashtui.filter.times import Present
from hashtui.filter.tokens import Kind, Token
from hashtui.filter.tree import Term
from hashtui.post.post import Network, Post
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment

_HOST = re.compile(r"[\w.*?-]+(?::\d{1,5})?")
_PROFILE = re.compile(r"(?:https?://)?([\w.-]+)/@?([\w.-]+)/?", re.IGNORECASE)
_HOSTS: Mapping[Network, tuple[str, ...]] = {Network.BLUESKY: ("bsky.social", "bsky.app")}
"""Where people are whose handle names no server."""


@term(Kind.HANDLE, form="@handle", says="mentions them; * stands for anything, no host for any host")
def mentions(token: Token, _: Present | None) -> Term:
    fits = read_handle(_handle(token.value))

    def judge(entry: Entry, _: Moment) -> bool:
        mentioned = entry.post.mentions
        return bool(mentioned) and any(fits(handle.lower()) for handle in mentioned)

    return Term(f"@{_handle(token.value)}", judge)


@term("from", form="from:@capcom@*", says="written by them; * stands for anything, the @ too, and no host for any host")
def author(token: Token, _: Present | None) -> Term:
    refuse_list(token)
    fits = read_handle(_handle(token.value))

    def judge(entry: Entry, _: Moment) -> bool:
        return fits(entry.post.author.handle.lower())

    return Term(f"from:@{_handle(token.value)}", judge)


@term(
    "server",
    form="server:mamot.fr",
    says="its author is there: what follows the last @ of the handle, else the network's host; * stands for anything",
)
def server(token: Token, _: Present | None) -> Term:
    host = token.value.lower().removeprefix("https://").removesuffix("/").removesuffix(".")
    if not _HOST.fullmatch(host):
        near = _HOST.search(host.rpartition("@")[2] if "/" not in host else host.partition("/")[0])
        meant = "" if near is None else f"; did you mean `server:{near[0]}`?"
        raise ValueError(f"`server:` takes a host: `server:mamot.fr`, `server:*.fr`{meant}")
    fits = read_glob(host)

    def judge(entry: Entry, _: Moment) -> bool:
        handle = entry.post.author.handle.lower()
        behind = handle[handle.rfind("@") + 1 :]
        if fits(behind):
            return True
        return handle.rfind("@") <= 0 and any(map(fits, _network_hosts(entry.post)))

    return Term(f"server:{host}", judge)


@term(
    "per_author",
    form="per_author:<=3/h",
    says="at most so many posts of its author in the period that ends with it, itself included; also /30s, /10m, /d",
)
def per_author(token: Token, _: Present | None) -> Term:
    written, slash, length = token.value.partition("/")
    if length and not length[0].isdecimal():
        length = "1" + length
    if not slash or not is_duration(length):
        right = meant_duration(length) or (meant_duration(f"1{length}") if length else None)
        near = f"`per_author:{written}/{right or 'h'}`" if re.fullmatch(r"[<>]?=?[0-9]{1,9}", written) else ""
        examples = f"did you mean {near}?" if near else "`per_author:<=3/h`, `per_author:<=10/30m`"
        raise ValueError(f"`per_author:` takes a number and a period, such as `/h`: {examples}")
    period = read_duration(length)
    if not period:
        raise ValueError("the period of `per_author:` is longer than nothing: `per_author:<=3/h`")
    sign, count = read_comparison(token.name, written, alone="<=")
    if (sign, count) in {("<=", 0), ("<", 0), ("<", 1), ("=", 0)}:
        raise ValueError("the post itself is counted: `per_author:` is at least 1")
    compare = COMPARE[sign]

    def judge(entry: Entry, moment: Moment) -> bool:
        return compare(moment.authored(entry, period), count)

    spelled = spell_duration(period)
    unit = spelled[1:] if spelled[0] == "1" and len(spelled) == 2 else spelled
    return Term(f"per_author:{sign}{count}/{unit}", judge)


def _handle(written: str) -> str:
    profile = _PROFILE.fullmatch(written)
    if profile is not None:
        raise ValueError(f"a handle stands there, not an address: `@{profile[2]}@{profile[1]}`".lower())
    name = written.removeprefix("@").lower()
    if set(name) & set('",“”„«»') or name[:1] in {"'", "‘"}:
        raise ValueError("a handle stands there without quotes and commas: `@capcom@mastodon.social`")
    if not name.strip("@"):
        raise ValueError("a handle is missing: `@capcom@mastodon.social`, `@capcom`, `@*@mamot.fr`")
    if name[-1] in "@.:;!":
        raise ValueError(f"a handle does not end with `{name[-1]}`: {quoted('@' + name.rstrip('@.:;!'))}")
    if name.startswith("@") or (name.count("@") > 1 and not has_wildcard(name)):
        raise ValueError("a handle has one `@` inside: `@capcom@mastodon.social`")
    return name


def _network_hosts(post: Post) -> tuple[str, ...]:
    known = _HOSTS.get(post.network)
    if known is not None:
        return known
    _, _, behind = (post.author.url or post.url or "").partition("://")
    return (behind.partition("/")[0].lower(),)

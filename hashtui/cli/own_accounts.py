"""Whom the person's own accounts follow, and who is on their lists: asked of the servers where they are logged in."""

import asyncio
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from hashtui.cli.asking import accepted, make_sources, read_configuration, system_means
from hashtui.cli.output import is_terminal, say
from hashtui.cli.post_text import local
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.config.config import SourceConfig
from hashtui.config.reader import source_name
from hashtui.config.trusted import KnownList
from hashtui.errors import RateLimited, SourceError, UsageError
from hashtui.post.clean import CleanLine, clean_line
from hashtui.sources import kind_of
from hashtui.sources.bluesky.api import ENTRYWAY
from hashtui.sources.source import FOLLOWS, MOST_PEOPLE, Acquaintance, Acquainted, Means

_HOW = (
    "[[source]] in config.toml a token_env, the name of the environment variable that holds your token"
    " (Mastodon: with the scopes read:accounts, read:follows and read:lists; Bluesky: HANDLE:APP-PASSWORD)"
)
_SKY = ("bluesky", "jetstream")


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What one of them told: its lists, of which there may be none, or why it did not."""

    url: CleanLine
    """The source that was asked."""
    lists: tuple[KnownList, ...] = ()
    """`follows@host` first; their origin is the url."""
    is_cut: bool = False
    """There may be more people than were read."""
    trouble: SourceError | None = None

    @property
    def host(self) -> str:
        """Where that is, in a word."""
        return _bare(self.url)

    @property
    def complaint(self) -> str:
        """What the trouble is, and with whom."""
        error = self.trouble
        until = f" (until {local(error.until)})" if isinstance(error, RateLimited) and error.until is not None else ""
        return f"{error}{until}" if self.host in str(error) else f"{self.host}: {error}{until}"


def ask_own_accounts(hosts: Sequence[str], config_file: str | None) -> tuple[OwnAccount, ...]:
    """What each account tells: those at these hosts, else all that the configuration has. It may take minutes.

    UsageError when there is none; ConfigError when its token cannot be had.
    """
    config = accepted(read_configuration(config_file))
    means = system_means()
    wanted = _logins(config.sources, hosts)
    asked = [source for source in make_sources(wanted, means) if isinstance(source, Acquainted)]
    if is_terminal(sys.stderr):
        say(f"asking {', '.join(_bare(one.url) for one in asked)}, page by page; Ctrl-C ends that, and nothing is kept")
    return asyncio.run(_asked(asked, means))


def _logins(sources: Sequence[SourceConfig], hosts: Sequence[str]) -> tuple[SourceConfig, ...]:
    """Those that have a token, at these hosts or at all. UsageError when there is none."""
    possible = [one for one in sources if kind_of(one.url).name in ("mastodon", *_SKY)]
    logins = [one for one in possible if one.token is not None or one.token_env or one.token_command]
    if not logins and not hosts:
        raise UsageError(f"no configured source has a login: give a {_HOW}")
    meant: dict[str, SourceConfig] = {}
    for host in hosts:
        found = [one for one in logins if _bare(host) in _names(one)]
        if not found and any(_bare(host) in _names(one) for one in possible):
            raise UsageError(f"{_bare(host)} has no login: give its {_HOW}")
        if not found:
            names = [name for one in possible for name in _names(one)]
            there = did_you_mean(host, names) or f": there {_told(possible)}"
            raise UsageError(f"{quoted(host)} is no configured source{there}")
        meant |= {one.url: one for one in found}
    return tuple(meant.values()) if hosts else tuple(logins)


def _told(sources: Sequence[SourceConfig]) -> str:
    names = dict.fromkeys(_bare(one.url) for one in sources)
    return f"{'is' if len(names) == 1 else 'are'} {', '.join(names)}" if names else "is none that one logs in to"


def _names(source: SourceConfig) -> tuple[str, ...]:
    """What a person may call it: by its url, or by the server of the account."""
    home = (source.pds or ENTRYWAY,) if kind_of(source.url).name in _SKY else ()
    return tuple(map(_bare, (source.url, *home)))


def _bare(written: str) -> str:
    """The host of an address; any other word as it is."""
    name = source_name(written)
    return urlsplit(name).netloc.lower() if "://" in name else name


async def _asked(sources: Iterable[Acquainted], means: Means) -> tuple[OwnAccount, ...]:
    try:
        return tuple(await asyncio.gather(*map(_answer, sources)))
    finally:
        await means.wire.aclose()


async def _answer(source: Acquainted) -> OwnAccount:
    try:
        found = await source.acquaintances()
    except SourceError as error:
        return OwnAccount(source.url, trouble=error)
    lists: dict[str, dict[CleanLine, None]] = {}
    for one in found:
        lists.setdefault(f"{one.list_name}@{one.host}", {})[_handle(one)] = None
    known = tuple(KnownList(clean_line(name), tuple(handles), source.url) for name, handles in lists.items())
    follows = sum(one.list_name == FOLLOWS for one in found)
    return OwnAccount(source.url, known, is_cut=max(follows, len(found) - follows) >= MOST_PEOPLE)


def _handle(one: Acquaintance) -> CleanLine:
    """Who has no handle that holds is known by the key."""
    return one.key if one.handle in ("", f"@{one.key}") else one.handle

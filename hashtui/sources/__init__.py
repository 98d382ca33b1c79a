"""Where posts come from: one kind of source a module, chosen by the form of its URL."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from hashtui.config.config import SourceConfig
from hashtui.errors import UsageError
from hashtui.post.clean import clean_line
from hashtui.sources.address import is_server, shown
from hashtui.sources.source import Means, Source


def _mastodon(config: SourceConfig, means: Means) -> Source:
    from hashtui.sources.mastodon.source import MastodonSource

    return MastodonSource(config, means)


def _lines(config: SourceConfig, means: Means) -> Source:
    from hashtui.sources.lines.source import LinesSource

    return LinesSource(config, means)


def _is_feed(url: str) -> bool:
    return url.lower().startswith(("feed+https://", "feed+http://"))


def _feed(config: SourceConfig, means: Means) -> Source:
    from hashtui.sources.feed.source import FeedSource

    return FeedSource(config, means)


def _demo(config: SourceConfig, means: Means) -> Source:
    from hashtui.sources.demo.source import DemoSource

    return DemoSource(means)


def _is_word(url: str, word: str) -> bool:
    return url.strip().rstrip("/").lower() == word


def _is_bluesky(url: str) -> bool:
    return _is_word(url, "bluesky")


def _bluesky(config: SourceConfig, means: Means) -> Source:
    from hashtui.sources.bluesky.source import public_firehose

    return public_firehose(config, means)


def _is_jetstream(url: str) -> bool:
    return url.lower().startswith("jetstream+")


def _jetstream(config: SourceConfig, means: Means) -> Source:
    from hashtui.sources.bluesky.source import one_jetstream

    return one_jetstream(config, means)


def _is_lines(url: str) -> bool:
    return url.lower().startswith("jsonl:")


def _is_nostr(url: str) -> bool:
    return url.lower().startswith(("nostr+wss://", "nostr+ws://"))


def _nostr(config: SourceConfig, means: Means) -> Source:
    from hashtui.sources.nostr.source import NostrSource

    return NostrSource(config, means)


def _is_demo(url: str) -> bool:
    return _is_word(url, "demo")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of source: how its URL is written, and who makes it."""

    name: str
    form: str
    """Its URL, or an example of it, as messages show it."""
    what: str
    """What it is, in a few words."""
    claims: Callable[[str], bool]
    """Whether a URL is of this kind."""
    make: Callable[[SourceConfig, Means], Source]
    """Loads the kind's module: nothing is paid for a kind that is not followed."""
    heeds: frozenset[str] = frozenset()
    """The keys of its [[source]] that mean something to it, beside its url."""


_LONGEST_PATH = 100
"""Characters of a path that are worth saying again."""
_TOKENS = frozenset({"token", "token_env", "token_command"})
_SKY = _TOKENS | {"insecure", "pds", "likes"}

KINDS: tuple[Kind, ...] = (
    Kind(
        "mastodon",
        "https://HOST",
        "any server with the Mastodon API; also HOST alone",
        is_server,
        _mastodon,
        _TOKENS | {"insecure"},
    ),
    Kind("bluesky", "bluesky", "all of Bluesky, without an account", _is_bluesky, _bluesky, _SKY),
    Kind("jetstream", "jetstream+wss://HOST/subscribe", "one Jetstream", _is_jetstream, _jetstream, _SKY),
    Kind("jsonl", "jsonl:PATH", "a file of JSON Lines; jsonl:- is standard input", _is_lines, _lines),
    Kind("nostr", "nostr+wss://HOST", "a Nostr relay", _is_nostr, _nostr, frozenset({"insecure"})),
    Kind(
        "feed",
        "feed+https://HOST/tags/{tag}.rss",
        "RSS, Atom or JSON Feed, one for each tag",
        _is_feed,
        _feed,
        _TOKENS | {"insecure", "every"},
    ),
    Kind("demo", "demo", "the built-in event", _is_demo, _demo),
)
"""Every kind this version has. The first that claims a URL gets it."""


def kind_of(url: str) -> Kind:
    """The kind a source's URL is of. UsageError, with what exists, when it is of none."""
    for kind in KINDS:
        if kind.claims(url):
            return kind
    near = _near(url)
    meant = f"; did you mean {near}?" if near else "."
    known = ", ".join(f"{kind.form} ({kind.what})" for kind in KINDS)
    raise UsageError(f"{shown(url)} is no source this version can follow{meant} There are: {known}")


def heeded(url: str) -> frozenset[str]:
    """The keys of a [[source]] that mean something to the kind of this URL. UsageError when it is of none."""
    return kind_of(url).heeds


def _near(url: str) -> str:
    """The form that was meant, perhaps: it begins with the kind's name, or looks much the same; else nothing."""
    if url.lower().endswith(".jsonl") and "://" not in url and len(url) <= _LONGEST_PATH:
        return f"jsonl:{clean_line(url)}"
    name = re.split(r"[+:/]", url.lower().strip(), maxsplit=1)[0]
    named = [kind.form for kind in KINDS if kind.name == name and kind.name != "mastodon"]
    return next(iter(named or get_close_matches(url, [kind.form for kind in KINDS], 1)), "")


def make_source(config: SourceConfig, means: Means) -> Source:
    """The source this configuration asks for. UsageError when it is of no known kind, or not allowed as it is."""
    return kind_of(config.url).make(config, means)

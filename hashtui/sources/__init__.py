"""Where posts come from: one kind of source a module, chosen by the form of its URL."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from hashtui.config.config import SourceConfig
from hashtui.errors import UsageError
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


def _is_bluesky(url: str) -> bool:
    return url == "bluesky"


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
    return url == "demo"


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


KINDS: tuple[Kind, ...] = (
    Kind("mastodon", "https://HOST", "any server with the Mastodon API; also HOST alone", is_server, _mastodon),
    Kind("bluesky", "bluesky", "all of Bluesky, without an account", _is_bluesky, _bluesky),
    Kind("jetstream", "jetstream+wss://HOST/subscribe", "one Jetstream", _is_jetstream, _jetstream),
    Kind("jsonl", "jsonl:PATH", "a file of JSON Lines; jsonl:- is standard input", _is_lines, _lines),
    Kind("nostr", "nostr+wss://HOST", "a Nostr relay", _is_nostr, _nostr),
    Kind("feed", "feed+https://HOST/tags/{tag}.rss", "RSS, Atom or JSON Feed, one for each tag", _is_feed, _feed),
    Kind("demo", "demo", "the built-in event", _is_demo, _demo),
)
"""Every kind this version has. The first that claims a URL gets it."""


def kind_of(url: str) -> Kind:
    """The kind a source's URL is of. UsageError, with what exists, when it is of none."""
    for kind in KINDS:
        if kind.claims(url):
            return kind
    near = get_close_matches(url, [kind.form for kind in KINDS], 1)
    meant = f"; did you mean {near[0]}?" if near else "."
    known = ", ".join(f"{kind.form} ({kind.what})" for kind in KINDS)
    raise UsageError(f"{shown(url)} is no source this version can follow{meant} There are: {known}")


def make_source(config: SourceConfig, means: Means) -> Source:
    """The source this configuration asks for. UsageError when it is of no known kind, or not allowed as it is."""
    return kind_of(config.url).make(config, means)

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


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of source: how its URL is written, and who makes it."""

    name: str
    form: str
    """An example of its URL, as messages show it."""
    claims: Callable[[str], bool]
    """Whether a URL is of this kind."""
    make: Callable[[SourceConfig, Means], Source]
    """Loads the kind's module: nothing is paid for a kind that is not followed."""


KINDS: tuple[Kind, ...] = (Kind("mastodon", "mastodon.social or https://HOST", is_server, _mastodon),)
"""Every kind this version has. The first that claims a URL gets it."""


def kind_of(url: str) -> Kind:
    """The kind a source's URL is of. UsageError, with what exists, when it is of none."""
    for kind in KINDS:
        if kind.claims(url):
            return kind
    known = "; ".join(f"{kind.form} ({kind.name})" for kind in KINDS)
    near = get_close_matches(url, [kind.name for kind in KINDS if kind.name == kind.form], 1)
    meant = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"{shown(url)} is no source this version can follow.{meant} Known: {known}.")


def make_source(config: SourceConfig, means: Means) -> Source:
    """The source this configuration asks for. UsageError when it is of no known kind or not allowed as it is."""
    return kind_of(config.url).make(config, means)

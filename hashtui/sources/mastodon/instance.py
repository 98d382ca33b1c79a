"""What a server says about itself: its accounts' domain, where it streams, what it shows to visitors."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from hashtui.sources.address import is_loopback
from hashtui.sources.shape import Record

LONGEST_URL = 2048


@dataclass(frozen=True, slots=True)
class Instance:
    """What is known of a server. Everything may be unknown: some servers tell nothing."""

    domain: str | None = None
    """What stands after the @ of its own accounts."""
    streaming: str | None = None
    """The base of its WebSocket, as advertised."""
    local: str | None = None
    """Who may see its own people's posts of a tag: public, authenticated, disabled; None: it does not say."""
    remote: str | None = None
    """The same for posts from elsewhere."""

    @property
    def visitor_side(self) -> str | None:
        """The parameter with which a visitor gets at least one side, when only one is open (Mastodon 4.5)."""
        match (self.local, self.remote):
            case ("public", "authenticated" | "disabled"):
                return "local"
            case ("authenticated" | "disabled", "public"):
                return "remote"
            case _:
                return None

    @property
    def is_closed(self) -> bool:
        """It says itself that visitors see nothing of tags."""
        closed = ("authenticated", "disabled")
        return self.local in closed and self.remote in closed


def read_v2(record: Record) -> Instance:
    """From `/api/v2/instance`. GoToSocial gives the domain of its accounts apart."""
    configuration = record.record("configuration") or Record({})
    urls = configuration.record("urls") or Record({})
    access = configuration.record("timelines_access") or Record({})
    feeds = access.record("hashtag_feeds") or Record({})
    return Instance(
        domain=_domain(record.text("account_domain") or record.text("domain")),
        streaming=urls.text("streaming"),
        local=feeds.text("local"),
        remote=feeds.text("remote"),
    )


def read_v1(record: Record) -> Instance:
    """From `/api/v1/instance`."""
    urls = record.record("urls") or Record({})
    return Instance(
        domain=_domain(record.text("account_domain") or record.text("uri")), streaming=urls.text("streaming_api")
    )


def streaming_url(base: str, advertised: str | None) -> str:
    """Where to open the WebSocket of the server at `base`.

    A server on this machine often advertises itself with a scheme it does not speak: same port, then same scheme.
    """
    own = "ws" + base.removeprefix("http")
    found = own
    if advertised and advertised.startswith(("wss://", "ws://", "https://", "http://")):
        found = advertised.replace("http", "ws", 1) if advertised.startswith("http") else advertised
        if not _makes_sense(found) or (_is_here(base) and _is_here(found) and _port(found) == _port(base)):
            found = own
    return found.split("?")[0].rstrip("/").removesuffix("/api/v1/streaming") + "/api/v1/streaming"


def _makes_sense(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and len(url) <= LONGEST_URL
    except ValueError:
        return False


def _is_here(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname or "")


def _port(url: str) -> int | None:
    return urlsplit(url).port


def _domain(text: str | None) -> str | None:
    """Some servers give a URL here."""
    bare = (text or "").removeprefix("https://").removeprefix("http://").strip("/ ").lower()
    return bare if bare and "/" not in bare and "@" not in bare and len(bare) <= 255 else None

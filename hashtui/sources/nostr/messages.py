"""What a relay says, and what is said to it: the JSON arrays of NIP-01."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, log_line
from hashtui.sources.nostr.event import Event

Filter = Mapping[str, Sequence[str] | Sequence[int] | int]
"""What is asked for: keys narrow it down, the values of one key widen it."""

LONGEST_WORDS = 160
"""Characters of what a relay says that are shown."""
_PREFIXES = "auth-required blocked duplicate error invalid mute pow rate-limited restricted unsupported"
PREFIXES = frozenset(_PREFIXES.split())
"""The first words of a refusal, for machines (NIP-01, NIP-42)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An event, for the request of this name."""

    request: str
    event: Event


@dataclass(frozen=True, slots=True)
class Stored:
    """All that was stored has been sent for this request (EOSE); what follows is new."""

    request: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The relay ends this request. `prefix` is one of PREFIXES or empty."""

    request: str
    prefix: str
    words: CleanLine

    @property
    def is_refusal(self) -> bool:
        """It gives a reason. Without one a relay only says that nothing more will come (nostr-sdk's, for ids)."""
        return bool(self.prefix or self.words)


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for people."""

    words: CleanLine


@dataclass(frozen=True, slots=True)
class Challenge:
    """It would like us to log in (NIP-42)."""


Message = Sent | Stored | Closed | Notice | Challenge


def read_message(frame: str | bytes) -> Message | None:
    """What this frame says; None when it says nothing to us. Malformed when it is no message."""
    parts = _parts(frame)
    match _text(parts[0]) if parts else "":
        case "EVENT" if len(parts) > 2:
            return Sent(_text(parts[1]), read_event(parts[2]))
        case "EOSE" if len(parts) > 1:
            return Stored(_text(parts[1]))
        case "CLOSED" if len(parts) > 1:
            said = _text(parts[2]) if len(parts) > 2 else ""
            prefix, colon, rest = said.partition(":")
            known = colon and prefix in PREFIXES
            return Closed(_text(parts[1]), prefix if known else "", _words(rest if known else said))
        case "NOTICE" if len(parts) > 1:
            return Notice(_words(_text(parts[1])))
        case "AUTH":
            return Challenge()
        case "EVENT" | "EOSE" | "CLOSED" | "NOTICE":
            raise Malformed("a message of a relay without its parts")
        case _:
            return None


def read_event(document: bytes | str | msgspec.Raw) -> Event:
    """The event this JSON object is. Malformed when a field is missing or of another type."""
    try:
        return _EVENT.decode(document)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Malformed("no Nostr event") from error


def request(name: str, filters: Sequence[Filter]) -> str:
    """The message that asks for what any of the filters lets through, now and from now on."""
    return _said(["REQ", name, *map(dict, filters)])


def close(name: str) -> str:
    """The message that ends a request."""
    return _said(["CLOSE", name])


_PARTS = msgspec.json.Decoder(list[msgspec.Raw])
_TEXT = msgspec.json.Decoder(str)
_EVENT = msgspec.json.Decoder(Event)


def _parts(frame: str | bytes) -> list[msgspec.Raw]:
    try:
        return _PARTS.decode(frame)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Malformed("no message of a relay") from error


def _text(part: msgspec.Raw) -> str:
    try:
        return _TEXT.decode(part)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Malformed("a message of a relay with something else than text") from error


def _words(said: str) -> CleanLine:
    return log_line(log_line(said[: 2 * LONGEST_WORDS].strip())[:LONGEST_WORDS])


def _said(message: Sequence[object]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))

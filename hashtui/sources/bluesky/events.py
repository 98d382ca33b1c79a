"""What one frame of the stream tells, in both forms in which Jetstream sends it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hashtui.errors import Malformed
from hashtui.sources.bluesky.position import MICROS_FROM, to_moment
from hashtui.sources.shape import Record, read_record

LONGEST = 2048
"""Characters of a DID, a record key, a revision."""
_PASSING = ("desynchronized", "throttled")
"""Why an account may be inactive though nothing of it was taken back (com.atproto.sync.subscribeRepos#account)."""
_EVENTS = "network.bsky.jetstream.subscribeEvents#"


class Operation(StrEnum):
    """What was done to a record."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Commit:
    """A record was made, changed or deleted in an account's repository."""

    did: str
    collection: str
    rkey: str
    rev: str
    operation: Operation
    record: Record | None
    at: datetime
    """When the network saw it."""

    @property
    def print(self) -> tuple[str, str, str, str]:
        """What is the same when the same commit comes again."""
        return self.did, self.collection, self.rkey, self.rev


@dataclass(frozen=True, slots=True)
class Standing:
    """An account came to be shown, or not to be shown any more: deleted, deactivated, suspended, taken down."""

    did: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """An account's handle may have changed; `handle` is None where the event does not say to which."""

    did: str
    handle: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """The server says something of the stream itself."""

    name: str
    text: str
    is_last: bool
    """It closes the stream with it."""


Event = Commit | Standing | Naming | Word


def read_event(frame: bytes, received_at: datetime) -> Event | None:
    """What this frame tells; None when it is nothing that concerns a reader. Malformed when it makes no sense."""
    outer = read_record(frame)
    match outer.text("$type"):
        case "message":
            payload = outer.record("payload")
            if payload is None:
                raise Malformed("a message without a payload")
            kind = (payload.text("$type") or "").removeprefix(_EVENTS).removeprefix("#")
            return _event(kind, payload, payload, payload.time("time") or received_at)
        case "error":
            return Word(_text(outer, "error"), _text(outer, "message"), is_last=True)
        case _:
            kind = outer.text("kind") or ""
            micros = outer.whole("time_us")
            at = to_moment(micros) if micros is not None and micros >= MICROS_FROM else received_at
            return _event(kind, outer, outer.record("commit"), at)


def read_word(frame: bytes, received_at: datetime) -> Word | None:
    """What the server says of the stream in this frame; None when it tells of something else, or nothing."""
    if b'#info"' not in frame and b'"error"' not in frame:
        return None
    try:
        event = read_event(frame, received_at)
    except Malformed:
        return None
    return event if isinstance(event, Word) else None


def _event(kind: str, outer: Record, commit: Record | None, at: datetime) -> Event | None:
    match kind:
        case "commit":
            return _commit(outer, commit, at)
        case "account":
            inner = outer.record("account")
            if inner is None or not inner.has("active"):
                raise Malformed("an account event that does not say how it is")
            is_there = inner.flag("active") or inner.text("status") in _PASSING
            return Standing(_name(outer, "did"), is_there)
        case "identity":
            inner = outer.record("identity")
            return Naming(_name(outer, "did"), inner.text("handle") if inner is not None else None)
        case "info":
            return Word(_text(outer, "name"), _text(outer, "message"), is_last=False)
        case _:
            return None


def _commit(outer: Record, commit: Record | None, at: datetime) -> Commit:
    if commit is None:
        raise Malformed("a commit event without a commit")
    try:
        operation = Operation(commit.text("operation") or "")
    except ValueError:
        raise Malformed("a commit that does nothing known") from None
    record = commit.record("record")
    if record is None and operation is not Operation.DELETE:
        raise Malformed("a commit without its record")
    return Commit(
        did=_name(outer, "did"),
        collection=_name(commit, "collection"),
        rkey=_name(commit, "rkey"),
        rev=(commit.text("rev") or "")[:LONGEST],
        operation=operation,
        record=record,
        at=at,
    )


def _name(record: Record, field: str) -> str:
    found = record.text(field)
    if not found or len(found) > LONGEST:
        raise Malformed(f"an event without its {field}")
    return found


def _text(record: Record, field: str) -> str:
    return (record.text(field) or "")[:LONGEST]

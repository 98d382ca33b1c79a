"""What a relay may do to its reader: ends that never come, words without end, and events that lie."""

import json
import random
import time
from collections.abc import Callable, Sequence

from tests.chaos.exchange import Exchange
from tests.chaos.faults.table import FAULTS
from tests.chaos.nostr import RelayStream
from tests.chaos.nostr_event import NOTE, signed
from tests.chaos.script import Action
from tests.chaos.web_socket import Stream
from tests.chaos.world import Json

NOSTR = FAULTS.of("nostr")
STRANGER = "a stranger"
YEAR_2100 = 4_102_444_800


@NOSTR.at_request
async def eose_never(action: Action, exchange: Exchange) -> None:
    """The end of the stored events is never said."""
    _habit(exchange, lambda stream: setattr(stream, "eose", 0))


@NOSTR.at_request
async def eose_twice(action: Action, exchange: Exchange) -> None:
    """It is said twice."""
    _habit(exchange, lambda stream: setattr(stream, "eose", 2))


@NOSTR.at_request
async def notice_flood(action: Action, exchange: Exchange) -> None:
    """Notices without end, some for the terminal rather than for the reader."""
    count = action.number("count", 5000)

    def flood(stream: RelayStream) -> None:
        for n in range(count):
            stream.say("NOTICE", f"notice {n} \x1b]0;owned\x07" + "blah " * 20)

    _habit(exchange, flood)


@NOSTR.at_request
async def closed_auth_required(action: Action, exchange: Exchange) -> None:
    """Every request is closed: the relay wants to know who asks (NIP-42), or says other `words`."""
    words = action.number("words", "auth-required: we only serve people we know \x1b[2J")
    _habit(exchange, lambda stream: setattr(stream, "closes_with", words))


@NOSTR.at_request
async def closed_rate_limited(action: Action, exchange: Exchange) -> None:
    """Every request is closed: too many."""
    _habit(exchange, lambda stream: setattr(stream, "closes_with", "rate-limited: slow down, please"))


@NOSTR.at_event
def bad_sig(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event under a signature that is not its author's."""

    def forge(event: Json) -> Json:
        sig = str(event["sig"])
        return event | {"sig": ("0" if sig[0] != "0" else "1") + sig[1:]}

    _changed(stream, text, forge)


@NOSTR.at_event
def sig_junk(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Signatures and names that are not even of the right form."""
    for odd in ("", "zz", 7, None, "f" * 128, "é" * 128):
        _changed(stream, text, lambda event, odd=odd: event | {"sig": odd})  # type: ignore[misc]  # bound at once
        _changed(stream, text, lambda event, odd=odd: event | {"pubkey": odd})  # type: ignore[misc]  # bound at once
    stream.put_text(text)


@NOSTR.at_event
def id_mismatch(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Somebody else's words under the event's name and signature."""
    _changed(stream, text, lambda event: event | {"content": "I never said this"})


@NOSTR.at_event
def created_at_2100(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A note well signed, from the year 2100; then the event."""
    _also(stream, text, "from the future", created_at=YEAR_2100)


@NOSTR.at_event
def created_at_junk(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Times that are none, then the event."""
    for odd in (-1, 1.5, "1700000000", None, 10**30, True):
        _changed(stream, text, lambda event, odd=odd: event | {"created_at": odd})  # type: ignore[misc]  # bound at once
    stream.put_text(text)


@NOSTR.at_event
def kind_wrong(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """An event of a kind nobody asked for, well signed; then the event."""
    _also(stream, text, '{"name":"an encrypted something"}', kind=action.number("kind", 4))


@NOSTR.at_event
def tag_10_000(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A note well signed with very many tags; then the event."""
    count = action.number("count", 10_000)
    _also(stream, text, "tagged all over", tags=[["t", f"tag{n}"] for n in range(count)])


@NOSTR.at_event
def tags_junk(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Tags of other shapes, then the event."""
    oddities: list[object] = [None, "t", [["t", 7]], [[]], [None], {"t": "a"}, [["t", ["a"]]]]
    for odd in oddities:
        _changed(stream, text, lambda event, odd=odd: event | {"tags": odd})  # type: ignore[misc]  # bound at once
    stream.put_text(text)


@NOSTR.at_event
def sub_id_wrong(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event under the name of a subscription nobody made."""
    message = json.loads(text)
    stream.put_text(json.dumps(["EVENT", "somebody-else", *message[2:]], ensure_ascii=False))


@NOSTR.at_event
def untagged(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """A note well signed without the tag that was asked for, under its subscription; then the event."""
    _also(stream, text, "not about this at all", tags=[["t", "elsewhere"]])


@NOSTR.at_event
def delete_by_another(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """The event, then a stranger's wish to delete it."""
    stream.put_text(text)
    message = json.loads(text)
    gone = signed(STRANGER, int(time.time()), 5, [("e", str(message[2]["id"])), ("t", "a")], "")
    stream.put_text(json.dumps([*message[:2], gone.json()]))


@NOSTR.at_event
def message_junk(action: Action, stream: Stream, text: str, dice: random.Random) -> None:
    """Messages of no kind, then the event."""
    for junk in (
        "",
        "{}",
        "[]",
        "null",
        '["EVENT"]',
        '["EVENT",7,7]',
        '["WHAT",1]',
        '["OK"]',
        '["CLOSED"]',
        '["EOSE"]',
    ):
        stream.put_text(junk)
    stream.put_text(text)


def _habit(exchange: Exchange, take_up: Callable[[RelayStream], None]) -> None:
    def opened(stream: Stream) -> None:
        if isinstance(stream, RelayStream):
            take_up(stream)

    exchange.on_stream.append(opened)


def _changed(stream: Stream, text: str, change: Callable[[Json], Json]) -> None:
    message = json.loads(text)
    _put(stream, [*message[:2], change(message[2])])


def _put(stream: Stream, message: object) -> None:
    """What is told here is not the event: it does not count as served."""
    told, stream.telling = stream.telling, None
    stream.put_text(json.dumps(message, ensure_ascii=False))
    stream.telling = told


def _also(
    stream: Stream,
    text: str,
    content: str,
    *,
    created_at: int | None = None,
    kind: int = NOTE,
    tags: Sequence[Sequence[str]] | None = None,
) -> None:
    """A stranger's event like this one under the same subscription, then this one."""
    message = json.loads(text)
    event = message[2]
    given = [t for t in event["tags"] if t[0] == "t"]
    made = signed(
        STRANGER,
        event["created_at"] if created_at is None else created_at,
        kind,
        given if tags is None else [*given, *tags] if len(tags) > 1 else tags,
        content,
    )
    _put(stream, [*message[:2], made.json()])
    stream.put_text(text)

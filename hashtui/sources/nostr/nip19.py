"""The names of people and events that begin with `npub1`, `note1` and the like (NIP-19, in the Bech32 of BIP-173)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hashtui.sources.nostr.event import is_hex

LONGEST = 512
"""Characters of a name that is read."""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_SPECIAL, _RELAY, _AUTHOR, _KIND = 0, 1, 2, 3
"""The types of the parts of a long name."""


@dataclass(frozen=True, slots=True)
class Person:
    """`npub` or `nprofile`."""

    pubkey: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """`note`, `nevent` or `naddr`: an event by its id, or by its address."""

    key: str


def read_name(name: str) -> Person | Mentioned | None:
    """Whom or what a name means; None when it means nothing we know, as `nsec`."""
    found = _decoded(name.lower()) if len(name) <= LONGEST else None
    if found is None:
        return None
    prefix, octets = found
    match prefix:
        case "npub" if len(octets) == 32:
            return Person(octets.hex())
        case "note" if len(octets) == 32:
            return Mentioned(octets.hex())
        case "nprofile" | "nevent" | "naddr":
            return _long(prefix, _parts(octets))
        case _:
            return None


def npub(pubkey: str) -> str:
    """The name of a person; `pubkey` is hexadecimal."""
    return _encoded("npub", bytes.fromhex(pubkey))


def nevent(event_id: str, pubkey: str, kind: int) -> str:
    """The long name of an event, which tells its author, so that it can be found at the relays of theirs."""
    return _encoded("nevent", _part(_SPECIAL, bytes.fromhex(event_id)) + _about(pubkey, kind))


def naddr(address: str) -> str | None:
    """The name of an addressable event in all its versions; None when this is no address."""
    kind, _, rest = address.partition(":")
    pubkey, colon, name = rest.partition(":")
    octets = name.encode("utf-8", "replace")
    if not (colon and kind.isascii() and kind.isdigit() and len(kind) < 6 and is_hex(pubkey, 64) and len(octets) < 256):
        return None
    return _encoded("naddr", _part(_SPECIAL, octets) + _about(pubkey, int(kind)))


def shortened(name: str) -> str:
    """A name by its two ends, as people compare them."""
    return name if len(name) <= 20 else f"{name[:12]}…{name[-6:]}"


def _long(prefix: str, parts: list[tuple[int, bytes]]) -> Person | Mentioned | None:
    special = next((value for kind, value in parts if kind == _SPECIAL), None)
    author = next((value for kind, value in parts if kind == _AUTHOR and len(value) == 32), None)
    number = next((value for kind, value in parts if kind == _KIND and len(value) == 4), None)
    if special is None:
        return None
    if prefix == "naddr":
        if author is None or number is None:
            return None
        return Mentioned(f"{int.from_bytes(number, 'big')}:{author.hex()}:{special.decode('utf-8', 'replace')}")
    if len(special) != 32:
        return None
    return Person(special.hex()) if prefix == "nprofile" else Mentioned(special.hex())


def _parts(octets: bytes) -> list[tuple[int, bytes]]:
    """Type and value of each part; what is cut off is left out."""
    found = []
    while len(octets) >= 2 and len(octets) >= 2 + octets[1]:
        found.append((octets[0], octets[2 : 2 + octets[1]]))
        octets = octets[2 + octets[1] :]
    return found


def _part(kind: int, value: bytes) -> bytes:
    return bytes((kind, len(value))) + value


def _about(pubkey: str, kind: int) -> bytes:
    return _part(_AUTHOR, bytes.fromhex(pubkey)) + _part(_KIND, kind.to_bytes(4, "big"))


def _decoded(name: str) -> tuple[str, bytes] | None:
    prefix, one, rest = name.rpartition("1")
    if not one or not prefix.isascii() or len(rest) < 6 or not _VALUES.keys() >= set(rest):
        return None
    values = [_VALUES[letter] for letter in rest]
    if _checksum(_expanded(prefix) + values) != 1:
        return None
    octets = _regrouped(values[:-6], 5, 8)
    return None if octets is None else (prefix, bytes(octets))


def _encoded(prefix: str, octets: bytes) -> str:
    values = _regrouped(octets, 8, 5) or []
    rest = _checksum([*_expanded(prefix), *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [(rest >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1" + "".join(_LETTERS[value] for value in values)


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _checksum(values: Iterable[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(_GENERATOR):
            if top >> place & 1:
                rest ^= term
    return rest


def _regrouped(values: Sequence[int], width: int, to: int) -> list[int] | None:
    """Numbers of `width` bits as numbers of `to` bits; None when bits that should be empty are left over."""
    found, held, bits = [], 0, 0
    for value in values:
        held = (held << width | value) & 0xFFF
        bits += width
        while bits >= to:
            bits -= to
            found.append(held >> bits & ((1 << to) - 1))
    if to < width:
        if bits:
            found.append(held << (to - bits) & ((1 << to) - 1))
    elif bits >= width or held & ((1 << bits) - 1):
        return None
    return found

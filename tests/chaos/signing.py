"""Nostr's signatures (BIP-340) by the few lines the test world needs; coincurve does it faster where it is there."""

import hashlib

try:
    import coincurve

    HAS_COINCURVE = True
except ImportError:
    HAS_COINCURVE = False  # there is no wheel for every Python

_P = 2**256 - 2**32 - 977
_N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)
Point = tuple[int, int] | None


def secret(name: str) -> bytes:
    """The key of somebody of the test world: the same name, the same key."""
    return hashlib.sha256(f"chaos {name}".encode()).digest()


def public_key(key: bytes) -> str:
    """The x-only public key, 64 hex digits."""
    if HAS_COINCURVE:
        return str(coincurve.PublicKeyXOnly.from_secret(key).format().hex())
    point = _times(int.from_bytes(key, "big"))
    assert point is not None
    return f"{point[0]:064x}"


def sign(key: bytes, message: bytes) -> str:
    """The signature of 32 bytes, 128 hex digits."""
    if HAS_COINCURVE:
        return str(coincurve.PrivateKey(key).sign_schnorr(message, bytes(32)).hex())
    return plain_sign(key, message)


def plain_sign(key: bytes, message: bytes) -> str:
    """The same with nothing but Python's numbers."""
    d = int.from_bytes(key, "big")
    public = _times(d)
    assert public is not None
    d = d if public[1] % 2 == 0 else _N - d
    masked = (d ^ int.from_bytes(_tagged("aux", bytes(32)), "big")).to_bytes(32, "big")
    own = public[0].to_bytes(32, "big")
    k = int.from_bytes(_tagged("nonce", masked + own + message), "big") % _N
    nonce = _times(k)
    assert nonce is not None
    k = k if nonce[1] % 2 == 0 else _N - k
    r = nonce[0].to_bytes(32, "big")
    e = int.from_bytes(_tagged("challenge", r + own + message), "big") % _N
    return (r + ((k + e * d) % _N).to_bytes(32, "big")).hex()


def _tagged(tag: str, content: bytes) -> bytes:
    name = hashlib.sha256(f"BIP0340/{tag}".encode()).digest()
    return hashlib.sha256(name * 2 + content).digest()


def _add(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and y1 != y2:
        return None
    rise, run = (3 * x1 * x1, 2 * y1) if one == other else (y2 - y1, x2 - x1)
    slope = rise * pow(run, -1, _P) % _P
    x = (slope * slope - x1 - x2) % _P
    return x, (slope * (x1 - x) - y1) % _P


def _times(factor: int) -> Point:
    point: Point = _G
    total: Point = None
    while factor:
        if factor & 1:
            total = _add(total, point)
        point = _add(point, point)
        factor >>= 1
    return total

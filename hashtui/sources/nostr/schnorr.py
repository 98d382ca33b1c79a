"""Whether a BIP-340 signature holds, in plain Python: Schnorr signatures over secp256k1 with x-only public keys."""

from hashlib import sha256

P = 2**256 - 2**32 - 977
"""The field of the curve y² = x³ + 7."""
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
"""The order of its group, and of G."""
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)

Point = tuple[int, int]
"""x and y."""
Jacobian = tuple[int, int, int]
"""X, Y, Z with x = X/Z² and y = Y/Z³; Z = 0 is the point at infinity."""

WIDTH_G = 8
WIDTH = 5
"""Bits of the windows of the two multiplications; G's multiples are kept, the key's are made each time."""

_INFINITY: Jacobian = (1, 1, 0)
_CHALLENGE = sha256(b"BIP0340/challenge").digest() * 2


def verify(message: bytes, public_key: bytes, signature: bytes) -> bool:
    """Whether the signature (64 bytes) over the message is of the owner of the key (32 bytes). Never raises."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key = lift_x(int.from_bytes(public_key, "big"))
    r = int.from_bytes(signature[:32], "big")
    s = int.from_bytes(signature[32:], "big")
    if key is None or r >= P or s >= N:
        return False
    challenge = sha256(_CHALLENGE + signature[:32] + public_key + message).digest()
    e = int.from_bytes(challenge, "big") % N
    x, y, z = _combined(s, N - e if e else 0, key)
    if z == 0:
        return False
    if (x - r * z * z) % P:
        return False
    return y * pow(z, -3, P) % P % 2 == 0


def lift_x(x: int) -> Point | None:
    """The point with this x and an even y; None when the curve has none."""
    if x >= P:
        return None
    square = (x * x * x + 7) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        return None
    return x, y if y % 2 == 0 else P - y


def _combined(a: int, b: int, key: Point) -> Jacobian:
    """a·G + b·key, both in one go (Strauss), with signed windows (wNAF)."""
    digits_g, digits = _windows(a, WIDTH_G), _windows(b, WIDTH)
    multiples = _odd_multiples(key, WIDTH) if digits else []
    found = _INFINITY
    for place in range(max(len(digits_g), len(digits)) - 1, -1, -1):
        found = _doubled(found)
        digit = digits_g[place] if place < len(digits_g) else 0
        if digit:
            x, y = _MULTIPLES_OF_G[abs(digit) >> 1]
            found = _plus_affine(found, x, y if digit > 0 else P - y)
        digit = digits[place] if place < len(digits) else 0
        if digit:
            point = multiples[abs(digit) >> 1]
            found = _plus(found, point if digit > 0 else (point[0], P - point[1], point[2]))
    return found


def _windows(number: int, width: int) -> list[int]:
    """The number in signed odd digits of `width` bits, the lowest first; most are 0."""
    digits: list[int] = []
    whole = 1 << width
    while number:
        digit = 0
        if number & 1:
            digit = number & (whole - 1)
            if digit >= whole >> 1:
                digit -= whole
            number -= digit
        digits.append(digit)
        number >>= 1
    return digits


def _odd_multiples(point: Point, width: int) -> list[Jacobian]:
    """The point times 1, 3, 5 … below 2^(width-1)."""
    first: Jacobian = (*point, 1)
    twice = _doubled(first)
    found = [first]
    for _ in range((1 << (width - 2)) - 1):
        found.append(_plus(found[-1], twice))
    return found


def _doubled(point: Jacobian) -> Jacobian:
    x, y, z = point
    if z == 0:
        return point
    yy = y * y % P
    s = 4 * x * yy % P
    m = 3 * x * x % P
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def _plus(one: Jacobian, other: Jacobian) -> Jacobian:
    x1, y1, z1 = one
    x2, y2, z2 = other
    if z1 == 0:
        return other
    if z2 == 0:
        return one
    z1z1, z2z2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * z2z2 % P, x2 * z1z1 % P
    s1, s2 = y1 * z2 * z2z2 % P, y2 * z1 * z1z1 % P
    return _joined(u1, u2, s1, s2, z1 * z2 % P, one)


def _plus_affine(one: Jacobian, x2: int, y2: int) -> Jacobian:
    """The sum with a point whose Z is 1: fewer multiplications."""
    x1, y1, z1 = one
    if z1 == 0:
        return x2, y2, 1
    z1z1 = z1 * z1 % P
    return _joined(x1, x2 * z1z1 % P, y1, y2 * z1 * z1z1 % P, z1, one)


def _joined(u1: int, u2: int, s1: int, s2: int, z: int, one: Jacobian) -> Jacobian:
    h, r = (u2 - u1) % P, (s2 - s1) % P
    if h == 0:
        return _INFINITY if r else _doubled(one)
    hh = h * h % P
    hhh = h * hh % P
    v = u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, h * z % P


def _affine(point: Jacobian) -> Point:
    x, y, z = point
    inverse = pow(z, -1, P)
    square = inverse * inverse % P
    return x * square % P, y * square * inverse % P


_MULTIPLES_OF_G = [_affine(point) for point in _odd_multiples(G, WIDTH_G)]

"""What others use to find near-copies: short sketches of sets of words."""

import zlib
from collections.abc import Iterable, Sequence
from random import Random

PRIME = (1 << 61) - 1
BANDS, ROWS = 16, 4
ALIKE = 0.6
"""Likeness from which two sketches are of copies."""
BITS, APART = 64, 3
"""SimHash: bits of a sketch, and how many of them may differ (Manku, Jain, Das Sarma 2007)."""


class MinHash:
    """MinHash (Broder 1997) with bands: 64 least hashes; a shared band proposes, the share of equal hashes decides."""

    def __init__(self) -> None:
        random = Random(1)
        self._mixes = [(random.randrange(1, PRIME), random.randrange(PRIME)) for _ in range(BANDS * ROWS)]
        self._bands: dict[tuple[int, tuple[int, ...]], list[int]] = {}
        self._sketches: list[tuple[int, ...]] = []

    def meet(self, words: Iterable[str]) -> int | None:
        """Take a post in; the number of an earlier one that it copies."""
        hashes = [zlib.crc32(word.encode()) for word in words]
        number = len(self._sketches)
        if not hashes:
            self._sketches.append(())
            return None
        sketch = tuple(min((a * value + b) % PRIME for value in hashes) for a, b in self._mixes)
        self._sketches.append(sketch)
        best, like = None, ALIKE
        for band in range(BANDS):
            under = self._bands.setdefault((band, sketch[band * ROWS : (band + 1) * ROWS]), [])
            for other in under:
                equal = sum(map(int.__eq__, sketch, self._sketches[other])) / len(sketch)
                if equal >= like and (best is None or equal > like):
                    best, like = other, equal
            under.append(number)
        return best


class SimHash:
    """SimHash (Charikar 2002): 64 bits, near-copies differ in three at most; looked up by quarters."""

    def __init__(self) -> None:
        self._quarters: dict[tuple[int, int], list[int]] = {}
        self._sketches: list[int] = []

    def meet(self, words: Sequence[str]) -> int | None:
        """Take a post in; the number of an earlier one that it copies."""
        sketch = _simhash(words)
        number = len(self._sketches)
        self._sketches.append(sketch)
        best, far = None, APART + 1
        for quarter in range(4):
            under = self._quarters.setdefault((quarter, sketch >> (16 * quarter) & 0xFFFF), [])
            for other in under:
                differ = (sketch ^ self._sketches[other]).bit_count()
                if differ < far:
                    best, far = other, differ
            under.append(number)
        return best


def _simhash(words: Sequence[str]) -> int:
    sums = [0] * BITS
    for word in words:
        coded = word.encode()
        bits = zlib.crc32(coded) << 32 | zlib.crc32(coded[::-1] + b"#")
        for bit in range(BITS):
            sums[bit] += 1 if bits >> bit & 1 else -1
    return sum(1 << bit for bit in range(BITS) if sums[bit] > 0)

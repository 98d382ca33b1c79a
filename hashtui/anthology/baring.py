"""Takes out of a picture what a camera or a program wrote beside it: where it was taken, with what, by whom."""

from struct import error, pack, unpack_from

_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_UPRIGHT = 1
_BESIDE_JPEG = frozenset((0xE1, 0xEC, 0xED, 0xFE))
"""Segments with Exif or XMP, with what programs note, with what agencies note, with a comment."""
_SCAN = 0xDA
_BESIDE_PNG = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"))
_PNG_HEAD = 8


def bared(octets: bytes, media_type: str) -> bytes:
    """The same picture without that; how it is turned stays. Of a kind that is not known here: as it is."""
    try:
        match media_type:
            case "image/jpeg":
                return _bared_jpeg(octets)
            case "image/png":
                return _bared_png(octets)
            case _:
                return octets
    except (error, IndexError):  # it ends where there should be more
        return octets


def _bared_jpeg(octets: bytes) -> bytes:
    kept, at, turned = [octets[:2]], 2, _UPRIGHT
    while octets[at] == 0xFF and octets[at + 1] != _SCAN:
        if octets[at + 1] == 0xFF:
            at += 1
            continue
        end = at + 2 + unpack_from(">H", octets, at + 2)[0]
        if octets[at + 1] not in _BESIDE_JPEG:
            kept.append(octets[at:end])
        elif octets[at + 4 : at + 10] == _EXIF:
            turned = _turned(octets[at + 10 : end])
        at = end
    if turned != _UPRIGHT:
        kept.insert(1, _exif(turned))
    return b"".join((*kept, octets[at:]))


def _turned(tiff: bytes) -> int:
    """How the camera was held; upright, where that makes no sense."""
    try:
        return _orientation(tiff)
    except error:
        return _UPRIGHT


def _orientation(tiff: bytes) -> int:
    """As the first directory says."""
    order = "<" if tiff[:2] == b"II" else ">"
    at = unpack_from(f"{order}I", tiff, 4)[0]
    for number in range(unpack_from(f"{order}H", tiff, at)[0]):
        tag, _, _, value = unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
        if tag == _ORIENTATION:
            return int(value) if 0 < value <= 8 else _UPRIGHT
    return _UPRIGHT


def _exif(turned: int) -> bytes:
    """A segment that says that, and nothing else."""
    said = _EXIF + b"MM\0*" + pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    return pack(">HH", 0xFFE1, len(said) + 2) + said


def _bared_png(octets: bytes) -> bytes:
    kept, at = [octets[:_PNG_HEAD]], _PNG_HEAD
    while at < len(octets):
        length, kind = unpack_from(">I4s", octets, at)
        end = at + 12 + length
        if kind not in _BESIDE_PNG:
            kept.append(octets[at:end])
        at = end
    return b"".join(kept)

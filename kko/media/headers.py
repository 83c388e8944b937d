"""What a picture says of itself, read from its first bytes: nothing here decodes anything.

Sources: ITU-T T.81 (JPEG), W3C PNG 3rd edition, Google's WebP container, ISO/IEC 23008-12 (AVIF's boxes).
"""

from collections.abc import Iterator
from typing import NamedTuple

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The markers of a frame; those between them (C4, C8, CC) are tables.
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}  # boxes of AVIF that hold others, after so many bytes


class Header(NamedTuple):
    """The format as Pillow calls it, and the size in pixels."""

    format: str
    width: int
    height: int


def read_header(content: bytes) -> Header | None:
    """Return what the header says, or ``None`` when this is none of JPEG, PNG, WebP and AVIF, or says nothing."""
    for format, read in (("JPEG", _jpeg), ("PNG", _png), ("WEBP", _webp), ("AVIF", _avif)):
        size = read(content)
        if size is not None and size[0] > 0 and size[1] > 0:
            return Header(format, *size)
    return None


def is_heic(content: bytes) -> bool:
    """Whether this is what an iPhone saves unless it is told otherwise."""
    return content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}


def _jpeg(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
        elif marker in JPEG_WITHOUT_LENGTH:
            at += 2
        elif marker in JPEG_FRAMES:
            return _number(content, at + 7, 2), _number(content, at + 5, 2)
        else:
            at += 2 + max(_number(content, at + 2, 2), 2)
    return None


def _png(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(PNG_SIGNATURE) or content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return _number(content, 16, 4), _number(content, 20, 4)


def _webp(content: bytes) -> tuple[int, int] | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + _little(content, 24, 3), 1 + _little(content, 27, 3)
    if kind == b"VP8L":
        bits = _little(content, 21, 4)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        return _little(content, 26, 2) & 0x3FFF, _little(content, 28, 2) & 0x3FFF
    return None


def _avif(content: bytes) -> tuple[int, int] | None:
    """The greatest of the sizes given: those of tiles are given too."""
    if content[4:8] != b"ftyp" or not {b"avif", b"avis"} & set(_brands(content)):
        return None
    sizes = list(_image_sizes(content, 0, len(content)))
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _brands(content: bytes) -> Iterator[bytes]:
    end = min(_number(content, 0, 4), len(content), 256)
    yield from (content[at : at + 4] for at in (8, *range(16, end, 4)))


def _image_sizes(content: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start + 8 <= end:
        length, kind = _number(content, start, 4), content[start + 4 : start + 8]
        stop = end if length == 0 else min(start + length, end)
        if kind == b"ispe" and start + 20 <= stop:
            yield _number(content, start + 12, 4), _number(content, start + 16, 4)
        elif kind in CONTAINERS:
            yield from _image_sizes(content, start + 8 + CONTAINERS[kind], stop)
        if length != 0 and length < 8:  # also 1: a box of more than 4 GB, which has no place here
            return
        start = stop


def _number(content: bytes, at: int, length: int) -> int:
    return int.from_bytes(content[at : at + length], "big")


def _little(content: bytes, at: int, length: int) -> int:
    return int.from_bytes(content[at : at + length], "little")

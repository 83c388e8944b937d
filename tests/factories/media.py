"""Pictures as people send them."""

import io
import struct
import zlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops

from kko.media.models import KkoImage

PAGE = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_picture(
    name: str = "hrnek.jpg", *, format: str = "JPEG", size: tuple[int, int] = (80, 60), mode: str = "RGB", **saved: Any
) -> SimpleUploadedFile:
    """Return an uploaded picture of one colour; ``saved`` goes to Pillow."""
    return an_upload(name, picture_bytes(format=format, size=size, mode=mode, **saved))


def picture_bytes(*, format: str = "JPEG", size: tuple[int, int] = (80, 60), mode: str = "RGB", **saved: Any) -> bytes:
    written = io.BytesIO()
    color = (200, 60, 30, 128)[: len(mode)] if mode.startswith("RGB") else 120
    Image.new(mode, size, color).save(written, format, **saved)
    return written.getvalue()


def an_upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few kilobytes that says it has 3.6 gigapixels; its data go on and on."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(4_000_000), 9))


def exif_with_place(orientation: int = 1) -> bytes:
    """Return EXIF data of a phone that knows where it is."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Fotoaparat Tajny"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 40.0, 12.5), 3: "E", 4: (13.0, 45.0, 1.5)})
    return exif.tobytes()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_photograph(title: str = "Pec", *, size: tuple[int, int] = (1200, 800), **fields: Any) -> KkoImage:
    """Return a kept picture whose pixels compress like a photograph: soft light and grain; red at the left edge."""
    noise = Image.effect_noise((size[0] // 12, size[1] // 12), 60).resize(size, Image.Resampling.BICUBIC)
    light = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (ImageChops.add(noise, light, 2), ImageChops.multiply(noise, light), noise))
    picture.paste((200, 30, 30), (0, 0, size[0] // 8, size[1]))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=90)
    file = ContentFile(written.getvalue(), name="pec.jpg")
    terms = {"credit": "Rút Fotografová", "licence": "CC0-1.0"}
    return KkoImage.objects.create(title=title, file=file, **{**terms, **fields})

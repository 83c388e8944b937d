"""Decodes one picture and writes it anew, small enough and without anything but its pixels.

Runs as a process of its own (``python -I recoding.py`` with the file on its input and the new one on its
output), with bounds on memory and time: what a hostile file does to a decoder, it does here and not to a
server that answers others. It imports Pillow and nothing of the project.
"""

import contextlib
import io
import resource
import sys
from typing import BinaryIO

from PIL import AvifImagePlugin, Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
LONGEST_SIDE = 2560
MAX_PIXELS = 50_000_000
# A WebP of 50 megapixels needs 800 MB, since its decoder holds it three times; the others half of it and less.
MEMORY_BYTES = 1_200 * 1024 * 1024
CPU_SECONDS = 25
QUALITY = 88


def recode(source: BinaryIO) -> bytes:
    """Return the picture as JPEG, or as WebP when something shines through. Raises ``OSError`` and ``ValueError``."""
    image: Image.Image = Image.open(source, formats=FORMATS)
    if image.width * image.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at an eighth, a quarter or a half at once
    image.load()
    orientation, profile = image.getexif(), image.info.get("icc_profile")
    image = _in_plain_mode(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = _in_srgb(image, profile)
    image.info["exif"] = orientation.tobytes()
    image = ImageOps.exif_transpose(image)
    image.info = {}  # else Pillow writes comments and profiles of the old file into the new one
    written = io.BytesIO()
    if image.mode == "RGBA":
        image.save(written, "WEBP", quality=QUALITY, exact=False)
    else:
        image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _in_plain_mode(image: Image.Image) -> Image.Image:
    """Return it as RGB, CMYK or, when something shines through, RGBA."""
    if image.mode.startswith("I"):  # 16 bits a channel
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        if image.getchannel("A").getextrema() == (255, 255):
            image = image.convert("RGB")
    elif image.mode not in {"RGB", "CMYK"}:
        image = image.convert("RGB")
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return it in the colours that browsers take for granted; a broken profile is passed over."""
    opaque = image.convert("RGB") if image.mode == "RGBA" else image
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(opaque, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            opaque = converted or opaque
    opaque = opaque.convert("RGB")
    if image.mode == "RGBA":
        opaque.putalpha(image.getchannel("A"))
    return opaque


def main() -> int:
    """Recode what is on the input; 0 when it worked, 3 when it is no sound picture."""
    with contextlib.suppress(ValueError, OSError):  # not every system bounds its processes
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        written = recode(io.BytesIO(sys.stdin.buffer.read()))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, MemoryError):
        return 3
    sys.stdout.buffer.write(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())

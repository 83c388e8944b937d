"""Pictures that people send: looked at before anything decodes them, and written anew before they are kept."""

import io
import re
import subprocess
import sys
import threading
import uuid
import zipfile
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from kko.media import recoding
from kko.media.headers import Header, is_heic, read_header

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = recoding.MAX_PIXELS
SECONDS = 40
# Each picture is decoded in a process of its own, which may need some hundred megabytes.
DECODERS = threading.BoundedSemaphore(2)
SECONDS_IN_LINE = 10
# The sizes and formats in which pages show a picture, as the tag {% picture %} spells them.
SPECS = tuple(f"format-{format}|max-{size}x{size}" for format in ("avif", "webp", "jpeg") for size in (600, 1200))
ACCEPT = "image/jpeg,image/png,image/webp,image/avif"
# What no camera and no editor writes into a picture, but what browsers and servers would run.
PAGE_OR_PROGRAM = re.compile(rb"<!doctype\s+html|<html[\s>]|<script[\s>]|<\?php|<svg\s[^>]{0,500}xmlns", re.IGNORECASE)


class PictureRefused(Exception):
    """The file is not kept; the text says why, for the person who sent it."""


def check_picture(file: File) -> Header:
    """Return what the header of ``file`` says. Raises ``PictureRefused``. Nothing is decoded.

    At most 15 MB and 50 megapixels; JPEG, PNG, WebP or AVIF by its bytes, whatever its name says.
    """
    if file.size > MAX_BYTES:
        raise PictureRefused(_("The picture has more than 15 MB. Please save it smaller and try again."))
    file.seek(0)
    content = file.read()
    header = read_header(content)
    if header is None and is_heic(content):
        raise PictureRefused(_("Your phone saved the picture as HEIC. Please save it as JPEG and try again."))
    if header is None:
        raise PictureRefused(_("This is no picture that we can keep. Please send a JPEG, PNG, WebP or AVIF."))
    if header.width * header.height > MAX_PIXELS:
        raise PictureRefused(_("The picture has more than 50 megapixels. Please save it smaller and try again."))
    if PAGE_OR_PROGRAM.search(content) or b"%PDF-" in content[:1024] or zipfile.is_zipfile(io.BytesIO(content)):
        raise PictureRefused(
            _("There is more than a picture in this file. Please open it in an image editor and save it anew.")
        )
    return header


def clean_picture(file: File) -> ContentFile:
    """Return ``file`` written anew: no longer than 2560 pixels, upright, without place, camera or any other data.

    JPEG, or WebP when something shines through, under a name that nobody guesses. Raises ``PictureRefused``.
    """
    check_picture(file)
    file.seek(0)
    if not DECODERS.acquire(timeout=SECONDS_IN_LINE):
        raise PictureRefused(_("Many pictures are coming in just now. Please try again in a minute."))
    try:
        content = _written_anew(file.read())
    finally:
        DECODERS.release()
    header = read_header(content)
    if header is None:
        raise PictureRefused(
            _("The picture is damaged. Please open it in an image editor, save it anew and try again.")
        )
    ending = "jpg" if header.format == "JPEG" else "webp"
    return ContentFile(content, name=f"{uuid.uuid4().hex}.{ending}")


def _written_anew(content: bytes) -> bytes:
    """Return what the decoder made of ``content`` in its own process; nothing where that ended badly."""
    script = [sys.executable, "-I", str(Path(recoding.__file__))]
    try:
        done = subprocess.run(script, input=content, capture_output=True, timeout=SECONDS, check=False, env={})
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""

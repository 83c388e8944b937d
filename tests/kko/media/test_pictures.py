"""What pictures are taken, what is refused before anything decodes it, and what is left of those that are kept."""

import io
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image, ImageCms

from kko.media import headers, pictures
from kko.media.pictures import PictureRefused, check_picture, clean_picture
from scripts.console import ROOT
from tests.factories.media import PAGE, SVG, a_bomb, a_picture, an_upload, exif_with_place, picture_bytes

pytestmark = pytest.mark.embedded
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
# What a check costs beside the interpreter and Django, in a process of its own.
MEASURED = """
import os, resource, sys
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "kko.settings"
from django.conf import settings
settings.configure(USE_I18N=False)
from django.core.files.base import ContentFile
from kko.media.pictures import PictureRefused, clean_picture
content = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_AS, (300 * 1024 * 1024, 300 * 1024 * 1024))
try:
    clean_picture(ContentFile(content, name="obrazek.png"))
except PictureRefused as refused:
    print(refused)
"""


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def opened(file) -> Image.Image:
    image = Image.open(io.BytesIO(file.read()))
    image.load()
    return image


def reason(content: bytes, name: str = "obrazek.jpg") -> str:
    with pytest.raises(PictureRefused) as refused:
        clean_picture(an_upload(name, content))
    return str(refused.value)


MODES = [(one, mode) for one in FORMATS for mode in ("RGB", "L", *(["CMYK"] if one == "JPEG" else ["RGBA", "P"]))]


@pytest.mark.parametrize(("format", "mode"), MODES)
def test_header_says_the_size_of_every_format(format, mode):
    content = picture_bytes(format=format, mode=mode, size=(321, 123))
    assert headers.read_header(content) == headers.Header(format, 321, 123)


@pytest.mark.parametrize("format", FORMATS)
def test_no_part_of_a_header_breaks_its_reader(format):
    content = picture_bytes(format=format)
    found = [headers.read_header(content[:length]) for length in range(len(content))]
    assert {one for one in found if one} <= {headers.Header(format, 80, 60)}


@pytest.mark.parametrize("format", FORMATS)
def test_picture_is_kept_within_2560_pixels_as_jpeg_under_a_name_of_ours(format):
    kept = clean_picture(a_picture("Můj hrnek.xyz", format=format, size=(3000, 1500)))
    image = opened(kept)
    assert (image.format, image.size) == ("JPEG", (2560, 1280))
    assert (len(Path(kept.name).stem), Path(kept.name).suffix) == (32, ".jpg")


def test_small_picture_keeps_its_size_and_what_shines_through():
    image = opened(clean_picture(a_picture(format="PNG", mode="RGBA", size=(90, 40))))
    assert (image.format, image.mode, image.size) == ("WEBP", "RGBA", (90, 40))
    assert image.getchannel("A").getextrema() == (128, 128)


def test_place_camera_and_comments_do_not_stay():
    sent = a_picture(exif=exif_with_place(), comment=b"tajny komentar", dpi=(72, 72))
    assert b"Fotoaparat" in sent.read()
    kept = clean_picture(sent).read()
    image = Image.open(io.BytesIO(kept))
    assert dict(image.getexif()) == {}
    assert not any(part in kept for part in (b"Exif", b"Fotoaparat", b"tajny", b"GPS"))
    assert {"exif", "comment", "xmp", "icc_profile"} & image.info.keys() == set()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_picture_stands_upright(format):
    """Orientation 6: the camera was turned to the left, the picture is to be turned to the right."""
    image = Image.new("RGB", (80, 40), "white")
    image.paste("red", (0, 0, 40, 40))
    written = io.BytesIO()
    image.save(written, format, exif=exif_with_place(6))
    upright = opened(clean_picture(an_upload("foto", written.getvalue()))).convert("RGB")
    red, white = upright.getpixel((20, 20)), upright.getpixel((20, 60))
    assert upright.size == (40, 80)
    assert (red[0] > 200, red[1] < 60, min(white) > 200) == (True, True, True)


def test_wide_colours_become_those_of_browsers():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, srgb, b"no profile at all"):
        assert opened(clean_picture(a_picture(icc_profile=icc))).mode == "RGB"


@pytest.mark.parametrize("name", ["obrazek.jpg", "obrazek.svg", "obrazek.html", "obrazek"])
@pytest.mark.parametrize("content", [PAGE, SVG, b"", b"GIF89a" + bytes(40), b"BM" + bytes(60), b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused_whatever_its_name(content, name):
    assert reason(content, name) == "This is no picture that we can keep. Please send a JPEG, PNG, WebP or AVIF."


def test_phone_s_own_format_is_named():
    assert "HEIC" in reason(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))


def as_zip(content: bytes) -> bytes:
    joined = io.BytesIO(content)
    joined.seek(0, io.SEEK_END)
    with zipfile.ZipFile(joined, "a") as archive:
        archive.writestr("program.class", "x")
    return joined.getvalue()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "hidden", [PAGE, SVG, b"<?php system($_GET[0]); ?>", b"<SCRIPT>alert(1)</SCRIPT>"], ids=lambda hidden: hidden[:8]
)
def test_picture_that_is_also_a_page_is_refused(format, hidden):
    assert "more than a picture" in reason(picture_bytes(format=format) + hidden)


def test_page_in_a_comment_and_an_archive_behind_are_found_too():
    assert "more than a picture" in reason(picture_bytes(comment=PAGE))
    assert "more than a picture" in reason(as_zip(picture_bytes()))
    assert "more than a picture" in reason(picture_bytes(comment=b"%PDF-1.7"))


@pytest.mark.parametrize("format", FORMATS)
def test_half_a_picture_is_refused(format):
    content = picture_bytes(format=format, size=(300, 300))
    assert reason(content[: len(content) // 2]).startswith(("The picture is damaged", "This is no picture"))


def test_sizes_at_the_limit(monkeypatch):
    assert reason(a_bomb()).startswith("The picture has more than 50 megapixels")
    assert reason(a_bomb(10_001, 5_000)).startswith("The picture has more than 50 megapixels")
    assert check_picture(ContentFile(a_bomb(10_000, 5_000))) == headers.Header("PNG", 10_000, 5_000)
    monkeypatch.setattr(pictures, "MAX_BYTES", 1000)
    assert reason(picture_bytes() + bytes(1000)).startswith("The picture has more than 15 MB")


@pytest.mark.parametrize(
    "content",
    [
        a_bomb(),
        PAGE,
        picture_bytes() + SVG,
        picture_bytes(format="WEBP")[:12] + b"VP8X\x0a\0\0\0\0\0\0\0" + b"\xff" * 6,
    ],
    ids=["bomb", "page", "polyglot", "webp-bomb"],
)
def test_attacks_are_refused_within_300_megabytes(content):
    script = MEASURED.format(root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", script], input=content, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith(("The picture has more than 50", "This is no picture", "There is more"))


def test_decoder_that_lies_about_its_size_is_stopped_in_its_own_process(monkeypatch):
    """The header passes, the data do not: the process that decodes ends, and this one goes on."""
    monkeypatch.setattr(pictures, "check_picture", lambda file: None)
    assert reason(a_bomb()).startswith("The picture is damaged")


def test_no_more_than_two_pictures_are_decoded_at_once(monkeypatch):
    monkeypatch.setattr(pictures, "SECONDS_IN_LINE", 0.05)
    for _ in range(2):
        assert pictures.DECODERS.acquire(timeout=1)
    try:
        assert reason(picture_bytes()) == "Many pictures are coming in just now. Please try again in a minute."
    finally:
        pictures.DECODERS.release(2)
    assert opened(clean_picture(a_picture())).format == "JPEG"


def test_pictures_that_come_together_wait_in_line_and_are_all_kept(monkeypatch):
    """Refused or damaged ones leave the line too."""
    with monkeypatch.context() as patched:
        patched.setattr(pictures, "check_picture", lambda file: None)
        for _ in range(3):
            assert reason(a_bomb()).startswith("The picture is damaged")
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(clean_picture, [a_picture() for _ in range(4)]))
    assert [opened(one).size for one in kept] == [(80, 60)] * 4

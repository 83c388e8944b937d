"""The image library of the back office, under the same protection as the pictures of members."""

import io

import pytest
from PIL import Image
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from kko.media.models import KkoImage
from tests.factories.media import PAGE, SVG, a_bomb, a_picture, an_upload, exif_with_place, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def form_with(file):
    data = {"title": "Foto", "collection": Collection.get_first_root_node().pk, "tags": ""}
    return get_image_form(KkoImage)(data, {"file": file})


def test_picture_of_the_library_loses_place_and_camera():
    form = form_with(a_picture(exif=exif_with_place(), size=(3000, 100)))
    assert form.errors == {}
    image = form.save()
    with image.open_file() as stored:
        content = stored.read()
    opened = Image.open(io.BytesIO(content))
    assert (dict(opened.getexif()), opened.size, (image.width, image.height)) == ({}, (2560, 85), (2560, 85))
    assert (image.file_size, b"Fotoaparat" in content) == (len(content), False)
    image.file.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("obrazek.svg", SVG),
        ("obrazek.gif", picture_bytes(format="GIF", mode="P")),
        ("obrazek.png", a_bomb()),
        ("obrazek.jpg", PAGE),
        ("obrazek.jpg", picture_bytes() + PAGE),
        ("obrazek.png", picture_bytes()),
    ],
    ids=["svg", "gif", "bomb", "page", "polyglot", "other ending"],
)
def test_attacks_are_refused_beside_the_file(name, content):
    form = form_with(an_upload(name, content))
    assert list(form.errors) == ["file"]
    assert KkoImage.objects.count() == 0

"""Pictures as pages show them: formats, sizes, what is kept of the picture, and what it costs."""

from io import BytesIO

import html5lib
import pytest
from django.template import Context, Template
from django.test import override_settings
from PIL import Image
from wagtail.images.models import SourceImageIOError

from kko.media.actions import draw_presets
from kko.media.models import KkoImage, KkoRendition
from kko.media.presets import PRESETS, drawn_images, fetch_drawn, specs_of
from tests.factories.media import a_photograph

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
TAG = Template("{% load pictures %}{% kko_picture image preset alt=alt %}")
LIST = Template(
    "{% load pictures %}{% with_pictures things 'image' 'card' as shown %}"
    "{% for thing in shown %}{% kko_picture thing.image 'card' alt='' %}{% endfor %}"
)


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Thing:
    def __init__(self, image):
        self.image = image


def shown(image, preset: str, alt: str | None = ""):
    """Return the elements of the picture: its sources and its ``img``."""
    text = TAG.render(Context({"image": image, "preset": preset, "alt": alt}))
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return list(tree.iter("source")), next(tree.iter("img"))


def widths(element) -> list[int]:
    return [int(part.rsplit(" ", 1)[1].removesuffix("w")) for part in element.get("srcset").split(", ")]


def pixels(image: KkoImage, spec: str) -> Image.Image:
    with image.get_rendition(spec).file.open() as file:
        return Image.open(BytesIO(file.read())).convert("RGB")


def test_picture_has_three_formats_in_the_sizes_of_its_place():
    sources, plain = shown(a_photograph(), "article", alt="Pec v dílně")
    assert [source.get("type") for source in sources] == ["image/avif", "image/webp"]
    assert [widths(one) for one in (*sources, plain)] == [[480, 800, 1200]] * 3
    assert {one.get("sizes") for one in (*sources, plain)} == {PRESETS["article"].sizes}
    kept = {name: plain.get(name) for name in ("width", "height", "alt", "loading", "decoding", "fetchpriority")}
    assert kept == {
        "width": "1200", "height": "800", "alt": "Pec v dílně", "loading": "lazy", "decoding": "async",
        "fetchpriority": None,
    }  # fmt: skip


def test_files_are_what_they_say():
    image = a_photograph(size=(800, 600))
    shown(image, "card")
    found = {}
    for rendition in image.renditions.all():
        with rendition.file.open() as file:
            found[rendition.filter_spec] = Image.open(BytesIO(file.read())).format
    assert found == {
        f"format-{format}|fill-{size}": format.upper()
        for format in ("avif", "webp", "jpeg")
        for size in ("400x300", "800x600")
    }


def test_picture_that_opens_a_page_is_fetched_first():
    _sources, plain = shown(a_photograph(), "hero")
    assert (plain.get("fetchpriority"), plain.get("loading")) == ("high", None)


def test_small_original_is_never_made_larger():
    sources, plain = shown(a_photograph(size=(300, 200)), "article")
    assert [widths(one) for one in (*sources, plain)] == [[300]] * 3
    assert (plain.get("width"), plain.get("height")) == ("300", "200")


def test_focal_point_stays_in_the_cut():
    plain = a_photograph(size=(800, 200))
    focused = a_photograph(
        size=(800, 200), focal_point_x=30, focal_point_y=100, focal_point_width=50, focal_point_height=50
    )
    corners = [pixels(image, "format-jpeg|fill-100x75").getpixel((5, 40)) for image in (plain, focused)]
    assert [red > 180 and green < 60 for red, green, _blue in corners] == [False, True]


def test_words_of_the_image_stand_in_where_none_are_given():
    _sources, plain = shown(a_photograph(description="Pec v Dubí"), "avatar", alt=None)
    assert plain.get("alt") == "Pec v Dubí"


def test_no_picture_is_nothing():
    assert TAG.render(Context({"image": None, "preset": "card", "alt": ""})) == ""


def test_new_formats_are_smaller_than_jpeg():
    image = a_photograph()
    image.get_renditions(*specs_of(["card", "article"]))
    sizes = {one.filter_spec: one.file.size for one in image.renditions.all()}
    for filter in ("fill-400x300", "width-800", "width-1200"):
        avif, webp, jpeg = (sizes[f"format-{format}|{filter}"] for format in ("avif", "webp", "jpeg"))
        assert avif < webp < jpeg
    assert sizes["format-avif|fill-400x300"] < 20_000
    assert sizes["format-avif|width-1200"] < 150_000


@pytest.mark.parametrize("number", [1, 30])
def test_list_asks_once_for_all_its_pictures(number, django_assert_num_queries):
    image = a_photograph(size=(400, 300))
    draw_presets(ids=[image.pk], names=["card"])
    things = [Thing(KkoImage.objects.get(pk=image.pk)) for _ in range(number)]
    with django_assert_num_queries(1):
        text = LIST.render(Context({"things": things}))
    assert text.count("<picture>") == number


def test_prefetch_and_loaded_images_find_what_was_drawn(django_assert_num_queries):
    image = a_photograph(size=(400, 300))
    draw_presets(ids=[image.pk], names=["avatar"])
    loaded = KkoImage.objects.get(pk=image.pk)
    fetch_drawn([None, loaded], "avatar")
    prefetched = drawn_images("avatar").get(pk=image.pk)
    with django_assert_num_queries(0):
        assert shown(loaded, "avatar")[1].get("src") == shown(prefetched, "avatar")[1].get("src")


def test_drawing_ahead_passes_over_what_is_lost():
    lost, sound = a_photograph(size=(300, 200)), a_photograph(size=(300, 200))
    lost.file.storage.delete(lost.file.name)
    assert draw_presets(ids=[lost.pk, sound.pk], names=["avatar"]) == 1
    assert KkoRendition.objects.filter(image=sound).count() == 6


@override_settings(WAGTAILIMAGES_MAX_IMAGE_PIXELS=50_000)
def test_more_pixels_than_allowed_are_never_decoded():
    image = a_photograph(size=(300, 200))
    with pytest.raises(SourceImageIOError, match="more pixels"):
        image.get_rendition("format-jpeg|fill-96x96")
    assert KkoRendition.objects.count() == 0
    assert "not-found" in shown(image, "avatar")[1].get("src")

import pytest
from django.template import Context, Template
from django.urls import reverse

from kko.covers.composition import cover_svg
from kko.covers.palettes import PALETTES

pytestmark = pytest.mark.embedded


def rendered(words: str, **context: object) -> str:
    return Template("{% load covers %}" + words).render(Context(context))


def test_cover_url_names_the_sectors_palette_and_the_seed():
    assert rendered("{% cover_url 'profil-1' 'remesla' %}") == reverse("covers:svg", args=["porcelan", "profil-1"])
    assert rendered("{% cover_url 'profil-1' 'hudba' 'png' %}") == reverse("covers:png", args=["uhli", "profil-1"])


def test_a_record_without_sector_has_a_cover_too():
    for nothing in (None, ""):
        assert rendered("{% cover_url 7 sector %}", sector=nothing) == rendered("{% cover_url '7' '' %}")


def test_cover_is_the_svg_inline():
    assert rendered("{% cover 'profil-1' 'remesla' %}") == cover_svg("profil-1", PALETTES["porcelan"])
    assert rendered("{% cover 1 'moda' columns=5 rows=6 %}") == cover_svg("1", PALETTES["ruze"], columns=5, rows=6)


def test_hostile_words_do_not_enter_the_page():
    page = rendered("{% cover seed seed %}{% cover_url seed seed %}", seed='"><script>alert(1)</script>')
    assert "script" not in page

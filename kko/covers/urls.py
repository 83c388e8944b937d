"""Addresses of covers. They are the same in every language: include them outside the language prefix."""

from django.urls import re_path

from kko.covers import views

app_name = "covers"

_COVER = r"^(?P<palette>[a-z]{1,20})/(?P<seed>[a-z0-9-]{1,120})"

urlpatterns = [
    re_path(_COVER + r"\.svg\Z", views.svg, name="svg"),
    re_path(_COVER + r"\.png\Z", views.png, name="png"),
]

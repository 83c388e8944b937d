"""The project's addresses with the careful page in place of the catalogue's list, and the bare view."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import LocalePrefixPattern, include, path

from benchmarks.careful import views
from kko.urls import urlpatterns as project

localised = next(one for one in project if isinstance(one.pattern, LocalePrefixPattern))

urlpatterns = [
    path("strop/", views.bare),
    *(one for one in project if one is not localised),
    *i18n_patterns(
        path("", include("benchmarks.careful.catalogue_urls")),
        *(one for one in localised.url_patterns if getattr(one, "app_name", None) != "catalogue"),
        prefix_default_language=False,
    ),
]

"""Addresses of the library that are no pages of the tree."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from magazine.knowledge.views import comparison, literature

urlpatterns = [
    path(_("srovnani/"), comparison.comparison, name="comparison"),
    path(_("literatura/"), literature.literature, name="literature"),
    path(_("literatura/seznam.<str:ending>"), literature.literature_export, name="literature_export"),
]

"""The library's place in the back office; ``magazine/wagtail_hooks.py`` imports it for Wagtail."""

from django.http import HttpRequest
from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from magazine.knowledge.actions import forget, reindex
from magazine.knowledge.search import REFERENCE
from magazine.knowledge.views import office
from magazine.knowledge.viewsets import LibraryViewSetGroup
from magazine.models import Reference

register_snippet(LibraryViewSetGroup)


@hooks.register("register_admin_urls")
def library_urls():
    return [path("literatura/doi/", office.reference_by_doi, name="reference_by_doi")]


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def index_reference(request: HttpRequest, instance: object) -> None:
    """An entry is found as soon as it is saved."""
    if isinstance(instance, Reference):
        reindex(kind=REFERENCE, ids=[instance.pk])


@hooks.register("before_delete_snippet")
def forget_references(request: HttpRequest, instances: list) -> None:
    """A deleted entry leaves the search."""
    ids = [instance.pk for instance in instances if isinstance(instance, Reference)]
    if request.method == "POST" and ids:
        forget(kind=REFERENCE, ids=ids)

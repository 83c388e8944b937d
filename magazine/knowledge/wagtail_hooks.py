"""The library's place in the back office; ``magazine/wagtail_hooks.py`` imports it for Wagtail."""

from django.http import HttpRequest, HttpResponse
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
def let_references_go(request: HttpRequest, instances: list) -> HttpResponse | None:
    """An entry that is cited stays, and its editor reads where; one that is deleted leaves the search."""
    references = [instance for instance in instances if isinstance(instance, Reference)]
    if refusal := office.refused_deletion(request, references):
        return refusal
    if request.method == "POST" and references:
        forget(kind=REFERENCE, ids=[reference.pk for reference in references])
    return None

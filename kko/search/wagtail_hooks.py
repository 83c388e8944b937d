"""The search's place in the back office."""

from django.http import HttpRequest
from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from kko.search.actions import use_new_synonyms
from kko.search.models import Synonym
from kko.search.views import searches
from kko.search.viewsets import SearchViewSetGroup

register_snippet(SearchViewSetGroup)


@hooks.register("register_admin_urls")
def searches_urls() -> list:
    return [
        path("searches/", searches.searches, name="searches"),
        path("searches.csv", searches.searches_csv, name="searches_csv"),
    ]


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def follow_changed_synonym(request: HttpRequest, instance: object) -> None:
    """A search right after saving uses what was saved."""
    if isinstance(instance, Synonym):
        use_new_synonyms()


@hooks.register("after_delete_snippet")
def follow_deleted_synonyms(request: HttpRequest, instances: list) -> None:
    """A search right after deleting does without."""
    if any(isinstance(instance, Synonym) for instance in instances):
        use_new_synonyms()

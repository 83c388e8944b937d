"""What profiles and projects have in common in the back office: whole pages in previews, public choices only."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from kko.viewsets import WordedChooserViewSet


class WholePage:
    """A preview shows the page with all it has: the model alone does not know what a page needs."""

    context_of: ClassVar[Callable[[HttpRequest, Any], dict[str, Any]]]

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        record = super().get_object(*args, **kwargs)  # type: ignore[misc]
        plain, context_of = record.get_preview_context, type(self).context_of

        def whole(request: HttpRequest, mode_name: str) -> dict[str, Any]:
            return {**plain(request, mode_name), **context_of(request, record)}

        record.get_preview_context = whole
        return record


class PublicOnly:
    """Whoever writes an article chooses among what everybody sees: drafts are for their owners and the curators."""

    model_class: Any

    def get_object_list(self) -> QuerySet:
        return self.model_class.objects.published()

    def get_object(self, pk: Any) -> Model:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[Any]) -> QuerySet:
        return self.get_object_list().filter(pk__in=pks)


class PublicChooseView(PublicOnly, ChooseView):
    pass


class PublicChooseResultsView(PublicOnly, ChooseResultsView):
    pass


class PublicChosenView(PublicOnly, SnippetChosenView):
    pass


class PublicChosenMultipleView(PublicOnly, SnippetChosenMultipleView):
    pass


class PublicChooserViewSet(WordedChooserViewSet):
    """A chooser of published records."""

    choose_view_class = PublicChooseView
    choose_results_view_class = PublicChooseResultsView
    chosen_view_class = PublicChosenView
    chosen_multiple_view_class = PublicChosenMultipleView

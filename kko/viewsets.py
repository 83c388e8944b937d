"""What the snippets of all rooms have in common in the back office."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

RIGHTS = ("add", "change", "delete", "view")


class ForItsKeepers:
    """Records are offered and named to whoever has some right on them; Wagtail does it for all in the back office."""

    model_class: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not ModelPermissionPolicy(self.model_class).user_has_any_permission(request.user, RIGHTS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class KeepersChooseView(ForItsKeepers, ChooseView):
    pass


class KeepersChooseResultsView(ForItsKeepers, ChooseResultsView):
    pass


class KeepersChosenView(ForItsKeepers, SnippetChosenView):
    pass


class KeepersChosenMultipleView(ForItsKeepers, SnippetChosenMultipleView):
    pass


class KeepersChooserViewSet(SnippetChooserViewSet):
    """A chooser for those who keep the records."""

    choose_view_class = KeepersChooseView
    choose_results_view_class = KeepersChooseResultsView
    chosen_view_class = KeepersChosenView
    chosen_multiple_view_class = KeepersChosenMultipleView


class WordedViewSet(SnippetViewSet):
    """A snippet that says itself how one is added, and is chosen by its keepers unless it names another chooser.

    Wagtail puts the name of the model behind a verb, which Czech and German would have to decline.
    """

    add_label: ClassVar[str | Promise]
    chooser_viewset_class = KeepersChooserViewSet

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(**{"add_item_label": self.add_label, **kwargs})

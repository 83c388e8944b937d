"""What the snippets of all rooms have in common in the back office."""

from typing import Any, ClassVar, Self

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


class WordedChooserViewSet(SnippetChooserViewSet):
    """A chooser that says itself how one is chosen, in the language of whoever reads.

    Wagtail puts the name of the model behind a verb, and the words into the language of whoever came first.
    """

    choose_one_text = _("Choose")
    choose_another_text = _("Choose another")
    edit_item_text = _("Edit")

    @classmethod
    def saying(cls, choose: Promise, another: Promise, edit: Promise) -> type[Self]:
        """Return this chooser with words of one model: to choose one, to choose another, to edit what is chosen."""
        words = {"choose_one_text": choose, "choose_another_text": another, "edit_item_text": edit}
        return type(cls.__name__, (cls,), words)

    @cached_property
    def widget_class(self) -> AdminSnippetChooser:
        """The widget of forms; Wagtail too keeps one here and not a class."""
        return AdminSnippetChooser(
            model=self.model,
            icon=self.icon,
            choose_one_text=self.choose_one_text,
            choose_another_text=self.choose_another_text,
            link_to_chosen_text=self.edit_item_text,
        )


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


class KeepersChooserViewSet(WordedChooserViewSet):
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


class WordedPageChooser(AdminPageChooser):
    """Wagtail's chooser of pages; which kind of page is asked for it says in the language of whoever reads."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        [first, *others] = self.target_models
        if first is not Page and not others:
            kind = capfirst(first._meta.verbose_name)
            self.choose_one_text = format_lazy("{} ({})", AdminPageChooser.choose_one_text, kind)

"""What editors keep beside the pages, and their choosers for records of other rooms: only public ones can be chosen."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import (
    BaseFilterForm,
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from kko.slots import CardKind
from kko.viewsets import WordedViewSet
from magazine.blocks.cards import chooser_name
from magazine.models import Subscriber
from magazine.shelf import card_kinds


class WordsForm(BaseFilterForm):
    """Looks for records by words of their names; the kind of card knows how."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")}))

    def filter(self, objects: Any) -> Any:
        return objects


class _ChoosesCards:
    """What can be chosen comes from the room itself; nothing else is named, whatever number is asked for."""

    kind: CardKind
    request: Any
    filter_form_class = WordsForm

    def get_object_list(self) -> QuerySet:
        return self.kind.choosable(self.request.GET.get("q", ""))

    def get_object(self, pk: Any) -> Model:
        return self.kind.choosable("").get(pk=pk)

    def get_objects(self, pks: list[Any]) -> QuerySet:
        return self.kind.choosable("").filter(pk__in=pks)


def chooser_of(kind: CardKind) -> ChooserViewSet:
    """Return the chooser of one kind of card."""
    named = {"kind": kind}
    return ChooserViewSet(
        chooser_name(kind),
        model=kind.model,
        icon=kind.icon,
        page_title=kind.label,
        register_widget=False,
        choose_view_class=type("ChooseCard", (_ChoosesCards, ChooseView), named),
        choose_results_view_class=type("ChooseCardResults", (_ChoosesCards, ChooseResultsView), named),
        chosen_view_class=type("ChosenCard", (_ChoosesCards, ChosenView), named),
        chosen_multiple_view_class=type("ChosenCards", (_ChoosesCards, ChosenMultipleView), named),
    )


def choosers() -> list[ChooserViewSet]:
    """Return a chooser for each kind of card that the rooms give."""
    return [chooser_of(kind) for kind in card_kinds().values()]


class SubscriberViewSet(WordedViewSet):
    """Addresses of the newsletter: to be looked up and let go, never written in by hand."""

    add_label = _("Add a subscriber")

    model = Subscriber
    icon = "mail"
    menu_label = _("Subscribers")
    add_to_admin_menu = False
    list_display = ["email", "language", "asked_at", "confirmed_at"]
    list_filter = ["language"]
    search_fields = ["email"]
    copy_view_enabled = False
    panels: list = []

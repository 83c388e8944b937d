"""Users and the wordings of consents in the back office.

Of a wording what is in force is never changed, a change is a new version.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import CreateView, EditView
from wagtail.users.views.users import UserViewSet

from kko.accounts.actions import publish_wording
from kko.accounts.filters import OfficeUserFilterSet
from kko.accounts.forms import EditedUserForm, NewUserForm
from kko.accounts.models import ConsentText
from kko.accounts.views.users import (
    OfficeUserCreateView,
    OfficeUserDeleteView,
    OfficeUserEditView,
    OfficeUserIndexView,
)
from kko.viewsets import WordedViewSet

TEXTS = ("text_cs", "text_en", "text_de")


class WordingCreateView(CreateView):
    """A first wording; of a kind that has one already it becomes the next version."""

    def save_instance(self) -> ConsentText:
        data = self.form.cleaned_data
        return publish_wording(kind=data["kind"], by=self.request.user, **{name: data[name] for name in TEXTS})


class WordingEditView(EditView):
    """Saving changed words gives out a new version; people are asked anew."""

    def save_instance(self) -> ConsentText:
        data, kind = self.form.cleaned_data, ConsentText.objects.get(pk=self.object.pk).kind
        return publish_wording(kind=kind, by=self.request.user, **{name: data[name] for name in TEXTS})


class ConsentTextViewSet(WordedViewSet):
    """Wordings of consents, for administrators."""

    model = ConsentText
    add_label = _("Add a wording")
    icon = "doc-full"
    menu_label = _("Consents")
    menu_order = 90
    add_to_settings_menu = True
    add_view_class = WordingCreateView
    edit_view_class = WordingEditView
    list_display = ["__str__", "kind", "version", "published_at"]
    list_filter = ["kind"]
    copy_view_enabled = False
    panels = [FieldPanel("kind"), FieldPanel("text_cs"), FieldPanel("text_en"), FieldPanel("text_de")]


class OfficeUserViewSet(UserViewSet):
    """Accounts, in the place of Wagtail's users (``OfficeUsersConfig``)."""

    filterset_class = OfficeUserFilterSet
    index_view_class = OfficeUserIndexView
    add_view_class = OfficeUserCreateView
    edit_view_class = OfficeUserEditView
    delete_view_class = OfficeUserDeleteView

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return EditedUserForm if for_update else NewUserForm

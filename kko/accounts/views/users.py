"""Users in the back office: Wagtail's pages with our account, whose roles are granted elsewhere."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.button import Button
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserColumn

from kko.accounts.actions import AccountError, ErasureError, ask_erasure
from kko.accounts.models import Erasure, User
from kko.accounts.permissions import can_grant_role
from kko.accounts.slots import erasure_plan


def roles_of(user: User) -> str:
    """Return the roles that are granted to somebody, each once, with full access before them."""
    granted = sorted({str(grant.get_role_display()) for grant in user.role_grants.all()})
    return ", ".join([str(_("full access")), *granted] if user.is_superuser else granted)


class OfficeUserIndexView(IndexView):
    """Who has an account and which roles; nothing is done to several people with one click."""

    search_fields = ["email", "name"]

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(UserColumn)
        return [
            title(
                "name",
                accessor=str,
                label=pgettext_lazy("of a person", "Name"),
                sort_key="name",
                get_url=self.get_edit_url,
            ),
            Column("email", label=gettext_lazy("E-mail"), sort_key="email"),
            Column("roles", accessor=roles_of, label=gettext_lazy("Roles")),
            BooleanColumn("is_active", label=gettext_lazy("Active"), sort_key="is_active"),
            DateColumn("last_login", label=gettext_lazy("Last login"), sort_key="last_login"),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        if not can_grant_role(self.request.user):
            return super().header_more_buttons
        return [Button(_("Grant a role"), url=reverse("roles"), icon_name="user"), *super().header_more_buttons]

    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().prefetch_related("role_grants")

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Order by our name: Wagtail's has two parts."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering, "pk")
        return super().order_queryset(queryset)


class OfficeUserCreateView(CreateView):
    """A new account."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}


class OfficeUserEditView(EditView):
    """An account that is there; what would leave nobody who grants roles is told beside the form."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.roles = roles_of(self.object)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except AccountError as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class OfficeUserDeleteView(DeleteView):
    """Deleting somebody begins their erasure, as if they had asked for it themselves."""

    success_message = gettext_lazy("The account “%(object)s” goes in fourteen days. A letter has gone out.")
    usage_url_name = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Erasure.objects.filter(user=self.object).first()
        return super().get_context_data(**kwargs) | {"asked": asked, "plan": erasure_plan(self.object)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ErasureError as refusal:
            messages.error(self.request, str(refusal))
            return redirect("wagtailusers_users:edit", self.object.pk)

    def delete_action(self) -> None:
        ask_erasure(user=self.object, by=self.request.user)


class _NobodyAtOnce:
    """What Wagtail would do to several people at once past our roles, our last administrator and our erasure."""

    def check_perm(self, obj: User) -> bool:
        return False


class NoAssigning(_NobodyAtOnce, AssignRoleBulkAction):
    pass


class NoDeleting(_NobodyAtOnce, DeleteBulkAction):
    pass


class NoShutting(_NobodyAtOnce, SetActiveStateBulkAction):
    pass

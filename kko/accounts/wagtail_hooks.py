"""The roles in the back office."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from kko.accounts.permissions import can_grant_role
from kko.accounts.views import roles
from kko.accounts.views.users import NoAssigning, NoDeleting, NoShutting
from kko.accounts.viewsets import ConsentTextViewSet

register_snippet(ConsentTextViewSet)
for refusal in (NoAssigning, NoDeleting, NoShutting):
    hooks.register("register_bulk_action", refusal, order=1)  # after Wagtail's, whose place they take


@hooks.register("register_admin_urls")
def role_urls():
    return [
        path("roles/", roles.roles, name="roles"),
        path("roles/<int:pk>/revocation/", roles.role_revocation, name="role_revocation"),
    ]


class RolesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_grant_role(request.user)


@hooks.register("register_settings_menu_item")
def roles_menu_item() -> MenuItem:
    return RolesMenuItem(_("Roles"), reverse("roles"), name="roles", icon_name="user", order=10)

"""The roles in the back office."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.models import AbstractDocument
from wagtail.models import BaseViewRestriction, Page
from wagtail.snippets.models import register_snippet

from kko.accounts.permissions import can_grant_role, lacks_second_factor
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


@hooks.register("before_serve_page", order=-1)
def page_of_a_group(page: Page, request: HttpRequest, *args: Any) -> HttpResponse | None:
    return _ask_for_second_factor(request, page.get_view_restrictions)


@hooks.register("before_serve_document", order=-1)
def file_of_a_group(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    return _ask_for_second_factor(request, document.collection.get_view_restrictions)


def _ask_for_second_factor(request: HttpRequest, restrictions: Callable[[], QuerySet]) -> HttpResponse | None:
    """What is for a group only is for staff with a second factor; Wagtail asks for the group alone."""
    for_groups = BaseViewRestriction.GROUPS
    if not lacks_second_factor(request.user) or not restrictions().filter(restriction_type=for_groups).exists():
        return None
    return redirect("mfa_index")

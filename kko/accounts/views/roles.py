"""The administrators' page of roles, and the front door of the back office."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kko.accounts.actions import RoleError, grant_role, revoke_role
from kko.accounts.choices import Role
from kko.accounts.forms import RoleForm
from kko.accounts.models import RoleGrant
from kko.accounts.permissions import can_grant_role


def roles(request: HttpRequest) -> HttpResponse:
    """Who holds which role over what, and the form to grant one (in the back office)."""
    if not can_grant_role(request.user):
        raise PermissionDenied
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        grant_role(user=form.user, role=Role(data["role"]), over=data["municipality"], by=request.user)
        messages.success(request, _("The role is granted."))
        return redirect("roles")
    grants = RoleGrant.objects.select_related("user").prefetch_related("over").order_by("role", "user__email")
    return render(request, "accounts/roles.html", {"form": form, "grants": grants})


def admin_login(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever may not enter: strangers sign in, members without a role there are told no."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("wagtailadmin_home")))


@require_POST
def role_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back. Nobody takes the administrators' role from themselves: somebody must remain."""
    if not can_grant_role(request.user):
        raise PermissionDenied
    grant = get_object_or_404(RoleGrant, pk=pk)
    if grant.user_id == request.user.pk and grant.role == Role.ADMINISTRATOR:
        messages.error(request, _("Another administrator has to take this role from you."))
    else:
        _take_back(request, grant)
    return redirect("roles")


def _take_back(request: HttpRequest, grant: RoleGrant) -> None:
    try:
        revoke_role(grant=grant, by=request.user)
    except RoleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is taken back."))

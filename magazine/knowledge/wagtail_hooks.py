"""The library's place in the back office; ``magazine/wagtail_hooks.py`` imports it for Wagtail."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from kko.accounts.models import User
from magazine.knowledge.actions import CHECKED, forget, reindex
from magazine.knowledge.permissions import can_check_guide
from magazine.knowledge.search import REFERENCE
from magazine.knowledge.views import office
from magazine.knowledge.viewsets import LibraryViewSetGroup
from magazine.models import GuidePage, Reference

register_snippet(LibraryViewSetGroup)


@hooks.register("register_admin_urls")
def library_urls():
    return [
        path("literatura/doi/", office.reference_by_doi, name="reference_by_doi"),
        path("guides/<int:pk>/check/", office.guide_check, name="guide_check"),
    ]


@hooks.register("register_page_header_buttons")
def check_button(page: Page, user: User | AnonymousUser, view_name: str, **kwargs: Any) -> Iterator[Button]:
    """The way from a public guide to its check, in the menu beside its title."""
    if isinstance(page, GuidePage) and page.live and can_check_guide(user, page):
        yield Button(_("Check it against its sources"), reverse("guide_check", args=[page.pk]), icon_name="check")


@hooks.register("register_log_actions")
def log_of_checks(actions: LogActionRegistry) -> None:
    """What the history of a guide says of its checks."""
    actions.register_action(CHECKED, _("Check"), _("Compared with its sources"))


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def index_reference(request: HttpRequest, instance: object) -> None:
    """An entry is found as soon as it is saved."""
    if isinstance(instance, Reference):
        reindex(kind=REFERENCE, ids=[instance.pk])


@hooks.register("before_delete_snippet")
def let_references_go(request: HttpRequest, instances: list) -> HttpResponse | None:
    """An entry that is cited stays, and its editor reads where; one that is deleted leaves the search."""
    references = [instance for instance in instances if isinstance(instance, Reference)]
    if refusal := office.refused_deletion(request, references):
        return refusal
    if request.method == "POST" and references:
        forget(kind=REFERENCE, ids=[reference.pk for reference in references])
    return None

"""The magazine's place in the back office, and links of texts that come from the shelf."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import escape
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page, WorkflowState
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet

from magazine import shelf
from magazine.knowledge import wagtail_hooks as library_hooks
from magazine.permissions import can_plan, can_see_subscribers
from magazine.views import editorial, newsletter
from magazine.viewsets import SubscriberViewSet, choosers

# Wagtail looks for hooks in this module only.
__all__ = ["card_choosers", "library_hooks", "links_from_the_shelf"]


@hooks.register("register_admin_viewset")
def card_choosers() -> list[ChooserViewSet]:
    return choosers()


class ShelvedPageLinks(PageLinkHandler):
    """Links to pages; on a page that holds a shelf they ask the database nothing, and lead to public pages only."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        held = shelf.current()
        if held is None:
            return super().expand_db_attributes_many(attrs_list)
        urls = [held.urls.get(int(attrs["id"])) if str(attrs.get("id", "")).isdigit() else None for attrs in attrs_list]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]


class ShelvedDocumentLinks(DocumentLinkHandler):
    """Links to files; on a page that holds a shelf they ask the database nothing."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        held = shelf.current()
        if held is None:
            return super().expand_db_attributes_many(attrs_list)
        model = get_document_model()
        found = [
            held.get(model, int(attrs["id"])) if str(attrs.get("id", "")).isdigit() else None for attrs in attrs_list
        ]
        return [f'<a href="{escape(one.url)}">' if one else "<a>" for one in found]


@hooks.register("register_rich_text_features", order=10)
def links_from_the_shelf(features: FeatureRegistry) -> None:
    features.register_link_type(ShelvedPageLinks)
    features.register_link_type(ShelvedDocumentLinks)


register_snippet(SubscriberViewSet)


@hooks.register("register_admin_urls")
def newsletter_urls():
    return [path("newsletter/", newsletter.numbers, name="newsletter_numbers")]


class NewsletterMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_subscribers(request.user)


@hooks.register("register_admin_menu_item")
def newsletter_menu_item() -> MenuItem:
    return NewsletterMenuItem(
        _("Newsletter"), reverse("newsletter_numbers"), name="newsletter", icon_name="mail", order=45
    )


@hooks.register("register_admin_urls")
def editorial_urls():
    return [
        path("plan/", editorial.plan, name="magazine_plan"),
        path("reports/broken-links/", editorial.broken_links, name="broken_links"),
    ]


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_plan(request.user)


@hooks.register("register_admin_menu_item")
def plan_menu_item() -> MenuItem:
    label = pgettext_lazy("calendar of the editors", "Plan")
    return EditorsMenuItem(label, reverse("magazine_plan"), name="plan", icon_name="date", order=15)


@hooks.register("register_reports_menu_item")
def links_menu_item() -> MenuItem:
    return EditorsMenuItem(_("Broken links"), reverse("broken_links"), name="broken-links", icon_name="link", order=900)


@hooks.register("before_edit_page")
def say_why_it_came_back(request: HttpRequest, page: Page) -> None:
    """Say above a page that was returned what the editors ask for; Wagtail keeps it two clicks away."""
    state = page.current_workflow_state
    if request.method != "GET" or state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    if note := state.current_task_state.comment:
        messages.warning(request, gettext("Returned to be mended: %(note)s") % {"note": note})

"""The desk in the back office, first in its menu."""

from typing import ClassVar

from django.db.models import ForeignKey
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from kko.accounts.permissions import can_open_desk
from kko.moderation.views import bulk, desk, letters, reports, review
from kko.moderation.viewsets import SavedReplyViewSet
from kko.viewsets import WordedPageChooser

register_snippet(SavedReplyViewSet)
register_form_field_override(
    ForeignKey,
    to=Page,
    override=lambda field: {"widget": WordedPageChooser(target_models=[field.remote_field.model])},
)


@hooks.register("register_admin_urls")
def desk_urls():
    return [
        path("desk/", desk.desk, name="desk"),
        path("desk/assignment/", desk.assignment, name="desk_assignment"),
        path("desk/bulk/", bulk.bulk, name="desk_bulk"),
        path("desk/letter/<int:pk>/", letters.letter, name="desk_letter"),
        path("desk/report/<int:pk>/", reports.report_on_desk, name="desk_report"),
        path("desk/<str:model>/<int:pk>/", review.review, name="desk_review"),
        path("desk/<str:model>/<int:pk>/history/", review.history, name="desk_history"),
    ]


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return can_open_desk(request.user)


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    return DeskMenuItem(_("Desk"), reverse("desk"), name="desk", icon_name="tasks", order=10)


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


class OwnWordsItem(ContentCheckerItem):
    """Checks what the editor wrote, not the frame around it, and looks for pictures without words as well."""

    axe_include: ClassVar = ["main"]
    axe_run_only: ClassVar = [*ContentCheckerItem.axe_run_only, "image-alt"]
    axe_messages: ClassVar = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("A picture without words"),
            "help_text": _("Say what the picture shows, for those who cannot see it"),
        },
    }


@hooks.register("construct_wagtail_userbar")
def check_own_words(request, items, page):
    items[:] = [OwnWordsItem(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]

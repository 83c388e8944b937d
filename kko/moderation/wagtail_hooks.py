"""The desk in the back office, first in its menu."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kko.accounts.permissions import can_use_desk
from kko.moderation import views


@hooks.register("register_admin_urls")
def desk_urls():
    return [
        path("desk/", views.desk, name="desk"),
        path("desk/letter/<int:pk>/", views.letter, name="desk_letter"),
        path("desk/report/<int:pk>/", views.report_on_desk, name="desk_report"),
        path("desk/<str:model>/<int:pk>/", views.review, name="desk_review"),
    ]


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return can_use_desk(request.user)


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    return DeskMenuItem(_("Desk"), reverse("desk"), name="desk", icon_name="tasks", order=10)


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))

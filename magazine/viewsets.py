"""What editors keep in the back office beside the pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from magazine.models import Subscriber


class SubscriberViewSet(SnippetViewSet):
    """Addresses of the newsletter: to be looked up and let go, never written in by hand."""

    model = Subscriber
    icon = "mail"
    menu_label = _("Subscribers")
    add_to_admin_menu = False
    list_display = ["email", "language", "asked_at", "confirmed_at"]
    list_filter = ["language"]
    search_fields = ["email"]
    copy_view_enabled = False
    panels: list = []

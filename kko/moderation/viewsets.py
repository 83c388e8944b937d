"""What curators keep in the back office beside the records."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from kko.moderation.models import SavedReply
from kko.viewsets import WordedViewSet


class SavedReplyViewSet(WordedViewSet):
    """Replies that curators send again and again."""

    model = SavedReply
    add_label = _("Add a saved reply")
    icon = "comment"
    menu_label = _("Saved replies")
    menu_order = 50
    add_to_admin_menu = True
    list_display = ["title", "position"]
    search_fields = ["title", "text_cs", "text_en", "text_de"]
    copy_view_enabled = False
    panels = [
        FieldPanel("title"),
        FieldPanel("text_cs"),
        FieldPanel("text_en", help_text=_("Left empty, owners who read English get the Czech words.")),
        FieldPanel("text_de", help_text=_("Left empty, owners who read German get the Czech words.")),
        FieldPanel("position"),
    ]

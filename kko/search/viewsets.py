"""What editors add to the search, in the back office."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from kko.search.models import Promotion, Synonym
from kko.search.permissions import can_see_searches
from kko.viewsets import WordedViewSet


class SynonymViewSet(WordedViewSet):
    """Words that mean the same."""

    add_label = _("Add a synonym")

    model = Synonym
    icon = "link"
    menu_label = _("Synonyms")
    list_display = ["words", "meanings", "both_ways"]
    list_per_page = 50
    search_fields = ["words", "meanings"]
    copy_view_enabled = False
    panels = [FieldPanel("words"), FieldPanel("meanings"), FieldPanel("both_ways")]


class PromotionViewSet(WordedViewSet):
    """What the editors recommend for some words."""

    add_label = _("Add a recommendation")

    model = Promotion
    icon = "pick"
    menu_label = _("Recommendations")
    list_display = ["title", "words", "language", "starts_on", "ends_on"]
    list_filter = ["language"]
    list_per_page = 50
    search_fields = ["words", "title"]
    copy_view_enabled = True
    panels = [
        FieldPanel("words"),
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("text"), FieldPanel("url"), FieldPanel("language")],
            heading=_("What shows above the results"),
        ),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("position"),
    ]


class SearchesMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return can_see_searches(request.user)


class SearchViewSetGroup(SnippetViewSetGroup):
    """The part of the menu about the search."""

    menu_label = _("Search of the site")
    menu_icon = "search"
    menu_order = 60
    menu_name = "search-of-the-site"
    items = (SynonymViewSet, PromotionViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        report = SearchesMenuItem(
            _("What is searched"), reverse("searches"), name="searches", icon_name="view", order=1
        )
        return [report, *super().get_submenu_items()]

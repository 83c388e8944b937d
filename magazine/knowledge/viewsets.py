"""The library in the back office."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from kko.viewsets import WordedChooserViewSet, WordedViewSet
from magazine.knowledge.filters import ReferenceFilterSet
from magazine.models import KnowledgeTheme, Reference


class ReferenceIndexView(IndexView):
    """The list of the literature, with the way to fill an entry in by its DOI."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        by_doi = Button(_("Add by DOI"), url=reverse("reference_by_doi"), icon_name="download", priority=5)
        return [by_doi, *super().header_more_buttons]


class ShownPanel(FieldPanel):
    """What the site itself has written down: shown, never changed, with a dash where there is nothing yet."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs | {"read_only": True})

    def format_value_for_display(self, value: Any) -> Any:
        return "–" if value in (None, "") else super().format_value_for_display(value)


class ReferenceViewSet(WordedViewSet):
    add_label = _("Add an entry of literature")
    # public, and cited by authors who do not keep it
    chooser_viewset_class = WordedChooserViewSet.saying(
        _("Choose an entry of literature"), _("Choose another entry of literature"), _("Edit this entry of literature")
    )
    model = Reference
    icon = "openquote"
    menu_label = _("Literature")
    index_view_class = ReferenceIndexView
    list_display = [
        "title",
        "authors",
        "year",
        Column("came_out", label=_("Where it came out")),
        Column("get_link_state_display", label=_("Link")),
    ]
    filterset_class = ReferenceFilterSet
    panels = [
        FieldPanel("kind"),
        FieldPanel("authors"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("container")]),
        FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("publisher"), FieldPanel("isbn")]),
        MultiFieldPanel(
            [
                FieldPanel("doi"),
                FieldPanel("url"),
                FieldPanel("accessed_on"),
                FieldRowPanel(
                    [
                        ShownPanel("link_state"),
                        ShownPanel("link_checked_at"),
                        ShownPanel("link_note"),
                    ]
                ),
            ],
            heading=_("Where it can be read"),
        ),
    ]


class ThemeViewSet(WordedViewSet):
    add_label = _("Add a theme")
    model = KnowledgeTheme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["name_cs", "slug", "position"]
    panels = [
        FieldRowPanel([FieldPanel("name_cs"), FieldPanel("name_en"), FieldPanel("name_de")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("position")]),
    ]


class LibraryViewSetGroup(SnippetViewSetGroup):
    items = (ReferenceViewSet, ThemeViewSet)
    menu_label = _("Library")
    menu_icon = "list-ul"
    menu_order = 40

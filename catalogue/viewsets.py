"""The catalogue in the back office."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from catalogue.filters import ProfileFilterSet
from catalogue.models import Discipline, NeedGroup, NeedKind, Profile, Sector

CONTENT = [
    FieldPanel("name"),
    FieldPanel("form"),
    FieldPanel("summary_cs"),
    FieldPanel("text_cs"),
    MultiFieldPanel([FieldPanel("main_discipline"), FieldPanel("disciplines")], heading=_("Disciplines")),
    MultiFieldPanel(
        [
            FieldPanel("municipality"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("precision"),
        ],
        heading=_("Place"),
    ),
    FieldRowPanel(
        [FieldPanel("commissions"), FieldPanel("collaboration"), FieldPanel("mentoring"), FieldPanel("teaching")],
        heading=_("Open to"),
    ),
]
CONTACT = [
    FieldPanel("web"),
    FieldRowPanel([FieldPanel("email"), FieldPanel("email_visibility")]),
    FieldRowPanel([FieldPanel("phone"), FieldPanel("phone_visibility")]),
]
WORK = [
    InlinePanel(
        "portfolio",
        [
            FieldPanel("title_cs"),
            FieldRowPanel([FieldPanel("title_en"), FieldPanel("title_de")]),
            FieldPanel("year"),
            FieldPanel("note_cs"),
            FieldRowPanel([FieldPanel("image"), FieldPanel("alt")]),
        ],
        heading=_("Portfolio"),
        label=_("Piece of work"),
    )
]
LANGUAGES = [FieldPanel(f"{name}_{code}") for code in ("en", "de") for name in ("summary", "text")]
SOURCE = [FieldPanel("source"), FieldPanel("sourced_on")]


class ProfileEditView(EditView):
    """Publishing from the editor would publish what the owner has not sent yet: the change is saved only."""

    def get_action(self, request: HttpRequest) -> str:
        action = super().get_action(request)
        if action != "publish" or not Profile.objects.get(pk=self.object.pk).has_unsent_edit():
            return action
        messages.warning(
            request,
            gettext(
                "Nothing was published: the owner has an edit here that was not approved. "
                "Your change is saved with it. What the owner has sent is decided at the desk."
            ),
        )
        return "edit"


class ProfileViewSet(SnippetViewSet):
    """Profiles: search, filter, edit, compare, history."""

    model = Profile
    edit_view_class = ProfileEditView
    icon = "group"
    menu_label = _("Profiles")
    menu_order = 20
    add_to_admin_menu = True
    list_display = [
        "name",
        "main_discipline",
        "municipality",
        BooleanColumn("live", label=_("public")),
        Column("get_provenance_display", label=_("provenance")),
    ]
    list_per_page = 50
    search_fields = ["name", "name_folded", "summary_cs"]
    filterset_class = ProfileFilterSet
    ordering = ["sort_key"]
    copy_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(CONTENT, heading=_("Content")),
            ObjectList(WORK, heading=_("Portfolio")),
            ObjectList(CONTACT, heading=_("Contact")),
            ObjectList(LANGUAGES, heading=_("English and German")),
            ObjectList([*SOURCE, PublishingPanel()], heading=_("Source and publication")),
        ]
    )

    def get_queryset(self, request):
        return Profile.objects.select_related("main_discipline", "municipality")


def _names(*more: str) -> list[FieldPanel]:
    return [
        FieldPanel("name_cs"),
        FieldPanel("name_en"),
        FieldPanel("name_de"),
        FieldPanel("slug"),
        *map(FieldPanel, more),
    ]


class SectorViewSet(SnippetViewSet):
    model = Sector
    menu_label = _("Sectors")
    icon = "list-ul"
    list_display = ["name", "slug", "position"]
    panels = _names("position", "tri_sector", "idu_sector", "unesco_fcs", "de_teilmarkt")


class DisciplineViewSet(SnippetViewSet):
    model = Discipline
    menu_label = _("Disciplines")
    icon = "tag"
    list_display = ["name", "sector", "slug"]
    list_filter = ["sector"]
    search_fields = ["name_cs", "name_en", "name_de", "aliases"]
    panels = [FieldPanel("sector"), *_names("aliases", "voucher_area", "nace_rev2", "nace_rev21", "position")]


class NeedGroupViewSet(SnippetViewSet):
    model = NeedGroup
    menu_label = _("Groups of needs")
    icon = "folder-open-inverse"
    panels = _names("position")


class NeedKindViewSet(SnippetViewSet):
    model = NeedKind
    menu_label = _("Kinds of needs")
    icon = "help"
    list_display = ["name", "group", "slug"]
    list_filter = ["group"]
    panels = [FieldPanel("group"), *_names("position")]


class TaxonomyViewSetGroup(SnippetViewSetGroup):
    """What profiles are sorted by."""

    items = (SectorViewSet, DisciplineViewSet, NeedGroupViewSet, NeedKindViewSet)
    menu_label = _("Taxonomy")
    menu_icon = "list-ul"
    menu_order = 40

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
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.snippets.views.snippets import (
    EditView,
    PreviewOnCreateView,
    PreviewOnEditView,
    SnippetViewSetGroup,
    WorkflowPreviewView,
)

from catalogue.filters import ProfileFilterSet
from catalogue.forms.interviews import WaveForm
from catalogue.forms.office import OfficeProfileForm
from catalogue.models import PERSONAL_FIELDS, Discipline, NeedGroup, NeedKind, Profile, Sector, Wave
from catalogue.models.portfolio import MAX_PIECES
from catalogue.views.exports import ProfileIndexView
from catalogue.views.profile import profile_context
from catalogue.viewsets.whole import PublicChooserViewSet, WholePage
from kko.moderation.views.verdicts import DecidesAsTheDesk, RecordVerdictView, RecordWordsView
from kko.viewsets import KeepersChooserViewSet, WordedViewSet
from kko.writing import Paragraph

CONTENT = [
    FieldPanel("name"),
    FieldPanel("form"),
    FieldPanel("summary_cs", widget=Paragraph),
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
    FieldPanel("services_cs"),
    FieldRowPanel([FieldPanel("founded"), FieldPanel("size"), FieldPanel("reach")]),
    FieldPanel("languages"),
    FieldPanel("voucher_areas"),
    FieldPanel("gallery_url"),
]
CONTACT = [
    FieldPanel("web"),
    *(FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_visibility")]) for name in PERSONAL_FIELDS),
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
            FieldPanel("media_url"),
        ],
        max_num=MAX_PIECES,
        heading=_("Portfolio"),
        label=_("Piece of work"),
    )
]
LANGUAGES = [
    FieldPanel(f"{name}_{code}", widget=Paragraph if name == "summary" else None)
    for code in ("en", "de")
    for name in ("summary", "text", "services")
]
SOURCE = [FieldPanel("source"), FieldPanel("sourced_on")]


class ProfilePreviewOnCreate(WholePage, PreviewOnCreateView):
    context_of = staticmethod(profile_context)


class ProfilePreviewOnEdit(WholePage, PreviewOnEditView):
    context_of = staticmethod(profile_context)


class ProfileWorkflowPreview(WholePage, WorkflowPreviewView):
    context_of = staticmethod(profile_context)


class ProfileEditView(DecidesAsTheDesk, EditView):
    """Publishing from the editor would publish what the owner has not sent yet: the change is saved only."""

    def get_action(self, request: HttpRequest) -> str:
        action = super().get_action(request)
        if action != "publish":
            return action
        row = Profile.objects.get(pk=self.object.pk)
        if hindrance := row.hindrance():
            messages.warning(request, f"{gettext('Your change is saved.')} {hindrance}")
            return "edit"
        if not row.has_unsent_edit():
            return action
        messages.warning(
            request,
            gettext(
                "Nothing was published: the owner has an edit here that was not approved. "
                "Your change is saved with it. What the owner has sent is decided at the desk."
            ),
        )
        return "edit"


class ProfileViewSet(WordedViewSet):
    """Profiles: search, filter, edit, compare, history."""

    model = Profile
    add_label = _("Add a profile")
    index_view_class = ProfileIndexView
    edit_view_class = ProfileEditView
    preview_on_add_view_class = ProfilePreviewOnCreate
    preview_on_edit_view_class = ProfilePreviewOnEdit
    workflow_preview_view_class = ProfileWorkflowPreview
    workflow_action_view_class = RecordVerdictView
    collect_workflow_action_data_view_class = RecordWordsView
    chooser_viewset_class = PublicChooserViewSet.saying(
        _("Choose a profile"), _("Choose another profile"), _("Edit this profile")
    )
    icon = "group"
    menu_label = _("Profiles")
    menu_order = 20
    add_to_admin_menu = True
    list_display = [
        "name",
        "main_discipline",
        "municipality",
        BooleanColumn("live", label=_("Public")),
        Column("get_provenance_display", label=_("Provenance")),
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
        ],
        base_form_class=OfficeProfileForm,
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


class SectorViewSet(WordedViewSet):
    model = Sector
    add_label = _("Add a sector")
    chooser_viewset_class = KeepersChooserViewSet.saying(
        _("Choose a sector"), _("Choose another sector"), _("Edit this sector")
    )
    menu_label = _("Sectors")
    icon = "list-ul"
    list_display = ["name", "slug", "position"]
    panels = _names("position", "tri_sector", "idu_sector", "unesco_fcs", "de_teilmarkt")


class DisciplineViewSet(WordedViewSet):
    model = Discipline
    add_label = _("Add a discipline")
    chooser_viewset_class = KeepersChooserViewSet.saying(
        _("Choose a discipline"), _("Choose another discipline"), _("Edit this discipline")
    )
    menu_label = _("Disciplines")
    icon = "tag"
    list_display = ["name", "sector", "slug"]
    list_filter = ["sector"]
    search_fields = ["name_cs", "name_en", "name_de", "aliases"]
    panels = [FieldPanel("sector"), *_names("aliases", "voucher_area", "nace_rev2", "nace_rev21", "position")]


class NeedGroupViewSet(WordedViewSet):
    model = NeedGroup
    add_label = _("Add a group of needs")
    chooser_viewset_class = KeepersChooserViewSet.saying(
        _("Choose a group of needs"), _("Choose another group of needs"), _("Edit this group of needs")
    )
    menu_label = _("Groups of needs")
    icon = "folder-open-inverse"
    panels = _names("position")


class NeedKindViewSet(WordedViewSet):
    model = NeedKind
    add_label = _("Add a kind of need")
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


QUESTION = [
    FieldPanel("kind"),
    FieldPanel("text_cs"),
    FieldPanel("help_cs"),
    FieldPanel("options_cs"),
    FieldPanel("required"),
    MultiFieldPanel(
        [FieldPanel(f"{name}_{code}") for code in ("en", "de") for name in ("text", "help", "options")],
        heading=_("English and German"),
        classname="collapsed",
    ),
]


class WaveViewSet(WordedViewSet):
    """Waves of mapping with their questions. A wave is copied from its sum, with its questions."""

    model = Wave
    add_label = _("Add a wave of mapping")
    menu_label = _("Mapping")
    icon = "clipboard-list"
    add_to_admin_menu = True
    menu_order = 35
    list_display = [
        "name",
        Column("get_state_display", label=_("State")),
        "starts_on",
        "ends_on",
        TitleColumn("sum", label=_("Sum"), accessor=lambda wave: gettext("See the sum"), url_name="wave_sum"),
    ]
    list_filter = ["state"]
    search_fields = ["name"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("state")]),
            FieldPanel("note"),
            InlinePanel("questions", QUESTION, heading=_("Questions"), label=_("Question")),
        ],
        base_form_class=WaveForm,
    )

"""Projects, their outputs and who used them, in the back office."""

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
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView, SnippetViewSetGroup

from catalogue.forms.projects import OfficeOutputForm, OfficeProjectForm
from catalogue.models import Output, OutputUse, Project
from catalogue.views.projects import project_context
from catalogue.viewsets.whole import PublicChooserViewSet, WholePage
from kko.viewsets import KeepersChooserViewSet, WordedViewSet
from kko.writing import Paragraph


class ProjectPreviewOnCreate(WholePage, PreviewOnCreateView):
    context_of = staticmethod(project_context)


class ProjectPreviewOnEdit(WholePage, PreviewOnEditView):
    context_of = staticmethod(project_context)


CONTENT = [
    FieldPanel("name_cs", required_on_save=True),
    FieldPanel("summary_cs", widget=Paragraph),
    FieldRowPanel([FieldPanel("state"), FieldPanel("starts_in"), FieldPanel("ends_in")]),
    FieldPanel("aim_cs"),
    FieldPanel("lessons_cs"),
    FieldPanel("target_groups"),
    FieldPanel("municipalities"),
    FieldPanel("web"),
    FieldRowPanel([FieldPanel("image"), FieldPanel("alt")]),
]
PEOPLE = [
    MultiFieldPanel([FieldPanel("lead"), FieldPanel("lead_name")], heading=_("Who led it")),
    InlinePanel("partners", [FieldPanel("profile"), FieldPanel("name")], heading=_("Partners"), label=_("Partner")),
    MultiFieldPanel([FieldPanel("budget_czk"), FieldPanel("money"), FieldPanel("money_note")], heading=_("Money")),
]
RESULTS = [
    InlinePanel(
        "results",
        [
            FieldRowPanel([FieldPanel("number"), FieldPanel("unit")]),
            FieldPanel("label_cs"),
            FieldRowPanel([FieldPanel("label_en"), FieldPanel("label_de")]),
        ],
        heading=_("Results in numbers"),
        label=_("Result"),
    )
]
LANGUAGES = [
    FieldPanel(f"{name}_{code}", widget=Paragraph if name == "summary" else None)
    for code in ("en", "de")
    for name in ("name", "summary", "aim", "lessons")
]


class ProjectViewSet(WordedViewSet):
    """Projects with drafts, preview, comparison and history."""

    add_label = _("Add a project")

    model = Project
    icon = "folder-open-1"
    menu_label = _("Projects")
    preview_on_add_view_class = ProjectPreviewOnCreate
    preview_on_edit_view_class = ProjectPreviewOnEdit
    chooser_viewset_class = PublicChooserViewSet.saying(
        _("Choose a project"), _("Choose another project"), _("Edit this project")
    )
    list_display = [
        "name_cs",
        Column("get_state_display", label=_("State")),
        Column("years", label=_("Years")),
        BooleanColumn("live", label=_("Public")),
    ]
    list_filter = ["live", "state", "is_sample"]
    search_fields = ["name_cs", "name_en", "name_de", "summary_cs"]
    ordering = ["sort_key"]
    copy_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(CONTENT, heading=_("Content")),
            ObjectList(PEOPLE, heading=_("People and money")),
            ObjectList(RESULTS, heading=_("Results")),
            ObjectList(LANGUAGES, heading=_("English and German")),
            ObjectList(
                [FieldPanel("source"), FieldPanel("sourced_on"), PublishingPanel()], heading=_("Source and publication")
            ),
        ],
        base_form_class=OfficeProjectForm,
    )


class OutputViewSet(WordedViewSet):
    """What projects left for others; public with its project only."""

    add_label = _("Add an output")
    chooser_viewset_class = KeepersChooserViewSet.saying(
        _("Choose an output"), _("Choose another output"), _("Edit this output")
    )

    model = Output
    icon = "download"
    menu_label = _("Outputs")
    list_display = [
        "title_cs",
        Column("get_kind_display", label=_("Kind")),
        "project",
        BooleanColumn("live", label=_("Public")),
    ]
    list_filter = ["live", "kind", "licence", "is_sample"]
    search_fields = ["title_cs", "title_en", "title_de"]
    ordering = ["sort_key"]
    copy_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("project", required_on_save=True),
                    FieldPanel("title_cs", required_on_save=True),
                    FieldRowPanel([FieldPanel("kind", required_on_save=True), FieldPanel("made_in")]),
                    FieldPanel("summary_cs"),
                    MultiFieldPanel(
                        [FieldPanel("document"), FieldPanel("url"), FieldPanel("licence")],
                        heading=_("Where it is and how it may be used"),
                    ),
                    FieldPanel("languages"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [FieldPanel(f"{name}_{code}") for code in ("en", "de") for name in ("title", "summary")],
                heading=_("English and German"),
            ),
            ObjectList([PublishingPanel()], heading=_("Publication")),
        ],
        base_form_class=OfficeOutputForm,
    )

    def get_queryset(self, request):
        return Output.objects.select_related("project")


class OutputUseViewSet(WordedViewSet):
    """Who used an output and what they say: public at once."""

    add_label = _("Add a use of an output")

    model = OutputUse
    icon = "openquote"
    menu_label = _("Who used them")
    list_display = ["who", "output", "year"]
    search_fields = ["who", "text"]
    copy_view_enabled = False
    panels = [
        FieldPanel("output"),
        FieldRowPanel([FieldPanel("who"), FieldPanel("year")]),
        FieldPanel("profile"),
        FieldPanel("text"),
        FieldPanel("language"),
    ]

    def get_queryset(self, request):
        return OutputUse.objects.select_related("output")


class ProjectViewSetGroup(SnippetViewSetGroup):
    """What was done, what it left, who used it."""

    items = (ProjectViewSet, OutputViewSet, OutputUseViewSet)
    menu_label = _("Projects")
    menu_icon = "folder-open-1"
    menu_order = 25

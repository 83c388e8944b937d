"""Citations of the literature."""

from typing import Any

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser

from magazine.blocks.showing import FromShelf, specimens


class ReferenceChooser(FromShelf, SnippetChooserBlock):
    """An entry of the literature."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("magazine.Reference", **kwargs)

    @cached_property
    def widget(self) -> AdminSnippetChooser:
        """The widget of the snippet's own forms: one that Wagtail makes keeps the language of whoever came first."""
        return self.target_model.snippet_viewset.chooser_viewset.widget_class

    def get_preview_value(self) -> Any:
        return a_reference()


class Citation(blocks.StructBlock):
    """A source that stands in the literature, and where in it; shown as a citation like everywhere else."""

    reference = ReferenceChooser(label=_("reference"))
    where = blocks.CharBlock(label=_("where in it"), max_length=60, required=False, help_text=_("Pages or a chapter."))

    def get_preview_value(self) -> Any:
        return blocks.StructValue(self, [("reference", a_reference()), ("where", "s. 12")])

    class Meta:
        label = _("Citation")
        icon = "openquote"
        template = "magazine/blocks/citation.html"
        description = _("An entry of the literature, written as a citation and listed with whoever cites it.")


def a_reference() -> Any:
    """Return an entry to show in a preview: the first there is, else an invented one that is not stored."""
    model = apps.get_model("magazine.Reference")
    return model.objects.in_order().first() or model(**specimens()["reference"][0])

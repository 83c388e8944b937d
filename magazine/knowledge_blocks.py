"""Blocks of the knowledge library: the steps of a guide, and citations between them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from magazine.blocks.citations import ReferenceChooser

STEP_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ReferenceBlock(ReferenceChooser):
    """An entry of the literature, shown as a citation."""

    class Meta:
        icon = "openquote"
        label = _("Citation")
        template = "magazine/knowledge/_citation_block.html"


class StepBlock(blocks.StructBlock):
    """One step: what to do, how, and where it is officially written."""

    title = blocks.CharBlock(label=_("The step in a few words"), max_length=120)
    text = blocks.RichTextBlock(label=_("How"), features=STEP_FEATURES)
    source_name = blocks.CharBlock(label=_("Official source"), required=False, max_length=160)
    source_url = blocks.URLBlock(label=_("Its address"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "magazine/knowledge/_step.html"


class GuideSteps(blocks.StreamBlock):
    """The steps in their order, with notes and citations between them."""

    step = StepBlock()
    note = blocks.RichTextBlock(
        label=_("Note"), features=STEP_FEATURES, icon="info-circle", template="magazine/knowledge/_note.html"
    )
    citation = ReferenceBlock()

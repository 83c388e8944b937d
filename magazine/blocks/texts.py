"""Blocks of words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from magazine import shelf
from magazine.blocks.showing import FromShelf, Specimen
from magazine.hygiene import followable

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
WORDS = ["bold", "italic", "link", "document-link"]
SMALL = [*WORDS, "ol", "ul"]
ADDRESS = RegexValidator(
    r"^(https?://[^\s/]+\S*|/([^\s/\\]\S*)?)$", _("Write https:// and an address, or / and a page of ours.")
)


class Text(Specimen, blocks.RichTextBlock):
    """Running text with headings; ``[1]`` in it leads to the first source."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = _("Words")
        description = _("Paragraphs and headings. [1] in the text leads to the first of the sources.")


class Quote(Specimen, blocks.StructBlock):
    words = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who"), required=False)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        group = _("Words")
        template = "magazine/blocks/quote.html"
        description = _("A sentence worth stopping at, in large letters.")


class Question(Specimen, blocks.StructBlock):
    question = blocks.TextBlock(label=_("Question"))
    answer = blocks.RichTextBlock(label=_("Answer"), features=SMALL)

    class Meta:
        label = _("Question and answer")
        icon = "help"
        group = _("Words")
        template = "magazine/blocks/question.html"
        description = _("For interviews: one question with its answer.")


class Box(Specimen, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL)

    class Meta:
        label = _("Box")
        icon = "form"
        group = _("Words")
        template = "magazine/blocks/box.html"
        description = _("What explains a word or stands aside of the story.")


class TimelinePoint(blocks.StructBlock):
    when = blocks.CharBlock(label=_("When"), max_length=40)
    title = blocks.CharBlock(label=_("What"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=WORDS, required=False)

    class Meta:
        label = _("Point in time")


class Timeline(Specimen, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    points = blocks.ListBlock(TimelinePoint(), label=_("Points"), min_num=2, max_num=40)

    class Meta:
        label = _("Timeline")
        icon = "history"
        group = _("Figures")
        template = "magazine/blocks/timeline.html"
        description = _("What happened when, from the oldest.")


class PageChooser(FromShelf, blocks.PageChooserBlock):
    """A page of the site."""

    @property
    def on_shelf(self) -> Any:
        return Page


class CallToAction(Specimen, blocks.StructBlock):
    """One button: to a page of ours or to an address."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    label = blocks.CharBlock(label=_("Words of the button"), max_length=60)
    page = PageChooser(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=_("or address"),
        required=False,
        validators=[ADDRESS],
        help_text=_("Of another site with https://, or of ours without it: /katalog/"),
    )

    class Meta:
        label = _("Call to action")
        icon = "pick"
        group = _("Links")
        template = "magazine/blocks/call_to_action.html"
        description = _("What a reader can do now, with one button.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned.get("page")) == bool(cleaned.get("url")):
            error = ValidationError(gettext("Choose a page or write an address, one of them."))
            raise blocks.StructBlockValidationError(block_errors={"url": error})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page, held = value.get("page"), shelf.current()
        if page is None:
            context["href"] = followable(value.get("url"))
        elif held is not None and page.pk in held.urls:
            context["href"] = held.urls[page.pk]
        else:
            context["href"] = page.get_url((parent_context or {}).get("request")) or ""
        return context


class Source(blocks.RichTextBlock):
    """One source or footnote."""


class Correction(blocks.StructBlock):
    """What was wrong and has been put right."""

    on = blocks.DateBlock(label=_("Day"))
    text = blocks.RichTextBlock(label=_("What was corrected"), features=WORDS)

"""Blocks of an article's body."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class ArticleBody(blocks.StreamBlock):
    """Text, pictures and quotes in the order that the editor wants."""

    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES, icon="pilcrow")
    picture = ImageBlock(label=_("Picture"), template="magazine/blocks/picture.html")
    quote = blocks.StructBlock(
        [("words", blocks.TextBlock(label=_("Words"))), ("who", blocks.CharBlock(label=_("Who"), required=False))],
        label=_("Quote"),
        icon="openquote",
        template="magazine/blocks/quote.html",
    )

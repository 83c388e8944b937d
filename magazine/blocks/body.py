"""The streams of blocks: bodies of articles and of the home page, and short lists beside them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from magazine.blocks.cards import CardChooser
from magazine.blocks.citations import Citation
from magazine.blocks.figures import Chart, MunicipalityChoice, Numbers, PlacesMap
from magazine.blocks.pictures import Downloads, Gallery, Media, Picture
from magazine.blocks.texts import (
    WORDS,
    Box,
    CallToAction,
    Correction,
    PageChooser,
    Question,
    Quote,
    Source,
    Text,
    Timeline,
)
from magazine.shelf import card_kinds


class ArticleBody(blocks.StreamBlock):
    """Whatever tells the story, in the order that the editor wants; cards of the rooms come last."""

    text = Text()
    quote = Quote()
    question = Question()
    box = Box()
    picture = Picture()
    gallery = Gallery()
    media = Media()
    numbers = Numbers()
    chart = Chart()
    timeline = Timeline()
    places = PlacesMap()
    downloads = Downloads()
    call_to_action = CallToAction()

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        cards = [(kind.key, CardChooser(kind)) for kind in card_kinds().values()]
        super().__init__([*(local_blocks or []), *cards], **kwargs)


class Highlights(blocks.StructBlock):
    """Articles that the editors put on the home page themselves."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    articles = blocks.ListBlock(
        PageChooser(page_type="magazine.ArticlePage"), label=_("Articles"), min_num=1, max_num=6
    )

    class Meta:
        label = _("Chosen articles")
        icon = "doc-full"
        template = "magazine/blocks/highlights.html"


class HomeBody(blocks.StreamBlock):
    """What editors put on the home page beside what the rooms fill by themselves."""

    highlights = Highlights()
    text = Text()
    quote = Quote()
    numbers = Numbers()
    places = PlacesMap()
    call_to_action = CallToAction()


class Sources(blocks.StreamBlock):
    """Sources and footnotes, numbered as they stand."""

    source = Source(label=_("Source"), features=WORDS, icon="link")
    citation = Citation()

    class Meta:
        max_num = 60


class Corrections(blocks.StreamBlock):
    correction = Correction(label=_("Correction"), icon="edit")

    class Meta:
        max_num = 20


class Places(blocks.StreamBlock):
    """Municipalities that an article is about."""

    municipality = MunicipalityChoice()

    class Meta:
        max_num = 20


class Subjects(blocks.StreamBlock):
    """Records of the rooms that an article is about, without a card of theirs in its text."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        cards = [(kind.key, CardChooser(kind)) for kind in card_kinds().values()]
        super().__init__([*(local_blocks or []), *cards], **kwargs)

    class Meta:
        max_num = 40

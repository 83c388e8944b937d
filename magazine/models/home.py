"""The home page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from kko.slots import HomeBlock, fillings
from kko.writing import Paragraph
from magazine.blocks import BlockField, HomeBody
from magazine.models.listing import everybodys, pictures_for
from magazine.models.untranslated import OffersCzech
from magazine.shelf import fetch, holding, put_pages, wanted_by


class HomePage(OffersCzech, Page):
    """The home page: words of the editors, and blocks that the rooms fill."""

    headline = models.CharField(_("headline"), max_length=80)
    lede = models.CharField(_("lede"), max_length=240, blank=True)
    body = BlockField(
        HomeBody(),
        verbose_name=_("chosen by the editors"),
        blank=True,
        help_text=_("Stands above what the rooms fill by themselves."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lede", widget=Paragraph),
        FieldPanel("body"),
    ]
    max_count_per_parent = 3
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["magazine.MagazinePage", "magazine.KnowledgePage", "magazine.ContentPage"]
    template = "magazine/home.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        blocks: list[HomeBlock | None] = [fill(request) for fill in fillings("KKO_HOME_BLOCKS")]
        found = [block for block in blocks if block is not None]
        context["opening"] = [block for block in found if block.opens]
        context["blocks"] = [block for block in found if not block.opens]
        context["chosen"] = self._chosen(request) if self.body else []
        return context

    def _chosen(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Return kind and HTML of the editors' blocks, everything they name fetched at once."""
        wanted = wanted_by(self.body)
        ids = wanted.pop(Page, set())
        shelf = fetch(wanted)
        if ids:
            keys = Page.objects.filter(pk__in=ids).values("translation_key")
            pages = Page.objects.live().filter(everybodys(), translation_key__in=keys).select_related("locale")
            put_pages(shelf, ids, pages.select_related("articlepage"), request)
            pictures_for([one.articlepage for one in shelf.objects[Page].values() if hasattr(one, "articlepage")])
        around = {"request": request, "language": self.locale.language_code}
        with holding(shelf):
            return [(bound.block_type, str(bound.render(context=dict(around)))) for bound in self.body]

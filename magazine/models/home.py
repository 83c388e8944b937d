"""The home page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from kko.slots import HomeBlock, fillings
from magazine.models.multilingual import Multilingual


class HomePage(Multilingual, Page):
    """The home page: words of the editors, and blocks that the rooms fill."""

    headline = models.CharField(_("headline"), max_length=80)
    lede = models.CharField(_("lede"), max_length=240, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("lede")]
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
        return context

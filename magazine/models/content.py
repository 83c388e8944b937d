"""Plain pages, and the words of the frame."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

from kko.writing import Paragraph
from magazine.blocks import FEATURES
from magazine.models.multilingual import Multilingual


class ContentPage(Multilingual, Page):
    """A plain page of the site: accessibility statement, privacy, terms, imprint and what editors add."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=FEATURES)
    in_footer = models.BooleanField(_("show in the footer"), default=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary", widget=Paragraph),
        FieldPanel("body"),
        FieldPanel("in_footer"),
    ]
    parent_page_types = ["magazine.HomePage"]
    subpage_types: list[str] = []
    template = "magazine/content.html"

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


@register_setting(icon="doc-full", order=20)
class SiteWords(BaseGenericSetting):
    """Words of the frame that editors keep: the mandatory publicity of the programme in the footer."""

    publicity_cs = RichTextField(_("publicity in Czech"), features=["bold", "link"], blank=True)
    publicity_en = RichTextField(_("publicity in English"), features=["bold", "link"], blank=True)
    publicity_de = RichTextField(_("publicity in German"), features=["bold", "link"], blank=True)

    class Meta:
        verbose_name = _("words of the footer")

    def __str__(self) -> str:
        return "SiteWords"

    def publicity(self, code: str) -> str:
        """Return the publicity in this language, or in Czech where it is missing."""
        return getattr(self, f"publicity_{code}", "") or self.publicity_cs

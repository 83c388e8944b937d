"""Guides: step by step, with the day of the last check and somebody who looks after them."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from kko.covers.addresses import cover_url
from kko.slots import fillings
from kko.writing import Paragraph
from magazine.knowledge_blocks import GuideSteps
from magazine.knowledge_choices import Audience
from magazine.models.listing import ReadableQuerySet
from magazine.models.multilingual import Multilingual
from magazine.models.readiness import Ready


class GuideQuerySet(ReadableQuerySet):
    def published(self) -> Self:
        return self.live().public()

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def stale(self) -> Self:
        """Those that nobody has checked for ``KKO_GUIDE_DAYS`` days, the oldest first."""
        before = timezone.localdate() - timedelta(days=settings.KKO_GUIDE_DAYS)
        return self.filter(checked_on__lt=before).order_by("checked_on", "pk")


class GuidePage(Ready, Multilingual, Page):
    """A guide. ``keeper`` looks after it and is named in the back office only; ``kept_by`` is what readers see."""

    summary = models.CharField(_("summary"), max_length=300)
    audience = models.CharField(_("for whom"), max_length=8, choices=Audience.choices)
    steps = StreamField(GuideSteps(), verbose_name=_("steps"))
    checked_on = models.DateField(_("last checked on"))
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who looks after it"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+", help_text=_("Not shown in public."),
    )  # fmt: skip
    kept_by = models.CharField(_("kept by"), max_length=120, blank=True, help_text=_("An office or a team; public."))
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = PageManager.from_queryset(GuideQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary", widget=Paragraph),
        FieldPanel("audience"),
        FieldPanel("steps"),
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("keeper"), FieldPanel("kept_by")]),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("steps")]
    parent_page_types = ["magazine.KnowledgePage"]
    subpage_types: list[str] = []
    template = "magazine/knowledge/guide.html"

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        for fill in fillings("KKO_KNOWLEDGE_CONTEXTS"):
            context |= fill(request, self)
        return context

    @property
    def is_stale(self) -> bool:
        return timezone.localdate() - self.checked_on > timedelta(days=settings.KKO_GUIDE_DAYS)

    @property
    def cover_url(self) -> str:
        return cover_url(str(self.translation_key))

    @property
    def share_image_url(self) -> str:
        return cover_url(str(self.translation_key), kind="png")

"""Links that are tried by the hour, and where pages use them."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from magazine.knowledge_choices import LinkState


class LinkedQuerySet(models.QuerySet[Any]):
    def with_link(self) -> Self:
        return self.exclude(url="")

    def dead(self) -> Self:
        return self.filter(link_state=LinkState.DEAD)

    def due(self, *, retry_before: datetime, again_before: datetime) -> Self:
        """Those whose link waits for a check: never checked, in doubt since ``retry_before``, or
        settled before ``again_before``; the longest waiting first."""
        doubtful = models.Q(link_state__in=[LinkState.UNKNOWN, LinkState.UNSURE], link_checked_at__lt=retry_before)
        waiting = models.Q(link_checked_at=None) | doubtful | models.Q(link_checked_at__lt=again_before)
        return self.with_link().filter(waiting).order_by(models.F("link_checked_at").asc(nulls_first=True), "pk")


class Linked(models.Model):
    """Something with a link, and what became of it. ``same_link`` finds the row while its link is the same."""

    link_state = models.CharField(
        _("link"), max_length=8, choices=LinkState.choices, default=LinkState.UNKNOWN, editable=False
    )
    link_checked_at = models.DateTimeField(_("link checked"), null=True, blank=True, editable=False)
    link_failing_since = models.DateTimeField(_("link fails since"), null=True, blank=True, editable=False)
    link_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    link_note = models.CharField(_("what the check found"), max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def link(self) -> str:
        raise NotImplementedError

    def same_link(self) -> dict[str, Any]:
        """Return the conditions under which the row still has this link."""
        raise NotImplementedError


class OutsideLink(Linked):
    """An address of another site that pages of ours lead to; kept once, however many lead there."""

    url = models.CharField(_("link"), max_length=500, unique=True)

    objects = LinkedQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")

    def __str__(self) -> str:
        return self.url

    @property
    def link(self) -> str:
        return self.url

    def same_link(self) -> dict[str, Any]:
        return {"pk": self.pk, "url": self.url}


class PageLinkQuerySet(models.QuerySet["PageLink"]):
    def broken(self) -> Self:
        """Links of live pages that are dead or fail, or lead to a page of ours that is not public or is gone."""
        live_targets = Page.objects.filter(pk=models.OuterRef("target_id"), live=True)
        lost = models.Q(target_id__isnull=False) & ~models.Exists(live_targets)
        failing = models.Q(outside__link_state__in=[LinkState.DEAD, LinkState.UNSURE])
        return self.filter(lost | failing, page__live=True)


class PageLink(models.Model):
    """A page leads to another site, or to a page of ours by its number, which outlives the page."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    outside = models.ForeignKey(OutsideLink, null=True, on_delete=models.CASCADE, related_name="uses")
    target_id = models.PositiveBigIntegerField(null=True)

    objects = PageLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link on a page")
        constraints = [
            models.UniqueConstraint(fields=["page", "outside"], name="pagelink_outside_once"),
            models.UniqueConstraint(fields=["page", "target_id"], name="pagelink_target_once"),
            models.CheckConstraint(
                condition=models.Q(outside__isnull=True, target_id__isnull=False)
                | models.Q(outside__isnull=False, target_id__isnull=True),
                name="pagelink_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.outside_id or self.target_id}"

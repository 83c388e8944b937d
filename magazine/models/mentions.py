"""Which public article shows or is about what: derived from articles when they are published."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

REFERENCE_KEY = "reference"  # an entry of the literature, which no card shows


class MentionQuerySet(models.QuerySet["Mention"]):
    def of_record(self, kind: str, pk: int) -> Self:
        """Those of a record of another room, by the key of its kind of card."""
        return self.filter(profile_id=pk) if kind == "profile" else self.filter(record=f"{kind}:{pk}")

    def of_references(self, ids: Iterable[int]) -> Self:
        """Those of the articles that cite any of these entries."""
        return self.filter(record__in=[f"{REFERENCE_KEY}:{pk}" for pk in ids])


class Mention(models.Model):
    """A live article and one thing in it: a profile, a municipality, or a record of another room.

    Profiles and municipalities are foreign keys, so that a merge of profiles moves them and a deletion takes them
    along; ``record`` names others by the key of their card and their id (``project:12``), and what
    the article cites (``reference:7``). Never a draft: rows
    are made when an article is published and go when it is taken down.
    """

    article = models.ForeignKey("magazine.ArticlePage", on_delete=models.CASCADE, related_name="mentions")
    profile = models.ForeignKey(
        "catalogue.Profile", on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    municipality = models.ForeignKey(
        "territory.Municipality", on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    record = models.CharField(max_length=60, blank=True, db_index=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(profile__isnull=False, municipality=None, record="")
                    | models.Q(profile=None, municipality__isnull=False, record="")
                    | (models.Q(profile=None, municipality=None) & ~models.Q(record=""))
                ),
                name="mention_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.profile_id or self.municipality_id or self.record}"

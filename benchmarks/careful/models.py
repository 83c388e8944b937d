"""The profile as this page wants it: one narrow table with the right indexes, and a folded text for the words."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from catalogue.choices import Availability, Form
from catalogue.models import Discipline
from kko.territory.models import Municipality


class PublicProfileQuerySet(models.QuerySet["PublicProfile"]):
    def published(self) -> "PublicProfileQuerySet":
        return self.filter(live=True)

    def for_cards(self) -> "PublicProfileQuerySet":
        return self.select_related("main_discipline__sector", "municipality").only(
            "name",
            "slug",
            "summary",
            "is_sample",
            "main_discipline__name",
            "main_discipline__name_cs",
            "main_discipline__sector__slug",
            "municipality__name",
        )


class PublicProfile(models.Model):
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    sort_key = models.CharField(max_length=400)
    live = models.BooleanField()
    is_sample = models.BooleanField()
    form = models.CharField(max_length=12, choices=Form.choices)
    summary = models.CharField(max_length=160)
    main_discipline = models.ForeignKey(Discipline, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    commissions = models.BooleanField()
    collaboration = models.BooleanField()
    mentoring = models.BooleanField()
    teaching = models.BooleanField()
    text_folded = models.TextField()

    objects = PublicProfileQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["sort_key", "id"], condition=models.Q(live=True), name="careful_by_name"),
            models.Index(fields=["municipality", "main_discipline"], name="careful_place_discipline"),
            models.Index(fields=["main_discipline", "municipality"], name="careful_discipline_place"),
            GinIndex(fields=["text_folded"], opclasses=["gin_trgm_ops"], name="careful_text"),
            *(
                models.Index(fields=["sort_key"], condition=models.Q(live=True, **{name: True}), name=f"careful_{name}")
                for name in Availability.values
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalogue:profile", args=[self.slug])

"""The filters of the careful page, by django-filter."""

import django_filters as filters
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q

from benchmarks.careful.models import PublicProfile
from catalogue.choices import Availability, Form
from catalogue.models import Discipline, Sector
from kko.search.folding import fold
from kko.territory.models import District, Municipality


class SeveralFilter(filters.ModelMultipleChoiceFilter):
    """Ticked values of one facet, named by their slugs."""

    def __init__(self, field_name: str, queryset) -> None:
        super().__init__(field_name=field_name, queryset=queryset, to_field_name="slug", distinct=False)

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class PublicProfileFilterSet(filters.FilterSet):
    """Words (each must stand somewhere in the folded text; the likest names first) and six facets."""

    q = filters.CharFilter(method="by_words")
    odvetvi = SeveralFilter("main_discipline__sector", Sector.objects.all())
    obor = SeveralFilter("main_discipline", Discipline.objects.all())
    okres = SeveralFilter("municipality__district", District.objects.all())
    obec = SeveralFilter("municipality", Municipality.objects.all())
    forma = filters.MultipleChoiceFilter(field_name="form", choices=Form.choices)
    nabizi = filters.MultipleChoiceFilter(choices=Availability.choices, method="by_availability")

    class Meta:
        model = PublicProfile
        fields: list[str] = []

    def by_words(self, queryset, name, value):
        folded = fold(value)
        for word in folded.split():
            queryset = queryset.filter(text_folded__contains=word)
        return queryset.annotate(likeness=TrigramWordSimilarity(folded, "name_folded")).order_by(
            "-likeness", "sort_key", "pk"
        )

    def by_availability(self, queryset, name, value):
        return queryset.filter(Q.create([(one, True) for one in value], connector=Q.OR)) if value else queryset

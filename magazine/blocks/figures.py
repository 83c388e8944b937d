"""Blocks of numbers and places."""

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kko.search.folding import sort_key
from kko.territory.facet_map import Facet, facet_map
from magazine import charting
from magazine.blocks.showing import Specimen
from magazine.choices import ChartShape
from magazine.shelf import MUNICIPALITY


class Number(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Number"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)

    class Meta:
        label = _("Number")


class Numbers(Specimen, blocks.StructBlock):
    numbers = blocks.ListBlock(Number(), label=_("Numbers"), min_num=1, max_num=6)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=240)

    class Meta:
        label = _("Numbers")
        icon = "order"
        group = _("Figures")
        template = "magazine/blocks/numbers.html"
        description = _("A few large numbers with what they count.")


class Chart(Specimen, blocks.StructBlock):
    """A chart drawn by the server from a pasted table, which stands under it."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    shape = blocks.ChoiceBlock(label=_("Drawn as"), choices=ChartShape.choices, default=ChartShape.BAR)
    table = blocks.TextBlock(
        label=_("Table"),
        help_text=_("Paste it from a spreadsheet: the first line names the columns, the first column the lines."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=40)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=240)

    class Meta:
        label = _("Chart")
        icon = "table"
        group = _("Figures")
        template = "magazine/blocks/chart.html"
        description = _("Bars or lines from a pasted table.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            try:
                charting.read_table(cleaned["table"])
            except charting.TableError as error:
                raise blocks.StructBlockValidationError(block_errors={"table": ValidationError(str(error))}) from error
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        try:
            table = charting.read_table(value["table"])
        except charting.TableError:  # a draft may hold one that is not finished
            return context
        context |= {"table": table, "numbers": [(row.label, map(charting.in_words, row.numbers)) for row in table.rows]}
        if value["shape"] == ChartShape.LINE:
            return context | {
                "lines": charting.lines(table),
                "scale": charting.scale(table),
                "ends": charting.ends(table),
                "steps": [step * charting.HEIGHT // charting.STEPS for step in range(charting.STEPS + 1)],
            }
        return context | {"rows": charting.bars(table)}


@cache
def facets_by_code() -> dict[str, Facet]:
    """Return the municipalities as they are drawn, by their code."""
    return {facet.code: facet for facet in facet_map().facets}


@cache
def municipality_choices() -> list[tuple[str, str]]:
    """Return code and name with district of every municipality, in the order of the Czech alphabet."""
    facets = sorted(facet_map().facets, key=lambda facet: sort_key(facet.name))
    districts = dict(_district_names())
    return [(facet.code, f"{facet.name} ({districts.get(facet.district, facet.district)})") for facet in facets]


def _district_names() -> list[tuple[str, str]]:
    by_slug = {facet.slug: facet.name for facet in facet_map().facets}
    return [(slug, by_slug.get(slug, slug)) for slug, _path in facet_map().districts]


class MunicipalityChoice(blocks.ChoiceBlock):
    """A municipality of the region; the value is its code."""

    on_shelf = MUNICIPALITY

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", municipality_choices)
        # In a list of places it has no label of its own.
        kwargs.setdefault("widget", forms.Select(attrs={"aria-label": _("Municipality")}))
        super().__init__(**kwargs)

    def get_searchable_content(self, value: str) -> list[str]:
        facet = facets_by_code().get(value)
        return [facet.name] if facet else []

    class Meta:
        label = _("Municipality")
        icon = "site"


class Place(blocks.StructBlock):
    municipality = MunicipalityChoice()
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=160)

    class Meta:
        label = _("Place")


class PlacesMap(Specimen, blocks.StructBlock):
    """The region with the places of the story, and a list of them for whoever cannot see it."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    places = blocks.ListBlock(Place(), label=_("Places"), min_num=1, max_num=20)

    class Meta:
        label = _("Map of places")
        icon = "site"
        group = _("Figures")
        template = "magazine/blocks/places.html"
        description = _("The region with the municipalities of the story.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        known = [(facets_by_code().get(place["municipality"]), place["note"]) for place in value["places"]]
        return {**context, "map": facet_map(), "places": [(facet, note) for facet, note in known if facet]}

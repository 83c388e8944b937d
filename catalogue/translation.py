"""Taxonomy in Czech, English and German (django-modeltranslation).

Profiles carry their languages as plain columns: revisions restore both ``summary`` and ``summary_en``,
and a translated descriptor would write the one over the other.
"""

from modeltranslation.translator import TranslationOptions, register

from catalogue.models import Discipline, NeedGroup, NeedKind, Sector


@register([Sector, Discipline, NeedGroup, NeedKind])
class NamedOptions(TranslationOptions):
    fields = ("name",)
    required_languages = ("cs", "en", "de")

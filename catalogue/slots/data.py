"""Profiles as open data."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy, override

from catalogue.models import Profile
from kko.accounts.models import User
from kko.opendata.slots import Column, Dataset


def profiles_dataset() -> Dataset:
    """The public profiles as open data: what their pages show to everybody."""
    return Dataset(
        slug="profily",
        title=gettext_lazy("Profiles of the catalogue"),
        description=gettext_lazy("Published people and organisations with their disciplines and municipality."),
        licence="CC BY 4.0",
        source=settings.SITE_NAME,
        columns=(
            Column("slug", gettext_lazy("address of the profile")),
            Column("nazev", gettext_lazy("name")),
            Column("forma", gettext_lazy("form")),
            Column("obory", gettext_lazy("disciplines, the main one first, separated by semicolons")),
            Column("obec", gettext_lazy("municipality")),
            Column("kod_obce", gettext_lazy("code of the municipality in RÚIAN")),
            Column("okres", gettext_lazy("district")),
            Column("popis", gettext_lazy("one-line summary in Czech")),
            Column("web", gettext_lazy("web")),
            Column("ukazka", gettext_lazy("1 for sample content")),
        ),
        rows=_dataset_rows,
    )


def _dataset_rows(user: User | AnonymousUser) -> Iterable[tuple]:
    profiles = Profile.objects.published().for_cards().prefetch_related("disciplines").order_by("sort_key", "pk")
    with override("cs"):
        for profile in profiles.iterator(chunk_size=1000):
            yield (
                profile.slug,
                profile.name,
                profile.get_form_display(),
                ";".join(one.slug for one in profile.all_disciplines()),
                profile.municipality.name,
                profile.municipality.code,
                profile.municipality.district.name,
                profile.summary_cs,
                profile.web,
                int(profile.is_sample),
            )

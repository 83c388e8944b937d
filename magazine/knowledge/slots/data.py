"""Case studies and literature as open data."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy, override

from kko.accounts.models import User
from kko.opendata.slots import Column, Dataset
from magazine.knowledge.bibliography import CSV_COLUMNS, sheet_row
from magazine.models import CaseStudyPage, Reference

STUDY_COLUMNS = (
    Column("adresa", gettext_lazy("address of the case study")),
    Column("nazev", gettext_lazy("name")),
    Column("misto", gettext_lazy("place")),
    Column("zeme", gettext_lazy("country, ISO 3166-1")),
    Column("sirka", gettext_lazy("latitude in degrees, WGS 84")),
    Column("delka", gettext_lazy("longitude in degrees, WGS 84")),
    Column("kod_obce", gettext_lazy("code of the municipality in RÚIAN, in our region only")),
    Column("stavba", gettext_lazy("kind of building")),
    Column("drive", gettext_lazy("what it was")),
    Column("nyni", gettext_lazy("what it became")),
    Column("od_roku", gettext_lazy("from the year")),
    Column("do_roku", gettext_lazy("to the year")),
    Column("plocha_m2", gettext_lazy("size in m²")),
    Column("naklady", gettext_lazy("cost")),
    Column("mena", gettext_lazy("currency, ISO 4217")),
    Column("zdroje_penez", gettext_lazy("sources of money, separated by semicolons")),
    Column("temata", gettext_lazy("themes, separated by semicolons")),
    Column("co_se_povedlo", gettext_lazy("what worked")),
    Column("co_se_nepovedlo", gettext_lazy("what went wrong")),
    Column("pouceni", gettext_lazy("what we take from it")),
    Column("rok_udaju", gettext_lazy("year of the data")),
    Column("zdroje", gettext_lazy("keys of the literature, separated by semicolons")),
    Column("ukazka", gettext_lazy("1 for sample content")),
)
LITERATURE_WORDS = {
    "klic": gettext_lazy("key of the entry"),
    "druh": gettext_lazy("kind"),
    "autori": gettext_lazy("authors, separated by semicolons"),
    "nazev": gettext_lazy("title of the work"),
    "rok": gettext_lazy("year"),
    "zdroj": gettext_lazy("journal, book or web"),
    "rocnik": gettext_lazy("volume"),
    "cislo": gettext_lazy("issue"),
    "strany": gettext_lazy("pages"),
    "misto": gettext_lazy("place of publication"),
    "vydavatel": gettext_lazy("publisher"),
    "isbn": gettext_lazy("ISBN"),
    "doi": gettext_lazy("DOI"),
    "odkaz": gettext_lazy("link"),
    "cteno": gettext_lazy("read on"),
    "citace": gettext_lazy("citation by ČSN ISO 690"),
}


def studies_dataset() -> Dataset:
    """The public case studies in Czech; whom we talked to is no part of it."""
    return Dataset(
        slug="pripadove-studie",
        title=gettext_lazy("Case studies"),
        description=gettext_lazy("Transformed places abroad and at home: facts, what worked and what did not."),
        licence="CC BY 4.0",
        source=settings.SITE_NAME,
        columns=STUDY_COLUMNS,
        rows=_studies,
    )


def literature_dataset() -> Dataset:
    """The literature of the library."""
    return Dataset(
        slug="literatura",
        title=gettext_lazy("Literature"),
        description=gettext_lazy("What case studies, guides and articles cite."),
        licence="CC BY 4.0",
        source=settings.SITE_NAME,
        columns=tuple(Column(name, LITERATURE_WORDS[name]) for name in CSV_COLUMNS),
        rows=_literature,
    )


def _studies(user: User | AnonymousUser) -> Iterable[tuple]:
    studies = CaseStudyPage.objects.published().in_language("cs").with_facts().select_related("municipality")
    with override("cs"):
        for study in studies.order_by("place", "title", "pk"):
            yield (
                study.slug, study.title, study.place, study.country, study.latitude, study.longitude,
                study.municipality.code if study.municipality else "", study.get_building_display(),
                study.former, study.current, study.year_from, study.year_to, study.size_m2, study.cost,
                study.currency, ";".join(str(one.get_source_display()) for one in study.money.all()),
                ";".join(theme.name_cs for theme in study.themes.all()), *map(_plain, _prose(study)),
                study.facts_year, ";".join(cited.reference.key for cited in study.citations.all()),
                int(study.is_sample),
            )  # fmt: skip


def _prose(study: CaseStudyPage) -> tuple[str, str, str]:
    return study.worked, study.wrong, study.lesson


def _plain(html: str) -> str:
    return " ".join(strip_tags(html.replace("</p>", " ").replace("</li>", " ")).split())


def _literature(user: User | AnonymousUser) -> Iterable[tuple]:
    return map(sheet_row, Reference.objects.in_order())

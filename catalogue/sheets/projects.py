"""Projects and their outputs as sheets: what their pages show, in Czech, one row each."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import override

from catalogue.choices import Language, Money, OutputKind, OutputLicence, ProjectState, TargetGroup
from catalogue.models import Output, Project, ProjectResult
from catalogue.sheets.cells import armless, one_line

PROJECT_COLUMNS = (
    "adresa", "nazev", "stav", "od", "do", "nositel", "partneri", "obce", "popis", "cile", "cilove_skupiny",
    "rozpocet_kc", "zdroje_penez", "zdroj_penez_slovy", "vysledky", "pouceni", "vystupy", "web", "zdroj", "ukazka",
)  # fmt: skip
OUTPUT_COLUMNS = (
    "nazev", "druh", "projekt", "adresa_projektu", "popis", "rok", "licence", "jazyky", "kde_je", "pouziti", "ukazka",
)  # fmt: skip


def project_rows(projects: Iterable[Project]) -> Iterator[tuple]:
    """Yield the values of each project, in the order of ``PROJECT_COLUMNS``.

    Projects come with lead, partners and their profiles, municipalities, results and ``public_outputs``.
    """
    with override("cs"):
        for project in projects:
            yield (
                settings.BASE_URL + project.get_absolute_url(),
                project.name_cs,
                str(ProjectState(project.state).label),
                project.starts_in,
                project.ends_in,
                project.lead_shown[0],
                "; ".join(name for name, _url in project.partners_shown),
                "; ".join(place.name for place in project.municipalities.all()),
                project.summary_cs,
                project.aim_cs,
                _words(TargetGroup, project.target_groups),
                project.budget_czk,
                _words(Money, project.money),
                project.money_note,
                "; ".join(_result(one) for one in project.results.all()),
                project.lessons_cs,
                "; ".join(output.title_cs for output in project.public_outputs),
                project.web,
                project.source,
                int(project.is_sample),
            )


def _result(result: ProjectResult) -> str:
    return f"{result.label_cs}: {number_text(result.number)} {result.unit}".strip()


def output_rows(outputs: Iterable[Output]) -> Iterator[tuple]:
    """Yield the values of each output, in the order of ``OUTPUT_COLUMNS``; they come with project and uses."""
    with override("cs"):
        for output in outputs:
            address = output.address
            yield (
                output.title_cs,
                str(OutputKind(output.kind).label),
                output.project.name_cs,
                settings.BASE_URL + output.get_absolute_url(),
                output.summary_cs,
                output.made_in,
                str(OutputLicence(output.licence).label),
                _words(Language, output.languages),
                settings.BASE_URL + address if address.startswith("/") else address,
                len(output.uses.all()),
                int(output.is_sample),
            )


def text_rows(columns: Iterable[str], rows: Iterable[tuple]) -> Iterator[list[str]]:
    """Yield the head and each row as cells that no spreadsheet takes for a formula, each on one line."""
    yield list(columns)
    for row in rows:
        yield [armless(one_line(_text(value))) for value in row]


def _text(value: Any) -> str:
    return number_text(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def number_text(value: Decimal) -> str:
    """Return a number as Czech spreadsheets read it: with a decimal comma, without idle zeros."""
    return f"{value.normalize():f}".replace(".", ",")


def _words(kinds: Any, chosen: list[str]) -> str:
    return "; ".join(str(kind.label) for kind in kinds if kind.value in chosen)

"""What projects give to the profile, the search, the home page, the desk, open data and the account."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import TipKind
from catalogue.models import Output, Partner, Profile, Project, ProjectTip
from catalogue.search.projects import OUTPUT_KIND, PROJECT_KIND, output_documents, project_documents
from catalogue.sheets.projects import OUTPUT_COLUMNS, PROJECT_COLUMNS, output_rows, project_rows
from catalogue.slots.panels import Panel
from kko.accounts.actions import addresses_of
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.accounts.slots import MyData
from kko.moderation.models import key_of
from kko.moderation.slots import MOST_SHOWN, Queue, Waiting
from kko.opendata.slots import Column, Dataset
from kko.search.slots import Result, SearchKind
from kko.slots import HomeBlock

NEWEST_ON_HOME = 4
WHAT_TO_DO = {
    TipKind.PROJECT: gettext_lazy("find out, then make a draft or decline it"),
    TipKind.ADDITION: gettext_lazy("check it and write it into the project"),
    TipKind.USE: gettext_lazy("check it and let it stand on the output"),
}


def profile_projects(profile: Profile, user: User | AnonymousUser) -> Panel | None:
    """The public projects that a profile led or took part in; the same whoever reads."""
    if not profile.pk:
        return None
    own = Project.objects.published().of_profile(profile).newest_first()
    projects = list(own.prefetch_related("municipalities", "image"))
    if not projects:
        return None
    return Panel(
        key="projects", title=_("Projects"), template="catalogue/_project_cards.html", context={"projects": projects}
    )


def projects_kind() -> SearchKind:
    """Projects as a kind of search result."""
    return SearchKind(
        key=PROJECT_KIND,
        label=gettext_lazy("Projects"),
        documents=project_documents,
        results=_project_results,
        more_url=lambda text: f"{reverse('catalogue:projects')}?{urlencode({'q': text})}",
    )


def _project_results(ids: list[int], user: User | AnonymousUser) -> Sequence[Result]:
    found = Project.objects.published().in_bulk(ids)
    results = []
    for project in filter(None, map(found.get, ids)):
        name, language = project.name
        meta = ", ".join(filter(None, [str(project.get_state_display()), project.years]))
        url = project.get_absolute_url()
        results.append(Result(title=name, url=url, summary=project.summary[0], meta=meta, lang=language))
    return results


def outputs_kind() -> SearchKind:
    """What projects left, as a kind of search result."""
    return SearchKind(
        key=OUTPUT_KIND,
        label=gettext_lazy("Outputs of projects"),
        documents=output_documents,
        results=_output_results,
        more_url=lambda text: f"{reverse('catalogue:outputs')}?{urlencode({'q': text})}",
    )


def _output_results(ids: list[int], user: User | AnonymousUser) -> Sequence[Result]:
    found = Output.objects.published().select_related("project").in_bulk(ids)
    results = []
    for output in filter(None, map(found.get, ids)):
        title, language = output.title
        meta, url = str(output.get_kind_display()), output.get_absolute_url()
        results.append(Result(title=title, url=url, summary=output.summary[0], meta=meta, lang=language))
    return results


def home_outputs(request: HttpRequest) -> HomeBlock | None:
    """The outputs that came last; nothing while there are none."""
    newest = Output.objects.published().select_related("project").order_by("-first_published_at", "-pk")
    outputs = list(newest[:NEWEST_ON_HOME])
    if not outputs:
        return None
    return HomeBlock(key="outputs", template="catalogue/_home_outputs.html", context={"outputs": outputs})


def open_tips(user: User) -> Queue | None:
    """What visitors tell of projects, oldest first."""
    if not can_use_desk(user):
        return None
    tips = ProjectTip.objects.open()
    waiting = [
        Waiting(
            title=tip.title,
            url=reverse("desk_tip", args=[tip.pk]),
            since=tip.created_at,
            who=tip.email,
            note=f"{tip.get_kind_display()}: {tip.text[:100]}" if tip.text else str(tip.get_kind_display()),
            key=key_of(tip),
            todo=str(WHAT_TO_DO[TipKind(tip.kind)]),
        )
        for tip in tips[:MOST_SHOWN]
    ]
    total = tips.count() if len(waiting) == MOST_SHOWN else None
    return Queue("project-tips", _("Tips about projects"), waiting, _("Nobody has sent a tip."), total=total)


def projects_dataset() -> Dataset:
    """The public projects as open data: what their pages show to everybody."""
    return Dataset(
        slug="projekty",
        title=gettext_lazy("Projects for the creative industries"),
        description=gettext_lazy("What was done in the region: who, when, where, for whom, with whose money, results."),
        licence="CC BY 4.0",
        source=settings.SITE_NAME,
        columns=_columns(PROJECT_COLUMNS, PROJECT_WORDS),
        rows=_project_rows,
    )


def outputs_dataset() -> Dataset:
    """The public outputs of projects as open data."""
    return Dataset(
        slug="vystupy-projektu",
        title=gettext_lazy("Outputs of projects"),
        description=gettext_lazy("What projects left to use again, where it is and under what licence."),
        licence="CC BY 4.0",
        source=settings.SITE_NAME,
        columns=_columns(OUTPUT_COLUMNS, OUTPUT_WORDS),
        rows=_output_rows,
    )


PROJECT_WORDS = (
    gettext_lazy("address of the page"), gettext_lazy("name"), gettext_lazy("state"), gettext_lazy("first year"),
    gettext_lazy("last year"), gettext_lazy("who led it"), gettext_lazy("who took part"),
    gettext_lazy("municipalities; empty means the whole region"), gettext_lazy("one-line summary in Czech"),
    gettext_lazy("aim and what was done, in Czech"), gettext_lazy("for whom"), gettext_lazy("budget in CZK"),
    gettext_lazy("whose money"), gettext_lazy("source of money in words"), gettext_lazy("results in numbers"),
    gettext_lazy("what we take from it, in Czech"), gettext_lazy("titles of outputs"), gettext_lazy("web"),
    gettext_lazy("where we know it from"), gettext_lazy("1 for sample content"),
)  # fmt: skip
OUTPUT_WORDS = (
    gettext_lazy("title"), gettext_lazy("kind"), gettext_lazy("project"), gettext_lazy("address of the page"),
    gettext_lazy("what it is good for, in Czech"), gettext_lazy("year"), gettext_lazy("licence"),
    gettext_lazy("languages"), gettext_lazy("address of the file or link"),
    gettext_lazy("number of known uses"), gettext_lazy("1 for sample content"),
)  # fmt: skip


def _columns(names: Iterable[str], words: Iterable[Any]) -> tuple[Column, ...]:
    return tuple(Column(name, word) for name, word in zip(names, words, strict=True))


def _project_rows(user: User | AnonymousUser) -> Iterable[tuple]:
    along = (
        "municipalities",
        "results",
        Prefetch("partners", Partner.objects.select_related("profile").order_by("sort_order")),
        Prefetch("outputs", Output.objects.published(), to_attr="public_outputs"),
    )
    return project_rows(Project.objects.published().select_related("lead").prefetch_related(*along).newest_first())


def _output_rows(user: User | AnonymousUser) -> Iterable[tuple]:
    published = Output.objects.published().select_related("project", "document")
    return output_rows(published.prefetch_related("uses").newest_first())


def tips_data(user: User) -> MyData:
    """The tips sent from the person's addresses, as long as they are kept."""
    tips = [tip for address in addresses_of(user) for tip in ProjectTip.objects.filter(email__iexact=address)]
    content = [
        {
            "o_cem": str(tip.get_kind_display()),
            "nazev": tip.title,
            "text": tip.text,
            "odkaz": tip.link,
            "rok": tip.year,
            "e_mail": tip.email,
            "odeslano": tip.created_at,
            "vyrizeno": tip.settled_at,
            "odpoved": tip.answer,
        }
        for tip in tips
    ]
    return MyData(key="tipy", title=_("Tips about projects"), content=content)


def deed_words() -> dict[str, str]:
    """The words for what projects write into the audit trail."""
    return {"tip.accepted": _("tip taken up"), "tip.declined": _("tip declined")}

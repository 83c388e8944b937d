"""What the toy room gives to other rooms: one filling for every slot there is."""

from django.contrib.auth.models import AnonymousUser

from catalogue.slots import NeedAnswer, Panel
from kko.accounts.slots import OverviewItem
from kko.mail.slots import DigestItem, DigestSection
from kko.moderation.slots import Queue, ReviewPanel, Waiting
from kko.opendata.slots import Column, Dataset
from kko.search.documents import Document
from kko.search.slots import Result, SearchKind
from kko.slots import HomeBlock
from kko.territory.place import distance_km
from tests.toyroom.models import Toy


def newest_toys(request) -> HomeBlock:
    """Block of the home page: the same for every visitor."""
    toys = list(Toy.objects.published().order_by("-created_at")[:3])
    return HomeBlock(key="toys", template="toyroom/_toys.html", context={"toys": toys})


def my_toys(request) -> OverviewItem | None:
    """Item of a member's overview: none for who has no toy."""
    toys = list(Toy.objects.filter(owner=request.user))
    if not toys:
        return None
    return OverviewItem(key="toys", title="My toys", template="toyroom/_toys.html", context={"toys": toys})


def toys_panel(profile, user) -> Panel:
    """Panel of a profile: a room would look for what belongs to just this profile."""
    toys = list(Toy.objects.visible_to(user))
    return Panel(key="toys", title="Toys", template="toyroom/_toys.html", context={"toys": toys})


def toys_of_project(project, user) -> Panel:
    """Panel of a project: a room would look for what belongs to just this project."""
    return Panel(
        key="toys", title="Toys of a project", template="toyroom/_toys.html", context={"toys": list(Toy.objects.all())}
    )


def toys_in_municipality(municipality, user) -> Panel:
    """Panel of a municipality: what the room has there."""
    toys = list(Toy.objects.visible_to(user).filter(municipality=municipality))
    return Panel(key="toys", title="Toys made here", template="toyroom/_toys.html", context={"toys": toys})


def toys_for_need(query):
    """Answers to a need: the key stays the same for ever, the distance is reckoned from the published place."""
    for toy in Toy.objects.visible_to(query.user).select_related("municipality"):
        away = distance_km(query.place, toy.published_point)
        yield NeedAnswer(
            key=f"toyroom.toy:{toy.pk}",
            title=toy.name,
            url=toy.get_absolute_url(),
            reasons=("A toy is near.", "It is free."),
            kind_label="Toys",
            score=5.0,
            distance_km=away,
            since=toy.created_at,
        )


def submitted_toys(user) -> Queue:
    """Queue of the desk: what waits, oldest first."""
    waiting = [toy for toy in Toy.objects.order_by("created_at") if toy.waiting_revision]
    lines = [
        Waiting(title=toy.name, url=toy.get_edit_url(), since=toy.waiting_revision.created_at, who=str(toy.owner))
        for toy in waiting
    ]
    return Queue(key="toys", title="Toys", waiting=lines, empty="No toy waits.")


def toy_beside(record, user) -> ReviewPanel | None:
    """What stands beside an edit on its review page: nothing for records of other rooms."""
    if not isinstance(record, Toy):
        return None
    return ReviewPanel(key="toys", title="Toys", template="toyroom/_toys.html", context={"toys": [record]})


def new_toys(user, since) -> DigestSection:
    """Section of a digest: toys published since then."""
    toys = Toy.objects.visible_to(AnonymousUser()).filter(first_published_at__gt=since).order_by("pk")
    items = [DigestItem(title=toy.name, url=toy.get_absolute_url(), object_key=f"toyroom.toy:{toy.pk}") for toy in toys]
    return DigestSection(key="toys", title="New toys", items=items)


def toys_kind() -> SearchKind:
    """Kind of search results."""
    return SearchKind(key="toys", label="Toys", documents=_documents, results=_results)


def _documents(ids):
    toys = Toy.objects.published() if ids is None else Toy.objects.published().filter(pk__in=ids)
    for toy in toys.select_related("municipality"):
        yield Document(kind="toys", object_id=toy.pk, title=toy.name, a=toy.name, c=toy.municipality.name)


def _results(ids, user) -> list[Result]:
    toys = Toy.objects.visible_to(user).in_bulk(ids)
    return [Result(title=toys[pk].name, url=toys[pk].get_absolute_url()) for pk in ids if pk in toys]


def toys_dataset() -> Dataset:
    """Dataset: public values only, the place at its published precision."""
    columns = (Column("name", "name of the toy"), Column("latitude", "degrees"), Column("longitude", "degrees"))
    return Dataset(
        slug="hracky",
        title="Toys",
        description="All public toys.",
        licence="CC-BY-4.0",
        source="The toy room",
        columns=columns,
        rows=_rows,
    )


def _rows(user):
    for toy in Toy.objects.visible_to(user).select_related("municipality").order_by("pk"):
        yield (toy.name, *toy.published_point)

"""What the catalogue does when Wagtail publishes or unpublishes one of its records.

Wagtail's signals only: ``save_revision`` fires ``post_save`` with draft values on the instance.
"""

from wagtail.signals import published, unpublished

from catalogue.actions import relist_profiles
from catalogue.actions.mapped import tell_mapped_person
from catalogue.actions.profiles import readdress_new
from catalogue.actions.projects import relist_projects
from catalogue.models import Output, Profile, Project


def readdress(sender: type[Profile], instance: Profile, **kwargs: object) -> None:
    """A new profile is found under the name with which it became public."""
    readdress_new(profile=instance)


def relist(sender: type[Profile], instance: Profile, **kwargs: object) -> None:
    """Make listing and search say what the row says now."""
    relist_profiles(ids=[instance.pk])


def tell_mapped(sender: type[Profile], instance: Profile, **kwargs: object) -> None:
    """Whoever was mapped learns that their profile is public, however a curator has published it."""
    tell_mapped_person(profile=instance)


def relist_project(sender: type[Project | Output], instance: Project | Output, **kwargs: object) -> None:
    """Make the search say what the row of the project says now."""
    relist_projects(ids=[instance.project_id if isinstance(instance, Output) else instance.pk])


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    published.connect(readdress, sender=Profile, dispatch_uid="catalogue-readdressed")
    published.connect(relist, sender=Profile, dispatch_uid="catalogue-published")
    published.connect(tell_mapped, sender=Profile, dispatch_uid="catalogue-mapped")
    unpublished.connect(relist, sender=Profile, dispatch_uid="catalogue-unpublished")
    for model in (Project, Output):
        published.connect(relist_project, sender=model, dispatch_uid=f"{model.__name__}-published")
        unpublished.connect(relist_project, sender=model, dispatch_uid=f"{model.__name__}-unpublished")

"""What the catalogue does when Wagtail publishes or unpublishes one of its records.

Wagtail's signals only: ``save_revision`` fires ``post_save`` with draft values on the instance.
"""

from wagtail.signals import published, unpublished

from catalogue.actions import relist_profiles
from catalogue.actions.mapped import tell_mapped_person
from catalogue.models import Profile


def relist(sender: type[Profile], instance: Profile, **kwargs: object) -> None:
    """Make listing and search say what the row says now."""
    relist_profiles(ids=[instance.pk])


def tell_mapped(sender: type[Profile], instance: Profile, **kwargs: object) -> None:
    """Whoever was mapped learns that their profile is public, however a curator has published it."""
    tell_mapped_person(profile=instance)


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    published.connect(relist, sender=Profile, dispatch_uid="catalogue-published")
    published.connect(tell_mapped, sender=Profile, dispatch_uid="catalogue-mapped")
    unpublished.connect(relist, sender=Profile, dispatch_uid="catalogue-unpublished")

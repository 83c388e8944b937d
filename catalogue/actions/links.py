"""A profile's links elsewhere. They are public at once: no curator decides about an address."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import Profile, ProfileLink
from catalogue.naming import web_key
from kko.accounts.models import User
from kko.audit.actions import record as audit

MAX_LINKS = 8


class LinkError(Exception):
    """What was asked of the links cannot be; the text is for the person who asked."""


class NewLink(NamedTuple):
    """A link as it was written: http or https only, an empty label for none."""

    url: str
    label: str = ""


@transaction.atomic
def set_links(*, profile: Profile, links: Iterable[NewLink], by: User) -> list[ProfileLink]:
    """Make ``links`` the links of a profile, in their order, and return them.

    Raises ``LinkError`` for more than eight, for one given twice, and for what is not an address of the web.
    """
    wanted = list(links)
    _check(wanted)
    row = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    before = [NewLink(link.url, link.label) for link in row.links.all()]
    if before == wanted:
        return list(row.links.all())
    row.links.all().delete()
    made = ProfileLink.objects.bulk_create(
        ProfileLink(profile=row, url=link.url, label=link.label, position=place) for place, link in enumerate(wanted)
    )
    audit(verb="profile.links_set", by=by, on=row, facts={"links": len(made)})
    return made


def _check(links: list[NewLink]) -> None:
    if len(links) > MAX_LINKS:
        raise LinkError(_("Eight links at most. Please leave some out."))
    if len({web_key(link.url) for link in links}) < len(links):
        raise LinkError(_("One of the links is here twice."))
    if not all(link.url.startswith(("http://", "https://")) for link in links):
        raise LinkError(_("A link begins with http:// or https://."))

"""What the catalogue itself answers to a need: people and organisations that can help."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.choices import Terms
from catalogue.listing import Listing
from catalogue.matching import Helper, Helpers, current_helpers
from catalogue.models import Profile
from catalogue.slots.panels import NeedAnswer, NeedQuery

PREFIX = "profile:"
SHARED = "catalogue.helpers"


def people(query: NeedQuery) -> Iterator[NeedAnswer]:
    """Yield the profiles that offer what is needed, or are open to what it takes; public ones only."""
    if SHARED not in query.shared:
        query.shared[SHARED] = current_helpers()
    helpers: Helpers = query.shared[SHARED]
    slugs = helpers.listing.discipline_of
    dismissed = {int(key.removeprefix(PREFIX)) for key in query.without if key.startswith(PREFIX)}
    found = helpers.find(
        kind_id=query.kind.pk,
        kind=query.kind.slug,
        place=query.place,
        disciplines=[slugs[pk] for pk in sorted(query.discipline_ids) if pk in slugs],
        without=dismissed | ({query.profile_id} if query.profile_id else set()),
    )
    label = _("People")
    # one reverse() for all: the address differs in its last part only
    base = Profile(slug="x").get_absolute_url()[: -len("x/")]
    for helper in found:
        moments = [helper.offer.created_at if helper.offer else None, helper.card.published_at]
        yield NeedAnswer(
            key=f"{PREFIX}{helper.pk}",
            title=helper.card.name,
            url=f"{base}{helper.card.slug}/",
            reasons=tuple(_reasons(helper, helpers.listing)),
            kind_label=label,
            score=helper.score,
            distance_km=helper.distance_km,
            since=max((moment for moment in moments if moment), default=None),
        )


def _reasons(helper: Helper, listing: Listing) -> Iterator[str]:
    if helper.offer:
        yield _("Offers just this, %(terms)s") % {"terms": Terms(helper.offer.terms).label}
        if helper.offer.note:
            yield f"„{helper.offer.note}“"
    for name in helper.open_to:
        yield capfirst(str(Profile._meta.get_field(name).verbose_name))
    if helper.disciplines:
        names = ", ".join(listing.names["discipline"][one] for one in helper.disciplines)
        yield _("The same discipline: %(names)s") % {"names": names}
    elif helper.sectors:
        names = ", ".join(listing.names["sector"][one] for one in helper.sectors)
        yield _("The same sector: %(names)s") % {"names": names}

"""What the catalogue holds about a person, and what goes of it when they leave."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Revision

from catalogue.actions.erasure import going_with, kept_with_others
from catalogue.choices import MembershipRole
from catalogue.models import Claim, ContactMessage, Invitation, Match, Membership, PortfolioItem, Profile
from kko.accounts.actions import addresses_of
from kko.accounts.models import User
from kko.accounts.slots import MyData, Opener
from kko.media.models import KkoImage


def profiles_data(user: User) -> MyData:
    """Profiles with everything in them, messages, invitations, claims, and the edits that the person saved."""
    memberships = list(Membership.objects.filter(user=user).select_related("profile").order_by("pk"))
    addresses = addresses_of(user)
    invited = [_described(one) for address in addresses for one in Invitation.objects.filter(email__iexact=address)]
    delivered = ContactMessage.objects.delivered()
    written = [_described(one) for address in addresses for one in delivered.filter(email__iexact=address)]
    content = {
        "profily": [_profile(one) for one in memberships],
        "pozvanky_pro_me": invited,
        "moje_zpravy_jinym": written,
        "zadosti_o_prevzeti": [_described(one) for one in Claim.objects.filter(user=user)],
        "moje_upravy": _edits(user, [one.profile for one in memberships]),
    }
    pictures = _pictures(user, [one.profile for one in memberships])
    return MyData(key="katalog", title=_("Profiles and what belongs to them"), content=content, files=pictures)


def erasure_plan(user: User) -> Iterable[str]:
    """Which profiles go and which stay, by name."""
    for profile in going_with(user).order_by("sort_key"):
        yield _("The profile “%(name)s” is deleted, since only you look after it.") % {"name": profile.name}
    staying = kept_with_others(user).order_by("sort_key")
    for profile in staying:
        yield _("The profile “%(name)s” stays, since others look after it; you leave it.") % {"name": profile.name}
    if going_with(user).filter(memberships__user=user).exists():
        yield _("Should somebody else look after your profile? Invite them first, on the profile's page of people.")


def _profile(membership: Membership) -> dict[str, Any]:
    profile = membership.profile
    own: dict[str, Any] = {
        "moje_role": str(membership.get_role_display()),
        "od": membership.created_at,
        "udaje": _described(profile),
        "dalsi_obory": [str(one) for one in profile.disciplines.all()],
        "zbyva_zverejnit": profile.has_unpublished_changes,
    }
    relations: dict[str, Any] = {
        "portfolio": profile.portfolio,
        "odkazy": profile.links,
        "stare_adresy": profile.old_addresses,
        "potreby": profile.needs,
        "nabidky": profile.offers,
        "pozvanky": _invitations(membership),
        "zpravy": profile.contact_messages.delivered(),
        "blokovani": profile.contact_blocks,
        "kdo_se_stara": profile.memberships,
        "radky_importu": profile.import_rows,
    }
    own |= {name: [_described(one) for one in relation.all()] for name, relation in relations.items()}
    own["odpovedi_na_potreby"] = [_described(one) for one in Match.objects.filter(need__profile=profile)]
    return own


def _invitations(membership: Membership) -> models.QuerySet[Invitation]:
    """Whom they wait for is for owners to know."""
    waiting = membership.profile.invitations.open()
    return waiting if membership.role == MembershipRole.OWNER else waiting.none()


def _described(record: models.Model) -> dict[str, Any]:
    """Return the columns of a row under their names in words; relations and choices in words too."""
    found: dict[str, Any] = {}
    for field in record._meta.concrete_fields:
        value = getattr(record, field.name if field.is_relation else field.attname)
        shown = getattr(record, f"get_{field.name}_display", None)
        if value is not None and field.is_relation:
            value = str(value)
        elif shown is not None:
            value = str(shown())
        found[str(field.verbose_name)] = value
    return found


def _edits(user: User, kept: list[Profile]) -> list[dict[str, Any]]:
    """What the person saved and when; the words only of profiles that they look after now, the others' are others'."""
    own = {(ContentType.objects.get_for_model(Profile).pk, str(profile.pk)) for profile in kept}
    found = []
    for revision in Revision.objects.filter(user=user).order_by("created_at").iterator():
        edit = {"ceho": revision.object_str, "kdy": revision.created_at}
        if (revision.base_content_type_id, revision.object_id) in own:
            edit["obsah"] = revision.content
        found.append(edit)
    return found


def _pictures(user: User, profiles: list[Profile]) -> Iterator[tuple[str, Opener]]:
    """Yield the originals: pictures of the profiles, and those the person uploaded."""
    used = PortfolioItem.objects.filter(profile__in=profiles).values("image_id")
    own = KkoImage.objects.filter(models.Q(pk__in=used) | models.Q(uploaded_by_user=user))
    for image in own.order_by("pk").iterator():
        yield f"obrazky/{image.pk}-{image.filename}", _opener(image)


def _opener(image: KkoImage) -> Opener:
    return lambda: image.file.storage.open(image.file.name, "rb")

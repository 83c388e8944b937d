"""Two profiles that are one, or are not: merging them, and saying that they are two."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from catalogue.actions.listing import relist_profiles
from catalogue.choices import MembershipRole
from catalogue.emails.duplicates import send_profile_merged
from catalogue.merging import LISTS, choosable, names_of
from catalogue.models import DistinctPair, Match, Need, OldAddress, PortfolioItem, Profile
from kko.accounts.models import RoleGrant, User
from kko.audit.actions import record as audit
from kko.moderation.actions import PublicationError, release_thing
from kko.moderation.choices import PublicationState
from kko.moderation.models import Report, key_of
from kko.search.folding import fold

KEEP, GONE, BOTH = "keep", "gone", "both"


@transaction.atomic
def mark_distinct(*, one: Profile, other: Profile, by: User) -> DistinctPair:
    """Record that the two are two, so that nobody asks again; said twice is said once. Returns the pair."""
    first, second = sorted([one, other], key=lambda profile: profile.pk)
    pair, is_new = DistinctPair.objects.get_or_create(one=first, other=second, defaults={"decided_by": by})
    release_thing(thing=f"duplicate:{first.pk}-{second.pk}")
    if is_new:
        audit(verb="profile.found_distinct", by=by, on=first, facts={"other": second.pk})
    return pair


@transaction.atomic
def merge_profiles(*, keep: Profile, gone: Profile, fields: Mapping[str, str], by: User) -> Profile:
    """Make one public profile of two and return it.

    ``fields`` says by name of a field whose value stays: ``"keep"`` (what is not named), ``"gone"`` or, of
    lists, ``"both"``. Whatever belongs to the other moves over, whichever table it is in; where a rule
    allows one of a kind (a person, an open need, an offer, a link), the kept profile's stays. The other's
    address leads to the kept one, its people are told. Both rows are locked in the order of their ids.

    Raises ``PublicationError`` when one is not public, waits for approval, or is gone by now.
    """
    keep, gone = _locked(keep, gone)
    owners, gone_pk = gone.owners(), gone.pk
    draft = keep.get_latest_revision_as_object() if keep.has_unpublished_changes else None
    _publish_merged(keep, gone, fields, by)
    if draft is not None:
        _keep_draft(draft, gone, fields)
    _settle_doubles(keep, gone)
    moved = _move_rows(keep, gone)
    _move_history(keep, gone)
    _remove(gone, keep)
    keep = Profile.objects.get(pk=keep.pk)
    for owner in owners:
        send_profile_merged(kept=keep, gone_name=gone.name, gone_id=gone_pk, to=owner)
    audit(verb="profile.merged", by=by, on=keep, facts={"gone": gone_pk, "slug": gone.slug, "moved": moved})
    audit(verb="profile.merged_into", by=by, on=Profile(pk=gone_pk), facts={"kept": keep.pk})
    return keep


def _remove(gone: Profile, keep: Profile) -> None:
    """Delete the row that has nothing left, let its address lead on, and forget who had the two on the desk."""
    keys = [key_of(gone), key_of(keep), "duplicate:{}-{}".format(*sorted([keep.pk, gone.pk]))]
    Profile.objects.get(pk=gone.pk).delete()
    OldAddress.objects.create(slug=gone.slug, profile=keep, gone_id=gone.pk)
    for key in keys:
        release_thing(thing=key)
    relist_profiles(ids=[keep.pk, gone.pk])


def _locked(keep: Profile, gone: Profile) -> tuple[Profile, Profile]:
    if keep.pk == gone.pk:
        raise PublicationError(_("That is one profile, not two."))
    rows = Profile.objects.select_for_update(of=("self",)).filter(pk__in=[keep.pk, gone.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise PublicationError(_("One of them is gone. Somebody may have merged them already."))
    for row in found.values():
        if row.publication_state == PublicationState.SUBMITTED:
            raise PublicationError(_("“%(name)s” waits for approval. Decide about it first.") % {"name": row})
        if not row.live:
            raise PublicationError(_("“%(name)s” is not public. Only public profiles are merged.") % {"name": row})
    return found[keep.pk], found[gone.pk]


def _publish_merged(keep: Profile, gone: Profile, fields: Mapping[str, str], by: User) -> None:
    """Write the chosen values and all pieces of work to the kept row and publish them as a revision."""
    _take_values(keep, gone, fields)
    _take_portfolio(keep, gone)
    keep.save()  # also what no revision carries, such as what it is open to
    keep.save_revision(user=by, log_action=True, clean=False).publish(user=by, skip_permission_checks=True)


def _keep_draft(draft: Profile, gone: Profile, fields: Mapping[str, str]) -> None:
    """Lay what the owner was writing over the merged profile once more, so that nothing unsent is lost."""
    author = draft.latest_revision.user if draft.latest_revision else None
    _take_values(draft, gone, fields)
    _take_portfolio(draft, gone)
    Profile.objects.get(pk=draft.pk).with_content_json(draft.serializable_data()).save_revision(
        user=author, clean=False
    )


def _take_values(target: Profile, gone: Profile, fields: Mapping[str, str]) -> None:
    for field in choosable():
        choice = fields.get(field.name, KEEP)
        if choice == BOTH and field.name in LISTS:
            _take_both(target, gone, field.name)
        elif choice == GONE:
            for name in names_of(field.name):
                value = getattr(gone, name)
                setattr(target, name, list(value.all()) if name == "disciplines" else value)
    further = [one for one in target.disciplines.all() if one.pk != target.main_discipline_id]
    target.disciplines.set(further)


def _take_both(target: Profile, gone: Profile, name: str) -> None:
    mine, theirs = getattr(target, name), getattr(gone, name)
    if name == "disciplines":
        target.disciplines.set([*dict.fromkeys([*mine.all(), *theirs.all()])])
    else:
        setattr(target, name, [*dict.fromkeys([*mine, *theirs])])


def _take_portfolio(target: Profile, gone: Profile) -> None:
    """Add the pieces of work that the target does not have, after its own; the same title and year is the same."""
    own = list(target.portfolio.all())
    known = {(fold(item.title_cs), item.year) for item in own}
    for item in gone.portfolio.all():
        if (fold(item.title_cs), item.year) not in known:
            names = [one.name for one in PortfolioItem._meta.concrete_fields if one.name not in {"id", "profile"}]
            values = {name: getattr(item, name) for name in names}
            own.append(PortfolioItem(**{**values, "sort_order": len(own)}))
    target.portfolio.set(own)


def _settle_doubles(keep: Profile, gone: Profile) -> None:
    """Save what would be lost with a double when rows move: an owner's right, verdicts on answers, distinct pairs."""
    owners = gone.memberships.filter(role=MembershipRole.OWNER).values("user_id")
    keep.memberships.filter(user_id__in=list(owners.values_list("user_id", flat=True))).update(
        role=MembershipRole.OWNER
    )
    open_needs = {need.kind_id: need for need in Need.objects.filter(profile=keep, closed_at=None)}
    for double in Need.objects.filter(profile=gone, closed_at=None, kind_id__in=open_needs):
        _move(Match, "need", double.pk, open_needs[double.kind_id].pk)
    for pair in DistinctPair.objects.filter(models.Q(one=gone) | models.Q(other=gone)):
        third = pair.other_id if pair.one_id == gone.pk else pair.one_id
        if third != keep.pk:
            one, other = sorted([keep.pk, third])
            DistinctPair.objects.get_or_create(one_id=one, other_id=other, defaults={"decided_by": pair.decided_by})


def _move_rows(keep: Profile, gone: Profile) -> dict[str, int]:
    """Give every row that points to ``gone`` to ``keep``, of whatever table; returns how many by table."""
    moved: dict[str, int] = {}
    for model, field in _pointing_here():
        if count := _move(model, field, gone.pk, keep.pk):
            moved[model._meta.label_lower] = moved.get(model._meta.label_lower, 0) + count
    grants = RoleGrant.objects.filter(over_type=ContentType.objects.get_for_model(Profile))
    for grant in grants.filter(over_id=gone.pk):
        _attempt(grants.filter(pk=grant.pk), {"over_id": keep.pk})
    return moved


def _pointing_here() -> Iterator[tuple[type[models.Model], str]]:
    """Yield model and field of every foreign key to a profile, those of rooms above too."""
    handled = {PortfolioItem, DistinctPair, Profile.disciplines.through}
    for relation in Profile._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.field.model not in handled:
            yield relation.field.model, relation.field.name


def _move(model: type[models.Model], field: str, gone: int, keep: int) -> int:
    """Repoint rows, all at once where no rule is in the way, else one by one; doubles stay and leave with ``gone``."""
    rows = model._base_manager.filter(**{f"{field}_id": gone})
    whole = rows.count()
    if not whole or _attempt(rows, {f"{field}_id": keep}):
        return whole
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_attempt(model._base_manager.filter(pk=pk), {f"{field}_id": keep}) for pk in ids)


def _attempt(rows: models.QuerySet, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return False
    return True


def _move_history(keep: Profile, gone: Profile) -> None:
    """Give revisions, log, past reviews and reports of ``gone`` the id of ``keep``.

    So they stay what they are, read, compared and restored by the same pages, where a copy in words would be
    none of that. They cannot be published by mistake: the merge has written a newer revision. The entries of
    the audit chain cannot move; the history of the kept profile finds them by the id that the merge notes.
    """
    content_type = ContentType.objects.get_for_model(Profile, for_concrete_model=False)
    for model in (Revision, ModelLogEntry):
        model.objects.filter(content_type=content_type, object_id=str(gone.pk)).update(object_id=str(keep.pk))
    reviews = WorkflowState.objects.for_instance(gone)
    # What was returned and not sent again ends here: there may be one unfinished review of a profile.
    reviews.filter(status=WorkflowState.STATUS_NEEDS_CHANGES).update(status=WorkflowState.STATUS_CANCELLED)
    reviews.update(object_id=str(keep.pk))
    Report.objects.filter(thing=key_of(gone)).update(thing=key_of(keep))

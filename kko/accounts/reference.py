"""The groups of the roles with their rights in the back office, and the first wording of what people agree to."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import ConsentText, RoleGrant

DATA = Path(__file__).parent / "data"
LANGUAGES = ("cs", "en", "de")


def load_roles() -> str:
    """Make a group for each role and give it the rights of ``KKO_ROLE_PERMISSIONS``; says how many.

    Rights added by hand stay, people put into a group by hand do not. Raises ``LookupError`` naming a right that does
    not exist.
    """
    for role in Role:
        group, _new = Group.objects.get_or_create(name=role.value)
        wanted = list(settings.KKO_ROLE_PERMISSIONS.get(role.value, []))
        if not wanted:
            continue
        query = Q()
        for right in wanted:
            app_label, codename = right.split(".")
            query |= Q(content_type__app_label=app_label, codename=codename)
        found = list(Permission.objects.filter(query).select_related("content_type"))
        missing = set(wanted) - {f"{one.content_type.app_label}.{one.codename}" for one in found}
        if missing:
            raise LookupError(f"No such rights: {', '.join(sorted(missing))}.")
        group.permissions.add(*found)
    _align_groups()
    return f"{len(Role)} roles"


def _align_groups() -> None:
    """Let everybody be in the groups of the roles they hold and of no other: a group alone is half a role.

    Wagtail's forms for users once offered the groups, so that people were put into them past the grants.
    """
    for group in Group.objects.filter(name__in=Role.values):
        holders = set(RoleGrant.objects.filter(role=group.name).values_list("user_id", flat=True))
        members = set(group.user_set.values_list("pk", flat=True))
        group.user_set.remove(*(members - holders))
        group.user_set.add(*(holders - members))


def load_consents() -> str:
    """Give out the first wording of what has none yet; says how many kinds there are. Later versions stay."""
    for kind in ConsentKind:
        if not ConsentText.objects.of_kind(kind).exists():
            texts = {f"text_{code}": (DATA / f"{kind.value}.{code}.txt").read_text().strip() for code in LANGUAGES}
            ConsentText.objects.create(kind=kind, version=1, **texts)
    return f"{len(ConsentKind)} wordings of consents"

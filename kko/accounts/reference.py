"""The groups of the roles with their rights in the back office, and the first wording of what people agree to."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import ConsentText

DATA = Path(__file__).parent / "data"
LANGUAGES = ("cs", "en", "de")


def load_roles() -> str:
    """Make a group for each role and give it the rights of ``KKO_ROLE_PERMISSIONS``; says how many.

    Rights added by hand stay. Raises ``LookupError`` naming a right that does not exist.
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
    return f"{len(Role)} roles"


def load_consents() -> str:
    """Give out the first wording of what has none yet; says how many kinds there are. Later versions stay."""
    for kind in ConsentKind:
        if not ConsentText.objects.of_kind(kind).exists():
            texts = {f"text_{code}": (DATA / f"{kind.value}.{code}.txt").read_text().strip() for code in LANGUAGES}
            ConsentText.objects.create(kind=kind, version=1, **texts)
    return f"{len(ConsentKind)} wordings of consents"

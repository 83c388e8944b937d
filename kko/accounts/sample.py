"""Sample people: visibly invented, with a password that everybody knows. Never for the internet."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from kko.accounts.actions import agree, grant_role
from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import User

PASSWORD = "kreativni-ustecko"


@dataclass(frozen=True)
class SamplePerson:
    """A login of the sample."""

    email: str
    name: str
    role: Role | None


PEOPLE = (
    SamplePerson("tvurce@example.cz", "Hlína Džbánková", None),
    SamplePerson("kurator@example.cz", "Kryštof Kurátor", Role.CURATOR),
    SamplePerson("hub@example.cz", "Hubert Hubař", Role.HUB_MANAGER),
    SamplePerson("redakce@example.cz", "Rút Redaktorová", Role.EDITOR),
    SamplePerson("autor@example.cz", "Aurel Autorský", Role.AUTHOR),
    SamplePerson("teren@example.cz", "Tereza Terénní", Role.FIELDWORKER),
    SamplePerson("prikazce@example.cz", "Příkazce Ukázka", Role.AUTHORISING_OFFICER),
    SamplePerson("spravce@example.cz", "Správce Ukázka", Role.BUDGET_MANAGER),
    SamplePerson("ucetni@example.cz", "Účetní Ukázka", Role.CHIEF_ACCOUNTANT),
    SamplePerson("admin@example.cz", "Ada Adminová", Role.ADMINISTRATOR),
)


@transaction.atomic
def load_people() -> str:
    """Make the sample logins; says how many there are. Refuses in production."""
    if settings.PRODUCTION:
        return "no sample logins in production"
    for person in PEOPLE:
        user = User.objects.filter(email=person.email).first()
        if user is None:
            user = User.objects.create_user(person.email, PASSWORD, name=person.name, is_sample=True)
            user.is_superuser = user.is_staff = person.role == Role.ADMINISTRATOR
            user.save(update_fields=["is_superuser", "is_staff"])
        EmailAddress.objects.get_or_create(user=user, email=person.email, defaults={"verified": True, "primary": True})
        if person.role:
            grant_role(user=user, role=person.role, by=None)
        agree(user=user, kind=ConsentKind.TERMS)
    return f"{len(PEOPLE)} sample logins"


def remove_people() -> str:
    """Delete the sample logins; says how many rows went."""
    count, _by_model = User.objects.filter(is_sample=True).delete()
    return f"{count} rows of sample logins"

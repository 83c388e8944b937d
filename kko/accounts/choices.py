"""Who may see a field, and who may do what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see a personal field. Private (curators) is the default everywhere."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("signed-in members")
    CURATORS = "curators", _("curators only")


class Role(models.TextChoices):
    """Roles that are granted; each has a group of the same name. Czech terms of law in brackets."""

    CURATOR = "curator", _("curator")
    EDITOR = "editor", _("magazine editor")
    AUTHOR = "author", _("magazine author")
    COORDINATOR = "coordinator", _("network coordinator")
    HUB_MANAGER = "hub_manager", _("hub manager")
    AUTHORISING_OFFICER = "authorising_officer", _("authorising officer")  # příkazce operace
    BUDGET_MANAGER = "budget_manager", _("budget manager")  # správce rozpočtu
    CHIEF_ACCOUNTANT = "chief_accountant", _("chief accountant")  # hlavní účetní
    PLANNER = "planner", _("municipal planner")
    FIELDWORKER = "fieldworker", _("fieldworker")
    ADMINISTRATOR = "administrator", _("administrator")


# Whoever holds one of these works in the back office.
STAFF_ROLES = frozenset({Role.CURATOR, Role.EDITOR, Role.AUTHOR, Role.ADMINISTRATOR})


class ConsentKind(models.TextChoices):
    """What people are asked to agree to."""

    TERMS = "terms", _("terms of the catalogue")
    MAPPING = "mapping", _("taking part in mapping")

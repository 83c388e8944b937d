"""Enumerations of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """What kind of actor a profile is about."""

    PERSON = "person", _("person")
    STUDIO = "studio", _("studio or collective")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association")
    INSTITUTION = "institution", _("public institution")
    SCHOOL = "school", _("school")
    VENUE = "venue", _("cultural venue")
    FESTIVAL = "festival", _("festival")
    INFORMAL = "informal", _("informal group")


class Availability(models.TextChoices):
    """What a profile is open to."""

    COMMISSIONS = "commissions", _("commissions")
    COLLABORATION = "collaboration", _("collaboration")
    MENTORING = "mentoring", _("mentoring")
    TEACHING = "teaching", _("teaching")


class MembershipRole(models.TextChoices):
    """What a person may do with a profile."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")


class Verdict(models.TextChoices):
    """What a dry run says of a row."""

    NEW = "new", _("new")
    DUPLICATE = "duplicate", _("possible duplicate")
    UNDECIDED = "undecided", _("to decide")
    REFUSED = "refused", _("refused")

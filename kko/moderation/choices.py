"""States of a publication and where a record came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationState(models.TextChoices):
    """Where a record stands between its owner and the public; derived, never stored."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Returned with a note")
    DECLINED = "declined", _("Declined")
    ARCHIVED = "archived", _("Archived")


class Closure(models.TextChoices):
    """Why a record is out of the public lists for good (or until somebody opens it again)."""

    OPEN = "", _("open")
    DECLINED = "declined", _("declined by the curators")
    ARCHIVED = "archived", _("archived")


class Provenance(models.TextChoices):
    """How a record came to us."""

    OWN = "own", _("entered by its owner")
    MAPPING = "mapping", _("mapping in the field")
    IMPORT = "import", _("import of a file")
    HARVEST = "harvest", _("taken over from an open source")


class ReportKind(models.TextChoices):
    """What a visitor finds wrong with a page."""

    BROKEN = "broken", _("something does not work")
    WRONG = "wrong", _("it is not true")
    COPIED = "copied", _("it is copied from somebody else")
    NOT_THEIRS = "not_theirs", _("it belongs to somebody else")
    CLOSED = "closed", _("they have closed")

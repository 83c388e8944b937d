"""How exactly a place is published."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a point may be shown. The municipality is the default everywhere."""

    EXACT = "exact", _("exact point")
    ABOUT_500_M = "about_500_m", _("within about 500 m")
    MUNICIPALITY = "municipality", _("municipality only")

"""Two profiles that look alike and that a curator found to be two."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models.profile import Profile
from kko.accounts.models import User


class DistinctPair(models.Model):
    """These two are not one; the desk does not ask again. ``one`` has the smaller id."""

    one = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("pair found distinct")
        verbose_name_plural = _("pairs found distinct")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_pair_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="distinct_pair_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"

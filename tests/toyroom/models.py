"""One publishable, placed thing of known origin: what a record of a room looks like at its smallest."""

from typing import Self

from django.conf import settings
from django.db import models

from kko.accounts.choices import Visibility
from kko.accounts.permissions import can_use_desk, sees_field
from kko.moderation.models import Publishable, PublishableQuerySet, Sourced
from kko.territory.place import PLACE_CONSTRAINTS, Placed


class ToyQuerySet(PublishableQuerySet):
    def visible_to(self, user) -> Self:
        """The published; for members also their own; for curators all."""
        if can_use_desk(user):
            return self
        public = models.Q(live=True, closure="")
        return self.filter(public | models.Q(owner_id=user.pk)) if user.is_authenticated else self.published()


class Toy(Sourced, Placed, Publishable):
    """A toy somebody made, with an e-mail only some may see."""

    name = models.CharField("name", max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="toys")
    email = models.EmailField("e-mail", blank=True)
    email_visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.CURATORS)

    objects = ToyQuerySet.as_manager()

    class Meta:
        verbose_name = "toy"
        constraints = [*PLACE_CONSTRAINTS, *Publishable.Meta.constraints]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/hracky/{self.pk}/"

    def get_edit_url(self) -> str:
        return f"/muj/hracky/{self.pk}/"

    def owners(self) -> list:
        return [self.owner]

    def email_for(self, user) -> str:
        """Return the e-mail if ``user`` may see it, else an empty string."""
        return self.email if sees_field(user, self.email_visibility, owns=user == self.owner) else ""

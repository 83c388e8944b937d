"""What the list of users in the back office is narrowed by."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.users import UserFilterSet

from kko.accounts.choices import Role


class OfficeUserFilterSet(UserFilterSet):
    """Wagtail's filters, with the roles that are granted in the place of its groups."""

    role = django_filters.MultipleChoiceFilter(
        field_name="role_grants__role", label=_("Role"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["group"]
        self.filters["is_superuser"].label = _("Full access")

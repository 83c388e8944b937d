"""Filters of the back office's lists."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from catalogue.models import Profile


class ProfileFilterSet(WagtailFilterSet):
    """Profiles by what a curator looks for."""

    class Meta:
        model = Profile
        fields = ["live", "form", "main_discipline__sector", "municipality__district", "provenance", "is_sample"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["live"].label = _("Public")
        self.filters["main_discipline__sector"].label = _("sector")
        self.filters["municipality__district"].label = _("district")

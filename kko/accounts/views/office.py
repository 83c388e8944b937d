"""Pages of the back office that are Wagtail's but for a little: the dashboard and the account."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.search import admin_search_areas
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel, NameEmailSettingsPanel
from wagtail.admin.views.home import HomeView

from kko.accounts.forms import PortraitForm


class OfficeHomeView(HomeView):
    """Wagtail's dashboard; who may not open the pages searches where the menu does, or finds no box at all."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["root_page"] is not None:
            return context
        area = next(iter(admin_search_areas.search_items_for_request(self.request)), None)
        form = SearchForm(placeholder=_("Search: %(what)s") % {"what": area.label}) if area else None
        return context | {"search_area": area, "search_form": form}


class PortraitPanel(AvatarSettingsPanel):
    """Wagtail's panel with our form; its own template has no place for a refusal."""

    form_class = PortraitForm
    template_name = "accounts/_portrait.html"


class OfficeAccountView(AccountView):
    """Wagtail's page, at Wagtail's address, without its name in two parts: ours is one and has a page of its own."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        return [_strict(panel) for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]


def _strict(panel: BaseSettingsPanel) -> BaseSettingsPanel:
    if isinstance(panel, AvatarSettingsPanel):
        return PortraitPanel(panel.request, panel.user, panel.profile)
    return panel

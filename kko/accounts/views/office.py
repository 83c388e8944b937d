"""The account page of the back office."""

from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel, NameEmailSettingsPanel

from kko.accounts.forms import PortraitForm


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

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "kko.accounts"
    label = "accounts"
    verbose_name = _("Accounts and roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import kko.checks  # noqa: F401 - registers the checks, and reads settings that must be complete


class OfficeUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own room of users, with our pages for them."""

    default = False
    user_viewset = "kko.accounts.viewsets.OfficeUserViewSet"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "kko.moderation"
    label = "moderation"
    verbose_name = _("Publication and review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kko.moderation import receivers  # models are not loaded before the app is ready

        receivers.connect()

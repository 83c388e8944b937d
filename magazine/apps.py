from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MagazineConfig(AppConfig):
    name = "magazine"
    label = "magazine"
    verbose_name = _("Magazine")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from magazine import receivers  # models are not loaded before the app is ready
        from magazine.knowledge import receivers as knowledge_receivers

        receivers.connect()
        knowledge_receivers.connect()

from django.apps import AppConfig


class ToyroomConfig(AppConfig):
    name = "tests.toyroom"
    label = "toyroom"
    verbose_name = "Toy room"
    default_auto_field = "django.db.models.BigAutoField"

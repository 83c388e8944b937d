from django.apps import AppConfig


class CarefulConfig(AppConfig):
    name = "benchmarks.careful"
    label = "careful"
    default_auto_field = "django.db.models.BigAutoField"

from typing import Any

from django.core.management.base import BaseCommand

from kko.territory.actions import load_territory


class Command(BaseCommand):
    help = "Loads districts, municipalities with extended powers and municipalities; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for model, change in load_territory().items():
            self.stdout.write(
                f"{model.__name__}: {change.added} added, {change.altered} altered, {change.unchanged} unchanged"
            )

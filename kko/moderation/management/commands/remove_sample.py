from django.core.management.base import BaseCommand

from kko.slots import fillings


class Command(BaseCommand):
    help = "Removes all sample content."

    def handle(self, *args, **options) -> None:
        for fill in fillings("KKO_SAMPLE_REMOVERS"):
            self.stdout.write(f"  {fill()}")

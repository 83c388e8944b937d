from django.core.management.base import BaseCommand

from kko.slots import fillings


class Command(BaseCommand):
    help = "Loads what stands in every installation; running it again changes nothing."

    def handle(self, *args, **options) -> None:
        for fill in fillings("KKO_REFERENCE_DATA"):
            self.stdout.write(f"  {fill()}")

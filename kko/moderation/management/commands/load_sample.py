from django.core.management.base import BaseCommand

from kko.slots import fillings


class Command(BaseCommand):
    help = "Loads the sample content, marked as such; remove_sample takes it away."

    def handle(self, *args, **options) -> None:
        for fill in fillings("KKO_SAMPLE_DATA"):
            self.stdout.write(f"  {fill()}")

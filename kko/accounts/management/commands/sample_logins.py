from django.core.management.base import BaseCommand

from kko.accounts.models import User
from kko.accounts.sample import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Prints the sample logins, if the sample is loaded."

    def handle(self, *args, **options) -> None:
        present = set(User.objects.filter(is_sample=True).values_list("email", flat=True))
        for person in PEOPLE:
            if person.email in present:
                role = person.role.value.replace("_", " ") if person.role else "creative"
                self.stdout.write(f"  {person.email:<24} {PASSWORD:<20} {role}")

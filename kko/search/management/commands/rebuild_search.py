from django.core.management.base import BaseCommand

from kko.search.actions import rebuild_kind
from kko.search.slots import search_kinds


class Command(BaseCommand):
    help = "Builds the search index anew from everything public."

    def handle(self, *args, **options):
        for kind in search_kinds():
            count = rebuild_kind(kind=kind.key, documents=kind.documents(None))
            self.stdout.write(f"{kind.key}: {count}")

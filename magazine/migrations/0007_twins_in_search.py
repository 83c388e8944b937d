"""What the search index holds of pages learns which of them are translations of one page."""

from django.db import migrations

KINDS = ("article", "page", "study", "guide")
BATCH = 500


def tell_twins(apps, schema_editor):
    entries = apps.get_model("search", "SearchEntry").objects.filter(kind__in=KINDS)
    pages = apps.get_model("wagtailcore", "Page").objects
    rows = pages.values_list("pk", "translation_key", "locale__language_code")
    known = {pk: (key, code) for pk, key, code in rows}
    changed = []
    for entry in entries.only("pk", "object_id").order_by("pk"):
        if entry.object_id in known:
            entry.twin, entry.language = known[entry.object_id]
            changed.append(entry)
    entries.bulk_update(changed, ["twin", "language"], batch_size=BATCH)


def forget_twins(apps, schema_editor):
    apps.get_model("search", "SearchEntry").objects.filter(kind__in=KINDS).update(twin=None, language="")


class Migration(migrations.Migration):

    dependencies = [
        ('magazine', '0006_page_links'),
        ('search', '0003_twins'),
    ]

    operations = [
        migrations.RunPython(tell_twins, forget_twins),
    ]

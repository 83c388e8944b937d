from django.db import migrations

from catalogue.naming import name_key, web_key


def fill(apps, schema_editor):
    """Give profiles that were there before their keys the keys that saving gives to new ones."""
    profiles = apps.get_model("catalogue", "Profile").objects.filter(name_key="")
    for profile in profiles.only("name", "web").iterator(chunk_size=1000):
        profile.name_key, profile.web_key = name_key(profile.name)[:120], web_key(profile.web)[:200]
        profile.save(update_fields=["name_key", "web_key"])


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0005_interviews")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

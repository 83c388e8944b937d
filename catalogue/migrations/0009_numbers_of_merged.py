"""The number that a merged profile had leads to the kept one; of earlier merges the audit trail tells it."""

from django.db import migrations, models


def note_numbers(apps, schema_editor):
    addresses = apps.get_model("catalogue", "OldAddress").objects
    merges = apps.get_model("audit", "Entry").objects.filter(verb="profile.merged").order_by("sequence")
    for facts in merges.values_list("facts", flat=True):
        addresses.filter(slug=facts["slug"], gone_id=None).update(gone_id=facts["gone"])


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('catalogue', '0008_public_where_and_what'),
    ]

    operations = [
        migrations.AddField(
            model_name='oldaddress',
            name='gone_id',
            field=models.PositiveBigIntegerField(editable=False, null=True, unique=True, verbose_name='number of the merged profile'),
        ),
        migrations.RunPython(note_numbers, migrations.RunPython.noop),
    ]

"""Which entries are translations of one thing. Rooms fill it in for what they have (magazine, migration 0007)."""

from django.db import migrations, models

# SQLite makes the table anew for a column that is never null, and loses what stood on it (migration 0001).
TRIGGER = (
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_searchentry "
    "BEGIN DELETE FROM search_fts WHERE rowid = old.id; END"
)


def keep_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS search_entry_gone")
        schema_editor.execute(TRIGGER)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_synonyms_promotions_counts'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, keep_trigger),
        migrations.AddField(
            model_name='searchentry',
            name='twin',
            field=models.UUIDField(editable=False, null=True, verbose_name='key of the translations'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='language',
            field=models.CharField(blank=True, default='', editable=False, max_length=10, verbose_name='language'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(condition=models.Q(('twin__isnull', False)), fields=['kind', 'object_id'], name='search_entry_twins'),
        ),
        migrations.RunPython(keep_trigger, migrations.RunPython.noop),
    ]

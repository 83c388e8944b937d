import django.db.models.deletion
from django.db import migrations, models


def settle(apps, schema_editor):
    """Imports that were done before their stages had names are done."""
    batches = apps.get_model("catalogue", "ImportBatch").objects
    for batch in batches.all():
        batch.row_count = batch.rows.count()
        batch.stage = "done" if batch.applied_at else "mapping"
        batch.save(update_fields=["row_count", "stage"])
        batch.rows.filter(profile__isnull=False).update(outcome="made")


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0003_keeping_needs_contact"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('key', models.CharField(max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name='importbatch',
            name='columns',
            field=models.JSONField(default=list, verbose_name='columns of the file'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='mapping',
            field=models.JSONField(default=list, verbose_name='what they mean'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='position',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='row_count',
            field=models.PositiveIntegerField(default=0, verbose_name='rows'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='sheet',
            field=models.CharField(blank=True, max_length=100, verbose_name='sheet of the workbook'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='stage',
            field=models.CharField(choices=[('mapping', 'columns to map'), ('judging', 'being read'), ('deciding', 'to decide'), ('applying', 'being imported'), ('listing', 'being put into the search'), ('done', 'imported'), ('undoing', 'being undone'), ('undone', 'undone')], default='mapping', max_length=8, verbose_name='stage'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='undone_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='undone'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='before',
            field=models.JSONField(default=dict, verbose_name='what stood there before'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='changes',
            field=models.JSONField(default=list, verbose_name='what changes'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='outcome',
            field=models.CharField(blank=True, choices=[('made', 'imported'), ('updated', 'updated'), ('left', 'left out'), ('undone', 'undone'), ('kept', 'kept when the import was undone')], max_length=8, verbose_name='what came of it'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='revision_before',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='ticked',
            field=models.BooleanField(default=False, verbose_name='to import'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='updates',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.profile'),
        ),
        migrations.AlterField(
            model_name='importrow',
            name='verdict',
            field=models.CharField(blank=True, choices=[('new', 'new'), ('update', 'update'), ('duplicate', 'possible duplicate'), ('undecided', 'to decide'), ('refused', 'refused'), ('same', 'no change')], max_length=10, verbose_name='verdict'),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['mapping', 'judging', 'deciding', 'applying', 'listing', 'done', 'undoing', 'undone'])), name='import_stage_known'),
        ),
        migrations.AddField(
            model_name='importkey',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='catalogue.importbatch'),
        ),
        migrations.AddConstraint(
            model_name='importkey',
            constraint=models.UniqueConstraint(fields=('batch', 'key'), name='import_key_first_only'),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]

"""The index, and what only one database knows: GIN and trigrams on PostgreSQL, FTS5 on SQLite."""

import django.contrib.postgres.search
from django.db import DatabaseError, migrations, models

POSTGRESQL = [
    "CREATE INDEX search_entry_vector ON search_searchentry USING gin (vector)",
    "CREATE INDEX search_word_alike ON search_vocabularyword USING gin (folded gin_trgm_ops)",
    # Long columns go beside the row: thousands of hits then lie on few pages.
    "ALTER TABLE search_searchentry SET (toast_tuple_target = 128)",
    "ALTER TABLE search_searchentry ALTER COLUMN vector SET STORAGE EXTERNAL",
    "ALTER TABLE search_searchentry ALTER COLUMN words SET STORAGE EXTERNAL",
]
POSTGRESQL_BACK = ["DROP INDEX search_entry_vector", "DROP INDEX search_word_alike"]

SQLITE = [
    "CREATE VIRTUAL TABLE search_fts USING fts5"
    "(a, b, c, d, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    # Whatever deletes an entry deletes its row here. A migration that remakes the table must make this again.
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_searchentry "
    "BEGIN DELETE FROM search_fts WHERE rowid = old.id; END",
]
SQLITE_BACK = ["DROP TRIGGER search_entry_gone", "DROP TABLE search_fts"]

NO_TRIGRAMS = (
    "The search needs PostgreSQL's extension pg_trgm and this database user may not create it. "
    "Install the package postgresql-contrib where it is missing, then let a superuser run, in this database: "
    "CREATE EXTENSION pg_trgm;"
)


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _create_trigrams(schema_editor)
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


def _create_trigrams(schema_editor):
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        raise RuntimeError(NO_TRIGRAMS) from error


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='object')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('words', models.TextField(blank=True, default='', verbose_name='words for suggestions')),
                ('vector', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='VocabularyWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('word', models.CharField(max_length=40, verbose_name='word')),
                ('folded', models.CharField(max_length=120, verbose_name='without diacritics')),
                ('uses', models.IntegerField(default=0, verbose_name='entries')),
            ],
            options={
                'verbose_name': 'word',
                'verbose_name_plural': 'words',
                'constraints': [models.UniqueConstraint(fields=('kind', 'word'), name='search_word_once')],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]

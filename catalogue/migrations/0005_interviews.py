import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0004_sheets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='letters',
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='letters'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='sent_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='letter sent'),
        ),
        migrations.CreateModel(
            name='Wave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('state', models.CharField(choices=[('prepared', 'in preparation'), ('open', 'in the field'), ('closed', 'finished')], default='prepared', max_length=8, verbose_name='state')),
                ('note', models.TextField(blank=True, help_text='They read it before they begin.', max_length=2000, verbose_name='note for fieldworkers')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample content')),
            ],
            options={
                'verbose_name': 'wave of mapping',
                'verbose_name_plural': 'waves of mapping',
                'ordering': ['-starts_on', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'open', 'closed'])), name='wave_state_known'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='wave_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('short', 'short text'), ('long', 'long text'), ('one', 'one of the options'), ('several', 'several of the options'), ('needs', 'what they need'), ('offers', 'what they can offer'), ('tried', 'what they have tried'), ('municipality', 'municipality'), ('discipline', 'discipline'), ('consent', 'consent'), ('contact', 'name and contact')], max_length=12, verbose_name='answered with')),
                ('text_cs', models.CharField(max_length=500, verbose_name='question')),
                ('text_en', models.CharField(blank=True, max_length=500, verbose_name='question in English')),
                ('text_de', models.CharField(blank=True, max_length=500, verbose_name='question in German')),
                ('help_cs', models.TextField(blank=True, max_length=1000, verbose_name='help')),
                ('help_en', models.TextField(blank=True, max_length=1000, verbose_name='help in English')),
                ('help_de', models.TextField(blank=True, max_length=1000, verbose_name='help in German')),
                ('options_cs', models.TextField(blank=True, help_text='One on a line.', max_length=3000, verbose_name='options')),
                ('options_en', models.TextField(blank=True, help_text='As many lines, in the same order.', max_length=3000, verbose_name='options in English')),
                ('options_de', models.TextField(blank=True, help_text='As many lines, in the same order.', max_length=3000, verbose_name='options in German')),
                ('required', models.BooleanField(default=False, verbose_name='needs an answer')),
                ('wave', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='catalogue.wave')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished')),
                ('consents', models.BooleanField(editable=False, null=True, verbose_name='consents')),
                ('consent_text', models.TextField(blank=True, editable=False, verbose_name='wording of the consent')),
                ('consented_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='consent given')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='consent withdrawn')),
                ('made_profile', models.BooleanField(default=False, editable=False, verbose_name='the profile was made of it')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample content')),
                ('fieldworker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interviews', to=settings.AUTH_USER_MODEL, verbose_name='fieldworker')),
                ('profile', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interviews', to='catalogue.profile', verbose_name='profile')),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='catalogue.wave', verbose_name='wave')),
            ],
            options={
                'verbose_name': 'interview',
                'verbose_name_plural': 'interviews',
                'ordering': ['-started_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.JSONField(verbose_name='answer')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='catalogue.interview')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='catalogue.question')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'constraints': [models.UniqueConstraint(fields=('interview', 'question'), name='answer_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['short', 'long', 'one', 'several', 'needs', 'offers', 'tried', 'municipality', 'discipline', 'consent', 'contact'])), name='question_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text_cs', ''), _negated=True), name='question_asks'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consented_at__isnull', False), ('consents', True), models.Q(('consent_text', ''), _negated=True)), models.Q(('consented_at', None), ('consents', None)), models.Q(('consented_at', None), ('consents', False)), _connector='OR'), name='interview_consent_has_its_wording'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('profile', None), ('consents', True), _connector='OR'), name='interview_profile_needs_consent'),
        ),
    ]

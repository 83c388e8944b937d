from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='reply_to',
            field=models.EmailField(blank=True, default='', max_length=254, verbose_name='answers go to'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='TaskRun',
            fields=[
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('failures', models.PositiveIntegerField(default=0, editable=False)),
                ('last_error', models.TextField(blank=True, editable=False)),
                ('next_try_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(primary_key=True, serialize=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Activation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plugin', models.CharField(max_length=50)),
                ('site', models.PositiveBigIntegerField(help_text="Wagtail site's id.")),
                ('enabled', models.BooleanField()),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
                'constraints': [models.UniqueConstraint(fields=('plugin', 'site'), name='one_decision_per_site')],
            },
        ),
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('failures', models.PositiveIntegerField(default=0, editable=False)),
                ('last_error', models.TextField(blank=True, editable=False)),
                ('next_try_at', models.DateTimeField(editable=False, null=True)),
                ('plugin', models.CharField(max_length=50)),
                ('job', models.CharField(max_length=100)),
                ('ran_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plugin', 'job'), name='one_run_per_job')],
            },
        ),
        migrations.CreateModel(
            name='PausedPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plugin', models.CharField(max_length=50)),
                ('point', models.CharField(help_text='E.g. api_fields.press_phone.value.', max_length=150)),
                ('reason', models.TextField(blank=True, help_text='The error of its last call.')),
                ('seconds', models.FloatField(help_text='How long its last call took, where that was too long.', null=True)),
                ('paused_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plugin', 'point'), name='paused_once')],
            },
        ),
    ]

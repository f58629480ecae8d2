import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.BigIntegerField(default=0)),
                ('ledger', models.UUIDField(default=uuid.uuid4, editable=False, help_text='Which ledger this is, for what is built from it elsewhere.')),
            ],
        ),
        migrations.CreateModel(
            name='Cursor',
            fields=[
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('failures', models.PositiveIntegerField(default=0, editable=False)),
                ('last_error', models.TextField(blank=True, editable=False)),
                ('next_try_at', models.DateTimeField(editable=False, null=True)),
                ('consumer', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('sequence', models.BigIntegerField(default=0)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('sequence', models.BigIntegerField(unique=True)),
                ('state', models.CharField(choices=[('live', 'Live'), ('withdrawn', 'Withdrawn')], max_length=9)),
                ('reason', models.CharField(blank=True, choices=[('unpublished', 'Unpublished'), ('expired', 'Expired'), ('deleted', 'Deleted'), ('restricted', 'Restricted'), ('erased', 'Erased'), ('moved-out', 'Moved Out')], max_length=11)),
                ('type', models.CharField(max_length=50)),
                ('locale', models.CharField(blank=True, help_text='Language code; empty for records.', max_length=20)),
                ('translation_key', models.UUIDField()),
                ('site', models.PositiveBigIntegerField(help_text="Wagtail site's id; null for records.", null=True)),
                ('path', models.CharField(blank=True, help_text="Path below the site's root, e.g. /veranstaltungen/x/.", max_length=2000)),
                ('title', models.CharField(max_length=500)),
                ('sort_key', models.CharField(max_length=500)),
                ('starts_at', models.DateTimeField(help_text='The first beginning.', null=True)),
                ('last_starts_at', models.DateTimeField(help_text='The last beginning, of what is more than one exact span and has rows for its occurrences.', null=True)),
                ('ends_at', models.DateTimeField(help_text='The last end, exclusive.', null=True)),
                ('first_published_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField(help_text='When the document last changed.')),
                ('document', models.TextField(help_text='The delivery JSON, canonical; empty when withdrawn.')),
                ('etag', models.CharField(max_length=64)),
                ('passages', models.JSONField(help_text='What search reads: [text, type, block id, speaker].')),
                ('object_pk', models.CharField(max_length=64)),
                ('counted_in', models.JSONField(default=list, help_text='Things whose documents show figures of this one: [content type, key].')),
                ('untold', models.JSONField(help_text='Of a change that nobody made, since a plugin came or went: the reactions that still wait for the one before it.', null=True)),
                ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contenttypes.contenttype')),
            ],
        ),
        migrations.CreateModel(
            name='FacetRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50)),
                ('value', models.CharField(max_length=255)),
                ('label', models.CharField(max_length=500)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facet_rows', to='publishing.entry')),
            ],
        ),
        migrations.CreateModel(
            name='HiddenFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_pk', models.CharField(max_length=64)),
                ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
        ),
        migrations.CreateModel(
            name='OccurrenceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(help_text='Exclusive.')),
                ('exact', models.BooleanField(help_text='Whether the day is known.')),
                ('takes_place', models.BooleanField(help_text='False where the whole entry was called off.')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrence_rows', to='publishing.entry')),
            ],
        ),
        migrations.CreateModel(
            name='Overdue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('failures', models.PositiveIntegerField(default=0, editable=False)),
                ('last_error', models.TextField(blank=True, editable=False)),
                ('next_try_at', models.DateTimeField(editable=False, null=True)),
                ('object_pk', models.CharField(max_length=64)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
        ),
        migrations.CreateModel(
            name='Slug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(max_length=50)),
                ('value', models.CharField(max_length=255)),
                ('thing', models.UUIDField(help_text='The translation key, which is the same in all languages.')),
            ],
            options={
                'indexes': [models.Index(fields=['thing'], name='publishing__thing_349a8f_idx')],
                'constraints': [models.UniqueConstraint(fields=('type', 'value'), name='one_thing_per_slug')],
            },
        ),
        migrations.CreateModel(
            name='Unfinished',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_pk', models.CharField(max_length=64)),
                ('point', models.CharField(help_text='Slug and point, e.g. press facets.press_reach.values.', max_length=201)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('due_at', models.DateTimeField(help_text='When the thing is built anew.')),
                ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contenttypes.contenttype')),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry_id', models.UUIDField()),
                ('sequence', models.BigIntegerField(unique=True)),
                ('document', models.TextField()),
                ('facets', models.JSONField(default=list, help_text='What it was found under: [name, value].')),
                ('etag', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['entry_id', 'sequence'], name='publishing__entry_i_37014e_idx')],
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['translation_key', 'locale'], name='publishing__transla_d17de8_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['type', 'state', 'locale', 'starts_at'], name='publishing__type_65f337_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['type', 'state', 'locale', 'sort_key'], name='publishing__type_68cdb8_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['path'], name='publishing__path_19abaa_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['content_type', 'object_pk'], name='publishing__content_af8950_idx'),
        ),
        migrations.AddIndex(
            model_name='facetrow',
            index=models.Index(fields=['name', 'value', 'entry'], name='publishing__name_ca9a23_idx'),
        ),
        migrations.AddConstraint(
            model_name='facetrow',
            constraint=models.UniqueConstraint(fields=('entry', 'name', 'value'), name='one_row_per_facet_value'),
        ),
        migrations.AddConstraint(
            model_name='hiddenfile',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_pk'), name='one_row_per_hidden_file'),
        ),
        migrations.AddIndex(
            model_name='occurrencerow',
            index=models.Index(fields=['starts_at'], name='publishing__starts__52b69c_idx'),
        ),
        migrations.AddIndex(
            model_name='occurrencerow',
            index=models.Index(fields=['ends_at'], name='publishing__ends_at_2dc489_idx'),
        ),
        migrations.AddConstraint(
            model_name='overdue',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_pk'), name='overdue_once'),
        ),
        migrations.AddIndex(
            model_name='unfinished',
            index=models.Index(fields=['due_at'], name='publishing__due_at_722758_idx'),
        ),
        migrations.AddConstraint(
            model_name='unfinished',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_pk', 'point'), name='one_row_per_lacking_point'),
        ),
    ]

import json

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def quotes_in(stored):
    """All quotes within what is stored."""
    if isinstance(stored, str):
        stored = json.loads(stored) if stored.startswith('[') else None
    if isinstance(stored, list):
        for each in stored:
            yield from quotes_in(each)
    elif isinstance(stored, dict):
        if stored.get('type') == 'quote' and isinstance(stored.get('value'), dict):
            yield stored
        else:
            for each in stored.values():
                yield from quotes_in(each) if isinstance(each, (list, dict)) else ()


def streams_in(content):
    """What may be a stream; Wagtail stores it as text."""
    for value in content.values():
        try:
            yield from quotes_in(value if isinstance(value, (str, list)) else None)
        except ValueError:
            continue


def fill(apps, schema_editor):
    """The quotes of the latest versions that are there; the words of which somebody was asked are known once one is."""
    Page, Revision = apps.get_model('wagtailcore', 'Page'), apps.get_model('wagtailcore', 'Revision')
    Pending, Person = apps.get_model('content', 'PendingQuote'), apps.get_model('content', 'Person')
    people = set(Person.objects.values_list('pk', flat=True))
    latest = Page.objects.exclude(latest_revision=None).values('latest_revision')
    for version in Revision.objects.filter(pk__in=latest).iterator(chunk_size=200):
        for quote in streams_in(version.content):
            value = quote['value']
            is_direct = (value.get('kind') or 'direct') == 'direct'
            if quote.get('id') and is_direct and value.get('speaker') in people and value.get('release') not in ('given', 'refused'):
                told = {'person_id': value['speaker'], 'digest': ''}
                Pending.objects.update_or_create(page_id=int(version.object_id), block_id=quote['id'], defaults=told)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0004_lists_of_the_desk'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='PendingQuote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block_id', models.CharField(max_length=36)),
                ('digest', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField(null=True)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='content.person')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('page', 'block_id'), name='content_pending_quote_once')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]

import blocks.fields
import django.db.models.deletion
import plugins.press.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('content', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='NationalNotice',
            fields=[
                ('release', models.UUIDField(primary_key=True, serialize=False)),
                ('told_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='PressReleasePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that say what this is about; shown in lists and in search results.', max_length=300, verbose_name='lead')),
                ('hero_image_alt', models.CharField(blank=True, help_text='For people who do not see it: what matters of it here. Needed to publish, unless it decorates.', max_length=255, verbose_name='what the image shows')),
                ('hero_image_decorative', models.BooleanField(default=False, help_text='The image tells nothing that the text does not tell.', verbose_name='mere decoration')),
                ('number', models.CharField(blank=True, help_text='E.g. “12/2026”.', max_length=20, verbose_name='number')),
                ('published_on', models.DateField(default=plugins.press.models.today, verbose_name='date')),
                ('reach', models.CharField(choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National')], default='local', help_text='For whose papers it is written; journalists can filter by it.', max_length=8, verbose_name='reach')),
                ('body', blocks.fields.ComposedStreamField('body', blank=True, verbose_name='text')),
                ('about', models.TextField(blank=True, help_text='The same few sentences under each release, for papers that do not know you yet.', max_length=600, verbose_name='about the issuer')),
                ('city', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.city', verbose_name='place of issue')),
                ('hero_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.creditedimage', verbose_name='image')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.partnerpage', verbose_name='issued by')),
            ],
            options={
                'verbose_name': 'press release',
                'verbose_name_plural': 'press releases',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='PressSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer', models.EmailField(blank=True, help_text='Is told when a release of national reach goes live, and reminded of drafts. Empty: nobody is.', max_length=254, verbose_name='mail of the press officer')),
                ('about', models.TextField(blank=True, help_text='Stands under each new release at first; can be changed there.', max_length=600, verbose_name='about the issuer')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'Press',
            },
        ),
    ]

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('federation', models.CharField(blank=True, help_text="Stands in the head and foot of each page, and in the titles of windows. Empty: the installation's name.", max_length=200, verbose_name='name of the federation')),
                ('brand', models.CharField(default='#ffd31a', help_text='Large areas: the front page, marks, the line above the foot.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9A-Fa-f]{6}\\Z', 'Write a colour as #rrggbb.')], verbose_name='main colour')),
                ('on_brand', models.CharField(default='#16130d', help_text='Must be easy to read on it: contrast of 4.5 to 1.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9A-Fa-f]{6}\\Z', 'Write a colour as #rrggbb.')], verbose_name='text on the main colour')),
                ('accent', models.CharField(default='#16130d', help_text='Lines and small text by day, and areas with white text: contrast of 4.5 to 1 for both.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9A-Fa-f]{6}\\Z', 'Write a colour as #rrggbb.')], verbose_name='accent')),
                ('accent_dark', models.CharField(default='#f5f0e4', help_text='Lines and small text on the dark ground: contrast of 4.5 to 1.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9A-Fa-f]{6}\\Z', 'Write a colour as #rrggbb.')], verbose_name='accent in dark mode')),
                ('typeface', models.CharField(choices=[('archivo', 'Archivo, as delivered'), ('system', "the visitor's own face without serifs"), ('serif', "the visitor's own face with serifs")], default='archivo', max_length=20, verbose_name='typeface')),
                ('stylesheet', models.TextField(blank=True, help_text="CSS that comes after the site's own and wins over it. Classes begin with lf-, as do the properties.", max_length=100000, verbose_name='stylesheet of your own')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.creditedimage', verbose_name='logo')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'Appearance',
            },
        ),
    ]
